"""Languages without a row get one from CLDR, or are refused with the reason; the table agrees with Babel and with the fonts."""

from __future__ import annotations

import pytest
from babel import Locale, localedata
from babel.core import get_global

from clinickit.cldr import facts, unpacked
from clinickit.errors import Unknown
from clinickit.languages import canonical, derived, known, language
from clinickit.localize.coverage import coverage
from clinickit.text.fonts import FACES, FontSet

ROWS = [row for row in known() if not row.pseudo]
OTHERS = (
    "af",
    "cy",
    "mi",
    "is",
    "kk",
    "ka",
    "hy",
    "pa",
    "gu",
    "ug",
    "yi",
    "sd",
    "eu",
    "ca",
    "lt",
    "mk",
    "as",
    "zu",
    "wo",
    "uz-Cyrl",
    "sr-Latn",
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.tag)
def test_the_rows_agree_with_the_table(row) -> None:  # type: ignore[no-untyped-def]
    about = facts(row.tag)
    assert about is not None
    assert about.letters
    assert (about.script, about.face, about.digits) == (row.script, row.faces[0], row.digits)
    if not row.rtl and row.tag in ("fr", "de", "ru", "pl", "zh-Hans", "fi"):
        assert about.quotes == row.quotes


@pytest.mark.parametrize("tag", OTHERS)
def test_a_derived_row_agrees_with_babel_or_is_refused(tag: str) -> None:
    about = facts(tag)
    assert about is not None
    if not about.face:
        with pytest.raises(Unknown, match=f"{about.english_name}.*cannot be set: no font here has"):
            language(tag)
        return
    row, locale = language(tag), Locale.parse(tag.replace("-", "_"))
    assert row.rtl == (locale.text_direction == "rtl")
    assert row.english_name.startswith(str(Locale("en").languages[tag.partition("-")[0]]))
    assert row.faces[0] in FACES and 1.35 <= row.leading <= 1.9
    assert not (row.rtl and set(row.quotes) & set("«»()"))


def test_every_derived_row_has_all_its_letters_in_an_installed_font() -> None:
    fonts, checked = FontSet(), 0
    for name in sorted(localedata.locale_identifiers()):
        tag = name.replace("_", "-")
        if tag.count("-") > 1 or (about := facts(tag)) is None or about.tag != tag or not about.face:
            continue
        found = coverage(language(tag), fonts)
        assert found.install or not found.missing, f"{tag}: {found}"
        checked += 1
    assert checked > 150


def test_a_territorys_variant_keeps_its_language() -> None:
    row = language("es-MX")
    assert (row.faces, row.parent, row.english_name, row.format_as) == (language("es").faces, "es-419", "Spanish (MX)", "es_MX")
    assert language("cy-GB").parent == "cy"
    assert language("pa-Arab").rtl


def test_a_language_that_cldr_does_not_know_names_its_script() -> None:
    with pytest.raises(Unknown, match="mam-Latn"):
        language("mam")
    assert language("mam-Latn").faces[0] == "noto-sans"
    assert language("mam-Arab").rtl
    with pytest.raises(Unknown, match="the script Xxxx"):
        language("mam-Xxxx")


@pytest.mark.parametrize("tag", ["", "-", "x", "english", "EN", "en_US", "../en", "en-", "e" * 500, "sw-Latn-KE-x", "zz", "\n"])
def test_what_is_no_tag_is_no_language(tag: str) -> None:
    with pytest.raises(Unknown):
        derived(tag)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("PT_br", "pt-BR"),
        ("zh_hant_hk", "zh-Hant-HK"),
        (" sw ", "sw"),
        ("tl", "fil"),
        ("ES-419", "es-419"),
        ("no", "nb"),
        ("zh", "zh-Hans"),
    ],
)
def test_tags_are_written_in_one_way(typed: str, tag: str) -> None:
    assert canonical(typed) == tag


def test_packed_letters() -> None:
    assert unpacked("a‥ez") == frozenset("abcdez")
    assert unpacked("") == frozenset()
    hangul = facts("ko")
    assert hangul is not None and len(hangul.letters) == 11172


def test_scripts_agree_with_likely_subtags_of_babel() -> None:
    likely = get_global("likely_subtags")
    wrong = [
        tag
        for tag in sorted(localedata.locale_identifiers())
        if "_" not in tag and tag in likely and (about := facts(tag)) is not None and f"_{about.script}_" not in f"_{likely[tag]}_"
    ]
    assert wrong == []
