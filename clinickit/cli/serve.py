"""`clinickit serve`: the page for people who do not type commands."""

from __future__ import annotations

import importlib
import webbrowser
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

import click

from clinickit.cli import options
from clinickit.errors import FontProblem

INSTALL = "pip install 'clinickit[web]'"


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: 8437, or any free one; 0 takes any free one.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser; print the address only.")
@options.content
@click.option(
    "--settings", type=click.Path(path_type=Path, file_okay=False), help="Where profile and favorites are kept. Default: your own."
)
@click.option(
    "--directory",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CLINICKIT_DIRECTORY",
    help="Services to refer to, made by `clinickit referral import`. Also from CLINICKIT_DIRECTORY.",
)
@click.option("--places", type=click.Path(path_type=Path, dir_okay=False), help="A CSV of postal codes: postal_code,latitude,longitude.")
@options.clinic
@options.on
@click.option("--install", is_flag=True, help="Put an entry into the menu of programs, which opens the page with these options; then end.")
@click.option("--uninstall", is_flag=True, help="Take that entry away; then end.")
def command(
    port: int | None,
    no_browser: bool,
    content: Path | None,
    settings: Path | None,
    directory: Path | None,
    places: Path | None,
    clinic_file: Path | None,
    on: str | None,
    install: bool,
    uninstall: bool,
) -> None:
    """Open a page on this computer: find, look at, print and save handouts. Ctrl-C stops it.

    \b
    clinickit serve
    clinickit serve --no-browser --port 0
    clinickit serve --install
    """
    if install or uninstall:
        importlib.import_module("clinickit.cli.install").entry(click.get_current_context(), install, uninstall)
        return
    web = _web()
    library = options.library(content)
    given = options.profile(clinic_file)
    day = partial(date.fromisoformat, options.day(on).isoformat()) if on else partial(options.day, None)
    day()
    listener = web.listening(port)
    keys = importlib.import_module("clinickit.web.security").Keys.new(listener.getsockname()[1])
    folder = settings or importlib.import_module("clinickit.web.settings").folder()
    desk = replace(web.desk(library, folder, given, day, keys), content=content, directory=directory, places=places)
    web.serve(desk, keys, listener, partial(_tell, keys.address, not no_browser))
    click.echo("Stopped.")


def _tell(address: str, browser: bool) -> None:
    """The address, which works once; the browser opens it unless told not to."""
    click.echo(f"The page is open on this computer alone, at this address (it works once):\n\n    {address}\n\nCtrl-C stops it.")
    if browser and not webbrowser.open(address):
        click.echo("No browser could be started: open the address yourself.", err=True)


def _web() -> ModuleType:
    """The room, where its extra is installed. Raises FontProblem (an extra is missing: exit 3)."""
    try:
        return importlib.import_module("clinickit.web.serving")
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("clinickit"):
            raise
        raise FontProblem(f"The page needs the extra “web” ({missing.name} is missing). To install it: {INSTALL}") from None
