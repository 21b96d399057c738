"""What an Infobutton is answered: fitting handouts by code and language as Atom, and nothing that the request smuggles in."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from clinickit.delivery.infobutton import answer
from clinickit.library import Library

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ICD, SNOMED = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.96"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def _query(code: str = "", system: str = "", language: str = "", **more: str) -> dict[str, str]:
    asked = {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": system, "informationRecipient.languageCode.c": language}
    return {name: value for name, value in asked.items() if value} | more


def _entries(library: Library, query: dict[str, str]) -> list[tuple[str, str, str]]:
    feed = etree.fromstring(answer(library, query))
    found = []
    for one in feed.findall(f"{ATOM}entry"):
        link = one.find(f"{ATOM}link")
        assert link is not None
        found.append((link.get("href", ""), one.get(LANG, ""), one.findtext(f"{ATOM}title", "")))
    return found


def test_a_code_in_the_readers_language(library: Library) -> None:
    found = _entries(library, _query("F41.9", ICD, "es"))
    assert found == [("cbt.es.pdf", "es", library.in_language("cbt", "es").title.plain())]
    assert _entries(library, _query("f41.9", f"urn:oid:{ICD}", "es-MX"))[0][1] == "es"
    assert _entries(library, _query("F41.9", "http://hl7.org/fhir/sid/icd-10-cm"))[0][0] == "cbt.en.pdf"


def test_a_code_of_another_system_or_a_longer_one_does_not_fit(library: Library) -> None:
    assert _entries(library, _query("F41.9", SNOMED)) == []
    assert _entries(library, _query("F41.90", ICD)) == []
    assert _entries(library, _query("F41", ICD)) == []
    assert _entries(library, _query("F41.9", "1.2.3")) == []


def test_several_handouts_of_one_code(library: Library) -> None:
    names = {href.split(".")[0] for href, _, _ in _entries(library, _query("Z63.0", ICD))}
    assert {"after-a-conflict", "jealousy-and-checking"} <= names


def test_a_language_that_is_not_there_is_said(library: Library) -> None:
    feed = etree.fromstring(answer(library, _query("F41.9", ICD, "sw")))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.get(LANG) == "en"
    assert ("language", "not-as-asked") in [(one.get("scheme"), one.get("term")) for one in entry.findall(f"{ATOM}category")]
    (spanish,) = etree.fromstring(answer(library, _query("F41.9", ICD, "es"))).findall(f"{ATOM}entry")
    assert "not-as-asked" not in [one.get("term") for one in spanish.findall(f"{ATOM}category")]


def test_a_name_is_searched_only_where_no_code_fits(library: Library) -> None:
    by_name = _entries(library, _query("F99.9", ICD, **{"mainSearchCriteria.v.dn": "worry"}))
    assert by_name
    by_code = _entries(library, _query("F41.9", ICD, **{"mainSearchCriteria.v.dn": "boundaries"}))
    assert [href for href, _, _ in by_code] == ["cbt.en.pdf"]


def test_a_patient_is_never_offered_the_sheet_about_a_violent_partner(library: Library) -> None:
    for recipient in ("", "PAT", "pat", "other"):
        asked = _query("Z69.11", ICD, **({"informationRecipient": recipient} if recipient else {}))
        assert _entries(library, asked) == []
        asked["mainSearchCriteria.v.dn"] = "my partner hits me"
        assert not any(href.startswith("staying-safe") for href, _, _ in _entries(library, asked))
    (found,) = _entries(library, _query("Z69.11", ICD, informationRecipient="PROV"))
    assert found[0] == "staying-safe.en.pdf"
    assert [href for href, _, _ in _entries(library, _query("R45.851", ICD))] == ["when-i-think-of-dying.en.pdf"]


def test_the_feed_is_whole_atom_and_the_same_each_time(library: Library) -> None:
    made = answer(library, _query("75516001", SNOMED, "ar"))
    assert made == answer(library, _query("75516001", SNOMED, "ar"))
    feed = etree.fromstring(made)
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "clinickit"
    schemes = {one.get("scheme"): one.get("term") for one in feed.findall(f"{ATOM}category")}
    assert schemes == {
        "mainSearchCriteria.v.c": "75516001",
        "mainSearchCriteria.v.cs": SNOMED,
        "informationRecipient": "PAT",
        "informationRecipient.languageCode.c": "ar",
    }
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 2


def test_the_address_is_that_of_who_serves_it(library: Library) -> None:
    made = answer(library, _query("F41.9", ICD), lambda name, tag: f"https://clinic.example/h/{name}?l={tag}&x=<1>", kind="text/html")
    link = etree.fromstring(made).find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert (link.get("href"), link.get("type"), link.get("hreflang")) == ("https://clinic.example/h/cbt?l=en&x=<1>", "text/html", "en")


def test_nothing_else_of_the_request_comes_back(library: Library) -> None:
    made = answer(
        library, _query("F41.9", ICD, **{"patientPerson.name": "Ana Ruiz", "age.v.v": "9x9x9", "mainSearchCriteria.v.dn": "Ana Ruiz"})
    )
    assert b"Ana" not in made
    assert b"9x9x9" not in made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(
            ["mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "informationRecipient", "informationRecipient.languageCode.c", "x"]
        ),
        st.text(max_size=30) | st.sampled_from(["F41.9", ICD, "es", "]]>", "\x00\ud800", "<a>", "x" * 5000]),
    )
)
def test_any_request_has_a_feed(query: dict[str, str]) -> None:
    made = answer(_LIBRARY, query)
    assert etree.fromstring(made).tag == f"{ATOM}feed"
    assert len(made) < 20_000


_LIBRARY = Library()
