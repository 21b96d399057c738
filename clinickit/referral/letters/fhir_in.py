"""A referral of FHIR R4 back as a letter. In: a Bundle (a dict) that `fhir` made, or another system's with one ServiceRequest. Out: a
`Letter`; what the bundle does not say stays unsaid, and `rules` asks for it. Called by the command line and by embedding programs.

References are followed inside the bundle alone, and what is about another person than the referral is left aside. Raises Unknown where
there is no referral to read, or several; no message repeats a value of the bundle, for messages end up in logs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from clinickit.errors import Unknown
from clinickit.referral.letters.fhir import PRIORITY
from clinickit.referral.letters.fhir_terms import INTERPRETER, OURS, Resource, at, bundled, dicts
from clinickit.referral.letters.model import Client, Consent, Guardian, Letter, Party, Receiver, Risk, SafeContact, Urgency

_URGENCY = {code: urgency for urgency, code in PRIORITY.items()} | {"stat": Urgency.IMMEDIATE}


def letter(bundle: Resource) -> Letter:
    """The letter of a bundle. Raises Unknown."""
    known = _Known(bundle)
    request = known.one("ServiceRequest")
    subject = at(request, "subject")
    patient, consent = known.get(subject), known.about("Consent", "patient", subject)
    answers = known.about("QuestionnaireResponse", "subject", subject)
    task = next((one for one in known.all("Task") if known.get(one.get("focus")) is request), {})
    form = _answers(answers)
    performers = list(dicts(request.get("performer")))
    roles = [one for one in performers if known.get(one).get("resourceType") != "HealthcareService"]
    services = [_named(known.get(one), "service") for one in performers if known.get(one).get("resourceType") == "HealthcareService"]
    said = form.get
    notes = "" if answers else "\n".join(_text(one.get("text")) for one in dicts(request.get("note")))
    return Letter(
        on=_needed(request.get("authoredOn")),
        urgency=_urgency(request, task),
        reason="\n".join(filter(None, (_text(one.get("text")) for one in dicts(request.get("reasonCode"))))),
        question=_text(said("question")),
        risk=Risk(_text(said("risk.now")), _text(said("risk.plan")), _flag(said("risk.immediate")), _flag(said("risk.safety_in_doubt"))),
        client=_client(patient, subject, known.about("RelatedPerson", "patient", subject), consent, form),
        contact=_contact(form, "" if answers else _number(patient, "phone")),
        consent=_consent(consent, form),
        sender=_party(request.get("requester"), known),
        recipient=_party(roles[0] if roles else None, known),
        reply_by=_day(at(task, "restriction", "period").get("end")),
        copies=_copies(form),
        background=_text(said("background")) or notes,
        treatment=_text(said("treatment")),
        medicines=_text(said("medicines")),
        language=_text(request.get("language")) or "en",
        services=tuple(one for one in services if one),
        handouts=tuple(filter(None, (_identified(one, "handout") for one in dicts(request.get("supportingInfo"))))),
        also_to=tuple(one for one in said("also_to", ()) if isinstance(one, str)) if isinstance(said("also_to"), tuple) else (),
    )


def _urgency(request: Resource, task: Resource) -> Urgency:
    """How soon: danger where either record says so; routine where the request says nothing, as R4 has it; a code that nobody knows is
    asked about."""
    codes = [_text(one.get("priority")).lower() for one in (request, task)]
    return Urgency.IMMEDIATE if "stat" in codes else _URGENCY.get(codes[0], Urgency.NOT_SAID if codes[0] else Urgency.ROUTINE)


class _Known:
    """The resources of a bundle, by kind and by the references that point at them."""

    def __init__(self, bundle: Resource) -> None:
        self._all: list[Resource] = []
        self._by: dict[str, Resource] = {}
        for entry in dicts(bundled(bundle).get("entry")):
            one = entry.get("resource")
            if isinstance(one, dict) and isinstance(one.get("resourceType"), str):
                self._all.append(one)
                for name in (_text(entry.get("fullUrl")), f"{one['resourceType']}/{_text(one.get('id'))}"):
                    self._by.setdefault(name, one)

    def all(self, kind: str) -> Iterator[Resource]:
        return (one for one in self._all if one["resourceType"] == kind)

    def about(self, kind: str, field: str, subject: Resource) -> Resource:
        """The first of a kind that is about the same person: another's consent or guardian is never taken for theirs."""
        wanted, person = _text(subject.get("reference")), self.get(subject)
        for one in self.all(kind):
            reference = at(one, field)
            if wanted and (_text(reference.get("reference")) == wanted or (person and self.get(reference) is person)):
                return one
        return {}

    def one(self, kind: str) -> Resource:
        found = list(self.all(kind))
        if len(found) != 1:
            raise Unknown(f"The bundle has {len(found)} {kind}s; a letter is exactly one. Give the bundle of one referral.")
        return found[0]

    def get(self, reference: object) -> Resource:
        """What a reference points at in this bundle; empty where it is elsewhere."""
        target = _text(reference.get("reference")) if isinstance(reference, dict) else ""
        return self._by.get(target, {}) if target else {}


