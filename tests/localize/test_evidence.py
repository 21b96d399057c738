"""A level is earned by records bound to the very strings, not by a header."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinickit.localize.catalogs import Catalog, read
from clinickit.localize.evidence import Evidence, Worth
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin, lowest
from tests.localize.samples import catalog, record

STRINGS = (Message("one/a", "Wait."), Message("one/b", "Breathe."))
BACK = ("back-translation", "EF, translator")


def read_catalog(origin: Origin = Origin.MT, level: Level = Level.DRAFT, **changed: str) -> Catalog:
    """A catalog with a header."""
    found, told = read(catalog(STRINGS, "es", origin, level, **changed), "one", "es")
    assert found is not None
    assert not told
    return found


def whole(of: Catalog | None, *records: object, risky: tuple[str, ...] = ()) -> Worth:
    return Evidence(of, records, "en").whole(risky)  # type: ignore[arg-type]


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
    assert whole(read_catalog(origin, claimed)).level is earned


def test_records_lift_step_by_step() -> None:
    of = read_catalog()
    steps = [record(of, "translated", "CD"), record(of), record(of, "clinical", "GH"), record(of, "piloted", "GH")]
    for count, level in enumerate((Level.TRANSLATED, Level.REVISED, Level.CLINICAL, Level.PILOTED), 1):
        assert whole(of, *steps[:count]) == Worth(level, date(2026, 10, 1))


@pytest.mark.parametrize("step", ["clinical", "piloted"])
def test_a_step_without_the_one_below_lifts_nothing(step: str) -> None:
    of = read_catalog()
    assert whole(of, record(of, step)).level is Level.DRAFT
    assert whole(of, record(of, "translated"), record(of, step)).level is Level.TRANSLATED


@pytest.mark.parametrize(
    "changes",
    [{"qualification": " "}, {"language_pair": ["fr", "es"]}, {"language_pair": ["es", "en"]}, {"read_by_person": None}, {"strings": {}}],
)
def test_a_record_that_does_not_fit_does_not_lift(changes: dict[str, object]) -> None:
    of = read_catalog()
    assert whole(of, record(of, **changes)).level is Level.DRAFT


def test_a_record_of_another_catalog_or_language_does_not_lift() -> None:
    of = read_catalog()
    assert whole(of, replace(record(of), catalog="two")).level is Level.DRAFT
    assert whole(of, replace(record(of), language="ar")).level is Level.DRAFT


@pytest.mark.parametrize("reviser", ["CD", "C.D., reviser", "cd, head of translation"])
def test_the_reviser_is_not_the_translator(reviser: str) -> None:
    of = read_catalog()
    assert whole(of, record(of, "translated", "CD, translator"), record(of, by=reviser)).level is Level.TRANSLATED


def test_only_the_changed_string_is_stale() -> None:
    before = record(read_catalog())
    after = Evidence(read_catalog(**{"Wait.": "Espere mucho."}), (before,), "en")
    assert after.catalog is not None
    a, b = (after.worth(context, after.catalog.entries[context]) for context in ("one/a", "one/b"))
    assert (a.level, a.stale) == (Level.DRAFT, True)
    assert (b.level, b.stale) == (Level.REVISED, False)
    assert after.whole() == Worth(Level.DRAFT, None, stale=True)


def test_high_risk_needs_a_back_translation_by_another_than_the_translator() -> None:
    of = read_catalog()
    made, revised = record(of, "translated", "EF, translator"), record(of)
    assert whole(of, made, revised, risky=("one/a",)) == Worth(Level.TRANSLATED, date(2026, 10, 1), back_needed=True)
    assert whole(of, made, revised, record(of, *BACK), risky=("one/a",)).level is Level.TRANSLATED
    assert whole(of, made, revised, record(of, BACK[0], "XY"), risky=("one/a",)).level is Level.REVISED
    assert whole(of, revised, record(of, BACK[0], "XY", back={"one/b": "Breathe."}), risky=("one/a",)).level is Level.DRAFT


def test_an_open_major_issue_blocks_until_closed_or_changed() -> None:
    of = read_catalog()
    issue = {"context": "one/a", "kind": "accuracy/mistranslation", "severity": "major"}
    found = record(of, issues=[issue | {"open": True}])
    assert whole(of, found) == Worth(Level.DRAFT, None, blocked=True)
    assert whole(of, record(of, issues=[issue | {"severity": "minor"}])).level is Level.REVISED
    assert whole(of, found, record(of, issues=[issue | {"open": False}])).level is Level.REVISED
    assert whole(of, found, record(of, issues=[issue | {"open": False, "kind": "style"}])).blocked
    corrected = read_catalog(**{"Wait.": "Espere."})
    assert not whole(corrected, found).blocked
    assert whole(corrected, found, record(corrected)).level is Level.REVISED


def test_an_issue_blocks_whoever_found_it() -> None:
    of = read_catalog()
    issue = {"context": "one/b", "kind": "accuracy", "severity": "critical", "open": True}
    assert whole(of, record(of), record(of, qualification=" ", issues=[issue])).blocked


def test_a_catalog_laid_over_another_is_worth_what_its_strings_are() -> None:
    ours = read_catalog()
    top = read_catalog(Origin.HUMAN, Level.TRANSLATED, **{"Wait.": "Espere."})
    assert whole(replace(top, under=ours)).level is Level.TRANSLATED
    part = replace(top, entries={"one/a": top.entries["one/a"]}, under=ours)
    assert whole(part).level is Level.DRAFT
    assert whole(part, record(ours)).level is Level.TRANSLATED
    assert whole(None).level is Level.NONE


def test_the_ladder() -> None:
    assert Level.REVISED.reaches(Level.TRANSLATED)
    assert not Level.TRANSLATED.reaches(Level.REVISED)
    assert lowest((Level.CLINICAL, Level.DRAFT)) is Level.DRAFT
    assert lowest(()) is Level.NONE
