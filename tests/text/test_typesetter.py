"""Paragraphs: widths, breaks, directions, faces, fallback, caches. Lengths are in points."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.errors import FontMissing, GlyphMissing
from clinickit.text import plain
from clinickit.text.cache import Cache
from clinickit.text.fonts import FACES, Face, FontSet
from clinickit.text.runs import Direction, Line, LineRun, Paragraph, Span, Style, Weight
from clinickit.text.typesetter import Typesetter
from tests.text.rows import ROWS, rows
from tests.text.samples import MIXED, SAMPLES

LTR, RTL = Direction.LTR, Direction.RTL
TEXT = "You may feel panic when a reply is late. Wait, breathe, and well-known steps help: one, two, three."


def en(text: str, weight: Weight = Weight.REGULAR, *, opaque: bool = False) -> Span:
    return Span(text, "en", weight, opaque)


def ar(text: str, weight: Weight = Weight.REGULAR, *, opaque: bool = False) -> Span:
    return Span(text, "ar", weight, opaque)


def texts(paragraph: Paragraph) -> list[str]:
    return [line.text for line in paragraph.lines]


def shown(run: LineRun) -> str:
    return "".join(code.says for word in run.words for code in word.codes)


def facts(paragraph: Paragraph) -> object:
    """Everything but the identity of words."""
    lines = []
    for line in paragraph.lines:
        runs = [
            (round(run.x, 6), round(run.width, 6), run.size, run.face, run.rtl, run.language, [word.codes for word in run.words])
            for run in line.runs
        ]
        lines.append((line.text, round(line.width, 6), runs))
    return lines, paragraph.fallbacks


def test_lines_are_no_wider_than_asked_and_full(typesetter: Typesetter) -> None:
    style = Style(11, "en", LTR)
    whole = typesetter.paragraph((en(TEXT),), style, 180)
    assert "".join(texts(whole)) == TEXT
    for line, after in pairwise(whole.lines):
        assert line.width <= 180
        word = after.text.split(" ")[0]
        assert line.width + typesetter.width((en(" " + word),), style) > 180 or "-" in line.text + word
        assert line.text.endswith((" ", "-"))
        assert line.width < line.runs[-1].x + line.runs[-1].width or line.text.endswith("-")


def test_width_is_the_longest_line_and_fits_itself(typesetter: Typesetter) -> None:
    style = Style(12, "en", LTR)
    spans = (en("short\nmuch longer line\nmid line"),)
    width = typesetter.width(spans, style)
    assert width == typesetter.width((en("much longer line"),), style)
    assert texts(typesetter.paragraph(spans, style, width)) == ["short", "much longer line", "mid line"]
    assert typesetter.width((en(""),), style) == 0


def test_width_grows_with_the_size(typesetter: Typesetter) -> None:
    one, two = (typesetter.width((en(TEXT),), Style(size, "en", LTR)) for size in (10, 20))
    assert two == pytest.approx(2 * one)


def test_a_word_wider_than_the_line_stands_alone(typesetter: Typesetter) -> None:
    found = texts(typesetter.paragraph((en("a incomprehensibilities b"),), Style(12, "en", LTR), 40))
    assert found == ["a ", "incomprehensibilities ", "b"]


def test_bold_stays_on_its_word_and_its_comma_too(typesetter: Typesetter) -> None:
    spans = (en("one two "), en("three", Weight.BOLD), en(", four "), en("fi", Weight.BOLD), en("ve"))
    for width in (30, 45, 60, 75, 400):
        paragraph = typesetter.paragraph(spans, Style(12, "en", LTR), width)
        assert "".join(texts(paragraph)) == "one two three, four five"
        assert all(line.text in ("one two three, four five",) or not line.text.startswith(",") for line in paragraph.lines)
        assert not any(line.text.startswith("ve") for line in paragraph.lines)
    bold = [shown(run) for run in typesetter.paragraph(spans, Style(12, "en", LTR), 400).lines[0].runs if run.face.weight is Weight.BOLD]
    assert bold == ["three", "fi"]


def test_a_line_never_begins_with_white_space(typesetter: Typesetter) -> None:
    spans = (en("Lead.", Weight.BOLD), en(" Then the text, "), en("and", Weight.BOLD), en(" more of it."))
    for width in range(20, 200, 7):
        assert not any(line.text.startswith(" ") for line in typesetter.paragraph(spans, Style(12, "en", LTR), width).lines)


def test_runs_touch_from_left_to_right(typesetter: Typesetter) -> None:
    cases = [((en("one "), en("two ", Weight.BOLD), en("three")), Style(12, "en", LTR))]
    cases += [((ar(text),), Style(12, "ar", RTL)) for text in (*SAMPLES["ar"], *MIXED["ar"])]
    for spans, style in cases:
        for line in typesetter.paragraph(spans, style, 170).lines:
            runs = sorted(line.runs, key=lambda run: (run.x, run.x + run.width))
            for one, other in pairwise(runs):
                assert one.x + one.width == pytest.approx(other.x, abs=1e-6)
            ink = line.width
            low, high = runs[0].x, runs[-1].x + runs[-1].width
            assert (low == 0 and high >= ink - 1e-6) if style.direction is LTR else (low <= 1e-6 and high == pytest.approx(ink))
            for run in line.runs:
                assert run.width == pytest.approx(sum(word.advance for word in run.words) * run.size / 1000)


def test_right_to_left_runs_come_in_logical_order(typesetter: Typesetter) -> None:
    line = typesetter.paragraph((ar("اتصل بالرقم 988 الآن"),), Style(12, "ar", RTL), 400).lines[0]
    assert [run.rtl for run in line.runs] == [True, False, True]
    assert shown(line.runs[1]) == "988"
    assert line.runs[0].x > line.runs[1].x > line.runs[2].x


def test_a_phone_number_reads_left_to_right_only_where_it_is_opaque(typesetter: Typesetter) -> None:
    """A safety matter: the rules of UAX #9 turn its groups round without the isolate."""
    number = "+1 800 273 8255"
    isolated = typesetter.paragraph((ar("رقم "), ar(number, opaque=True), ar(" الآن")), Style(12, "ar", RTL), 400).lines[0]
    pieces = [run for run in isolated.runs if not run.rtl]
    assert "".join(shown(run) for run in pieces) == number
    assert [run.x + run.width for run in pieces] == sorted(run.x + run.width for run in pieces)
    bare = typesetter.paragraph((ar(f"رقم {number} الآن"),), Style(12, "ar", RTL), 400).lines[0]
    assert number not in [shown(run) for run in bare.runs]


