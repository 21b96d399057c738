"""Strings to inlines and back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.content.inlines import parse, placeholders, write
from clinickit.content.model import LineBreak, Placeholder, Plain

PIECES = st.sampled_from(
    ["Rest", " ", "<b>", "&amp;", "<strong>", "</strong>", "<br/>", "{clinic_name}", "{handout:a-b}", "{", "}", "{x}", "é", "<"]
)


def test_the_three_things_that_are_markup() -> None:
    parsed, problems = parse("Ask <strong>{clinic_name} now</strong>.<br/>See {handout:secure-attachment}.")
    assert problems == ()
    assert parsed == (
        Plain("Ask "),
        Placeholder("clinic_name", strong=True),
        Plain(" now", strong=True),
        Plain("."),
        LineBreak(),
        Plain("See "),
        Placeholder("handout:secure-attachment"),
        Plain("."),
    )
    assert placeholders(parsed) == ("clinic_name", "handout:secure-attachment")


def test_all_else_is_text() -> None:
    words = "<b>No</b> <STRONG>x</STRONG> &lt; <br> <strong/> 3 < 4 > 2"
    assert parse(words) == ((Plain(words),), ())


def test_what_is_wrong_stays_text_and_is_told_where() -> None:
    parsed, problems = parse("a {b} c</strong>")
    assert parsed == (Plain("a {b} c</strong>"),)
    assert [(one.offset, one.message) for one in problems] == [(2, "There is no placeholder {b}."), (7, "</strong> closes nothing.")]


def test_names_of_other_strings_are_given() -> None:
    assert parse("Page {page}", ("page",)) == ((Plain("Page "), Placeholder("page")), ())
    assert parse("Page {page}")[1] != ()


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_what_parses_without_a_problem_writes_back_to_the_same_inlines(words: str) -> None:
    parsed, problems = parse(words)
    if not problems:
        assert parse(write(parsed)) == (parsed, ())
    assert "".join(one.text for one in parsed if isinstance(one, Plain)).count("Rest") == words.count("Rest")


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_nothing_can_raise(words: str) -> None:
    parse(words)
