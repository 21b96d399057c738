"""CSV for a spreadsheet: one row a message. The first row under the header holds the catalog's own headers, with an empty context and
source, as a PO file does. A cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken away again."""

from __future__ import annotations

import csv
import io

from clinickit.localize.exchange.shape import Exchange, ExchangeProblem
from clinickit.localize.po import PoEntry, PoFile

COLUMNS = ("context", "source", "translation", "state", "flags", "previous", "previous_context", "notes", "remarks", "catalog", "language")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write(given: Exchange) -> bytes:
    """The bytes of the table: UTF-8 with a byte order mark, which spreadsheets ask for."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    head = "\n".join(f"{name}: {value}" for name, value in given.file.headers)
    first = ("", "", head, "", "", "", "", "", "\n".join(given.file.remarks), given.catalog, f"{given.source_language} {given.language}")
    rows.writerow([_guarded(cell) for cell in first])
    for one in given.file.entries:
        state = " ".join(name for name, there in (("fuzzy", one.fuzzy), ("obsolete", one.obsolete)) if there)
        cells = (
            one.context,
            one.source,
            one.target,
            state,
            " ".join(one.flags),
            one.previous or "",
            one.previous_context or "",
            "\n".join(one.notes),
            "\n".join(one.remarks),
            "",
            "",
        )
        rows.writerow([_guarded(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def read(data: bytes) -> Exchange:
    """The catalog of a table. Columns may stand in another order; those that are missing are empty, but for context, source and
    translation. Raises ExchangeProblem."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ExchangeProblem(f"it is not UTF-8 (byte {problem.start}); save it as “CSV UTF-8” in your spreadsheet", 1) from None
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise ExchangeProblem(f"the first row lacks {', '.join(missing)}; it is: {','.join(COLUMNS)}", 1)
    headers: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    catalog = language = source = ""
    entries = []
    for row in rows:
        cells = {name: _bare(row.get(name) or "") for name in COLUMNS}
        if not cells["context"] and not cells["source"]:
            headers = tuple(_header(line) for line in cells["translation"].splitlines() if line)
            remarks, catalog = _lines(cells["remarks"]), cells["catalog"]
            source, _, language = cells["language"].partition(" ")
        else:
            entries.append(_entry(cells, rows.line_num))
    return Exchange(catalog, language, source, PoFile(headers, tuple(entries), remarks))


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("\n")) if cell else ()


def _entry(cells: dict[str, str], line: int) -> PoEntry:
    state = cells["state"].split()
    return PoEntry(
        cells["context"],
        cells["source"],
        cells["translation"],
        fuzzy="fuzzy" in state,
        previous=cells["previous"] or None,
        previous_context=cells["previous_context"] or None,
        notes=_lines(cells["notes"]),
        remarks=_lines(cells["remarks"]),
        flags=tuple(cells["flags"].split()),
        obsolete="obsolete" in state,
        line=line,
    )
