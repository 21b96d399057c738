"""`locale check` and `locale fix` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from clinickit.cli import cli
from clinickit.cli.reports import _data, _property

ONE = "therapy-options"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("add", "es", ONE).exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["locale", *words], catch_exceptions=False)


def change(folder: Path, context: str, old: str, new: str, comment: str = "") -> Path:
    path = folder / "locales" / "es" / "LC_MESSAGES" / f"{ONE}.po"
    file = polib.pofile(str(path), wrapwidth=0)
    entry = next(one for one in file if one.msgctxt == context)
    assert old in entry.msgstr, entry.msgstr
    entry.msgstr = entry.msgstr.replace(old, new)
    entry.tcomment = comment
    file.save()
    return path


def test_what_ships_has_no_error() -> None:
    result = run("check", "es", ONE)
    assert result.exit_code == 0, result.output
    assert "1 file: no errors" in result.output


def test_an_error_is_told_with_file_and_line_and_how_to_mend(folder: Path) -> None:
    path = change(folder, f"{ONE}.title", "", "\u202e")
    result = run("check", "es", ONE)
    assert result.exit_code == 1
    line = next(number for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if f'msgctxt "{ONE}.title"' in text)
    told = next(one for one in result.output.splitlines() if "direction-override" in one)
    place, number, _ = told.split(":", 2)
    assert place == f"locales/es/LC_MESSAGES/{ONE}.po"
    assert line - 3 <= int(number) <= line


def test_machines_get_json_sarif_and_annotations(folder: Path) -> None:
    change(folder, f"{ONE}.title", "", "\u202e")
    found = json.loads(run("check", "es", ONE, "--format", "json", "--errors").output)
    assert [row["code"] for row in found["diagnostics"]] == ["check.direction-override"]
    sarif = json.loads(run("check", "es", ONE, "--format", "sarif", "--errors").output)
    (result,) = sarif["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] > 1
    lines = run("check", "es", ONE, "--format", "github", "--errors").output.splitlines()
    assert lines[0].startswith(f"::error file=locales/es/LC_MESSAGES/{ONE}.po,line=")
    assert "title=check.direction-override::" in lines[0]


def test_annotations_escape_what_commands_need() -> None:
    assert _data("50 %\nnow") == "50 %25%0Anow"
    assert _property("a:b,c") == "a%3Ab%2Cc"


def test_strict_ends_with_1_for_a_warning(folder: Path) -> None:
    change(folder, f"{ONE}.title", "", "  ")
    assert run("check", "es", ONE).exit_code == 0
    assert run("check", "es", ONE, "--strict").exit_code == 1


def test_fix_shows_what_it_changes_and_only_then_writes(folder: Path) -> None:
    path = change(folder, f"{ONE}.title", "", "  ")
    before = path.read_bytes()
    result = run("fix", "es", "--dry-run")
    assert result.exit_code == 0
    assert "can be corrected: spaces 1" in result.output
    assert "\n-msgstr" in result.output and "\n+msgstr" in result.output
    assert path.read_bytes() == before
    assert "corrected: spaces 1" in run("fix", "es").output
    assert path.read_bytes() != before
    assert "nothing that can be corrected" in run("fix", "es").output


def test_a_waived_finding_is_silent_and_kept(folder: Path) -> None:
    path = change(folder, f"{ONE}.title", "", "  ", "clinickit: ok spaces because the layout needs it")
    before = path.read_bytes()
    assert "spaces" not in run("check", "es", ONE).output
    assert run("fix", "es").exit_code == 0
    assert path.read_bytes() == before


def test_explain_says_what_a_check_is_for() -> None:
    said = run("check", "--explain", "negation").output
    assert "To mend:" in said and "clinickit: ok negation because" in said
    assert "cannot be waived" in run("check", "--explain", "check.placeholders").output
    assert "polarity" in run("check", "--explain", "all").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check",), "Give the language"),
        (("check", "--explain", "nonsense"), "There is no check “nonsense”"),
        (("check", "cy"), "clinickit locale add cy"),
        (("fix", "cy"), "clinickit locale add cy"),
        (("check", "es", "nonsense"), "There is no catalog"),
    ],
)
def test_mistakes_say_what_to_do(words: tuple[str, ...], says: str) -> None:
    result = CliRunner().invoke(cli, ["locale", *words])
    assert result.exit_code != 0
    assert says in (result.output + str(result.exception))


def test_a_glossary_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "locales" / "es" / "glossary.csv").write_text("source,translation,status\na,b,always\n", "utf-8")
    result = CliRunner().invoke(cli, ["locale", "check", "es", ONE])
    assert result.exit_code != 0
    assert "required, forbidden or empty" in (result.output + str(result.exception))


def test_pages_are_printed_and_read_back() -> None:
    result = run("check", "es", ONE, "--pages", "--on", "2026-11-24")
    assert result.exit_code == 0, result.output
