"""Checks of translations that need a page: every block fits, and the text that a reader takes out of the PDF is that of the catalog. A
library, a handout, a language and its translations go in; diagnostics come out. Called by `clinickit locale check --pages`.

Reading a PDF back needs pypdfium2, the extra `clinickit[check]`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Any

from clinickit.content.model import Handout, Reader, Section
from clinickit.content.walk import owned_texts
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import FontProblem
from clinickit.layout.pages import Page, PagedDocument, PlacedRun
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.library import Library
from clinickit.localize.catalogs import file_name
from clinickit.localize.extract import catalog_of
from clinickit.pipeline import PrintOptions

_UNPRINTED = frozenset(("objective", "not_for", "short_title", "alt"))
"""Fields that are not on the page, or stand in its foot or in a tag."""
_SLACK = 1.0
"""Points by which two boxes may touch."""
_DROPPED = re.compile(r"[\s\x00-\x1f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe]")
_PLACE = re.compile(r"\{[^{}]*\}|</?strong>|<br/>")


def sheet_checks(
    library: Library, handout_id: str, language: str, translations: Mapping[str, str], *, on: date, territory: str | None = None
) -> tuple[Diagnostic, ...]:
    """Print a handout and check it. `translations` are the catalogs' strings by context. Raises what `Library.render` does, and
    FontProblem where pypdfium2 is not installed."""
    options = PrintOptions(draft=True)
    document, _, _ = library.pages(handout_id, language, options=options, on=on, territory=territory)
    data = library.render(handout_id, language, options=options, on=on, territory=territory).pdf
    told = (*fits(document), *comes_back(document, pages_of(data)), *said(document, library.handout(handout_id), translations))
    return tuple(
        Diagnostic(code, Severity.ERROR, Location(_file(context or handout_id, language), context, language=language), message, hint)
        for code, context, message, hint in told
    )


def _file(context: str, language: str) -> str:
    return file_name(catalog_of(context), language)


Told = tuple[str, str, str, str]
"""A code, a context (empty where it is the sheet as a whole), what is wrong, what to do."""


def fits(document: PagedDocument) -> Iterator[Told]:
    """Every run lies on its page, and on no other run."""
    for number, page in enumerate(document.pages, 1):
        runs = [one for mark in page.marks for one in mark.items if isinstance(one, PlacedRun)]
        for one in runs:
            if not (one.x >= -_SLACK and one.x + one.run.width <= page.width + _SLACK and 0 <= one.y <= page.height):
                yield (
                    "check.fits",
                    "",
                    f"Page {number}: “{_letters(one)[:60]}” reaches over the edge of the page.",
                    "Say it in fewer letters.",
                )
        for one, other in _overlapping(runs):
            message = f"Page {number}: “{_letters(one)[:60]}” and “{_letters(other)[:60]}” are printed over each other."
            yield "check.fits", "", message, "Say it in fewer letters."


def _overlapping(runs: list[PlacedRun]) -> Iterator[tuple[PlacedRun, PlacedRun]]:
    """Pairs of runs whose boxes, of the height of small letters, share more than the slack."""
    lines = sorted(runs, key=lambda one: one.y)
    for place, one in enumerate(lines):
        for other in lines[place + 1 :]:
            if other.y >= one.y + 0.5 * one.run.size - _SLACK:
                break
            shared = min(one.x + one.run.width, other.x + other.run.width) - max(one.x, other.x)
            if shared > _SLACK:
                yield one, other


def _letters(placed: PlacedRun) -> str:
    """What a run says, in the order in which it is spoken."""
    says = [code.says for word in placed.run.words for code in word.codes]
    return "".join(reversed(says) if placed.run.rtl else says)


def comes_back(document: PagedDocument, read: tuple[str, ...]) -> Iterator[Told]:
    """The reader gives back each leaf of each page, letter for letter; of a picture, whose labels lie about, each line of a label."""
    figures = frozenset(_figures(document.tree, False))
    for number, (page, text) in enumerate(zip(document.pages, read, strict=True), 1):
        got = bare(text)
        for leaf, runs in _leaves(page):
            for words in runs if leaf in figures else ("".join(runs),):
                if bare(words) not in got:
                    message = f"Page {number}: a reader of PDFs does not give back “{words.strip()[:60]}” as it is printed."
                    hint = "A number or a name in other letters may be the cause: put other words between them."
                    yield "check.comes-back", "", message, hint


def _figures(tag: Tag, inside: bool) -> Iterator[Leaf]:
    """The leaves of pictures."""
    inside = inside or tag.kind is Kind.FIGURE
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _figures(kid, inside)
        elif inside:
            yield kid


def said(document: PagedDocument, handout: Handout, translations: Mapping[str, str]) -> Iterator[Told]:
    """Every string of the catalog that the sheet prints stands on its pages, a placeholder being any value."""
    text = bare("".join("".join(runs) for page in document.pages for _, runs in _leaves(page)))
    for context in printed(handout):
        target = translations.get(context)
        if target is not None and not _pattern(target).search(text):
            message = f"“{_PLACE.sub('…', target)[:80]}” is in the catalog and not on the page."
            yield "check.comes-back", context, message, "See why it is not used: clinickit locale check."


def printed(handout: Handout) -> Iterator[str]:
    """Contexts of the strings that a client's copy prints as text."""
    for owners, field, text in owned_texts(handout):
        section = next((one for one in owners if isinstance(one, Section)), None)
        if field not in _UNPRINTED and (section is None or section.reader is Reader.CLIENT):
            yield text.context


def _leaves(page: Page) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    """The page's leaves, in the order that they are written, each with what its runs say."""
    for mark in page.marks:
        if isinstance(mark.owner, Leaf):
            yield mark.owner, tuple(_letters(one) for one in mark.items if isinstance(one, PlacedRun))


def _pattern(target: str) -> re.Pattern[str]:
    parts = (
        re.escape(bare(part)) for part in _PLACE.split(_PLACE.sub(lambda found: found.group() if "{" in found.group() else "", target))
    )
    return re.compile(".{0,120}?".join(parts))


def bare(text: str) -> str:
    """NFC, without white space and characters that no reader gives back; a hyphen at the end of a line is that hyphen."""
    return _DROPPED.sub("", unicodedata.normalize("NFC", text.replace("\x02", "-").replace("\ufffe", "-")))


def pages_of(data: bytes) -> tuple[str, ...]:
    """The text of each page as PDFium gives it. Raises FontProblem where pypdfium2 is not installed."""
    try:
        pdfium: Any = import_module("pypdfium2")
    except ImportError:
        raise FontProblem(
            'Reading PDFs back needs pypdfium2, which is not installed. To install it: pip install "clinickit[check]"'
        ) from None
    with pdfium.PdfDocument(data) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)
