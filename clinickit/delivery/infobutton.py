"""Answers to an Infobutton: which handouts fit a code in a reader's language. In: a library and the parameters of the request, as HL7's
Context-Aware Knowledge Retrieval names them in its URL form. Out: an Atom feed (RFC 4287), with the categories that MedlinePlus Connect
gives too. Called by whoever serves it; nothing is opened, and nothing of the request is kept.

    mainSearchCriteria.v.c    the code, such as F41.9                    mainSearchCriteria.v.dn   its name, searched where no code fits
    mainSearchCriteria.v.cs   its system, as an OID (or a FHIR URI)      informationRecipient      PAT (unless told) or PROV
    informationRecipient.languageCode.c   the reader's language (BCP 47)

Other parameters (age, gender, task) are ignored, and none is echoed but the code, its system and the language. A code fits whole, never by
its beginning: who asks for F41.1 does not get what is written for F41.9. A handout that the reader's language lacks is listed last, in the
language that it has, and says so. A patient is never offered the sheet about a violent partner, for a list can be seen by others.
The feed lists; whoever serves the addresses prints, and may be refused a safety sheet whose translation nobody checked."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from lxml import etree

from clinickit import languages as tongues
from clinickit.content.model import Handout
from clinickit.errors import Unknown
from clinickit.library import SAFETY_SHEETS, Library

SYSTEMS: Mapping[str, str] = {
    "2.16.840.1.113883.6.90": "http://hl7.org/fhir/sid/icd-10-cm",
    "2.16.840.1.113883.6.103": "http://hl7.org/fhir/sid/icd-9-cm",
    "2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "2.16.840.1.113883.6.1": "http://loinc.org",
    "2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
}
"""FHIR's URI of a code system by its OID."""
CODE, SYSTEM, NAME = "mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "mainSearchCriteria.v.dn"
RECIPIENT, LANGUAGE = "informationRecipient", "informationRecipient.languageCode.c"
AT_MOST = 10
_LONGEST = 200
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Link = Callable[[str, str], str]
"""The address of a handout (its id) in a language (a tag)."""


@dataclass(frozen=True, slots=True)
class _Asked:
    code: str
    system: str
    name: str
    language: str
    clinician: bool


def answer(library: Library, query: Mapping[str, str], link: Link | None = None, *, kind: str = "application/pdf") -> bytes:
    """The feed. `link` gives the address of each handout, of media type `kind`; without it, the name that `clinickit print` gives its file.
    A request that nothing fits, or that is none, has a feed without entries. Raises ContentInvalid where a handout has errors."""
    asked = _asked(query)
    fitting = [(one, *_language(library, one, asked.language)) for one in _found(library, asked)]
    fitting.sort(key=lambda one: not one[2])
    return _feed(library, asked, fitting, link or _file_name, kind)


def _asked(query: Mapping[str, str]) -> _Asked:
    said = {name: _clean(value) for name, value in query.items() if name in (CODE, SYSTEM, NAME, RECIPIENT, LANGUAGE)}
    system = said.get(SYSTEM, "").removeprefix("urn:oid:")
    language = said.get(LANGUAGE, "").replace("_", "-") or "en"
    return _Asked(said.get(CODE, ""), SYSTEMS.get(system, system), said.get(NAME, ""), language, said.get(RECIPIENT, "").upper() == "PROV")


def _clean(value: str) -> str:
    """A parameter as XML may hold it, at most so long."""
    return "".join(one for one in value[:_LONGEST] if one.isprintable()).strip()


def _found(library: Library, asked: _Asked) -> list[Handout]:
    """Those that claim the code; where none does, those whose words fit its name."""
    hidden = () if asked.clinician else (SAFETY_SHEETS["abuse"],)
    there = {one.id: one for one in library.handouts() if one.audience != "clinician" and one.id not in hidden}
    fitting = [one for one in there.values() if _claims(one, asked)]
    if not fitting and asked.name:
        fitting = [there[one.handout] for one in library.find(asked.name, _spoken(asked.language)) if one.handout in there]
    return fitting[:AT_MOST]


def _claims(handout: Handout, asked: _Asked) -> bool:
    """Whether a handout is to be found by the code; a code without a system may be of any."""
    code = asked.code.casefold()
    return bool(code) and any(one.casefold() == code and asked.system in ("", system) for system, one in handout.codes)


def _spoken(tag: str) -> str:
    """The language to search in: the nearest that can be set, else English."""
    try:
        return tongues.resolve(tag, [one.tag for one in tongues.known() if not one.pseudo])
    except Unknown:
        return "en"


def _language(library: Library, handout: Handout, tag: str) -> tuple[str, bool]:
    """The tag that a reader gets, and whether it is the one that was asked for."""
    try:
        return tongues.resolve(tag, library.languages(handout.id)), True
    except Unknown:
        return handout.language, False


def _feed(library: Library, asked: _Asked, fitting: Iterable[tuple[Handout, str, bool]], link: Link, kind: str) -> bytes:
    listed = list(fitting)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    feed.set(_LANG, _spoken(asked.language))
    named = "\n".join((asked.system, asked.code, asked.language, *(f"{one.id} {tag}" for one, tag, _ in listed)))
    _add(feed, "title", "Handouts")
    _add(feed, "id", _urn(named))
    _add(feed, "updated", _moment(max((one.version_date for one, _, _ in listed), default=date(2000, 1, 1))))
    _add(_add(feed, "author"), "name", "clinickit")
    for scheme, term in _categories(asked):
        _add(feed, "category", scheme=scheme, term=term)
    for one, tag, exact in listed:
        _entry(feed, library, one, tag, exact, link(one.id, tag), kind)
    made: bytes = etree.tostring(feed, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made


def _categories(asked: _Asked) -> Iterator[tuple[str, str]]:
    oid = next((oid for oid, uri in SYSTEMS.items() if uri == asked.system), asked.system)
    pairs = ((CODE, asked.code), (SYSTEM, oid), (RECIPIENT, "PROV" if asked.clinician else "PAT"), (LANGUAGE, asked.language))
    return ((scheme, term) for scheme, term in pairs if term)


def _entry(feed: etree._Element, library: Library, one: Handout, tag: str, exact: bool, href: str, kind: str) -> None:
    words = library.in_language(one.id, tag)
    entry = _add(feed, "entry")
    entry.set(_LANG, tag)
    _add(entry, "title", words.title.plain())
    _add(entry, "id", _urn(f"{one.id}\n{one.version}\n{tag}"))
    _add(entry, "updated", _moment(one.version_date))
    _add(entry, "link", rel="alternate", href=href, hreflang=tag, type=kind)
    _add(entry, "category", scheme="audience", term=one.audience)
    if not exact:
        _add(entry, "category", scheme="language", term="not-as-asked")
    _add(entry, "summary", words.lede.plain())


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text or None
    return child


def _urn(named: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'clinickit:infobutton:{named}')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _file_name(handout_id: str, tag: str) -> str:
    return quote(f"{handout_id}.{tag}.pdf")
