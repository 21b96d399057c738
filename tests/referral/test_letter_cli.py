"""`clinickit referral letter` as a person types it: papers for their owner alone, what is missing, danger, questions, services, and a
password."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from clinickit.cli import cli
from clinickit.referral.letters.questions import QUESTIONS
from tests.cli.test_commands import run
from tests.helpers import structure

ON = "2026-11-24"
TABLE = """\
id,name,phone,address,city,postal_code,status,assured_on
b2,Bay Help,415-555-0177,2 Oak St,San Francisco,94102,active,2026-10-01
f6,Haven Women's Shelter,415-555-0111,12 Secret Lane,San Francisco,94110,active,2026-10-01
"""


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run("referral", "letter", "--example").stdout)
    return value


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("directory")
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    done = run("referral", "import", str(folder / "table.csv"), "--into", str(folder / "d.sqlite"), "--as", "sample", "--on", ON)
    assert done.exit_code == 0, done.output
    return str(folder / "d.sqlite")


def written(folder: Path, value: dict[str, Any], **more: object) -> str:
    path = folder / "letter.json"
    path.write_text(json.dumps({**value, **more}, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(path)


def said(path: Path) -> str:
    return structure.read(path).tree.text


def test_one_command_from_a_file_to_papers(example: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("referral", "letter", written(tmp_path, example), "-o", str(out), "--territory", "US", "--on", ON)
    assert done.exit_code == 0, done.output
    names = sorted(one.name for one in out.iterdir())
    assert names == [f"referral-letter.{one}.pdf" for one in ("client.es", "file.en", "recipient.en", "slip.en")]
    assert "1 more for those who get one too" in done.output and "Sam" not in done.output
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in out.iterdir()} == {0o600}


def test_only_the_copies_and_the_language_asked_for(example: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path, example)
    done = run("referral", "letter", path, "-o", str(tmp_path / "a"), "--copy", "client", "-l", "ar", "--on", ON)
    assert done.exit_code == 0 and [one.name for one in (tmp_path / "a").iterdir()] == ["referral-letter.client.ar.pdf"]
    wrong = run("referral", "letter", written(tmp_path, example, copies=["recipient"]), "-o", str(tmp_path / "b"), "--copy", "client")
    assert wrong.exit_code == 2 and not (tmp_path / "b").exists()
    unknown = run("referral", "letter", written(tmp_path, example), "-o", str(tmp_path / "b"), "-l", "xx")
    assert unknown.exit_code == 2 and not (tmp_path / "b").exists()


def test_pre_printed_paper_and_windows(example: dict[str, Any], tmp_path: Path) -> None:
    path, out = written(tmp_path, example), str(tmp_path / "out")
    for words in (
        ("--window", "us", "--territory", "US"),
        ("--window", "dl", "--paper", "a4"),
        ("--preprinted", "1.5in", "--preprinted-foot", "2cm"),
    ):
        assert run("referral", "letter", path, "-o", out, "--copy", "file", "--on", ON, *words).exit_code == 0
    assert run("referral", "letter", path, "-o", out, "--window", "us", "--paper", "a4").exit_code == 2
    assert run("referral", "letter", path, "-o", out, "--preprinted", "40").exit_code == 2


def test_what_is_missing_is_asked_for_and_nothing_is_written(example: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path, {**example, "contact": {**example["contact"], "voicemail": None}})
    done = run("referral", "letter", path, "-o", str(tmp_path / "out"))
    assert done.exit_code == 1 and "“contact.voicemail” is not said. Ask: May a message be left on it?" in done.output
    assert not (tmp_path / "out").exists()
    checked = run("referral", "letter", path, "--check")
    assert checked.exit_code == 1 and "letter.json:" in checked.output and "[letter.missing]" in checked.output
    rows = json.loads(run("referral", "letter", path, "--check", "--json").stdout)
    assert rows["errors"] == 1 and rows["diagnostics"][0]["path"] == "$.contact.voicemail"
    assert run("referral", "letter", written(tmp_path, example), "--check").output == "Nothing is missing.\n"


def test_a_file_that_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"$schema": "letter.schema.json", "format": 1, "client": {"name": 5}}')
    assert run("referral", "letter", str(tmp_path / "a.json")).exit_code == 1
    assert run("referral", "letter", str(tmp_path / "none.json")).exit_code == 5


def test_danger_now_ends_with_what_to_do(example: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path, {**example, "risk": {**example["risk"], "immediate": True}})
    done = run("referral", "letter", path, "-o", str(tmp_path / "out"), "--territory", "US")
    assert done.exit_code == 1 and not (tmp_path / "out").exists()
    assert "1. Call 911." in done.output and "Stay with the person." in done.output and "when-i-think-of-dying" in done.output


def typed(example: dict[str, Any], **instead: str) -> str:
    """What a person types to give the example's answers, in the order of the questions."""
    lines = []
    for one in QUESTIONS:
        value: Any = example
        for step in one.path:
            value = value.get(step) if isinstance(value, dict) else None
        text = {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, list) else None
        if isinstance(value, list):
            text = " ".join(value) if one.choices or one.field == "reason" else "; ".join(value)
        lines.append(instead.get(one.field, text))
    return "\n".join(lines) + "\n"


