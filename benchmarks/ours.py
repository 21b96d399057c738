"""clinickit itself, through its public API: the sheet becomes a handout file in a folder of a clinic's own, the name the clinic's name."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.text import Part, Sheet, Table

ON = date(2026, 11, 1)
TERRITORY = "US"


def handout(sheet: Sheet, name: str) -> dict[str, Any]:
    """The JSON of a sheet, as `clinickit validate` wants it."""
    return {
        "$schema": "../schemas/handout.schema.json",
        "format": 1,
        "id": name,
        "version": "1.0.0",
        "version_date": "2026-10-01",
        "language": "en",
        "series": "attachment",
        "audience": "clinician",
        "topics": ["measurement"],
        "objective": "The reader is a clock.",
        "not_for": "Not for people.",
        "title": sheet.title,
        "short_title": sheet.title,
        "lede": sheet.lede,
        "review": {"status": "unreviewed", "due": "2028-10-01"},
        "sections": [_section(group, f"part-{number}") for number, group in enumerate(_grouped(sheet.parts), 1)],
    }


def _grouped(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """One part a section; ten where there are more than the forty sections that a handout may have."""
    size = 1 if len(parts) <= 40 else 10
    return [parts[at : at + size] for at in range(0, len(parts), size)]


def _section(parts: tuple[Part, ...], name: str) -> dict[str, Any]:
    """The heading is the first part's; that of another begins its first paragraph."""
    blocks: list[dict[str, Any]] = []
    for at, part in enumerate(parts, 1):
        opening = part.opening if at == 1 else f"<strong>{part.heading}.</strong> {part.opening}"
        blocks += [
            {"type": "paragraph", "id": f"opening{at}", "text": opening},
            {
                "type": "list",
                "id": f"items{at}",
                "items": [{"id": f"i{number}", "text": item} for number, item in enumerate(part.items, 1)],
            },
            {"type": "paragraph", "id": f"closing{at}", "text": part.closing},
        ]
        if part.table:
            blocks.append(_table(part.table, f"table{at}"))
    return {"id": name, "heading": parts[0].heading, "blocks": blocks}


def _table(table: Table, name: str) -> dict[str, Any]:
    columns = [{"id": f"c{at}", "text": text} for at, text in enumerate(table.columns, 1)]
    rows = [
        {
            "id": f"r{at}",
            "heading": row[0],
            "cells": [{"id": column["id"], "text": cell} for column, cell in zip(columns[1:], row[1:], strict=True)],
        }
        for at, row in enumerate(table.rows, 1)
    ]
    return {"type": "table", "id": name, "caption": table.caption, "columns": columns, "rows": rows}


def name_of(sheet: Sheet) -> str:
    """A handout id for the sheet's text, whatever its name is."""
    return "bench-" + hashlib.sha256("\n".join(sheet.strings()).encode()).hexdigest()[:12]


def write(folder: Path, sheets: list[Sheet]) -> None:
    """The folder that `Library.open` reads."""
    target = folder / "handouts"
    target.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        name = name_of(sheet)
        (target / f"{name}.json").write_text(json.dumps(handout(sheet, name), ensure_ascii=False), encoding="utf-8")
