"""AIRS XML, FHIR R4 and plain tables: taken whole, or refused with the line and the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clinickit.errors import FileProblem
from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Refused, Service, Status, Term
from clinickit.referral.protect import shown, withheld
from clinickit.referral.readers import format_of, read, read_all

AIRS = """<?xml version="1.0" encoding="utf-8"?>
<Source SchemaVersion="3.0">
  <Agency ExcludeFromWebsite="false">
    <Key>A1</Key>
    <Name>Harbor Society</Name>
    <URL><Address>www.harbor.example</Address></URL>
    <Site>
      <Key>S1</Key>
      <Name>Main office</Name>
      <PhysicalAddress Confidential="true"><Line1>12 Elm Street</Line1><City>Langley</City><State>BC</State><ZipCode>V2Y 0A2</ZipCode>
        <Country>CA</Country></PhysicalAddress>
      <MailingAddress Confidential="false"><Line1 /><City /></MailingAddress>
      <SiteService>
        <Name>Talks</Name>
        <Key>S1</Key>
        <AKA><Name>Quiet Talks</Name><Confidential>false</Confidential></AKA>
        <AKA><Name>Hidden name</Name><Confidential>true</Confidential></AKA>
        <Description>Offers &amp;lt;b&amp;gt;family counselling&amp;lt;/b&amp;gt; &amp;amp; play.</Description>
        <Phone Confidential="false"><PhoneNumber>604-555-0101</PhoneNumber><Type>Phone1</Type></Phone>
        <Phone Confidential="true"><PhoneNumber>604-555-0102</PhoneNumber><Type>After Hours</Type></Phone>
        <Phone Confidential="false"><PhoneNumber /><Type>Fax</Type></Phone>
        <TimeOpen><Days>Monday-Friday</Days><From>9:00 AM</From><To>5:00 PM</To></TimeOpen>
        <Taxonomy><Code>RP-1400.2500</Code></Taxonomy>
        <Taxonomy><Code>{what:'COUNSELLING',why:'grief',who:'Families'}</Code></Taxonomy>
        <GeographicAreaServed><City>Langley</City><State>BC</State><Country>Canada</Country></GeographicAreaServed>
        <Languages>English, Punjabi</Languages>
        <AgeRequirements><MinAge>13</MinAge><MaxAge>19</MaxAge></AgeRequirements>
        <FeeStructure>Sliding scale</FeeStructure>
        <ResourceInfo AvailableForDirectory="true" DateLastVerified="2026-04-14" DateOfLastAction="2026-05-03" />
      </SiteService>
      <SiteService><Name>No key here</Name></SiteService>
      <SiteService>
        <Name>Kept out</Name><Key>X2</Key><ResourceInfo AvailableForDirectory="false" AvailableForReferral="false" /></SiteService>
      <SpatialLocation><Latitude>49.08</Latitude><Longitude>-122.6</Longitude></SpatialLocation>
    </Site>
  </Agency>
  <Agency><Key>A2</Key></Agency>
  <Agency><Name>No key</Name></Agency>
  <Agency><Key>A4</Key><Name>No service</Name><Site><Key>S4</Key></Site></Agency>
