"""The rules of matching: each looks at one thing that was asked and says yes, no or unknown, with the reason. In: an `Ask` and a `Service`
as it may be shown. Out: a `Reason`, or None where the thing was not asked. Called by `matching`, in the order of RULES.

Unknown is not no: a record that does not tell keeps its service."""

from __future__ import annotations

from collections.abc import Callable

from clinickit.content.ways import primary
from clinickit.referral.asking import Ask, Point, Safety, Setting
from clinickit.referral.model import Address, Service, Status
from clinickit.referral.reasons import Reason, joined, no, unknown, yes

Rule = Callable[[Ask, Service], Reason | None]
JOINT = frozenset(("couples", "family"))
"""Modalities in which people who may harm each other sit in one room."""
_CALL = "Ask when you call."
_WHO = {
    "self": ("self", "self-referral", "self referral", "walk-in", "walk in", "drop-in", "drop in", "anyone", "open"),
    "professional": ("professional", "health professional", "clinician", "doctor", "gp", "physician", "provider", "agency", "school"),
}
"""Words of directories for who may refer."""
_HOW = frozenset(("phone", "telephone", "call", "fax", "email", "elec", "semail", "mail", "letter", "online", "web", "form"))
"""Words for how a referral is sent, which do not tell by whom."""
_ACCESS = {
    "step-free": ("step-free", "step free", "wheelchair", "ramp", "no steps", "level access", "elevator", "lift"),
    "hearing": ("hearing", "induction", "loop", "sign language", "tty", "deaf", "captions"),
    "sight": ("sight", "braille", "large print", "blind", "guide dog"),
    "parking": ("parking",),
    "transit": ("transit", "bus", "train", "subway", "public transport"),
    "childcare": ("childcare", "child care", "crèche", "creche"),
}
"""What a need is called in directories."""


def private(_: Ask, service: Service) -> Reason | None:
    """A listing that is confidential as a whole is offered to nobody."""
    return no("private", "Its directory keeps this listing confidential.") if service.confidential else None


def status(_: Ask, service: Service) -> Reason:
    """Always asked: only an active service takes people."""
    if service.status is Status.ACTIVE:
        return yes("status", "It is open.")
    if service.status is Status.UNKNOWN:
        return unknown("status", "The directory does not say whether it is open.")
    said = {Status.INACTIVE: "not active", Status.DEFUNCT: "closed for good", Status.CLOSED: "closed for now"}[service.status]
    return no("status", f"The directory says that it is {said}.")


def accepting(ask: Ask, service: Service) -> Reason:
    """Always asked: room for new people; `full` keeps those without."""
    wait = f" Wait: {service.wait.rstrip('.')}." if service.wait else ""
    if service.accepting:
        return yes("accepting", f"It takes new people.{wait}")
    if service.accepting is None:
        return unknown("accepting", f"It does not say whether it takes new people.{wait} {_CALL}")
    if ask.full:
        return yes("accepting", f"It takes nobody new now, and full ones were asked for too.{wait}", lower=2)
    return no("accepting", f"It takes nobody new now.{wait}")


def joint(ask: Ask, service: Service) -> Reason | None:
    """Sessions with two or more of a family: only after each was asked alone and is safe."""
    offered = sorted(JOINT.intersection(service.modalities))
    asked = sorted(JOINT.intersection(ask.modalities))
    only = bool(service.modalities) and JOINT.issuperset(service.modalities)
    if not only and not (asked and not set(ask.modalities) - JOINT):
        return None
    kind = joined(asked or offered)
    if ask.safety is Safety.ASKED_SAFE:
        return yes("safety", f"Each person was asked alone and is safe, so {kind} sessions may be offered.")
    why = "there is a safety concern" if ask.safety is Safety.CONCERN else "nobody was asked alone about fear, threats and violence yet"
    return no("safety", f"It is for {kind} sessions, and {why}. Ask each person alone first.")


