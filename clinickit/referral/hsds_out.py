"""Services as HSDS 3.0, for others. In: services, and an override if what is protected may leave. Out: a page of JSON records (each of the
shape `service` with everything in it) or a CSV data package as zip, and what was kept back. Called by the command line.

Each service goes through `protect.shown` first; a listing that is confidential as a whole is left out. What HSDS has no field for, or
would not bring back as it was, goes along in an attribute of our own (`readers.hsds_own`), so that an import of the export gives the
same services. Nothing of a record's `raw` leaves: nobody has looked at it. The same services give the same bytes."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from clinickit.referral.hsds_package import package
from clinickit.referral.model import Address, Cost, Opening, Phone, Place, Refused, Service, Status, Term
from clinickit.referral.protect import Override, shown, withheld
from clinickit.referral.readers.hsds import entry
from clinickit.referral.readers.hsds_own import CODE, TAXONOMY, own_fields

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """`data` as bytes; `written` how many services; `kept_back` id and reasons of each that left changed or not at all; `record` what is
    to be kept of an override, None without one."""

    data: bytes
    written: int
    kept_back: tuple[tuple[str, tuple[str, ...]], ...]
    record: Mapping[str, object] | None = None


def as_json(services: Iterable[Service], override: Override | None = None) -> Exported:
    """A page of HSDS 3.0 (`contents`), all services in it."""
    records, kept_back, log = _records(services, override)
    head = {"total_items": len(records), "total_pages": 1, "page_number": 1, "size": len(records), "first_page": True, "last_page": True}
    page = {**head, "empty": not records, "contents": records}
    text = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
    return Exported(text.encode(), len(records), kept_back, log)


def as_package(services: Iterable[Service], override: Override | None = None) -> Exported:
    """A tabular data package: CSV files and datapackage.json, zipped."""
    records, kept_back, log = _records(services, override)
    return Exported(package(records), len(records), kept_back, log)


def _records(services: Iterable[Service], override: Override | None) -> tuple[list[Record], Any, Mapping[str, object] | None]:
    listed = list(services)
    kept_back, records = [], []
    for one in listed:
        reasons = withheld(one)
        if reasons and override is None:
            kept_back.append((f"{one.source}/{one.id}", reasons))
        found = record_of(one, override)
        if found is not None:
            records.append(found)
    return records, tuple(kept_back), override.record(listed) if override else None


def record_of(service: Service, override: Override | None = None) -> Record | None:
    """One service as HSDS 3.0, read back once to see what it lacks; None for a listing that is confidential as a whole."""
    if service.confidential and override is None:
        return None
    open_ = shown(service, override)
    record = _record(open_)
    back = entry("$", record, open_.source)
    if isinstance(back, Refused):
        raise AssertionError(back.why)
    own = own_fields(open_, back.service)
    if own:
        record["attributes"] = [*record.get("attributes", []), _own(record["id"], own)]
    return record


def _own(service_id: str, own: Mapping[str, Any]) -> Record:
    term = {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, "clinickit:record")), "code": CODE, "name": "Fields that HSDS does not have"}
    about = "JSON of the fields of this service that HSDS has no place for, for import into clinickit."
    value = json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "id": _id(service_id, "own"),
        "link_type": "clinickit",
        "link_entity": "service",
        "value": value,
        "taxonomy_term": {**term, "description": about, "taxonomy": TAXONOMY},
    }


def _id(*parts: str) -> str:
    """A uuid of its own for each thing, the same each time."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "clinickit:" + "\n".join(parts)))


def _uuid(given: str, *parts: str) -> str:
    try:
        return given if str(uuid.UUID(given)) == given.lower() else _id(*parts, given)
    except ValueError:
        return _id(*parts, given)