def test_a_phone_number_is_broken_only_where_it_must(typesetter: Typesetter) -> None:
    style = Style(12, "en", LTR)
    spans = (en("Please call us at "), en("+1 800 273 8255", opaque=True), en(" today"))
    number = typesetter.width((en("+1 800 273 8255"),), style)
    assert texts(typesetter.paragraph(spans, style, number + 20)) == ["Please call us at ", "+1 800 273 8255 ", "today"]
    broken = texts(typesetter.paragraph(spans, style, number - 20))
    assert "".join(broken) == "Please call us at +1 800 273 8255 today" and not any("+1 800 273 8255" in line for line in broken)
    name = (en("Please see "), en("Green Valley Clinic", opaque=True))
    assert texts(typesetter.paragraph(name, style, 100)) == ["Please see Green ", "Valley Clinic"]


def test_no_break_beside_no_break_space(typesetter: Typesetter) -> None:
    found = texts(typesetter.paragraph((en("about 10\u00a0mg a day"),), Style(12, "en", LTR), 45))
    assert not any(line.startswith("mg") for line in found)


def test_chinese_breaks_between_characters_but_not_before_marks(typesetter: Typesetter, fonts: FontSet) -> None:
    if not fonts.installed("noto-sc"):
        pytest.skip("noto-sc is not installed")
    found = texts(typesetter.paragraph((Span("你好，世界。这是一个测试。", "zh-Hans"),), Style(12, "zh-Hans", LTR), 36))
    assert "".join(found) == "你好，世界。这是一个测试。"
    assert len(found) >= 4 and not any(line.startswith(("，", "。")) for line in found)


def test_arabic_letters_join_across_a_change_of_weight(typesetter: Typesetter) -> None:
    style = Style(12, "ar", RTL)
    joined = typesetter.paragraph((ar("وال", Weight.BOLD), ar("كتاب")), style, 400).lines[0]
    alone = typesetter.paragraph((ar("وال", Weight.BOLD), ar(" كتاب")), style, 400).lines[0]
    assert joined.runs[0].words[0].codes[0].draw != alone.runs[0].words[0].codes[0].draw


