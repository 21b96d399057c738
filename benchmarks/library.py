"""`make library`: docs/library.md, what the library holds and how it measures, and docs/library.png, the first page of every sheet.
Printed for the US, Letter, standard size, in English."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from benchmarks import contact_sheet
from clinickit import Library, PrintOptions
from clinickit.content.model import Handout, Reader

ON = date(2026, 11, 24)
SERIES = ("attachment", "therapy", "families", "worksheets", "safety")
WIDE, COLUMNS = 204, 8

HEAD = """# The library

Made by `make library`: every sheet, printed for the US on Letter at standard size. *Level* is the Flesch–Kincaid grade of what the client
reads (the aim is 6.0 or lower). *PEMAT-P* is what a machine can judge of it, in per cent; *CDC* the Clear Communication Index of the
items answered. Items that only a person can judge are open: nobody has signed any yet (`clinickit quality ID --rating-form`). Nobody has
reviewed the content yet either; each sheet says so.

![The first page of each sheet](library.png)
"""


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    library = Library()
    handouts = sorted(library.handouts(), key=lambda one: (SERIES.index(one.series), one.audience == "clinician"))
    rows, pages = [HEAD], []
    series = ""
    for one in handouts:
        if one.series != series:
            series = one.series
            rows += ["", f"## {library.phrase(f'ui/series/{series}')}", "", _header(), "|---|---|---|---|---|---|---|---|"]
        options = PrintOptions(audience=Reader.CLINICIAN) if one.audience == "clinician" else PrintOptions()
        sheet = library.render(one.id, options=options, on=ON, territory="US")
        rows.append(_row(library, one, sheet.pages))
        pages.append(contact_sheet.first_page(sheet.pdf, WIDE))
    (folder / "library.md").write_text("\n".join(rows) + "\n", encoding="utf-8")
    contact_sheet.save(pages, COLUMNS, folder / "library.png")
    print(f"{folder / 'library.md'}: {len(handouts)} sheets")


def _header() -> str:
    return "| sheet | title | for | pages | words | level | PEMAT-P | CDC |"


def _row(library: Library, one: Handout, pages: int) -> str:
    card = library.quality(one.id)
    client = one.audience != "clinician"
    level = f"{card.levels[0].value:.1f}" if client and card.levels else "–"
    scores = f"{card.machine} | {card.clarity}" if client else "– | –"
    return f"| `{one.id}` | {one.title.plain()} | {one.audience} | {pages} | {card.words} | {level} | {scores} |"


if __name__ == "__main__":
    main()