def _given(record: Record) -> Record:
    """A record without what nobody said."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def _record(service: Service) -> Record:
    named = _uuid(service.id, service.source)
    status = Status.ACTIVE if service.status is Status.UNKNOWN else service.status
    interpreters = {True: "Interpreters are available.", False: "No interpreters.", None: ""}[service.interpreters]
    record = {
        "id": named,
        "name": service.name,
        "alternate_name": service.also_called,
        "description": service.description,
        "url": _url(service.url),
        "email": service.email if _EMAIL.fullmatch(service.email) else "",
        "status": status.value,
        "interpretation_services": interpreters,
        "application_process": service.how_to_apply,
        "wait_time": service.wait,
        "eligibility_description": service.eligibility,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": service.assured_on.isoformat() if service.assured_on else "",
        "alert": service.alert,
        "last_modified": f"{service.changed_on.isoformat()}T00:00:00Z" if service.changed_on else "",
        "phones": [_phone(one, named, str(at)) for at, one in enumerate(service.phones)],
        "schedules": [_schedule(one, named, at) for at, one in enumerate(service.openings)],
        "service_areas": [{"id": _id(named, "area", str(at)), "name": one} for at, one in enumerate(service.areas)],
        "service_at_locations": [_at(one, named, at) for at, one in enumerate(service.places)],
        "languages": _languages(service.languages, named),
        "organization": _organization(service),
        "cost_options": [_cost(one, named, at) for at, one in enumerate(service.costs)],
        "required_documents": [{"id": _id(named, "document", str(at)), "document": one} for at, one in enumerate(service.documents)],
        "attributes": [_attribute(one, named, at) for at, one in enumerate(service.terms)],
    }
    return _given(record)


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def _url(address: str) -> str:
    """An address with its scheme, which JSON Schema's `uri` asks for; nothing where it is none."""
    whole = address if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address) else f"https://{address}"
    return whole if address and re.fullmatch(r"[!-~]+", whole) else ""


def _organization(service: Service) -> Record:
    if not service.organization:
        return {}
    return {
        "id": _id(service.source, "organization", service.organization),
        "name": service.organization,
        "description": service.organization,
    }


def _languages(tags: tuple[str, ...], *owner: str) -> list[Record]:
    return [_given({"id": _id(*owner, "language", tag), "name": _english(tag), "code": tag}) for tag in tags]


def _english(tag: str) -> str:
    names = Locale("en").languages
    return str(names.get(tag.replace("-", "_")) or names.get(tag.split("-")[0]) or tag)


def _phone(phone: Phone, *owner: str) -> Record:
    named = _id(*owner, "phone", phone.number)
    record = {
        "id": named,
        "number": phone.number,
        "extension": int(phone.extension) if re.fullmatch(r"[1-9]\d{0,9}", phone.extension) else None,
        "type": phone.kind,
        "description": phone.note,
        "languages": _languages(phone.languages, named),
    }
    return _given(record)


def _schedule(opening: Opening, owner: str, at: int) -> Record:
    record = {
        "id": _id(owner, "schedule", str(at)),
        "freq": "WEEKLY" if opening.days else "",
        "byday": ",".join(one.upper() for one in opening.days),
        "description": opening.note,
        "opens_at": opening.opens,
        "closes_at": "00:00" if opening.closes == "24:00" else opening.closes,
    }
    return _given(record)


def _at(place: Place, owner: str, at: int) -> Record:
    named = _uuid(place.id, owner, "place", str(at))
    postal = bool(place.addresses) and all(one.kind == "postal" for one in place.addresses)
    location = {
        "id": named,
        "location_type": "postal" if postal else "physical",
        "name": place.name,
        "transportation": place.directions,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "addresses": [_address(one, named, number) for number, one in enumerate(place.addresses)],
        "accessibility": [{"id": _id(named, "access", str(number)), "description": one} for number, one in enumerate(place.access)],
    }
    phones = [_phone(one, owner, named, str(number)) for number, one in enumerate(place.phones)]
    return _given({"id": _id(owner, "at", str(at)), "phones": phones, "location": _given(location)})


def _address(address: Address, owner: str, at: int) -> Record:
    """The fields that HSDS asks for are there, empty where nobody said."""
    record = {
        "id": _id(owner, "address", str(at)),
        "address_1": address.lines[0] if address.lines else "",
        "city": address.city,
        "state_province": address.region,
        "postal_code": address.postal_code,
        "country": address.country,
        "address_type": address.kind if address.kind in ("physical", "postal", "virtual") else "physical",
    }
    return record | ({"address_2": ", ".join(address.lines[1:])} if address.lines[1:] else {})


def _cost(cost: Cost, owner: str, at: int) -> Record:
    record = {
        "id": _id(owner, "cost", str(at)),
        "option": cost.option,
        "currency": cost.currency.lower(),
        "amount": cost.amount,
        "amount_description": cost.note,
    }
    return _given(record)


def _attribute(term: Term, owner: str, at: int) -> Record:
    name = term.name or term.code
    found = {
        "id": _id("term", term.scheme, term.code, term.name),
        "code": term.code,
        "name": name,
        "description": name,
        "taxonomy": term.scheme,
    }
    return {"id": _id(owner, "attribute", str(at)), "link_type": "taxonomy", "link_entity": "service", "taxonomy_term": _given(found)}
