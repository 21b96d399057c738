"""`make languages`: docs/languages.md, how far each language has come and what it is set in, and docs/languages.png, a page in each."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from benchmarks import contact_sheet
from clinickit import Library, PrintOptions, languages
from clinickit.localize.levels import Level
from clinickit.localize.status import Progress
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
HANDOUT = "anxious-attachment"
WIDE, COLUMNS = 300, 6

HEAD = """# Languages

Made by `make languages`: every language that has catalogs, and how many of the library's sheets it has. All translations that ship are
machine drafts that no person has checked: each page says so in both languages, sentences of high risk carry the English beneath, and
safety sheets print only with `--draft`. [How to better one](translators.md)

![The first page of a sheet in each language](languages.png)

| language | name | sheets | level | face | direction | digits | quotation marks |
|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    library = Library()
    progress = Progress(Workspace.bundled(), Level.REVISED)
    sheets = [one for one in library.handouts() if one.audience != "clinician"]
    rows, pages = [], []
    for tag in library.languages(HANDOUT):
        row = languages.language(tag)
        has = sum(tag in library.languages(one.id) for one in sheets)
        level = "source" if tag == "en" else str(progress.cell(HANDOUT, tag).level)
        way = "right to left" if row.rtl else "left to right"
        marks = " ".join(row.quotes)
        cells = (f"`{tag}`", f"{row.own_name} ({row.english_name})", f"{has} of {len(sheets)}", level, row.faces[0], way, row.digits, marks)
        rows.append(f"| {' | '.join(cells)} |")
        done = library.render(HANDOUT, tag, options=PrintOptions(draft=True), on=ON, territory="US")
        pages.append(contact_sheet.first_page(done.pdf, WIDE))
    (folder / "languages.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    contact_sheet.save(pages, COLUMNS, folder / "languages.png")
    print(f"{folder / 'languages.md'}: {len(rows)} languages")


if __name__ == "__main__":
    main()
