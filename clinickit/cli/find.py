"""`clinickit find`: handouts by what people say."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.content.search import Hit

WIDE = 100


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("-l", "--language", default="en", show_default=True, metavar="TAG", help="The language that you ask in.")
@click.option("--audience", help="Only handouts for: adult, teen, parent, partner, clinician.")
@click.option("--at-most", type=click.IntRange(1, 50), default=8, show_default=True, help="How many to show.")
@options.content
@options.as_json
def command(words: tuple[str, ...], language: str, audience: str | None, at_most: int, content: Path | None, as_json: bool) -> None:
    """Find handouts by what people say. Words of danger put the safety sheet first.

    \b
    clinickit find keeps checking my phone
    clinickit find -l es miedo a que me dejen
    """
    library = options.library(content)
    hits = library.find(" ".join(words), language, at_most=50)
    hits = tuple(hit for hit in hits if audience in (None, hit.audience) or hit.safety)[:at_most]
    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    if not hits:
        click.echo(f"Nothing fits in {language}. Try other words, name their language (-l es), or see them all: clinickit list", err=True)
        return
    wide = max(len(hit.handout) for hit in hits)
    for hit in hits:
        _show(hit, wide, language)


def _show(hit: Hit, wide: int, language: str) -> None:
    other = f" ({hit.language} only)" if hit.language != language else ""
    click.echo(f"{click.style(hit.handout.ljust(wide), bold=True)}  {hit.title}{other}")
    pad = " " * (wide + 2)
    if hit.safety:
        click.echo(f"{pad}{click.style('Safety first: see alone whether this person is in danger.', fg='red')}")
    for line in textwrap.wrap(hit.passage, WIDE, initial_indent=pad, subsequent_indent=pad):
        click.echo(line)
