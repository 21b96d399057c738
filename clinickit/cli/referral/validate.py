"""`clinickit referral validate`: what is wrong with a directory before anyone is sent by it."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.diagnostics import Severity, errors_of
from clinickit.referral.checks import check
from clinickit.referral.readers import FORMATS


@click.command("validate")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--schemas",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of HSDS's compiled schemas; HSDS records are checked against them too.",
)
@click.option("--from", "source_format", type=click.Choice(FORMATS), help="The format; without it the content tells.")
@click.option("--errors-only", is_flag=True, help="Leave out warnings.")
@options.on
@click.option("--format", "shape", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
def command(
    paths: tuple[Path, ...], schemas: Path | None, source_format: str | None, errors_only: bool, on: str | None, shape: str
) -> None:
    """Check files or folders of services: HSDS (JSON, CSV data package, zip), AIRS XML, FHIR or a plain CSV.

    Refused records and broken schemas are errors; stale, closed or unreachable services are warnings. Ends with 1 when there are errors.
    """
    day = options.day(on)
    found = [one for path in paths for one in check(path, day, schemas, source_format or "")]
    told = [one for one in found if one.severity is Severity.ERROR or not errors_only]
    click.echo(reports.report(told, shape, [str(path) for path in paths]))
    if errors_of(tuple(found)):
        raise SystemExit(1)
