"""Handouts as OpenEMR's own education files. In: a library, and which handout is to stand for a code that several claim. Out: a plan (file
names, what each holds) and all that cannot be served, with why. Called by the command line, which prints and writes each file.

OpenEMR (interface/patient_file/education.php, “Local Content”) reads `documents/education/` of its site and builds one name:
`strtolower("{type}_{code}_{lang}.pdf")`, refused where a character is none of A-Z a-z 0-9 _ . - (check_file_dir_name in
library/sanitize.inc.php). So there is one file a code and language, in lower case. `type` is a key of its table code_types
(sql/database.sql): ICD10, ICD9, LOINC, RXCUI, CVX, CPT4, and for SNOMED CT three: SNOMED (diagnosis), SNOMED-CT (clinical term) and
SNOMED-PR (procedure); a code may be kept as any of them, so its file is written under each name. `lang` is `es` where the patient's
language is Spanish, else `en`, whatever it is: who reads Arabic gets the English file. That cannot be helped from here and is reported.

Guides for clinicians are never exported: OpenEMR hands these files to patients. A safety sheet leaves only as it may be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clinickit.content.model import Handout
from clinickit.errors import Unknown
from clinickit.library import Library

LANGUAGES = ("en", "es")
TYPES: Mapping[str, tuple[str, ...]] = {
    "http://hl7.org/fhir/sid/icd-10-cm": ("ICD10",),
    "http://hl7.org/fhir/sid/icd-9-cm": ("ICD9",),
    "http://snomed.info/sct": ("SNOMED", "SNOMED-CT", "SNOMED-PR"),
    "http://loinc.org": ("LOINC",),
    "http://www.nlm.nih.gov/research/umls/rxnorm": ("RXCUI",),
    "http://hl7.org/fhir/sid/cvx": ("CVX",),
    "http://www.ama-assn.org/go/cpt": ("CPT4",),
}
"""The code systems that OpenEMR knows, by their FHIR URI, and its names for each."""
_NAME = re.compile(r"[a-z0-9_.-]+", re.ASCII)
_FILE = re.compile(rf"(?:{'|'.join(one.lower() for names in TYPES.values() for one in names)})_[a-z0-9_.-]+_(?:en|es)\.pdf", re.ASCII)
Code = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Planned:
    """A sheet to print, and the names of the files that hold it."""

    names: tuple[str, ...]
    code: str
    handout_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Unserved:
    """What OpenEMR cannot be given: a code or a handout, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`files` in the order of codes; `unserved` what stays out."""

    files: tuple[Planned, ...]
    unserved: tuple[Unserved, ...]


def plan(library: Library, choose: Mapping[str, str] | None = None) -> Plan:
    """One handout for each code. `choose` maps a code (F41.9, or ICD10:F41.1 where no handout claims it) to a handout's id. Raises Unknown
    for a code or handout that is not there, and ContentInvalid where a handout has errors."""
    for_clients = {one.id: one for one in library.handouts() if one.audience != "clinician"}
    claimed = _claimed(for_clients)
    chosen = dict(_chosen(choose or {}, claimed, for_clients))
    files: list[Planned] = []
    unserved: list[Unserved] = []
    for code in sorted({*claimed, *chosen}):
        named = f"{TYPES.get(code[0], (code[0],))[0]} {code[1]}"
        ids = (chosen[code],) if code in chosen else claimed[code]
        names = _names(code)
        if not names:
            unserved.append(Unserved(named, f"OpenEMR has no such code system, or no such file name; it is claimed by {', '.join(ids)}."))
        elif len(ids) > 1:
            listed = ", ".join(ids)
            unserved.append(Unserved(named, f"OpenEMR takes one handout a code, and {listed} claim it. Add --choose {code[1]}={ids[0]}"))
        else:
            files += (Planned(_in(names, one), named, ids[0], one) for one in LANGUAGES if one in library.languages(ids[0]))
            unserved += _lacking(named, library.languages(ids[0]), ids[0])
    used = {one.handout_id for one in files}
    uncoded = [one.id for one in for_clients.values() if not one.codes and one.id not in used]
    if uncoded:
        unserved.append(Unserved(", ".join(uncoded), "They have no code to be found by. Give one with --choose, such as ICD10:F41.1=ID."))
    unserved += _others(library, sorted(used))
    return Plan(tuple(files), tuple(unserved))


def is_ours(name: str) -> bool:
    """Whether OpenEMR would read a file of this name: one that an earlier run left is still handed out."""
    return bool(_FILE.fullmatch(name))


def _claimed(handouts: Mapping[str, Handout]) -> dict[Code, tuple[str, ...]]:
    """Who claims a code. Codes that differ in case alone would be one file, so they are one."""
    found: dict[Code, tuple[str, ...]] = {}
    for one in handouts.values():
        for system, code in one.codes:
            known = next((other for other in found if other[0] == system and other[1].lower() == code.lower()), (system, code))
            found[known] = tuple(dict.fromkeys((*found.get(known, ()), one.id)))
    return found


def _chosen(
    choose: Mapping[str, str], claimed: Mapping[Code, tuple[str, ...]], handouts: Mapping[str, Handout]
) -> Iterator[tuple[Code, str]]:
    for said, handout_id in choose.items():
        if handout_id not in handouts:
            raise Unknown(f"There is no handout for clients called “{handout_id[:60]}”. See: clinickit list")
        kind, _, rest = said.rpartition(":")
        systems = [system for system, names in TYPES.items() if kind.upper() in names]
        if kind and not systems:
            known = ", ".join(name for names in TYPES.values() for name in names)
            raise Unknown(f"OpenEMR has no code type “{kind[:40]}”. It has: {known}.")
        code = next((one for one in claimed if one[1].lower() == rest.lower() and (not kind or one[0] in systems)), None)
        if code is None and not kind:
            raise Unknown(f"No handout claims the code “{rest[:40]}”. Say its type too, such as ICD10:{rest[:40]}={handout_id}.")
        yield code or (systems[0], rest), handout_id


def _names(code: Code) -> tuple[str, ...]:
    """The names of its files without language and ending; none where OpenEMR would refuse them."""
    made = tuple(f"{one}_{code[1]}".lower() for one in TYPES.get(code[0], ()))
    return made if all(_NAME.fullmatch(one) for one in made) else ()


def _in(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(f"{one}_{language}.pdf" for one in names)


def _lacking(named: str, have: tuple[str, ...], handout_id: str) -> Iterator[Unserved]:
    for one in LANGUAGES:
        if one not in have:
            yield Unserved(named, f"“{handout_id}” is not there in {one}, so OpenEMR says that there is no content.")


def _others(library: Library, ids: list[str]) -> Iterator[Unserved]:
    """Languages that a handout has and OpenEMR cannot ask for."""
    tags = sorted({tag for one in ids for tag in library.languages(one) if tag not in LANGUAGES})
    if tags:
        yield Unserved(
            ", ".join(tags), "OpenEMR asks for English or Spanish alone, and gives readers of others the English file. Print these."
        )
