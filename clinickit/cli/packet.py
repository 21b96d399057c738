"""`clinickit packet`: several handouts as one file, with a cover."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.cli import printing as printing_
from clinickit.cli.files import save
from clinickit.delivery.packets import Item, Packet, packet
from clinickit.pipeline import PrintOptions


@click.command("packet")
@click.argument("handouts", metavar="ID[:TAG]...", nargs=-1, required=True)
@click.option("-l", "--language", default="en", metavar="TAG", help="Language (BCP 47) of the cover, and of handouts that name none.")
@click.option("--title", default="", metavar="WORDS", help="What stands on the cover. Default: “Your handouts”, in the language.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="packet.pdf", show_default=True)
@options.content
@options.clinic
@printing_.territory
@options.on
@printing_.handout
@printing_.unasked
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
    printing: PrintOptions,
    yes: bool,
    as_json: bool,
) -> None:
    """Put several handouts into one PDF, with a cover. Each starts on an odd page, so a packet printed on both sides can be taken apart.

    \b
    clinickit packet anxious-attachment therapy-options -l es -o packet.pdf
    clinickit packet anxious-attachment:ar therapy-options:en --title "For your family"

    A title may name somebody: a packet with one can be read by its owner alone.
    """
    library = options.library(content)
    items = [_item(one, language, printing) for one in handouts]
    if not yes and not as_json and sys.stdin.isatty():
        printing_.confirm(library, (one.handout_id for one in items))
    made = packet(library, items, options.profile(clinic_file), title=title, language=language, on=options.day(on), territory=territory)
    save(output, made.pdf, private=bool(title))
    _say(made, output, as_json)


def _item(written: str, language: str, asked: PrintOptions) -> Item:
    """ "cbt" in the packet's language, or "cbt:ar" in its own."""
    handout_id, _, tag = written.partition(":")
    return Item(handout_id, tag or language, asked)


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
