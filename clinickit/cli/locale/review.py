"""`clinickit locale review`: keep a review of a catalog, bound to the very strings that were read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.errors import FileProblem, Unknown
from clinickit.localize import reviewing, reviews
from clinickit.localize.reviewing import Reading
from clinickit.localize.reviews import BACK, KINDS, SEVERITIES, STEPS, Issue
from clinickit.workspace import JSON_LIMIT, read_file


@click.command("review")
@project.language
@click.argument("name", metavar="ID")
@project.content
@click.option("--step", type=click.Choice(STEPS), required=True, help="What was done; see the guide for translators.")
@click.option("--by", metavar="WHO", required=True, help="Initials and role, such as “AB, reviser”. No full names.")
@click.option("--qualification", metavar="WORDS", required=True, help="What qualifies them, such as “certified translator, EN-SW”.")
@options.on
@click.option("--read", is_flag=True, help="States that this person read every string of the catalog. Asked for where it is not given.")
@click.option(
    "--issue",
    "opened",
    nargs=4,
    multiple=True,
    metavar="CONTEXT KIND SEVERITY NOTE",
    help=f"A flaw that stands. KIND: {', '.join(KINDS)}. SEVERITY: {', '.join(SEVERITIES)}. May be repeated.",
)
@click.option("--close", "closed", nargs=2, multiple=True, metavar="CONTEXT KIND", help="Close an issue that was found before.")
@click.option(
    "--back",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Of a back-translation: a CSV of the strings of high risk. Written, without the English, where it does not exist yet.",
)
@click.option("--note", default="", help="Anything else worth keeping.")
def command(
    language: str,
    name: str,
    content: Path,
    step: str,
    by: str,
    qualification: str,
    on: str | None,
    read: bool,
    opened: tuple[tuple[str, str, str, str], ...],
    closed: tuple[tuple[str, str], ...],
    back: Path | None,
    note: str,
) -> None:
    """Add a record to locales/LANG/reviews/ID.json. Records are added, never changed.

    \b
    clinickit locale review sw safety --step translated --by "AB, translator" --qualification "translator EN-SW"
    clinickit locale review sw safety --step back-translation --by "CD, translator" --qualification "…" --back back.csv
    clinickit locale review sw safety --step revised --by "EF, reviser" --qualification "…"
    """
    here = Project.open(content)
    tag = here.begun(language)
    (name,) = here.templates.chosen((name,))
    reading = Reading.of(here.workspace, here.templates, name, tag)
    if back is not None and step != BACK:
        raise Unknown(f"--back goes with --step {BACK}. Leave it out, or name that step.")
    if back is not None and not back.exists():
        save(back, reviewing.back_sheet(reading))
        click.echo(
            f"{back} written: put each string back into the source language, without looking at the source; then repeat this command."
        )
        return
    said = reviewing.read_back(read_file(back), back.as_posix()) if back is not None else {}
    if step == BACK and back is None:
        raise Unknown("A back-translation needs its words: give --back FILE.csv; it is written for you where it does not exist yet.")
    _stated(read, by, len(reading.strings), tag)
    issues = (
        *(Issue(*one[:3], open=True, note=one[3]) for one in opened),
        *(Issue(*one, severity="neutral", open=False) for one in closed),
    )
    record = reviewing.record(reading, step, by, qualification, options.past_day(on, "read it"), issues, said, note)
    path = here.root / reviews.file_name(name, tag)
    data = read_file(path, JSON_LIMIT) if path.exists() else None
    save(path, reviews.appended(data, path.as_posix(), record, here.workspace))
    click.echo(f"{path.as_posix()}: {step} by {by}, {len(record.strings)} strings.")
    for line in reviewing.outcome(reading, record):
        click.echo(line)


def _stated(read: bool, by: str, strings: int, tag: str) -> None:
    """That a person read every string. Raises FileProblem where nobody says so."""
    if read:
        return
    question = f"Did {by} read every one of these {strings} strings in {tag}, and is this a person?"
    if not sys.stdin.isatty():
        raise FileProblem(f"{question} A record needs that statement: add --read.")
    click.confirm(question, abort=True)
