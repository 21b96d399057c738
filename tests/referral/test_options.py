"""Options: never without a reason, never together where safety is in doubt, the crisis first; their knowledge is sound."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from clinickit.content.check import Checker
from clinickit.errors import ContentInvalid, Unknown
from clinickit.referral.asking import Safety
from clinickit.referral.options import Advice, Said, advise, read
from clinickit.workspace import Workspace

CHECKER = Checker(Workspace.bundled())
KNOWN = read(CHECKER)
JOINT = {"couples", "family"}


def advice(**said: Any) -> Advice:
    return advise(Said(**said), KNOWN, CHECKER.facts)


def ids(found: Advice) -> list[str]:
    return [one.id for one in found.offered]


def test_no_option_without_a_reason_and_none_held_without_one() -> None:
    concerns = [(), *((one["id"],) for one in KNOWN["concerns"])]
    for age, named, safety in product((None, 0, 5, 11, 15, 17, 18, 80), concerns, Safety):
        found = advice(age=age, concerns=named, safety=safety)
        assert all(one.why and one.cautions and one.handouts for one in found.offered), (age, named)
        assert all(statement.evidence for one in found.offered for statement in one.why)
        assert all(one.held for one in found.held)
        assert {one.id for one in (*found.offered, *found.held)} == {one["id"] for one in KNOWN["options"]}
        assert JOINT.isdisjoint(ids(found)) or (safety is Safety.ASKED_SAFE and "abuse" not in named)


def test_sessions_together_only_after_each_was_asked_alone() -> None:
    assert "couples" in ids(advice(age=30, concerns=("relationship",), safety=Safety.ASKED_SAFE))
    unasked = advice(age=30, concerns=("relationship",))
    assert "couples" not in ids(unasked) and unasked.ask_first is not None
    assert next(one.held for one in unasked.held if one.id == "couples").startswith("Nobody was asked alone")
    concern = advice(age=30, concerns=("relationship",), safety=Safety.CONCERN)
    assert "couples" not in ids(concern) and concern.danger is not None and concern.danger.handout == "staying-safe"


def test_a_concern_of_violence_outweighs_an_earlier_answer() -> None:
    found = advice(age=30, concerns=("relationship", "violence"), safety=Safety.ASKED_SAFE)
    assert JOINT.isdisjoint(ids(found)) and found.danger is not None and found.ask_first is None


def test_thoughts_of_dying_put_the_crisis_steps_first() -> None:
    found = advice(age=16, concerns=("dying", "depression"))
    assert found.crisis is not None and found.crisis.handout == "when-i-think-of-dying"
    assert "suicide" in found.crisis.steps[1].text and found.crisis.steps[1].evidence == ("meta-analysis",)
    assert advice(age=16, concerns=("depression",)).crisis is None


def test_age_chooses_options_reasons_and_handouts() -> None:
    teen, adult = (advice(age=age, concerns=("depression",)) for age in (15, 40))
    ipt = {one.id: one for one in teen.offered}["ipt"]
    assert [one.text for one in ipt.why if "IPT-A" in one.text] and "for-teens" in ipt.handouts
    assert not [one.text for one in {one.id: one for one in adult.offered}["ipt"].why if "IPT-A" in one.text]
    assert "psychodynamic" in ids(adult) and "psychodynamic" not in ids(teen)
    held = {one.id: one.held for one in teen.held}
    assert held["psychodynamic"] == "It is for ages from 16 up, and 15 was said."
    assert held["parent-coaching"] == "It is for ages up to 11, and 15 was said."
    assert held["cbt"] == "No reason is known for it with these concerns at this age."


def test_more_concerns_and_wishes_come_first_else_the_order_of_the_file() -> None:
    assert ids(advice(age=40, concerns=("attachment", "depression")))[:2] == ["ipt", "psychodynamic"]
    assert ids(advice(age=40, concerns=("attachment",), wishes=("group",)))[0] == "group"
    assert ids(advice(age=40)) == [one["id"] for one in KNOWN["options"] if one["id"] not in JOINT | {"parent-coaching"}]


def test_unknown_words_are_told_with_near_ones() -> None:
    with pytest.raises(Unknown, match="Did you mean “anxiety”"):
        advice(concerns=("anxeity",))
    with pytest.raises(Unknown, match=r"Known: alone, at-home"):
        advice(wishes=("zzz",))


def test_a_clinic_replaces_an_option_and_mistakes_are_refused(tmp_path: Path) -> None:
    own = dict(KNOWN) | {"options": [dict(KNOWN["options"][0]) | {"name": "Our CBT"}]}
    place = tmp_path / "handouts" / "options.json"
    place.parent.mkdir()
    place.write_text(json.dumps(own), encoding="utf-8")
    merged = read(Checker(Workspace.overlaid(tmp_path)))
    assert [one["id"] for one in merged["options"]] == [one["id"] for one in KNOWN["options"]] and merged["options"][0]["name"] == "Our CBT"
    broken = own["options"][0] | {"reasons": [{"concern": "anxiety", "text": "It cures.", "claims": ["c08"]}], "handouts": [{"id": "none"}]}
    place.write_text(json.dumps(own | {"options": [broken], "compare": []}), encoding="utf-8")
    with pytest.raises(ContentInvalid) as told:
        read(Checker(Workspace.overlaid(tmp_path)))
    assert {one.code for one in told.value.diagnostics} == {"rule.claim-not-printed", "rule.option-handout"}
