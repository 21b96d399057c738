"""Lines as tables for those who keep them. In: the records of the day. Out: rows: which lines print where, which are due, where there are
none. Called by the command line; what a sheet prints is decided in `lines`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clinickit.content.line_records import Line, Lines, Print

KINDS = (
    "crisis",
    "partner-violence",
    "own-behavior",
    "child-helpline",
    "child-protection",
    "sexual-violence",
    "elder",
    "lgbtq",
    "text-relay",
)
SOON = timedelta(days=60)
"""A line that is due within so many days is to be dialled now."""


class State(StrEnum):
    """PRINTS: it prints. WARNS: it prints, and whoever prints is asked to dial it. CONFIRM: it prints once the clinic confirmed it.
    OVERDUE: it printed, and does not until it is checked again."""

    PRINTS = "prints"
    WARNS = "prints, dial it once"
    CONFIRM = "confirm first"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it stands on the day; `due` says that its check ends soon, or has ended."""

    line: Line
    state: State
    due: bool


def rows(records: Lines, on: date, territory: str = "", kind: str = "") -> tuple[Row, ...]:
    """The lines of a territory (ISO 3166-1 or 3166-2, or all) and a kind (or all), in the order of the records, by territory."""
    country, dash, _ = territory.partition("-")
    code = records.territory(country).code if country else ""
    found = []
    for line in sorted(records.on(on), key=lambda one: one.territory):
        there = not country or line.territory in (code, country)
        if there and (not kind or kind in line.kinds) and (not dash or line.region in (None, territory)):
            now = state(line, on)
            found.append(Row(line, now, now is not State.CONFIRM and line.due_on is not None and line.due_on <= on + SOON))
    return tuple(found)


def state(line: Line, on: date) -> State:
    """What the line does on a sheet of that day."""
    if line.print is Print.CONFIRM_FIRST or line.due_on is None:
        return State.CONFIRM
    if line.due_on < on:
        return State.OVERDUE
    return State.PRINTS if line.print is Print.YES else State.WARNS


@dataclass(frozen=True, slots=True)
class Gap:
    """A territory and the kinds of which nothing prints there on the day; `emergency` says that no verified number with a role is known;
    `near` are lines that a confirmation would make print."""

    territory: str
    kinds: tuple[str, ...]
    emergency: bool
    near: tuple[str, ...]


def gaps(records: Lines, on: date, territory: str = "", kind: str = "") -> Iterator[Gap]:
    """Where nothing may print, one row a territory, sorted. A line for one region leaves no gap."""
    asked = (kind,) if kind else KINDS[:5]
    known = sorted({*records.territories, *(line.territory for line in records.lines)} if not territory else {territory.partition("-")[0]})
    for code in known:
        there = rows(records, on, code)
        missing = tuple(one for one in asked if not any(one in row.line.kinds and _prints(row) for row in there))
        near = tuple(row.line.id for row in there if not _prints(row) and set(missing) & set(row.line.kinds))
        emergency = not any(one.verified and one.role for one in records.territory(code).emergency)
        if missing or emergency:
            yield Gap(code, missing, emergency, near)


def _prints(row: Row) -> bool:
    return row.state in (State.PRINTS, State.WARNS)
