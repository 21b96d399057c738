"""Break opportunities and embedding levels, against ICU and UAX #9."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

from clinickit.text import bidi, breaks


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abZéñжЩ 019.,;:!?'’()", max_size=24), st.sampled_from(["en", "es", "ru", "hi", "zh", "ja-u-lb-strict"]))
def test_sentences_break_as_icu_breaks_them(text: str, locale: str) -> None:
    found = breaks.sentence(text)
    if found is not None:
        assert found == list(LineBreaker(text, locale))


def test_most_sentences_go_the_short_way() -> None:
    assert breaks.sentence("You may feel panic when a reply is late.") is not None
    assert breaks.sentence("It’s free (on Mondays), isn’t it?") is not None
    for other in ("well-known", "and/or", "two  spaces", "a “word” here", "10 %", "", " start", "line\nbreak", "你好", "a!b"):
        assert breaks.sentence(other) is None


def test_pieces_are_counted_in_characters() -> None:
    assert breaks.pieces("😀 wow 😀 well-known", "en") == ["😀 ", "wow ", "😀 ", "well-", "known"]


def test_a_dot_between_facts_ends_a_line_and_begins_none() -> None:
    assert breaks.pieces("Worksheets · For adults", "en") == ["Worksheets · ", "For ", "adults"]
    assert breaks.pieces("أوراق عمل · للبالغين", "ar") == ["أوراق ", "عمل · ", "للبالغين"]


def test_nothing_breaks_at_a_soft_hyphen() -> None:
    assert breaks.pieces("hand\u00adout for all", "en") == ["hand\u00adout ", "for ", "all"]


def test_thai_and_japanese_break_by_dictionary_and_rule() -> None:
    assert len(breaks.pieces("ฉันรู้สึกกังวล", "th")) > 1
    assert not any(piece.startswith("ッ") for piece in breaks.pieces("チェックする", "ja-u-lb-strict"))


def test_the_canary_sings() -> None:
    assert bidi.canary()


@pytest.mark.parametrize(
    ("text", "rtl", "want"),
    [
        ("abc", False, [0, 0, 0]),
        ("abc", True, [2, 2, 2]),
        ("ab אב", False, [0, 0, 0, 1, 1]),
        ("אב 12", True, [1, 1, 1, 2, 2]),
        ("😀א", True, [1, 1]),
        ("levels: [ א", False, [0] * 10 + [1]),
        ("", True, []),
    ],
)
def test_levels(text: str, rtl: bool, want: list[int]) -> None:
    assert bidi.levels(text, rtl) == want


def test_levels_of_an_isolated_number_in_hebrew() -> None:
    text = "טל 1-800 273 א"
    number = text.index("1"), text.index("3") + 1
    assert bidi.levels(text, True, [number]) == [1] * 3 + [2] * 9 + [1] * 2
    assert bidi.levels(text, True)[number[0] : number[1]] != [2] * 9


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("988", True),
        ("+1 (800) 273-8255", True),
        ("1-800-GET-HELP", True),
        ("www.example.org", True),
        ("help@example.org", True),
        ("https://example.org/a b", False),
        ("Green Valley Clinic", False),
        ("مركز الأمل", False),
        ("St. Mary", False),
    ],
)
def test_what_counts_as_a_code(value: str, code: bool) -> None:
    assert bidi.is_code(value) is code
    assert bidi.opens(value) == (bidi.LRI if code else bidi.FSI)


@pytest.mark.parametrize(
    ("levels", "order"),
    [
        ([], []),
        ([0, 1, 0], [0, 1, 2]),
        ([1, 2, 1], [2, 1, 0]),
        ([0, 1, 2, 1, 0], [0, 3, 2, 1, 4]),
        ([1, 1], [1, 0]),
        ([2, 2], [0, 1]),
        ([1, 2, 3, 2, 1], [4, 1, 2, 3, 0]),
    ],
)
def test_visual_order(levels: list[int], order: list[int]) -> None:
    assert bidi.visual_order(levels) == order