def age(ask: Ask, service: Service) -> Reason | None:
    """Within the ages that it sees, both ends included."""
    if ask.age is None:
        return None
    low, high = service.minimum_age, service.maximum_age
    if low is None and high is None:
        return unknown("age", f"It does not say which ages it sees. {_CALL}")
    span = f"from {low} to {high}" if low is not None and high is not None else f"from {low} up" if low is not None else f"up to {high}"
    if (low is not None and ask.age < low) or (high is not None and ask.age > high):
        return no("age", f"It sees people aged {span}, and {ask.age} was asked.")
    return yes("age", f"It sees people aged {span}; {ask.age} was asked.")


def distance(ask: Ask, service: Service) -> Reason | None:
    """Near enough by the nearest place that may be shown; help by phone or video is near everyone."""
    if ask.near is None or ask.within is None:
        return None
    far = nearest(ask.near, service)
    here = ask.near.name or "there"
    limit = ask.within.said()
    if far is not None and far <= ask.within.meters:
        return yes("distance", f"It is {ask.within.said(far)} from {here}, within {limit}.")
    if service.remote and ask.setting is not Setting.IN_PERSON:
        return yes("distance", "It can help by phone or video, so it need not be near.")
    if far is not None:
        return no("distance", f"It is {ask.within.said(far)} from {here}, more than {limit}.")
    return unknown("distance", f"It does not say where it is, so nobody knows how far it is from {here}. {_CALL}")


def nearest(near: Point, service: Service) -> float | None:
    """Meters to the nearest place with coordinates, or None."""
    known = [(one.latitude, one.longitude) for one in service.places if one.latitude is not None and one.longitude is not None]
    return min((near.meters(latitude, longitude) for latitude, longitude in known), default=None)


def area(ask: Ask, service: Service) -> Reason | None:
    """Serves the area by the names it gives; its own addresses count too."""
    if not ask.area:
        return None
    wanted = ask.area.casefold()
    found = next((one for one in service.areas if wanted in one.casefold() or one.casefold() in wanted), None)
    if found is not None:
        return yes("area", f"It serves {found}.")
    there = [line for place in service.places for address in place.addresses for line in _names(address)]
    if wanted in (one.casefold() for one in there):
        return yes("area", f"It is in {ask.area}.")
    if service.areas:
        return no("area", f"It serves {joined(service.areas[:4])}, not {ask.area}.")
    return unknown("area", f"It does not say which area it serves. {_CALL}")


def _names(address: Address) -> tuple[str, ...]:
    return (address.city, address.region, address.postal_code)


def language(ask: Ask, service: Service) -> Reason | None:
    """Speaks it, on the phone or in the room, or has interpreters, which ranks lower."""
    if not ask.language:
        return None
    spoken = dict.fromkeys((*service.languages, *(tag for phone in service.phones for tag in phone.languages)))
    if primary(ask.language) in {primary(tag) for tag in spoken}:
        return yes("language", f"It speaks {ask.language}.")
    if service.interpreters:
        return yes("language", f"It has interpreters; {ask.language} is not among its own languages.", lower=1)
    if not spoken:
        return unknown("language", f"It does not say which languages it speaks. {_CALL}")
    return no("language", f"It speaks {joined(tuple(spoken))}, not {ask.language}, and names no interpreters.")


def cost(ask: Ask, service: Service) -> Reason | None:
    """What the family can pay: free fits every wish; sliding fits those who can pay by income or a fee."""
    if not ask.cost:
        return None
    kinds = tuple(dict.fromkeys(one.kind for one in service.costs if one.kind != "unknown"))
    takes = (*kinds, *(("insurance",) if service.insurance and "insurance" not in kinds else ()))
    if "free" in takes:
        return yes("cost", "It is free.")
    fits = {"free": (), "sliding": ("sliding",), "insurance": ("insurance",), "fee": ("sliding", "fee")}[ask.cost]
    said = {"sliding": "has a sliding scale", "insurance": "takes insurance", "fee": "asks a fee", "free": "is free"}
    for kind in fits:
        if kind in takes:
            return yes("cost", f"It {said[kind]}.")
    if not takes:
        return unknown("cost", f"It does not say what it costs. {_CALL}")
    wanted = {"free": "nothing to pay", "sliding": "a sliding scale", "insurance": "insurance", "fee": "a fee"}[ask.cost]
    return no("cost", f"It {joined([said[kind] for kind in takes])}; {wanted} was asked.")


