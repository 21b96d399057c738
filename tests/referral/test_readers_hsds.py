"""HSDS of every shape becomes the same services; what is no service, or is hostile, is refused with a reason."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from clinickit.errors import FileProblem, Unknown
from clinickit.referral.model import Address, Entry, Opening, Refused, Service, Status, Term
from clinickit.referral.readers import fields, format_of, hours, limits, read

ID = "6c1f0f0e-8b0c-4f1d-9a51-7a40f5cbb001"
SERVICE: dict[str, Any] = {
    "id": ID,
    "name": "Talking &amp;amp; Listening",
    "description": "<p>Group therapy and <b>CBT</b>.</p><p>No couples counselling.</p>",
    "status": "active",
    "interpretation_services": "In Urdu",
    "fees_description": "Sliding scale; Medicaid taken",
    "minimum_age": 12.0,
    "maximum_age": "17",
    "assured_date": "2026-10-01",
    "last_modified": "2026-10-02T10:00:00Z",
    "phones": [{"id": "p", "number": '"+44 1234"', "extension": 7, "languages": [{"code": "urd"}]}],
    "languages": [{"name": "Spanish"}, {"code": "eng"}],
    "schedules": [{"id": "s", "freq": "WEEKLY", "byday": "TU,MO", "opens_at": "09:00:00Z", "closes_at": "00:00"}],
    "cost_options": [{"id": "c", "option": "First visit", "amount": 0, "currency": "usd"}],
    "service_areas": [{"id": "a", "name": "Alameda County"}],
    "service_capacity": [{"id": "k", "available": 2}],
    "organization": {"id": "o", "name": "Cedar House", "description": "x", "phones": [{"number": "9"}]},
    "attributes": [{"id": "x", "taxonomy_term": {"id": "t", "code": "1220", "name": "Counseling", "taxonomy": "Open Eligibility"}}],
    "service_at_locations": [
        {
            "id": "l",
            "location": {
                "id": "loc",
                "location_type": "virtual",
                "latitude": 91,
                "longitude": 5,
                "accessibility": [{"id": "z", "description": "Ramp"}],
                "addresses": [{"address_1": "1 A Street", "city": "B", "state_province": "CA", "postal_code": "9", "country": "USA"}],
            },
        }
    ],
}


def put(folder: Path, value: object, name: str = "d.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def services(path: Path) -> list[Service]:
    return [one.service for one in read(path, source="made") if isinstance(one, Entry)]


def refused(path: Path) -> list[Refused]:
    return [one for one in read(path) if isinstance(one, Refused)]


def test_a_service_is_read_whole(tmp_path: Path) -> None:
    (one,) = services(put(tmp_path, SERVICE))
    assert one.name == "Talking & Listening"
    assert one.description == "Group therapy and CBT.\nNo couples counselling."
    assert one.modalities == ("cbt", "group", "counseling")
    assert (one.status, one.minimum_age, one.maximum_age, one.interpreters, one.accepting, one.remote) == (
        Status.ACTIVE,
        12,
        17,
        True,
        True,
        True,
    )
    assert one.languages == ("es", "en") and one.phones[0].number == "+44 1234" and one.phones[0].languages == ("ur",)
    assert one.openings == (Opening(("mo", "tu"), "09:00", "24:00"),)
    assert [(cost.kind, cost.amount, cost.currency) for cost in one.costs] == [("free", 0.0, "USD"), ("sliding", None, "")]
    assert one.insurance == ("medicaid",) and one.organization == "Cedar House" and one.areas == ("Alameda County",)
    assert one.terms == (Term("1220", "Counseling", "Open Eligibility"),)
    place = one.places[0]
    assert (place.latitude, place.longitude, place.access) == (None, None, ("Ramp",))
    assert place.addresses == (Address(("1 A Street",), "B", "CA", "9", "US"),)
    assert str(one.assured_on) == "2026-10-01" and str(one.changed_on) == "2026-10-02"


def test_raw_keeps_what_no_field_holds(tmp_path: Path) -> None:
    (entry,) = read(put(tmp_path, {**SERVICE, "licenses": "ABC"}))
    assert isinstance(entry, Entry) and entry.raw["licenses"] == "ABC" and entry.format == "hsds"


@pytest.mark.parametrize(
    "value",
    [
        {"total_items": 1, "contents": [SERVICE]},
        [SERVICE],
        {"services": [SERVICE]},
        {**SERVICE["organization"], "services": [{name: one for name, one in SERVICE.items() if name != "organization"}]},
        {**SERVICE["service_at_locations"][0], "service": {name: one for name, one in SERVICE.items() if name != "service_at_locations"}},
    ],
)
def test_every_shape_gives_the_same_service(tmp_path: Path, value: object) -> None:
    (one,) = services(put(tmp_path, value))
    assert one == services(put(tmp_path, SERVICE, "whole.json"))[0]


def test_lines_of_json_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("\ufeff" + "\n".join(json.dumps({**SERVICE, "id": str(number)}) for number in range(3)), encoding="utf-8")
    assert [one.id for one in services(path)] == ["0", "1", "2"]
    path.write_text("{}\n\n[]", encoding="utf-8")
    assert [one.place for one in refused(path)] == ["$", "line 3"]


def test_a_service_at_two_locations_is_one_service_with_two_places(tmp_path: Path) -> None:
    bare = {"id": ID, "name": "A", "status": "active"}
    at = [{"id": f"l{number}", "service": bare, "location": {"id": f"p{number}", "location_type": "physical"}} for number in (1, 2)]
    (one,) = services(put(tmp_path, {"contents": at}))
    assert [place.id for place in one.places] == ["p1", "p2"]


def test_the_names_of_the_first_uk_profile_are_read(tmp_path: Path) -> None:
    location = {"id": "l", "name": "Hall", "physical_addresses": [{"address_1": "1 Row", "city": "Leeds", "country": "England"}]}
    value = {
        "id": "uk-1",
        "name": "Befriending",
        "status": "active",
        "eligibilitys": [{"minimum_age": 18, "maximum_age": 25, "eligibility": "Adults"}],
        "regular_schedules": [{"weekday": "Monday", "opens_at": "09:00", "closes_at": "12:00"}],
        "service_taxonomys": [{"taxonomy": {"id": "x:1", "name": "Peer support", "vocabulary": "esd"}}],
        "languages": [{"language": "Polish"}],
        "service_at_locations": [{"id": "s", "location": location}],
    }
    (entry,) = read(put(tmp_path, value))
    assert isinstance(entry, Entry) and entry.format == "hsds-uk"
    one = entry.service
    assert (one.minimum_age, one.maximum_age, one.eligibility, one.languages) == (18, 25, "Adults", ("pl",))
    assert one.openings == (Opening(("mo",), "09:00", "12:00"),) and one.terms == (Term("x:1", "Peer support", "esd"),)
    assert one.places[0].addresses[0].country == "GB" and one.modalities == ("peer",)


def test_a_location_or_organization_alone_is_a_place_to_turn_to(tmp_path: Path) -> None:
    (place,) = services(put(tmp_path, {"id": "1", "name": "Center", "location_type": "physical", "transportation": "Bus 1"}))
    assert place.name == "Center" and place.places[0].directions == "Bus 1"
    (one,) = services(put(tmp_path, {"contents": [{"id": "2", "name": "Org", "website": "https://o.example"}]}))
    assert one.url == "https://o.example"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"name": "A", "status": "active"}, "no id"),
        ({"id": "1", "status": "active"}, "no name"),
        ({"contents": ["x"]}, "must be a JSON object"),
        ({"id": "1", "name": "T", "taxonomy_detail": {}, "term_uri": "x"}, "taxonomy"),
        ({"id": "1", "name": "A", "status": "active", "x": json.loads("[" * 60 + "]" * 60)}, "nested far too deep"),
    ],
)
def test_what_is_no_service_is_refused_with_its_reason(tmp_path: Path, value: object, why: str) -> None:
    (one,) = refused(put(tmp_path, value))
    assert why in one.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"contents": [{"id": "1", "name": "A"}, {"id"', "cut off"),
        ('{"contents": [{"id": "1", "name": "A"} {}]}', "cut off"),
        ("[" * 200_000, "too deep"),
        ('{"id": NaN}', "NaN"),
        ("{5: 1}", "a key and a colon"),
    ],
)
def test_a_broken_or_hostile_file_ends_in_a_refusal_and_keeps_what_stood_before(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "d.json"
    path.write_text(text, encoding="utf-8")
    found = list(read(path))
    assert isinstance(found[-1], Refused) and why in found[-1].why
    assert len(found) == (2 if "contents" in text else 1)


def test_a_file_that_is_not_utf8_or_not_there_or_of_no_format_is_told(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_bytes(b'{"id": "\xff"}')
    assert "UTF-8" in refused(path)[0].why
    with pytest.raises(FileProblem, match="There is no"):
        read(tmp_path / "none.json")
    with pytest.raises(Unknown, match="no format"):
        read(path, "xlsx")


TABLES: dict[str, list[dict[str, str]]] = {
    "services": [{"id": ID, "organization_id": "o", "name": "Listening", "status": "active", "minimum_age": "12"}],
    "organizations": [{"id": "o", "name": "Cedar House", "description": "x"}],
    "phones": [{"id": "p", "service_id": ID, "number": "555 0101"}, {"id": "q", "service_at_location_id": "l", "number": "555 0102"}],
    "languages": [{"id": "g", "service_id": ID, "code": "es"}, {"id": "h", "phone_id": "p", "code": "ur"}],
    "service_at_location": [{"id": "l", "service_id": ID, "location_id": "loc"}],
    "locations": [{"id": "loc", "location_type": "physical", "name": "Hall", "latitude": "37.5", "longitude": "-122.5"}],
    "addresses": [{"id": "a", "location_id": "loc", "address_1": "1 A, Street", "city": "B", "country": "US", "address_type": "physical"}],
    "schedules": [{"id": "s", "service_id": ID, "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "10:00"}],
    "attributes": [{"id": "x", "link_id": ID, "taxonomy_term_id": "t"}],
    "taxonomy_terms": [{"id": "t", "code": "1220", "name": "Counseling", "taxonomy": "OE"}],
}


def as_csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_folder_zip_and_json_of_tables_give_the_same_service(tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    (folder / "datapackage.json").write_text("../../datapackage.json")
    for name, rows in TABLES.items():
        (folder / f"{name}.csv").write_text(as_csv(rows), encoding="utf-8-sig")
    (one,) = services(folder)
    assert one.phones[0].languages == ("ur",) and one.languages == ("es",) and one.organization == "Cedar House"
    assert one.places[0].phones[0].number == "555 0102" and one.places[0].latitude == 37.5
    assert one.places[0].addresses[0].lines == ("1 A, Street",) and one.terms[0].code == "1220" and one.minimum_age == 12
    assert one.openings == (Opening(("mo",), "09:00", "10:00"),)
    zipped = packed(tmp_path / "d.zip", {f"deep/{name}.csv": as_csv(rows) for name, rows in TABLES.items()})
    assert format_of(zipped) == "hsds" and services(zipped) == [one]
    assert services(put(tmp_path, {f"{name}.csv": rows for name, rows in TABLES.items()})) == [one]


def test_a_second_row_of_the_same_id_is_refused_at_its_line(tmp_path: Path) -> None:
    rows = TABLES["services"] * 2
    found = refused(packed(tmp_path / "d.zip", {"services.csv": as_csv(rows)}))
    assert [(one.place, one.id) for one in found] == [("services.csv:3", ID)]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"../services.csv": "id"}, "leads out"),
        ({"/etc/services.csv": "id"}, "leads out"),
        ({"C:\\services.csv": "id"}, "leads out"),
        ({"services.csv": "id,name\n" + "0" * 3_000_000}, "far more than it is"),
        ({"other.csv": "id"}, "no services.csv"),
        ({"a/services.csv": "id", "b/services.csv": "id"}, "stands twice"),
        ({f"{number}.csv": "" for number in range(limits.MEMBERS + 1)}, "more than"),
    ],
)
def test_bombs_and_tricks_of_archives_are_refused(tmp_path: Path, files: dict[str, str], why: str) -> None:
    (one,) = refused(packed(tmp_path / "d.zip", files))
    assert why in one.why


def test_a_broken_archive_and_a_cell_too_large_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(b"PK\x03\x04 and nothing")
    assert "no sound zip" in refused(path)[0].why
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "services.csv").write_text(f"id,name\n1,{'x' * 140_000}\n")
    assert "field" in refused(folder)[0].why


@pytest.mark.parametrize(
    ("record", "made"),
    [
        (
            {"byday": "MO,TU,WE,TH,FR", "freq": "WEEKLY", "opens_at": "0900", "closes_at": "5 pm"},
            (("mo", "tu", "we", "th", "fr"), "09:00", "17:00", ""),
        ),
        ({"freq": "DAILY", "opens_at": "22:00", "closes_at": "06:00"}, (hours.WEEK, "22:00", "06:00", "")),
        ({"freq": "WEEKLY", "dtstart": "2026-11-24", "opens_at": "9 am", "closes_at": "12 pm"}, (("tu",), "09:00", "12:00", "")),
        ({"freq": "MONTHLY", "byday": "1MO", "opens_at": "09:00", "closes_at": "10:00"}, ((), "09:00", "10:00", "freq MONTHLY, byday 1MO")),
        (
            {"freq": "WEEKLY", "interval": 2, "byday": "MO", "opens_at": "09:00", "closes_at": "10:00", "description": "Odd weeks"},
            ((), "09:00", "10:00", "Odd weeks"),
        ),
        (
            {"byday": "MO", "valid_to": "2020-01-01", "opens_at": "09:00", "closes_at": "10:00"},
            ((), "09:00", "10:00", "byday MO, valid_to 2020-01-01"),
        ),
        ({"description": "By appointment"}, ((), "", "", "By appointment")),
        ({"opens_at": "25:00", "closes_at": "10:61"}, None),
    ],
)
def test_a_plain_week_becomes_hours_and_any_other_rule_stays_words(record: dict[str, Any], made: tuple[Any, ...] | None) -> None:
    assert hours.of_schedule(record) == (Opening(*made) if made else None)


def test_hours_in_words() -> None:
    assert hours.of_words("mo-fr 09:00-17:00; Sat 10 am to 12 pm; closed on holidays") == (
        Opening(("mo", "tu", "we", "th", "fr"), "09:00", "17:00"),
        Opening(("sa",), "10:00", "12:00"),
        Opening((), "", "", "closed on holidays"),
    )
    assert (
        hours.days("fr-mo") == ("mo", "fr", "sa", "su")
        and hours.days("Monday to Wednesday") == ("mo", "tu", "we")
        and hours.days("x") == ()
    )


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        ("English, Spanish", ("en", "es")),
        ("eng", ("en",)),
        ("fre;ger", ("fr", "de")),
        ("Mandarin and Cantonese", ("zh-Hans", "yue")),
        ("Farsi/Dari", ("fa",)),
        ("Español", ("es",)),
        ("pt_br", ("pt-BR",)),
        ("ASL", ("ase",)),
        ("Tagalog", ("fil",)),
        ("Spanish (some staff)", ("es",)),
        ("none", ()),
        ("many languages", ()),
    ],
)
def test_languages_become_tags(said: str, tags: tuple[str, ...]) -> None:
    assert fields.languages([said]) == tags


def test_values_that_say_nothing_are_nothing() -> None:
    assert fields.text({"a": 1}) == "" and fields.text("ages < 5 &lt;b&gt;x&lt;/b&gt;\u202e") == "ages < 5 x"
    assert (fields.age(-1), fields.age("200"), fields.age("15.9"), fields.age(True)) == (None, None, 15, None)
    assert fields.point(0, 0) == (None, None) and fields.point("10", None) == (None, None) and fields.point("10", "20") == (10.0, 20.0)
    assert (fields.day("2026-13-01"), fields.number("inf"), fields.country("NLD"), fields.country("Narnia")) == (None, None, "NL", "")
