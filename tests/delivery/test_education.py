"""The record that a handout was given: valid for R4B's classes, labelled, neutral, and without a name or a diagnosis."""

from __future__ import annotations

import base64
import hashlib
import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fhir.resources.R4B.bundle import Bundle

from clinickit.cli import cli
from clinickit.delivery.education import Giving, Medium, Understood, Whom, record, records
from clinickit.errors import Unknown
from clinickit.library import Library
from clinickit.referral.letters.fhir_document import Pdf
from clinickit.referral.letters.fhir_terms import as_bytes

DAY = date(2026, 11, 24)
GIVING = Giving(DAY, Whom.PATIENT, Understood.YES, subject="Patient/123")
PDF = Pdf(b"%PDF-1.7 sheet", "es", enclosed=False)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def _made(library: Library, name: str = "cbt", giving: Giving = GIVING, pdf: Pdf = PDF, **more: Any) -> dict[str, dict[str, Any]]:
    made = record(library.handout(name), pdf, giving, **more)
    Bundle.model_validate(made)
    return {one["resource"]["resourceType"]: one["resource"] for one in made["entry"]} | {"Bundle": made}


def test_what_when_whom_and_how(library: Library) -> None:
    made = _made(library)
    told, sheet = made["Communication"], made["DocumentReference"]
    assert told["category"][0]["coding"][0] == {"system": "http://snomed.info/sct", "code": "311401005", "display": "Patient education"}
    assert (told["status"], told["sent"]) == ("completed", "2026-11-24")
    assert told["recipient"] == [{"display": "patient", "reference": "Patient/123"}]
    assert told["medium"][0]["coding"][0]["code"] == "WRITTEN"
    assert (
        told["payload"][0]["contentReference"] == {"reference": f"urn:uuid:{sheet['id']}", "type": "DocumentReference"} == told["about"][0]
    )
    attachment = sheet["content"][0]["attachment"]
    assert (attachment["language"], attachment["size"]) == ("es", len(PDF.data))
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(PDF.data).digest()
    assert "data" not in attachment
    assert sheet["identifier"][0] == {"system": "urn:x-clinickit:handout", "value": "cbt"}
    sha256 = sheet["identifier"][2]["value"].removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(sha256 + "=") == hashlib.sha256(PDF.data).digest()


def test_the_sheet_goes_along_when_asked(library: Library) -> None:
    sheet = _made(library, pdf=Pdf(PDF.data, "es"))["DocumentReference"]
    assert base64.b64decode(sheet["content"][0]["attachment"]["data"]) == PDF.data


@pytest.mark.parametrize(
    ("understood", "value", "words"),
    [(Understood.YES, True, "understood"), (Understood.NO, False, "not yet"), (Understood.NOT_ASKED, None, "not asked")],
)
def test_not_asked_is_not_no(library: Library, understood: Understood, value: bool | None, words: str) -> None:
    made = _made(library, giving=replace(GIVING, understood=understood, words="Says it back."))
    seen = made["Observation"]
    assert seen.get("valueBoolean") is value
    assert ("dataAbsentReason" in seen) is (value is None)
    note = made["Communication"]["note"][0]["text"]
    assert words in note
    assert note.endswith("Says it back.")


@pytest.mark.parametrize("medium", list(Medium))
def test_each_medium_has_a_code(library: Library, medium: Medium) -> None:
    made = _made(library, giving=replace(GIVING, medium=medium))
    assert made["Communication"]["medium"][0]["coding"][0]["code"] in {"WRITTEN", "EMAILWRIT", "ONLINEWRIT", "VERBAL"}


def test_a_guardian_is_told_apart_from_the_patient(library: Library) -> None:
    made = _made(library, giving=replace(GIVING, to=Whom.GUARDIAN, guardian="RelatedPerson/9"))["Communication"]
    assert made["recipient"] == [{"display": "guardian", "reference": "RelatedPerson/9"}]
    assert made["subject"] == {"reference": "Patient/123"}
    unnamed = _made(library, giving=Giving(DAY, Whom.GUARDIAN, Understood.NO))["Communication"]
    assert unnamed["recipient"] == [{"display": "guardian", "type": "RelatedPerson"}]
    assert "subject" not in unnamed


@pytest.mark.parametrize(
    ("name", "substances", "codes"),
    [("cbt", False, ["R", "PSY"]), ("staying-safe", False, ["R", "SDV"]), ("cbt", True, ["R", "PSY", "ETH", "42CFRPart2", "NORDSCLCD"])],
)
def test_every_record_is_labelled(library: Library, name: str, substances: bool, codes: list[str]) -> None:
    for one in _made(library, name, replace(GIVING, substances=substances)).values():
        assert [label["code"] for label in one["meta"]["security"]] == codes


