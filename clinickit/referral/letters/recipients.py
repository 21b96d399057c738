"""A service of the directory as the recipient of a letter. In: a service. Out: a `Party`, of what may be shown of it alone. Called by the
command line and the web page."""

from __future__ import annotations

from dataclasses import fields, replace

from clinickit.referral.letters.model import Letter, Party
from clinickit.referral.model import Address, Service
from clinickit.referral.protect import Override, shown


def party(service: Service, override: Override | None = None) -> Party:
    """Name, postal address, first phone and fax, e-mail; of a protected service its name and public phone."""
    one = shown(service, override)
    phones = [*one.phones, *(phone for place in one.places for phone in place.phones)]
    faxes = [phone for phone in phones if "fax" in phone.kind.casefold()]
    called = [f"{phone.number} ext. {phone.extension}" if phone.extension else phone.number for phone in phones if phone not in faxes]
    addresses = [address for place in one.places for address in place.addresses]
    postal = sorted(addresses, key=lambda address: address.kind != "postal")
    return Party(
        name=one.name,
        organization="" if one.organization == one.name else one.organization,
        lines=_lines(postal[0]) if postal else (),
        phone=called[0] if called else "",
        fax=faxes[0].number if faxes else "",
        email=one.email,
    )


def addressed(letter: Letter, service: Service, override: Override | None = None) -> Letter:
    """The letter about that service too. Where it does not say who the recipient is, the service is."""
    named = f"{service.source}/{service.id}"
    services = letter.services if named in letter.services else (*letter.services, named)
    if any(getattr(letter.recipient, one.name) for one in fields(letter.recipient)):
        return replace(letter, services=services)
    return replace(letter, services=services, recipient=party(service, override))


def _lines(address: Address) -> tuple[str, ...]:
    town = " ".join(one for one in (", ".join(part for part in (address.city, address.region) if part), address.postal_code) if one)
    return tuple(one for one in (*address.lines, town) if one)
