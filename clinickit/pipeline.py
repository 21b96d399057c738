"""The calls of the flow, in order, and nothing else: the only place that knows it.

Handout (checked) ── lines.resolve ──▶ contacts ── localize ──▶ words ── compose ──▶ pages ── pdf.write ──▶ bytes
                                                                      └─ html.write ──▶ bytes
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from clinickit import languages as tongues
from clinickit.content import walk
from clinickit.content.build import client_copy
from clinickit.content.check import overdue
from clinickit.content.clinic import Clinic
from clinickit.content.line_records import Lines
from clinickit.content.lines import resolve
from clinickit.content.model import Copy, Handout, Reader, Text
from clinickit.content.wording import Wording
from clinickit.diagnostics import Diagnostic
from clinickit.errors import ContentInvalid, GlyphMissing, PdfRefused, Unknown
from clinickit.html.write import HtmlWriter, Look
from clinickit.html.write import Said as Spoken
from clinickit.layout.bilingual import Form
from clinickit.layout.compose import Composer, Said, Sheet
from clinickit.layout.pages import PagedDocument
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.layout.windows import PLAIN, LetterPaper
from clinickit.localize.apply import CatalogSource, localize
from clinickit.localize.gate import refusals
from clinickit.localize.levels import Level
from clinickit.localize.provenance import Provenance
from clinickit.localize.translate import Translator
from clinickit.localize.ui import Words as PageWords
from clinickit.pdf.write import PdfWriter
from clinickit.text.cache import Cache

_LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Territories whose paper is US Letter (CLDR 48, measurement data); A4 elsewhere."""
_QUOTED = re.compile("“.*”", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How to print; `fillable`: with form fields to type in. `paper` None takes the clinic's, else the territory's, else Letter.
    `discreet`: nothing but the body tells what the sheet is about, and its contacts stand on a card to cut off; `audience` CLINICIAN: with
    the sections for clinicians, evidence and full sources. Of a translation: `require` is the level below which a sheet says that it is not
    checked (the clinic's unless told), `final` refuses such a sheet, `draft` lets a safety sheet below "revised" through. `beside`: the
    same in a second language (a BCP 47 tag) in a column beside the first, block by block, or `facing` on pages of its own by turns; in
    large print columns become blocks one under the other. `letter`: the envelope and the paper of a handout with a letterhead; others pay
    no heed to it."""

    paper: Paper | None = None
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOR
    fillable: bool = False
    discreet: bool = False
    audience: Reader = Reader.CLIENT
    require: Level | None = None
    final: bool = False
    draft: bool = False
    beside: str = ""
    facing: bool = False
    letter: LetterPaper = PLAIN

    @property
    def copy(self) -> Copy:
        """Which copy this is. Raises Unknown for one that cannot be."""
        if self.audience is Reader.CLINICIAN:
            if self.discreet or self.fillable:
                what = "discreet" if self.discreet else "fillable"
                raise Unknown(f"A {what} copy is for clients, so there is none for clinicians. Leave out “audience” or “{what}”.")
            return Copy.CLINICIAN
        return Copy.DISCREET if self.discreet else Copy.CLIENT


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sheet that can be printed. `diagnostics` are warnings and information; `provenance` says what it was made from, with the
    PDF's SHA-256."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class WebPage:
    """A handout as one web page that holds all it needs, UTF-8; else as `Rendered`. `provenance` has no SHA-256 of a PDF."""

    html: bytes
    diagnostics: tuple[Diagnostic, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Job:
    """One sheet to make. `language` is a tag that the handout has; `territory` ISO 3166-1 and `region` ISO 3166-2, or empty; `mark`
    changes every leaf once it is in its language, for previews; `within` a packet the cover has said the clinic's head."""

    handout: Handout
    language: str
    clinic: Clinic | None
    territory: str
    region: str
    options: PrintOptions
    on: date
    mark: Callable[[Text], Text] | None = None
    within: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A handout of the library (`source`) in its reader's words, for a territory and a day."""

    source: Handout
    handout: Handout
    wording: Wording
    provenance: Provenance
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the steps work with; one set for a Library, shared by threads."""

    lines: Lines
    catalogs: CatalogSource
    composer: Composer
    writer: PdfWriter
    html: HtmlWriter
    words: Cache[tuple[int, str, str, Clinic | None, date, Copy], Words] = field(default_factory=lambda: Cache(256))


def paper_for(job: Job) -> Paper:
    """The paper of a sheet: as asked, else the clinic's, else the territory's."""
    if job.options.paper is not None:
        return job.options.paper
    if job.clinic is not None and job.clinic.paper:
        return Paper(job.clinic.paper)
    return Paper.LETTER if not job.territory or job.territory in _LETTER else Paper.A4


def build(job: Job, rooms: Rooms) -> Rendered:
    """A checked handout becomes a PDF. Raises ContentInvalid for a translation that may not be printed so, FontProblem, PdfRefused."""
    document, provenance, found = printable(job, rooms)
    pdf = rooms.writer.write(document)
    return Rendered(pdf, len(document.pages), found, replace(provenance, pdf_sha256=hashlib.sha256(pdf).hexdigest()))


def build_private(job: Job, rooms: Rooms) -> Rendered:
    """`build` for a sheet about a person, in rooms of its own, so nothing of it stays in a cache; what is told of it quotes nothing."""
    try:
        made = build(job, apart(rooms))
    except GlyphMissing as problem:
        raise GlyphMissing(problem.character, problem.language, "…", problem.faces) from None
    except ContentInvalid as problem:
        raise ContentInvalid(tuple(map(_quoting_nothing, problem.diagnostics))) from None
    except PdfRefused as problem:
        raise PdfRefused(tuple(_QUOTED.sub("“…”", str(one)) for one in problem.violations)) from None
    return replace(made, diagnostics=tuple(dict.fromkeys(map(_quoting_nothing, made.diagnostics))))


def apart(rooms: Rooms) -> Rooms:
    """Rooms that share fonts, lines and catalogs alone with these: what is made in them is gone with them."""
    typesetter = rooms.composer.typesetter.fresh()
    return Rooms(rooms.lines, rooms.catalogs, Composer(typesetter), PdfWriter(typesetter.fonts), HtmlWriter(typesetter))


def _quoting_nothing(told: Diagnostic) -> Diagnostic:
    """The diagnostic with “…” for what it quotes."""
    return replace(told, message=_QUOTED.sub("“…”", told.message), hint=_QUOTED.sub("“…”", told.hint))


def printable(job: Job, rooms: Rooms) -> tuple[PagedDocument, Provenance, tuple[Diagnostic, ...]]:
    """`pages` of what may be handed out. Raises ContentInvalid for a translation that may not be printed so, FontProblem."""
    document, provenance, found = pages(job, rooms)
    _permit(job, *_both(job, rooms))
    return document, provenance, found


def page(job: Job, rooms: Rooms) -> WebPage:
    """A checked handout becomes a web page: the same words, behind the same gate. Places to write are there always, so `fillable` changes
    nothing. Raises ContentInvalid for a translation that may not be handed out so, FontProblem."""
    asked = job.options
    words, beside = _both(job, rooms)
    _permit(job, words, beside)
    look = Look(paper_for(job), asked.size, asked.ink, asked.copy, asked.facing)
    other = Spoken(beside.handout, beside.wording) if beside else None
    html = rooms.html.write(Spoken(words.handout, words.wording), shown(job.clinic, asked.copy), look, other)
    told = (*words.diagnostics, *(beside.diagnostics if beside else ()))
    return WebPage(html, tuple(dict.fromkeys(told)), words.provenance)


def _permit(job: Job, words: Words, beside: Words | None) -> None:
    said = (words,) if beside is None else (words, beside)
    refused = [one for each in said for one in refusals(each.provenance, job.handout.series, job.options.final, job.options.draft)]
    if refused:
        raise ContentInvalid(tuple(refused))


def _both(job: Job, rooms: Rooms) -> tuple[Words, Words | None]:
    """The words of the job's language, and of the one beside it."""
    beside = job.options.beside
    return _marked(job, _words(job, rooms, job.language)), _marked(job, _words(job, rooms, beside)) if beside else None


def pages(job: Job, rooms: Rooms) -> tuple[PagedDocument, Provenance, tuple[Diagnostic, ...]]:
    """All steps but the last: a checked handout becomes pages of placed, tagged things."""
    asked = job.options
    if asked.beside and asked.fillable:
        raise Unknown("A fillable copy is in one language. Leave out “fillable”, or the second language.")
    words, beside = _both(job, rooms)
    form = Form.FACING if asked.facing else Form.COLUMNS
    sheet = Sheet(paper_for(job), asked.size, asked.ink, asked.fillable, asked.copy, form, asked.letter)
    other = Said(beside.handout, beside.wording) if beside else None
    clinic = shown(job.clinic, asked.copy)
    document, about_layout = rooms.composer.compose(words.handout, words.wording, clinic, sheet, other, within=job.within)
    told = (*words.diagnostics, *(beside.diagnostics if beside else ()), *about_layout)
    return document, words.provenance, tuple(dict.fromkeys(told))


def shown(clinic: Clinic | None, copy: Copy) -> Clinic | None:
    """The clinic as the head says it: a discreet copy has its name and phone alone."""
    if clinic is None or copy is not Copy.DISCREET:
        return clinic
    return replace(clinic, taglines=(), web="", logo=None, logo_alt="")


def in_words(handout: Handout, language: str, rooms: Rooms) -> Handout:
    """A checked handout in a language, clinicians' sections and all, for those who read it without printing: measures and search."""
    return localize(handout, language, None, handout.version_date, rooms.catalogs)[0]


def phrase(context: str, language: str, rooms: Rooms) -> str:
    """Words that the page says, in a language, or in the source language where its catalog lacks them. Raises Unknown."""
    return page_words(language, rooms).text(context).plain()


def page_words(language: str, rooms: Rooms, territory: str = "") -> PageWords:
    """All that the page says, in a language; `territory` chooses how dates are written. Raises Unknown."""
    row = tongues.language(language)
    catalog = Translator(row, "en", rooms.catalogs.catalogs, rooms.catalogs.records, bilingual=False).catalog("ui")
    return PageWords(row, rooms.catalogs.ui, catalog, territory)


def _marked(job: Job, words: Words) -> Words:
    return words if job.mark is None else replace(words, handout=walk.map_texts(words.handout, job.mark))


def _alone(text: Text) -> Text:
    return replace(text, source=None) if text.source is not None else text


def _copied(job: Job) -> Handout:
    """The sections that a copy holds. Raises Unknown for a client's copy of what is written for clinicians."""
    if job.options.copy is Copy.CLINICIAN:
        return job.handout
    if job.handout.audience == "clinician":
        raise Unknown(
            f"“{job.handout.id}” is written for clinicians, so it has no copy for clients. "
            "Print it with --audience clinician (in Python: PrintOptions(audience=Reader.CLINICIAN))."
        )
    return client_copy(job.handout)


def _words(job: Job, rooms: Rooms, language: str) -> Words:
    """Contacts (those for the reader of the job's own language) and words in a language. They are kept for the next clinic where they say
    nothing of this one: same words, same object. Beside the source language, no string carries its source beneath."""
    unnamed = replace(job.clinic, names=(), taglines=(), phone="", web="", logo=None, logo_alt="") if job.clinic else None
    asked = f"{job.language} {job.options.beside} {job.territory} {job.region} {job.options.require or ''}"
    key = (id(job.handout), language, asked, unnamed, job.on, job.options.copy)
    found = rooms.words.get(key)
    if found is not None and found.source is job.handout:
        return found
    listed, about_lines = resolve(_copied(job), rooms.lines, job.clinic, job.territory, job.region, job.language, job.on, language)
    said, wording, provenance, about_words = localize(
        listed,
        language,
        job.clinic,
        job.on,
        rooms.catalogs,
        territory=job.territory,
        required=job.options.require,
        copy=job.options.copy,
    )
    if job.handout.language in (job.language, job.options.beside) and job.options.beside:
        said = walk.map_texts(said, _alone)
    made = Words(job.handout, said, wording, provenance, (*overdue(job.handout, job.on), *about_lines, *about_words))
    return made if walk.names_clinic(listed) else rooms.words.put(key, made)
