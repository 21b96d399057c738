"""AIRS 3.0 XML, as iCarol and other 211 systems export it. In: a path. Out: entries and refusals, one agency in memory at a time. Called by
`readers.read`.

Each SiteService becomes a service of its agency at its site. A service, site or agency without a key, or an agency without a name, is
refused with the line it stands on. No DTD, no entity, no network: a file with a DOCTYPE is refused. Text that was escaped twice
(`&amp;lt;b&amp;gt;`) becomes plain. iCarol's facets (`{what:'COUNSELLING',who:'Families'}`) become terms in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Refused, Service, Status, Term
from clinickit.referral.readers import fields, hours
from clinickit.referral.readers.limits import TooMuch
from clinickit.referral.vocabulary import cost_kind, insurers, modalities

_HEAD = 1 << 16


def read(path: Path, source: str) -> Iterator[Entry | Refused]:
    """Entries and refusals in file order. Raises TooMuch where the file stops being XML, OSError."""
    with path.open("rb") as stream:
        if re.search(rb"<!(?:DOCTYPE|ENTITY)", stream.read(_HEAD)):
            raise TooMuch(
                f"{path.name} has a DOCTYPE, which AIRS exports have not and which can hide other files in it. Export it without."
            )
        stream.seek(0)
        walk = etree.iterparse(
            stream,
            events=("end",),
            tag=("{*}Agency", "{*}Source"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in walk:
                if etree.QName(element).localname == "Agency":
                    yield from _agency(element, source)
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as problem:
            raise TooMuch(f"{path.name}: {problem.msg}. Was the file cut off? Export it again.") from None


def _agency(element: Any, source: str) -> Iterator[Entry | Refused]:
    line = element.sourceline
    agency = _tree(element, leave=("Site",))
    key, name = _word(agency, "Key"), _word(agency, "Name")
    if not (key and name):
        lacks = "Key" if not key else "Name"
        yield Refused(
            f"line {line}: Agency", key, f"The agency has no {lacks}. Give it one in the directory it came from, and export again."
        )
        return
    sites = [one for one in element if _local(one) == "Site"]
    if not any(_local(inner) == "SiteService" for site in sites for inner in site):
        yield Refused(f"line {line}: Agency", key, "The agency lists no service at any site, so there is nothing to refer to.")
    for site_element in sites:
        site = _tree(site_element, leave=("SiteService",))
        for service_element in (one for one in site_element if _local(one) == "SiteService"):
            service = _tree(service_element)
            place = f"line {service_element.sourceline}: SiteService"
            site_key, service_key = _word(site, "Key"), _word(service, "Key")
            if not (site_key and service_key):
                lacks = "site has no Key" if not site_key else "service has no Key"
                yield Refused(
                    place, f"{key}/{site_key or service_key}".rstrip("/"), f"The {lacks}, so a later import could not tell it again."
                )
                continue
            yield Entry(_service(agency, site, service, source), "airs", {"agency": agency, "site": site, "service": service})


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _tree(element: Any, leave: tuple[str, ...] = ()) -> Any:
    """An element as JSON: attributes as `@Name`, words as text, each child as a list of its kind. Empty ones are left out."""
    found: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items() if not name.startswith("{")}
    for child in element:
        name = _local(child)
        if name and name not in leave:
            inner = _tree(child)
            if inner not in ("", {}):
                found.setdefault(name, []).append(inner)
    words = (element.text or "").strip()
    if not found:
        return words
    if words:
        found["#text"] = words
    return found


def _word(record: Any, *names: str) -> str:
    """The first of the named children that says something, as plain text."""
    if not isinstance(record, dict):
        return ""
    for name in names:
        for one in record.get(name, ()):
            found = fields.text(one.get("#text") if isinstance(one, dict) else one)
            if found:
                return found
    return ""


def _all(record: Any, name: str) -> list[Any]:
    return list(record.get(name, ())) if isinstance(record, dict) else []


def _said(records: list[Any]) -> str:
    """Everything that elements say, in file order."""
    parts = []
    for one in records:
        if isinstance(one, dict):
            parts += [_said(inner) for name, inner in one.items() if isinstance(inner, list)] + [fields.text(one.get("#text"))]
        else:
            parts.append(fields.text(one))
    return "; ".join(fields.once(parts))


def _service(agency: Any, site: Any, service: Any, source: str) -> Service:
    site_key, key = _word(site, "Key"), _word(service, "Key")
    name = _word(service, "Name") or _word(site, "Name") or _word(agency, "Name")
    description = _word(service, "Description") or _word(site, "SiteDescription") or _word(agency, "AgencyDescription")
    terms = _terms(service)
    about = _about(service, site, agency)
    fees = _said([inner for one in ("FeeStructure", "Fees", "FeeNote") for inner in _all(service, one)])
    payment = _said([inner for one in ("PaymentMethod", "PaymentMethods", "Insurance") for inner in _all(service, one)])
    ages = [one for one in _all(service, "AgeRequirements") + _all(service, "AgeRequirement") if isinstance(one, dict)] or [service]
    return Service(
        id=key if key == site_key else f"{site_key}-{key}",
        source=source,
        name=name,
        organization=_word(agency, "Name"),
        also_called="; ".join(fields.once(_known_as(service) or _known_as(site))),
        description=description,
        status=_status(about),
        url=_web(service) or _web(site) or _web(agency),
        email=_mail(service) or _mail(site) or _mail(agency),
        phones=_phones(service) or _phones(site) or _phones(agency),
        places=(_place(site, site_key),),
        openings=_openings(service, site),
        areas=fields.once(_area(one) for one in _all(service, "GeographicAreaServed") or _all(agency, "GeographicAreaServed")),
        languages=fields.languages(_said(_all(service, each)) for each in ("Languages", "Language", "LanguagesOffered")),
        interpreters=None,
        minimum_age=fields.age(next((found for one in ages if (found := _word(one, "MinAge", "MinimumAge", "AgeMinimum", "From"))), "")),
        maximum_age=fields.age(next((found for one in ages if (found := _word(one, "MaxAge", "MaximumAge", "AgeMaximum", "To"))), "")),
        eligibility=_said([inner for one in _ELIGIBLE for inner in _all(service, one)]),
        costs=(Cost(cost_kind(fees), note=fees),) if fees else (),
        insurance=insurers((fees, payment)),
        documents=fields.once(_said([one]) for each in ("DocumentsRequired", "RequiredDocuments") for one in _all(service, each)),
        how_to_apply=_said(_all(service, "ApplicationProcess") + _all(service, "IntakeProcedure")),
        access=fields.once(_said([one]) for one in _all(service, "DisabilitiesAccess")),
        modalities=modalities((name, description, *(one.name for one in terms))),
        terms=terms,
        assured_on=fields.day(about.get("@DateLastVerified")),
        changed_on=fields.day(about.get("@DateOfLastAction")),
        confidential=_confidential(agency, site, service, about),
    )


_ELIGIBLE = (
    "EligibilityRequirements",
    "GeneralEligibility",
    "Eligibility",
    "ResidencyRequirements",
    "GenderRequirements",
    "GenderRequirement",
)


def _about(*levels: Any) -> dict[str, Any]:
    """ResourceInfo of the nearest level that has it."""
    return next((one for level in levels for one in _all(level, "ResourceInfo") if isinstance(one, dict)), {})


def _status(about: dict[str, Any]) -> Status:
    """AIRS lists what is open; what is not to be referred to says so."""
    return Status.INACTIVE if fields.yes(about.get("@AvailableForReferral")) is False else Status.ACTIVE


def _confidential(agency: Any, site: Any, service: Any, about: dict[str, Any]) -> bool:
    """Kept out of directories by its owner at any level."""
    levels = [one for one in (agency, site, service) if isinstance(one, dict)]
    out = any(
        fields.yes(one.get(name)) is True for one in levels for name in ("@ExcludeFromWebsite", "@ExcludeFromDirectory", "@Confidential")
    )
    return out or fields.yes(about.get("@AvailableForDirectory")) is False


def _known_as(record: Any) -> list[str]:
    return [_word(one, "Name") for one in _all(record, "AKA") if _word(one, "Confidential").lower() != "true"]


def _web(record: Any) -> str:
    return next((found for one in _all(record, "URL") if (found := _word(one, "Address"))), "")


def _mail(record: Any) -> str:
    return next((found for one in _all(record, "Email") if (found := _word(one, "Address"))), "")


_VOICE = re.compile(r"phone\s?\d*|main|phone/fax|voice|business line|", re.IGNORECASE)


def _phones(record: Any) -> tuple[Phone, ...]:
    """Numbers that are there; iCarol's `Phone1` is voice, other kinds keep their name in small letters."""
    found = []
    for one in _all(record, "Phone"):
        number, kind = _word(one, "PhoneNumber"), _word(one, "Type")
        if number:
            plain = "voice" if _VOICE.fullmatch(kind) else kind.lower()
            note = _word(one, "Function", "Description", "Note")
            found.append(Phone(number, plain, _word(one, "Extension"), note, (), fields.yes(one.get("@Confidential")) is True))
    return tuple(dict.fromkeys(found))


