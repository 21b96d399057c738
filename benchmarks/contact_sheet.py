"""First pages side by side in one picture. Used by `library` and `tongues`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

GAP = 12
GROUND = (214, 222, 220)


def first_page(pdf: bytes, wide: int) -> Image.Image:
    """The first page of a PDF, so many pixels wide."""
    page = pypdfium2.PdfDocument(pdf)[0]
    drawn: Image.Image = page.render(scale=wide / page.get_width()).to_pil()
    return drawn


def save(pages: list[Image.Image], columns: int, path: Path) -> None:
    """All pictures in rows, as a small PNG."""
    wide, tall = (max(getattr(page, side) for page in pages) for side in ("width", "height"))
    lines = -(-len(pages) // columns)
    whole = Image.new("RGB", (columns * (wide + GAP) + GAP, lines * (tall + GAP) + GAP), GROUND)
    for at, page in enumerate(pages):
        whole.paste(page, (GAP + at % columns * (wide + GAP), GAP + at // columns * (tall + GAP)))
    whole.quantize(64).save(path, optimize=True)
