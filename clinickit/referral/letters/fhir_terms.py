"""Codes, labels and ids that every FHIR R4 resource of ours uses. Plain dicts; called by `fhir`, `fhir_task` and by
`delivery.education`.

Labels (`meta.security`): confidentiality R always; with it PSY, or SDV where violence may be part of it, and for records of a program
under 42 CFR part 2 also ETH, 42CFRPart2 and NORDSCLCD. The codes are those of HL7's v3-Confidentiality and v3-ActCode. A label is not a
lock: it tells the system that gets the record how to treat it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clinickit.errors import Unknown

Resource = dict[str, Any]

_HL7 = "http://terminology.hl7.org/CodeSystem/"
SNOMED, LOINC, ACT = "http://snomed.info/sct", "http://loinc.org", f"{_HL7}v3-ActCode"
CONFIDENTIALITY = f"{_HL7}v3-Confidentiality"
TASK_CODES = "http://hl7.org/fhir/CodeSystem/task-code"
MODES = f"{_HL7}v3-ParticipationMode"
LANGUAGES = "urn:ietf:bcp:47"
URI = "urn:ietf:rfc:3986"
OURS = "urn:x-clinickit:"
"""Before the names of our own identifier systems: handout, service."""

REFERRAL = {"system": SNOMED, "code": "3457005", "display": "Patient referral"}
EDUCATION = {"system": SNOMED, "code": "311401005", "display": "Patient education"}
REFERRAL_NOTE = {"system": LOINC, "code": "57133-1", "display": "Referral note"}
EDUCATION_NOTE = {"system": LOINC, "code": "34895-3", "display": "Education note"}
CONSENT_DOCUMENT = {"system": LOINC, "code": "59284-0"}
PRIVACY = {"system": f"{_HL7}consentscope", "code": "patient-privacy"}
OPT_IN = {"system": ACT, "code": "OPTIN", "display": "opt-in"}
GETS = {"system": f"{_HL7}v3-ParticipationType", "code": "IRCP", "display": "information recipient"}
GUARDIAN = {"system": f"{_HL7}v3-RoleCode", "code": "GUARD", "display": "guardian"}
FULFILL = {"system": TASK_CODES, "code": "fulfill", "display": "Fulfill the focal request"}

INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
NPI = "http://hl7.org/fhir/sid/us-npi"

_RESTRICTED = {"system": CONFIDENTIALITY, "code": "R", "display": "restricted"}
_PSYCHIATRIC = {"system": ACT, "code": "PSY", "display": "psychiatry disorder information sensitivity"}
_VIOLENCE = {"system": ACT, "code": "SDV", "display": "sexual assault, abuse, or domestic violence information sensitivity"}
_SUBSTANCES = (
    {"system": ACT, "code": "ETH", "display": "substance abuse information sensitivity"},
    {"system": ACT, "code": "42CFRPart2", "display": "42 CFR Part2"},
    {"system": ACT, "code": "NORDSCLCD", "display": "no redisclosure without consent directive"},
)


def labels(*, violence: bool = False, psychiatric: bool = True, substances: bool = False) -> list[dict[str, str]]:
    """`meta.security`: R, and what kind of sensitive it is."""
    found = [_RESTRICTED]
    found += [_PSYCHIATRIC] if psychiatric else []
    found += [_VIOLENCE] if violence else []
    found += _SUBSTANCES if substances else ()
    return [dict(one) for one in found]


def concept(coding: Mapping[str, str] | None = None, text: str = "") -> Resource:
    """A CodeableConcept."""
    return given({"coding": [dict(coding)] if coding else [], "text": text})


def given(resource: Resource) -> Resource:
    """A resource without what nobody said: FHIR has no empty strings, lists or objects. False and 0 stay."""
    return {name: value for name, value in resource.items() if value not in (None, "", [], {}, ())}


def seed_of(*parts: object) -> str:
    """What ids are made from where no seed is given: the canonical JSON of what the resources hold. Same content, same ids."""
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


class Ids:
    """A uuid for each resource of a bundle, by its kind and number; the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"clinickit:fhir\n{seed}")

    def of(self, kind: str) -> str:
        """The id of the resource called `kind` in this bundle."""
        return str(uuid.uuid5(self._space, kind))

    def reference(self, kind: str, display: str = "") -> Resource:
        """A reference to it, as its fullUrl."""
        return given({"reference": f"urn:uuid:{self.of(kind)}", "display": display})


def bundle(resources: Iterable[Resource], named: str, security: list[dict[str, str]], *, transaction: bool) -> Resource:
    """The resources, each with its labels, as a collection, or as a transaction that creates them all. Each reference says what kind of
    resource it points at, for systems that look at one record alone."""
    listed = list(resources)
    kinds = {f"urn:uuid:{one['id']}": str(one["resourceType"]) for one in listed}
    entries = []
    for one in listed:
        labelled = {"resourceType": one["resourceType"], "id": one["id"], "meta": {"security": [dict(label) for label in security]}}
        entry: Resource = {"fullUrl": f"urn:uuid:{one['id']}", "resource": {**labelled, **_typed(one, kinds)}}
        if transaction:
            entry["request"] = {"method": "POST", "url": one["resourceType"]}
        entries.append(entry)
    kind = "transaction" if transaction else "collection"
    return {"resourceType": "Bundle", "id": named, "meta": {"security": security}, "type": kind, "entry": entries}


def _typed(value: Any, kinds: Mapping[str, str]) -> Any:
    """A copy whose references to the resources of a bundle carry their type."""
    if isinstance(value, list):
        return [_typed(one, kinds) for one in value]
    if not isinstance(value, dict):
        return value
    target = value.get("reference")
    kind = {"type": kinds[target]} if isinstance(target, str) and target in kinds else {}
    return {**{name: _typed(one, kinds) for name, one in value.items()}, **kind}


def as_bytes(resource: Resource) -> bytes:
    """The JSON of a resource, as a file."""
    return (json.dumps(resource, ensure_ascii=False, indent=1) + "\n").encode()


def at(resource: Resource, *names: str) -> Resource:
    """The object at a path of names in a resource from elsewhere; empty where there is none."""
    for name in names:
        found = resource.get(name)
        resource = found if isinstance(found, dict) else {}
    return resource


def dicts(value: object) -> Iterator[Resource]:
    """The objects of a list in a resource from elsewhere; none where it is no list."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def bundled(value: object) -> Resource:
    """A Bundle from elsewhere. Raises Unknown for what is none."""
    if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
        raise Unknown("This is no Bundle of FHIR. Give the file that `clinickit referral fhir` wrote, or another system's Bundle.")
    return value
