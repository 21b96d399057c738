"""`clinickit new handout`: a handout of one's own, to start from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.content import skeleton
from clinickit.content.check import Checker
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid, FileProblem, Unknown
from clinickit.workspace import Workspace


@click.group("new")
def command() -> None:
    """Start a handout of your own."""


@command.command("handout")
@click.argument("handout_id", metavar="ID")
@click.option("--title", help="Its title. Default: made of the id.")
@click.option(
    "--series", type=click.Choice(["attachment", "therapy", "families", "worksheets", "safety"]), default="therapy", show_default=True
)
@click.option("--audience", type=click.Choice(["adult", "teen", "parent", "partner", "clinician"]), default="adult", show_default=True)
@click.option("--copy", "copied", metavar="ID", help="Begin with a copy of one of ours, to change it: it then stands in place of ours.")
@click.option(
    "--content", type=click.Path(path_type=Path, file_okay=False), required=True, help="Your own content folder; made where it is missing."
)
@options.on
def handout(handout_id: str, title: str | None, series: str, audience: str, copied: str | None, content: Path, on: str | None) -> None:
    """Write a handout that validates, with the parts that such a sheet must have, for you to fill.

    \b
    clinickit new handout our-groups --content our-content
    clinickit new handout cbt --copy cbt --content our-content
    """
    path = content / "handouts" / f"{handout_id}.json"
    if path.exists():
        raise FileProblem(f"{path} exists already. Edit it, or give another id.")
    if copied is not None:
        if copied != handout_id:
            raise Unknown("A copy keeps the id, so that it stands in place of ours and keeps its translations. Give the same id twice.")
        data = Workspace.bundled().handout(copied).data
    elif handout_id in Workspace.bundled().handout_ids():
        raise Unknown(f"“{handout_id}” is one of ours. To begin with its text: --copy {handout_id}. For a new handout, give another id.")
    else:
        named = title or handout_id.replace("-", " ").capitalize()
        data = skeleton.handout(handout_id, named, series, audience, options.day(on))
    _, told = Checker(Workspace.bundled()).file(data, path.as_posix(), None)
    if errors_of(told):
        raise ContentInvalid(errors_of(told))
    save(path, data)
    for name in ("handout", "fragment", "blocks"):
        beside = content / "schemas" / f"{name}.schema.json"
        if not beside.exists():
            save(beside, Workspace.bundled().schema(name))
    click.echo(f"{path} written. Edit it, then:")
    click.echo(f"  clinickit validate {path}")
    whose = " --audience clinician" if json.loads(data)["audience"] == "clinician" else ""
    click.echo(f"  clinickit print {handout_id}{whose} --content {content}")
