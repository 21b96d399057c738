"""How something is printed, as options of a command. What was typed reaches the command as one `PrintOptions` named `printing`:

@printing.handout            all that a handout can be asked for
@printing.gathered(PAPER, SIZE, INK)      some of it, for what is no handout of the library
def command(printing: PrintOptions, ...)"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

import click

from clinickit.content.model import Reader
from clinickit.errors import Unknown
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.layout.windows import PLAIN, LetterPaper
from clinickit.library import Library
from clinickit.localize.levels import Level
from clinickit.pipeline import PrintOptions

Command = Callable[..., None]
Option = Callable[[Any], Any]

BESIDE = click.option("--with", "beside", default="", metavar="TAG", help="The same in a second language, in a column beside the first.")
FACING = click.option("--facing", is_flag=True, help="With --with: the second language on facing pages.")
PAPER = click.option("--paper", type=click.Choice([one.value for one in Paper]), help="Default: that of the territory.")
SIZE = click.option(
    "--size", type=click.Choice([one.value for one in PrintSize]), default="standard", show_default=True, help="12, 14, 18 or 24 points."
)
INK = click.option(
    "--ink", type=click.Choice([one.value for one in Ink]), default="color", show_default=True, help="Gray for black-and-white printers."
)
FILLABLE = click.option("--fillable", is_flag=True, help="A form to type in, where a handout has places to write.")
DISCREET = click.option(
    "--discreet", is_flag=True, help="Tell nobody what it is about: neutral title and file name, numbers on a card to cut off."
)
AUDIENCE = click.option(
    "--audience",
    type=click.Choice([one.value for one in Reader]),
    default="client",
    show_default=True,
    help="Clinician: with notes for clinicians, evidence and full sources. Never for a client.",
)
REQUIRE = click.option(
    "--require",
    type=click.Choice([one.value for one in Level if one is not Level.NONE]),
    help="Level below which a translation says that it is not checked. Default: the clinic's, else revised.",
)
FINAL = click.option("--final", is_flag=True, help="Refuse a translation below that level, or with a string missing.")
DRAFT = click.option("--draft", is_flag=True, help="Print a safety sheet below “revised” all the same: to review it, not to hand it out.")


def gathered(*options: Option) -> Callable[[Command], Command]:
    """The options given, in that order, and the command with `printing` in their place. Raises Unknown where they do not go together."""

    def decorated(command: Command) -> Command:
        @functools.wraps(command)
        def called(
            *,
            beside: str = "",
            facing: bool = False,
            paper: str | None = None,
            size: str = "standard",
            ink: str = "color",
            fillable: bool = False,
            discreet: bool = False,
            audience: str = "client",
            require: str | None = None,
            final: bool = False,
            draft: bool = False,
            letter: LetterPaper = PLAIN,
            **rest: Any,
        ) -> None:
            if facing and not beside:
                raise Unknown("--facing needs a second language. Name it: --with en.")
            made = PrintOptions(
                paper=Paper(paper) if paper else None,
                size=PrintSize(size),
                ink=Ink(ink),
                fillable=fillable,
                discreet=discreet,
                audience=Reader(audience),
                require=Level(require) if require else None,
                final=final,
                draft=draft,
                beside=beside,
                facing=facing,
                letter=letter,
            )
            command(printing=made, **rest)

        done: Command = called
        for one in reversed(options):
            done = one(done)
        return done

    return decorated


handout = gathered(BESIDE, FACING, PAPER, SIZE, INK, FILLABLE, DISCREET, AUDIENCE, REQUIRE, FINAL, DRAFT)

unasked = click.option("-y", "--yes", is_flag=True, help="Do not ask about handouts that could harm some readers.")
territory = click.option(
    "--territory", metavar="CC", help="Country (ISO 3166-1) whose lines and paper to use, where no clinic profile says so."
)


def confirm(library: Library, ids: Iterable[str]) -> None:
    """Whom each handout could harm, on standard error, and a question. Raises Abort for a no."""
    for handout_id in dict.fromkeys(ids):
        one = library.handout(handout_id)
        click.echo(f"{one.title.plain()}: {one.not_for.plain()}", err=True)
    click.confirm("Print?", default=True, abort=True, err=True)
