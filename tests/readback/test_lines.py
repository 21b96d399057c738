"""Lines that a handout may hold come back exactly from all four readers: what our samples say in thirteen languages, and what numbers,
signs and quotation marks do in right-to-left lines, each line alone in its file.

What was measured without the blanks that `text` puts beside such characters, and is kept from coming back:

- PDFium turns round every pair that has a left and a right form in a right-to-left line (“ ” ‘ ’ « » ( )).
- Poppler and PDFium take a number and the sign after it (988.) for one left-to-right piece; poppler any two signs, or a sign and a space.
- PDFium takes the document's /Direction /R2L for that of every line, and then gives the words of an English line in reverse.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.lines import ours
from tests.helpers import readers

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
)  # fmt: skip


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


def test_an_english_line_in_an_arabic_document_comes_back(tmp_path: Path) -> None:
    """A source beneath its translation, a name: PDFium must not be told that the whole document runs from right to left."""
    path = tmp_path / "mixed.pdf"
    path.write_bytes(ours(["اكتب هنا", "You deserve to be safe, at home too.", "National Domestic Violence Hotline"], "ar"))
    assert b"/R2L" not in path.read_bytes()
