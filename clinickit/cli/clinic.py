"""`clinickit clinic new`: a clinic's profile by questions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import click

from clinickit.cli.files import save
from clinickit.content import clinics
from clinickit.errors import ClinickitError, ContentInvalid, FileProblem
from clinickit.workspace import read_file

_LOGO_LIMIT = 8 << 20
_ANY_NAME = {"en": "Any"}
"""Stands for the name while another answer is checked."""


@click.group("clinic")
def command() -> None:
    """Make a clinic's profile (name, phone, territory)."""


@command.command("new")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default="clinic.json")
def new(path: Path) -> None:
    """Ask for a clinic's facts and write PATH (clinic.json unless told otherwise). A wrong answer is asked for again."""
    if path.exists():
        raise FileProblem(f"{path} exists already. Give another name, or edit it.")
    facts = {
        "name": {"en": _ask("Name of the clinic", path, "name")},
        "phone": _ask("Phone, as it should stand on the sheet", path, "phone", optional=True),
        "web": _ask("Web address", path, "web", optional=True),
        "territory": _ask("Country (two letters, such as US)", path, "territory"),
        "logo": _ask("Logo, a PNG or SVG file in the same folder", path, "logo", optional=True),
    }
    save(path, _profile({key: value for key, value in facts.items() if value}))
    click.echo(f"{path} written. Try: clinickit print anxious-attachment --clinic {path}")


def _ask(question: str, path: Path, field: str, *, optional: bool = False) -> str:
    """An answer that a profile may hold, in the form that it holds it in; asked for until there is one."""

    def checked(typed: str) -> str:
        answer = _formed(field, typed.strip())
        if not answer and optional:
            return answer
        facts: dict[str, object] = {"name": {"en": answer}} if field == "name" else {"name": _ANY_NAME, field: answer}
        try:
            clinics.read(_profile(facts), path.as_posix(), lambda name: read_file(path.parent / name, _LOGO_LIMIT))
        except ContentInvalid as problem:
            raise click.UsageError(" ".join(f"{one.message} {one.hint}".strip() for one in problem.diagnostics)) from None
        except ClinickitError as problem:
            raise click.UsageError(str(problem)) from None
        return answer

    answer: str = click.prompt(question, default="" if optional else None, show_default=False, value_proc=checked)
    return answer


def _formed(field: str, typed: str) -> str:
    """An answer as the profile writes it, where it may be typed in more than one way."""
    if field == "territory":
        return typed.upper()
    if field != "web":
        return typed
    host, slash, path = re.sub("^[Hh][Tt][Tt][Pp][Ss]?://|/+$", "", typed).partition("/")
    return f"{host.lower()}{slash}{path}"


def _profile(facts: Mapping[str, object]) -> bytes:
    return json.dumps({"$schema": "clinic.schema.json", "format": 1, **facts}, ensure_ascii=False, indent=2).encode() + b"\n"