def _place(site: Any, key: str) -> Place:
    where = next((one for one in _all(site, "SpatialLocation") if isinstance(one, dict)), {})
    latitude, longitude = fields.point(_word(where, "Latitude"), _word(where, "Longitude"))
    addresses = [
        _address(one, kind) for name, kind in (("PhysicalAddress", "physical"), ("MailingAddress", "postal")) for one in _all(site, name)
    ]
    return Place(
        id=key,
        name=_word(site, "Name"),
        addresses=tuple(one for one in addresses if one),
        latitude=latitude,
        longitude=longitude,
        directions=_said([inner for one in ("BusServiceAccess", "PhysicalLocationDescription", "Directions") for inner in _all(site, one)]),
        access=fields.once(_said([one]) for one in _all(site, "DisabilitiesAccess")),
        phones=_phones(site),
        confidential=fields.yes(site.get("@Confidential")) is True if isinstance(site, dict) else False,
    )


def _address(record: Any, kind: str) -> Address | None:
    lines = fields.once(_word(record, name) for name in ("PreAddressLine", "Line1", "Line2", "Line3"))
    secret = isinstance(record, dict) and fields.yes(record.get("@Confidential")) is True
    city, state, code = _word(record, "City"), _word(record, "State"), _word(record, "ZipCode")
    if not (lines or city or code):
        return None
    return Address(lines, city, state, code, fields.country(_word(record, "Country")), kind, secret)


