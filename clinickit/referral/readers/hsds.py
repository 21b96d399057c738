"""HSDS 3.0 and 3.1 and its UK profiles, as JSON (Open Referral). In: the values of a JSON text. Out: entries and refusals. Called by
`readers.read`, and by `hsds_tables` with records joined from rows.

Shapes: a service, a page of them (`contents`), an organization with its services, a service at a location (joined where the file has
more of the same service), a location or organization alone, and the tabular form. The UK's first profile names some lists otherwise
(`eligibilitys`, `regular_schedules`, `physical_addresses`, `service_taxonomys`); both names are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Refused, Service, Term
from clinickit.referral.readers import fields, hours
from clinickit.referral.readers.fields import first, items
from clinickit.referral.readers.hsds_own import NOT_GIVEN, with_own
from clinickit.referral.readers.limits import too_deep
from clinickit.referral.vocabulary import cost_kind, insurers, modalities

Record = Mapping[str, Any]
UK = (
    "eligibilitys",
    "regular_schedules",
    "service_taxonomys",
    "physical_addresses",
    "holiday_schedules",
    "deliverable_type",
    "attending_types",
)
_LOCATION = ("location_type", "latitude", "transportation", "physical_addresses")


def read(values: Iterable[tuple[str, Any]], source: str) -> Iterator[Entry | Refused]:
    """Entries and refusals in the order of the file; services at locations come last."""
    joined: dict[str, tuple[str, dict[str, Any]]] = {}
    for place, value in values:
        if not isinstance(value, dict):
            yield Refused(place, "", "A record must be a JSON object. Correct it in the directory it came from.")
        elif too_deep(value):
            yield Refused(place, fields.text(value.get("id")), "The record is nested far too deep to be one. It is not read.")
        elif isinstance(value.get("service"), dict) and ("location" in value or "location_id" in value):
            _join(joined, place, value)
        elif isinstance(value.get("services"), list):
            yield from _of_organization(place, value, source)
        else:
            yield entry(place, value, source)
    for place, record in joined.values():
        yield entry(place, record, source)


def _join(joined: dict[str, tuple[str, dict[str, Any]]], place: str, value: dict[str, Any]) -> None:
    """A service at a location becomes a service with that location; a second one of the same service adds its own."""
    service = dict(value["service"])
    here = {name: inner for name, inner in value.items() if name != "service"}
    _, record = joined.setdefault(fields.text(service.get("id")) or place, (place, service))
    record["service_at_locations"] = [*record.get("service_at_locations", []), here]


def _of_organization(place: str, value: dict[str, Any], source: str) -> Iterator[Entry | Refused]:
    parent = {name: inner for name, inner in value.items() if name != "services"}
    for number, service in enumerate(value["services"]):
        where = f"{place}.services[{number}]"
        if isinstance(service, dict):
            yield entry(where, {**service, "organization": parent}, source)
        else:
            yield Refused(where, "", "A service must be a JSON object. Correct it in the directory it came from.")
    if not value["services"]:
        yield entry(place, parent, source)


def entry(place: str, record: dict[str, Any], source: str) -> Entry | Refused:
    """One record: a service; a location or an organization alone counts as a place to turn to, under its own name."""
    named, name = fields.text(record.get("id")), first(record, "name")
    if not named:
        return Refused(place, "", "The record has no id, so a later import could not tell it again. Give it one.")
    if not name:
        return Refused(place, named, "The record has no name, so nobody could be sent there. Give it one.")
    if "term_uri" in record or "taxonomy_detail" in record or ("version" in record and "uri" in record and "status" not in record):
        return Refused(place, named, "This is a taxonomy or a term of one, not a service: nothing to import.")
    is_place = any(one in record for one in _LOCATION) and "status" not in record
    whole = {"id": named, "name": name, "description": record.get("description"), "service_at_locations": [{"location": record}]}
    service = _service(whole if is_place else record, source)
    return Entry(with_own(service, record), "hsds-uk" if _is_uk(record) else "hsds", record)


def _is_uk(record: Record) -> bool:
    return any(name in record for name in UK) or any(
        name in items(one, "location")[0] for one in items(record, "service_at_locations") if items(one, "location") for name in UK
    )


def _service(record: Record, source: str) -> Service:
    """A service record as ours."""
    organization = record.get("organization") if isinstance(record.get("organization"), dict) else {}
    organization = organization or {}
    eligible = items(record, "eligibility", "eligibilitys")
    places = tuple(_place(one) for one in items(record, "service_at_locations"))
    terms = _terms(record)
    name, description = first(record, "name"), first(record, "description")
    cost_notes = [first(one, "amount_description", "option") for one in items(record, "cost_options")]
    return Service(
        id=first(record, "id"),
        source=source,
        name=name,
        organization="" if first(organization, "name") == NOT_GIVEN else first(organization, "name"),
        also_called=first(record, "alternate_name"),
        description=description,
        status=fields.status(record.get("status")),
        url=first(record, "url", "website"),
        email=first(record, "email"),
        phones=_phones_of(record, organization, places),
        places=places,
        openings=_openings(record),
        areas=fields.once(first(one, "name", "description", "service_area", "extent") for one in items(record, "service_areas")),
        languages=_languages(record),
        interpreters=_interpreters(first(record, "interpretation_services")),
        minimum_age=next((found for one in (record, *eligible) if (found := fields.age(one.get("minimum_age"))) is not None), None),
        maximum_age=next((found for one in (record, *eligible) if (found := fields.age(one.get("maximum_age"))) is not None), None),
        eligibility=first(record, "eligibility_description") or "; ".join(fields.once(first(one, "eligibility") for one in eligible)),
        costs=_costs(record),
        insurance=insurers((first(record, "fees_description", "fees"), *cost_notes, *_payments(record))),
        documents=fields.once(first(one, "document") for one in items(record, "required_documents")),
        how_to_apply=first(record, "application_process"),
        referral_methods=(),
        wait=first(record, "wait_time"),
        accepting=_accepting(record),
        remote=_remote(record),
        modalities=modalities((name, first(record, "alternate_name"), description, *(one.name for one in terms))),
        terms=terms,
        alert=first(record, "alert"),
        assured_on=fields.day(record.get("assured_date")),
        changed_on=fields.day(record.get("last_modified")),
        confidential=_confidential(record),
    )


def _confidential(record: Record) -> bool:
    return any(fields.yes(record.get(name)) is True for name in ("confidential", "is_confidential", "private"))


def _phone(record: Record) -> Phone | None:
    number = first(record, "number").strip("\"' ")
    if not number:
        return None
    spoken = fields.languages([one.get("code") or one.get("name") or one.get("language") for one in items(record, "languages")])
    more = fields.languages([record.get("language")])
    kind = (first(record, "type") or "voice").lower()
    return Phone(
        number, kind, first(record, "extension").removesuffix(".0"), first(record, "description"), spoken or more, _confidential(record)
    )


def _phones(record: Record) -> tuple[Phone, ...]:
    return tuple(dict.fromkeys(one for record_ in items(record, "phones") if (one := _phone(record_))))


def _phones_of(record: Record, organization: Record, places: tuple[Place, ...]) -> tuple[Phone, ...]:
    """The service's own phones; else those of its contacts; else, where no place has one either, its organization's."""
    own = _phones(record)
    if own:
        return own
    of_contacts = tuple(dict.fromkeys(phone for one in items(record, "contacts") for phone in _phones(one)))
    return of_contacts or (() if any(one.phones for one in places) else _phones(organization))


def _place(record: Record) -> Place:
    """A service at a location, with what the location itself says."""
    location = record.get("location") if isinstance(record.get("location"), dict) else {}
    location = location or {}
    addresses = [_address(one, "physical") for one in items(location, "addresses", "physical_addresses")]
    addresses += [_address(one, "postal") for one in items(location, "postal_addresses")]
    latitude, longitude = fields.point(location.get("latitude"), location.get("longitude"))
    access = (first(one, "description", "accessibility") for one in items(location, "accessibility", "accessibility_for_disabilities"))
    return Place(
        id=first(location, "id") or first(record, "location_id", "id"),
        name=first(location, "name"),
        addresses=tuple(dict.fromkeys(one for one in addresses if one)),
        latitude=latitude,
        longitude=longitude,
        directions=first(location, "transportation"),
        access=fields.once(access),
        phones=tuple(dict.fromkeys((*_phones(record), *_phones(location)))),
        confidential=_confidential(record) or _confidential(location),
    )


def _address(record: Record, kind: str) -> Address | None:
    lines = fields.once(first(record, name) for name in ("attention", "address_1", "address_2", "address_3", "address_4"))
    region = first(record, "state_province", "region")
    made = Address(
        lines=lines,
        city=first(record, "city"),
        region=region,
        postal_code=first(record, "postal_code"),
        country=fields.country(record.get("country")),
        kind=first(record, "address_type").lower() or kind,
        confidential=_confidential(record),
    )
    return made if made.lines or made.city or made.postal_code else None


def _schedules(record: Record) -> list[dict[str, Any]]:
    return items(record, "schedules", "regular_schedules")


def _openings(record: Record) -> tuple[Opening, ...]:
    """The service's own times, else those of the service at its locations, else the locations' own."""
    at = items(record, "service_at_locations")
    places = [one["location"] for one in at if isinstance(one.get("location"), dict)]
    for level in ([record], at, places):
        found = hours.all_once(hours.of_schedule(one) for owner in level for one in _schedules(owner))
        if found:
            return found
    return ()


def _languages(record: Record) -> tuple[str, ...]:
    return fields.languages(
        [first(one, "code") or first(one, "name", "language") for one in items(record, "languages")]
    ) or fields.languages([first(one, "name", "language") for one in items(record, "languages")])


def _interpreters(words: str) -> bool | None:
    if not words:
        return None
    return not words.lower().startswith(("no ", "none", "not ", "no."))


def _costs(record: Record) -> tuple[Cost, ...]:
    found = [one for each in items(record, "cost_options") if (one := fields.cost(each))]
    words = first(record, "fees_description", "fees")
    if words:
        found.append(Cost(cost_kind(words), note=words))
    return tuple(dict.fromkeys(found))


def _payments(record: Record) -> tuple[str, ...]:
    return tuple(first(one, "payment") for one in items(record, "payment_accepted", "payments_accepted"))


def _accepting(record: Record) -> bool | None:
    """From HSDS 3.1 `service_capacity`: a place is free, or none is; None where nobody counted."""
    free = [fields.number(one.get("available")) for one in items(record, "service_capacity")]
    counted = [one for one in free if one is not None]
    return any(one > 0 for one in counted) if counted else None


_REMOTE = ("virtual", "online", "video", "telephone", "remote", "telehealth", "phone")


def _remote(record: Record) -> bool | None:
    """Whether it can be had from home: a virtual location, or a way of attending that says so."""
    at = items(record, "service_at_locations")
    places = [one["location"] for one in at if isinstance(one.get("location"), dict)]
    ways = [first(one, "attending_type") for one in items(record, "attending_types", "service_attendings")]
    ways += [first(one, "attending_type") for owner in (record, *at, *places) for one in _schedules(owner)]
    ways += [first(one, "location_type") for one in places]
    return True if any(word in way.lower() for way in ways for word in _REMOTE) else None


def _terms(record: Record) -> tuple[Term, ...]:
    """Taxonomy terms of the service's attributes, HSDS or UK."""
    found = []
    for one in items(record, "attributes"):
        term = one.get("taxonomy_term")
        if isinstance(term, dict) and first(term, "taxonomy") != "clinickit":
            scheme = first(term, "taxonomy") or (
                first(term["taxonomy_detail"], "name") if isinstance(term.get("taxonomy_detail"), dict) else ""
            )
            found.append(Term(first(term, "code") or first(term, "id"), first(term, "name"), scheme))
    for one in items(record, "service_taxonomys", "taxonomies"):
        term = one.get("taxonomy") if isinstance(one.get("taxonomy"), dict) else one
        found.append(Term(first(term or {}, "id"), first(term or {}, "name"), first(term or {}, "vocabulary")))
    return tuple(dict.fromkeys(one for one in found if one.code or one.name))
