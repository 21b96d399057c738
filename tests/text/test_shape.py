"""Codes: one character each, drawn where plain HarfBuzz draws them."""

from __future__ import annotations

import unicodedata

import pytest
import uharfbuzz as hb

from clinickit.errors import GlyphMissing
from clinickit.text.fonts import FontSet
from clinickit.text.items import SCRIPTS as LANGUAGE_SCRIPTS
from clinickit.text.runs import Blank, Direction, Drawn, FaceKey, Glyph, LineRun, Span, Style, Weight
from clinickit.text.shape import MARK, RLM, Request, words
from clinickit.text.typesetter import Typesetter
from tests.text.rows import ROWS, rows
from tests.text.samples import SAMPLES

Ink = tuple[int, int, int]


def drawn(fonts: FontSet, run: LineRun) -> list[Ink]:
    """(gid, x, y) in 1/1000 em of everything that a run draws."""
    found: list[Ink] = []
    pen = 0
    font = fonts.font(run.face)
    for word in run.words:
        for code in word.codes:
            pen += code.before
            if isinstance(code.draw, Glyph):
                found.append((code.draw.gid, pen, 0))
                pen += font.advance(code.draw.gid)
            else:
                found += [(gid, pen + x, y) for gid, x, y in code.draw.parts] if isinstance(code.draw, Drawn) else []
                pen += code.draw.advance
            pen += code.after
    return found