def _openings(service: Any, site: Any) -> tuple[Opening, ...]:
    found: list[Opening] = []
    for one in _all(service, "TimeOpen") or _all(site, "TimeOpen"):
        week = hours.days(_word(one, "Days", "Day"))
        plain = hours.opening(week, hours.clock(_word(one, "From", "Opens")), hours.clock(_word(one, "To", "Closes")), _word(one, "Notes"))
        found += [plain] if plain and plain.days else hours.of_words(_said([one]))
    return hours.all_once(found)


def _area(record: Any) -> str:
    parts = (_word(record, name) for name in ("ZipCode", "City", "County", "State", "Country"))
    return ", ".join(fields.once(parts))


_FACET = re.compile(r"(what|why|who|where|how):'([^']*)'")


def _terms(service: Any) -> tuple[Term, ...]:
    found = []
    for one in _all(service, "Taxonomy"):
        code, name = _word(one, "Code"), _word(one, "Name")
        facets = _FACET.findall(code)
        if facets:
            what = " ".join(value for key, value in facets if key == "what").lower()
            rest = ", ".join(value for key, value in facets if key != "what")
            found.append(Term(code, f"{what} ({rest})" if rest else what, "facets"))
            continue
        found.append(Term(code, name, "AIRS"))
    return tuple(dict.fromkeys(one for one in found if one.code or one.name))
