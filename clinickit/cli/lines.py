"""`clinickit lines`: crisis and safety lines: which print, which are due, where there are none; and a clinic's own."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.cli.options import day, past_day
from clinickit.content import confirmations, line_overlay, line_records
from clinickit.content.line_records import Line, Lines
from clinickit.content.line_tables import KINDS, Gap, Row, State, gaps, rows
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid, FileProblem, Unknown
from clinickit.workspace import JSON_LIMIT, Workspace, read_file

_COLORS = {State.PRINTS: "green", State.WARNS: "yellow", State.CONFIRM: "bright_black", State.OVERDUE: "red"}


@click.group("lines", invoke_without_command=True)
@click.option("--territory", metavar="CC", help="Country (ISO 3166-1), or region (ISO 3166-2, such as GB-SCT).")
@click.option("--kind", type=click.Choice(KINDS), help="Only lines of a kind.")
@click.option("--due", is_flag=True, help="Only lines to dial now: overdue, due within 60 days, or never confirmed where they print.")
@click.option("--gaps", "show_gaps", is_flag=True, help="Where nothing may print.")
@options.content
@options.on
@options.as_json
@click.pass_context
def command(
    ctx: click.Context,
    territory: str | None,
    kind: str | None,
    due: bool,
    show_gaps: bool,
    content: Path | None,
    on: str | None,
    as_json: bool,
) -> None:
    """Crisis and safety lines: which print, which are due, where there are none.

    \b
    clinickit lines --territory US
    clinickit lines --due --content our-content
    """
    if ctx.invoked_subcommand is not None:
        return
    if due and show_gaps:
        raise Unknown("--due and --gaps are two lists. Ask for one of them.")
    records, where, when = _records(_workspace(content)), (territory or "").upper(), day(on)
    if where and where.partition("-")[0] not in {*records.territories, *(line.territory for line in records.lines)}:
        raise Unknown(
            f"Nothing is known of “{where[:20]}”. Give an ISO 3166-1 code; these are known: {', '.join(sorted(records.territories))}."
        )
    if show_gaps:
        _show_gaps(tuple(gaps(records, when, where, kind or "")), as_json)
        return
    found = [row for row in rows(records, when, where, kind or "") if not due or row.due or row.state in (State.WARNS, State.OVERDUE)]
    if as_json:
        click.echo(json.dumps([_facts(row) for row in found], ensure_ascii=False, indent=2))
        return
    _show(found)


def _show(found: list[Row]) -> None:
    place = ""
    for row in found:
        line = row.line
        if line.territory != place:
            place = line.territory
            click.echo(click.style(place, bold=True))
        ways = " · ".join(dict.fromkeys(f"{channel.kind} {channel.display}" for channel in line.channels))
        click.echo(
            f"  {line.id:24} {click.style(row.state, fg=_COLORS[row.state])}  {line.name}{f' ({line.region})' if line.region else ''}"
        )
        click.echo(f"  {'':24} {', '.join(line.kinds)} · {ways}")
        click.echo(f"  {'':24} {_about(line)}{click.style(' · dial it now', fg='yellow') if row.due else ''}")
    count = {state: sum(row.state is state for row in found) for state in State}
    states = "".join(f", {number} {state}" for state, number in count.items() if number)
    click.echo(f"{len(found)} {'line' if len(found) == 1 else 'lines'}{states.replace(',', ':', 1)}.")


def _about(line: Line) -> str:
    hours = "hours unknown" if line.hours is None else "always open" if _always(line) else "at set hours"
    spoken = "languages unknown" if line.languages is None else ", ".join(line.languages)
    more = " and interpreters" if line.interpreters else ""
    checked = f"checked {line.checked_on}, due {line.due_on}" if line.checked_on else "never checked"
    return f"{hours} · {spoken}{more} · for {', '.join(line.audience)} · {checked}"


def _always(line: Line) -> bool:
    return any(len(one.days) == 7 and one.opens == "00:00" and one.closes == "24:00" for one in line.hours or ())


def _show_gaps(found: tuple[Gap, ...], as_json: bool) -> None:
    if as_json:
        listed = [{"territory": one.territory, "kinds": one.kinds, "no_emergency": one.emergency, "near": one.near} for one in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for one in found:
        emergency = "emergency number; " if one.emergency else ""
        click.echo(f"{click.style(one.territory, bold=True)}  nothing for: {emergency}{', '.join(one.kinds)}")
        if one.near:
            click.echo(f"    once confirmed: {', '.join(one.near)}")
    where = "territory" if len(found) == 1 else "territories"
    click.echo(f"{len(found)} {where} with gaps. There the sheet gives the emergency number and the clinic's phone.")


def _facts(row: Row) -> dict[str, object]:
    line = row.line
    return {
        "id": line.id,
        "territory": line.territory,
        "region": line.region,
        "kinds": line.kinds,
        "name": line.name,
        "channels": [{"type": one.kind, "display": one.display, "value": one.value} for one in line.channels],
        "languages": line.languages,
        "interpreters": line.interpreters,
        "audience": line.audience,
        "state": str(row.state),
        "checked_on": line.checked_on.isoformat() if line.checked_on else None,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "due": row.due,
    }


def _workspace(content: Path | None, begun: bool = True) -> Workspace:
    """Ours, with a folder laid over; one that `confirm` will make need not be `begun`. Raises FileProblem."""
    if content and begun and not content.is_dir():
        raise FileProblem(f"{content} is not a folder. Give the folder that holds your “handouts” folder.")
    return Workspace.overlaid(content) if content and (content / "handouts").is_dir() else Workspace.bundled()


def _records(workspace: Workspace) -> Lines:
    """The lines of a workspace. Raises ContentInvalid where the clinic's own are wrong."""
    records, problems = line_records.read(workspace, Schemas(workspace))
    if errors_of(problems):
        raise ContentInvalid(errors_of(problems))
    return records


