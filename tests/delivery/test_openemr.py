"""Names as OpenEMR builds them, one handout a code, and a reason for all that it cannot be given."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clinickit.cli import cli
from clinickit.delivery.openemr import Plan, is_ours, plan
from clinickit.errors import Unknown
from clinickit.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def made(library: Library) -> Plan:
    return plan(library)


def _why(made: Plan, what: str) -> str:
    (found,) = [one.why for one in made.unserved if one.what == what]
    return found


def test_each_name_is_what_openemr_asks_for(made: Plan) -> None:
    names = [name for one in made.files for name in one.names]
    assert len(names) == len(set(names)) > 10
    for name in names:
        kind, code, language = re.fullmatch(r"([a-z0-9-]+)_([a-z0-9.]+)_(en|es)\.pdf", name).groups()  # type: ignore[union-attr]
        assert kind in {"icd10", "snomed", "snomed-ct", "snomed-pr"}
        assert name == f"{kind}_{code}_{language}.pdf".lower()
        assert is_ours(name)
    assert "icd10_f32.a_en.pdf" in names


def test_a_snomed_code_has_a_file_for_each_of_openemrs_types(made: Plan) -> None:
    (found,) = [one.names for one in made.files if "76168009" in one.code and one.language == "es"]
    assert found == ("snomed_76168009_es.pdf", "snomed-ct_76168009_es.pdf", "snomed-pr_76168009_es.pdf")


def test_a_code_that_two_claim_waits_for_a_choice(library: Library, made: Plan) -> None:
    assert "after-a-conflict" in _why(made, "ICD10 Z63.0")
    assert not any("Z63.0" in one.code for one in made.files)
    chosen = plan(library, {"z63.0": "jealousy-and-checking"})
    assert {one.handout_id for one in chosen.files if one.code == "ICD10 Z63.0"} == {"jealousy-and-checking"}
    assert not any(one.what == "ICD10 Z63.0" for one in chosen.unserved)


def test_a_clinic_may_give_a_code_to_a_handout_that_claims_none(library: Library) -> None:
    chosen = plan(library, {"ICD10:F41.1": "calming-skills"})
    assert ("icd10_f41.1_en.pdf",) in [one.names for one in chosen.files]


@pytest.mark.parametrize(
    ("code", "handout", "says"),
    [
        ("F41.1", "cbt", "type too"),
        ("DSM:300", "cbt", "no code type"),
        ("F41.9", "no-such", "no handout for clients"),
        ("F41.9", "guide-safety", "no handout for clients"),
    ],
)
def test_a_choice_that_cannot_be_says_why(library: Library, code: str, handout: str, says: str) -> None:
    with pytest.raises(Unknown, match=says):
        plan(library, {code: handout})


def test_a_chosen_code_never_becomes_a_path(library: Library) -> None:
    chosen = plan(library, {"ICD10:../../x": "cbt", "ICD10:a b": "calming-skills"})
    assert all(is_ours(name) for one in chosen.files for name in one.names)
    assert "no such file name" in _why(chosen, "ICD10 ../../x")
    assert "no such file name" in _why(chosen, "ICD10 a b")


def test_guides_for_clinicians_never_leave(library: Library, made: Plan) -> None:
    guides = {one.id for one in library.handouts() if one.audience == "clinician"}
    assert guides
    assert guides.isdisjoint(one.handout_id for one in made.files)


def test_other_languages_are_told(made: Plan) -> None:
    (told,) = [one for one in made.unserved if one.what.startswith("am, ar")]
    assert "English file" in told.why
    assert "es" not in told.what.split(", ")


def _folder(tmp_path: Path, changes: dict[str, dict[str, Any]]) -> Path:
    """A clinic's content: our handouts with other codes."""
    (tmp_path / "own" / "handouts").mkdir(parents=True)
    for name, more in changes.items():
        value = json.loads(files("clinickit.handouts").joinpath(f"{name}.json").read_bytes()) | more
        (tmp_path / "own" / "handouts" / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    return tmp_path / "own"


def test_code_systems_that_openemr_does_not_know_and_codes_of_other_case(tmp_path: Path) -> None:
    icd = "http://hl7.org/fhir/sid/icd-10-cm"
    own = _folder(
        tmp_path,
        {
            "cbt": {"codes": [{"system": "http://id.who.int/icd/release/11/mms", "code": "6B00"}, {"system": icd, "code": "f32.a"}]},
            "ipt": {"codes": [{"system": icd, "code": "F32.A"}]},
        },
    )
    found = plan(Library.open(own))
    assert "cbt" in _why(found, "http://id.who.int/icd/release/11/mms 6B00")
    both = [one for one in found.unserved if one.what.lower() == "icd10 f32.a"]
    assert len(both) == 1
    assert "cbt, ipt" in both[0].why


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["openemr", *map(str, words)], env={"SOURCE_DATE_EPOCH": "1795500000"})


def test_the_command_writes_what_print_prints_and_tells_what_is_left(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "education"
    out.mkdir()
    (out / "icd10_z69.11_es.pdf").write_bytes(b"old")
    (out / "readme.txt").write_text("theirs")
    told = _run("-o", out, "--choose", "75516001=individual-therapy", "--territory", "US", "--on", "2026-11-24")
    assert told.exit_code == 0, told.output
    assert all(is_ours(one.name) or one.name == "readme.txt" for one in out.iterdir())
    same = {(out / f"{kind}_75516001_en.pdf").read_bytes() for kind in ("snomed", "snomed-ct", "snomed-pr")}
    assert len(same) == 1
    assert same.pop().startswith(b"%PDF-")
    assert (out / "icd10_z69.11_en.pdf").exists()
    assert "gate.safety" in told.output
    assert "left from before, and still handed out: icd10_z69.11_es.pdf" in told.output
    assert (out / "icd10_z69.11_es.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("bad", ["F41.9", "=cbt", "F41.9="])
def test_a_choice_is_a_code_and_an_id(bad: str, tmp_path: Path) -> None:
    told = _run("-o", tmp_path / "x", "--choose", bad)
    assert told.exit_code == 2
    assert not (tmp_path / "x").exists()
