"""What may be printed of a translation, and what is refused."""

from __future__ import annotations

import pytest

from clinickit.localize.gate import refusals
from clinickit.localize.levels import Level, Origin
from clinickit.localize.provenance import Provenance
from tests.localize.samples import ON


def sheet(level: Level = Level.DRAFT, **changes: object) -> Provenance:
    facts = {"handout": "a", "version": "1.0.0", "version_date": ON, "language": "es", "source_language": "en", "origin": Origin.MT}
    return Provenance(**(facts | {"level": level} | changes))  # type: ignore[arg-type]


def codes(of: Provenance, series: str = "attachment", final: bool = False, draft: bool = False) -> list[str]:
    return [one.code for one in refusals(of, series, final, draft)]


def test_a_draft_is_printed_unless_it_is_to_be_final() -> None:
    assert codes(sheet()) == []
    assert codes(sheet(missing=3, missing_high_risk=3)) == []
    assert codes(sheet(), final=True) == ["gate.level"]
    assert codes(sheet(Level.REVISED), final=True) == []
    assert codes(sheet(required=Level.DRAFT), final=True) == []
    assert codes(sheet(Level.REVISED, required=Level.CLINICAL), final=True) == ["gate.level"]


def test_final_refuses_a_missing_string_and_counts_high_risk() -> None:
    (refused,) = refusals(sheet(Level.REVISED, missing=4, missing_high_risk=1), "attachment", True, False)
    assert refused.code == "gate.missing" and "4 strings, 1 of them of high risk" in refused.message
    assert "locale todo es a" in refused.hint


@pytest.mark.parametrize(
    ("level", "missing", "refused"),
    [(Level.DRAFT, 0, True), (Level.TRANSLATED, 0, True), (Level.REVISED, 0, False), (Level.CLINICAL, 0, False), (Level.REVISED, 1, True)],
)
def test_a_safety_sheet_below_revised_needs_to_be_asked_for_as_a_draft(level: Level, missing: int, refused: bool) -> None:
    of = sheet(level, missing=missing, missing_high_risk=missing)
    assert codes(of, "safety") == (["gate.safety"] if refused else [])
    assert codes(of, "safety", draft=True) == []


def test_why_says_what_stands_in_the_way() -> None:
    for changes, words in (({"blocked": True}, "issue is open"), ({"stale": True}, "changed since"), ({}, "needs reviews")):
        assert words in refusals(sheet(**changes), "therapy", True, False)[0].message


def test_the_source_language_and_pseudo_locales_pass() -> None:
    assert codes(sheet(language="en"), "safety", final=True) == []
    assert codes(sheet(language="ar-XB"), "safety", final=True) == []
