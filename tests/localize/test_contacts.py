"""Contacts in the reader's words: what is known is said, what is unknown is not."""

from __future__ import annotations

from datetime import date

import pytest

from clinickit.content.model import Contact, Contacts, Hours, Text, Value, Way, WayKind
from clinickit.languages import language
from clinickit.localize.catalogs import read
from clinickit.localize.contacts import worded
from clinickit.localize.extract import ui_messages
from clinickit.localize.ui import Words
from tests.localize.samples import DAYS, UI, catalog, contact

WEEK = DAYS[:5]


def words(tag: str = "en", **changed: str) -> Words:
    """The page's words; another language than English says its tag before each."""
    if tag == "en":
        return Words(language("en"), UI, None)
    found, _ = read(catalog(ui_messages(UI), tag, **changed), "ui", tag)
    return Words(language(tag), UI, found)


def said(one: Contact, tag: str = "en") -> Contact:
    """One contact, worded."""
    return worded(Contacts("lines", (one.kind,), 1, (one,)), words(tag)).entries[0]


def label(*channels: str, keyword: str | None = None, press: str | None = None, tag: str = "en") -> str:
    """The words over a number."""
    way = Way(WayKind.NUMBER, "1", "", channels, keyword, press)
    found = said(contact(ways=(way,)), tag).ways[0].label
    assert found is not None
    return found.plain()


def test_the_verb_comes_from_the_record() -> None:
    assert label("call") == "Call"
    assert label("text") == "Text"
    assert label("call", "text") == label("text", "call") == "Call or text"
    assert label("text", keyword="HOME") == "Text HOME to"
    assert label("call", press="2") == "Call, then press 2"
    assert label("call", "text", keyword="HOME") == "Call, or Text HOME to"
    assert label("call", "chat") == "Call, or Chat"


def test_a_keyword_is_opaque_and_of_the_lines_language() -> None:
    way = Way(WayKind.NUMBER, "741741", "sms:741741", ("text",), "HOME")
    found = said(contact(ways=(way,)), "ar").ways[0].label
    assert found is not None
    assert found.language == "ar"
    assert Value("HOME", "en") in found.inlines


def test_a_blank_says_what_to_write() -> None:
    blank = Way(WayKind.BLANK, "", "", ())
    labels = [
        said(contact(kind=kind, ways=(blank,))).ways[0].label.plain()  # type: ignore[union-attr]
        for kind in ("emergency-police", "crisis", "child-helpline")
    ]
    assert labels == ["Emergency number", "Crisis line", "Safe line"]


def test_a_number_of_the_police_alone_says_so() -> None:
    number, blank = Way(WayKind.NUMBER, "17", "tel:17", ("call",)), Way(WayKind.BLANK, "", "", ())
    purposes = [
        said(contact(kind=kind, ways=(way,))).purpose.plain()  # type: ignore[union-attr]
        for kind, way in (("emergency-police", number), ("emergency-police", blank), ("emergency-all", number))
    ]
    assert purposes == ["Danger now: police", "Danger now", "Danger now"]


def detail(**changes: object) -> str:
    """Only what `changes` say is known."""
    unknown = {"hours": None, "languages": None, "interpreters": None, "audience": (), "free": False}
    found = said(contact(**(unknown | changes))).detail
    return found.plain() if found else ""


@pytest.mark.parametrize(
    ("hours", "words_of_it"),
    [
        ((Hours(DAYS, "00:00", "24:00"),), "any hour"),
        ((Hours(DAYS, "09:00", "24:00"),), "every day, 9:00 AM to midnight"),
        ((Hours(WEEK, "08:00", "20:30"),), "Monday to Friday, 8:00 AM to 8:30 PM"),
        ((Hours(("mo", "we"), "08:00", "12:00"),), "Monday and Wednesday, 8:00 AM to 12:00 PM"),
        ((Hours(("mo", "tu", "su"), "08:00", "12:00"),), "Monday, Tuesday, and Sunday, 8:00 AM to 12:00 PM"),
        ((Hours(DAYS, "15:30", "24:00"), Hours(DAYS, "00:00", "00:30")), "every day, 3:30 PM to 12:30 AM"),
        (
            (Hours(DAYS[:4], "08:00", "20:00"), Hours(("fr",), "08:00", "15:00")),
            "Monday to Thursday, 8:00 AM to 8:00 PM · Friday, 8:00 AM to 3:00 PM",
        ),
    ],
)
def test_hours(hours: tuple[Hours, ...], words_of_it: str) -> None:
    assert detail(hours=hours).replace("\u202f", " ") == words_of_it


