"""What leaves as HSDS comes back the same, less what protection withholds, and keeps the shape that HSDS asks for."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.referral.hsds_out import as_json, as_package, record_of
from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Refused, Service, Status, Term
from clinickit.referral.protect import Override, shown
from clinickit.referral.readers import read
from tests.referral.test_readers_hsds import SERVICE
from tests.referral.test_readers_others import AIRS, BUNDLE, CSV

OVERRIDE = Override("A. Lead", date(2026, 11, 24), "Asked by the house.")
WHOLE = Service(
    id="S-1",
    source="made",
    name="Cedar & Sons “Talks”",
    organization="Cedar House",
    also_called="Talks",
    description="Two lines,\nwith a comma; 5 < 6.",
    status=Status.UNKNOWN,
    url="www.cedar.example",
    email="not an address",
    phones=(Phone("555 0101", "hotline", "0012", "Ask for Ann", ("ur", "es")), Phone("555 0199", confidential=True)),
    places=(
        Place(
            "p",
            "Hall",
            (Address(("1 A", "2 B", "3 C"), "X", "CA", "9", "US"), Address((), "Y", kind="postal")),
            1.5,
            -2.25,
            "Bus",
            ("Ramp",),
            (Phone("7"),),
        ),
    ),
    openings=(Opening(("mo", "su"), "22:00", "24:00", "Ring"), Opening((), "", "", "By appointment")),
    areas=("Alameda",),
    languages=("zh-Hans", "mam", "es"),
    interpreters=False,
    minimum_age=0,
    maximum_age=99,
    eligibility="Anyone",
    costs=(Cost("sliding"), Cost("fee", "Hour", 35.5, "GBP", "per hour")),
    insurance=("medicaid", "Own plan"),
    documents=("ID",),
    how_to_apply="Call",
    referral_methods=("self",),
    wait="3 weeks",
    accepting=False,
    remote=False,
    access=("loop",),
    modalities=("ipt",),
    terms=(Term("1220", "Counseling", "OE"), Term("x")),
    alert="Closed in May",
    assured_on=date(2026, 1, 2),
    changed_on=date(2026, 2, 3),
)
HOUSE = replace(WHOLE, id="S-2", name="Second Step", terms=(Term("BH-1800.1500", "", "AIRS"),))
SECRET = replace(WHOLE, id="S-3", confidential=True)
ALL = (WHOLE, HOUSE, SECRET)


def back(folder: Path, data: bytes) -> list[Service]:
    path = folder / "out"
    path.write_bytes(data)
    found = list(read(path, source="made"))
    assert not [one for one in found if isinstance(one, Refused)]
    return [one.service for one in found if isinstance(one, Entry)]


def test_an_export_comes_back_the_same_less_what_is_withheld(tmp_path: Path) -> None:
    kept = [shown(WHOLE), shown(HOUSE)]
    for made in (as_json(ALL), as_package(ALL)):
        assert back(tmp_path, made.data) == kept and made.written == 2 and made.record is None
        assert [named for named, _ in made.kept_back] == ["made/S-1", "made/S-2", "made/S-3"]
    assert not any(secret in as_json(ALL).data for secret in (b"0199", b"S-3"))


def test_with_an_override_it_comes_back_whole_and_a_record_is_kept(tmp_path: Path) -> None:
    for made in (as_json(ALL, OVERRIDE), as_package(ALL, OVERRIDE)):
        assert back(tmp_path, made.data) == list(ALL) and made.kept_back == ()
        assert (
            made.record is not None and made.record["by"] == "A. Lead" and made.record["services"] == ["made/S-1", "made/S-2", "made/S-3"]
        )


def test_nothing_of_a_shelter_is_in_the_bytes() -> None:
    for data in (as_json((HOUSE,)).data, as_package((HOUSE,)).data):
        plain = b"".join(unpacked(data).values()) if data[:2] == b"PK" else data
        assert b"Second Step" in plain and not any(one in plain for one in (b"Hall", b"1 A", b"-2.25", b"cedar", b"Bus", b"0199"))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_services_give_the_same_bytes() -> None:
    assert as_json(ALL).data == as_json(ALL).data and as_package(ALL).data == as_package(ALL).data


_ENUMS = {
    "status": {"active", "inactive", "defunct", "temporarily closed"},
    "location_type": {"physical", "postal", "virtual"},
    "address_type": {"physical", "postal", "virtual"},
    "freq": {"WEEKLY", "MONTHLY"},
}
_NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude", "amount", "extension"}
_NEEDED = {
    "addresses": {"address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "phones": {"number"},
    "taxonomy_term": {"name", "description"},
    "organization": {"name", "description"},
}


def wrong(value: Any, name: str = "") -> list[str]:
    """What HSDS 3.0 would not take: ids that are no uuid, fields of another type or choice, fields that lack."""
    if isinstance(value, list):
        return [one for inner in value for one in wrong(inner, name)]
    if not isinstance(value, dict):
        ok = isinstance(value, (int, float)) if name in _NUMBERS else isinstance(value, str) and value in _ENUMS.get(name, {value})
        return [] if ok else [f"{name}: {value!r}"]
    lacks = [f"{name} lacks {one}" for one in (_NEEDED.get(name, set()) | {"id"}) - value.keys()]
    ids = [] if re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value.get("id", "")) else [f"{name}.id"]
    return [*lacks, *ids, *(one for key, inner in value.items() for one in wrong(inner, key))]


def test_records_have_the_shape_that_hsds_asks_for() -> None:
    record = record_of(WHOLE)
    assert record is not None and wrong(record) == []
    assert record["status"] == "active" and record["url"] == "https://www.cedar.example" and "email" not in record
    assert record["schedules"][0]["byday"] == "MO,SU" and record["schedules"][0]["closes_at"] == "00:00"
    assert wrong({"id": "1", "status": "open", "phones": [{"id": "2"}]}) == [".id", "status: 'open'", "phones lacks number", "phones.id"]


def test_a_package_names_its_tables_and_every_row_has_its_owner() -> None:
    files = unpacked(as_package(ALL).data)
    about = json.loads(files["datapackage.json"])
    assert {one["path"] for one in about["resources"]} == files.keys() - {"datapackage.json"}
    assert b"organization_id" in files["services.csv"].splitlines()[0] and files["services.csv"].count(b"\r\n") >= 3
    assert b"Not given" in files["organizations.csv"]


def test_a_uuid_stays_the_id_of_a_service() -> None:
    named = "6c1f0f0e-8b0c-4f1d-9a51-7a40f5cbb001"
    record = record_of(replace(WHOLE, id=named))
    assert record is not None and record["id"] == named and record_of(SECRET) is None


@pytest.mark.parametrize(
    "value", ["[]", "{", '{"name": 5}', '{"phones": [{"number": 1}]}', '{"status": "open"}', '{"minimum_age": true}', '{"places": "x"}']
)
def test_an_attribute_that_only_looks_like_ours_changes_nothing(tmp_path: Path, value: str) -> None:
    record = record_of(WHOLE)
    assert record is not None
    own = next(one for one in record["attributes"] if one["link_type"] == "clinickit")
    (plain,) = back(tmp_path, json.dumps({**record, "attributes": [one for one in record["attributes"] if one is not own]}).encode())
    own["value"] = value
    assert back(tmp_path, json.dumps(record).encode()) == [plain]


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)

_OPENINGS = st.builds(Opening, st.just(("mo",)), _WORDS, st.sampled_from(("24:00", "09:00", "x")), _WORDS)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Service,
        id=_WORDS.map(lambda text: f"i{text}"),
        source=st.just("made"),
        name=_WORDS.map(lambda text: f"n{text}"),
        organization=_WORDS,
        description=_WORDS,
        url=_WORDS,
        email=_WORDS,
        phones=st.lists(st.builds(Phone, _WORDS, _WORDS, _WORDS, _WORDS), max_size=2).map(tuple),
        areas=st.lists(_WORDS, max_size=2).map(tuple),
        languages=st.lists(_WORDS, max_size=2).map(tuple),
        openings=st.lists(_OPENINGS, max_size=2).map(tuple),
        costs=st.lists(st.builds(Cost, _WORDS, _WORDS, st.one_of(st.none(), st.floats(0, 1e6)), _WORDS, _WORDS), max_size=2).map(tuple),
        terms=st.lists(st.builds(Term, _WORDS, _WORDS, _WORDS), max_size=2).map(tuple),
        interpreters=st.sampled_from((None, True, False)),
        minimum_age=st.one_of(st.none(), st.integers(0, 200)),
    )
)
def test_any_service_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, service: Service) -> None:
    folder = tmp_path_factory.mktemp("out")
    assert back(folder, as_json([service], OVERRIDE).data) == [service]
    assert back(folder, as_package([service], OVERRIDE).data) == [service]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xml", AIRS), ("f.json", json.dumps(BUNDLE)), ("c.csv", CSV), ("h.json", json.dumps(SERVICE))],
    ids=["airs", "fhir", "csv", "hsds"],
)
def test_what_each_format_gives_comes_back_field_by_field(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    services = [one.service for one in read(tmp_path / name, source="made") if isinstance(one, Entry)]
    assert services
    for override in (None, OVERRIDE):
        wanted = [shown(one, override) for one in services if override or not one.confidential]
        for made in (as_json(services, override), as_package(services, override)):
            again = back(tmp_path, made.data)
            assert len(again) == len(wanted)
            differ = [
                (one.id, field.name)
                for one, other in zip(wanted, again, strict=True)
                for field in fields(Service)
                if field.name != "id" and getattr(one, field.name) != getattr(other, field.name)
            ]
            assert differ == []
