"""Ours and a clinic's folder laid over it: one snapshot, no way out of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from clinickit.content.check import Checker
from clinickit.errors import FileProblem, Unknown
from clinickit.workspace import JSON_LIMIT, Workspace, read_file

EXAMPLES = Path(__file__).parent.parent / "examples" / "valid"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "clinic"
    (root / "handouts" / "fragments" / "safety").mkdir(parents=True)
    (root / "locales" / "es" / "LC_MESSAGES").mkdir(parents=True)
    (root / "handouts" / "calm-evening.json").write_bytes((EXAMPLES / "calm-evening.json").read_bytes())
    (root / "handouts" / "fragments" / "safety" / "calm.json").write_bytes((EXAMPLES / "fragment.json").read_bytes())
    (root / "handouts" / "notes.txt").write_text("not content", encoding="utf-8")
    (root / "locales" / "es" / "LC_MESSAGES" / "calm-evening.po").write_bytes(b'msgid ""\n')
    return root


def test_own_handouts_stand_beside_ours(folder: Path) -> None:
    laid = Workspace.overlaid(folder)
    assert "calm-evening" in laid.handout_ids() and "anxious-attachment" in laid.handout_ids()
    assert laid.handout_ids() == tuple(sorted(laid.handout_ids()))
    assert "safety/calm" in laid.fragment_ids()
    source = laid.handout("calm-evening")
    assert source.own and source.name == f"{folder}/handouts/calm-evening.json"
    assert not laid.handout("anxious-attachment").own
    handout, found = Checker(laid).handout("calm-evening", None)
    assert handout is not None and found == ()


def test_own_replaces_ours_whole_by_id(folder: Path) -> None:
    value = json.loads((EXAMPLES / "calm-evening.json").read_text(encoding="utf-8"))
    (folder / "handouts" / "therapy-options.json").write_text(json.dumps({**value, "id": "therapy-options"}), encoding="utf-8")
    handout, found = Checker(Workspace.overlaid(folder)).handout("therapy-options", None)
    assert found == ()
    assert handout is not None and handout.title.plain() == "A calm evening"


def test_it_is_a_snapshot(folder: Path) -> None:
    laid = Workspace.overlaid(folder)
    before = laid.handout("calm-evening").data
    (folder / "handouts" / "calm-evening.json").write_text("{}", encoding="utf-8")
    (folder / "handouts" / "later.json").write_text("{}", encoding="utf-8")
    assert laid.handout("calm-evening").data == before
    assert "later" not in laid.handout_ids()


def test_own_references_and_claims_come_one_by_one(folder: Path) -> None:
    reference = {
        "id": "harbor2026",
        "type": "book",
        "title": "Harbor",
        "author": [{"family": "Lee"}],
        "issued": {"date-parts": [[2026]]},
        "verified": True,
    }
    layer = {"$schema": "references.schema.json", "format": 1, "references": [reference]}
    (folder / "handouts" / "references.json").write_text(json.dumps(layer), encoding="utf-8")
    checker = Checker(Workspace.overlaid(folder))
    assert checker.problems == ()
    assert checker.facts.sources["harbor2026"].authors == ("Lee",)
    assert "simpson2017" in checker.facts.sources


def test_a_broken_layer_is_told_and_left_out(folder: Path) -> None:
    (folder / "handouts" / "claims.json").write_text('{"$schema": "claims.schema.json"}', encoding="utf-8")
    checker = Checker(Workspace.overlaid(folder))
    assert [one.code for one in checker.problems] == ["schema.required"]
    assert "c10" in checker.facts.claims
    handout, found = checker.handout("anxious-attachment", None)
    assert handout is None and found[: len(checker.problems)] == checker.problems


def test_catalogs_of_both(folder: Path) -> None:
    laid = Workspace.overlaid(folder)
    assert laid.own_catalog("es", "calm-evening") == b'msgid ""\n'
    assert laid.catalog("es", "calm-evening") is None
    assert "es" in laid.catalog_languages()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
@pytest.mark.parametrize("target", ["outside.json", "."])
def test_links_are_refused(folder: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "outside.json").write_text("{}", encoding="utf-8")
    (folder / "handouts" / "link.json").symlink_to(tmp_path / target)
    with pytest.raises(FileProblem, match=r"link\.json is a link"):
        Workspace.overlaid(folder)


def test_a_file_that_is_too_large_breaks_itself_alone(folder: Path) -> None:
    (folder / "handouts" / "huge.json").write_bytes(b" " * (3 * JSON_LIMIT))
    laid = Workspace.overlaid(folder)
    assert len(laid.handout("huge").data) == JSON_LIMIT + 1
    assert [one.code for one in Checker(laid).handout("huge", None)[1]] == ["load.too-large"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", "", "ui", "lines", "Anxious-Attachment", "a/b", "a\x00b", "fragments/safety/check"]
)
def test_names_lead_nowhere_else(name: str) -> None:
    with pytest.raises(Unknown):
        Workspace.bundled().handout(name)


@pytest.mark.parametrize("name", ["../ui", "safety/../../ui", "safety", "/safety/check", "safety/check/..", ""])
def test_fragment_names_lead_nowhere_else(name: str) -> None:
    with pytest.raises(Unknown):
        Workspace.bundled().fragment(name)


@pytest.mark.parametrize(("language", "name"), [("../es", "ui"), ("es", "../ui"), ("es/..", "ui"), ("xx", "ui")])
def test_catalog_names_lead_nowhere_else(language: str, name: str) -> None:
    assert Workspace.bundled().catalog(language, name) is None


def test_near_names_are_offered() -> None:
    with pytest.raises(Unknown, match="Did you mean anxious-attachment"):
        Workspace.bundled().handout("anxious-atachment")
    with pytest.raises(Unknown, match="Known: blocks, claims"):
        Workspace.bundled().schema("nothing")


@pytest.mark.parametrize("make", [lambda root: root / "nowhere", lambda root: root])
def test_a_folder_without_content_is_refused(tmp_path: Path, make: object) -> None:
    with pytest.raises(FileProblem):
        Workspace.overlaid(make(tmp_path))  # type: ignore[operator]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read"):
        read_file(tmp_path / "nothing.json")
    with pytest.raises(FileProblem, match="cannot be read"):
        read_file(tmp_path)
