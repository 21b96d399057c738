"""`clinickit locale extract`: templates of what there is to translate."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project


@click.command("extract")
@project.catalogs
@project.content
def command(names: tuple[str, ...], content: Path) -> None:
    """Write locales/ID.pot for each catalog, or for those named.

    A template holds every string in the order of the page, with its id as context and notes: what it is, whether a wrong word could hurt
    someone, what each placeholder becomes. It has no dates, line numbers or wrapping: it changes only where the content does.
    """
    here = Project.open(content)
    for name in here.templates.chosen(names):
        path = here.root / "locales" / f"{name}.pot"
        new = project.write(path, here.templates.template(name))
        click.echo(f"{path.as_posix()}  {len(here.templates.messages(name))} strings{'' if new else ', unchanged'}")
