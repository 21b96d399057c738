"""`clinickit locale import`: catalogs that come back from another tool."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import ContentInvalid, Unknown
from clinickit.languages import gettext_name
from clinickit.localize import exchange, po
from clinickit.localize.exchange.taking import Taken, take
from clinickit.workspace import CATALOG_LIMIT, read_file


@click.command("import")
@project.language
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@project.content
def command(language: str, files: tuple[Path, ...], content: Path) -> None:
    """Take translations of LANG back from XLIFF, TMX or CSV files that `export` wrote and another tool changed.

    Strings are matched by their id. One that was made for another English text than the catalog has now is not taken, and said; nothing
    that the catalog holds is lost. All files are read before any catalog is written.
    """
    here = Project.open(content)
    tag = project.known_tag(language)
    made = [(path, _read(path, tag)) for path in files]
    done = [(path, came.catalog, _taken(here, tag, came)) for path, came in made]
    for path, name, taken in done:
        target = here.catalog(tag, name)
        new = project.write(target, po.write(taken.file))
        click.echo(f"{target.as_posix()}  {taken.changed} taken, {taken.same} as before{'' if new else ', unchanged'}")
        for one in taken.refused:
            click.echo(f"    {path.as_posix()}:{one.line}: {one.context} is not taken: {one.why}.", err=True)


def _read(path: Path, tag: str) -> exchange.Exchange:
    ending = path.suffix.lstrip(".").lower()
    shape = next((name for name, endings in exchange.ENDINGS.items() if ending in endings), None)
    if shape is None:
        known = ", ".join(one for endings in exchange.ENDINGS.values() for one in endings)
        raise Unknown(f"{path} is of no known format. Its name must end in one of: {known}.")
    try:
        came = exchange.read(shape, read_file(path, 4 * CATALOG_LIMIT))
    except exchange.ExchangeProblem as problem:
        place = Location(path.as_posix(), line=problem.line or None)
        told = Diagnostic("exchange.unreadable", Severity.ERROR, place, f"The file cannot be taken: {problem}.", "Nothing was changed.")
        raise ContentInvalid((told,)) from None
    if came.language and came.language.lower() != tag.lower():
        raise Unknown(f"{path} is in {came.language}, not in {tag}. Name its own language: clinickit locale import {came.language} {path}")
    return came


def _taken(here: Project, tag: str, came: exchange.Exchange) -> Taken:
    folder = gettext_name(tag)
    if came.catalog not in here.templates.names():
        raise Unknown(f"There is no catalog “{came.catalog[:80]}”. The file must say which one it is of, as `export` wrote it.")
    own = here.workspace.own_catalog(folder, came.catalog)
    data = own if own is not None else here.workspace.catalog(folder, came.catalog)
    if data is None:
        raise Unknown(f"There is no catalog of {came.catalog} in {tag} yet. First: clinickit locale sync {tag} {came.catalog}")
    return take(po.read(data), came.file)