</Source>
"""


def put(folder: Path, text: str, name: str = "d") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def split(path: Path) -> tuple[list[Service], list[Refused]]:
    found = list(read(path, source="made"))
    return [one.service for one in found if isinstance(one, Entry)], [one for one in found if isinstance(one, Refused)]


def test_an_airs_service_is_read_with_its_site_and_agency(tmp_path: Path) -> None:
    path = put(tmp_path, AIRS)
    (one, out), _ = split(path)
    assert format_of(path) == "airs"
    assert (one.id, one.name, one.organization, one.also_called, one.url) == (
        "S1",
        "Talks",
        "Harbor Society",
        "Quiet Talks",
        "www.harbor.example",
    )
    assert one.description == "Offers family counselling & play."
    assert one.phones == (Phone("604-555-0101"), Phone("604-555-0102", "after hours", confidential=True))
    assert one.openings == (Opening(("mo", "tu", "we", "th", "fr"), "09:00", "17:00"),)
    assert one.terms[1].name == "counselling (grief, Families)" and one.modalities == ("family", "counseling")
    assert one.areas == ("Langley, BC, Canada",) and one.languages == ("en", "pa") and (one.minimum_age, one.maximum_age) == (13, 19)
    assert one.costs == (Cost("sliding", note="Sliding scale"),) and one.status is Status.ACTIVE and str(one.assured_on) == "2026-04-14"
    (place,) = one.places
    assert place.addresses == (Address(("12 Elm Street",), "Langley", "BC", "V2Y 0A2", "CA", "physical", True),) and place.latitude == 49.08
    assert "Elm" not in repr(shown(one)) and "0102" not in repr(shown(one))
    assert (out.id, out.confidential, out.status) == ("S1-X2", True, Status.INACTIVE) and withheld(out)


def test_airs_records_without_what_they_need_are_refused_with_line_and_reason(tmp_path: Path) -> None:
    _, refused = split(put(tmp_path, AIRS))
    lines = {
        mark: number
        for number, line in enumerate(AIRS.splitlines(), 1)
        for mark in ("No key here", ">A2<", ">No key<", ">A4<")
        if mark in line
    }
    assert [one.place.split(":")[0] for one in refused] == [f"line {number}" for number in lines.values()]
    assert [one.id for one in refused] == ["A1/S1", "A2", "", "A4"]
    for one, why in zip(refused, ("service has no Key", "no Name", "no Key", "no service"), strict=True):
        assert why in one.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Source><Agency><Key>&x;</Key></Agency></Source>', "DOCTYPE"),
        ("<Source><Agency><Key>1</Key></Agency><Agency>", "cut off"),
        ("<Source>" + "<a>" * 5000, "cut off"),
    ],
)
def test_hostile_or_broken_xml_is_refused(tmp_path: Path, text: str, why: str) -> None:
    _, refused = split(put(tmp_path, text))
    assert why in refused[-1].why and "root:" not in repr(refused)


SERVICE: dict[str, Any] = {
    "resourceType": "HealthcareService",
    "id": "h",
    "active": True,
    "name": "Psychology",
    "providedBy": {"reference": "Organization/o"},
    "specialty": [{"coding": [{"system": "http://snomed.info/sct", "code": "1", "display": "Psychotherapy"}]}],
    "location": [{"reference": "urn:uuid:1"}, {"reference": "#in"}],
    "contained": [{"resourceType": "Location", "id": "in", "name": "Annex"}],
    "telecom": [
        {"system": "phone", "value": "2", "rank": 2},
        {"system": "phone", "value": "1", "rank": 1},
        {"system": "email", "value": "a@b.example"},
    ],
    "communication": [{"coding": [{"code": "es"}]}, {"text": "Urdu"}],
    "serviceProvisionCode": [{"coding": [{"code": "free", "display": "Free"}]}],
    "availableTime": [
        {"daysOfWeek": ["mon"], "availableStartTime": "08:30:00", "availableEndTime": "16:00:00"},
        {"daysOfWeek": ["sun"], "allDay": True},
    ],
}
LOCATION = {
    "resourceType": "Location",
    "id": "l",
    "name": "Wing",
    "address": {"use": "home", "line": ["1 Weg"], "city": "Den Burg", "country": "NLD"},
    "position": {"latitude": 42.2, "longitude": -83.6},
}
BUNDLE = {
    "resourceType": "Bundle",
    "entry": [
        {"resource": SERVICE},
        {"fullUrl": "urn:uuid:1", "resource": LOCATION},
        {"resource": {"resourceType": "Organization", "id": "o", "name": "Burgers UMC"}},
        {"resource": {"resourceType": "Practitioner", "id": "p", "name": [{"prefix": ["Dr"], "given": ["Ada"], "family": "Lo"}]}},
        {"resource": {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/p"}, "active": False}},
        {"resource": {"resourceType": "Patient", "id": "someone", "name": [{"family": "Secret"}]}},
        {"resource": {"resourceType": "HealthcareService", "id": "nameless"}},
    ],
}


def test_a_bundle_gives_its_services_with_what_they_refer_to(tmp_path: Path) -> None:
    path = put(tmp_path, json.dumps(BUNDLE))
    (one, role), refused = split(path)
    assert format_of(path) == "fhir" and one.organization == "Burgers UMC" and one.status is Status.ACTIVE
    assert [phone.number for phone in one.phones] == ["1", "2"] and one.email == "a@b.example" and one.languages == ("es", "ur")
    assert [place.name for place in one.places] == ["Wing", "Annex"] and one.places[0].addresses[0].country == "NL"
    assert one.openings == (Opening(("mo",), "08:30", "16:00"), Opening(("su",), "00:00", "24:00"))
    assert one.costs[0].kind == "free" and one.terms == (Term("1", "Psychotherapy", "SNOMED CT"),) and one.modalities == ("counseling",)
    assert "1 Weg" not in repr(shown(one))
    assert (role.name, role.status) == ("Dr Ada Lo", Status.INACTIVE)
    assert [one.id for one in refused] == ["someone", "nameless"] and "Secret" not in repr(refused) and "no name" in refused[1].why


def test_single_resources_and_lines_are_read_and_those_about_a_person_are_not(tmp_path: Path) -> None:
    (one,), _ = split(put(tmp_path, json.dumps(LOCATION)))
    assert one.name == "Wing" and one.places[0].latitude == 42.2
    found, refused = split(
        put(tmp_path, "\n".join(json.dumps(value) for value in (SERVICE, LOCATION, {"resourceType": "Task", "id": "t"})))
    )
    assert [one.id for one in found] == ["h"] and [one.id for one in refused] == ["t"]


def test_a_restricted_resource_is_confidential(tmp_path: Path) -> None:
    (one,), _ = split(put(tmp_path, json.dumps({**SERVICE, "meta": {"lastUpdated": "2026-01-02T00:00:00Z", "security": [{"code": "R"}]}})))
    assert one.confidential and str(one.changed_on) == "2026-01-02"


CSV = """Name,ID,Phone,Languages,Cost,Hours,Address,City,Country,Address Confidential,Modalities,Terms,Interpreters,Our notes
Cedar Couples,1,555-0101,English; Spanish,sliding,mo-fr 09:00-17:00,1 Elm St|Suite 2,Oakland,US,,couples; cbt,OE:1220 Counseling; x,yes,kept
Quiet House,,555-0102,,,,9 Oak St,Oakland,US,yes,,,,
,3,555,,,,,,,,,,,
Cedar Couples,1,,,,,,,,,,,,
Too,many,cells,,,,,,,,,,,,more
"""


def test_a_plain_table_is_read_and_its_wrong_rows_are_refused_at_their_lines(tmp_path: Path) -> None:
    path = put(tmp_path, CSV)
    found = list(read(path, source="made"))
    one, quiet = (entry.service for entry in found if isinstance(entry, Entry))
    assert format_of(path) == "csv" and one.languages == ("en", "es") and one.costs == (Cost("sliding", note="sliding"),)
    assert one.places[0].addresses == (Address(("1 Elm St", "Suite 2"), "Oakland", "", "", "US"),) and one.interpreters is True
    assert one.modalities == ("couples", "cbt", "counseling") and one.terms == (Term("1220", "Counseling", "OE"), Term("x"))
    assert one.openings == (Opening(("mo", "tu", "we", "th", "fr"), "09:00", "17:00"),)
    assert len(quiet.id) == 36 and shown(quiet).places == ()
    assert isinstance(found[0], Entry) and found[0].raw["our_notes"] == "kept"
    refused = [one for one in found if isinstance(one, Refused)]
    assert [one.place for one in refused] == ["d:4", "d:5", "d:6"]
    for one_, why in zip(refused, ("no name", "same id", "15 cells"), strict=True):
        assert why in one_.why


def test_a_table_of_semicolons_is_read_and_one_without_a_name_is_refused(tmp_path: Path) -> None:
    (one,), _ = split(put(tmp_path, "\ufeffname;city;languages\nA;Köln;de\n"))
    assert one.places[0].addresses[0].city == "Köln" and one.languages == ("de",)
    for text, why in (("a,b\n1,2\n", "no column is called"), ("name,name\n1,2\n", "stands twice")):
        assert why in split(put(tmp_path, text))[1][0].why
    path = tmp_path / "latin"
    path.write_bytes("name\nKöln\n".encode("latin-1"))
    assert "CSV UTF-8" in split(path)[1][0].why


def test_one_table_of_a_data_package_is_no_table_of_services(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    (tmp_path / "languages.csv").write_text("id,service_id,name\n1,2,English\n", encoding="utf-8")
    (found,) = read(tmp_path / "languages.csv")
    assert isinstance(found, Refused) and "Name the folder" in found.why


def test_fhir_files_of_one_source_are_read_as_one(tmp_path: Path) -> None:
    parts = {
        "h.json": {**SERVICE, "providedBy": {"reference": "Organization/1"}},
        "o.json": {"resourceType": "Organization", "id": "1", "name": "Cedar House"},
    }
    paths = [put(tmp_path, json.dumps(value), name) for name, value in parts.items()]
    (tmp_path / "c.csv").write_text("id,name\n1,Talk\n", encoding="utf-8")
    found = [one.service for one in read_all([*paths, tmp_path / "c.csv"], source="made") if isinstance(one, Entry)]
    assert [(one.id, one.organization) for one in found] == [("h", "Cedar House"), ("1", "")]
    assert [one.service.id for one in read_all(paths[1:]) if isinstance(one, Entry)] == ["Organization/1"]
    with pytest.raises(FileProblem, match="There is no"):
        list(read_all([tmp_path / "none.json"]))


def test_a_plain_table_says_whom_to_ask_for(tmp_path: Path) -> None:
    (found,) = split(put(tmp_path, "name,ask for\nTalk,Ana\n"))[0]
    assert found.ask_for == "Ana"
