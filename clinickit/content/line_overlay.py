"""Lines of a clinic's own. In: its lines.json (or nothing) and a file of lines to take in. Out: the file with them, whole, by id. Called by
the command line.

The file to take in is a lines.json, or CSV with a header: id, territory, region, kinds, name, call, text, chat, web, languages, hours,
checked_on, source. Kinds and languages are parted by spaces; hours are “24/7” or empty. Who takes a line in answers for it: it prints
from `checked_on` for 12 months."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from clinickit.content import load
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic, Location, Severity, errors_of
from clinickit.errors import ContentInvalid

COLUMNS = ("id", "territory", "region", "kinds", "name", "call", "text", "chat", "web", "languages", "hours", "checked_on", "source")
_CHANNELS = ("call", "text", "chat", "web")
_DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"]
_EMPTY: Mapping[str, Any] = {"$schema": "../schemas/lines.schema.json", "format": 1, "lines": []}


def merged(
    schemas: Schemas, data: bytes | None, name: str, added: bytes, added_name: str
) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    """The bytes of the clinic's lines.json with the lines of `added` laid over it, and the ids that are new and those replaced. Raises
    ContentInvalid where either file, or what would become of them, breaks the schema: then nothing is taken in."""
    value = dict(_EMPTY if data is None else _document(schemas, data, name))
    taken = _csv(schemas, added, added_name) if added_name.lower().endswith(".csv") else _document(schemas, added, added_name)
    old = {one["id"]: one for one in value["lines"]}
    new = {one["id"]: one for one in taken["lines"]}
    value["lines"] = [*(new.get(key, one) for key, one in old.items()), *(one for key, one in new.items() if key not in old)]
    for field in ("territories", "confirmations"):
        value |= _laid(field, value.get(field), taken.get(field))
    made = json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
    _document(schemas, made, added_name)
    return made, tuple(sorted(set(new) - set(old))), tuple(sorted(set(new) & set(old)))


def _laid(field: str, old: Any, new: Any) -> dict[str, Any]:
    if not new:
        return {}
    if isinstance(new, Mapping):
        return {field: {**(old or {}), **new}}
    return {field: [*(old or []), *(one for one in new if one not in (old or []))]}


def _document(schemas: Schemas, data: bytes, name: str) -> Mapping[str, Any]:
    document, _, problems = load.document(schemas, data, name, "lines")
    if document is None:
        raise ContentInvalid(errors_of(problems))
    return document.value


def _csv(schemas: Schemas, data: bytes, name: str) -> Mapping[str, Any]:
    """The lines of a CSV file. Raises ContentInvalid, with the row and the column of every mistake."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ContentInvalid((_wrong(name, 1, f"The file is not UTF-8 (byte {problem.start}).", "Save it as UTF-8."),)) from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = tuple(reader.fieldnames or ())
    missing = [one for one in ("id", "territory", "kinds", "name", "checked_on", "source") if one not in header]
    if missing:
        hint = f"The header is: {','.join(COLUMNS)}"
        raise ContentInvalid((_wrong(name, 1, f"The header lacks {', '.join(missing)}.", hint),))
    lines: list[dict[str, Any]] = []
    wrong: list[Diagnostic] = []
    written = io.StringIO(text, newline="").readlines()
    for row in reader:
        more = sum(value.count("\n") for value in row.values() if isinstance(value, str))
        cells = _Cells(name, reader.line_num - more, header, "" if more else written[reader.line_num - 1].rstrip("\r\n"))
        told = list(_amiss(row, name, cells.line)) or _against_schema(schemas, row, cells)
        wrong += told
        if not told:
            lines.append(_line(row))
    if wrong:
        raise ContentInvalid(tuple(wrong))
    return {"lines": lines}


