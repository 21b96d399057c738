"""Rows agree with CLDR, with the fonts that exist, and fallback never leaves a language or a script."""

from __future__ import annotations

import pytest
from babel import Locale

from clinickit.errors import Unknown
from clinickit.languages import chain, gettext_name, known, language, resolve, tag_of
from clinickit.text.fonts import FACES

ROWS = [row for row in known() if not row.pseudo]


def test_tags_are_unique_and_the_launch_languages_are_there() -> None:
    tags = [row.tag for row in known()]
    assert len(set(tags)) == len(tags)
    assert {"en", "es", "ar", "hi", "zh-Hans", "en-XA", "ar-XB"} <= set(tags)
    assert [row.tag for row in known() if row.pseudo] == ["en-XA", "ar-XB"]


@pytest.mark.parametrize("row", known(), ids=lambda row: row.tag)
def test_facts_agree_with_cldr(row) -> None:  # type: ignore[no-untyped-def]
    locale = Locale.parse(row.format_as)
    assert row.rtl == (locale.text_direction == "rtl")
    assert len(row.digits) == 10 == len(set(row.digits))
    assert [int(one) for one in row.digits] == list(range(10))
    native = {"arabext": "۰", "arab": "٠", "deva": "०", "beng": "০", "mymr": "၀", "latn": "0"}
    assert row.digits[0] == native[locale.default_numbering_system]


@pytest.mark.parametrize("row", known(), ids=lambda row: row.tag)
def test_every_face_exists_and_sizes_are_sane(row) -> None:  # type: ignore[no-untyped-def]
    assert row.faces
    assert set(row.faces) <= set(FACES)
    assert 1.35 <= row.leading <= 1.9
    assert 1.0 <= row.size <= 13 / 12


def test_right_to_left_texts_do_without_angle_marks() -> None:
    assert not [row.tag for row in known() if row.rtl and set(row.quotes) & set("«»()")]


def test_digits_by_default_numbering() -> None:
    assert language("ar").digits == language("hi").digits == "0123456789"
    assert language("fa").digits[4] == "۴"
    assert language("mr").digits[4] == "४"


def test_unknown_language_names_those_that_exist() -> None:
    with pytest.raises(Unknown, match=r"xx.*zh-Hans") as caught:
        language("xx")
    assert "en-XA" not in str(caught.value)


@pytest.mark.parametrize(
    ("tag", "available", "found"),
    [
        ("es", ["es"], "es"),
        ("es-MX", ["es"], "es"),
        ("es-MX", ["es", "es-419"], "es-419"),
        ("es-ES", ["es", "es-419"], "es"),
        ("pt-AO", ["pt", "pt-PT"], "pt-PT"),
        ("pt", ["pt-BR"], "pt-BR"),
        ("zh-HK", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-TW", ["zh-Hant"], "zh-Hant"),
        ("zh-CN", ["zh-Hans"], "zh-Hans"),
        ("tl", ["fil"], "fil"),
        ("en-GB", ["en"], "en"),
        ("ar-XB", [], "ar-XB"),
    ],
)
def test_fallback_inside_one_language_and_script(tag: str, available: list[str], found: str) -> None:
    assert resolve(tag, available) == found


@pytest.mark.parametrize(
    ("tag", "available"),
    [
        ("zh-Hant", ["zh-Hans"]),
        ("zh-HK", ["zh-Hans"]),
        ("ht", ["fr"]),
        ("sr-Latn", ["sr"]),
        ("pt-BR", ["pt-PT"]),
        ("xx", ["en"]),
        ("es", []),
    ],
)
def test_fallback_refuses_what_is_another_language_or_script(tag: str, available: list[str]) -> None:
    with pytest.raises(Unknown, match="no other language can stand in"):
        resolve(tag, available)


def test_chains_end_and_never_repeat() -> None:
    for row in ROWS:
        steps = chain(row.tag)
        assert steps[0] == row.tag
        assert len(set(steps)) == len(steps)
        assert not row.parent or row.parent in steps


def test_gettext_names_there_and_back() -> None:
    assert gettext_name("zh-Hans") == "zh_Hans"
    assert all(tag_of(gettext_name(row.tag)) == row.tag for row in known())
