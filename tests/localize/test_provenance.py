"""A level is earned by a record bound to the very strings, not by a header."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinickit.languages import language
from clinickit.localize.catalogs import Catalog, read
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin, lowest
from clinickit.localize.provenance import Provenance, Record, foot, notice, standing
from clinickit.localize.ui import Words
from tests.localize.samples import ON, UI, catalog

STRINGS = (Message("one/a", "Wait."), Message("one/b", "Breathe."))


def read_catalog(origin: Origin = Origin.MT, level: Level = Level.DRAFT, **changed: str) -> Catalog:
    """A catalog with a header."""
    found, told = read(catalog(STRINGS, "es", origin, level, **changed), "one", "es")
    assert found is not None
    assert not told
    return found


def record(of: Catalog, **changes: object) -> Record:
    """A valid record of a revision."""
    raw = {
        "id": "one",
        "language": "es",
        "step": "revised",
        "on": "2026-10-01",
        "by": "AB, reviser",
        "qualification": "certified translator",
        "language_pair": ["en", "es"],
        "read_by_person": True,
        "source_hash": of.source_hash,
        "catalog_hash": of.target_hash,
    }
    return Record.of(raw | changes)


@pytest.mark.parametrize(
    ("origin", "claimed", "earned"),
    [
        (Origin.MT, Level.PILOTED, Level.DRAFT),
        (Origin.MT, Level.NONE, Level.NONE),
        (Origin.MEMORY, Level.REVISED, Level.DRAFT),
        (Origin.MT_EDITED, Level.TRANSLATED, Level.TRANSLATED),
        (Origin.HUMAN, Level.CLINICAL, Level.TRANSLATED),
        (Origin.HUMAN, Level.DRAFT, Level.DRAFT),
    ],
)
def test_a_header_alone_is_worth_little(origin: Origin, claimed: Level, earned: Level) -> None:
    assert standing(read_catalog(origin, claimed), (), "en").level is earned


def test_a_record_lifts() -> None:
    found = standing(read_catalog(), (record(read_catalog()),), "en")
    assert (found.level, found.on) == (Level.REVISED, date(2026, 10, 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"qualification": " "},
        {"language_pair": ["fr", "es"]},
        {"language_pair": []},
        {"read_by_person": None},
        {"source_hash": "0" * 64},
        {"catalog_hash": "0" * 64},
        {"id": "two"},
        {"language": "ar"},
    ],
)
def test_a_record_that_does_not_fit_does_not_lift(changes: dict[str, object]) -> None:
    assert standing(read_catalog(), (record(read_catalog(), **changes),), "en").level is Level.DRAFT


def test_a_changed_string_makes_a_record_stale() -> None:
    before = record(read_catalog())
    assert standing(read_catalog(**{"Wait.": "Espere mucho."}), (before,), "en").level is Level.DRAFT


def test_an_open_major_issue_sends_it_back() -> None:
    issue = {"context": "one/a", "kind": "accuracy/mistranslation", "severity": "major"}
    of = read_catalog()
    assert standing(of, (record(of), record(of, step="clinical", issues=[issue | {"open": True}])), "en").level is Level.DRAFT
    assert standing(of, (record(of, issues=[issue | {"open": False}]),), "en").level is Level.REVISED
    assert standing(of, (record(of, issues=[issue | {"severity": "minor", "open": True}]),), "en").level is Level.REVISED


def test_a_catalog_laid_over_another_is_worth_the_lower() -> None:
    ours = read_catalog()
    own = replace(read_catalog(Origin.HUMAN, Level.TRANSLATED, **{"Wait.": "Espere."}), under=ours)
    assert standing(own, (record(ours),), "en").level is Level.TRANSLATED
    assert standing(own, (), "en").level is Level.DRAFT
    assert standing(None, (), "en").level is Level.NONE


def test_the_ladder() -> None:
    assert Level.REVISED.reaches(Level.TRANSLATED)
    assert not Level.TRANSLATED.reaches(Level.REVISED)
    assert lowest((Level.CLINICAL, Level.DRAFT)) is Level.DRAFT
    assert lowest(()) is Level.NONE


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
    assert notice(sheet(required=Level.DRAFT), words) == ()