def test_without_a_file_it_asks_and_keeps_only_what_it_is_told_to(example: dict[str, Any], tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    words = ["referral", "letter", "-o", str(tmp_path / "out"), "--on", ON, "--copy", "file"]
    done = CliRunner().invoke(cli, [*words, "--save", str(kept)], input=typed(example))
    assert done.exit_code == 0, done.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept.json", "out"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    answers = json.loads(kept.read_text("utf-8"))
    assert answers["client"] == example["client"] and answers["contact"] == example["contact"] and answers["risk"] == example["risk"]
    kept.unlink()
    assert CliRunner().invoke(cli, words, input=typed(example)).exit_code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out"]


def test_questions_stop_at_danger(example: dict[str, Any], tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["referral", "letter", "-o", str(tmp_path / "out"), "--territory", "US"], input="yes\n")
    assert done.exit_code == 1 and "Call 911." in done.output and "What do you know today" not in done.output


def test_questions_stop_at_danger_that_was_left_open(example: dict[str, Any], tmp_path: Path) -> None:
    text = typed(example, **{"risk.immediate": "", "contact.voicemail": ""}) + "yes\n"
    done = CliRunner().invoke(cli, ["referral", "letter", "-o", str(tmp_path / "out"), "--on", ON, "--territory", "US"], input=text)
    assert done.exit_code == 1 and "Call 911." in done.output
    assert "voicemail" not in done.output.partition("Still open")[2].lower()


def test_an_answer_that_cannot_be_is_asked_again_and_an_open_one_at_the_end(example: dict[str, Any], tmp_path: Path) -> None:
    text = (
        typed(example, **{"risk.immediate": "perhaps\nno", "contact.number": "call Sam\n+1 555 010 0142", "contact.voicemail": ""}) + "no\n"
    )
    done = CliRunner().invoke(cli, ["referral", "letter", "-o", str(tmp_path / "out"), "--on", ON, "--copy", "file"], input=text)
    assert done.exit_code == 0, done.output
    assert "Answer yes or no." in done.output and "Use digits" in done.output and "Still open" in done.output
    assert "Leave no message." in said(tmp_path / "out" / "referral-letter.file.en.pdf")


def test_a_service_of_the_directory_is_written_to(example: dict[str, Any], directory: str, tmp_path: Path) -> None:
    path = written(tmp_path, {key: one for key, one in example.items() if key != "recipient"})
    words = ["referral", "letter", path, "--copy", "file", "--on", ON]
    done = run(*words, "-o", str(tmp_path / "a"), "--service", "b2", "--in", directory)
    assert done.exit_code == 0, done.output
    text = said(tmp_path / "a" / "referral-letter.file.en.pdf")
    assert "Bay Help" in text and "2 Oak St" in text
    assert run(*words, "--service", "b2").exit_code == 2
    assert run(*words, "--service", "none", "--in", directory).exit_code == 2


def test_what_is_known_is_not_asked(example: dict[str, Any], directory: str, tmp_path: Path) -> None:
    """The recipient is a service of the directory; the sender's clinic and phone stand in the clinic's profile."""
    known = ("sender.organization", "sender.phone")
    lines = typed(example).split("\n")
    fields = [one.field for one in QUESTIONS]
    asked = [line for line, field in zip(lines, fields, strict=False) if field not in known and not field.startswith("recipient")]
    profile = {"$schema": "clinic.schema.json", "format": 1, "name": {"en": "Riverside Family Clinic"}, "phone": "+1 555 010 0110"}
    clinic = tmp_path / "clinic.json"
    clinic.write_text(json.dumps(profile), encoding="utf-8")
    words = ["referral", "letter", "-o", str(tmp_path / "out"), "--on", ON, "--copy", "file", "--clinic", str(clinic)]
    done = CliRunner().invoke(cli, [*words, "--service", "b2", "--in", directory], input="\n".join(asked) + "\n")
    assert done.exit_code == 0, done.output
    assert "Who is the letter to?" not in done.output and "What is your clinic called?" not in done.output
    printed = said(tmp_path / "out" / "referral-letter.file.en.pdf")
    assert "Bay Help" in printed and "Riverside Family Clinic" in printed


def test_a_shelter_is_written_to_without_its_whereabouts(example: dict[str, Any], directory: str, tmp_path: Path) -> None:
    path = written(tmp_path, {key: one for key, one in example.items() if key != "recipient"})
    words = ["referral", "letter", path, "--copy", "file", "--on", ON, "--service", "sample/f6", "--in", directory]
    done = run(*words, "-o", str(tmp_path / "a"))
    assert done.exit_code == 0 and "kept back" in done.output and "Secret" not in done.output
    text = said(tmp_path / "a" / "referral-letter.file.en.pdf")
    assert "Haven Women" in text and "Secret" not in text and "94110" not in text
    assert run(*words, "-o", str(tmp_path / "b"), "--override-by", "Dr. Lee").exit_code == 2
    told = run(*words, "-o", str(tmp_path / "b"), "--override-by", "Dr. Lee", "--override-why", "It asked for it.")
    assert told.exit_code == 0, told.output
    record = json.loads((tmp_path / "b" / "override.json").read_text("utf-8"))
    assert record["by"] == "Dr. Lee" and record["services"] == ["sample/f6"]
    assert "12 Secret Lane" in said(tmp_path / "b" / "referral-letter.file.en.pdf")


def test_a_password_locks_every_paper(example: dict[str, Any], tmp_path: Path) -> None:
    words = [
        "referral",
        "letter",
        written(tmp_path, example),
        "-o",
        str(tmp_path / "out"),
        "--on",
        ON,
        "--password-prompt",
        "--copy",
        "file",
    ]
    done = CliRunner().invoke(cli, words, input="long enough 7\nlong enough 7\n")
    assert done.exit_code == 0, done.output
    assert "no PDF/A" in done.output and "long enough" not in done.output
    path = tmp_path / "out" / "referral-letter.file.en.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password="long enough 7") as pdf:
        assert pdf.is_encrypted and pdf.allow.accessibility


def test_a_weak_password_writes_nothing(example: dict[str, Any], tmp_path: Path) -> None:
    words = ["referral", "letter", written(tmp_path, example), "-o", str(tmp_path / "out"), "--password-prompt"]
    assert CliRunner().invoke(cli, words, input="aaaa\naaaa\n").exit_code == 2
    assert not (tmp_path / "out").exists()
