"""`clinickit openemr`: handouts as the education files that OpenEMR reads."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.delivery.openemr import Planned, is_ours, plan
from clinickit.errors import ContentInvalid, Unknown
from clinickit.pipeline import PrintOptions


@click.command("openemr")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder: documents/education of a site."
)
@click.option("--choose", multiple=True, metavar="CODE=ID", help="The handout for a code that several claim. May be repeated.")
@click.option("--draft", is_flag=True, help="Also safety sheets below “revised”: to review them, not to hand them out.")
@click.option("--territory", metavar="CC", help="Country whose crisis lines and paper to use, where no clinic profile says so.")
@options.content
@options.clinic
@options.on
def command(
    output: Path,
    choose: tuple[str, ...],
    draft: bool,
    territory: str | None,
    content: Path | None,
    clinic_file: Path | None,
    on: str | None,
) -> None:
    """Print one handout for each code, named as OpenEMR looks for it, and say what it cannot be given.

    \b
    clinickit openemr -o education --clinic clinic.json --choose Z63.0=after-a-conflict
    """
    library, clinic, day = options.library(content), options.profile(clinic_file), options.day(on)
    made = plan(library, dict(_pair(one) for one in choose))
    written: set[str] = set()
    refused = []
    for one in made.files:
        try:
            sheet = library.render(one.handout_id, one.language, clinic, PrintOptions(draft=draft), on=day, territory=territory)
        except ContentInvalid as problem:
            refused.append(f"{one.code}: {problem}")
            continue
        for name in one.names:
            save(output / name, sheet.pdf)
            written.add(name)
        click.echo(_said(one))
    click.echo(f"{len(written)} files in {output}. Copy them into documents/education of your OpenEMR site.")
    for told in (*refused, *(f"{one.what}: {one.why}" for one in made.unserved)):
        click.echo(f"  not served: {told}", err=True)
    for name in _left(output, written):
        click.echo(f"  left from before, and still handed out: {name}. Remove it, or find out why it is not made now.", err=True)


def _left(folder: Path, written: set[str]) -> list[str]:
    """Files that OpenEMR would read and this run did not write."""
    there = folder.iterdir() if folder.is_dir() else ()
    return sorted(one.name for one in there if is_ours(one.name) and one.name not in written)


def _said(one: Planned) -> str:
    return f"{', '.join(one.names)}  {one.handout_id}"


def _pair(said: str) -> tuple[str, str]:
    code, mark, handout_id = said.partition("=")
    if not (mark and code and handout_id):
        raise Unknown(f"“{said[:60]}” is no choice. Write CODE=ID, such as Z63.0=after-a-conflict.")
    return code, handout_id
