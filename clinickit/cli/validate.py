"""`clinickit validate`: check content files; say what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.diagnostics import errors_of
from clinickit.library import check_paths


@click.command("validate")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@options.content
@options.on
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True, help="SARIF is for code hosts."
)
def command(paths: tuple[Path, ...], content: Path | None, on: str | None, shape: str) -> None:
    """Check content files, or folders of them; without a path, all that ships.

    Ends with 1 when anything is wrong.
    """
    found, files = check_paths(paths, content, options.day(on))
    click.echo(reports.report(found, shape, files))
    if errors_of(found):
        raise SystemExit(1)