def _client(patient: Resource, subject: Resource, guardian: Resource, consent: Resource, form: dict[str, Any]) -> Client:
    spoken = next((one for one in dicts(patient.get("communication")) if one.get("language")), {})
    flags = (one.get("valueBoolean") for one in dicts(patient.get("extension")) if one.get("url") == INTERPRETER)
    consents = next((one.get("verified") for one in dicts(consent.get("verification"))), None)
    return Client(
        name=_name(patient) or ("" if patient else _text(subject.get("display"))),
        born=_day(patient.get("birthDate")),
        language=_text(next(dicts(at(spoken, "language").get("coding")), {}).get("code")),
        interpreter=_flag(next(flags, None)),
        access_needs=_text(form.get("client.access_needs")),
        guardian=_guardian(guardian, consents) if guardian else None,
        identifier=_text(next(dicts(patient.get("identifier")), {}).get("value")),
    )


def _guardian(related: Resource, consents: object) -> Guardian:
    relation = next((_text(one.get("text")) for one in dicts(related.get("relationship"))), "")
    return Guardian(_name(related), relation, _number(related, "phone"), _flag(consents))


def _contact(form: dict[str, Any], listed: str) -> SafeContact:
    """`listed` is the number of another system's record, of which nobody said that it is safe."""
    number = _text(form.get("contact.number")) or listed
    voicemail, text = _flag(form.get("contact.voicemail")), _flag(form.get("contact.text"))
    return SafeContact(number, voicemail, text, _text(form.get("contact.hours")), _text(form.get("contact.name")))


def _consent(consent: Resource, form: dict[str, Any]) -> Consent:
    return Consent(
        scope=_text(at(consent, "scope").get("text")),
        on=_day(consent.get("dateTime")),
        given_by=_text(next(dicts(consent.get("performer")), {}).get("display")),
        until=_day(at(consent, "provision", "period").get("end")),
        substance_use=_flag(form.get("consent.substance_use")),
    )


def _party(reference: object, known: _Known) -> Party:
    """A sender or recipient: a PractitionerRole with what it joins, or a Practitioner or Organization alone, or the name of one."""
    found = known.get(reference)
    kind = found.get("resourceType")
    who = known.get(found.get("practitioner")) if kind == "PractitionerRole" else found if kind == "Practitioner" else {}
    house = known.get(found.get("organization")) if kind == "PractitionerRole" else found if kind == "Organization" else {}
    address = next((one for each in (house, who) for one in dicts(each.get("address"))), {})
    numbers = [one for one in (found, who, house) if one]
    phone, fax, email = (next(filter(None, (_number(one, way) for one in numbers)), "") for way in ("phone", "fax", "email"))
    return Party(
        name=_name(who) or (_text(reference.get("display")) if isinstance(reference, dict) and not found else ""),
        role=next((_text(one.get("text")) for one in dicts(found.get("code"))), ""),
        organization=_text(house.get("name")),
        lines=tuple(one for one in address.get("line", ()) if isinstance(one, str)) if isinstance(address.get("line"), list) else (),
        phone=phone,
        fax=fax,
        email=email,
        identifier=_identifier(next(dicts(who.get("identifier")), {})),
    )


def _identifier(said: Resource) -> str:
    """Its value, with what kind it is before it where that is said in words."""
    return " ".join(filter(None, (_text(at(said, "type").get("text")), _text(said.get("value")))))


def _answers(form: Resource) -> dict[str, Any]:
    """The answers of a form by linkId: a text, a yes or no, or a tuple of several."""
    found: dict[str, Any] = {}
    for item in dicts(form.get("item")):
        link = _text(item.get("linkId"))
        values = [next((one[name] for name in ("valueString", "valueBoolean") if name in one), None) for one in dicts(item.get("answer"))]
        found[link] = tuple(values) if link in ("copies", "also_to") else next(iter(values), None)
    return found


def _copies(form: dict[str, Any]) -> tuple[Receiver, ...] | None:
    if "copies" not in form:
        return None
    known = {str(one) for one in Receiver}
    return tuple(Receiver(one) for one in form["copies"] if isinstance(one, str) and one in known)


def _named(resource: Resource, system: str) -> str:
    """The id that we gave it."""
    return next((_text(one.get("value")) for one in dicts(resource.get("identifier")) if one.get("system") == f"{OURS}{system}"), "")


def _identified(reference: Resource, system: str) -> str:
    """The id in a reference that names no resource of the bundle."""
    identifier = at(reference, "identifier")
    return _text(identifier.get("value")) if identifier.get("system") == f"{OURS}{system}" else ""


def _name(resource: Resource) -> str:
    """A name as text; of another system's parts where it has none."""
    name = next(dicts(resource.get("name")), {})
    given = name.get("given")
    parts = [*(given if isinstance(given, list) else ()), name.get("family")]
    return _text(name.get("text")) or " ".join(_text(one) for one in parts if _text(one))


def _number(resource: Resource, system: str) -> str:
    return next((_text(one.get("value")) for one in dicts(resource.get("telecom")) if one.get("system") == system), "")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: object) -> date | None:
    """The day of a date or dateTime; None for a year or month alone."""
    try:
        return date.fromisoformat(_text(value)[:10])
    except ValueError:
        return None


def _needed(value: object) -> date:
    found = _day(value)
    if found is None:
        raise Unknown("The ServiceRequest says on no day (authoredOn) when it was written. Put it in as year-month-day.")
    return found
