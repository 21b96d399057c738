"""`clinickit locale status`: the matrix of handouts and languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from clinickit.cli.locale import project, tables
from clinickit.cli.locale.project import Project
from clinickit.errors import Unknown
from clinickit.localize.levels import Level
from clinickit.localize.status import Progress


@click.command("status")
@click.argument("tags", metavar="[LANG]...", nargs=-1)
@project.content
@project.required
@click.option("--only", "names", metavar="ID", multiple=True, help="Only this catalog. May be repeated.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "svg", "html"]),
    default="text",
    show_default=True,
    help="A table, everything, a badge, a page.",
)
def command(tags: tuple[str, ...], content: Path, required: str, names: tuple[str, ...], shape: str) -> None:
    """Say how far each handout has come in each language, or in those named: strings that print, level, stale, words left."""
    here = Project.open(content, to_read=True)
    progress = Progress(here.workspace, Level(required), here.templates)
    known = progress.languages()
    wanted = tuple(dict.fromkeys(project.known_tag(tag) for tag in tags)) or known
    absent = [tag for tag in wanted if tag not in known]
    if absent or not wanted:
        raise Unknown(
            f"There is no catalog in {', '.join(absent) or 'any language'}. To begin: clinickit locale add {(*absent, 'LANG')[0]}"
        )
    matrix = [(name, [progress.cell(name, tag) for tag in wanted]) for name in here.templates.chosen(names)]
    made = {
        "text": lambda: tables.as_text(matrix, max(80, shutil.get_terminal_size((120, 40)).columns)),
        "json": lambda: tables.as_json(matrix, required),
        "svg": lambda: tables.as_svg(matrix),
        "html": lambda: tables.as_html(matrix, required),
    }
    click.echo(made[shape]().rstrip("\n"))
