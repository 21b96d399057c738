"""`clinickit doctor`: fonts and versions on this computer, and whether the text engine still does what it was measured to do."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version

import click

from clinickit import languages
from clinickit.cli import options
from clinickit.errors import FontMissing
from clinickit.text.bidi import canary
from clinickit.text.fonts import FACES, FontSet
from clinickit.text.runs import FaceKey, Weight

_PARTS = ("clinickit", "reportlab", "uharfbuzz", "icu4py", "python-bidi", "polib", "Babel", "jsonschema", "click", "svglib")


@click.command("doctor")
@options.as_json
def command(as_json: bool) -> None:
    """Check fonts and versions on this computer.

    Ends with 3 when a language cannot be printed.
    """
    faces = {name: _problem(name) for name in FACES}
    rows = [
        {"language": row.tag, "name": row.english_name, "missing": "" if not faces[row.faces[0]] else row.faces[0]}
        for row in languages.known()
        if not row.pseudo and row.faces[0] in faces
    ]
    parts = {"python": platform.python_version()} | {name: _version(name) for name in _PARTS}
    right = canary()
    if as_json:
        facts = {"versions": parts, "faces": faces, "languages": rows, "right_to_left": right}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _say(parts, faces, rows, right)
    if not right or any(row["missing"] for row in rows):
        raise SystemExit(3)


def _say(parts: dict[str, str], faces: dict[str, str], rows: list[dict[str, str]], right: bool) -> None:
    for name, number in parts.items():
        click.echo(f"{name.ljust(18)}{number}")
    click.echo()
    for name, problem in faces.items():
        click.echo(f"{name.ljust(18)}{problem or 'installed'}")
    click.echo()
    fine = [row["language"] for row in rows if not row["missing"]]
    click.echo(f"Ready to print in: {', '.join(fine)}")
    for row in rows:
        if row["missing"]:
            click.echo(f"Not ready: {row['name']} ({row['language']}). {faces[row['missing']]}")
    broken = "Right-to-left text: WRONG. Type: pip install --force-reinstall 'python-bidi>=0.6,<0.7'"
    click.echo("Right-to-left text: right." if right else broken)


def _problem(name: str) -> str:
    """Nothing, or what to type."""
    try:
        FontSet().font(FaceKey(name, Weight.REGULAR))
    except FontMissing as problem:
        return str(problem)
    return ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