def test_words_of_other_faces_are_told(typesetter: Typesetter) -> None:
    paragraph = typesetter.paragraph((en("Nguyễn has ☐ and Жук"),), Style(12, "en", LTR), 400)
    assert paragraph.fallbacks == (("Nguyễn", "source-sans-3"), ("☐", "source-sans-3"), ("Жук", "source-sans-3"))
    assert "".join(texts(paragraph)) == "Nguyễn has ☐ and Жук"
    runs = [(run.face.face, shown(run)) for run in paragraph.lines[0].runs]
    assert runs[0] == ("source-sans-3", "Nguyễn ")
    assert typesetter.paragraph((en("plain"),), Style(12, "en", LTR), 400).fallbacks == ()


def test_an_opaque_value_is_set_in_one_face(typesetter: Typesetter) -> None:
    paragraph = typesetter.paragraph((en("See "), en("Trung tâm Việt", opaque=True)), Style(12, "en", LTR), 400)
    assert [run.face.face for run in paragraph.lines[0].runs] == ["atkinson", "source-sans-3"]


def test_a_letter_without_a_face_is_refused(typesetter: Typesetter) -> None:
    with pytest.raises(GlyphMissing, match=r"U\+0E01.*source-sans-3") as told:
        typesetter.paragraph((en("Thai ก here"),), Style(12, "en", LTR), 400)
    assert told.value.character == "ก" and told.value.language == "en"


def test_a_missing_package_is_named_with_its_command() -> None:
    gone = {name: Face(name, "no_such_package", "a.ttf", "b.ttf", "X", face.install) for name, face in FACES.items()}
    faces = {**FACES, "noto-sc": gone["noto-sc"], "source-sans-3": gone["source-sans-3"]}
    bare = Typesetter(FontSet(faces), rows)
    with pytest.raises(FontMissing, match=r'pip install "clinickit\[cjk\]"'):
        bare.paragraph((Span("你好", "zh-Hans"),), Style(12, "zh-Hans", LTR), 400)
    assert bare.paragraph((en("Việt"),), Style(12, "en", LTR), 400).fallbacks == (("Việt", "noto-sans"),)


def test_sizes_follow_the_paragraphs_language_for_its_own_script() -> None:
    changed = {**ROWS, "ar": replace(ROWS["ar"], size=1.25)}
    setter = Typesetter(rows=changed.__getitem__)
    line = setter.paragraph((ar("كلمة "), en("name")), Style(12, "ar", RTL), 400).lines[0]
    assert {(run.language, run.size) for run in line.runs} == {("ar", 15.0), ("en", 12.0)}
    paragraph = setter.paragraph((ar("كلمة"),), Style(12, "ar", RTL), 400)
    metrics = setter.fonts.font(line.runs[0].face).metrics
    assert paragraph.ascent == pytest.approx(metrics.ascent * 15 / 1000) and paragraph.descent == pytest.approx(
        -metrics.descent * 15 / 1000
    )
    assert paragraph.ascent > 0 < paragraph.descent


def test_breaks_and_forced_lines(typesetter: Typesetter) -> None:
    style = Style(12, "en", LTR)
    assert texts(typesetter.paragraph((en("a\nb c\n\nd"),), style, 400)) == ["a", "b c", "", "d"]
    assert texts(typesetter.paragraph((en(""),), style, 400)) == []
    assert texts(typesetter.paragraph((ar("سطر\nآخر"),), Style(12, "ar", RTL), 400)) == ["سطر", "آخر"]


def test_a_line_may_end_between_words_of_two_weights(typesetter: Typesetter) -> None:
    """The end of the line is a span of its own, as <br/> is before <strong>."""
    spans = (en("Go in order."), en("\n"), en("Stop there.", Weight.BOLD))
    lines = typesetter.paragraph(spans, Style(12.0, "en", LTR), 400.0).lines
    assert [line.text.strip() for line in lines] == ["Go in order.", "Stop there."]
    assert [run.face.weight for line in lines for run in line.runs] == [Weight.REGULAR, Weight.BOLD]


