"""`clinickit locale export`: catalogs for another tool."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli.files import save
from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.errors import Unknown
from clinickit.languages import gettext_name
from clinickit.localize import exchange, po


@click.command("export")
@project.language
@project.catalogs
@project.content
@click.option("--to", "shape", type=click.Choice(list(exchange.ENDINGS)), default="xliff", show_default=True, help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder. Default: this one.")
def command(language: str, names: tuple[str, ...], content: Path, shape: str, output: Path) -> None:
    """Write catalogs of LANG as XLIFF 2.1, TMX 1.4b or CSV: all of them, or those named.

    \b
    clinickit locale export es --to xliff -o for-agency
    clinickit locale import es for-agency/*.xlf
    """
    here = Project.open(content)
    tag = project.known_tag(language)
    folder = gettext_name(tag)
    chosen = here.templates.chosen(names) if names else here.catalogs(tag) or here.templates.names()
    written = 0
    for name in chosen:
        own = here.workspace.own_catalog(folder, name)
        data = own if own is not None else here.workspace.catalog(folder, name)
        if data is None:
            continue
        path = output / f"{name}.{tag}.{exchange.ENDINGS[shape][0]}"
        save(path, exchange.write(shape, exchange.Exchange(name, tag, "en", po.read(data))))
        click.echo(path.as_posix())
        written += 1
    if not written:
        raise Unknown(f"There is no catalog in {tag} of what you named. To begin: clinickit locale add {tag}")
