"""What is wrong with a directory before anyone is sent by it. In: a file or folder of any format, the day, and HSDS's own schemas if their
folder is named. Out: diagnostics: refused records and broken schemas are errors; what a person must look into (stale, closed, no phone,
impossible hours, no language) is a warning. Called by the command line.

No diagnostic tells a whereabouts or a value of a protected listing: they are read on screens and kept in logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clinickit.content.foreign_schemas import ForeignSchema
from clinickit.content.positions import written
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import FileProblem
from clinickit.referral.matching import FRESH, STALE, freshness
from clinickit.referral.model import Entry, Opening, Refused, Service, Status
from clinickit.referral.protect import withheld
from clinickit.referral.readers import read

_SCHEMAS = ("service_with_definitions.json", "service.json")
_CLOSED = {Status.INACTIVE: "not active", Status.DEFUNCT: "closed for good", Status.CLOSED: "closed for now"}


def check(path: Path, on: date, schemas: Path | None = None, format: str = "") -> Iterator[Diagnostic]:
    """Everything that is wrong in a file, in its order. Raises FileProblem, Unknown."""
    schema = hsds_schema(schemas) if schemas else None
    for one in read(path, format):
        if isinstance(one, Refused):
            where = Location(str(path), f"{one.place} {one.id}".strip())
            yield Diagnostic("referral.refused", Severity.ERROR, where, one.why, "It is not imported.")
            continue
        yield from of_service(one.service, on, str(path))
        if schema is not None and one.format.startswith("hsds"):
            yield from _against(schema, one, str(path), from_text=_is_table(path))


def hsds_schema(folder: Path) -> ForeignSchema:
    """The compiled schema of a service in a folder of HSDS's schemas. Raises FileProblem."""
    for name in _SCHEMAS:
        if (folder / name).is_file():
            return ForeignSchema(folder / name)
    raise FileProblem(f"There is no {_SCHEMAS[0]} in {folder}. Name the folder of HSDS's compiled schemas.")


def _is_table(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() == ".zip"


def _against(schema: ForeignSchema, entry: Entry, file: str, *, from_text: bool) -> Iterator[Diagnostic]:
    """What breaks HSDS's schema in a record as it came."""
    kind = _kind(entry.raw)
    value = _numbered(entry.raw, schema, kind) if from_text else entry.raw
    for one in schema.check(value, kind, quote=not withheld(entry.service)):
        place = f"{_place(entry.service)} {written(one.path)}"
        yield Diagnostic(one.code, one.severity, Location(file, place), one.message, one.hint)


def _kind(record: Mapping[str, Any]) -> str:
    """The definition that a record is checked by; empty for a service."""
    if "status" in record:
        return ""
    if "location_type" in record or "latitude" in record:
        return "location"
    return "organization" if {"website", "legal_status", "tax_status", "organization_identifiers"} & record.keys() else ""


_PARTS = {
    "addresses": "address",
    "phones": "phone",
    "schedules": "schedule",
    "cost_options": "cost_option",
    "location": "location",
    "organization": "organization",
    "service_at_locations": "service_at_location",
}


def _numbered(record: Mapping[str, Any], schema: ForeignSchema, kind: str) -> dict[str, Any]:
    """A record of a table as JSON would have it: numbers as numbers, and empty what must be there (an empty cell is an empty text)."""
    numbers = frozenset(schema.numbers(kind))
    made: dict[str, Any] = dict.fromkeys(schema.required(kind), "")
    for name, value in record.items():
        part = _PARTS.get(name, "")
        if part and isinstance(value, list):
            made[name] = [_numbered(one, schema, part) for one in value]
        elif part and isinstance(value, dict):
            made[name] = _numbered(value, schema, part)
        else:
            made[name] = _number(value) if name in numbers else value
    return made


def _number(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _place(service: Service) -> str:
    return f"service {service.id}"


def of_service(service: Service, on: date, file: str = "") -> Iterator[Diagnostic]:
    """What a person must look into before this service is printed."""
    for code, message, hint in _rules(service, on):
        yield Diagnostic(f"referral.{code}", Severity.WARNING, Location(file, _place(service)), message, hint)
    if withheld(service):
        note = "Some of it is withheld wherever it leaves: it is confidential, or a shelter or family-violence service."
        yield Diagnostic("referral.protected", Severity.INFO, Location(file, _place(service)), note)


def _rules(service: Service, on: date) -> Iterator[tuple[str, str, str]]:
    yield from _checked(service.assured_on, on)
    phones = (*service.phones, *(phone for place in service.places for phone in place.phones))
    if not any(one.kind != "fax" and any(letter.isdigit() for letter in one.number) for one in phones):
        yield "no-phone", "It has no phone number that people can call.", "Find one, or do not refer to it on paper."
    if service.status in _CLOSED:
        yield "closed", f"It is {_CLOSED[service.status]}.", "It is never printed. Take it out, or ask whether it opened again."
    for one in service.openings:
        why = impossible(one)
        if why:
            yield "hours", f"Its hours {one.opens}–{one.closes} cannot be: {why}.", "Ask, and correct them in the directory."
    if not service.languages:
        yield "no-language", "It does not say which languages it speaks.", "Ask, and write down English too."
    low, high = service.minimum_age, service.maximum_age
    if low is not None and high is not None and low > high:
        yield "ages", f"Its lowest age {low} is above its highest {high}.", "Correct one of them in the directory."


def _checked(assured_on: date | None, on: date) -> Iterator[tuple[str, str, str]]:
    if assured_on is None:
        yield "never-checked", "Nobody wrote down when it was last checked, so it stays off paper.", "Call, and write down the day."
    elif assured_on > on:
        yield "checked-later", f"It was checked on {assured_on}, which is after {on}.", "Correct the day."
    elif not freshness(assured_on, on)[1]:
        yield (
            "stale",
            f"It was last checked on {assured_on}, over {STALE} months ago: it stays off paper.",
            "Call, and write down the day.",
        )
    elif freshness(assured_on, on)[0].lower:
        yield "due", f"It was last checked on {assured_on}, more than {FRESH} months ago.", "Call it in the next round."


def impossible(opening: Opening) -> str:
    """Why hours cannot be; empty where they can. A night (18:00 to 02:00) can be."""
    opens, closes = opening.opens, opening.closes
    if not opens or not closes:
        return ""
    if opens == closes:
        return "they end when they begin"
    if closes < opens and opens < "15:00":
        return "they end before they begin; was the afternoon meant"
    return ""
