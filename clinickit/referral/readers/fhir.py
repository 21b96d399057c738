"""FHIR R4: bundles, single resources, and lines of resources. In: the values of a JSON text. Out: entries and refusals. Called by
`readers.read`.

HealthcareService and PractitionerRole become services; Organization and Location that they name give the organization and the places.
Where a file has neither, its organizations and locations count as services under their own names. Resources about a person in care
(Task, Consent, ServiceRequest …) are refused and nothing of them is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clinickit.referral.model import Address, Cost, Entry, Phone, Place, Refused, Service, Status, Term
from clinickit.referral.readers import fields, hours
from clinickit.referral.readers.fields import first, items
from clinickit.referral.readers.limits import too_deep
from clinickit.referral.vocabulary import cost_kind, insurers, modalities

Resource = dict[str, Any]
_SERVICES = ("HealthcareService", "PractitionerRole")
_PLACES = ("Organization", "Location")
_CONTEXT = (*_PLACES, "Practitioner", "Endpoint", "InsurancePlan", "OrganizationAffiliation", "OperationOutcome")


def read(values: Iterable[tuple[str, Any]], source: str) -> Iterator[Entry | Refused]:
    """Entries and refusals in file order."""
    listed: list[tuple[str, Resource]] = []
    for place, value in values:
        if not isinstance(value, dict) or too_deep(value):
            yield Refused(place, "", "This is no resource: a JSON object with resourceType, not nested far too deep.")
            continue
        listed += _resources(place, value)
    known = _Known(listed)
    lone = not any(one.get("resourceType") in _SERVICES for _, one in listed)
    for place, resource in listed:
        kind, named = fields.text(resource.get("resourceType")), fields.text(resource.get("id"))
        if kind in _SERVICES or (lone and kind in _PLACES):
            yield _entry(place, resource, known, source)
        elif kind not in _CONTEXT:
            why = f"A {kind or 'value without a resourceType'} is no service. If it is about a person in care, keep it out of a directory."
            yield Refused(place, named, why)


def _resources(place: str, value: Resource) -> list[tuple[str, Resource]]:
    """The resources of a value: itself, those of a bundle, or of an item of one."""
    if value.get("resourceType") == "Bundle":
        inner = value.get("entry")
        return [
            pair
            for number, one in enumerate(inner if isinstance(inner, list) else [])
            if isinstance(one, dict)
            for pair in _resources(f"{place}.entry[{number}]", one)
        ]
    if "resourceType" not in value and isinstance(value.get("resource"), dict):
        return [(f"{place}.resource", {**value["resource"], "fullUrl": value.get("fullUrl")})]
    return [(place, value)]


class _Known:
    """Resources by the references that point at them."""

    def __init__(self, listed: list[tuple[str, Resource]]) -> None:
        self._by: dict[str, Resource] = {}
        for _, one in listed:
            for name in (f"{one.get('resourceType')}/{one.get('id')}", fields.text(one.get("fullUrl"))):
                self._by.setdefault(name, one)

    def get(self, reference: object, inside: Resource) -> Resource:
        """What a reference points at: a contained resource, or one of the file; empty where it is elsewhere."""
        target = first(reference, "reference") if isinstance(reference, dict) else ""
        if target.startswith("#"):
            return next((one for one in items(inside, "contained") if one.get("id") == target[1:]), {})
        short = "/".join(target.split("/_history/")[0].split("/")[-2:])
        return self._by.get(target) or self._by.get(short) or {}


def _entry(place: str, resource: Resource, known: _Known, source: str) -> Entry | Refused:
    kind, named = resource["resourceType"], fields.text(resource.get("id"))
    raw = {name: value for name, value in resource.items() if name != "fullUrl"}
    if not named:
        return Refused(place, "", f"The {kind} has no id, so a later import could not tell it again. Give it one.")
    name = _name(resource, known)
    if not name:
        return Refused(place, named, f"The {kind} has no name and names nobody, so nobody could be sent there. Give it one.")
    service = _of_place(resource, name, source) if kind in _PLACES else _service(resource, name, known, source)
    return Entry(service, "fhir", raw)


def _id(resource: Resource) -> str:
    """The id of a HealthcareService; of any other its kind too, for ids of FHIR are one of a kind among resources of their kind alone."""
    kind, named = resource["resourceType"], first(resource, "id")
    return named if kind == "HealthcareService" else f"{kind}/{named}"


def _name(resource: Resource, known: _Known) -> str:
    if resource["resourceType"] != "PractitionerRole":
        return first(resource, "name")
    person = resource.get("practitioner")
    practitioner = known.get(person, resource)
    for one in items(practitioner, "name"):
        given = one.get("given") if isinstance(one.get("given"), list) else []
        parts = [*_words(one.get("prefix")), *map(fields.text, given or []), first(one, "family")]
        return first(one, "text") or " ".join(part for part in parts if part)
    shown = first(person, "display") if isinstance(person, dict) else ""
    return shown or _display(resource.get("organization"), known, resource)


def _words(value: object) -> list[str]:
    return [fields.text(one) for one in value] if isinstance(value, list) else []


def _display(reference: object, known: _Known, inside: Resource) -> str:
    found = known.get(reference, inside)
    return first(found, "name") or (first(reference, "display") if isinstance(reference, dict) else "")


def _of_place(resource: Resource, name: str, source: str) -> Service:
    """An organization or location alone."""
    is_location = resource["resourceType"] == "Location"
    addresses = [] if is_location else [one for each in items(resource, "address") if (one := _address(each))]
    places = (
        (_place(resource),)
        if is_location
        else tuple(Place(f"{first(resource, 'id')}-{at}", "", (one,)) for at, one in enumerate(addresses))
    )
    return Service(
        id=_id(resource),
        source=source,
        name=name,
        also_called="; ".join(fields.once(_words(resource.get("alias")))),
        description=first(resource, "description"),
        status=_status(resource),
        url=_contact(resource, "url"),
        email=_contact(resource, "email"),
        phones=_phones(resource),
        places=places,
        openings=hours.all_once(_hours_of_location(one) for one in items(resource, "hoursOfOperation")),
        terms=_terms(resource, ("type",)),
        changed_on=_changed(resource),
        confidential=_restricted(resource),
    )


def _service(resource: Resource, name: str, known: _Known, source: str) -> Service:
    terms = _terms(resource, ("category", "type", "specialty", "code", "program", "characteristic"))
    texts = [first(resource, "comment"), first(resource, "extraDetails")]
    provisions = [*_concepts(resource.get("serviceProvisionCode"))]
    organization = resource.get("providedBy") or resource.get("organization")
    eligible = [
        *(_concept(one.get("code")) for one in items(resource, "eligibility")),
        *(first(one, "comment") for one in items(resource, "eligibility")),
    ]
    role = resource["resourceType"] == "PractitionerRole"
    spoken = [code for one in items(resource, "communication") for code in (_code(one) or _concept(one),)]
    return Service(
        id=_id(resource),
        source=source,
        name=name,
        organization=_display(organization, known, resource),
        description="\n".join(fields.once(texts)),
        status=_status(resource),
        url=_contact(resource, "url"),
        email=_contact(resource, "email"),
        phones=_phones(resource),
        places=tuple(_place(_located(one, known, resource)) for one in items(resource, "location")),
        openings=hours.all_once(hours.of_fhir(one) for one in items(resource, "availableTime")),
        areas=fields.once(
            first(one, "display") or first(known.get(one, resource), "name", "description") for one in items(resource, "coverageArea")
        ),
        languages=fields.languages(spoken),
        eligibility="; ".join(fields.once(eligible)),
        costs=tuple(dict.fromkeys(Cost(cost_kind(one), note=one) for one in provisions)),
        insurance=insurers(provisions),
        how_to_apply="By appointment." if resource.get("appointmentRequired") is True else "",
        referral_methods=fields.once(_concepts(resource.get("referralMethod"))),
        wait="",
        access=() if role else fields.once(_concepts(resource.get("characteristic"))),
        modalities=modalities((name, *texts, *(one.name for one in terms))),
        terms=terms,
        alert="; ".join(fields.once((first(resource, "availabilityExceptions"), *(_away(one) for one in items(resource, "notAvailable"))))),
        changed_on=_changed(resource),
        confidential=_restricted(resource),
    )


def _status(resource: Resource) -> Status:
    said = resource.get("active", first(resource, "status"))
    return {
        True: Status.ACTIVE,
        "active": Status.ACTIVE,
        False: Status.INACTIVE,
        "inactive": Status.INACTIVE,
        "suspended": Status.CLOSED,
    }.get(said, Status.UNKNOWN)


def _restricted(resource: Resource) -> bool:
    """A security label of v3 Confidentiality above normal."""
    meta = resource.get("meta")
    labels = items(meta, "security") if isinstance(meta, dict) else []
    return any(first(one, "code") in ("R", "V") for one in labels)


def _changed(resource: Resource) -> Any:
    meta = resource.get("meta")
    return fields.day(meta.get("lastUpdated")) if isinstance(meta, dict) else None


def _away(record: Mapping[str, Any]) -> str:
    during = record.get("during") if isinstance(record.get("during"), dict) else {}
    days = " – ".join(fields.once((first(during or {}, "start")[:10], first(during or {}, "end")[:10])))
    return " ".join(fields.once((first(record, "description"), f"({days})" if days else "")))


_KINDS = {"phone": "voice", "fax": "fax", "sms": "text", "pager": "pager"}


def _phones(resource: Resource) -> tuple[Phone, ...]:
    found = []
    for one in sorted(items(resource, "telecom"), key=lambda one: fields.number(one.get("rank")) or 99):
        system, number, use = first(one, "system"), first(one, "value"), first(one, "use")
        if number and system in _KINDS and use != "old":
            found.append(Phone(number, _KINDS[system], "", "", (), use == "home"))
    return tuple(dict.fromkeys(found))


def _contact(resource: Resource, system: str) -> str:
    return next(
        (first(one, "value") for one in items(resource, "telecom") if first(one, "system") == system and first(one, "use") != "old"), ""
    )


def _located(reference: Resource, known: _Known, inside: Resource) -> Resource:
    found = known.get(reference, inside)
    return found or {"id": first(reference, "reference").split("/")[-1], "name": first(reference, "display")}


def _place(resource: Resource) -> Place:
    position = resource.get("position") if isinstance(resource.get("position"), dict) else {}
    latitude, longitude = fields.point((position or {}).get("latitude"), (position or {}).get("longitude"))
    address = next((one for each in items(resource, "address") if (one := _address(each))), None)
    return Place(
        id=first(resource, "id"),
        name=first(resource, "name"),
        addresses=(address,) if address else (),
        latitude=latitude,
        longitude=longitude,
        directions=first(resource, "description"),
        phones=_phones(resource),
        confidential=_restricted(resource),
    )


def _address(record: Resource) -> Address | None:
    """An address; one that is private (`use` home) counts as confidential, for a practice at home is somebody's home."""
    lines = fields.once(_words(record.get("line"))) or fields.once([first(record, "text")])
    city, code = first(record, "city"), first(record, "postalCode")
    if first(record, "use") == "old" or not (lines or city or code):
        return None
    kind = "postal" if first(record, "type") == "postal" else "physical"
    return Address(lines, city, first(record, "state"), code, fields.country(record.get("country")), kind, first(record, "use") == "home")


