"""What ships has nothing wrong with it."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from clinickit.content import readability
from clinickit.content.check import Checker, check_file, check_handout
from clinickit.workspace import Workspace

WORKSPACE = Workspace.bundled()
ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(WORKSPACE)


@pytest.mark.parametrize("name", WORKSPACE.handout_ids())
def test_handout(name: str, checker: Checker) -> None:
    handout, found = checker.handout(name, ON)
    assert [str(one) for one in found] == []
    assert handout is not None and handout.id == name
    assert handout.sources


@pytest.mark.parametrize("name", WORKSPACE.fragment_ids())
def test_fragment(name: str, checker: Checker) -> None:
    source = WORKSPACE.fragment(name)
    kind, found = checker.file(source.data, source.name, ON)
    assert (kind, [str(one) for one in found]) == ("fragment", [])
    assert json.loads(source.data)["id"] == name


@pytest.mark.parametrize("name", ["claims", "lines", "options", "references", "ui", "web"])
def test_shared_file(name: str, checker: Checker) -> None:
    (source,) = WORKSPACE.shared(name)
    assert [str(one) for one in checker.file(source.data, source.name, ON)[1]] == []


def test_records_speak_of_the_project_alone() -> None:
    for name in ("claims", "lines", "references"):
        text = WORKSPACE.shared(name)[0].data.decode("utf-8")
        assert not re.search(r"file://|\bstored (?:page|copy)\b|[A-Z]:\\\\", text)


def test_every_printable_claim_with_risk_is_known(checker: Checker) -> None:
    assert sum(claim.risk for claim in checker.facts.claims.values()) >= 10
    assert len(checker.facts.sources) >= 120
    assert "park2019" in checker.facts.unseen


def test_the_shorthands_give_the_same() -> None:
    name = WORKSPACE.handout_ids()[0]
    handout, found = check_handout(WORKSPACE, name, ON)
    assert handout is not None and found == ()
    source = WORKSPACE.handout(name)
    assert check_file(source.data, source.name, WORKSPACE, ON) == ()


def test_printing_need_not_wait_for_the_reading_level(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> None:
        raise AssertionError("measured")

    monkeypatch.setattr(readability, "measure", never)
    assert checker.handout(WORKSPACE.handout_ids()[0], ON, thorough=False)[0] is not None
    with pytest.raises(AssertionError, match="measured"):
        checker.handout(WORKSPACE.handout_ids()[0], ON)
