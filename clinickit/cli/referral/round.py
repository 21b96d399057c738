"""`clinickit referral round`: whom to call, on paper and as a table; and what was told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.cli.referral import asked
from clinickit.cli.referral import directory as shared
from clinickit.delivery.rounds import sheet
from clinickit.errors import Unknown
from clinickit.layout.theme import Ink, Paper
from clinickit.pipeline import PrintOptions
from clinickit.referral import round_answers, rounds
from clinickit.referral.asking import Ask, distance
from clinickit.referral.rounds import Due, Why
from clinickit.referral.store import Store
from clinickit.workspace import read_file


@click.command("round")
@shared.where
@shared.source
@click.option("--older-than", default="6mo", show_default=True, metavar="6mo", help="Checked longer ago than this: d, w, mo or y.")
@click.option("--missing", is_flag=True, help="Also fresh ones that lack a phone, hours, languages or cost.")
@asked.place
@click.option("--at-most", type=click.IntRange(1, 500), default=rounds.AT_MOST, show_default=True, help="How many to call.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The sheet to call from: a PDF.")
@click.option("--csv", "table", type=click.Path(path_type=Path, dir_okay=False), help="The same as a table, for the answers.")
@click.option("-l", "--language", default="en", show_default=True, metavar="TAG", help="The language of the sheet.")
@click.option("--paper", type=click.Choice([str(one) for one in Paper]), help="The paper; by the territory unless told.")
@click.option("--ink", type=click.Choice([str(one) for one in Ink]), default=str(Ink.COLOR), show_default=True, help="Color or gray.")
@click.option("--answers", type=click.Path(path_type=Path, dir_okay=False), help="A filled table: take what was told.")
@click.option("--by", default="", metavar="ROLE", help="Who called: a role or initials, such as “front desk”.")
@click.option(
    "--wait", type=click.FloatRange(0, 86_400), default=0.0, metavar="SECONDS", help="With --answers: how long to wait for an import."
)
@options.clinic
@options.on
def command(
    directory: Path,
    source: str,
    older_than: str,
    missing: bool,
    near: str | None,
    within: str | None,
    places_file: Path | None,
    at_most: int,
    output: Path | None,
    table: Path | None,
    language: str,
    paper: str | None,
    ink: str,
    answers: Path | None,
    by: str,
    wait: float,
    clinic_file: Path | None,
    on: str | None,
) -> None:
    """List whom to call, so that nobody is sent to a closed door; then take what they said. A service that says it is open counts as
    checked on the day of the call, what changed is your word over the source's, and a closed one leaves sheets and searches.

    \b
    clinickit referral round --in directory.sqlite -o round.pdf --csv round.csv
    clinickit referral round --in directory.sqlite --answers round.csv --by "front desk" --on 2026-11-24
    """
    day = options.day(on)
    if answers is not None:
        _take(directory, answers, by, day, day if on else None, wait)
        return
    if by:
        raise click.UsageError("--by says who called: it goes with --answers.")
    if bool(within) != bool(near):
        raise click.UsageError("--near says from where and --within how far: give both, or neither.")
    ask = Ask(day, near=asked.where(near, places_file), within=distance(within) if within else None)
    age = rounds.age(older_than)
    with Store.open(directory) as store:
        if source and source not in (known := [one.name for one in store.sources()]):
            raise Unknown(f"There is no source “{source[:60]}”. There are: {', '.join(known) or 'none yet'}.")
        found = [one for kept in store.entries(source) if (one := rounds.due(kept, day, age, missing_too=missing))]
    whole = rounds.chosen(found, ask)
    listed = whole[:at_most]
    if listed and table:
        save(table, rounds.table(listed))
    if listed and output:
        asked_print = PrintOptions(paper=Paper(paper) if paper else None, ink=Ink(ink))
        done = sheet(options.library(None), listed, language, options.profile(clinic_file), asked_print, on=day)
        save(output, done.pdf)
        click.echo(f"{output}: {done.pages} page{'' if done.pages == 1 else 's'}")
    if table and listed:
        click.echo(f"{table}: write into the empty columns, then: clinickit referral round --answers {table} --by ROLE --on DAY")
    if not (table or output):
        _list(listed)
    _end(whole, listed)


def _list(listed: tuple[Due, ...]) -> None:
    for one in listed:
        phone = next((phone.number for phone in one.service.phones if "fax" not in phone.kind.casefold()), "no phone")
        click.echo(f"{click.style(one.service.name, bold=True)}  {one.key}  {phone}")
        click.echo(f"    checked {shared.checked(one.service.assured_on)} · {rounds.reason(one)}")


_SAID = {
    Why.UNCHECKED: "never checked",
    Why.OFF_PAPER: "off paper",
    Why.STALE: "stale",
    Why.OTHER: "now told otherwise by their source",
    Why.MISSING: "lacking something",
}


def _end(whole: tuple[Due, ...], listed: tuple[Due, ...]) -> None:
    if not whole:
        click.echo("Nobody needs a call: all is fresh. To see what is missing: --missing", err=True)
        return
    count = Counter(one.why for one in whole)
    said = ", ".join(f"{count[why]} {words}" for why, words in _SAID.items() if count[why])
    more = f" The first {len(listed)} are listed; --at-most {len(whole)} lists all." if len(listed) < len(whole) else ""
    click.echo(f"{len(whole)} to call: {said}.{more}", err=True)


def _take(directory: Path, answers: Path, by: str, today: date, on: date | None, wait: float) -> None:
    data = read_file(answers, round_answers.LIMIT)
    Store.open(directory).close()
    with Store.make(directory) as store:
        done = round_answers.take(store, data, answers.name, by, today, on=on, wait=wait)
    counts = (
        (done.confirmed, "open"),
        (done.closed, "closed"),
        (done.unreached, "not reached"),
        (done.same, "taken before"),
        (done.empty, "not called"),
    )
    said = ", ".join(f"{count} {words}" for count, words in counts if count) or "nothing"
    click.echo(f"{answers.name}: {said}. Facts changed: {done.changed}.")
    for name in done.gone:
        click.echo(f"  {name}: its source no longer has it, so it stays off lists. Ask the source to take it in again.", err=True)