_own = click.option(
    "--content", type=click.Path(path_type=Path, file_okay=False), required=True, help="Your own content folder, where this is kept."
)


@command.command("confirm")
@click.argument("line_id", metavar="ID")
@click.option("--on", metavar="YYYY-MM-DD", required=True, help="The day on which it was dialled.")
@click.option("--by", metavar="ROLE", required=True, help="The role of who dialled, such as “front desk”. No names.")
@_own
def confirm(line_id: str, on: str, by: str, content: Path) -> None:
    """Keep that you dialled a line and that it was right, in your own content folder.

    The line then prints like one that we checked ourselves, for 12 months (24 for a number fixed by law).
    """
    dialled = past_day(on, "dialled it")
    path = content / "handouts" / "lines.json"
    known = sorted(one.id for one in _records(_workspace(content, begun=False)).lines)
    if line_id not in known:
        near = [one for one in known if one.partition("-")[0] == line_id.partition("-")[0]]
        raise Unknown(f"There is no line “{line_id[:80]}”. Known{' there' if near else ''}: {', '.join(near or known[:12])}.")
    data = read_file(path, JSON_LIMIT) if path.exists() else None
    save(path, confirmations.add(data, path.as_posix(), line_id, dialled, by))
    click.echo(f"{path}: {line_id} confirmed on {dialled}.")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_own
def import_(file: Path, content: Path) -> None:
    """Take lines of your own from FILE (lines.json, or CSV) into your content folder.

    A line replaces one of the same id whole, ours too. All lines are taken, or none. The CSV's header:
    id,territory,region,kinds,name,call,text,chat,web,languages,hours,checked_on,source
    """
    path = content / "handouts" / "lines.json"
    data = read_file(path, JSON_LIMIT) if path.exists() else None
    schemas = Schemas(Workspace.bundled())
    made, new, replaced = line_overlay.merged(schemas, data, path.as_posix(), read_file(file, JSON_LIMIT), file.as_posix())
    save(path, made)
    click.echo(f"{path}: {len(new)} new ({', '.join(new) or '–'}), {len(replaced)} replaced ({', '.join(replaced) or '–'}).")