def _hours_of_location(record: Resource) -> Any:
    times = {"availableStartTime": record.get("openingTime"), "availableEndTime": record.get("closingTime")}
    return hours.of_fhir({**record, **times})


def _concept(value: object) -> str:
    """The words of a CodeableConcept."""
    if not isinstance(value, dict):
        return ""
    return first(value, "text") or next((found for one in items(value, "coding") if (found := first(one, "display", "code"))), "")


def _code(value: object) -> str:
    return next((found for one in items(value, "coding") if (found := first(one, "code"))), "") if isinstance(value, dict) else ""


def _concepts(value: object) -> list[str]:
    return [_concept(one) for one in value] if isinstance(value, list) else []


_SCHEMES = {"http://snomed.info/sct": "SNOMED CT", "http://nucc.org/provider-taxonomy": "NUCC"}


def _terms(resource: Resource, names: tuple[str, ...]) -> tuple[Term, ...]:
    found = []
    for name in names:
        for concept in items(resource, name):
            codings = items(concept, "coding")
            for one in codings:
                system = first(one, "system")
                found.append(Term(first(one, "code"), first(one, "display") or first(concept, "text"), _SCHEMES.get(system, system)))
            if not codings and first(concept, "text"):
                found.append(Term("", first(concept, "text")))
    return tuple(dict.fromkeys(one for one in found if one.code or one.name))
