"""`clinickit packet` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf

from tests.cli.test_commands import run

WORDS = ("--territory", "US", "--on", "2026-11-24")


def test_a_packet_in_two_languages(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "packet.pdf"
    result = run("packet", "cbt:ar", "mindful-breathing", "-l", "es", "--title", "Para usted", *WORDS, "-o", str(path), "--json")
    assert result.exit_code == 0
    facts = json.loads(result.stdout)
    assert [(one["id"], one["language"]) for one in facts["handouts"]] == [("cbt", "ar"), ("mindful-breathing", "es")]
    assert [one["page"] % 2 for one in facts["handouts"]] == [1, 1] and len(facts["pdf_sha256"]) == 64
    with pikepdf.open(path) as file:
        assert len(file.pages) == facts["pages"] and "Para usted" not in str(dict(file.docinfo)) and str(file.Root.Lang) == "es"


def test_it_says_where_each_handout_starts(tmp_path: Path) -> None:
    result = run("packet", "cbt", "ipt", *WORDS, "-o", str(tmp_path / "out.pdf"))
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert rows[0].endswith(" pages") and rows[1].split() == ["page", "3", "cbt", "en"]


def test_what_may_not_be_printed_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    result = run("packet", "cbt", "staying-safe", "-l", "am", *WORDS, "-o", str(path))
    assert result.exit_code == 2 and not path.exists()
    result = run("packet", "cbt:ar", "staying-safe:am", *WORDS, "-o", str(path))
    assert result.exit_code == 1 and "--draft" in result.output and not path.exists()
    assert run("packet", *WORDS).exit_code == 2
    assert "second language" in run("packet", "cbt", "--facing", *WORDS).output
