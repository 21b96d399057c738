"""Every rule of matching says yes where it should and no where it should, with its reason; unknown stays and ranks lower."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clinickit.errors import FileProblem, Unknown
from clinickit.referral import places
from clinickit.referral.asking import Ask, Distance, Point, Safety, Setting, distance, point
from clinickit.referral.matching import freshness, judge, match
from clinickit.referral.model import Address, Cost, Phone, Place, Service, Status
from clinickit.referral.reasons import Answer
from clinickit.referral.rules import RULES, Rule, private

ON = date(2026, 11, 24)
MISSION = Point(37.7509, -122.4153, "94110")


def service(name: str = "Open Door", **facts: Any) -> Service:
    known = {"id": name, "source": "sample", "status": Status.ACTIVE, "accepting": True, "assured_on": date(2026, 10, 1)}
    return Service(name=name, **(known | facts))


def at(latitude: float, longitude: float) -> tuple[Place, ...]:
    address = Address(("1 Main St",), "San Francisco", "CA", "94110", "US")
    return (Place("p", addresses=(address,), latitude=latitude, longitude=longitude),)


MILES = Distance(16093.44, "mi")
CASES: list[tuple[str, dict[str, Any], dict[str, Any], Answer, str]] = [
    ("status", {}, {}, Answer.YES, "It is open."),
    ("status", {}, {"status": Status.DEFUNCT}, Answer.NO, "closed for good"),
    ("status", {}, {"status": Status.INACTIVE}, Answer.NO, "not active"),
    ("status", {}, {"status": Status.CLOSED}, Answer.NO, "closed for now"),
    ("status", {}, {"status": Status.UNKNOWN}, Answer.UNKNOWN, "does not say whether it is open"),
    ("accepting", {}, {"wait": "2 weeks."}, Answer.YES, "It takes new people. Wait: 2 weeks."),
    ("accepting", {}, {"accepting": False}, Answer.NO, "takes nobody new now"),
    ("accepting", {"full": True}, {"accepting": False}, Answer.YES, "full ones were asked for too"),
    ("accepting", {}, {"accepting": None}, Answer.UNKNOWN, "Ask when you call."),
    ("age", {"age": 15}, {"minimum_age": 12, "maximum_age": 18}, Answer.YES, "from 12 to 18; 15 was asked"),
    ("age", {"age": 18}, {"minimum_age": 12, "maximum_age": 18}, Answer.YES, "from 12 to 18"),
    ("age", {"age": 11}, {"minimum_age": 12}, Answer.NO, "from 12 up, and 11 was asked"),
    ("age", {"age": 19}, {"maximum_age": 18}, Answer.NO, "up to 18, and 19 was asked"),
    ("age", {"age": 0}, {"minimum_age": 0, "maximum_age": 5}, Answer.YES, "from 0 to 5"),
    ("age", {"age": 15}, {}, Answer.UNKNOWN, "which ages"),
    ("distance", {"near": MISSION, "within": MILES}, {"places": at(37.78, -122.41)}, Answer.YES, "It is 2 mi from 94110, within 10 mi."),
    ("distance", {"near": MISSION, "within": MILES}, {"places": at(37.3382, -121.8863)}, Answer.NO, "41 mi from 94110, more than 10 mi"),
    ("distance", {"near": MISSION, "within": MILES}, {"places": at(37.3382, -121.8863), "remote": True}, Answer.YES, "by phone or video"),
    ("distance", {"near": MISSION, "within": MILES}, {}, Answer.UNKNOWN, "does not say where it is"),
    ("area", {"area": "San Mateo"}, {"areas": ("San Mateo County",)}, Answer.YES, "It serves San Mateo County."),
    ("area", {"area": "san francisco"}, {"places": at(37.78, -122.41)}, Answer.YES, "It is in san francisco."),
    ("area", {"area": "San Mateo"}, {"areas": ("Marin County",)}, Answer.NO, "serves Marin County, not San Mateo"),
    ("area", {"area": "San Mateo"}, {}, Answer.UNKNOWN, "which area"),
    ("language", {"language": "es-MX"}, {"languages": ("en", "es")}, Answer.YES, "It speaks es-MX."),
    ("language", {"language": "es"}, {"phones": (Phone("1", languages=("es",)),)}, Answer.YES, "It speaks es."),
    ("language", {"language": "es"}, {"languages": ("en",), "interpreters": True}, Answer.YES, "has interpreters"),
    ("language", {"language": "es"}, {"languages": ("en", "vi")}, Answer.NO, "speaks en and vi, not es"),
    ("language", {"language": "es"}, {}, Answer.UNKNOWN, "which languages"),
    ("cost", {"cost": "sliding"}, {"costs": (Cost("sliding"),)}, Answer.YES, "has a sliding scale"),
    ("cost", {"cost": "insurance"}, {"costs": (Cost("free"),)}, Answer.YES, "It is free."),
    ("cost", {"cost": "insurance"}, {"insurance": ("Medicaid",)}, Answer.YES, "takes insurance"),
    ("cost", {"cost": "sliding"}, {"costs": (Cost("fee"),)}, Answer.NO, "It asks a fee; a sliding scale was asked."),
    ("cost", {"cost": "free"}, {"costs": (Cost("sliding"), Cost("fee"))}, Answer.NO, "nothing to pay was asked"),
    ("cost", {"cost": "sliding"}, {"costs": (Cost("unknown"),)}, Answer.UNKNOWN, "what it costs"),
    ("insurance", {"insurance": "medicaid"}, {"insurance": ("Medicaid",)}, Answer.YES, "It takes Medicaid."),
    ("insurance", {"insurance": "Medicaid"}, {"costs": (Cost("free"),)}, Answer.YES, "no insurance is needed"),
    ("insurance", {"insurance": "Medicaid"}, {"insurance": ("Aetna",)}, Answer.NO, "It takes Aetna, not Medicaid."),
    ("insurance", {"insurance": "Medicaid"}, {}, Answer.UNKNOWN, "whether it takes Medicaid"),
    ("access", {"access": ("step-free",)}, {"access": ("Wheelchair ramp",)}, Answer.YES, "It has: step-free."),
    ("access", {"access": ("step-free",)}, {"access": ("Not wheelchair accessible",)}, Answer.NO, "no access for: step-free"),
    ("access", {"access": ("step-free",)}, {"access": ("No ramp",)}, Answer.NO, "no access for: step-free"),
    ("access", {"access": ("step-free", "hearing")}, {"access": ("Ramp",)}, Answer.UNKNOWN, "whether it has: hearing"),
    ("setting", {"setting": Setting.REMOTE}, {"remote": True}, Answer.YES, "helps by phone or video"),
    ("setting", {"setting": Setting.REMOTE}, {"remote": False}, Answer.NO, "does not help by phone or video"),
    ("setting", {"setting": Setting.REMOTE}, {}, Answer.UNKNOWN, "whether it helps by phone or video"),
    ("setting", {"setting": Setting.IN_PERSON}, {"places": at(1, 1)}, Answer.YES, "in person"),
    ("setting", {"setting": Setting.IN_PERSON}, {"remote": True}, Answer.NO, "phone or video only"),
    ("setting", {"setting": Setting.IN_PERSON}, {}, Answer.UNKNOWN, "in person"),
    ("referral", {"method": "self"}, {"referral_methods": ("self-referral",)}, Answer.YES, "takes referrals by: self-referral"),
    ("referral", {"method": "self"}, {"referral_methods": ("GP",)}, Answer.NO, "by: GP; not by: self"),
    ("referral", {"method": "self"}, {"referral_methods": ("phone", "fax")}, Answer.UNKNOWN, "whether it takes referrals by: self"),
    ("referral", {"method": "phone"}, {"referral_methods": ("phone", "fax")}, Answer.YES, "phone and fax"),
    ("modality", {"modalities": ("cbt",)}, {"modalities": ("cbt", "group")}, Answer.YES, "It offers cbt."),
    ("modality", {"modalities": ("cbt", "ipt")}, {"modalities": ("psychodynamic",)}, Answer.NO, "psychodynamic, not cbt or ipt"),
    ("modality", {"modalities": ("cbt",)}, {}, Answer.UNKNOWN, "which kinds of help"),
    ("safety", {"modalities": ("couples",)}, {"modalities": ("couples", "cbt")}, Answer.NO, "Ask each person alone first."),
    ("safety", {"safety": Safety.CONCERN}, {"modalities": ("family",)}, Answer.NO, "there is a safety concern"),
    ("safety", {"safety": Safety.ASKED_SAFE}, {"modalities": ("couples",)}, Answer.YES, "asked alone and is safe"),
]


@pytest.mark.parametrize(("rule", "asked", "facts", "answer", "said"), CASES, ids=[f"{case[0]}-{at}" for at, case in enumerate(CASES)])
def test_a_rule_and_its_reason(rule: str, asked: dict[str, Any], facts: dict[str, Any], answer: Answer, said: str) -> None:
    judged = judge(Ask(ON, **asked), service(**facts))
    (reason,) = [one for one in judged.reasons if one.rule == rule]
    assert (reason.answer, said in reason.said) == (answer, True), reason.said
    assert reason.said.endswith(".")
    assert judged.fits is (answer is not Answer.NO)
    assert (reason.lower > 0) or answer is not Answer.UNKNOWN


def test_a_confidential_listing_is_offered_to_nobody() -> None:
    judged = judge(Ask(ON), service("Harbor", id="7", confidential=True, phones=(Phone("555 0100"),)))
    assert not judged.fits and "Harbor" not in repr(judged) and "555" not in repr(judged)


def test_the_whereabouts_of_a_shelter_cannot_be_told_from_a_distance() -> None:
    asked = {"near": MISSION, "within": MILES}
    judged = judge(Ask(ON, **asked, area="San Francisco"), service("Women's shelter", places=at(37.78, -122.41), areas=("San Francisco",)))
    said = {one.rule: one.answer for one in judged.reasons}
    assert judged.meters is None and said["distance"] is said["area"] is Answer.UNKNOWN


@pytest.mark.parametrize("rule", [one for one in RULES if one is not private], ids=lambda one: one.__name__)
def test_each_rule_has_a_case_where_it_says_yes_and_one_where_it_says_no(rule: Rule) -> None:
    said = [rule(Ask(ON, **asked), service(**facts)) for _, asked, facts, _, _ in CASES]
    assert {Answer.YES, Answer.NO} <= {one.answer for one in said if one is not None}


def test_the_rule_of_confidential_listings_says_no_or_nothing() -> None:
    assert private(Ask(ON), service()) is None
    said = private(Ask(ON), service(confidential=True))
    assert said is not None and (said.answer, said.said) == (Answer.NO, "Its directory keeps this listing confidential.")


@pytest.mark.parametrize(
    ("assured", "lower", "paper", "said"),
    [
        (date(2026, 11, 24), 0, True, "6 months ago at most"),
        (date(2026, 5, 24), 0, True, "6 months ago at most"),
        (date(2026, 5, 23), 2, True, "more than 6 months ago"),
        (date(2025, 11, 24), 2, True, "more than 6 months ago"),
        (date(2025, 11, 23), 4, False, "more than 12 months ago"),
        (None, 3, False, "Nobody ever checked"),
        (date(2026, 11, 25), 3, False, "a day to come"),
    ],
)
def test_freshness_on_a_day(assured: date | None, lower: int, paper: bool, said: str) -> None:
    reason, printable = freshness(assured, ON)
    assert (reason.lower, printable) == (lower, paper) and said in reason.said


def test_the_end_of_a_short_month_is_kept() -> None:
    assert freshness(date(2026, 8, 31), date(2027, 2, 28))[0].lower == 0
    assert freshness(date(2026, 8, 31), date(2027, 3, 1))[0].lower == 2


def test_never_checked_stands_on_paper_only_when_asked_for() -> None:
    never = service(assured_on=None)
    assert match(Ask(ON), [never]).for_paper() == ()
    assert len(match(Ask(ON, unchecked=True), [never]).for_paper()) == 1
    assert match(Ask(ON, unchecked=True), [service(assured_on=date(2020, 1, 1))]).for_paper() == ()


def test_the_order_is_fit_then_freshness_then_distance_then_name_and_id() -> None:
    near = {"modalities": ("cbt",), "places": at(37.75, -122.41)}
    ranked = [
        service("Zebra", **near),
        service("alpha", modalities=("cbt",), places=at(37.80, -122.41)),
        service("Alpha", modalities=("cbt",), places=at(37.80, -122.41), id="z"),
        service("Quiet", places=at(37.75, -122.41)),
        service("Late", assured_on=date(2026, 3, 1), **near),
        service("Never", assured_on=None, **near),
    ]
    ranked[1] = replace(ranked[1], id="a")
    ask = Ask(ON, near=MISSION, within=MILES, modalities=("cbt",))
    wanted = [(one.name, one.id) for one in ranked]
    for seed in range(20):
        shuffled = random.Random(seed).sample(ranked, len(ranked))
        assert [(one.service.name, one.service.id) for one in match(ask, shuffled).found] == wanted


def test_at_most_three_stand_on_paper_and_what_is_left_out_says_why() -> None:
    many = [service(f"S{number}") for number in range(9)]
    outcome = match(Ask(ON), [*many, service("Gone", status=Status.DEFUNCT)])
    assert len(outcome.found) == 9 and len(outcome.for_paper(50)) == 3
    (gone,) = outcome.left_out
    assert [one.said for one in gone.reasons if one.answer is Answer.NO] == ["The directory says that it is closed for good."]


@pytest.mark.parametrize(
    ("one", "other", "kilometers"),
    [((51.4700, -0.4543), (40.6413, -73.7781), 5540), ((0, 179.5), (0, -179.5), 111.2), ((90, 0), (-90, 0), 20015.1), ((1, 1), (1, 1), 0)],
)
def test_distances_over_the_ground(one: tuple[float, float], other: tuple[float, float], kilometers: float) -> None:
    assert Point(*one).meters(*other) / 1000 == pytest.approx(kilometers, rel=0.005, abs=0.001)


def test_distances_as_typed() -> None:
    assert distance("10mi") == Distance(16093.44, "mi") and distance("1.5 KM") == Distance(1500, "km")
    assert [Distance(0, "mi").said(meters) for meters in (160.9, 1609.344, 14804, 30000)] == ["0.1 mi", "1 mi", "9.2 mi", "19 mi"]
    for wrong in ("10", "mi", "-3mi", "10 yards"):
        with pytest.raises(Unknown, match="10mi or 15km"):
            distance(wrong)


def test_places_as_typed() -> None:
    table = places.listed("\ufeffpostal_code,latitude,longitude,city\nSW1A 1AA,51.501,-0.142,London\n".encode(), "codes.csv")
    assert point("37.75,-122.42", ()) == Point(37.75, -122.42, "37.75,-122.42")
    assert point("sw1a1aa", (table,)) == Point(51.501, -0.142, "SW1A 1AA")
    with pytest.raises(Unknown, match="latitude"):
        point("-122.42,37.75", (table,))
    with pytest.raises(Unknown, match=r"clinickit\[places\]"):
        point("XX99", (table,))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"postal_code,latitude\n", "codes.csv:1: the header lacks longitude"),
        (b"postal_code,latitude,longitude\n94110,x,1\n", "codes.csv:2: “94110” has no latitude"),
        (b"postal_code,latitude,longitude\n94110,99,1\n", "codes.csv:2"),
        (b"postal_code,latitude,longitude\n94110,1\n", "codes.csv:2"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_list_of_places_with_a_mistake(data: bytes, said: str) -> None:
    with pytest.raises(FileProblem) as told:
        places.listed(data, "codes.csv")
    assert said in str(told.value)


def test_zip_codes_of_the_united_states() -> None:
    gazetteers = places.installed()
    found = point("94110-1234", gazetteers)
    assert found.meters(37.7509, -122.4153) < 5000 and found.name == "94110-1234"
    with pytest.raises(Unknown):
        point("00000", gazetteers)
