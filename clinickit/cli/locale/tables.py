"""The matrix of handouts and languages, for people and machines: cells go in; a table for the terminal, JSON, an SVG badge, or an
accessible HTML page comes out. Called by `clinickit locale status`; nothing here prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape

from clinickit.languages import language
from clinickit.localize.levels import lowest
from clinickit.localize.status import Cell

Matrix = Sequence[tuple[str, Sequence[Cell]]]
"""Rows: a catalog's name and its cells, one a language, all in one order of languages."""


def _total(cells: Sequence[Cell]) -> dict[str, object]:
    """Several cells of one language as one."""
    done, total = sum(one.done for one in cells), sum(one.total for one in cells)
    return {
        "language": cells[0].language,
        "name": language(cells[0].language).english_name,
        "percent": 100 * done // total if total else 100,
        "strings": total,
        "done": done,
        "level": str(lowest(tuple(one.level for one in cells if one.there and one.done))),
        "words_left": sum(one.words_left for one in cells),
        "stale": sum(one.stale for one in cells),
        "blocked": sum(one.blocked for one in cells),
        "back_needed": sum(one.back_needed for one in cells),
        "high_risk_left": sum(one.high_risk_left for one in cells),
    }


def totals(matrix: Matrix) -> list[dict[str, object]]:
    """One sum a language, in the order of the columns."""
    columns = zip(*(cells for _, cells in matrix), strict=True)
    return [_total(column) for column in columns]


def said(cell: Cell) -> str:
    """A cell in words: `100% draft`, `85% draft, 3 stale`, `-` for no catalog."""
    if not cell.there:
        return "-"
    flaws = [f"{number} {name}" for name, number in (("stale", cell.stale), ("blocked", cell.blocked)) if number]
    return ", ".join([f"{cell.percent}% {cell.level}", *flaws])


def summary(one: dict[str, object]) -> str:
    """A language in a line."""
    flaws = (("stale", "stale"), ("blocked", "blocked"), ("back_needed", "without back-translation"))
    parts = [f"{one['percent']}% of {one['strings']} strings", f"level {one['level']}", f"{one['words_left']} words left"]
    parts += [f"{one[name]} {words}" for name, words in flaws if one[name]]
    return f"{one['name']} ({one['language']}): {', '.join(parts)}, {one['high_risk_left']} of high risk to finish"


def as_text(matrix: Matrix, width: int) -> str:
    """A table for a terminal `width` characters wide, in parts where the languages do not fit side by side; then a line a language."""
    names = ["catalog", *(name for name, _ in matrix)]
    left = max(len(name) for name in names)
    count = len(matrix[0][1])
    columns = []
    for at in range(count):
        column = [matrix[0][1][at].language, *(said(cells[at]) for _, cells in matrix)]
        wide = max(len(one) for one in column)
        columns.append([one.ljust(wide) for one in column])
    lines: list[str] = []
    at = 0
    while at < count:
        room, end = width - left, at
        while end < count and (end == at or room >= len(columns[end][0]) + 2):
            room -= len(columns[end][0]) + 2
            end += 1
        for row, name in enumerate(names):
            lines.append("  ".join([name.ljust(left), *(column[row] for column in columns[at:end])]).rstrip())
        lines.append("")
        at = end
    return "\n".join([*lines, *(summary(one) for one in totals(matrix))])


def as_json(matrix: Matrix, required: str) -> str:
    """Everything."""
    rows = [
        {"id": name, "languages": {cell.language: {**asdict(cell), "percent": cell.percent} for cell in cells}} for name, cells in matrix
    ]
    whole = {"format": 1, "required": required, "languages": totals(matrix), "catalogs": rows}
    return json.dumps(whole, ensure_ascii=False, indent=2)


_WIDE, _HIGH, _LETTER = 8, 20, 6.6
_COLORS = {"none": "#6b6b6b", "draft": "#8a5a00", "translated": "#2f5f8f"}
"""White letters on each have a contrast of 4.5 or more; what stands above is the last, green."""
_DONE = "#1f6b3a"


def as_svg(matrix: Matrix) -> str:
    """A badge, a line a language: name, percent and level. The words are in the title too, for whom does not see it."""
    rows = [(str(one["name"]), f"{one['percent']} % · {one['level']}", str(one["level"])) for one in totals(matrix)]
    left = int(max(len(name) for name, _, _ in rows) * _LETTER) + 2 * _WIDE
    right = int(max(len(state) for _, state, _ in rows) * _LETTER) + 2 * _WIDE
    title = "Translations: " + "; ".join(f"{name} {state}" for name, state, _ in rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t" width="{left + right}" height="{_HIGH * len(rows)}">',
        f'<title id="t">{escape(title)}</title>',
        '<g font-family="Verdana, DejaVu Sans, sans-serif" font-size="11" fill="#fff">',
    ]
    for at, (name, state, level) in enumerate(rows):
        y = at * _HIGH
        parts += [
            f'<rect y="{y}" width="{left}" height="{_HIGH}" fill="#333"/>',
            f'<rect x="{left}" y="{y}" width="{right}" height="{_HIGH}" fill="{_COLORS.get(level, _DONE)}"/>',
            f'<text x="{_WIDE}" y="{y + 14}">{escape(name)}</text><text x="{left + _WIDE}" y="{y + 14}">{escape(state)}</text>',
        ]
    return "\n".join([*parts, "</g>", "</svg>"])


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:1rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse}caption{text-align:start;font-weight:bold;padding:.5rem 0}"
    "th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:start;vertical-align:top}thead th{background:#eee}"
    "div{overflow-x:auto}"
)


def as_html(matrix: Matrix, required: str) -> str:
    """A page with two tables, headings with a scope, no meaning in color alone."""
    sums = totals(matrix)
    head = "".join(f'<th scope="col">{escape(str(one["name"]))} ({one["language"]})</th>' for one in sums)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(_spoken(cell))}</td>" for cell in cells)}</tr>'
        for name, cells in matrix
    )
    keys = ("percent", "level", "words_left", "stale", "blocked", "back_needed", "high_risk_left")
    titles = ("Per cent", "Level", "Words left", "Stale", "Blocked", "Without back-translation", "High risk to finish")
    more = "\n".join(
        f'<tr><th scope="row">{escape(str(one["name"]))}</th>{"".join(f"<td>{one[key]}</td>" for key in keys)}</tr>' for one in sums
    )
    columns = "".join(f'<th scope="col">{title}</th>' for title in titles)
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Translations of the handouts</title><style>{_STYLE}</style></head>
<body><main><h1>Translations of the handouts</h1>
<p>Strings count as done when they can be printed. A sheet is finished at the level “{escape(required)}”.</p>
<div role="region" aria-label="Languages" tabindex="0"><table><caption>Languages</caption>
<thead><tr><th scope="col">Language</th>{columns}</tr></thead>
<tbody>
{more}
</tbody></table></div>
<div role="region" aria-label="Handouts by language" tabindex="0"><table><caption>Handouts by language</caption>
<thead><tr><th scope="col">Catalog</th>{head}</tr></thead>
<tbody>
{rows}
</tbody></table></div>
</main></body></html>
"""


def _spoken(cell: Cell) -> str:
    return "no catalog" if not cell.there else said(cell)
