"""Rules on small sheets: what they tell, and what they leave alone. Whole examples are in test_examples."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinickit.content.check import Checker
from clinickit.content.rules_evidence import PRACTICE
from clinickit.content.word_list import AVOIDED, LITERALS, ONE_FAMILY
from clinickit.diagnostics import Severity
from clinickit.workspace import Workspace

BASE: dict[str, Any] = json.loads((Path(__file__).parent.parent / "examples" / "valid" / "calm-evening.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Workspace.bundled())


def told(checker: Checker, value: dict[str, Any], on: date | None = None) -> list[str]:
    return [one.code for one in checker.file(json.dumps(value).encode(), "calm-evening.json", on)[1]]


def sheet(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(BASE), **changes}


def with_text(words: str, **fields: Any) -> dict[str, Any]:
    value = sheet()
    value["sections"][0]["blocks"].append({"type": "paragraph", "id": "more", "text": words, **fields})
    return value


@pytest.mark.parametrize(
    "words",
    [
        "She is so needy.",
        "Your neediness is too much.",
        "He clings to you.",
        "Stop whining.",
        "She manipulated him.",
        "You overreacted.",
        "It is attention seeking.",
        "He threatens to kill himself.",
        "They threatened suicide.",
        "Everything you say stays in this room.",
        "Delete your call history.",
        "You were diagnosed with an anxious attachment style.",
        "Avoidant partners run.",
        "A disorganized adult",
        "It comes from bad parenting.",
        "We can cure your attachment style.",
        "You will become secure.",
        "It fixes you.",
        "Do not be crazy.",
        "A toxic person",
    ],
)
def test_words_that_shame_promise_or_endanger(words: str) -> None:
    assert [one for one in AVOIDED if one.pattern.search(words)]


@pytest.mark.parametrize(
    "words",
    [
        "You need a friend. All needs count.",
        "The clinic is kind.",
        "Anxious attachment is a pattern. You may feel anxious. People can be kind.",
        "You can grow more secure over time.",
        "Fix a time to talk. Set a fixed time.",
        "All of them stay calm here.",
        "It is no cure. Take care.",
        "The children react fast.",
        "Ask for attention. Seek help.",
    ],
)
def test_words_that_are_fine(words: str) -> None:
    assert [one.pattern.pattern for one in AVOIDED if one.pattern.search(words)] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Call 911.", "phone"),
        ("Dial 999 now", "phone"),
        ("call 17", "phone"),
        ("Text HOME to 741741", "phone"),
        ("It is 1-800-273-8255.", "phone"),
        ("+44 20 7946 0958", "phone"),
        ("(555) 010-0199", "phone"),
        ("Ring 116 123", "phone"),
        ("On 988 they listen", "phone"),
        ("see www.example", "address"),
        ("thehotline.org helps", "address"),
        ("me@clinic.example", "address"),
        ("It costs $20", "price"),
        ("20 €", "price"),
        ("about 30 dollars", "price"),
        ("on 2026-11-24", "date"),
        ("on 24.11.2026", "date"),
        ("on 3/4/26", "date"),
        ("in 1987", "date"),
        ("on March 3", "date"),
        ("the 3 May sheet", "date"),
    ],
)
def test_literals_that_come_from_records(words: str, name: str) -> None:
    assert next((one.name for one in LITERALS if one.pattern.search(words)), "") == name


@pytest.mark.parametrize(
    "words",
    [
        "Breathe out five times.",
        "Step 2 may help. You may 20 times.",
        "Often 8 to 20 sessions of 45 to 60 minutes.",
        "Wait 20 minutes. Then 10 decisions.",
        "A review of 36 studies and 3,158 people.",
        "About 112,000 people; 0.112; 112%.",
        "No reply for two hours.",
        "Up to 8 people, 75 to 90 minutes, 12 to 16 weeks.",
        "Call for 20 minutes. Text 10 times.",
        "It has 1,234,567 parts.",
        "e.g. this. Dr.No",
    ],
)
def test_numbers_that_are_fine(words: str) -> None:
    assert [one.name for one in LITERALS if one.pattern.search(words)] == []


@pytest.mark.parametrize(
    "words", ["Many therapists suggest this.", "Some people find it hard.", "many kind therapists say", "Other parents notice"]
)
def test_practice_says_so(words: str) -> None:
    assert PRACTICE.search(words)


@pytest.mark.parametrize("words", ["Therapists know.", "Many things help.", "It helps."])
def test_practice_that_does_not(words: str) -> None:
    assert not PRACTICE.search(words)


def test_one_kind_of_family_is_told_unless_others_stand_beside() -> None:
    assert ONE_FAMILY.search("Ask your mother.")
    assert not ONE_FAMILY.search("motherly, the wifely")


def test_in_clinicians_sections_words_are_warned_about(checker: Checker) -> None:
    value = sheet()
    paragraph = {"type": "paragraph", "id": "words", "text": "Avoid “needy”. First said in 1973."}
    value["sections"].append({"id": "notes", "for": "clinician", "heading": "For the clinician", "blocks": [paragraph]})
    found = checker.file(json.dumps(value).encode(), "calm-evening.json", None)[1]
    assert [(one.code, one.severity) for one in found] == [("rule.words", Severity.WARNING)]


def test_practice_may_be_said_by_what_introduces_it(checker: Checker) -> None:
    value = sheet()
    items = [{"id": "comfort", "text": "Comfort first.", "claims": ["c58"], "basis": "practice"}]
    blocks = value["sections"][0]["blocks"]
    blocks.append({"type": "list", "id": "steps", "items": items})
    assert told(checker, value) == ["rule.practice-wording"]
    blocks.insert(1, {"type": "paragraph", "id": "intro", "text": "Many therapists suggest these steps."})
    assert told(checker, value) == []


def test_practice_in_a_table_may_be_said_by_the_column(checker: Checker) -> None:
    value = sheet()
    columns = [{"id": "what", "text": "What"}, {"id": "how", "text": "What many therapists suggest"}]
    cells = [{"id": "how", "text": "Comfort first.", "claims": ["c58"], "basis": "practice"}]
    rows = [{"id": "child", "heading": "A child", "cells": cells}]
    value["sections"][0]["blocks"].append({"type": "table", "id": "table", "caption": "Help", "columns": columns, "rows": rows})
    assert told(checker, value) == []
    columns[1]["text"] = "How"
    assert told(checker, value) == ["rule.practice-wording"]


def test_risk_is_carried_by_the_section(checker: Checker) -> None:
    value = with_text("Deleting calls can be noticed too.", claims=["c151"], refs=["seattleinternet"])
    assert told(checker, value) == ["rule.claim-risk"]
    value["sections"][0]["risk"] = "high"
    assert told(checker, value) == []


def test_overdue_only_on_a_day_after_it(checker: Checker) -> None:
    assert told(checker, sheet(), date(2028, 11, 1)) == []
    assert told(checker, sheet(), date(2028, 11, 2)) == ["rule.review-overdue"]
    assert told(checker, sheet(), None) == []


def test_the_safety_check_stands_before_words_to_say(checker: Checker) -> None:
    value = sheet(topics=["conflict"])
    say = {
        "id": "say",
        "heading": "What to say",
        "blocks": [{"type": "say", "id": "words", "lines": [{"id": "ask", "text": "Are we okay?"}]}],
    }
    value["sections"] += [say, {"include": "safety/check"}, {"include": "safety/partner"}]
    assert told(checker, value) == ["rule.safety-check-late"]
    value["sections"].insert(2, value["sections"].pop(3))
    assert told(checker, value) == []


def test_a_clinicians_safety_check_does_not_count(checker: Checker) -> None:
    value = sheet(series="attachment", topics=["attachment"])
    check = {"id": "check", "role": "safety-check", "for": "clinician", "heading": "Check", "blocks": BASE["sections"][0]["blocks"]}
    value["sections"] += [check, {"include": "safety/partner"}]
    assert told(checker, value) == ["rule.no-safety-check"]


def test_a_guide_for_clinicians_needs_no_action(checker: Checker) -> None:
    value = sheet(audience="clinician")
    for section in value["sections"]:
        section.pop("role")
    assert told(checker, value) == []


def test_an_include_that_is_broken_is_told_in_its_own_file(checker: Checker, tmp_path: Path) -> None:
    folder = tmp_path / "handouts" / "fragments" / "safety"
    folder.mkdir(parents=True)
    (folder / "calm.json").write_text('{"$schema": "fragment.schema.json", "format": 1}', encoding="utf-8")
    value = sheet()
    value["sections"].append({"include": "safety/calm"})
    found = Checker(Workspace.overlaid(tmp_path)).file(json.dumps(value).encode(), "calm-evening.json", None)[1]
    assert [one.code for one in found] == ["schema.required"]
    assert found[0].location.file.endswith("handouts/fragments/safety/calm.json")
