"""The fonts inside a page: they draw its letters, with their joining, and are packed once."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Mapping
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from clinickit import Library, PrintOptions
from clinickit.html.fonts import WebFonts, letters
from clinickit.html.tree import el
from clinickit.text.fonts import FontSet
from clinickit.text.runs import FaceKey, Weight
from clinickit.text.webfont import webfont
from tests.html.strings import name, parsed
from tests.readback.sheets import CLINIC, ON

FACE = re.compile(rb'@font-face\{font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)')


def inside(page: bytes) -> Mapping[tuple[str, int], TTFont]:
    return {(face.decode(), int(weight)): TTFont(BytesIO(base64.b64decode(data))) for face, weight, data in FACE.findall(page)}


@pytest.mark.parametrize(
    ("language", "face"), [("en", "atkinson"), ("ar", "plex-arabic"), ("hi", "noto-devanagari"), ("zh-Hans", "noto-sc")]
)
def test_a_page_carries_every_letter_that_it_says(language: str, face: str, packed: bool) -> None:
    page = Library().page_html("staying-safe", language, CLINIC, PrintOptions(draft=True), on=ON).html
    fonts = inside(page)
    assert {(face, 400), (face, 700)} <= set(fonts)
    drawn = {chr(one) for font in fonts.values() for one in font.getBestCmap()}
    said = {one for text in parsed(page).iter() if name(text) != "style" for one in (text.text or "") if one.isprintable()}
    assert said - drawn <= set("\u200b\u200c\u200d\u200e\u200f\u2060")
    assert all("GPOS" in fonts[face, weight] for weight in (400, 700))
    assert len(page) < 400_000


def test_letters_of_arabic_still_join() -> None:
    font = FontSet().font(FaceKey("plex-arabic", Weight.REGULAR))
    made = TTFont(BytesIO(webfont(font, "سلام")))
    features = {one.FeatureTag for one in made["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig"} <= features
    assert len(made.getGlyphOrder()) > 8 and set(made.getBestCmap()) == {ord(one) for one in "سلام"}


def test_a_variable_face_is_pinned_to_its_weight() -> None:
    fonts = FontSet()
    regular, bold = (TTFont(BytesIO(webfont(fonts.font(FaceKey("source-sans-3", weight)), "ab"))) for weight in Weight)
    assert "fvar" not in regular and "fvar" not in bold
    assert regular["hmtx"].metrics != bold["hmtx"].metrics


def test_the_weight_of_a_letter_is_that_of_the_nearest_that_says_so() -> None:
    page = el("body", el("p", "a", el("strong", "b")), el("h2", "c", el("span", "d", class_="note-beneath")), language="en")
    assert letters(page) == {("en", Weight.REGULAR): {"a", "d"}, ("en", Weight.BOLD): {"b", "c"}}


def test_a_face_that_lacks_a_letter_leaves_it_to_the_next() -> None:
    made = WebFonts(FontSet()).faces(el("p", "aЖ", language="en"))
    assert {key.face for key in made} == {"atkinson", "source-sans-3"}


def test_fonts_are_packed_once_and_always_alike(packed: bool) -> None:
    library = Library()
    first = library.page_html("staying-safe", "ar", CLINIC, PrintOptions(draft=True), on=ON).html
    begun = time.process_time()
    again = library.page_html("staying-safe", "ar", CLINIC, PrintOptions(draft=True), on=ON).html
    took = time.process_time() - begun
    assert again == first == Library().page_html("staying-safe", "ar", CLINIC, PrintOptions(draft=True), on=ON).html
    assert took < 0.3, "a page whose fonts are packed takes well under 300 ms"
