"""`clinickit referral import`: take services into the directory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.errors import FileProblem
from clinickit.referral import readers, taking
from clinickit.referral.store import Store
from clinickit.referral.taking import Report

_FEW = 20


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    "directory",
    metavar="DIRECTORY",
    required=True,
    envvar="CLINICKIT_DIRECTORY",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The directory; made where there is none. Also from CLINICKIT_DIRECTORY.",
)
@click.option("--as", "name", metavar="NAME", required=True, help="What this source is called, the same at each import.")
@click.option("--format", "shape", type=click.Choice(readers.FORMATS), help="What the files are. Default: their content tells.")
@click.option("--on", metavar="YYYY-MM-DD", help="The day that history says. Default: today.")
@click.option(
    "--wait", type=click.FloatRange(0, 86_400), default=0.0, metavar="SECONDS", help="How long to wait for another import to end."
)
@click.option("--vanish", is_flag=True, help="Mark what is missing even where a record that told no id was refused.")
@options.as_json
def command(
    files: tuple[Path, ...], directory: Path, name: str, shape: str | None, on: str | None, wait: float, vanish: bool, as_json: bool
) -> None:
    """Take services into a directory: HSDS (JSON, CSV package, zip), AIRS XML, FHIR R4, or a plain CSV.

    All FILEs together are the source: what it had before and has no longer is marked as vanished and kept, with the history of every
    change. A killed import goes on where it was when the same command is typed again; until it ends the directory stays as it was.

    \b
    clinickit referral import county.json --into directory.sqlite --as county
    """
    day = options.day(on)
    for path in files:
        if not path.exists():
            raise FileProblem(f"There is no {path}. Name a file or the folder of a data package.")
    format = shape or ""
    with Store.make(directory) as store:
        entries = readers.read_all(files, format, name)
        before = next((one.services for one in store.sources() if one.name == name), 0)
        mark = taking.fingerprint(files, format)
        report = taking.take(store, name, entries, day, _bar(before), fingerprint=mark, wait=wait, vanish=vanish)
    if as_json:
        click.echo(json.dumps({**asdict(report), "on": report.on.isoformat()}, ensure_ascii=False, indent=2))
    else:
        _told(report, directory)


def _bar(before: int) -> Callable[[str, int], None]:
    """A line on standard error that says how far it is, where that is a terminal: beside how many there were the last time."""
    if not sys.stderr.isatty():
        return lambda _stage, _read: None
    of = f" (there were {before:,})" if before else ""

    def say(stage: str, read: int) -> None:
        words = f"Reading: {read:,} records{of}" if stage == "reading" else f"Taking {read:,} records in, all at once …"
        click.echo(f"\r{words:<70}", nl=stage != "reading", err=True)

    return say


def _told(report: Report, directory: Path) -> None:
    for one in report.refused[:_FEW]:
        click.echo(f"Refused: {one.place}{f' ({one.id})' if one.id else ''}: {one.why}", err=True)
    if len(report.refused) > _FEW:
        more = f"clinickit referral list --refused {report.source} --in {directory}"
        click.echo(f"… and {len(report.refused) - _FEW} more: {more}", err=True)
    if report.unsure:
        click.echo(
            f"{report.unsure} services that we have were not found, but none is marked as vanished: among the refused are records that "
            "tell no id. Correct them and import again, or say --vanish.",
            err=True,
        )
    if report.resumed:
        click.echo(f"Went on after {report.resumed} records of an import that did not end.", err=True)
    counts = (
        (report.new, "new"),
        (report.changed, "changed"),
        (report.unchanged, "unchanged"),
        (report.returned, "came back"),
        (report.vanished, "vanished"),
        (report.repeated, "repeated"),
        (len(report.refused), "refused"),
    )
    said = ", ".join(f"{count} {words}" for count, words in counts if count)
    click.echo(f"{report.source}: {report.read} records read; {said}. Directory: {directory}")
