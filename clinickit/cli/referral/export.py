"""`clinickit referral export`: services as HSDS 3.0, for other directories."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.cli.referral import directory as shared
from clinickit.errors import FileProblem, Unknown
from clinickit.referral.hsds_out import as_json, as_package
from clinickit.referral.model import Entry, Service
from clinickit.referral.readers import read
from clinickit.referral.store import Store


@click.command("export")
@click.argument("paths", metavar="FROM...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="FILE.json, or FILE.zip (CSV).")
@click.option("--override-by", metavar="NAME", help="Who decides that what is protected leaves.")
@click.option("--override-why", metavar="REASON", help="Why it may leave. Kept beside the export.")
@options.on
def command(paths: tuple[Path, ...], output: Path, override_by: str | None, override_why: str | None, on: str | None) -> None:
    """Write services as HSDS 3.0. FROM is a directory made by `referral import`, or any file that it reads.

    \b
    Confidential fields and the whereabouts of shelters and family-violence services stay here. To let them leave, say who
    decides and why; a record of it is written beside the export (FILE.override.json).
    """
    shape = {".json": as_json, ".zip": as_package}.get(output.suffix.lower())
    if shape is None:
        raise Unknown(f"“{output.name}” ends neither in .json nor in .zip, so its format is not clear. Name it so.")
    made = shape([one for path in paths for one in _services(path)], shared.override(override_by, override_why, options.day(on)))
    record = output.with_name(f"{output.name}.override.json")
    if made.record is not None:
        save(record, (json.dumps(made.record, ensure_ascii=False, indent=1) + "\n").encode())
    save(output, made.data)
    click.echo(f"{made.written} services written to {output}.")
    if made.record is not None:
        click.echo(f"What is protected left too; {record} says by whom and why. Keep it.")
    for named, reasons in made.kept_back:
        click.echo(f"  {named}: kept back: {'; '.join(reasons)}", err=True)


def _services(path: Path) -> list[Service]:
    """Those of a directory, or of a file; refused records are told and left out."""
    if _is_directory(path):
        with Store.open(path) as store:
            return list(store.services())
    found = []
    for one in read(path):
        if isinstance(one, Entry):
            found.append(one.service)
        else:
            click.echo(f"  {path} {one.place}: refused: {one.why}", err=True)
    return found


def _is_directory(path: Path) -> bool:
    """Whether it is a file of SQLite (its first 16 bytes say so)."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\0"
    except OSError as problem:
        raise FileProblem(f"Cannot read {path}: {problem.strerror or problem}. Look at its permissions.") from None
