"""The commands as a person types them: what they print, what they write, how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clinickit.cli import cli

README = Path(__file__).parents[2] / "README.md"


def run(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, list(words), input=stdin, catch_exceptions=False)


def told(result: Result) -> str:
    return result.output


def test_the_readme_has_every_command() -> None:
    listed = re.findall(r"^  ([a-z]+) {2,}", run("--help").output, re.MULTILINE)
    assert {"list", "find", "quality", "new", "show", "print", "validate", "locale", "lines", "clinic", "doctor"} <= set(listed)
    text = README.read_text(encoding="utf-8")
    assert all(f"| `clinickit {name}" in text for name in listed)


@pytest.mark.parametrize("name", ["list", "find", "quality", "new", "show", "print", "validate", "locale", "lines", "clinic", "doctor"])
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0 and "Usage:" in result.output and len(result.output.splitlines()) > 4


def test_list_names_handouts_and_languages() -> None:
    rows = json.loads(run("list", "--json").output)
    by_id = {row["id"]: row for row in rows}
    assert {"anxious-attachment", "therapy-options", "child-feels-secure", "supporting-a-partner"} <= set(by_id)
    assert by_id["anxious-attachment"]["languages"][0] == "en" and "ar" in by_id["anxious-attachment"]["languages"]
    assert not any(language.endswith(("-XA", "-XB")) for row in rows for language in row["languages"])
    said = run("list").output
    assert "When closeness feels uncertain" in said and "Attachment patterns · For adults · en, ar" in said


def test_show_says_whom_it_could_harm() -> None:
    result = run("show", "supporting-a-partner")
    assert result.exit_code == 0 and "Not for:" in result.output and "afraid of a partner" in result.output
    facts = json.loads(run("show", "supporting-a-partner", "--json").output)
    assert facts["reviewed"] is False and facts["text"]["supporting-a-partner.title"] == facts["title"]


def test_print_writes_one_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "out.pdf"
    result = run("print", "anxious-attachment", "-l", "es", "--territory", "US", "--on", "2026-11-24", "-o", str(path))
    assert result.exit_code == 0 and path.read_bytes().startswith(b"%PDF-")
    assert [one.name for one in path.parent.iterdir()] == ["out.pdf"]


def test_print_many_into_a_folder_with_names_that_tell(tmp_path: Path) -> None:
    words = ["print", "anxious-attachment", "therapy-options", "-l", "en", "-l", "ar", "--size", "large", "--ink", "gray"]
    result = run(*words, "--territory", "US", "--on", "2026-11-24", "-o", str(tmp_path), "--json")
    assert result.exit_code == 0
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names == sorted(f"{name}.{tag}.large.gray.pdf" for name in ("anxious-attachment", "therapy-options") for tag in ("en", "ar"))
    rows = json.loads(result.stdout)
    assert next(Path(row["file"]).name for row in rows) == "anxious-attachment.en.large.gray.pdf"
    assert all(len(row["provenance"]["pdf_sha256"]) == 64 and row["pages"] > 4 for row in rows)


def test_what_may_be_printed_is_printed_and_the_rest_refused_at_the_end(tmp_path: Path) -> None:
    result = run("print", "staying-safe", "cbt", "--all-languages", "--territory", "US", "-o", str(tmp_path), "--json")
    assert result.exit_code == 1
    names = {one.name for one in tmp_path.iterdir()}
    assert {"staying-safe.en.pdf", "cbt.en.pdf", "cbt.ar.pdf"} <= names and "staying-safe.am.pdf" not in names
    assert {Path(row["file"]).name for row in json.loads(result.stdout)} == names
    assert result.stderr.count("gate.safety") >= 10 and "Amharic" in result.stderr


def test_one_sheet_into_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    result = run("print", "staying-safe", "--discreet", "--territory", "US", "-o", str(tmp_path / "sheets"))
    assert result.exit_code == 0 and (tmp_path / "sheets" / "sheet-1.en.pdf").is_file()


def test_all_languages_beside_one_of_them(tmp_path: Path) -> None:
    result = run("print", "cbt", "--all-languages", "--with", "en", "--territory", "US", "-o", str(tmp_path))
    assert result.exit_code == 0 and (tmp_path / "cbt.ar+en.pdf").is_file() and not (tmp_path / "cbt.en+en.pdf").exists()


def test_what_was_written_before_a_refusal_is_named(tmp_path: Path) -> None:
    result = run("print", "staying-safe", "-l", "en", "-l", "es", "--territory", "US", "-o", str(tmp_path))
    assert result.exit_code == 1 and "staying-safe.en.pdf" in result.stdout and "gate.safety" in told(result)
    assert [one.name for one in tmp_path.iterdir()] == ["staying-safe.en.pdf"]


def test_a_guide_is_printed_as_show_says(tmp_path: Path) -> None:
    assert "clinickit print guide-attachment --audience clinician" in run("show", "guide-attachment").output
    made = run("new", "handout", "our-guide", "--audience", "clinician", "--content", str(tmp_path)).output
    assert "clinickit print our-guide --audience clinician --content" in made


def test_a_form_has_a_name_of_its_own_and_a_safety_plan_warns(tmp_path: Path) -> None:
    result = run("print", "staying-safe", "--territory", "US", "--fillable", "-o", str(tmp_path))
    assert result.exit_code == 0 and "shared device" in told(result)
    assert [path.name for path in tmp_path.iterdir()] == ["staying-safe.en.fillable.pdf"]
    assert b"/AcroForm" in (tmp_path / "staying-safe.en.fillable.pdf").read_bytes()


def test_without_a_territory_the_sheet_says_so(tmp_path: Path) -> None:
    result = run("print", "anxious-attachment", "--on", "2026-11-24", "-o", str(tmp_path / "x.pdf"))
    assert result.exit_code == 0 and "--territory" in told(result)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("print", "zzzz"), 2, "Known:"),
        (("print", "anxious-attachment", "-l", "tlh"), 2, "There is"),
        (("print", "anxious-attachment", "--on", "24.11.2026"), 2, "year-month-day"),
        (("print", "anxious-attachment", "--territory", "ATLANTIS"), 2, "ISO 3166-1"),
        (("print", "anxious-attachment", "--size", "huge"), 2, "huge"),
        (("print", "anxious-attachment", "-l", "es", "--all-languages"), 2, "do not go together"),
        (("print", "anxious-attachment", "--territory", "UK"), 2, "GB-SCT"),
        (("quality", "cbt", "-o", "cards"), 2, "--format pdf"),
        (("quality", "cbt", "--rating-form", "--format", "json"), 2, "--format"),
        (("lines", "--due", "--gaps"), 2, "two lists"),
        (("lines", "--content", "no-such-folder"), 5, "no-such-folder"),
        (("locale", "watch", "es", "zzzz", "--once"), 2, "zzzz"),
        (("print", "anxious-attachment", "--clinic", "no-such.json"), 5, "no-such.json"),
        (("print", "anxious-attachment", "--content", "no-such-folder"), 5, "no-such-folder"),
        (("validate", "no-such.json"), 5, "no-such.json"),
        (("show", "anxious-atachment"), 2, "Did you mean anxious-attachment"),
        (("lines", "confirm", "us-nobody", "--on", "2026-01-01", "--by", "nurse", "--content", "x"), 2, "us-988"),
    ],
)
def test_mistakes_end_with_their_code_and_what_to_do(
    words: tuple[str, ...], code: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == code and says in told(result)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("print", "anxious-attachment", "--territory", "US", "-o", str(tmp_path / "file" / "x.pdf"))
    assert result.exit_code == 5 and "-o" in told(result)


def test_validate_reports_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"$schema": "handout.schema.json", "format": 1}', encoding="utf-8")
    result = run("validate", str(path))
    assert result.exit_code == 1 and f"{path.as_posix()}:1:" in result.output
    report = json.loads(run("validate", "--format", "sarif", str(path)).output)
    assert report["version"] == "2.1.0" and report["runs"][0]["results"]


def test_what_ships_is_valid() -> None:
    result = run("validate", "--on", "2026-11-24")
    assert result.exit_code == 0 and "no errors" in result.output


def test_a_clinic_profile_by_questions(tmp_path: Path) -> None:
    path = tmp_path / "clinic.json"
    result = run("clinic", "new", str(path), stdin="Harbor Street Clinic\n555-0100\nhttps://harbor.example/\nus\n\n")
    assert result.exit_code == 0 and json.loads(path.read_text(encoding="utf-8"))["territory"] == "US"
    out = tmp_path / "x.pdf"
    assert run("print", "anxious-attachment", "--clinic", str(path), "-o", str(out)).exit_code == 0
    assert run("clinic", "new", str(path)).exit_code == 5


def test_a_wrong_answer_is_asked_for_again(tmp_path: Path) -> None:
    path = tmp_path / "clinic.json"
    answers = (
        "Harbor Street Clinic",
        "call us",
        "555-0100",
        "harbor",
        "https://Harbor.example/About/",
        "Atlantis",
        "us",
        "no.png",
        "../x.svg",
        "",
    )
    result = run("clinic", "new", str(path), stdin="\n".join(answers) + "\n")
    assert result.exit_code == 0 and result.output.count("Error: ") == 5
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert {key: facts[key] for key in ("phone", "web", "territory")} == {
        "phone": "555-0100",
        "web": "harbor.example/About",
        "territory": "US",
    }
    assert "logo" not in facts


def test_a_profile_that_is_not_valid_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "clinic.json"
    assert run("clinic", "new", str(path), stdin="Harbor Street Clinic\n\n\nAtlantis\n\n").exit_code == 1
    assert not path.exists()


def test_confirming_a_line_lets_it_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    folder = tmp_path / "ours"
    before = run("print", "child-feels-secure", "--territory", "US", "--on", "2026-12-01", "-o", str(tmp_path / "a.pdf"))
    assert "lines.gap" in told(before)
    done = run("lines", "confirm", "us-childhelp", "--on", "2026-11-30", "--by", "front desk", "--content", str(folder))
    assert done.exit_code == 0
    words = ["print", "child-feels-secure", "--territory", "US", "--content", str(folder), "-o", str(tmp_path / "b.pdf"), "--json"]
    lines = json.loads(run(*words, "--on", "2026-12-01").stdout)[0]["provenance"]["lines"]
    assert ["us-childhelp", "2026-11-30"] in lines
    older = run("lines", "confirm", "us-childhelp", "--on", "2026-01-01", "--by", "front desk", "--content", str(folder))
    assert older.exit_code == 2 and "2026-11-30" in told(older), "an older call does not replace a later one"
    early = run("lines", "confirm", "us-childhelp", "--on", "2999-01-01", "--by", "front desk", "--content", str(folder))
    assert early.exit_code == 2 and "has not come yet" in told(early)
    late = json.loads(run(*words, "--on", "2028-01-01").stdout)[0]["provenance"]["lines"]
    assert not any(name == "us-childhelp" for name, _ in late)


def test_the_day_comes_from_source_date_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    result = run("print", "anxious-attachment", "--territory", "US", "-o", str(tmp_path / "x.pdf"))
    assert "overdue" in told(result)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("print", "anxious-attachment", "-o", str(tmp_path / "y.pdf")).exit_code == 5


def test_doctor_tells_versions_and_languages() -> None:
    result = run("doctor", "--json")
    facts = json.loads(result.output)
    assert facts["right_to_left"] is True and facts["versions"]["reportlab"]
    assert {"en", "ar", "hi"} <= {row["language"] for row in facts["languages"] if not row["missing"]}
