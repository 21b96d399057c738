"""The words of the page for one handout, language and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinickit.content.model import Review, Source
from clinickit.languages import language
from clinickit.localize.apply import localize
from clinickit.localize.formats import Formats
from tests.localize.samples import ON, files, handout, source


def english(**changes: object):  # type: ignore[no-untyped-def]
    """The Wording of the sample in English."""
    return localize(replace(handout(), **changes), "en", None, ON, source({}))[1]  # type: ignore[arg-type]


def test_kicker_page_and_foot() -> None:
    wording = english()
    assert wording.kicker.plain() == "Patterns · For adults"
    assert wording.paged(1, 12).plain() == "Page 1 of 12"
    assert wording.foot.plain() == "Closeness · version 1.2.0 · not reviewed · review due November 2028"


def test_a_review_says_who_and_when() -> None:
    wording = english(review=Review(True, date(2028, 11, 1), "psychologist", date(2026, 3, 5)))
    assert "reviewed by psychologist on March 5, 2026" in wording.foot.plain()


@pytest.mark.parametrize(
    ("due", "state"), [(ON, "review due"), (date(2026, 11, 23), "review overdue since"), (date(2020, 1, 1), "overdue since January 2020")]
)
def test_overdue_from_the_day_after(due: date, state: str) -> None:
    assert state in english(review=Review(False, due)).foot.plain()


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (Source("a", ("Bowlby",), False, "Loss", "", 1980), "Bowlby, Loss, 1980."),
        (Source("a", ("Simpson", "Rholes"), False, "Opinion", "", 2017), "Simpson and Rholes, Opinion, 2017."),
        (Source("a", ("Levy",), True, "Journal", "", 2018), "Levy and others, Journal, 2018."),
        (Source("a", (), False, "NHS", "", 2020), "NHS, 2020."),
        (Source("a", ("Bowlby",), False, "", "Loss", None), "Bowlby, Loss."),
        (Source("a", (), False, "NHS", "", None), "NHS."),
        (Source("a", ("Bowlby",), False, "Loss", "", 1980, "tlh"), "Bowlby, Loss, 1980."),
    ],
)
def test_sources_stay_in_their_language(facts: Source, line: str) -> None:
    _, wording, *_ = localize(replace(handout(), sources=(facts,)), "ar", None, ON, source(files("ar")))
    assert [(one.plain(), one.language) for one in wording.source_line] == [(line, "en")]


def test_the_foot_in_another_language_states_the_translation() -> None:
    _, wording, *_ = localize(handout(), "es", None, ON, source(files("es")))
    assert wording.foot.language == "es"
    assert wording.foot.plain().endswith("es machine draft of version 1.2.0")
    assert "noviembre de 2028" in wording.foot.plain()


def test_without_a_catalog_the_words_and_their_dates_are_english() -> None:
    _, wording, *_ = localize(handout(), "es", None, ON, source({("closeness", "es"): files("es")[("closeness", "es")]}))
    assert wording.page.language == "en"
    assert "noviembre" not in wording.foot.plain()
    assert "November 2028" in wording.foot.plain()


@pytest.mark.parametrize(
    ("tag", "territory", "day", "month"),
    [
        ("en", "", "November 24, 2026", "November 2028"),
        ("en", "GB", "24 November 2026", "November 2028"),
        ("en", "ZZ", "November 24, 2026", "November 2028"),
        ("es", "MX", "24 de noviembre de 2026", "noviembre de 2028"),
        ("ar", "", "24 نوفمبر 2026", "نوفمبر 2028"),
        ("ar", "EG", "24 نوفمبر 2026", "نوفمبر 2028"),
        ("hi", "IN", "24 नवंबर 2026", "नवंबर 2028"),
        ("zh-Hans", "US", "2026年11月24日", "2028年11月"),
        ("mr", "", "२४ नोव्हेंबर, २०२६", "नोव्हेंबर २०२८"),
    ],
)
def test_dates_by_cldr(tag: str, territory: str, day: str, month: str) -> None:
    formats = Formats.of(language(tag), territory)
    assert formats.day(ON) == day
    assert formats.month(date(2028, 11, 1)) == month


def test_names_of_languages() -> None:
    formats = Formats.of(language("es"))
    assert [formats.language_name(tag) for tag in ("en", "zh-Hans", "cmn", "fil", "yue", "pt-BR")] == [
        "inglés",
        "chino simplificado",
        "chino",
        "filipino",
        "cantonés",
        "portugués de Brasil",
    ]
    assert formats.language_name("qqq") == "qqq"