class _Cells(NamedTuple):
    """Where the cells of a row stand: the file, the line (1-based) on which the row begins, the header, and the row as it is written, empty
    where it goes over several lines."""

    name: str
    line: int
    header: tuple[str, ...]
    written: str

    def place(self, column: str) -> Location:
        """A cell, by the name of its column; the path is that name."""
        return Location(self.name, column, self.line, self._start(self.header.index(column)) if column in self.header else None)

    def _start(self, wanted: int) -> int | None:
        """The character (1-based) at which a cell begins: commas are counted, but for those between quotation marks."""
        if not self.written:
            return None
        quoted, passed = False, 0
        for at, letter in enumerate(self.written, 1):
            if passed == wanted:
                return at
            quoted ^= letter == '"'
            passed += letter == "," and not quoted
        return len(self.written) + 1 if passed == wanted else None


def _against_schema(schemas: Schemas, row: Mapping[str, str | None], cells: _Cells) -> list[Diagnostic]:
    """What the schema of lines has against a row, each at the cell that it comes from, once."""
    made = json.dumps({**_EMPTY, "lines": [_line(row)]}).encode()
    document, _, problems = load.document(schemas, made, cells.name, "lines")
    if document is not None:
        return []
    found: dict[tuple[str, Location], Diagnostic] = {}
    for one in errors_of(problems):
        place = cells.place(_column(one.location.path, row))
        found.setdefault((one.code, place), replace(one, location=place))
    return list(found.values())


_PATH = re.compile(r"\$\.lines\[0\]\.(\w+)(?:\[(\d+)\])?")
_COLUMN_OF = {"sources": "source", "due_on": "checked_on"}


def _column(path: str, row: Mapping[str, str | None]) -> str:
    """The column that a value of a line was made from."""
    found = _PATH.match(path)
    if found is None:
        return "id"
    field, number = found[1], int(found[2] or 0)
    if field == "channels":
        return [kind for kind in _CHANNELS if row.get(kind)][number]
    return _COLUMN_OF.get(field, field)


def _amiss(row: Mapping[str, str | None], name: str, at: int) -> Iterator[Diagnostic]:
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", row["id"] or ""):
        yield _wrong(name, at, f"“{row['id']}” is no id.", "Use small letters, digits and hyphens: us-ourline.")
    if not any(row.get(kind) for kind in _CHANNELS):
        yield _wrong(name, at, f"“{row['id']}” has no way to reach it.", "Fill one of: call, text, chat, web.")
    try:
        date.fromisoformat(row["checked_on"] or "")
    except ValueError:
        yield _wrong(name, at, f"“{row['checked_on']}” is not a day.", "Write checked_on as year-month-day, such as 2026-11-24.")


def _line(row: Mapping[str, str | None]) -> dict[str, Any]:
    checked = date.fromisoformat(row["checked_on"] or "")
    try:
        due = checked.replace(year=checked.year + 1)
    except ValueError:
        due = checked.replace(year=checked.year + 1, day=28)
    always = (row.get("hours") or "").strip() == "24/7"
    return {
        "id": row["id"],
        "territory": (row["territory"] or "").upper(),
        "region": row.get("region") or None,
        "kinds": (row["kinds"] or "").split(),
        "name": row["name"],
        "audience": ["anyone"],
        "languages": (row.get("languages") or "").split() or None,
        "channels": [one for kind in _CHANNELS if row.get(kind) for one in [_channel(kind, row[kind] or "")]],
        "hours": [{"days": _DAYS, "opens": "00:00", "closes": "24:00"}] if always else None,
        "stability": "ordinary",
        "evidence_on": None,
        "checked_on": checked.isoformat(),
        "due_on": due.isoformat(),
        "sources": [{"url": row["source"], "date": None, "kind": "operator"}],
        "print": "yes",
    }


def _channel(kind: str, written: str) -> dict[str, Any]:
    if kind in ("chat", "web"):
        shown = re.sub("^https?://|/$", "", written.strip())
        return {"type": kind, "value": f"https://{shown}", "display": shown}
    return {"type": kind, "value": re.sub(r"[^+0-9#*]", "", written), "display": written.strip()}


def _wrong(name: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic("lines.csv", Severity.ERROR, Location(name, "", line), message, hint)