def plain(fonts: FontSet, key: FaceKey, text: str, language: str, rtl: bool) -> list[Ink]:
    """The same from HarfBuzz alone, the whole text at once."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    row = rows(language)
    buffer.script, buffer.language = LANGUAGE_SCRIPTS.get(row.script, row.script), row.shape
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(fonts.font(key).hb, buffer, {"dlig": False})
    found, pen = [], 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        found.append((info.codepoint, pen + place.x_offset, place.y_offset))
        pen += place.x_advance
    return found


def inked(fonts: FontSet, key: FaceKey, glyphs: list[Ink]) -> list[Ink]:
    """Those with an outline, by place."""
    font = fonts.font(key).hb
    extents = {gid: font.get_glyph_extents(gid) for gid, _, _ in glyphs}
    return sorted((one for one in glyphs if extents[one[0]] and extents[one[0]].width), key=lambda one: (one[1], one[2], one[0]))


@pytest.mark.parametrize("weight", list(Weight))
@pytest.mark.parametrize("language", SAMPLES)
def test_everything_stands_where_harfbuzz_puts_it(language: str, weight: Weight, fonts: FontSet, typesetter: Typesetter) -> None:
    rtl = ROWS[language].rtl
    seen = 0
    for text in SAMPLES[language]:
        for line in typesetter.paragraph(
            (Span(text, language, weight),), Style(12, language, Direction.RTL if rtl else Direction.LTR), 5000
        ).lines:
            for run in line.runs:
                said = "".join(code.says for word in run.words for code in word.codes if code.says not in "\u200b\u200e\u200f")
                got = inked(fonts, run.face, drawn(fonts, run))
                if run.rtl and unicodedata.category(said[0]) == "Mn":
                    continue  # a last mark's own run draws a part of the word before it
                want = inked(fonts, run.face, plain(fonts, run.face, said[::-1] if run.rtl else said, language, rtl))
                if run.rtl and len(got) != len(want):
                    continue  # the run that such a mark was taken from
                assert [one[0] for one in got] == [one[0] for one in want]
                assert (
                    max(
                        (max(abs(a - b) for a, b in zip(one[1:], other[1:], strict=True)) for one, other in zip(got, want, strict=True)),
                        default=0,
                    )
                    <= 1
                )
                seen += len(got)
    assert seen >= 20


@pytest.mark.parametrize("language", SAMPLES)
def test_each_code_says_one_character_and_together_they_say_the_text(language: str, typesetter: Typesetter) -> None:
    rtl = ROWS[language].rtl
    for text in SAMPLES[language]:
        for line in typesetter.paragraph((Span(text, language),), Style(12, language, Direction.RTL if rtl else Direction.LTR), 150).lines:
            said = ""
            for run in line.runs:
                codes = [code.says for word in run.words for code in word.codes]
                assert all(len(one) == 1 for one in codes)
                said += "".join(reversed(codes) if run.rtl else codes)
            assert "".join(one for one in said if one not in "\u200b\u200e\u200f") == line.text


def word(
    fonts: FontSet, face: str, text: str, script: str, language: str, *, rtl: bool = False, cuts: tuple[int, ...] = ()
) -> list[object]:
    return list(words(fonts.font(FaceKey(face, Weight.REGULAR)), Request(text, script, language, rtl, cuts=cuts)))


def test_lam_alef_is_one_drawing_and_two_codes(fonts: FontSet) -> None:
    made = words(fonts.font(FaceKey("plex-arabic", Weight.REGULAR)), Request("لا", "Arab", "ar", True))[0]
    assert [code.says for code in made.codes] == ["ا", "ل"]
    assert isinstance(made.codes[0].draw, Drawn) and isinstance(made.codes[1].draw, Blank)
    assert made.codes[0].draw.advance + made.codes[1].draw.advance == made.advance


def test_a_mark_takes_its_share_of_its_base(fonts: FontSet) -> None:
    made = words(fonts.font(FaceKey("heebo", Weight.REGULAR)), Request("בָּ", "Hebr", "he", True))[0]
    assert [code.says for code in made.codes] == ["ּ", "ָ", "ב"] or sorted(code.says for code in made.codes) == sorted("בָּ")
    assert [code.draw.advance for code in made.codes[:2] if not isinstance(code.draw, Glyph)] == [MARK, MARK]


def test_full_stop_after_tanween_is_parted_from_it(fonts: FontSet) -> None:
    made = words(fonts.font(FaceKey("plex-arabic", Weight.REGULAR)), Request("جداً.", "Arab", "ar", True))[0]
    assert [code.says for code in made.codes][:3] == [".", RLM, "ً"]
    bare = words(fonts.font(FaceKey("plex-arabic", Weight.REGULAR)), Request("جداً", "Arab", "ar", True))[0]
    full_stop = words(fonts.font(FaceKey("plex-arabic", Weight.REGULAR)), Request(".", "Arab", "ar", True))[0]
    assert abs(made.advance - bare.advance - full_stop.advance) <= 60  # kerning, and no room for the blank


def test_kerning_stays_and_crosses_a_break_inside_a_word(fonts: FontSet) -> None:
    font = fonts.font(FaceKey("source-sans-3", Weight.REGULAR))
    made = words(font, Request("AV", "Latn", "en", False))[0]
    assert made.codes[0].after < 0
    first, second = words(font, Request("T-AV", "Latn", "en", False, cuts=(2,)))
    whole = words(font, Request("T-AV", "Latn", "en", False))[0]
    assert first.codes + second.codes == whole.codes
    assert first.advance + second.advance == whole.advance


def test_a_no_break_hyphen_is_drawn_with_the_hyphen_it_has(fonts: FontSet) -> None:
    font = fonts.font(FaceKey("atkinson", Weight.REGULAR))
    assert not font.has("\u2011") and not font.has("\u2010")
    made = words(font, Request("a\u2011b", "Latn", "en", False))[0]
    assert made.codes[1].says == "\u2011" and made.codes[1].draw == Glyph(font.hb.get_nominal_glyph(ord("-")))


def test_a_letter_without_a_glyph_is_refused_here_too(fonts: FontSet) -> None:
    with pytest.raises(GlyphMissing, match=r"U\+4F60"):
        words(fonts.font(FaceKey("atkinson", Weight.REGULAR)), Request("你", "Hani", "zh", False))