def insurance(ask: Ask, service: Service) -> Reason | None:
    """Takes the card by the names it gives; free help needs none."""
    if not ask.insurance:
        return None
    wanted = ask.insurance.casefold()
    if any(one.kind == "free" for one in service.costs):
        return yes("insurance", "It is free, so no insurance is needed.")
    found = next((one for one in service.insurance if wanted in one.casefold() or one.casefold() in wanted), None)
    if found is not None:
        return yes("insurance", f"It takes {found}.")
    if service.insurance:
        return no("insurance", f"It takes {joined(service.insurance)}, not {ask.insurance}.")
    return unknown("insurance", f"It does not say whether it takes {ask.insurance}. {_CALL}")


def access(ask: Ask, service: Service) -> Reason | None:
    """Every need met by what it says of building and staff; a need that it denies is a no, one that it does not name is unknown."""
    if not ask.access:
        return None
    stated = tuple(one.casefold() for one in (*service.access, *(word for place in service.places for word in place.access)))
    found = {need: _met(need, stated) for need in ask.access}
    denied = tuple(need for need, answer in found.items() if answer is False)
    silent = tuple(need for need, answer in found.items() if answer is None)
    if denied:
        return no("access", f"It says that it has no access for: {joined(denied)}.")
    if silent:
        return unknown("access", f"It does not say whether it has: {joined(silent)}. {_CALL}")
    return yes("access", f"It has: {joined(ask.access)}.")


def _met(need: str, stated: tuple[str, ...]) -> bool | None:
    words = _ACCESS.get(need.casefold(), (need.casefold(),))
    said = [(one, word) for one in stated for word in words if word in one]
    if not said:
        return None
    return any(not _denies(one, word) for one, word in said)


def _denies(said: str, word: str) -> bool:
    """Whether the words take the thing away: "no ramp", "not wheelchair accessible", "wheelchair access: no"."""
    before, _, after = said.partition(word)
    if word.startswith("no "):
        return False
    return any(mark in before for mark in ("no ", "not ", "without ")) or any(mark in after for mark in (": no", "inaccessible", " not "))


def setting(ask: Ask, service: Service) -> Reason | None:
    """By phone or video, or in a room."""
    if ask.setting is Setting.ANY:
        return None
    rooms = any(address.kind == "physical" for place in service.places for address in place.addresses)
    if ask.setting is Setting.REMOTE:
        if service.remote is None:
            return unknown("setting", f"It does not say whether it helps by phone or video. {_CALL}")
        return yes("setting", "It helps by phone or video.") if service.remote else no("setting", "It does not help by phone or video.")
    if rooms or service.remote is False:
        return yes("setting", "It sees people in person.")
    if service.remote:
        return no("setting", "It helps by phone or video only, as far as its record tells.")
    return unknown("setting", f"It does not say whether it sees people in person. {_CALL}")


def method(ask: Ask, service: Service) -> Reason | None:
    """Takes referrals from whom they come; how they are sent does not tell."""
    if not ask.method:
        return None
    wanted = ask.method.casefold()
    stated = tuple(one.casefold() for one in service.referral_methods)
    words = _WHO.get(wanted, (wanted,))
    if any(word in words for word in stated):
        return yes("referral", f"It takes referrals by: {joined(service.referral_methods)}.")
    if not stated or (wanted in _WHO and _HOW.issuperset(stated)):
        return unknown("referral", f"It does not say whether it takes referrals by: {ask.method}. {_CALL}")
    return no("referral", f"It takes referrals by: {joined(service.referral_methods)}; not by: {ask.method}.")


def modality(ask: Ask, service: Service) -> Reason | None:
    """Offers one of those that were asked."""
    if not ask.modalities:
        return None
    found = tuple(one for one in ask.modalities if one in service.modalities)
    if found:
        return yes("modality", f"It offers {joined(found)}.")
    if not service.modalities:
        return unknown("modality", f"It does not say which kinds of help it offers. {_CALL}")
    return no("modality", f"It offers {joined(service.modalities)}, not {joined(ask.modalities, 'or')}.")


RULES: tuple[Rule, ...] = (
    private,
    status,
    accepting,
    joint,
    age,
    distance,
    area,
    language,
    cost,
    insurance,
    access,
    setting,
    method,
    modality,
)
