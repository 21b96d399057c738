"""`make pictures`: every sheet as PNG, a page a file, to be looked at. Languages and sizes may be named: `FOLDER [LANGUAGE] [SIZE]`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pypdfium2

from clinickit import Library, PrintOptions, PrintSize, Reader

SCALE = 110 / 72
"""110 pixels an inch: a page fits on a screen."""


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    wanted, size = sys.argv[2:3], (sys.argv[3:4] or ["standard"])[0]
    library = Library()
    for handout in library.handouts():
        audience = Reader.CLINICIAN if handout.audience == "clinician" else Reader.CLIENT
        for language in wanted or library.languages(handout.id):
            options = PrintOptions(size=PrintSize(size), audience=audience)
            done = library.render(handout.id, language=language, options=options, on=date(2026, 11, 24))
            for number, page in enumerate(pypdfium2.PdfDocument(done.pdf), 1):
                path = folder / f"{handout.id}.{language}.{size}.{number}.png"
                page.render(scale=SCALE).to_pil().save(path)
                print(path)


if __name__ == "__main__":
    main()
