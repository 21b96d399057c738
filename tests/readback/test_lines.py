"""Lines that a handout may hold come back exactly from all four readers: what our samples say in thirteen languages, and what numbers,
signs and quotation marks do in right-to-left lines, each line alone in its file.

What was measured without the blanks that `text` puts beside such characters, and is kept from coming back:

- PDFium turns round every pair that has a left and a right form in a right-to-left line (“ ” ‘ ’ « » ( )).
- Poppler and PDFium take a number and the sign after it (988.) for one left-to-right piece; poppler any two signs, or a sign and a space.
- PDFium takes the document's /Direction /R2L for that of every line, and then gives the words of an English line in reverse.
- PDFium takes a line of one word and a closing quotation mark for left to right, and gives a phrase of the other direction word by word in
  reverse ("A-IPT", "Valley Green").
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.lines import ours
from clinickit.languages import language as row_of
from clinickit.text.fonts import FontSet
from clinickit.text.runs import Direction, Line, Span, Style
from clinickit.text.typesetter import Typesetter
from tests.helpers import readback, readers
from tests.text.writer import write

SAMPLES: dict[str, list[str]] = json.loads((readers.ROOT / "benchmarks" / "samples.json").read_text(encoding="utf-8"))
RIGHT_TO_LEFT = (
    "هل قلت “نعم”؟ لا.",
    "قال: “نعم”.",
    "قال: “نعم.”",
    "قال: “نعم؟”",
    "قال: “نعم!” ثم ذهب",
    "“نعم”، ثم لا",
    "اكتب “نعم”: هنا",
    "هل نتحدث بعد 988. نعم",
    "اتصل بالرقم 988.",
    "اتصل بالرقم 988",
    "من 5 إلى 10 دقائق",
    "من 5 إلى 10.",
    "اكتب HOME.",
    "خطوة 1: ابدأ",
    "1. ابدأ",
    "انتظر...",
    "نعم!؟",
    "كل 3 أيام، ثم 4.",
    "الساعة 20:30.",
    "نسخة 1.0.0، 2026",
    "24 نوفمبر 2026",
    "صفحة 1 من 4",
    "CBT: علاج",
    "نص – نص",
    "ما اسمك؟",
    "أ. ب. ج.",
    "أولًا: ابدأ.",
    "شيء جيد جدًا.",
    "العلاج (CBT) مفيد",
    "1) ابدأ",
    "عدد 50% فقط.",
    "من 5-10 دقائق",
    "العشاء؟”",
    "انفراد؟”.",
    "أنا هنا الآن…”",
    "أعتذر، لكنك…”.",
    "…” نعم",
    "اسمها IPT-A.",
    "IPT-A هو علاج بالكلام",
    "RAD، DSED. هما نادران في الطفولة",
)  # fmt: skip

FILLERS = {
    "ar": ("القلق شعور طبيعي في الحياة", "العشاء", "؟", "،"),
    "fa": ("آیا دلبستگی ایمن طبیعی است", "پذیرش", "؟", "،"),
    "he": ("הרגשת חרדה היא טבעית מאוד", "ארוחה", "?", ","),
}  # fmt: skip
"""A line that is right by itself, a word, a question mark and a comma of the language."""

PHRASES = (
    "{word}{ask}”", "“{word}{ask}”", "{word}”", "{word}…”", "“{word}…” {word}", "…”", "{word}…{ask}”", "CBT{ask}", "IPT-A", "IPT-A.",
    "I-CBT-E", "RAD{comma} DSED", "EFT / CBT", "COVID-19", "Green Valley", "Dr. Sue Johnson", "“Green Valley”", "Wi-Fi 6", "A&B",
)  # fmt: skip
PLACES = {
    "alone": "{it}",
    "first": "{it} {filler}",
    "inside": "{filler} {it} {filler}",
    "last": "{filler} {it}",
    "beside one word": "{word} {it}",
}


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet()


@pytest.fixture(scope="module")
def typesetter(fonts: FontSet) -> Typesetter:
    return Typesetter(fonts)


@pytest.fixture(scope="module", params=[*SAMPLES, "right to left"])
def lines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """The file of each line."""
    language = "ar" if request.param == "right to left" else request.param
    texts = SAMPLES.get(request.param, RIGHT_TO_LEFT)
    folder = tmp_path_factory.mktemp("lines")
    made = {folder / f"{at}.pdf": text for at, text in enumerate(texts)}
    for path, text in made.items():
        path.write_bytes(ours([text], language))
    return made


@pytest.mark.parametrize("reader", ["poppler", "pdfium", "mupdf", "pdfjs"])
def test_each_line_comes_back(lines: dict[Path, str], reader: str, require: Callable[..., None]) -> None:
    require(*{"poppler": ["poppler"], "pdfjs": ["node"]}.get(reader, []))
    texts = readers.pdfjs(lines) if reader == "pdfjs" else {path: readers.read_all(path, [reader])[reader] for path in lines}
    assert {text: "".join(texts[path]) for path, text in lines.items() if readers.bare("".join(texts[path])) != readers.bare(text)} == {}


def came_wrong(path: Path, fonts: FontSet, language: str, lines: list[Line]) -> dict[str, str]:
    """By reader, where what it gives parts from the lines, each written under the other."""
    write(path, fonts, [(line, row_of(language).rtl, language) for line in lines])
    said = readers.bare("".join(line.text for line in lines))
    got = {name: readers.bare("".join(pages)) for name, pages in readers.read_all(path, ("poppler", "pdfium", "mupdf", "pdfjs")).items()}
    return {name: readback.difference(said, text) for name, text in got.items() if text != said}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", FILLERS)
def test_short_lines_and_phrases_come_back_among_others(
    language: str, place: str, typesetter: Typesetter, fonts: FontSet, tmp_path: Path, require: Callable[..., None]
) -> None:
    """Poppler takes a page's direction from all of its letters, so each stands between two lines of the language."""
    require("poppler", "node")
    filler, word, ask, comma = FILLERS[language]
    lines: list[Line] = []
    for phrase in PHRASES:
        it = phrase.format(word=word, ask=ask, comma=comma)
        for text in (filler, PLACES[place].format(it=it, filler=filler, word=word)):
            for width in (110, 480):
                lines += typesetter.paragraph((Span(text, language),), Style(12, language, Direction.RTL), width).lines
    assert came_wrong(tmp_path / "lines.pdf", fonts, language, lines) == {}


