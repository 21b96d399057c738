"""`make languages`: docs/languages.md, how far each language has come and what it is set in, and docs/languages.png, a page in each."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from clinickit import Library, PrintOptions, languages
from clinickit.localize.levels import Level
from clinickit.localize.status import Progress
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
HANDOUT = "anxious-attachment"
WIDE, GAP, COLUMNS = 300, 12, 6

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
        pages.append(_picture(library, tag))
    (folder / "languages.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    _sheet(pages).quantize(64).save(folder / "languages.png", optimize=True)
    print(f"{folder / 'languages.md'}: {len(rows)} languages")


def _picture(library: Library, tag: str) -> Image.Image:
    done = library.render(HANDOUT, tag, options=PrintOptions(draft=True), on=ON, territory="US")
    page = pypdfium2.PdfDocument(done.pdf)[0]
    drawn: Image.Image = page.render(scale=WIDE / page.get_width()).to_pil()
    return drawn


def _sheet(pages: list[Image.Image]) -> Image.Image:
    tall = max(page.height for page in pages)
    lines = -(-len(pages) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (WIDE + GAP) + GAP, lines * (tall + GAP) + GAP), (214, 222, 220))
    for at, page in enumerate(pages):
        whole.paste(page, (GAP + at % COLUMNS * (WIDE + GAP), GAP + at // COLUMNS * (tall + GAP)))
    return whole


if __name__ == "__main__":
    main()
