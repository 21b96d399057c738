"""Lines as clinickit sets them, without a handout around: one paragraph a line, by the text and pdf rooms alone.

Lines and a language go in, a PDF's bytes come out. `FACES` names for each language the family and files that the peers use too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import fontpkg_heebo
import fontpkg_ibm_plex_sans_arabic
import fontpkg_noto_sans_devanagari
import fontpkg_source_sans_3
import justmytype_intl_cjk

from benchmarks.peers import FACE, REGULAR
from clinickit.languages import language as row_of
from clinickit.layout.pages import Facts, Mark, Page, PagedDocument, PlacedRun
from clinickit.layout.tags import Kind, Leaf, LeafCounter, Tag
from clinickit.pdf.write import PdfWriter
from clinickit.text.fonts import FontSet
from clinickit.text.runs import Direction, Span, Style
from clinickit.text.typesetter import Typesetter

WIDTH, HEIGHT, MARGIN, SIZE = 612.0, 792.0, 54.0, 12.0


def _in(package: object, name: str) -> tuple[Path, ...]:
    return (Path(str(package.__file__)).parent / name,)


_SOURCE = ("Source Sans 3", _in(fontpkg_source_sans_3, "files/SourceSans3[wght].ttf"))
_ARABIC = ("IBM Plex Sans Arabic", _in(fontpkg_ibm_plex_sans_arabic, "files/IBMPlexSansArabic-Regular.ttf"))
_DEVANAGARI = ("Noto Sans Devanagari", _in(fontpkg_noto_sans_devanagari, "files/NotoSansDevanagari[wdth,wght].ttf"))

FACES: dict[str, tuple[str, tuple[Path, ...]]] = {
    "en": (FACE, (REGULAR,)),
    "es": (FACE, (REGULAR,)),
    "vi": _SOURCE,
    "ru": _SOURCE,
    "el": _SOURCE,
    "ar": _ARABIC,
    "he": ("Heebo", _in(fontpkg_heebo, "files/Heebo[wght].ttf")),
    "fa": _ARABIC,
    "ur": _ARABIC,
    "hi": _DEVANAGARI,
    "mr": _DEVANAGARI,
    "ne": _DEVANAGARI,
    "zh-Hans": ("Noto Sans SC", _in(justmytype_intl_cjk, "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")),
}


def ours(lines: list[str], language: str) -> bytes:
    """Raises GlyphMissing, FontMissing, PdfRefused, and ValueError where the lines do not fit on a page."""
    fonts = FontSet()
    typesetter, row = Typesetter(fonts), row_of(language)
    style = Style(SIZE, language, Direction.RTL if row.rtl else Direction.LTR)
    counter, marks, tags, y = LeafCounter(), [], [], HEIGHT - MARGIN
    for text in lines:
        paragraph = typesetter.paragraph((Span(text, language),), style, WIDTH - 2 * MARGIN)
        kids: list[Tag | Leaf] = []
        for line in paragraph.lines:
            y -= SIZE * row.leading * row.size
            left = WIDTH - MARGIN - line.width if row.rtl else MARGIN
            leaf = counter.next()
            kids.append(leaf)
            marks.append(Mark(leaf, tuple(PlacedRun(left + run.x, y, run, (0.0, 0.0, 0.0)) for run in line.runs), line.text))
        tags.append(Tag(Kind.P, tuple(kids), language, row.rtl))
        y -= 6
    if y < MARGIN:
        raise ValueError("too many lines for one page")
    facts = Facts("Lines", language, "lines", "1", date(2026, 1, 1))
    tree = Tag(Kind.DOCUMENT, tuple(tags), language, row.rtl)
    return PdfWriter(fonts).write(PagedDocument((Page(WIDTH, HEIGHT, tuple(marks)),), tree, (), facts, row.rtl))
