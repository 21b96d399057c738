"""Every broken example says exactly what is wrong with it; every good one says nothing. Adding a file adds a test; `pytest --bless`
writes what is said now beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinickit.content.check import Checker
from clinickit.workspace import Workspace, read_file

EXAMPLES = Path(__file__).parent.parent / "examples"
INVALID = sorted(EXAMPLES.joinpath("invalid").glob("*.json"))
VALID = sorted(EXAMPLES.joinpath("valid").glob("*.json"))
ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Workspace.bundled())


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_broken_example_is_told(path: Path, checker: Checker, bless: bool) -> None:
    _, found = checker.file(read_file(path), path.name, ON)
    said = "".join(f"{one}\n" for one in found)
    golden = path.with_suffix(".expected.txt")
    if bless:
        golden.write_text(said, encoding="utf-8", newline="\n")
    assert said, "nothing is wrong with this example"
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_good_example_has_nothing_wrong(path: Path, checker: Checker) -> None:
    kind, found = checker.file(read_file(path), path.name, ON)
    assert kind
    assert [str(one) for one in found] == []


def test_there_are_examples_enough() -> None:
    assert len(INVALID) >= 30
    assert {path.stem.split("-")[0] for path in INVALID} >= {"json", "schema", "table", "figure", "literal", "words", "claim", "safety"}


def test_every_diagnostic_has_a_place_and_a_hint(checker: Checker) -> None:
    for path in INVALID:
        for one in checker.file(read_file(path), path.name, ON)[1]:
            assert one.location.line is not None and one.location.column is not None, f"{path.name}: {one}"
            assert one.hint or one.code == "load.too-many", f"{path.name}: {one}"
            assert one.location.path or one.code.startswith("load."), f"{path.name}: {one}"


def test_no_golden_without_its_example() -> None:
    goldens = {path.name.removesuffix(".expected.txt") for path in EXAMPLES.joinpath("invalid").glob("*.expected.txt")}
    assert goldens == {path.stem for path in INVALID}
