"""A referral letter as FHIR R4. In: a letter, what the directory knows of the services that it names, and its PDF where that goes along.
Out: a Bundle of plain dicts, and what was kept back and why. Called by the command line and by embedding programs; `fhir_in` reads such a
bundle back, `fhir_task` moves its Task on.

The Bundle is a *collection*: a set of records that whoever receives them matches to a person first. A *transaction* would make a new
patient on every server that it is posted to; it is there on request, for systems that are made to take one.

    ServiceRequest   the order: priority, reason, who asks whom, consent and form as supporting information
    Task             the status loop; the day to reply by is the end of its period
    Consent          scope, day, who gave it, until when, and who may get it
    Patient, RelatedPerson, PractitionerRole with Practitioner and Organization, HealthcareService
    QuestionnaireResponse   the letter's form: every other answer, under the name of its field
    DocumentReference       the letter on paper

Where something is kept back, the PDF stays behind too (its hashes go along): what stands in it cannot be judged here.
What could harm where a machine acts on it is put where no machine acts: the number to call is in the form and in a note, and in
`Patient.telecom` only where voicemail and messages are both allowed and the person is said to be safe, for calendars send reminders there
by themselves. No reason becomes a code, no handout a Condition, and every record carries its labels (`fhir_terms.labels`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from clinickit.errors import Unknown
from clinickit.referral.letters import fhir_people, fhir_terms
from clinickit.referral.letters.fhir_document import Pdf, document
from clinickit.referral.letters.fhir_terms import Ids, Resource, concept, given
from clinickit.referral.letters.leaving import KeptBack, leaving
from clinickit.referral.letters.model import Letter, Urgency
from clinickit.referral.letters.rules import in_danger
from clinickit.referral.model import Service
from clinickit.referral.protect import Override

PRIORITY = {Urgency.ROUTINE: "routine", Urgency.SOON: "urgent", Urgency.URGENT: "asap"}
"""How soon, in the words of FHIR's request-priority. `stat` is never written: immediate danger is no letter's business."""
TITLE = "Letter"
NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
"""What 42 CFR 2.32(a)(2) asks to go along with such records."""
PART_2 = "https://www.ecfr.gov/current/title-42/chapter-I/subchapter-A/part-2"


@dataclass(frozen=True, slots=True)
class Bundled:
    """`bundle` as FHIR R4; `kept_back` what stayed behind and why; `record` what is to be kept of an override, None without one."""

    bundle: Resource
    kept_back: KeptBack
    record: Mapping[str, object] | None = None


def bundle(
    letter: Letter,
    services: Iterable[Service] = (),
    override: Override | None = None,
    *,
    pdf: Pdf | None = None,
    seed: str = "",
    transaction: bool = False,
) -> Bundled:
    """A letter as a Bundle. `services` are those of the directory that the letter names; one that is not given stays behind. Ids come from
    `seed`, or from all that the bundle holds. What else a letter lacks is for `rules.check` to say, before this. Raises Unknown for
    immediate danger, and for a consent that was over when the letter was written."""
    if in_danger(letter):
        danger = "Someone is in immediate danger, so no referral is sent: nobody reads it in time."
        raise Unknown(f"{danger} Call emergency services or the crisis team now, and stay with the person. Write the letter afterwards.")
    if letter.consent.until and letter.consent.until < letter.on:
        raise Unknown("The consent was over on the letter's day, so nothing of it may be sent. Ask for a new one first.")
    left = leaving(letter, services, override)
    out = left.letter
    ids = Ids(seed or fhir_terms.seed_of(asdict(out), [one.id for one in left.services], pdf.data.hex() if pdf else ""))
    resources = [_request(out, left.services, ids), _task(out, ids), _consent(out, ids), form(out, ids), *fhir_people.person(out, ids)]
    resources += [*fhir_people.party(out.sender, "sender", ids), *fhir_people.party(out.recipient, "recipient", ids)]
    resources += [fhir_people.service(one, ids) for one in left.services]
    kept_back = left.kept_back
    if pdf is not None:
        if left.protected and override is None and pdf.enclosed:
            pdf = replace(pdf, enclosed=False)
            kept_back = (*kept_back, ("the PDF", ("nobody can tell whether it holds what is kept back; its size and hashes go along",)))
        category = concept(fhir_terms.REFERRAL)
        subject, kind = ids.reference("patient"), fhir_terms.REFERRAL_NOTE
        resources.append(document(ids.of("document"), pdf, out.on, TITLE, kind, category, subject, ()))
    security = labels(out)
    made = fhir_terms.bundle(resources, ids.of("bundle"), security, transaction=transaction)
    return Bundled(made, kept_back, override.record(left.protected) if override else None)


def labels(letter: Letter) -> list[dict[str, str]]:
    """`meta.security` of all that a letter becomes. Where nobody asked whether the person is safe, violence counts as possible."""
    return fhir_terms.labels(violence=letter.risk.safety_in_doubt is not False, substances=bool(letter.consent.substance_use))


def _request(letter: Letter, services: tuple[Service, ...], ids: Ids) -> Resource:
    along = [{"type": "DocumentReference", "identifier": {"system": f"{fhir_terms.OURS}handout", "value": one}} for one in letter.handouts]
    return given(
        {
            "resourceType": "ServiceRequest",
            "id": ids.of("request"),
            "language": letter.language,
            "status": "active",
            "intent": "order",
            "category": [concept(fhir_terms.REFERRAL)],
            "priority": PRIORITY[letter.urgency],
            "code": concept(fhir_terms.REFERRAL),
            "subject": ids.reference("patient"),
            "authoredOn": letter.on.isoformat(),
            "requester": ids.reference("sender"),
            "performer": [ids.reference("recipient"), *(ids.reference(f"service {one.source}/{one.id}") for one in services)],
            "reasonCode": [{"text": letter.reason}] if letter.reason else [],
            "supportingInfo": [ids.reference("consent"), ids.reference("form"), *along],
            "note": [{"text": one} for one in _notes(letter)],
        }
    )


def _notes(letter: Letter) -> list[str]:
    """What must be read even where nobody opens the form."""
    contact, said = letter.contact, {True: "yes", False: "NO", None: "not asked, so no"}
    safe = [
        f"Safe contact: {contact.number or 'not given'}",
        f"Voicemail: {said[contact.voicemail]}",
        f"Text message: {said[contact.text]}",
        f"When: {contact.hours}" if contact.hours else "",
        f"Who to ask for, what to say: {contact.name}" if contact.name else "",
    ]
    notes = ["\n".join(one for one in safe if one)]
    notes += [NOTICE] if letter.consent.substance_use else []
    named = (("Question", letter.question), ("Risk now", letter.risk.now), ("Plan", letter.risk.plan))
    notes += [f"{name}: {words}" for name, words in named if words]
    return notes


def _task(letter: Letter, ids: Ids) -> Resource:
    return given(
        {
            "resourceType": "Task",
            "id": ids.of("task"),
            "status": "requested",
            "intent": "order",
            "priority": PRIORITY[letter.urgency],
            "code": concept(fhir_terms.FULFILL),
            "focus": ids.reference("request"),
            "for": ids.reference("patient"),
            "authoredOn": letter.on.isoformat(),
            "lastModified": letter.on.isoformat(),
            "requester": ids.reference("sender"),
            "owner": ids.reference("recipient"),
            "restriction": {"period": {"end": letter.reply_by.isoformat()}} if letter.reply_by else {},
        }
    )


def _consent(letter: Letter, ids: Ids) -> Resource:
    said, guardian = letter.consent, letter.client.guardian
    asked = (
        [{"verified": guardian.consents, "verifiedWith": ids.reference("guardian")}] if guardian and guardian.consents is not None else []
    )
    provision = {
        "type": "permit",
        "period": given({"start": said.on.isoformat() if said.on else "", "end": said.until.isoformat() if said.until else ""}),
        "actor": [{"role": concept(fhir_terms.GETS), "reference": ids.reference("recipient")}],
        "securityLabel": labels(letter),
    }
    return given(
        {
            "resourceType": "Consent",
            "id": ids.of("consent"),
            "status": "active" if said.on else "proposed",
            "scope": concept(fhir_terms.PRIVACY, said.scope),
            "category": [concept(fhir_terms.CONSENT_DOCUMENT)],
            "patient": ids.reference("patient"),
            "dateTime": said.on.isoformat() if said.on else "",
            "performer": [{"display": said.given_by}] if said.given_by else [],
            "policy": [{"uri": PART_2}] if said.substance_use else [],
            "policyRule": concept(fhir_terms.OPT_IN),
            "verification": asked,
            "provision": given(provision),
        }
    )


def form(letter: Letter, ids: Ids) -> Resource:
    """The letter's form as a QuestionnaireResponse: `linkId` is the name of the field. A question without an answer was not asked."""
    risk, contact = letter.risk, letter.contact
    asked: list[tuple[str, str, object]] = [
        ("question", "Question asked", letter.question),
        ("risk.now", "Risk now", risk.now),
        ("risk.plan", "Plan that was agreed", risk.plan),
        ("risk.immediate", "Immediate danger", risk.immediate),
        ("risk.safety_in_doubt", "Someone may be hurting the person", risk.safety_in_doubt),
        ("contact.number", "Safe number", contact.number),
        ("contact.voicemail", "A voicemail may be left", contact.voicemail),
        ("contact.text", "A text message may be sent", contact.text),
        ("contact.hours", "Safe hours", contact.hours),
        ("contact.name", "Ask for, or say", contact.name),
        ("client.access_needs", "Access needs", letter.client.access_needs),
        ("consent.substance_use", "Records of a substance use program (42 CFR part 2)", letter.consent.substance_use),
        ("copies", "Who may get a copy", letter.copies),
        ("also_to", "Who else gets a copy", letter.also_to or None),
        ("background", "Background", letter.background),
        ("treatment", "Treatment so far", letter.treatment),
        ("medicines", "Medicines", letter.medicines),
    ]
    return given(
        {
            "resourceType": "QuestionnaireResponse",
            "id": ids.of("form"),
            "language": letter.language,
            "status": "completed",
            "subject": ids.reference("patient"),
            "authored": letter.on.isoformat(),
            "author": ids.reference("sender"),
            "item": [_item(*one) for one in asked if one[2] not in (None, "")],
        }
    )


def _item(link: str, text: str, value: object) -> Resource:
    answers = [str(one) for one in value] if isinstance(value, tuple) else [value]
    each = [{"valueBoolean": one} if isinstance(one, bool) else {"valueString": one} for one in answers]
    return given({"linkId": link, "text": text, "answer": each})
