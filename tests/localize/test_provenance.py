"""What the sheet says of its translation: in the foot, and in the notice."""

from __future__ import annotations

from datetime import date

import pytest

from clinickit.content.model import Plain, Text, Value
from clinickit.languages import language
from clinickit.localize.catalogs import read
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin
from clinickit.localize.provenance import Provenance, brief, foot, notice
from clinickit.localize.ui import Words
from tests.localize.samples import ON, UI, catalog


def sheet(**changes: object) -> Provenance:
    """A machine draft in Spanish."""
    facts = {
        "handout": "a",
        "version": "1.2.0",
        "version_date": ON,
        "language": "es",
        "source_language": "en",
        "origin": Origin.MT,
        "level": Level.DRAFT,
    }
    return Provenance(**(facts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "machine draft of version 1.2.0"),
        ({"origin": Origin.MT_EDITED, "level": Level.TRANSLATED}, "corrected draft of version 1.2.0"),
        ({"level": Level.TRANSLATED}, "corrected draft of version 1.2.0"),
        ({"origin": Origin.HUMAN}, "draft of version 1.2.0"),
        ({"origin": Origin.HUMAN, "level": Level.TRANSLATED}, "translated, of version 1.2.0"),
        ({"level": Level.REVISED, "reviewed_on": date(2026, 10, 1)}, "checked on October 1, 2026, version 1.2.0"),
    ],
)
def test_the_foot_states_level_date_and_version(changes: dict[str, object], line: str) -> None:
    found = foot(sheet(**changes), Words(language("es"), UI, None))
    assert found is not None
    assert found.plain() == line


def test_an_untranslated_sheet_says_nothing_of_a_translation() -> None:
    own = sheet(language="en", origin=None, level=Level.NONE)
    assert foot(own, Words(language("en"), UI, None)) is None
    assert notice(own, Words(language("en"), UI, None)) == ()


def test_the_notice_stands_in_both_languages_below_the_required_level() -> None:
    found, _ = read(catalog(tuple(Message(key, text.plain()) for key, text in UI.items() if "notice" in key), "zh-Hans"), "ui", "zh-Hans")
    words = Words(language("zh-Hans"), UI, found)
    both = notice(sheet(language="zh-Hans", missing=2), words)
    assert [(one.language, one.plain()) for one in both] == [
        ("zh-Hans", "zh-Hans Machine translation.zh-Hans Parts are missing."),
        ("en", "Machine translation. Parts are missing."),
    ]
    assert len(notice(sheet(language="zh-Hans"), Words(language("zh-Hans"), UI, None))) == 1
    assert notice(sheet(level=Level.REVISED), words) == ()
    assert [one.plain() for one in notice(sheet(level=Level.REVISED, missing=1), words)] == [
        "zh-Hans Parts are missing.",
        "Parts are missing.",
    ]
    assert notice(sheet(level=Level.TRANSLATED), words)[1].plain() == "Draft."
    assert notice(sheet(required=Level.DRAFT), words) == ()


@pytest.mark.parametrize(
    ("tag", "said", "first"),
    [
        ("en", "Machine translation, not checked. Ask your clinic.", "Machine translation, not checked."),
        ("zh-Hans", "机器翻译，未经人工检查。有疑问请问诊所。", "机器翻译，未经人工检查。"),
        ("hi", "मशीन अनुवाद। क्लिनिक से पूछें।", "मशीन अनुवाद।"),
        ("ar", "ترجمة آلية لم يدقّقها أحد بعد. اسأل عيادتك.", "ترجمة آلية لم يدقّقها أحد بعد."),
        ("th", "แปลด้วยเครื่อง ถามคลินิก", "แปลด้วยเครื่อง ถามคลินิก"),
        ("en", "Version 1.5 is not checked", "Version 1.5 is not checked"),
    ],
)
def test_the_short_notice_is_a_whole_sentence(tag: str, said: str, first: str) -> None:
    """Where a script marks none, all of it: never half a sentence."""
    (found,) = brief((Text((Plain(said),), tag, "ui/notice/mt"),))
    assert (found.plain(), found.language) == (first, tag)


def test_a_notice_that_is_filled_is_never_cut() -> None:
    text = Text((Plain("One. "), Value("Two. Three.", "en")), "en")
    assert brief((text,)) == (text,)
