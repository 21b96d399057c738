"""Referral letters on paper: a complete letter goes in, its copies come out as PDFs, each in its reader's language. Called by the command
line, by the web page and by programs. Each paper is a handout; its own words are those of `referral-letter` and its catalogs.

Nothing is written, stored or logged here, and nothing of a letter stays in a cache. A paper's `file` holds no name of a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from clinickit import languages as tongues
from clinickit.content.clinic import Clinic
from clinickit.content.findings import Document
from clinickit.diagnostics import Diagnostic, Location, Severity, errors_of
from clinickit.errors import ContentInvalid, Unknown
from clinickit.layout.windows import PLAIN, Window
from clinickit.library import Library
from clinickit.pipeline import PrintOptions, Rendered
from clinickit.referral.letters import danger, rules
from clinickit.referral.letters.copies import TEMPLATE, Kind, handout
from clinickit.referral.letters.leaving import leaving
from clinickit.referral.letters.model import Letter, Receiver
from clinickit.referral.model import Service
from clinickit.referral.protect import Override

_COPIES = {Kind(str(one)): one for one in Receiver}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a letter. `file` is a name for it without its folder: `referral-letter.client.es.pdf`."""

    kind: Kind
    language: str
    file: str
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Ask:
    """What to print. `kinds` None: all that the letter allows; `language` that of the client's copy, the client's own where it is empty;
    `territory` for paper, crisis lines and emergency numbers; `majority` the age of majority in years; `document` where the letter was
    read from, for the places of diagnostics; `services` those of the directory that the letter names, in full; `override` who
    decided that what is protected may be told; `today` the day that it goes out, where that is later than the letter's."""

    kinds: tuple[Kind, ...] | None = None
    language: str = ""
    territory: str | None = None
    majority: int = rules.MAJORITY
    document: Document | None = None
    services: tuple[Service, ...] = ()
    override: Override | None = None
    today: date | None = None


def check(library: Library, letter: Letter, ask: Ask | None = None, clinic: Clinic | None = None) -> tuple[Diagnostic, ...]:
    """What is missing or wrong; in danger, what to do in place of a letter, with the numbers of the territory. Raises ContentInvalid for a
    clinic's own content that is not valid."""
    ask = ask or Ask()
    where = ask.territory or (clinic.territory if clinic else "")
    steps = danger.steps(library.checker(), where) if rules.in_danger(letter) else ()
    return rules.check(letter, ask.document, majority=ask.majority, instead=steps, today=ask.today)


def papers(
    library: Library, letter: Letter, ask: Ask | None = None, clinic: Clinic | None = None, options: PrintOptions | None = None
) -> tuple[tuple[Paper, ...], tuple[Diagnostic, ...]]:
    """The papers of a letter, dated as it is, and warnings about it. Raises ContentInvalid for a letter that may not be sent as it is, with
    the questions to ask; Unknown for a copy that nobody may get or a language that is not there; and what `render_made` raises."""
    ask, options = ask or Ask(), options or PrintOptions()
    found = check(library, letter, ask, clinic)
    if errors_of(found):
        raise ContentInvalid(errors_of(found))
    kinds = _kinds(letter, ask)
    for name in letter.handouts:
        library.handout(name)
    out = leaving(letter, ask.services, ask.override)
    whole = replace(out.letter, copies=rules.copies(letter, ask.majority))
    template = library.handout(TEMPLATE)
    made = []
    for kind in kinds:
        tag = _language(library, letter, kind, ask)
        sheet = handout(template, whole, kind, out.services, ask.override)
        head = _headless(clinic) if kind is Kind.SLIP else clinic
        printed = library.render_made(sheet, tag, head, _options(options, kind), on=letter.on, territory=ask.territory, private=True)
        wanted = (ask.language or letter.client.language) if kind is Kind.CLIENT else letter.language
        if kind in (Kind.CLIENT, Kind.RECIPIENT) and tag.partition("-")[0] != wanted.partition("-")[0]:
            found += (_other_language(kind, tag, wanted, ask),)
        made.append(Paper(kind, tag, f"{TEMPLATE}.{kind}.{tag}.pdf", printed))
    told = [one for paper in made for one in paper.rendered.diagnostics]
    kept = [_kept_back(name, reasons, ask) for name, reasons in out.kept_back]
    return tuple(made), tuple(dict.fromkeys((*found, *kept, *told)))


def _other_language(kind: Kind, tag: str, wanted: str, ask: Ask) -> Diagnostic:
    client = kind is Kind.CLIENT
    place = Location(ask.document.file if ask.document else "", "$.client.language" if client else "$.language", language=tag)
    message = f"The page's own words of the copy “{kind}” are in {tag}, for there is no letter in {wanted} yet."
    hint = "Read it to them with an interpreter, or choose with --language." if client else "Your own words stay as they are."
    return Diagnostic("letter.language", Severity.WARNING, place, message, hint)


def _kept_back(name: str, reasons: tuple[str, ...], ask: Ask) -> Diagnostic:
    place = Location(ask.document.file if ask.document else "", "$.services" if "/" in name else "")
    message = f"Of {name} something is kept back on every copy: {'; '.join(reasons)}."
    hint = "Reach them by their public phone. Whoever answers for it can decide otherwise: --override-by and --override-why."
    return Diagnostic("letter.kept-back", Severity.WARNING, place, message, hint)


def _kinds(letter: Letter, ask: Ask) -> tuple[Kind, ...]:
    """Those asked for, in the order of `Kind`. With a copy for the recipient go the slip and, of substance use records, the consent."""
    allowed = rules.copies(letter, ask.majority)
    wanted = ask.kinds if ask.kinds is not None else tuple(Kind(str(one)) for one in allowed)
    for kind in wanted:
        if kind in _COPIES and _COPIES[kind] not in allowed:
            raise Unknown(f"The letter lets nobody have a copy “{kind}”. Add it to “copies” in the letter once it is agreed.")
    along = {Kind.SLIP} | ({Kind.CONSENT} if letter.consent.substance_use else set()) if Kind.RECIPIENT in wanted else set()
    return tuple(kind for kind in Kind if kind in wanted or kind in along)


def _language(library: Library, letter: Letter, kind: Kind, ask: Ask) -> str:
    """The client's copy is in their language; all others are in that of the letter, or in English where that is not there."""
    there = library.languages(TEMPLATE)
    if kind is Kind.CLIENT and ask.language:
        return tongues.resolve(ask.language, there)
    for tag in (letter.client.language, letter.language) if kind is Kind.CLIENT else (letter.language,):
        found = next((one for one in tongues.chain(tag) if one in there), "")
        if found:
            return found
    return there[0]


def _headless(clinic: Clinic | None) -> Clinic | None:
    """The slip is the other side's answer, so it is on nobody's letterhead."""
    return replace(clinic, names=(), taglines=(), phone="", web="", logo=None, logo_alt="") if clinic else None


def _options(options: PrintOptions, kind: Kind) -> PrintOptions:
    """The slip can be typed in, and is on plain paper; the client's copy is handed over, so it needs no window."""
    if kind is Kind.SLIP:
        return replace(options, letter=PLAIN, fillable=True, beside="")
    return replace(options, letter=replace(options.letter, window=Window.NONE)) if kind is Kind.CLIENT else options
