"""No whereabouts of a protected place leaves, in any field, whatever the flags say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.errors import Unknown
from clinickit.referral.model import Address, Cost, Opening, Phone, Place, Service, Term
from clinickit.referral.protect import BARE_NAME, Override, nature, shown, withheld
from clinickit.referral.protect_words import WORDS
from clinickit.referral.records import service_to_json

OVERRIDE = Override("A. Lead", date(2026, 11, 24), "Transport to the house was arranged with it.")
HOUSE = Place(
    "p1",
    "Rosewood Cottage",
    (Address(("Unit 2-417 Quillfeather Lane",), "Ashford", "BC", "V9Q 7K2", "CA"),),
    49.123456,
    -122.654321,
    "Take bus 7 to the corner behind the mill.",
)
SECRETS = ("Rosewood", "Quillfeather", "V9Q", "7K2", "49.123", "122.654", "behind the mill", "Ashford")


def service(**changed: object) -> Service:
    whole = Service("1", "made", "Second Step Program", phones=(Phone("604-555-0101"),), places=(HOUSE,))
    return replace(whole, **changed)  # type: ignore[arg-type]


def told(one: Service) -> str:
    return json.dumps(service_to_json(one), ensure_ascii=False)


@pytest.mark.parametrize(
    "changed",
    [
        {"terms": (Term("BH-1800.1500", "", "AIRS"),)},
        {"terms": (Term("bh-1800.1500-100"),)},
        {"terms": (Term("", "Transition houses (second stage)"),)},
        {"phones": (Phone("604-555-0101", "safe house"),)},
        {"name": "Harbour Women's Shelter"},
        {"also_called": "The Refuge"},
        {"organization": "Society Against Domestic Violence"},
        {"description": "Suites for women seeking safety from family violence."},
        {"description": "Casa de acogida para víctimas de violencia de género."},
        {"description": "Refuge for anyone."},
    ],
)
def test_a_protected_service_keeps_its_name_and_public_phone_and_tells_no_place(changed: dict[str, object]) -> None:
    whole = service(**changed)
    kept = shown(whole)
    assert withheld(whole) and nature(whole)
    assert not any(secret in told(kept) for secret in SECRETS)
    assert [one.number for one in kept.phones] == ["604-555-0101"] and kept.name == whole.name
    assert shown(whole, OVERRIDE) is whole
    assert shown(kept) == kept


@pytest.mark.parametrize(
    "words",
    [
        *("domestic violence", "family abuse", "violence against women", "battered", "abused women", "honour-based", "human trafficking"),
        *("safe house", "transition home", "second-stage housing", "women's aid", "refuge for", "fleeing an abusive home and violence"),
        *("violencia doméstica", "violencia de género", "casa refugio", "albergue", "mujeres maltratadas", "violence conjugale"),
        *("maison d'hébergement", "foyer pour femmes", "violência doméstica", "casa-abrigo", "violenza domestica", "centro antiviolenza"),
        *("Frauenhaus", "häusliche Gewalt", "vrouwenopvang", "huiselijk geweld", "Blijf van mijn Lijf", "krisesenter", "kvinnojour"),
        *("przemoc domowa", "домашнее насилие", "убежище", "домашнє насильство", "العنف الأسري", "دار إيواء", "घरेलू हिंसा", "家暴", "庇护所"),
        *("aile içi şiddet", "kadın sığınma evi", "bạo lực gia đình", "karahasan sa tahanan", "가정폭력", "쉼터", "shelter", "safehouse"),
        "violencia dome\u0301stica",
    ],
)
def test_words_of_shelters_are_known_in_the_languages_of_directories(words: str) -> None:
    assert WORDS.first(f"Help: {words} …") and WORDS.first(words.upper() if words.isascii() else words)


@pytest.mark.parametrize(
    "words", ["Couples counselling", "Animal shelter", "Safe space for teens", "Housing help", "Crisis line", "Bus shelter ads"]
)
def test_other_services_are_shown_whole(words: str) -> None:
    whole = service(name=words, description=words)
    assert withheld(whole) == () and shown(whole) is whole


def test_a_fax_a_confidential_phone_and_a_phone_that_holds_an_address_are_not_shown() -> None:
    phones = (Phone("604-555-0101"), Phone("604-555-0102", "fax"), Phone("604-555-0103", confidential=True), Phone("417 Quillfeather Lane"))
    kept = shown(service(phones=phones, terms=(Term("BH-1800.1500"),)))
    assert [one.number for one in kept.phones] == ["604-555-0101"]


def test_a_street_in_the_name_of_a_shelter_goes_and_its_town_stays() -> None:
    kept = shown(service(name="Ashford Shelter, Quillfeather Ln"))
    assert "Ashford Shelter" in kept.name and "Quillfeather" not in kept.name


def test_a_listing_that_is_confidential_as_a_whole_shows_nothing() -> None:
    kept = shown(service(confidential=True, description="Anything"))
    assert kept == Service("1", "made", BARE_NAME, confidential=True)
    assert "Second" not in " ".join(withheld(service(confidential=True)))


def test_a_confidential_address_takes_map_point_directions_and_words_that_repeat_it() -> None:
    marked = replace(HOUSE.addresses[0], confidential=True)
    copy = Address(("417 Quillfeather Ln",), "Ashford", "BC", "V9Q7K2", "CA", "postal")
    office = Address(("1 Main Street",), "Ashford", "BC", "V1A 1A1", "CA")
    about = "Groups on Mondays. We meet at 417 Quillfeather Lane. Free parking."
    whole = service(
        places=(replace(HOUSE, addresses=(marked, copy, office)),), description=about, alert="Post to V9Q7K2", documents=("ID", "v9q 7k2")
    )
    kept = shown(whole)
    assert kept.description == "Groups on Mondays. Free parking."
    assert kept.places[0].addresses == (office,)
    assert (kept.places[0].latitude, kept.places[0].directions) == (None, "")
    assert not any(secret in told(kept) for secret in ("Quillfeather", "V9Q", "7k2", "49.12", "mill"))
    assert withheld(whole) == ("an address, its directions and coordinates: marked confidential",)


def test_a_confidential_place_goes_whole_and_so_do_codes_of_maps() -> None:
    whole = service(
        places=(replace(HOUSE, confidential=True),),
        description="Hello. Find us at ///cheer.parent.mole now. Bye.",
        url="https://maps.app/x",
    )
    kept = shown(whole)
    assert kept.places == () and kept.description == "Hello. Bye." and "maps" not in kept.url


def test_a_confidential_phone_goes_from_every_field() -> None:
    whole = service(phones=(Phone("604-555-0101"), Phone("604-555-0199", confidential=True)), description="Call. Staff line 604 555 0199.")
    kept = shown(whole)
    assert [one.number for one in kept.phones] == ["604-555-0101"] and "0199" not in told(kept)
    assert kept.places == (HOUSE,)


def test_an_override_needs_a_name_and_a_reason_and_its_record_tells_no_place() -> None:
    with pytest.raises(Unknown, match="name of whoever decides"):
        Override(" ", date(2026, 1, 1), "why")
    with pytest.raises(Unknown):
        Override("me", date(2026, 1, 1), "")
    record = OVERRIDE.record([service(name="Shelter"), service(id="2")])
    assert record["services"] == ["made/1"] and record["by"] == "A. Lead" and record["on"] == "2026-11-24"
    assert not any(secret in json.dumps(record) for secret in SECRETS)


_PLANTED = (
    "Unit 2-417 Quillfeather Lane",
    "quillfeather  ave",
    "V9Q7K2",
    "v9q 7k2",
    "Rosewood Cottage",
    "49.123456, -122.654321",
    "///a.b.c",
)
_AROUND = st.sampled_from(("", "Come to ", "We are at: ", "Open daily. See ", "(", "House, "))
_AFTER = st.sampled_from(("", ".", " today. Bring papers.", ")", ", ask for Ann", "\nSecond line"))
_TEXT = st.builds(lambda before, secret, after: f"{before}{secret}{after}", _AROUND, st.sampled_from(_PLANTED), _AFTER)
_STREET = Address(("Unit 2-417 Quillfeather Lane", "Quillfeather Ave"), "Ashford", "BC", "V9Q 7K2", "CA")


@st.composite
def _services(draw: st.DrawFn) -> Service:
    """A protected service, or one with a confidential place, with its whereabouts planted in every field of text."""
    text = lambda: draw(st.one_of(st.just(""), _TEXT))  # noqa: E731
    flagged = draw(st.booleans())
    place = Place(
        "p", "Rosewood Cottage", (_STREET,), 49.123456, -122.654321, text(), (text(),), (Phone("604-555-0107", note=text()),), flagged
    )
    return Service(
        id="1",
        source="made",
        name=f"Program {text().replace('Rosewood Cottage', '')}",
        organization=text(),
        also_called=text(),
        description=text(),
        url=text(),
        email=text(),
        phones=(Phone("604-555-0101", text() or "voice", note=text()), Phone(text() or "1")),
        places=(place,),
        openings=(Opening(("mo",), "09:00", "10:00", text()),),
        areas=(text(),),
        eligibility=text(),
        costs=(Cost("free", text(), None, "", text()),),
        insurance=(text(),),
        documents=(text(),),
        how_to_apply=text(),
        referral_methods=(text(),),
        wait=text(),
        access=(text(),),
        terms=(Term("BH-1800.1500" if not flagged else "X-1", text()), Term(f"c{text()}" if not flagged else "c", "n")),
        alert=text(),
    )


@settings(max_examples=100, deadline=None)
@given(_services())
def test_no_protected_whereabouts_reaches_any_field(whole: Service) -> None:
    kept = told(shown(whole)).casefold()
    for secret in ("quillfeather", "v9q", "7k2", "rosewood", "49.123", "122.654", "a.b.c"):
        assert secret not in kept
