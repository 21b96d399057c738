"""clinickit itself, through its public API: the sheet becomes a handout file in a folder of a clinic's own, the name the clinic's name."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.text import Part, Sheet

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
        "audience": "adult",
        "topics": ["measurement"],
        "objective": "The reader is a clock.",
        "not_for": "Not for people.",
        "title": sheet.title,
        "short_title": sheet.title,
        "lede": sheet.lede,
        "review": {"status": "unreviewed", "due": "2028-10-01"},
        "sections": [_section(part, f"part-{number}") for number, part in enumerate(sheet.parts, 1)],
    }


def _section(part: Part, name: str) -> dict[str, Any]:
    practice = {"basis": "practice"}
    blocks: list[dict[str, Any]] = [
        {"type": "paragraph", "id": "opening", "text": part.opening, **practice},
        {"type": "list", "id": "items", "items": [{"id": f"i{at}", "text": item, **practice} for at, item in enumerate(part.items, 1)]},
        {"type": "paragraph", "id": "closing", "text": part.closing, **practice},
    ]
    if part.table:
        columns = [{"id": f"c{at}", "text": text} for at, text in enumerate(part.table.columns, 1)]
        rows = [
            {
                "id": f"r{at}",
                "heading": row[0],
                "cells": [{"id": column["id"], "text": cell} for column, cell in zip(columns[1:], row[1:], strict=True)],
                **practice,
            }
            for at, row in enumerate(part.table.rows, 1)
        ]
        blocks.append({"type": "table", "id": "table", "caption": part.table.caption, "columns": columns, "rows": rows})
    return {"id": name, "heading": part.heading, "blocks": blocks}


def name_of(sheet: Sheet) -> str:
    """A handout id for the sheet's text, whatever its name is."""
    return "bench-" + hashlib.sha256("\n".join(sheet.strings()).encode()).hexdigest()[:12]


def write(folder: Path, sheets: list[Sheet]) -> None:
    """The folder that `Library.open` reads."""
    target = folder / "handouts"
    target.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        name = name_of(sheet)
        (target / f"{name}.json").write_text(json.dumps(handout(sheet, name), ensure_ascii=False, indent=1), encoding="utf-8")
