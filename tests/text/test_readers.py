"""What is written comes back from poppler, PDFium, MuPDF and pdf.js: sample lines, mixed lines, and generated words of every letter and
mark of each script with a font in the default install. White space and default-ignorable characters aside, in NFC."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from clinickit.text.fonts import FontSet
from clinickit.text.runs import Direction, Line, Span, Style, Weight
from clinickit.text.typesetter import Typesetter
from tests.helpers import readers
from tests.text.rows import ROWS
from tests.text.samples import MIXED, SAMPLES
from tests.text.writer import write

READERS = ("poppler", "pdfium", "mupdf", "pdfjs")


def lines_of(typesetter: Typesetter, language: str, spans: tuple[Span, ...], width: float = 480) -> list[Line]:
    direction = Direction.RTL if ROWS[language].rtl else Direction.LTR
    return list(typesetter.paragraph(spans, Style(12, language, direction), width).lines)


def plain(text: str, language: str) -> tuple[Span, ...]:
    return (Span(text, language),)


def differences(path: Path, fonts: FontSet, language: str, lines: Sequence[Line]) -> dict[str, str]:
    """By reader, what came back where it is not what was written."""
    write(path, fonts, [(line, ROWS[language].rtl, language) for line in lines])
    want = readers.bare("".join(line.text for line in lines))
    got = {name: readers.bare("".join(pages)) for name, pages in readers.read_all(path, READERS).items()}
    return {name: text for name, text in got.items() if text != want}


@pytest.mark.parametrize("width", [110, 480])
@pytest.mark.parametrize("language", SAMPLES)
def test_sample_lines_come_back(
    language: str, width: int, typesetter: Typesetter, fonts: FontSet, tmp_path: Path, require: Callable[..., None]
) -> None:
    require("poppler", "node")
    found = [line for text in SAMPLES[language] for line in lines_of(typesetter, language, plain(text, language), width)]
    assert differences(tmp_path / "x.pdf", fonts, language, found) == {}


@pytest.mark.parametrize("language", MIXED)
def test_mixed_lines_come_back_alone_and_together(
    language: str, typesetter: Typesetter, fonts: FontSet, tmp_path: Path, require: Callable[..., None]
) -> None:
    require("poppler", "node")
    paths, wanted = [], {}
    around = SAMPLES[language][0]
    for number, text in enumerate(MIXED[language]):
        found = [line for one in (around, text, around) for line in lines_of(typesetter, language, plain(one, language))]
        path = tmp_path / f"{number}.pdf"
        write(path, fonts, [(line, True, language) for line in found])
        paths.append(path)
        wanted[path] = readers.bare("".join(line.text for line in found))
    by_pdfjs = readers.pdfjs(paths)
    wrong = []
    for path, text in zip(paths, MIXED[language], strict=True):
        got = {"poppler": readers.poppler(path), "pdfium": readers.pdfium(path), "mupdf": readers.mupdf(path), "pdfjs": by_pdfjs[path]}
        wrong += [(name, text, "".join(pages)) for name, pages in got.items() if readers.bare("".join(pages)) != wanted[path]]
    assert wrong == []


def test_bold_and_opaque_spans_come_back(typesetter: Typesetter, fonts: FontSet, tmp_path: Path, require: Callable[..., None]) -> None:
    require("poppler", "node")
    bold = Weight.BOLD
    arabic = [
        (Span("القلق: ", "ar", bold), Span("هو شعور طبيعي جداً عندما يكون لديك ", "ar"), Span("CBT", "en"), Span(" أو 12 جلسة.", "ar")),
        (Span("نص عادي ثم ", "ar"), Span("نص غامق", "ar", bold), Span(" ثم نص عادي آخر.", "ar")),
        (Span("كلمةٌ ", "ar"), Span("غامقةٌ", "ar", bold), Span("، ثم ", "ar"), Span("وال", "ar", bold), Span("كتاب.", "ar")),
        (Span("اتصل بالرقم ", "ar"), Span("988", "ar", opaque=True), Span(" الآن.", "ar")),
    ]
    for width in (150, 480):
        found = [line for spans in arabic for line in lines_of(typesetter, "ar", spans, width)]
        assert differences(tmp_path / f"ar{width}.pdf", fonts, "ar", found) == {}
    english = (
        Span("bold", "en", bold),
        Span("ed word, ", "en"),
        Span("strong", "en", bold),
        Span("; plain fi", "en"),
        Span("ne.", "en", bold),
    )
    found = lines_of(typesetter, "en", english, 60)
    assert differences(tmp_path / "en.pdf", fonts, "en", found) == {}


SCRIPTS = {
    "en": "A-Z a-z À-ſ",
    "vi": "Ạ-ỹ a-z",
    "ru": "Ѐ-џ Ґ-ґ",
    "el": "Ά-Ά Έ-Ί Ό-Ό Ύ-Ρ Σ-ώ",
    "ar": "ء-غ ف-ي",
    "fa": "ء-غ ف-ق ل-و پ-پ چ-چ ژ-ژ ک-ک گ-گ ی-ی",
    "ur": "ٹ-ٹ ڈ-ڈ ڑ-ڑ ں-ں ھ-ھ ہ-ہ ے-ے ا-ب ل-ن",
    "he": "א-ת",
    "hi": "अ-ऌ ए-ऐ ओ-औ क-न प-र ल-ल व-ह",
    "mr": "अ-ऋ ऍ-ऑ क-न प-ह ॲ-ॲ",
}
"""The letters of a language, as ranges."""

MARKS = {
    "ar": "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",
    "fa": "\u064e\u064f\u0650\u0651\u0654",
    "he": "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bb\u05bc",
    "hi": "ािीुूृेैोौंःँ्",
    "mr": "ािीुूृेैोौंः्ॅॉ",
}


def word(rng: random.Random, letters: Sequence[str], marks: str) -> str:
    """A word in NFC, of letters with a mark after some; never a mark that the script does not put there."""
    made = ""
    for _ in range(rng.randint(1, 6)):
        made += rng.choice(letters)
        if marks and rng.random() < 0.5:
            made += rng.choice(marks)
    virama = "\u094d"
    return unicodedata.normalize("NFC", made.rstrip(virama))


@pytest.mark.parametrize("language", SCRIPTS)
def test_generated_words_of_every_letter_and_mark_come_back(
    language: str, typesetter: Typesetter, fonts: FontSet, tmp_path: Path, require: Callable[..., None]
) -> None:
    require("poppler", "node")
    rng = random.Random(f"clinickit {language}")
    ranges = [range(ord(one[0]), ord(one[2]) + 1) for one in SCRIPTS[language].split()]
    letters = [chr(one) for numbers in ranges for one in numbers if chr(one).isalpha()]
    marks = MARKS.get(language, "")
    every = letters + [rng.choice(letters) + mark for mark in marks if mark != "\u094d"]
    words = [unicodedata.normalize("NFC", one + rng.choice(letters)) for one in every] + [word(rng, letters, marks) for _ in range(300)]
    rng.shuffle(words)
    found: list[Line] = []
    for at in range(0, len(words), 8):
        text = " ".join(words[at : at + 8]) + rng.choice(["", ".", "!", " 12", ","])
        found += lines_of(typesetter, language, plain(text, language))
    assert {one for line in found for one in line.text if one != " "} >= {unicodedata.normalize("NFC", one) for one in letters}
    assert differences(tmp_path / "x.pdf", fonts, language, found) == {}
