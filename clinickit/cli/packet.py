"""`clinickit packet`: several handouts as one file, with a cover."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.cli.files import save
from clinickit.content.model import Reader
from clinickit.delivery.packets import Item, Packet, packet
from clinickit.errors import Unknown
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.library import Library
from clinickit.localize.levels import Level
from clinickit.pipeline import PrintOptions


@click.command("packet")
@click.argument("handouts", metavar="ID[:TAG]...", nargs=-1, required=True)
@click.option("-l", "--language", default="en", metavar="TAG", help="Language (BCP 47) of the cover, and of handouts that name none.")
@click.option("--title", default="", metavar="WORDS", help="What stands on the cover. Default: “Your handouts”, in the language.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="packet.pdf", show_default=True)
@options.content
@options.clinic
@click.option("--territory", metavar="CC", help="Country (ISO 3166-1) whose lines and paper to use, where no clinic profile says so.")
@options.on
@click.option("--with", "beside", default="", metavar="TAG", help="Each handout in a second language too, in a column beside the first.")
@click.option("--facing", is_flag=True, help="With --with: the second language on facing pages.")
@click.option("--paper", type=click.Choice([one.value for one in Paper]), help="Default: that of the territory.")
@click.option("--size", type=click.Choice([one.value for one in PrintSize]), default="standard", show_default=True)
@click.option("--ink", type=click.Choice([one.value for one in Ink]), default="color", show_default=True)
@click.option("--fillable", is_flag=True, help="A form to type in, where a handout has places to write.")
@click.option("--discreet", is_flag=True, help="Tell nobody what it is about: a cover without contents, a neutral title.")
@click.option("--audience", type=click.Choice([one.value for one in Reader]), default="client", show_default=True)
@click.option("--require", type=click.Choice([one.value for one in Level if one is not Level.NONE]))
@click.option("--final", is_flag=True, help="Refuse a translation below that level, or with a string missing.")
@click.option("--draft", is_flag=True, help="Print a safety sheet below “revised” all the same: to review it, not to hand it out.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask about handouts that could harm some readers.")
@options.as_json
def command(
    handouts: tuple[str, ...],
    language: str,
    title: str,
    output: Path,
    content: Path | None,
    clinic_file: Path | None,
    territory: str | None,
    on: str | None,
    beside: str,
    facing: bool,
    paper: str | None,
    size: str,
    ink: str,
    fillable: bool,
    discreet: bool,
    audience: str,
    require: str | None,
    final: bool,
    draft: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Put several handouts into one PDF, with a cover. Each starts on an odd page, so a packet printed on both sides can be taken apart.

    \b
    clinickit packet anxious-attachment therapy-options -l es -o packet.pdf
    clinickit packet anxious-attachment:ar therapy-options:en --title "For your family"
    """
    if facing and not beside:
        raise Unknown("--facing needs a second language. Name it: --with en.")
    library = options.library(content)
    asked = PrintOptions(
        Paper(paper) if paper else None,
        PrintSize(size),
        Ink(ink),
        fillable,
        discreet,
        Reader(audience),
        Level(require) if require else None,
        final,
        draft,
        beside,
        facing,
    )
    items = [_item(one, language, asked) for one in handouts]
    if not yes and not as_json and sys.stdin.isatty():
        _ask(library, items)
    made = packet(library, items, options.profile(clinic_file), title=title, language=language, on=options.day(on), territory=territory)
    save(output, made.pdf)
    _say(made, output, as_json)


def _item(written: str, language: str, asked: PrintOptions) -> Item:
    """ "cbt" in the packet's language, or "cbt:ar" in its own."""
    handout_id, _, tag = written.partition(":")
    return Item(handout_id, tag or language, asked)


def _ask(library: Library, items: list[Item]) -> None:
    """Whom each handout could harm; prints to standard error. Raises Abort."""
    for handout_id in dict.fromkeys(one.handout_id for one in items):
        one = library.handout(handout_id)
        click.echo(f"{one.title.plain()}: {one.not_for.plain()}", err=True)
    click.confirm("Print?", default=True, abort=True, err=True)


def _say(made: Packet, output: Path, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_facts(made, output), ensure_ascii=False, indent=2))
        return
    for text in reports.warnings(made.diagnostics):
        click.echo(text, err=True)
    click.echo(f"{output}  {made.pages} pages")
    for one in made.parts:
        click.echo(f"  page {one.starts:>3}  {one.item.handout_id}  {one.item.language}")


def _facts(made: Packet, output: Path) -> dict[str, object]:
    return {
        "file": output.as_posix(),
        "pages": made.pages,
        "pdf_sha256": made.provenance.pdf_sha256,
        "handouts": [
            {
                "id": one.item.handout_id,
                "language": one.item.language,
                "page": one.starts,
                "pages": one.pages,
                "version": one.provenance.version,
                "level": str(one.provenance.level),
            }
            for one in made.parts
        ],
        "diagnostics": reports.rows(made.diagnostics),
    }
