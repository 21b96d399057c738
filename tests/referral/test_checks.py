"""What is wrong with a directory is said before anyone is sent by it; the commands say it and end with the right code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from clinickit.content.foreign_schemas import ForeignSchema
from clinickit.errors import FileProblem
from clinickit.referral.checks import check, impossible, of_service
from clinickit.referral.model import Opening, Phone, Service, Status
from tests.cli.test_commands import run

ON = date(2026, 11, 24)
GOOD = {
    "id": "6c1f0f0e-8b0c-4f1d-9a51-7a40f5cbb001",
    "name": "Talks",
    "status": "active",
    "assured_date": "2026-10-01",
    "phones": [{"id": "p", "number": "555 0101"}],
    "languages": [{"id": "l", "code": "en"}],
}
SCHEMA = {
    "type": "object",
    "required": ["id", "name", "status"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["active", "inactive"]},
        "minimum_age": {"type": "number"},
        "email": {"type": "string", "format": "email"},
    },
    "definitions": {"location": {"type": "object", "required": ["location_type"], "properties": {"latitude": {"type": "number"}}}},
}


def put(folder: Path, value: object, name: str = "d.json") -> Path:
    (folder / name).write_text(json.dumps(value), encoding="utf-8")
    return folder / name


def codes(path: Path, schemas: Path | None = None) -> list[str]:
    return [one.code.removeprefix("referral.") for one in check(path, ON, schemas)]


def test_a_good_service_has_nothing_wrong(tmp_path: Path) -> None:
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    put(schemas, SCHEMA, "service.json")
    assert codes(put(tmp_path, GOOD), schemas) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"assured_date": None}, "never-checked"),
        ({"assured_date": "2025-11-01"}, "stale"),
        ({"assured_date": "2026-03-01"}, "due"),
        ({"assured_date": "2027-03-01"}, "checked-later"),
        ({"phones": []}, "no-phone"),
        ({"phones": [{"number": "555", "type": "fax"}]}, "no-phone"),
        ({"status": "defunct"}, "closed"),
        ({"languages": []}, "no-language"),
        ({"minimum_age": 20, "maximum_age": 10}, "ages"),
        ({"schedules": [{"byday": "MO", "opens_at": "08:30", "closes_at": "05:30"}]}, "hours"),
        ({"name": "Women's shelter"}, "protected"),
        ({"name": ""}, "refused"),
    ],
)
def test_each_rule_says_what_is_wrong(tmp_path: Path, changed: dict[str, object], code: str) -> None:
    assert codes(put(tmp_path, {**GOOD, **changed})) == [code]


def test_a_night_can_be_and_an_empty_day_cannot() -> None:
    assert impossible(Opening(("mo",), "18:00", "02:00")) == "" and impossible(Opening(("mo",), "09:00", "17:00")) == ""
    assert (
        impossible(Opening(("mo",), "09:00", "09:00"))
        and impossible(Opening(("mo",), "09:00", "05:00"))
        and not impossible(Opening((), "", "", "x"))
    )


def test_schemas_of_others_say_what_they_do_not_allow_and_tell_no_value_of_what_is_protected(tmp_path: Path) -> None:
    put(tmp_path, SCHEMA, "service.json")
    found = list(check(put(tmp_path, {**GOOD, "id": "1", "email": "x", "minimum_age": "12 Elm Street"}), ON, tmp_path))
    assert sorted(one.location.path for one in found) == ["service 1 $.email", "service 1 $.id", "service 1 $.minimum_age"]
    assert "12 Elm Street" in "".join(map(str, found))
    hidden = list(check(put(tmp_path, {**GOOD, "name": "Shelter", "minimum_age": "12 Elm Street"}), ON, tmp_path))
    assert len(hidden) == 2 and "Elm" not in "".join(map(str, hidden))
    lone = list(check(put(tmp_path, {"id": "1", "name": "Hall", "latitude": "x"}), ON, tmp_path))
    assert ["lacks location_type" in one.message for one in lone if one.code == "referral.schema"].count(True) == 1


def test_tables_are_checked_as_json_would_be(tmp_path: Path) -> None:
    put(tmp_path, SCHEMA, "service.json")
    (tmp_path / "services.csv").write_text(f"id,name,status,minimum_age\n{GOOD['id']},A,active,12\n2,B,open,x\n")
    found = [one.location.path for one in check(tmp_path, ON, tmp_path) if one.code == "referral.schema"]
    assert sorted(found) == ["service 2 $.id", "service 2 $.minimum_age", "service 2 $.status"]


def test_schemas_that_are_none_or_refer_elsewhere_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="There is no service_with_definitions"):
        list(check(put(tmp_path, GOOD), ON, tmp_path))
    (tmp_path / "bad.json").write_text("{")
    for name, why in (("bad.json", "no JSON Schema"), ("none.json", "Cannot read")):
        with pytest.raises(FileProblem, match=why):
            ForeignSchema(tmp_path / name)
    far = ForeignSchema(put(tmp_path, {"properties": {"id": {"$ref": "https://far.example/x.json"}}}, "far.json"))
    with pytest.raises(FileProblem, match="nothing is fetched"):
        far.check(GOOD)


def test_rules_of_a_service_alone_name_it() -> None:
    (one,) = of_service(Service("7", "made", "A", phones=(Phone("1"),), languages=("en",), status=Status.CLOSED, assured_on=ON), ON, "f")
    assert (one.code, one.location.file, one.location.path) == ("referral.closed", "f", "service 7")


def test_the_command_validates_and_ends_with_1_on_errors(tmp_path: Path) -> None:
    good = run("referral", "validate", str(put(tmp_path, GOOD)), "--on", "2026-11-24")
    assert good.exit_code == 0 and "no errors, no warnings" in good.output
    bad = run("referral", "validate", str(put(tmp_path, {"name": "A"})), "--on", "2026-11-24", "--format", "json")
    assert bad.exit_code == 1 and json.loads(bad.output)["diagnostics"][0]["code"] == "referral.refused"
    assert run("referral", "validate", str(tmp_path / "none")).exit_code == 5


def test_the_command_exports_and_keeps_the_record_of_an_override(tmp_path: Path) -> None:
    house = {**GOOD, "id": "6c1f0f0e-8b0c-4f1d-9a51-7a40f5cbb002", "name": "Safe house", "description": "At 12 Elm Street"}
    path = put(tmp_path, [GOOD, house])
    out = tmp_path / "out.json"
    done = run("referral", "export", str(path), "-o", str(out))
    assert done.exit_code == 0 and "2 services written" in done.output and "Elm" not in done.output
    assert "Elm" not in out.read_text() and not (tmp_path / "out.json.override.json").exists()
    done = run("referral", "export", str(path), "-o", str(out), "--override-by", "A. Lead", "--override-why", "Asked", "--on", "2026-11-24")
    assert done.exit_code == 0 and "Elm" in out.read_text()
    assert json.loads((tmp_path / "out.json.override.json").read_text()) == {
        "by": "A. Lead",
        "on": "2026-11-24",
        "why": "Asked",
        "services": [f"d/{house['id']}"],
    }
    assert run("referral", "export", str(path), "-o", str(out), "--override-by", "A. Lead").exit_code == 2
    assert run("referral", "export", str(path), "-o", str(tmp_path / "out.xml")).exit_code == 2
    assert run("referral", "export", str(path), "-o", str(tmp_path / "out.zip")).exit_code == 0
