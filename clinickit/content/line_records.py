"""The records of crisis and safety lines. In: the layers of lines.json, ours and the clinic's. Out: frozen records. Called by `lines`,
`library` and the command line.

A clinic's line replaces ours whole, by id, in ours' place; lines that only the clinic has come first. A confirmation ("we dialled it, it
was right") makes a line print like one we saw ourselves, from its day for as long as a check of that kind of line holds: 24 months for
a number fixed by law, 12 for any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from clinickit.content.facts import layer_document
from clinickit.content.model import Hours
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic
from clinickit.workspace import SourceFile, Workspace


class Print(StrEnum):
    """Whether a line may print: yes; yes, and whoever prints dials it once; only where the clinic confirmed it."""

    YES = "yes"
    WITH_WARNING = "with-warning"
    CONFIRM_FIRST = "confirm-first"


@dataclass(frozen=True, slots=True)
class Channel:
    """One number or address; `value` is E.164 or as dialled at home (for chat and web a URL), `display` as it prints."""

    kind: str
    value: str
    display: str
    keyword: str | None
    language: str | None
    free: bool
    press: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line. None means: not stated anywhere. `due_on` is the last day that the check of `checked_on` holds."""

    id: str
    territory: str
    region: str | None
    kinds: tuple[str, ...]
    name: str
    name_en: str | None
    audience: tuple[str, ...]
    languages: tuple[str, ...] | None
    interpreters: bool | None
    channels: tuple[Channel, ...]
    hours: tuple[Hours, ...] | None
    statutory: bool
    checked_on: date | None
    due_on: date | None
    print: Print


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency number; `role` all, police, ambulance or fire, None where nobody knows what answers."""

    number: str
    role: str | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Territory:
    """`uses` names the territory whose lines and numbers this one takes, or is empty."""

    code: str
    uses: str
    emergency: tuple[Emergency, ...]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Someone of the clinic dialled the line on that day; `by` is their role."""

    line: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Lines:
    """All records: lines in the order of preference, territories by ISO 3166-1 code."""

    lines: tuple[Line, ...]
    territories: Mapping[str, Territory]
    confirmations: tuple[Confirmation, ...] = ()

    def territory(self, code: str) -> Territory:
        """The territory's data, or that of the territory it uses; empty data where there is none."""
        seen = self.territories.get(code, Territory(code, "", ()))
        return self.territories.get(seen.uses, seen) if seen.uses else seen

    def on(self, day: date) -> tuple[Line, ...]:
        """The lines as they stand on a day: confirmed ones print, dated by their newest confirmation up to that day."""
        newest = {one.line: one.on for one in sorted(self.confirmations, key=lambda one: one.on) if one.on <= day}
        return tuple(_confirmed(line, newest[line.id]) if line.id in newest else line for line in self.lines)


def read(workspace: Workspace, schemas: Schemas) -> tuple[Lines, tuple[Diagnostic, ...]]:
    """The lines of a workspace, and what is wrong in the clinic's layer, which is left out then."""
    layers: list[Lines] = []
    found: list[Diagnostic] = []
    for layer in workspace.shared("lines"):
        made, problems = _layer(layer, schemas)
        found.extend(problems)
        if made is not None:
            layers.append(made)
    merged = layers[0] if layers else Lines((), {})
    for own in layers[1:]:
        merged = _laid_over(merged, own)
    return merged, tuple(found)


def _layer(layer: SourceFile, schemas: Schemas) -> tuple[Lines | None, tuple[Diagnostic, ...]]:
    value, problems = layer_document(layer, "lines", schemas)
    if value is None:
        return None, problems
    lines = tuple(_line(record) for record in value["lines"])
    territories = {code: _territory(code, record) for code, record in value.get("territories", {}).items()}
    confirmations = tuple(_confirmation(record) for record in value.get("confirmations", ()))
    return Lines(lines, territories, confirmations), problems


def _laid_over(ours: Lines, own: Lines) -> Lines:
    by_id = {line.id: line for line in own.lines}
    known = {line.id for line in ours.lines}
    lines = (*(line for line in own.lines if line.id not in known), *(by_id.get(line.id, line) for line in ours.lines))
    return Lines(lines, {**ours.territories, **own.territories}, (*ours.confirmations, *own.confirmations))


def _confirmed(line: Line, on: date) -> Line:
    if line.checked_on is not None and line.checked_on >= on and line.print is Print.YES:
        return line
    return replace(line, print=Print.YES, checked_on=on, due_on=_later(on, 2 if line.statutory else 1))


def _later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _line(record: Mapping[str, Any]) -> Line:
    return Line(
        id=record["id"],
        territory=record["territory"],
        region=record["region"],
        kinds=tuple(record["kinds"]),
        name=record["name"],
        name_en=record.get("name_en"),
        audience=tuple(record["audience"]),
        languages=None if record["languages"] is None else tuple(record["languages"]),
        interpreters=record.get("interpreters"),
        channels=tuple(_channel(channel) for channel in record["channels"]),
        hours=None if record["hours"] is None else tuple(_hours(hours) for hours in record["hours"]),
        statutory=record["stability"] == "statutory",
        checked_on=_day(record["checked_on"]),
        due_on=_day(record["due_on"]),
        print=Print(record["print"]),
    )


def _channel(record: Mapping[str, Any]) -> Channel:
    return Channel(
        kind=record["type"],
        value=record["value"],
        display=record["display"],
        keyword=record.get("keyword"),
        language=record.get("language"),
        free=record.get("cost") == "free",
        press=record.get("press"),
    )


def _hours(record: Mapping[str, Any]) -> Hours:
    return Hours(tuple(record["days"]), record["opens"], record["closes"])


def _territory(code: str, record: Mapping[str, Any]) -> Territory:
    numbers = tuple(Emergency(one["number"], one["role"], one["verified"]) for one in record.get("emergency", ()))
    return Territory(code, record.get("uses", ""), numbers)


def _confirmation(record: Mapping[str, Any]) -> Confirmation:
    return Confirmation(record["line"], date.fromisoformat(record["on"]), record["by"])