def test_unknown_says_nothing() -> None:
    assert detail() == ""
    assert detail(free=True) == "free"
    assert detail(interpreters=False) == ""


def test_languages_unless_the_only_one_is_the_readers() -> None:
    assert detail(languages=("en",)) == ""
    assert detail(languages=("en", "cmn", "fil")) == "languages: English, Chinese, and Filipino"


def test_whom_a_line_serves() -> None:
    assert detail(audience=("women",)) == "for women"
    assert detail(audience=("women", "anyone")) == ""
    assert detail(kind="child-helpline", audience=("teens",)) == ""


def test_what_to_say_first() -> None:
    assert said(contact()).say_first is None
    assert said(contact(), "es").say_first is None
    found = said(contact(), "hi").say_first
    assert found is not None
    assert found.inlines[2] == Value("I speak Hindi.", "en")
    assert Text(found.inlines[3:], "hi").plain() == " hi I speak हिन्दी."
    assert said(contact(interpreters=None), "hi").say_first is None
    assert said(contact(languages=("ja",)), "hi").say_first is None
    assert said(contact(languages=None), "hi").say_first is None
    assert said(contact(languages=("en", "cmn")), "zh-Hans").say_first is None


def test_one_line_for_the_oldest_check() -> None:
    entries = (contact(), contact(checked_on=date(2026, 3, 1)), contact(checked_on=None))
    checked = worded(Contacts("lines", ("crisis",), 3, entries), words()).checked
    assert checked is not None
    assert checked.plain() == "checked on March 1, 2026"
    assert worded(Contacts("lines", ("crisis",), 3, (contact(checked_on=None),)), words()).checked is None


def test_a_missing_kind_sends_to_the_clinic() -> None:
    def note(*kinds: str, entries: tuple[Contact, ...]) -> str | None:
        found = worded(Contacts("lines", kinds, 1, entries), words()).note
        return found.plain() if found else None

    assert note("emergency-all", "clinic", "crisis", entries=(contact(),)) is None
    assert note("crisis", "partner-violence", entries=(contact(),)) == "Ask your clinic."
    blank = contact(ways=(Way(WayKind.BLANK, "", "", ()),))
    assert note("crisis", entries=(blank,)) == "Ask your clinic."


def test_purposes_keep_the_source_until_a_person_has_revised_them() -> None:
    found = said(contact(), "ar").purpose
    assert found is not None
    assert found.language == "ar"
    assert found.source is not None and found.source.plain() == "In crisis"
    assert said(contact()).purpose == UI["ui/purpose/crisis"]


def test_a_line_for_two_kinds_says_both_and_is_told_once() -> None:
    both = contact(also=("child-helpline",))
    found = worded(Contacts("lines", ("crisis", "child-helpline"), 1, (both,)), words("ar"))
    purpose = found.entries[0].purpose
    assert purpose is not None and purpose.source is not None
    assert purpose.plain() == "ar In crisis · ar For the young"
    assert (purpose.source.plain(), purpose.source.language) == ("In crisis · For the young", "en")
    assert found.note is None


def test_native_digits_are_for_dates_only() -> None:
    found = worded(Contacts("lines", ("crisis",), 1, (contact(hours=(Hours(DAYS, "09:00", "18:00"),)),)), words("fa"))
    assert found.checked is not None
    assert "۲۰۲۶" in found.checked.plain()
    assert found.entries[0].ways[0].display == "988"
