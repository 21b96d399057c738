"""`clinickit show`: what a handout says, for whom it is, and whom it could harm."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.content import walk


@click.command("show")
@click.argument("handout_id", metavar="ID")
@options.content
@options.as_json
def command(handout_id: str, content: Path | None, as_json: bool) -> None:
    """Show what a handout says, for whom it is, and whom it could harm."""
    library = options.library(content)
    one = library.handout(handout_id)
    languages = library.languages(handout_id)
    if as_json:
        facts = {
            "id": one.id,
            "version": one.version,
            "version_date": one.version_date.isoformat(),
            "series": one.series,
            "audience": one.audience,
            "topics": one.topics,
            "title": one.title.plain(),
            "objective": one.objective.plain(),
            "not_for": one.not_for.plain(),
            "languages": languages,
            "reviewed": one.review.reviewed,
            "review_due": one.review.due.isoformat(),
            "sections": [section.heading.plain() for section in one.sections],
            "sources": [source.id for source in one.sources],
            "text": {text.context: text.plain() for text in walk.texts(one)},
        }
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    click.echo(click.style(one.title.plain(), bold=True))
    _say(one.lede.plain())
    click.echo()
    reviewed = f"reviewed by {one.review.by}" if one.review.reviewed else "not yet reviewed by a clinician"
    for name, value in (
        ("Series", f"{library.phrase(f'ui/series/{one.series}')} · {library.phrase(f'ui/audience/{one.audience}')}"),
        ("Goal", one.objective.plain()),
        ("Not for", one.not_for.plain()),
        ("Version", f"{one.version} of {one.version_date}, {reviewed}, review due {one.review.due}"),
        ("Languages", ", ".join(languages)),
        ("Sections", "; ".join(section.heading.plain() for section in one.sections)),
        ("Print it", _print_it(one.id, one.audience, content)),
    ):
        _say(value, f"{name}: ".ljust(11))


def _print_it(handout_id: str, audience: str, content: Path | None) -> str:
    own = f" --content {content}" if content else ""
    return f"clinickit print {handout_id}{' --audience clinician' if audience == 'clinician' else ''}{own}"


def _say(text: str, label: str = "") -> None:
    for line in textwrap.wrap(text, 100, initial_indent=label, subsequent_indent=" " * len(label)):
        click.echo(line)
