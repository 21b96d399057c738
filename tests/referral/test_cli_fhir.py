"""`clinickit referral fhir` at the command line: files that their owner alone can read, answers, and what stays behind."""

from __future__ import annotations

import json
import stat
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fhir.resources.R4B.bundle import Bundle

from clinickit.cli import cli
from clinickit.referral.letters.model import Party

EXAMPLE = files("clinickit.referral.letters").joinpath("example.json").read_bytes()


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["referral", "fhir", *map(str, words)], env={"SOURCE_DATE_EPOCH": "1795500000"})


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.json"
    path.write_bytes(EXAMPLE)
    return path


def _changed(tmp_path: Path, **parts: Any) -> Path:
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(json.loads(EXAMPLE) | parts), encoding="utf-8")
    return path


def test_letter_bundle_answer_and_back(letter: Path, tmp_path: Path) -> None:
    pdf, out, back = tmp_path / "letter.pdf", tmp_path / "new" / "bundle.json", tmp_path / "back.json"
    pdf.write_bytes(b"%PDF-1.7 a letter")
    told = _run(letter, "-o", out, "--attach", pdf)
    assert told.exit_code == 0, told.output
    assert "Rivera" not in told.output
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    made = json.loads(out.read_bytes())
    Bundle.model_validate(made)
    assert [one["resource"]["resourceType"] for one in made["entry"]].count("DocumentReference") == 1
    assert _run(out, "-o", out, "--answer", "accepted", "--on", "2026-12-01").exit_code == 0
    task = next(one["resource"] for one in json.loads(out.read_bytes())["entry"] if one["resource"]["resourceType"] == "Task")
    assert (task["status"], task["lastModified"]) == ("accepted", "2026-12-01")
    told = _run(out, "-o", back, "--to-letter")
    assert told.exit_code == 0, told.output
    assert json.loads(back.read_bytes()) == json.loads(EXAMPLE)
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    assert sorted(one.name for one in out.parent.iterdir()) == ["bundle.json"]


def test_a_file_that_everybody_could_read_becomes_private(letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    out.write_text("old")
    out.chmod(0o644)
    assert _run(letter, "-o", out).exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_an_impossible_step_changes_no_file(letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    _run(letter, "-o", out)
    before = out.read_bytes()
    told = _run(out, "-o", out, "--answer", "completed")
    assert told.exit_code == 2
    assert "What can follow" in told.output
    assert out.read_bytes() == before


def test_a_letter_in_danger_or_not_whole_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    danger = _run(_changed(tmp_path, urgency="immediate"), "-o", out, "--territory", "US")
    assert danger.exit_code == 1
    assert "danger" in danger.output
    assert "911" in danger.output
    lacking = _run(_changed(tmp_path, reason=""), "-o", out)
    assert lacking.exit_code == 1
    assert "reason" in lacking.output
    assert not out.exists()


def test_danger_in_a_bundle_is_told_with_what_to_do(letter: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "bundle.json", tmp_path / "back.json"
    _run(letter, "-o", out)
    out.write_bytes(out.read_bytes().replace(b'"priority": "urgent"', b'"priority": "stat"'))
    told = _run(out, "-o", back, "--to-letter", "--territory", "US")
    assert told.exit_code == 1
    assert "911" in told.output
    assert "Rivera" not in told.output
    assert json.loads(back.read_bytes())["urgency"] == "immediate"


def test_a_consent_that_has_ended_sends_nothing(letter: Path, tmp_path: Path) -> None:
    told = _run(letter, "-o", tmp_path / "bundle.json", "--on", "2027-05-21")
    assert told.exit_code == 1
    assert "consent has ended" in told.output
    assert not (tmp_path / "bundle.json").exists()


def test_a_shelters_address_stays_unless_someone_signs(tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    house = written_party(Party("Intake", organization="Harbor Women's Refuge", lines=("77 Quarry Road", "Springfield"), phone="555 8"))
    path = _changed(tmp_path, recipient=house)
    told = _run(path, "-o", out)
    assert told.exit_code == 0, told.output
    assert "recipient: kept back" in told.output
    assert "Quarry" not in out.read_text(encoding="utf-8") + told.output
    signed = _run(path, "-o", out, "--override-by", "A. Lead", "--override-why", "The refuge asked for it.")
    assert signed.exit_code == 0, signed.output
    assert "Quarry" in out.read_text(encoding="utf-8")
    record = tmp_path / "bundle.json.override.json"
    assert json.loads(record.read_bytes())["by"] == "A. Lead"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert _run(path, "-o", out, "--override-by", "A. Lead").exit_code == 2


def written_party(party: Party) -> dict[str, Any]:
    return {"name": party.name, "organization": party.organization, "lines": list(party.lines), "phone": party.phone}


@pytest.mark.parametrize("words", [(), ("--to-letter",), ("--answer", "accepted")])
def test_what_is_neither_letter_nor_bundle_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"resourceType": "Patient"}')
    assert _run(path, "-o", tmp_path / "out.json", *words).exit_code in (1, 2)
    path.write_bytes(b"\xff\xfe")
    assert _run(path, "-o", tmp_path / "out.json", *words).exit_code in (1, 2)
    path.write_text("[" * 100000)
    assert _run(path, "-o", tmp_path / "out.json", *words).exit_code in (1, 2)
    assert not (tmp_path / "out.json").exists()


def test_a_bundle_without_an_answer_is_asked_for_one(letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    _run(letter, "-o", out)
    told = _run(out, "-o", tmp_path / "again.json")
    assert told.exit_code == 2
    assert "--answer" in told.output


def test_only_a_pdf_is_attached(letter: Path, tmp_path: Path) -> None:
    told = _run(letter, "-o", tmp_path / "b.json", "--attach", letter)
    assert told.exit_code == 2
    assert "no PDF" in told.output
