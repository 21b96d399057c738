"""How a letter is printed, as options of a command: what the envelope and the paper are, how large, in which ink. They reach the command
as one `PrintOptions` named `printing`."""

from __future__ import annotations

import functools
import re
from typing import Any

import click

from clinickit.cli.printing import INK, PAPER, SIZE, Command, gathered
from clinickit.layout.windows import MM, LetterPaper, Window

_LENGTH = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*(mm|cm|in|pt)\Z")
_UNITS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}


def _length(_ctx: click.Context, _param: click.Parameter, value: str) -> float:
    """A length on paper, as points: 40mm, 4cm, 1.5in, 100pt."""
    found = _LENGTH.match(value.strip().lower())
    if found is None:
        raise click.BadParameter(f"“{value}” is no length. Write it with its unit: 40mm, 1.5in.")
    return float(found[1]) * _UNITS[found[2]]


_WINDOW = click.option(
    "--window", type=click.Choice([str(one) for one in Window]), default=str(Window.NONE), show_default=True, help="Envelope."
)
_HEAD = click.option("--preprinted", callback=_length, default="0mm", metavar="LENGTH", help="What your paper's own head takes: 40mm.")
_LATER = click.option("--preprinted-later", callback=_length, default="0mm", metavar="LENGTH", help="The same on later pages.")
_FOOT = click.option("--preprinted-foot", callback=_length, default="0mm", metavar="LENGTH", help="What its foot takes.")


def printing(command: Command) -> Command:
    """The options, and the command with `printing` in their place."""
    done = gathered(PAPER, SIZE, INK)(command)

    @functools.wraps(done)
    def called(*, window: str, preprinted: float, preprinted_later: float, preprinted_foot: float, **rest: Any) -> None:
        done(letter=LetterPaper(Window(window), preprinted, preprinted_later, preprinted_foot), **rest)

    made: Command = called
    for one in (_FOOT, _LATER, _HEAD, _WINDOW):
        made = one(made)
    return made
