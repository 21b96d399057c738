"""`clinickit locale todo`: what is left to do in a language."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.localize.levels import Level
from clinickit.localize.status import Progress, Todo, Why, urgent_first

_WORDS = {
    Why.MISSING: "not translated",
    Why.CHANGED: "the English changed: sync, then correct",
    Why.FUZZY: "fuzzy: read it against the English, correct it, take the mark away",
    Why.PLACEHOLDERS: "other placeholders than the English",
    Why.MARKUP: "other markup than the English",
    Why.BLOCKED: "a reviewer's issue is open",
    Why.STALE: "changed since it was reviewed",
    Why.BACK: "needs a back-translation",
    Why.BELOW: "below the level asked for",
}


@click.command("todo")
@project.language
@project.catalogs
@project.content
@project.required
@click.option("--all", "everything", is_flag=True, help="Also list, one by one, strings that only wait for a review.")
@options.as_json
def command(language: str, names: tuple[str, ...], content: Path, required: str, everything: bool, as_json: bool) -> None:
    """List what is left to do in LANG, in all catalogs or in those named: strings of high risk first, then what does not print, then what
    prints below the level."""
    here = Project.open(content, to_read=True)
    tag = project.known_tag(language)
    progress = Progress(here.workspace, Level(required), here.templates)
    found = urgent_first([one for name in here.templates.chosen(names) for one in progress.todos(name, tag)])
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(f"Nothing: every string has reached {required}.")
        return
    for (risk, why), group in groupby(found, key=lambda one: (one.risk, one.why)):
        _say(list(group), risk, why, everything)
    words = sum(one.words for one in found if one.level is Level.NONE)
    click.echo(f"{len(found)} strings, {words} words to translate.")


def _say(group: list[Todo], risk: bool, why: Why, everything: bool) -> None:
    click.echo(click.style(f"{'HIGH RISK, ' if risk else ''}{_WORDS[why]} ({len(group)})", bold=True))
    if why is Why.BELOW and not everything:
        for name, strings in groupby(group, key=lambda one: one.catalog):
            listed = list(strings)
            levels = sorted({one.level for one in listed}, key=lambda one: one.rank)
            click.echo(f"  {name}: {len(listed)} strings, {', '.join(levels)}")
    else:
        for one in group:
            click.echo(f"  {one.context}  “{' '.join(one.source.split())}”")
    click.echo()
