"""How a letter is printed, as options of a command: what the envelope and the paper are, how large, in which ink. They reach the command
as one `PrintOptions` named `printing`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

import click

from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.layout.windows import MM, LetterPaper, Window
from clinickit.pipeline import PrintOptions

_LENGTH = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*(mm|cm|in|pt)\Z")
_UNITS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}


def _length(_ctx: click.Context, _param: click.Parameter, value: str) -> float:
    """A length on paper, as points: 40mm, 4cm, 1.5in, 100pt."""
    found = _LENGTH.match(value.strip().lower())
    if found is None:
        raise click.BadParameter(f"“{value}” is no length. Write it with its unit: 40mm, 1.5in.")
    return float(found[1]) * _UNITS[found[2]]


_OPTIONS = (
    click.option(
        "--window", type=click.Choice([str(one) for one in Window]), default=str(Window.NONE), show_default=True, help="Envelope."
    ),
    click.option("--preprinted", callback=_length, default="0mm", metavar="LENGTH", help="What your paper's own head takes, such as 40mm."),
    click.option("--preprinted-later", callback=_length, default="0mm", metavar="LENGTH", help="The same on the pages after the first."),
    click.option("--preprinted-foot", callback=_length, default="0mm", metavar="LENGTH", help="What its foot takes."),
    click.option("--paper", type=click.Choice([str(one) for one in Paper]), help="The paper; by the territory unless told."),
    click.option(
        "--size",
        type=click.Choice([str(one) for one in PrintSize]),
        default=str(PrintSize.STANDARD),
        show_default=True,
        help="The size of the letters.",
    ),
    click.option("--ink", type=click.Choice([str(one) for one in Ink]), default=str(Ink.COLOR), show_default=True, help="Color or gray."),
)


def printing(command: Callable[..., None]) -> Callable[..., None]:
    """The options, and the command with `printing` in their place."""

    @functools.wraps(command)
    def gathered(
        *,
        window: str,
        preprinted: float,
        preprinted_later: float,
        preprinted_foot: float,
        paper: str | None,
        size: str,
        ink: str,
        **rest: Any,
    ) -> None:
        letter = LetterPaper(Window(window), preprinted, preprinted_later, preprinted_foot)
        made = PrintOptions(paper=Paper(paper) if paper else None, size=PrintSize(size), ink=Ink(ink), letter=letter)
        command(printing=made, **rest)

    done: Callable[..., None] = gathered
    for one in reversed(_OPTIONS):
        done = one(done)
    return done
