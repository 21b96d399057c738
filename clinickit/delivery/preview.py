"""A translator's preview. In: the folder that is worked in, a language and a handout. Out: a bilingual PDF in which each string carries
its number, pictures of its pages, a page of HTML that shows them, and the numbers for the catalog's comments. Called by
`clinickit locale watch`.

Numbers count a catalog's strings in content order; those of the shared safety text begin with “s”. A string that is not finished (no
translation, or one that is fuzzy or cannot be used) is marked with “!” and stands in the source language. What does not change from one
build to the next (fonts, shaped words, checked handouts of ours) is kept, so a change shows in a fraction of a second."""

from __future__ import annotations

import html
import importlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from clinickit.content.model import Plain, Text
from clinickit.content.walk import texts
from clinickit.library import Library
from clinickit.localize import po
from clinickit.localize.po import PoFile
from clinickit.localize.templates import Templates
from clinickit.text.typesetter import Typesetter
from clinickit.workspace import Workspace

PIXELS = 110 / 72
"""110 pixels an inch: a page fits on a screen."""
NUMBERED = "№ "
"""How a number begins in a catalog's comments."""
OPEN = "!"


@dataclass(frozen=True, slots=True)
class Built:
    """`pdf` and `pages` (PNG, empty without the extra that draws them) of one state of the folder; `unfinished` are the numbers that are
    marked; `total` counts the strings."""

    pdf: bytes
    pages: tuple[bytes, ...]
    unfinished: tuple[str, ...]
    total: int


@dataclass(slots=True)
class Preview:
    """Builds previews of one handout in one language, again and again. `beside` is the source language."""

    root: Path
    handout: str
    language: str
    on: date
    beside: str = "en"
    territory: str = "US"
    _typesetter: Typesetter = field(default_factory=Typesetter)

    def build(self) -> Built:
        """The folder as it is now, with pictures. Raises what `Library.preview` raises."""
        made = self.made()
        return replace(made, pages=pictures(made.pdf))

    def made(self) -> Built:
        """The folder as it is now, without pictures. Raises what `Library.preview` raises."""
        there = any((self.root / name).is_dir() for name in ("handouts", "locales"))
        workspace = Workspace.overlaid(self.root) if there else Workspace.bundled()
        named = numbers(workspace, self.handout)
        open_ones: dict[str, None] = {}

        def mark(text: Text) -> Text:
            number = named.get(text.context)
            if number is None:
                return text
            unfinished = text.context in missing
            if unfinished:
                open_ones[number] = None
            sign = Plain(f"{number}{OPEN if unfinished else ''}", strong=unfinished)
            return replace(text, inlines=(sign, Plain(" "), *text.inlines))

        library = Library(workspace, self._typesetter)
        said = library.in_language(self.handout, self.language)
        missing = {text.context for text in texts(said) if text.language != self.language}
        done = library.preview(self.handout, self.language, self.beside, mark, on=self.on, territory=self.territory)
        return Built(done.pdf, (), tuple(open_ones), len(named))


def numbers(workspace: Workspace, handout: str) -> Mapping[str, str]:
    """The number of each string that a sheet shows, by context: of its own catalog, and of the shared safety text."""
    return numbered(Templates(workspace), handout)


def numbered(templates: Templates, handout: str) -> Mapping[str, str]:
    """`numbers`, of templates that are there already."""
    found = {one.context: str(at) for at, one in enumerate(templates.messages(handout), 1)}
    return found | {one.context: f"s{at}" for at, one in enumerate(templates.messages("safety"), 1)}


def pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Each page as PNG; none where the extra that draws PDFs is not installed."""
    try:
        pdfium: Any = importlib.import_module("pypdfium2")
    except ImportError:
        return ()
    return tuple(_png(page) for page in pdfium.PdfDocument(pdf))


def _png(page: Any) -> bytes:
    stream = io.BytesIO()
    page.render(scale=PIXELS).to_pil().save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def with_numbers(data: bytes, named: Mapping[str, str]) -> bytes:
    """A catalog with the number of each string in its comments. `sync` takes them away again."""
    file = po.read(data)
    entries = []
    for one in file.entries:
        notes = tuple(note for note in one.notes if not note.startswith(NUMBERED))
        number = named.get(one.context)
        entries.append(replace(one, notes=(f"{NUMBERED}{number}", *notes)) if number and not one.obsolete else replace(one, notes=notes))
    return po.write(PoFile(file.headers, tuple(entries), file.remarks))


def catalogs(handout: str) -> tuple[str, ...]:
    """The catalogs whose strings a preview numbers."""
    return (handout, "safety")


def page(built: Built, title: str, names: tuple[str, ...], refresh: int) -> str:
    """An HTML page with the pictures, that looks for newer ones every `refresh` seconds."""
    shown = "\n".join(f'<img src="{html.escape(name)}" alt="page {at}">' for at, name in enumerate(names, 1))
    left = ", ".join(built.unfinished) or "none"
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="{refresh}">'
        f"<title>{html.escape(title)}</title>\n<style>body{{font:16px/1.5 sans-serif;margin:1rem auto;max-width:60rem;padding:0 1rem}}"
        "img{width:100%;border:1px solid #888;margin:0 0 1rem}</style>\n"
        f"<h1>{html.escape(title)}</h1>\n<p>{built.total} strings; unfinished: {html.escape(left)}</p>\n{shown}\n</html>\n"
    )
