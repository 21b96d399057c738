"""Checked JSON to the model: contexts, risk, support, sources, the hash, and what a client gets."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinickit.content import build, facts
from clinickit.content.check import Checker
from clinickit.content.model import Contacts, Handout, Reader, Role, Section, Table
from clinickit.content.walk import texts
from clinickit.workspace import Workspace

EXAMPLE = Path(__file__).parent.parent / "examples" / "valid" / "all-blocks.json"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Workspace.bundled())


@pytest.fixture(scope="module")
def value() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def fragments(checker: Checker, value: dict[str, Any]) -> dict[str, Any]:
    return {name: json.loads(checker.workspace.fragment(name).data) for name in build.included(value)}


@pytest.fixture(scope="module")
def handout(checker: Checker, value: dict[str, Any], fragments: dict[str, Any]) -> Handout:
    return build.handout(value, fragments, checker.facts.sources)


def section(handout: Handout, name: str) -> Section:
    return next(one for one in handout.sections if one.id == name)


def test_contexts_are_paths_of_ids(handout: Handout) -> None:
    contexts = [text.context for text in texts(handout)]
    assert len(contexts) == len(set(contexts))
    assert contexts[:5] == [f"all-blocks.{name}" for name in ("title", "short_title", "lede", "objective", "not_for")]
    assert {
        "all-blocks/short.heading",
        "all-blocks/short/point",
        "all-blocks/all/points/one.lead",
        "all-blocks/all/points/one",
        "all-blocks/all/table.caption",
        "all-blocks/all/table/close",
        "all-blocks/all/table/secure.heading",
        "all-blocks/all/table/secure/close",
        "all-blocks/all/cycle.alt",
        "all-blocks/all/cycle/worry",
        "all-blocks/all/cycle/worry.detail",
        "all-blocks/all/box.heading",
        "all-blocks/all/box/slow",
        "all-blocks/all/say/ask.situation",
        "all-blocks/all/terms/pattern.term",
        "safety/partner.heading",
        "safety/check.heading",
    } <= set(contexts)


def test_a_fragment_is_a_section_under_its_own_name(handout: Handout) -> None:
    check = section(handout, "safety-check")
    assert (check.fragment, check.role) == ("safety/check", Role.SAFETY_CHECK)
    assert all(text.risk for text in texts(replace(handout, sections=(check,))) if text.context.startswith("safety/"))


def test_risk_is_inherited_downwards_only(handout: Handout) -> None:
    by_context = {text.context: text for text in texts(handout)}
    assert by_context["all-blocks/all/worry"].risk
    assert not by_context["all-blocks/all/points/one"].risk


def test_a_row_takes_the_support_of_its_cells(handout: Handout) -> None:
    table = next(block for block in section(handout, "all").blocks if isinstance(block, Table))
    assert [row.support.refs for row in table.rows] == [(), ("simpson2017",)]
    assert [len(row.cells) for row in table.rows] == [2, 2]


def test_sources_stand_in_order_of_first_use_once(handout: Handout) -> None:
    ids = [source.id for source in handout.sources]
    assert ids[0] == "simpson2017"
    assert len(ids) == len(set(ids))
    assert "levy2018" in ids


def test_a_client_gets_nothing_of_the_clinicians(handout: Handout) -> None:
    copy = build.client_copy(handout)
    assert all(one.reader is Reader.CLIENT for one in copy.sections)
    assert not any("notes" in text.context for text in texts(copy))
    assert "levy2018" not in [source.id for source in copy.sources]
    assert [source.id for source in copy.sources if source.id == "simpson2017"]
    assert build.client_copy(copy) is copy
    guide = replace(handout, audience="clinician")
    assert build.client_copy(guide) is guide


def test_the_rest_of_the_fields(handout: Handout) -> None:
    assert (handout.version, handout.version_date, handout.review.on) == ("1.0.0", date(2026, 11, 24), date(2026, 11, 24))
    assert handout.codes == (("http://snomed.info/sct", "48694002"),)
    contacts = next(block for block in section(handout, "all").blocks if isinstance(block, Contacts))
    assert (contacts.kinds, contacts.at_most, contacts.entries) == (("emergency-all", "crisis", "clinic"), 1, ())
    assert section(handout, "all").keep_together


def test_the_hash_follows_what_is_said_and_nothing_else(value: dict[str, Any], fragments: dict[str, Any]) -> None:
    first = build.source_hash(value, fragments)
    turned = dict(reversed(list(value.items())))
    assert build.source_hash(turned, fragments) == first
    assert build.source_hash(value, {**fragments, "safety/unused": {"heading": "x"}}) == first
    assert build.source_hash({**value, "title": "Another"}, fragments) != first
    other = {**fragments, "safety/check": {**fragments["safety/check"], "heading": "Another"}}
    assert build.source_hash(value, other) != first


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([{"family": "A", "given": "X."}], (("A",), False)),
        ([{"family": "A"}, {"family": "B"}], (("A", "B"), False)),
        ([{"family": "A"}, {"family": "B"}, {"family": "C"}], (("A",), True)),
        ([{"literal": "World Health Organization"}], (("World Health Organization",), False)),
        ([], ((), False)),
    ],
)
def test_short_form_of_a_reference(authors: list[dict[str, str]], expected: tuple[tuple[str, ...], bool]) -> None:
    record = {"id": "x", "title": "T", "author": authors, "publisher": "P", "issued": {"date-parts": [[2017, 2]]}}
    made = facts.source(record)
    assert (made.authors, made.more_authors) == expected
    assert (made.container, made.year) == ("P", 2017)
    assert facts.source({**record, "container-title": "J", "issued": {"literal": "undated"}}).year is None