def test_titles_are_neutral_and_codes_stay_behind(library: Library) -> None:
    for one in (one for one in library.handouts() if one.codes):
        made = record(one, PDF, GIVING)
        text = as_bytes(made).decode()
        assert one.title.plain() not in text
        assert not any(f'"{code}"' in text for _, code in one.codes)
        assert "Condition" not in text


@pytest.mark.parametrize(
    "bad",
    ["Ana Ruiz", "Patient/", "Patient/1/2", "RelatedPerson/1", "https://x.example/Patient/1", "Patient/1\n", "urn:uuid:zz", "Patient/é"],
)
def test_a_subject_is_a_reference_never_a_name(library: Library, bad: str) -> None:
    with pytest.raises(Unknown, match="Patient/123") as problem:
        record(library.handout("cbt"), PDF, replace(GIVING, subject=bad))
    assert "Ana" not in str(problem.value)


def test_a_guide_for_clinicians_is_given_to_nobody(library: Library) -> None:
    with pytest.raises(Unknown, match="clinicians"):
        record(library.handout("guide-safety"), PDF, GIVING)


def test_same_giving_same_bytes(library: Library) -> None:
    first, again = (as_bytes(_made(library)["Bundle"]) for _ in range(2))
    assert first == again
    other = _made(library, giving=replace(GIVING, on=date(2026, 11, 25)))["Bundle"]
    assert {one["fullUrl"] for one in other["entry"]}.isdisjoint(one["fullUrl"] for one in json.loads(first)["entry"])
    seeded = _made(library, seed="visit 7", transaction=True)["Bundle"]
    assert seeded["type"] == "transaction"
    assert seeded["id"] != json.loads(first)["id"]


def test_several_handouts_of_one_visit_are_one_bundle(library: Library) -> None:
    pairs = [(library.handout("cbt"), PDF), (library.handout("staying-safe"), PDF), (library.handout("cbt"), PDF)]
    made = records(pairs[:2], GIVING)
    Bundle.model_validate(made)
    assert [label["code"] for label in made["meta"]["security"]] == ["R", "PSY", "SDV"]
    by_kind = [[label["code"] for label in one["resource"]["meta"]["security"]] for one in made["entry"]]
    assert by_kind == [["R", "PSY"]] * 3 + [["R", "SDV"]] * 3
    assert len({one["fullUrl"] for one in made["entry"]}) == 6
    assert records(pairs[:1], GIVING) == record(pairs[0][0], PDF, GIVING)
    seeded = records([pairs[0], pairs[2]], GIVING, seed="visit 7")
    assert len({one["fullUrl"] for one in seeded["entry"]}) == 6
    with pytest.raises(Unknown):
        records([], GIVING)


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["given", *map(str, words)], env={"SOURCE_DATE_EPOCH": "1795500000"})


def test_the_command_records_what_print_prints(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "given.json"
    told = _run("cbt", "-l", "es", "--to", "patient", "--understood", "not-asked", "--territory", "US", "--on", "2026-11-24", "-o", out)
    assert told.exit_code == 0, told.output
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    made = json.loads(out.read_bytes())
    Bundle.model_validate(made)
    printed = library.render("cbt", "es", on=DAY, territory="US").pdf
    attachment = made["entry"][0]["resource"]["content"][0]["attachment"]
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(printed).digest()


def test_the_file_that_was_given_is_what_is_recorded(tmp_path: Path) -> None:
    sheet, out = tmp_path / "sheet.pdf", tmp_path / "given.json"
    sheet.write_bytes(b"%PDF-1.7 mine")
    assert _run("cbt", "--to", "guardian", "--understood", "yes", "--file", sheet, "--attach", "-o", out).exit_code == 0
    assert base64.b64decode(json.loads(out.read_bytes())["entry"][0]["resource"]["content"][0]["attachment"]["data"]) == b"%PDF-1.7 mine"
    assert _run("cbt", "ipt", "--to", "patient", "--understood", "yes", "--file", sheet, "-o", out).exit_code == 2
    sheet.write_bytes(b"hello")
    assert _run("cbt", "--to", "patient", "--understood", "yes", "--file", sheet, "-o", out).exit_code == 2


def test_the_command_takes_several_handouts(tmp_path: Path) -> None:
    out = tmp_path / "given.json"
    told = _run("cbt", "ipt", "cbt", "--to", "patient", "--understood", "yes", "-o", out)
    assert told.exit_code == 0, told.output
    named = [one["resource"].get("identifier", [{}])[0].get("value") for one in json.loads(out.read_bytes())["entry"]]
    assert [one for one in named if one] == ["cbt", "ipt"]


def test_the_command_asks_whom_and_whether_it_was_understood(tmp_path: Path) -> None:
    assert _run("cbt", "-o", tmp_path / "x.json").exit_code == 2
    assert _run("cbt", "--to", "patient", "-o", tmp_path / "x.json").exit_code == 2
    assert not (tmp_path / "x.json").exists()
