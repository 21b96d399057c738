"""`clinickit clinic new`: a clinic's profile by questions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from clinickit.cli.files import save
from clinickit.errors import FileProblem
from clinickit.library import read_clinic


@click.group("clinic")
def command() -> None:
    """Make a clinic's profile (name, phone, territory)."""


@command.command("new")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default="clinic.json")
def new(path: Path) -> None:
    """Ask for a clinic's facts and write PATH (clinic.json unless told otherwise)."""
    if path.exists():
        raise FileProblem(f"{path} exists already. Give another name, or edit it.")
    name = click.prompt("Name of the clinic")
    phone = click.prompt("Phone, as it should stand on the sheet", default="", show_default=False)
    web = re.sub("^https?://|/+$", "", click.prompt("Web address", default="", show_default=False).strip())
    territory = click.prompt("Country (two letters, such as US)").strip().upper()
    logo = click.prompt("Logo, a PNG or SVG file in the same folder", default="", show_default=False)
    facts: dict[str, object] = {"$schema": "clinic.schema.json", "format": 1, "name": {"en": name}}
    facts |= {key: value for key, value in (("phone", phone), ("web", web), ("territory", territory), ("logo", logo)) if value}
    data = json.dumps(facts, ensure_ascii=False, indent=2).encode() + b"\n"
    save(path, data)
    try:
        read_clinic(path)
    except Exception:
        path.unlink()
        raise
    click.echo(f"{path} written. Try: clinickit print anxious-attachment --clinic {path}")
