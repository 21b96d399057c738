"""Who a referral is about, who writes it and who gets it, as FHIR R4. Only what the letter says. Called by `fhir`."""

from __future__ import annotations

from clinickit.referral.letters.fhir_terms import GUARDIAN, INTERPRETER, LANGUAGES, NPI, OURS, Ids, Resource, concept, given
from clinickit.referral.letters.model import Letter, Party
from clinickit.referral.model import Service


def person(letter: Letter, ids: Ids) -> list[Resource]:
    """The Patient, and the RelatedPerson who is their guardian."""
    client, contact = letter.client, letter.contact
    open_number = contact.voicemail is True and contact.text is True and letter.risk.safety_in_doubt is False
    spoken = {"language": {"coding": [{"system": LANGUAGES, "code": client.language}]}, "preferred": True}
    needed = [{"url": INTERPRETER, "valueBoolean": client.interpreter}] if client.interpreter is not None else []
    patient = {
        "resourceType": "Patient",
        "id": ids.of("patient"),
        "extension": needed,
        "identifier": [{"value": client.identifier}] if client.identifier else [],
        "name": [{"text": client.name}] if client.name else [],
        "telecom": _telecom(phone=contact.number) if open_number else [],
        "birthDate": client.born.isoformat() if client.born else "",
        "communication": [spoken] if client.language else [],
    }
    guardian = client.guardian
    if guardian is None:
        return [given(patient)]
    related = {
        "resourceType": "RelatedPerson",
        "id": ids.of("guardian"),
        "patient": ids.reference("patient"),
        "relationship": [concept(GUARDIAN, guardian.relation)],
        "name": [{"text": guardian.name}] if guardian.name else [],
        "telecom": _telecom(phone=guardian.phone),
    }
    return [given(patient), given(related)]


def party(said: Party, name: str, ids: Ids) -> list[Resource]:
    """A sender or recipient: a PractitionerRole, which `name` refers to, with the Practitioner and the Organization that it joins. The
    address is the organization's, where there is one."""
    address = [{"line": list(said.lines)}] if said.lines else []
    who = {
        "resourceType": "Practitioner",
        "id": ids.of(f"{name} person"),
        "identifier": _identifier(said.identifier),
        "name": [{"text": said.name}] if said.name else [],
        "address": [] if said.organization else address,
    }
    where = {"resourceType": "Organization", "id": ids.of(f"{name} house"), "name": said.organization, "address": address}
    person_, house = len(given(who)) > 2, bool(said.organization)
    role = {
        "resourceType": "PractitionerRole",
        "id": ids.of(name),
        "practitioner": ids.reference(f"{name} person") if person_ else {},
        "organization": ids.reference(f"{name} house") if house else {},
        "code": [{"text": said.role}] if said.role else [],
        "telecom": _telecom(phone=said.phone, fax=said.fax, email=said.email),
    }
    return [given(role), *([given(who)] if person_ else []), *([given(where)] if house else [])]


def service(one: Service, ids: Ids) -> Resource:
    """A service of the directory as it may be shown: its name and public phones, never a place."""
    named = f"{one.source}/{one.id}"
    return given(
        {
            "resourceType": "HealthcareService",
            "id": ids.of(f"service {named}"),
            "identifier": [{"system": f"{OURS}service", "value": named}],
            "name": one.name,
            "telecom": [
                {"system": "phone", "value": phone.number} for phone in one.phones if phone.number and "fax" not in phone.kind.lower()
            ],
        }
    )


def _telecom(**numbers: str) -> list[Resource]:
    return [{"system": system, "value": value} for system, value in numbers.items() if value]


def _identifier(said: str) -> list[Resource]:
    """An identifier as written; “NPI 1234567893” and a bare number of that form are named as what they are."""
    kind, _, number = said.partition(" ")
    if kind == "NPI" and _is_npi(number):
        return [{"type": {"text": kind}, "system": NPI, "value": number}]
    return [given({"system": NPI if _is_npi(said) else "", "value": said})] if said else []


def _is_npi(identifier: str) -> bool:
    """Whether it is a US National Provider Identifier: ten digits whose check digit is right with 80840 before them (ISO 7812)."""
    if len(identifier) != 10 or not (identifier.isascii() and identifier.isdigit()):
        return False
    digits = [int(one) for one in reversed("80840" + identifier)]
    return sum(one if at % 2 == 0 else sum(divmod(2 * one, 10)) for at, one in enumerate(digits)) % 10 == 0
