"""The reading level: counted by hand on small texts."""

from __future__ import annotations

import pytest

from clinickit.content.readability import estimate, measure


def test_a_text_counted_by_hand() -> None:
    measured = measure(["The cat sat. It was happy.", "Sit down"])
    assert measured is not None
    assert (measured.words, measured.sentences, measured.syllables) == (8, 3, 9)
    assert measured.grade == pytest.approx(0.39 * 8 / 3 + 11.8 * 9 / 8 - 15.59)


def test_each_string_ends_a_sentence_and_quotes_do_not_hide_its_end() -> None:
    measured = measure(["“Are we okay?” She asks.", "Yes"])
    assert measured is not None
    assert measured.sentences == 3


@pytest.mark.parametrize("strings", [[], [""], ["…", "12.", " "]])
def test_without_words_there_is_no_grade_to_speak_of(strings: list[str]) -> None:
    measured = measure(strings)
    assert measured is None or measured.words == 1


def test_hard_words_and_the_longest_sentence_are_named() -> None:
    measured = measure(["Individuals experience physiological hyperarousal.", "You rest."])
    assert measured is not None
    assert measured.hardest[0] == "physiological"
    assert measured.longest.startswith("Individuals")


@pytest.mark.parametrize(
    ("word", "count"), [("xylorb", 2), ("brame", 1), ("brimble", 2), ("zzz", 1), ("20", 2), ("741741", 3), ("wanted", 2)]
)
def test_words_that_no_dictionary_has(word: str, count: int) -> None:
    assert estimate(word) == count


def test_possessives_and_curly_apostrophes() -> None:
    one, other = measure(["A partner’s phone."]), measure(["A partner's phone."])
    assert one is not None and other is not None
    assert one.syllables == other.syllables == 4
