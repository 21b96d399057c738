"""`clinickit print --to html`: files and their names, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clinickit import Library, PrintOptions
from clinickit.cli import cli
from tests.readback.sheets import ON


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["print", "trigger-journal", "--territory", "US", "--on", ON.isoformat(), "-y", *words])


def test_a_page_is_what_the_api_gives(tmp_path: Path) -> None:
    result = run("--to", "html", "-o", str(tmp_path))
    assert result.exit_code == 0, result.output
    made = tmp_path / "trigger-journal.en.html"
    assert made.read_bytes() == Library().page_html("trigger-journal", on=ON, territory="US").html
    assert result.stdout == f"{made}  {-(-made.stat().st_size // 1000)} kB\n"


def test_the_name_of_a_file_says_which_kind(tmp_path: Path) -> None:
    page, sheet = tmp_path / "a.html", tmp_path / "a.pdf"
    assert run("-o", str(page)).exit_code == 0 and page.read_bytes().startswith(b"<!DOCTYPE html>")
    assert run("-o", str(sheet)).exit_code == 0 and sheet.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("kind", "name"), [("html", "a.pdf"), ("pdf", "a.html")])
def test_two_kinds_at_once_are_refused(kind: str, name: str, tmp_path: Path) -> None:
    result = run("--to", kind, "-o", str(tmp_path / name))
    assert result.exit_code != 0 and "do not go together" in result.output
    assert list(tmp_path.iterdir()) == []


def test_names_tell_size_languages_and_copy(tmp_path: Path) -> None:
    assert run("--to", "html", "-l", "es", "--with", "en", "--size", "large", "-o", str(tmp_path)).exit_code == 0
    assert run("--to", "html", "--discreet", "--fillable", "-o", str(tmp_path)).exit_code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sheet-1.en.html", "trigger-journal.es+en.large.html"]


def test_facts_as_json(tmp_path: Path) -> None:
    result = run("--to", "html", "--json", "-o", str(tmp_path))
    (facts,) = json.loads(result.stdout)
    assert facts["bytes"] == Path(facts["file"]).stat().st_size and "pages" not in facts
    assert facts["provenance"]["handout"] == "trigger-journal"


def test_what_the_gate_refuses_is_refused_here(tmp_path: Path) -> None:
    runner = CliRunner()
    words = ["print", "staying-safe", "-l", "ar", "--territory", "US", "--to", "html", "-y", "-o", str(tmp_path)]
    refused = runner.invoke(cli, words)
    assert refused.exit_code != 0 and list(tmp_path.iterdir()) == []
    assert runner.invoke(cli, [*words, "--draft"]).exit_code == 0
    assert Library().page_html("staying-safe", "ar", options=PrintOptions(draft=True), on=ON).html
