"""A handout of one's own, from nothing, and one of ours changed: both lie in the clinic's folder and print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clinickit import Library
from tests.cli.test_commands import run


@pytest.mark.parametrize("series", ["attachment", "therapy", "families", "worksheets", "safety"])
@pytest.mark.parametrize("audience", ["adult", "teen", "parent", "partner", "clinician"])
def test_every_beginning_validates(tmp_path: Path, series: str, audience: str) -> None:
    words = ["new", "handout", "our-sheet", "--series", series, "--audience", audience, "--content", str(tmp_path), "--on", "2028-02-29"]
    assert run(*words).exit_code == 0
    checked = run("validate", str(tmp_path / "handouts" / "our-sheet.json"))
    assert checked.exit_code == 0 and "no errors, no warnings" in checked.output


def test_the_editor_finds_the_schema_that_the_file_names(tmp_path: Path) -> None:
    assert run("new", "handout", "our-groups", "--content", str(tmp_path)).exit_code == 0
    path = tmp_path / "handouts" / "our-groups.json"
    named = path.parent / json.loads(path.read_text("utf-8"))["$schema"]
    assert json.loads(named.read_text("utf-8"))["title"] == "Handout"
    assert (named.parent / "blocks.schema.json").is_file()


def test_it_prints_beside_ours(tmp_path: Path) -> None:
    assert run("new", "handout", "our-groups", "--title", "Our groups", "--content", str(tmp_path), "--on", "2026-11-24").exit_code == 0
    library = Library.open(tmp_path)
    assert library.handout("our-groups").title.plain() == "Our groups" and library.handout("cbt")
    printed = run(
        "print", "our-groups", "--content", str(tmp_path), "--territory", "US", "--on", "2026-11-24", "-o", str(tmp_path / "x.pdf")
    )
    assert printed.exit_code == 0


def test_a_copy_changes_ours_and_keeps_its_translations(tmp_path: Path) -> None:
    assert run("new", "handout", "anxious-attachment", "--copy", "anxious-attachment", "--content", str(tmp_path)).exit_code == 0
    path = tmp_path / "handouts" / "anxious-attachment.json"
    path.write_text(path.read_text("utf-8").replace("When closeness feels uncertain", "When you worry about love"), encoding="utf-8")
    library = Library.open(tmp_path)
    assert library.handout("anxious-attachment").title.plain() == "When you worry about love"
    assert "es" in library.languages("anxious-attachment")
    assert Library().handout("anxious-attachment").title.plain() == "When closeness feels uncertain"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    words = ["new", "handout", "our-sheet", "--content", str(tmp_path)]
    assert run(*words).exit_code == 0
    assert run(*words).exit_code == 5
    assert run("new", "handout", "Bad Name", "--content", str(tmp_path)).exit_code == 1
    assert run("new", "handout", "mine", "--copy", "cbt", "--content", str(tmp_path)).exit_code == 2
    assert "--copy cbt" in run("new", "handout", "cbt", "--content", str(tmp_path)).output
    assert [one.name for one in (tmp_path / "handouts").iterdir()] == ["our-sheet.json"]


def test_a_fragment_of_ones_own_stands_in_every_sheet(tmp_path: Path) -> None:
    folder = tmp_path / "handouts" / "fragments" / "safety"
    folder.mkdir(parents=True)
    ours = json.loads(Path(__file__).parents[2].joinpath("handouts/fragments/safety/privacy.json").read_text("utf-8"))
    ours["blocks"][0]["items"][0]["text"] = "What you tell us stays with us, by the rules on our wall."
    (folder / "privacy.json").write_text(json.dumps(ours), encoding="utf-8")
    library = Library.open(tmp_path)
    including = [one for one in library.handouts() if any(section.fragment == "safety/privacy" for section in one.sections)]
    assert including and all("on our wall" in str(one.sections) for one in including)
