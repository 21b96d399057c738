"""A plain table that a clinic keeps itself. In: a CSV file whose first line names its columns. Out: entries and refusals. Called by
`readers.read`.

Columns, in any order; `name` is needed, a column that is not listed is kept and not read:
  id, name, organization, also_called, description, status, url, email
  phone, phone_kind, phone_2, phone_2_kind, phone_3, phone_3_kind, phone_confidential
  address (lines apart with |), city, region, postal_code, country, latitude, longitude, directions, access, address_confidential
  hours (`mo-fr 09:00-17:00; sa 10:00-12:00`), areas, languages, interpreters, minimum_age, maximum_age, eligibility
  cost, insurance, documents, how_to_apply, ask_for, referral_methods, wait, accepting, remote, modalities, terms (SCHEME:CODE Name), alert
  assured_on, changed_on (YYYY-MM-DD), confidential
Several values of a cell stand apart with `;`. A row without an id is told again by its name and phone."""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clinickit.referral.model import Address, Cost, Entry, Phone, Place, Refused, Service, Term
from clinickit.referral.readers import fields, hours
from clinickit.referral.readers.fields import first
from clinickit.referral.readers.limits import FILE, TooMuch
from clinickit.referral.vocabulary import MODALITIES, cost_kind, modalities

COLUMNS = (
    *("id", "name", "organization", "also_called", "description", "status", "url", "email"),
    *("phone", "phone_kind", "phone_2", "phone_2_kind", "phone_3", "phone_3_kind", "phone_confidential"),
    *("address", "city", "region", "postal_code", "country", "latitude", "longitude", "directions", "access", "address_confidential"),
    *("hours", "areas", "languages", "interpreters", "minimum_age", "maximum_age", "eligibility"),
    *(
        "cost",
        "insurance",
        "documents",
        "how_to_apply",
        "ask_for",
        "referral_methods",
        "wait",
        "accepting",
        "remote",
        "modalities",
        "terms",
        "alert",
    ),
    *("assured_on", "changed_on", "confidential"),
)
"""What is read, in the order of the docstring."""


def read(path: Path, source: str) -> Iterator[Entry | Refused]:
    """Entries and refusals, a row each. Raises TooMuch where the file is no such table, OSError."""
    if path.stat().st_size > FILE:
        raise TooMuch(f"{path.name} is larger than {FILE >> 30} GiB. Split it.")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=_delimiter(path))
        try:
            header = [re.sub(r"[\s-]+", "_", one.strip().lower()) for one in next(reader, [])]
            if "name" not in header:
                known = "name, phone, address, city, languages …"
                raise TooMuch(f"{path.name}:1: no column is called “name”. The first line must name the columns: {known}")
            if (path.parent / "datapackage.json").is_file():
                raise TooMuch(f"{path.name} is one table of the data package it lies in. Name the folder: {path.parent.name or '.'}")
            if len(set(header)) != len(header):
                raise TooMuch(f"{path.name}:1: a column stands twice. Keep one of each.")
            seen: set[str] = set()
            for cells in reader:
                if any(one.strip() for one in cells):
                    yield _row(f"{path.name}:{reader.line_num}", header, cells, source, seen)
        except UnicodeDecodeError:
            raise TooMuch(f"{path.name} is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.") from None
        except csv.Error as problem:
            raise TooMuch(f"{path.name}:{reader.line_num}: {problem}. Save the table again as CSV.") from None


def _delimiter(path: Path) -> str:
    """What parts the cells of the first line: spreadsheets of some countries write ; or a tab."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        line = stream.readline(1 << 16)
    return max(",;\t", key=line.count)


def _row(place: str, header: list[str], cells: list[str], source: str, seen: set[str]) -> Entry | Refused:
    if len(cells) > len(header):
        return Refused(
            place, "", f"The row has {len(cells)} cells and the first line names {len(header)}. Put a cell with commas in quotes."
        )
    row = dict(zip(header, cells, strict=False))
    name = first(row, "name")
    if not name:
        return Refused(place, first(row, "id"), "The row has no name, so nobody could be sent there. Give it one.")
    named = first(row, "id") or str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"{source}\n{name.casefold()}\n{re.sub('[^0-9]', '', first(row, 'phone'))}")
    )
    if named in seen:
        return Refused(place, named, "A row before has the same id, or the same name and phone. Keep one, or give each an id of its own.")
    seen.add(named)
    return Entry(_service(row, named, name, source), "csv", {key: value for key, value in row.items() if value})


def _many(row: dict[str, str], name: str) -> tuple[str, ...]:
    return fields.once(fields.text(one) for one in row.get(name, "").split(";"))


def _service(row: dict[str, str], named: str, name: str, source: str) -> Service:
    terms = tuple(_term(one) for one in _many(row, "terms"))
    listed = tuple(one.lower() for one in _many(row, "modalities"))
    said = tuple(one for one in listed if one in MODALITIES)
    plain: dict[str, Any] = {one: first(row, one) for one in ("organization", "also_called", "description", "url", "email", "eligibility")}
    plain |= {one: first(row, one) for one in ("how_to_apply", "ask_for", "wait", "alert")}
    lists: dict[str, Any] = {one: _many(row, one) for one in ("areas", "insurance", "documents", "referral_methods")}
    return Service(
        id=named,
        source=source,
        name=name,
        status=fields.status(first(row, "status").replace("_", " ")),
        phones=tuple(one for at in ("phone", "phone_2", "phone_3") if (one := _phone(row, at))),
        places=_places(row, named),
        openings=hours.of_words(row.get("hours", "")),
        languages=fields.languages([row.get("languages", "")]),
        interpreters=fields.yes(row.get("interpreters")),
        minimum_age=fields.age(row.get("minimum_age")),
        maximum_age=fields.age(row.get("maximum_age")),
        costs=tuple(
            Cost(one if one in ("free", "sliding", "insurance", "fee") else cost_kind(one), note=one) for one in _many(row, "cost")
        ),
        accepting=fields.yes(row.get("accepting")),
        remote=fields.yes(row.get("remote")),
        modalities=fields.once((*said, *modalities((*listed, name, plain["description"], *(one.name for one in terms))))),
        terms=terms,
        assured_on=fields.day(row.get("assured_on")),
        changed_on=fields.day(row.get("changed_on")),
        confidential=fields.yes(row.get("confidential")) is True,
        **plain,
        **lists,
    )


def _phone(row: dict[str, str], at: str) -> Phone | None:
    number = first(row, at)
    secret = fields.yes(row.get("phone_confidential")) is True
    return Phone(number, first(row, f"{at}_kind").lower() or "voice", confidential=secret) if number else None


def _places(row: dict[str, str], named: str) -> tuple[Place, ...]:
    lines = fields.once(fields.text(one) for one in row.get("address", "").split("|"))
    city, code = first(row, "city"), first(row, "postal_code")
    secret = fields.yes(row.get("address_confidential")) is True
    latitude, longitude = fields.point(row.get("latitude"), row.get("longitude"))
    address = Address(lines, city, first(row, "region"), code, fields.country(row.get("country")), "physical", secret)
    has_address = bool(lines or city or code)
    if not (has_address or latitude is not None or first(row, "directions") or first(row, "access")):
        return ()
    addresses = (address,) if has_address else ()
    return (Place(f"{named}-place", "", addresses, latitude, longitude, first(row, "directions"), _many(row, "access"), (), secret),)


def _term(words: str) -> Term:
    found = re.fullmatch(r"(?:([^:]{1,40}):)?(\S+)(?:\s+(.*))?", words)
    return Term(found[2], found[3] or "", found[1] or "") if found else Term("", words)