@pytest.mark.parametrize("language", ["en", "es", "vi", "ru", "el", "hi", "zh-Hans"])
def test_the_short_way_gives_what_the_long_way_gives(language: str, fonts: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    if not fonts.installed(ROWS[language].faces[0]):
        pytest.skip(f"{ROWS[language].faces[0]} is not installed")
    style = Style(12, language, LTR)
    cases = [(Span(text, language),) for text in SAMPLES[language]]
    cases += [
        tuple(Span(part + " ", language, list(Weight)[at % 2]) for at, part in enumerate(text.split(" "))) for text in SAMPLES[language]
    ]
    short = Typesetter(fonts, rows)
    by_short = [facts(short.paragraph(spans, style, width)) for spans in cases for width in (60, 200, 1000)]
    monkeypatch.setattr(plain.PlainComposer, "compose", lambda *_: None)
    long = Typesetter(fonts, rows)
    by_long = [facts(long.paragraph(spans, style, width)) for spans in cases for width in (60, 200, 1000)]
    assert by_short == by_long


def everything(setter: Typesetter, seed: int) -> dict[tuple[str, int, float], object]:
    jobs = [(language, at, width) for language in SAMPLES for at in range(len(SAMPLES[language])) for width in (90.0, 300.0)]
    random.Random(seed).shuffle(jobs)
    found = {}
    for language, at, width in jobs:
        style = Style(12, language, RTL if ROWS[language].rtl else LTR)
        found[language, at, width] = facts(setter.paragraph((Span(SAMPLES[language][at], language),), style, width))
    return found


def test_the_order_of_work_and_threads_change_nothing() -> None:
    want = everything(Typesetter(rows=rows), 1)
    assert everything(Typesetter(rows=rows), 2) == want
    shared = Typesetter(rows=rows)
    with ThreadPoolExecutor(8) as pool:
        assert all(found == want for found in pool.map(lambda seed: everything(shared, seed), range(8)))


def test_words_are_shared_and_paragraphs_kept(typesetter: Typesetter) -> None:
    style = Style(12, "en", LTR)
    one, two = (typesetter.paragraph((en(f"breathe {end}"),), style, 400) for end in ("slowly", "deeply"))
    assert one.lines[0].runs[0].words[0] is two.lines[0].runs[0].words[0]
    assert typesetter.paragraph((en("breathe slowly"),), style, 400) is one


def test_a_full_cache_forgets() -> None:
    cache: Cache[int, str] = Cache(3)
    for number in range(10):
        assert cache.put(number, str(number)) == str(number)
        assert len(cache) <= 3
    assert cache.get(9) == "9" and cache.get(0) is None
    assert cache.put(9, "other") == "9"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc .,-()“”!?أبج جًّ 12٣%\u00a0\n", max_size=40), st.sampled_from([LTR, RTL]), st.floats(10, 300))
def test_nothing_is_lost_or_doubled(text: str, direction: Direction, width: float) -> None:
    setter = _SHARED
    language = "ar" if direction is RTL else "en"
    spans = (Span(text, language),) if direction is RTL else (Span("x ", "en"), Span(text, "ar"))
    lines: tuple[Line, ...] = setter.paragraph(spans, Style(12, language, direction), width).lines
    said = []
    for line in lines:
        codes = ["".join(reversed(shown(run)) if run.rtl else shown(run)) for run in line.runs]
        said.append("".join(one for one in "".join(codes) if one not in "\u200b\u200e\u200f"))
    whole = "".join(span.text for span in spans).replace("\n", "")
    assert "".join(line.text for line in lines) == whole
    assert "".join(said).replace(" ", "") == whole.replace(" ", "")


_SHARED = Typesetter(rows=rows)


def test_letters_in_two_parts_are_drawn_composed_and_say_both() -> None:
    for text in ("cafe\u0301 noe\u0308l", "a\u0301e\u0301"):
        found = Typesetter(rows=rows).paragraph((en(text),), Style(12, "en", LTR), 400)
        assert "".join(shown(run) for run in found.lines[0].runs) == text


def test_a_missing_first_face_is_told_even_for_letters_that_others_have() -> None:
    faces = {**FACES, "atkinson": Face("atkinson", "no_such_package", "a.ttf", "b.ttf", "X", "pip install clinickit")}
    with pytest.raises(FontMissing, match="atkinson"):
        Typesetter(FontSet(faces), rows).paragraph((en("plain"),), Style(12, "en", LTR), 400)


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n", "a\n", " a ", "\u200b", "\u00ad", "a\u200fb", "-", "é-", "x\u0301"])
def test_odd_texts_are_set(text: str, typesetter: Typesetter) -> None:
    for direction, language in ((LTR, "en"), (RTL, "ar")):
        for width in (0.0, 5.0, 400.0):
            paragraph = typesetter.paragraph((Span(text, language), Span("", language)), Style(12, language, direction), width)
            assert "".join(texts(paragraph)) == text.replace("\n", "")
            assert all(line.width >= 0 for line in paragraph.lines)
