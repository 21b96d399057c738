"""HSDS as tables: a folder or zip of CSV files (a tabular data package), or the same as JSON (`tabular.json`). In: a path or rows. Out:
entries and refusals. Called by `readers.read`.

The files are found by name (`services.csv` …); a `datapackage.json` is not needed and its paths are never followed. Rows are joined to
records of the JSON shape, so one reader makes the services. Order: that of `services.csv`."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clinickit.referral.model import Entry, Refused
from clinickit.referral.readers import hsds
from clinickit.referral.readers.limits import FILE, TooMuch, members

Row = dict[str, Any]
Opener = Callable[[str], Iterator[Row]]

_OF_SERVICE = {
    "phones": "phones",
    "schedules": "schedules",
    "service_areas": "service_areas",
    "languages": "languages",
    "funding": "funding",
    "cost_options": "cost_options",
    "required_documents": "required_documents",
    "contacts": "contacts",
    "service_capacities": "service_capacity",
}
_OF_LOCATION = {
    "addresses": "addresses",
    "phones": "phones",
    "accessibility": "accessibility",
    "languages": "languages",
    "schedules": "schedules",
    "contacts": "contacts",
}
_OF_BOTH = {"phones": "phones", "schedules": "schedules", "contacts": "contacts"}


def of_folder(folder: Path, source: str) -> Iterator[Entry | Refused]:
    """A folder of CSV files. Raises TooMuch, OSError."""
    files = {one.name: one for one in sorted(folder.iterdir()) if one.suffix.lower() == ".csv" and one.is_file()}
    if "services.csv" not in files:
        raise TooMuch(f"{folder.name}: there is no services.csv, so this is no HSDS data package.")

    def rows(name: str) -> Iterator[Row]:
        path = files.get(f"{name}.csv")
        if path is None:
            return
        if path.stat().st_size > FILE:
            raise TooMuch(f"{path.name} is larger than {FILE >> 30} GiB. Split the package.")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _csv(stream, path.name)

    yield from _read(rows, source)


def of_zip(path: Path, source: str) -> Iterator[Entry | Refused]:
    """A zip of CSV files, read in place. Raises TooMuch."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = members(archive, ".csv")
            if "services.csv" not in files:
                raise TooMuch(f"{path.name}: there is no services.csv in the archive, so it is no HSDS data package.")

            def rows(name: str) -> Iterator[Row]:
                if f"{name}.csv" in files:
                    with archive.open(files[f"{name}.csv"]) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as stream:
                        yield from _csv(stream, f"{name}.csv")

            yield from _read(rows, source)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as problem:
        raise TooMuch(f"{path.name} is no sound zip archive ({problem}). Pack or download it again.") from None


def of_json(tables: Mapping[str, Any], source: str) -> Iterator[Entry | Refused]:
    """The tabular form in one JSON object: file names to rows."""

    def rows(name: str) -> Iterator[Row]:
        listed = tables.get(f"{name}.csv")
        for number, one in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(one, dict):
                yield {**one, _PLACE: f"{name}.csv[{number}]"}

    yield from _read(rows, source)


_PLACE = "\0place"


def _csv(stream: Iterable[str], name: str) -> Iterator[Row]:
    """Rows of a CSV file, each with its place; cells without a word are left out."""
    reader = csv.reader(stream)
    try:
        header = [one.strip() for one in next(reader, [])]
        for cells in reader:
            row: Row = {key: cell for key, cell in zip(header, cells, strict=False) if cell}
            row[_PLACE] = f"{name}:{reader.line_num}"
            yield row
    except (csv.Error, UnicodeDecodeError) as problem:
        raise TooMuch(f"{name}:{reader.line_num}: {problem}. Save it again as CSV in UTF-8.") from None


class _Tables:
    """All rows but the services, by what they belong to."""

    def __init__(self, rows: Opener) -> None:
        self.by_id: dict[str, dict[str, Row]] = {
            name: {one["id"]: one for one in rows(name) if "id" in one}
            for name in ("organizations", "programs", "locations", "taxonomy_terms")
        }
        self._of: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for name in sorted((_OF_SERVICE.keys() | _OF_LOCATION.keys()) - {"organizations"}):
            self._keep(name, rows(name), ("service_id", "location_id", "service_at_location_id", "phone_id"))
        self._keep("service_at_location", rows("service_at_location"), ("service_id",))
        self._keep("attributes", rows("attributes"), ("link_id",))

    def _keep(self, name: str, rows: Iterable[Row], keys: tuple[str, ...]) -> None:
        tables: dict[str, dict[str, list[Row]]] = {key: defaultdict(list) for key in keys}
        for row in rows:
            row.pop(_PLACE, None)
            for key in keys:
                if row.get(key):
                    tables[key][row[key]].append(row)
        for key, table in tables.items():
            self._of[name, key] = table

    def of(self, name: str, key: str, owner: str) -> list[Row]:
        """The rows of a table that belong to an owner."""
        return self._of.get((name, key), {}).get(owner, [])

    def lists(self, names: Mapping[str, str], key: str, owner: str) -> dict[str, list[Row]]:
        """The lists of a record, by the names that JSON has for them; phones with their languages."""
        found = {field: rows for table, field in names.items() if (rows := self.of(table, key, owner))}
        if "phones" in found:
            found["phones"] = [self._phone(one) for one in found["phones"]]
        return found

    def _phone(self, row: Row) -> Row:
        spoken = self.of("languages", "phone_id", row.get("id", ""))
        return {**row, "languages": spoken} if spoken else row

    def attributes(self, owner: str) -> list[Row]:
        """Attributes of an owner, with their terms."""
        terms = self.by_id["taxonomy_terms"]
        return [
            {**one, "taxonomy_term": _clean(terms.get(one.get("taxonomy_term_id", ""), {}))}
            for one in self.of("attributes", "link_id", owner)
        ]


def _clean(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != _PLACE}


def _read(rows: Opener, source: str) -> Iterator[Entry | Refused]:
    tables = _Tables(rows)
    seen: set[str] = set()
    for row in rows("services"):
        place, record = row[_PLACE], _joined(_clean(row), tables)
        named = str(record.get("id", ""))
        if named and named in seen:
            yield Refused(place, named, "Another row before has the same id. Keep one, or give this one an id of its own.")
            continue
        seen.add(named)
        yield hsds.entry(place, record, source)


def _joined(row: Row, tables: _Tables) -> Row:
    """A row of services.csv with everything that belongs to it, in the shape of JSON."""
    named = str(row.get("id", ""))
    record: Row = {**row, **tables.lists(_OF_SERVICE, "service_id", named)}
    for key, table, field in (("organization_id", "organizations", "organization"), ("program_id", "programs", "program")):
        found = tables.by_id[table].get(str(row.get(key, "")))
        if found:
            record[field] = _clean(found)
    at = [_at(one, tables) for one in tables.of("service_at_location", "service_id", named)]
    if at:
        record["service_at_locations"] = at
    attributes = tables.attributes(named)
    if attributes:
        record["attributes"] = attributes
    return record


def _at(row: Row, tables: _Tables) -> Row:
    found = {**row, **tables.lists(_OF_BOTH, "service_at_location_id", str(row.get("id", "")))}
    location = tables.by_id["locations"].get(str(row.get("location_id", "")))
    if location:
        found["location"] = {**_clean(location), **tables.lists(_OF_LOCATION, "location_id", str(location["id"]))}
    return found
