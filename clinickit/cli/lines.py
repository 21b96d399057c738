"""`clinickit lines`: crisis and safety lines. So far one command: a clinic's word that it dialled one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from clinickit.cli.files import save
from clinickit.cli.options import day
from clinickit.content import confirmations, line_records
from clinickit.content.schemas import Schemas
from clinickit.errors import Unknown
from clinickit.workspace import JSON_LIMIT, Workspace, read_file


@click.group("lines")
def command() -> None:
    """Crisis and safety lines: say that you dialled one."""


@command.command("confirm")
@click.argument("line_id", metavar="ID")
@click.option("--on", metavar="YYYY-MM-DD", required=True, help="The day on which it was dialled.")
@click.option("--by", metavar="ROLE", required=True, help="The role of who dialled, such as “front desk”. No names.")
@click.option(
    "--content", type=click.Path(path_type=Path, file_okay=False), required=True, help="Your own content folder, where this is kept."
)
def confirm(line_id: str, on: str, by: str, content: Path) -> None:
    """Keep that you dialled a line and that it was right, in your own content folder.

    The line then prints like one that we checked ourselves, for 12 months (24 for a number fixed by law).
    """
    dialled: date = day(on)
    path = content / "handouts" / "lines.json"
    workspace = Workspace.overlaid(content) if (content / "handouts").is_dir() else Workspace.bundled()
    lines, _ = line_records.read(workspace, Schemas(workspace))
    known = sorted(one.id for one in lines.lines)
    if line_id not in known:
        near = [one for one in known if one.partition("-")[0] == line_id.partition("-")[0]]
        raise Unknown(f"There is no line “{line_id[:80]}”. Known{' there' if near else ''}: {', '.join(near or known[:12])}.")
    data = read_file(path, JSON_LIMIT) if path.exists() else None
    save(path, confirmations.add(data, path.as_posix(), line_id, dialled, by))
    click.echo(f"{path}: {line_id} confirmed on {dialled}.")
