"""That a handout was given, as FHIR R4 for a health record. In: which handout and language, the day, to whom, how, whether it was
understood, and the bytes that were given. Out: a Bundle of a DocumentReference, a Communication and an Observation, as plain dicts.
Called by the command line and by embedding programs. After HL7's EHR-S functional model, CPS.8.5: education by condition, to the patient
and the representative, in several languages and modes, who received it and whether it was understood.

    DocumentReference   the sheet: by size and hashes, or with its bytes; its language; which handout and version, as identifiers
    Communication       category “Patient education” (SNOMED CT 311401005), to whom, when, by which medium
    Observation         teach-back: understood or not, or “not asked”, which is not the same as no

Whom it is about is a reference of the record that takes this (Patient/123) and nothing else: no name is asked for. Titles are neutral,
for they stand in lists that others see (“Handout”, never “Staying safe”). Every record is labelled (`fhir_terms.labels`): SDV for safety
sheets, PSY for others. The handout's codes are for finding it and are not written: who reads about worry has no diagnosis for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinickit.content.model import Handout
from clinickit.errors import Unknown
from clinickit.referral.letters import fhir_terms
from clinickit.referral.letters.fhir_document import Pdf, document
from clinickit.referral.letters.fhir_terms import Ids, Resource, concept, given

TITLE = "Handout"


class Whom(StrEnum):
    """Who got it."""

    PATIENT = "patient"
    GUARDIAN = "guardian"


class Understood(StrEnum):
    """What teach-back showed: the reader said it back in their own words, could not, or was not asked."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not-asked"


class Medium(StrEnum):
    """How it was given."""

    PAPER = "paper"
    EMAIL = "email"
    PORTAL = "portal"
    ALOUD = "aloud"


_MODES = {
    Medium.PAPER: ("WRITTEN", "written"),
    Medium.EMAIL: ("EMAILWRIT", "email"),
    Medium.PORTAL: ("ONLINEWRIT", "online written"),
    Medium.ALOUD: ("VERBAL", "verbal"),
}
_RESULT = {Understood.YES: {"valueBoolean": True}, Understood.NO: {"valueBoolean": False}}
_NOT_ASKED = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "not-asked", "display": "Not Asked"}
_SAID = {
    Understood.YES: "Teach-back: understood, said back in the reader's own words.",
    Understood.NO: "Teach-back: not yet understood. Go through it again.",
    Understood.NOT_ASKED: "Teach-back: not asked.",
}
_REFERENCE = re.compile(r"(?:Patient|RelatedPerson)/[A-Za-z0-9.-]{1,64}|urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Giving:
    """A handout as it was given. `words` of the reader, or what to go through again; `subject` and `guardian` references of the receiving
    record (Patient/123, RelatedPerson/9), empty where it will know; `substances`: it becomes part of a record under 42 CFR part 2."""

    on: date
    to: Whom
    understood: Understood
    medium: Medium = Medium.PAPER
    words: str = ""
    subject: str = ""
    guardian: str = ""
    substances: bool = False


def record(handout: Handout, pdf: Pdf, giving: Giving, *, seed: str = "", transaction: bool = False) -> Resource:
    """The Bundle. `pdf` is what was given, in its language. Ids come from `seed`, or from all that the record holds. Raises Unknown for a
    guide for clinicians, and for a reference that is none."""
    if handout.audience == "clinician":
        raise Unknown(f"“{handout.id}” is written for clinicians and is given to nobody. Record the handout that the reader got.")
    subject, guardian = _reference(giving.subject, "Patient"), _reference(giving.guardian, "RelatedPerson")
    which = [handout.id, handout.version, pdf.language, pdf.data.hex(), pdf.enclosed]
    ids = Ids(seed or fhir_terms.seed_of(which, giving.on, giving.to, giving.understood, giving.medium, giving.words, subject, guardian))
    named = (
        {"system": f"{fhir_terms.OURS}handout", "value": handout.id},
        {"system": f"{fhir_terms.OURS}version", "value": f"{handout.id} {handout.version}"},
    )
    category = concept(fhir_terms.EDUCATION)
    sheet = document(ids.of("document"), pdf, giving.on, TITLE, fhir_terms.EDUCATION_NOTE, category, subject, named)
    safety = handout.series == "safety"
    security = fhir_terms.labels(violence=safety, psychiatric=not safety, substances=giving.substances)
    resources = [sheet, _communication(giving, subject, guardian, ids), _teach_back(giving, subject, ids)]
    return fhir_terms.bundle(resources, ids.of("bundle"), security, transaction=transaction)


def records(given: Sequence[tuple[Handout, Pdf]], giving: Giving, *, seed: str = "", transaction: bool = False) -> Resource:
    """One Bundle of several handouts that were given together: each has its own records and labels, the Bundle all of their labels.
    Raises what `record` raises, and Unknown for none."""
    if not given:
        raise Unknown("No handout was named. Name those that were given.")
    each = [record(one, pdf, giving, seed=seed and f"{seed}\n{at}", transaction=transaction) for at, (one, pdf) in enumerate(given)]
    if len(each) == 1:
        return each[0]
    security = {label["code"]: label for one in each for label in one["meta"]["security"]}
    whole = Ids(seed or fhir_terms.seed_of([one["id"] for one in each]))
    entries = [entry for one in each for entry in one["entry"]]
    return {**each[0], "id": whole.of("bundle"), "meta": {"security": list(security.values())}, "entry": entries}


def _communication(giving: Giving, subject: Resource, guardian: Resource, ids: Ids) -> Resource:
    code, display = _MODES[giving.medium]
    to = (subject or {"type": "Patient"}) if giving.to is Whom.PATIENT else (guardian or {"type": "RelatedPerson"})
    note = " ".join(one for one in (_SAID[giving.understood], giving.words.strip()) if one)
    return given(
        {
            "resourceType": "Communication",
            "id": ids.of("communication"),
            "status": "completed",
            "category": [concept(fhir_terms.EDUCATION)],
            "medium": [concept({"system": fhir_terms.MODES, "code": code, "display": display})],
            "subject": subject,
            "about": [ids.reference("document")],
            "sent": giving.on.isoformat(),
            "recipient": [{"display": str(giving.to), **to}],
            "payload": [{"contentReference": ids.reference("document")}],
            "note": [{"time": giving.on.isoformat(), "text": note}],
        }
    )


def _teach_back(giving: Giving, subject: Resource, ids: Ids) -> Resource:
    return given(
        {
            "resourceType": "Observation",
            "id": ids.of("teach-back"),
            "status": "final",
            "code": {"text": "Teach-back: understood"},
            "subject": subject,
            "focus": [ids.reference("communication")],
            "effectiveDateTime": giving.on.isoformat(),
            **_RESULT.get(giving.understood, {"dataAbsentReason": concept(_NOT_ASKED)}),
        }
    )


def _reference(said: str, kind: str) -> Resource:
    """A reference as it may be written: a kind and an id, or a urn:uuid; never a name, an address or a URL."""
    if not said:
        return {}
    if not _REFERENCE.fullmatch(said) or not said.startswith((f"{kind}/", "urn:")):
        raise Unknown(f"The reference is no {kind} of a FHIR record. Write it as {kind}/123, or leave it out.")
    return {"reference": said}