@pytest.mark.parametrize(
    "text", ["Call {it} to talk.", "Call {it}", "{it} is here, and open every day.", "Go to “{it}” now.", "Dr. {it}, please. Then go home."]
)
def test_an_arabic_name_in_an_english_line_comes_back(
    text: str, typesetter: Typesetter, fonts: FontSet, tmp_path: Path, require: Callable[..., None]
) -> None:
    """As a clinic's name stands in an English line, in one or several words."""
    require("poppler", "node")
    style = Style(12, "en", Direction.LTR)
    before, after = text.split("{it}")
    lines: list[Line] = []
    for name in ("عيادة", "عيادة الميناء", "عيادة شارع الميناء"):
        spans = (Span(before, "en"), Span(name, "ar", opaque=True), Span(after, "en"))
        for width in (130, 480):
            lines += typesetter.paragraph((Span("You deserve to be safe, at home too.", "en"),), style, width).lines
            lines += typesetter.paragraph(tuple(span for span in spans if span.text), style, width).lines
    assert came_wrong(tmp_path / "lines.pdf", fonts, "en", lines) == {}


def test_an_english_line_in_an_arabic_document_comes_back(tmp_path: Path) -> None:
    """A source beneath its translation, a name: PDFium must not be told that the whole document runs from right to left."""
    path = tmp_path / "mixed.pdf"
    path.write_bytes(ours(["اكتب هنا", "You deserve to be safe, at home too.", "National Domestic Violence Hotline"], "ar"))
    assert b"/R2L" not in path.read_bytes()
