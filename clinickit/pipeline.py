"""The calls of the flow, in order, and nothing else: the only place that knows it.

Handout (checked) ── lines.resolve ──▶ contacts ── localize ──▶ words ── compose ──▶ pages ── write ──▶ bytes
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from clinickit.content.clinic import Clinic
from clinickit.content.line_records import Lines
from clinickit.content.lines import resolve
from clinickit.content.model import Handout
from clinickit.diagnostics import Diagnostic
from clinickit.layout.compose import Sheet, compose
from clinickit.layout.pages import PagedDocument
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.localize.apply import CatalogSource, localize
from clinickit.localize.provenance import Provenance
from clinickit.pdf.write import PdfWriter
from clinickit.text.typesetter import Typesetter

_LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Territories whose paper is US Letter (CLDR 48, measurement data); A4 elsewhere."""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How to print. `paper` None takes the clinic's, else the territory's, else Letter."""

    paper: Paper | None = None
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOR


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sheet that can be printed. `diagnostics` are warnings and information; `provenance` says what it was made from, with the
    PDF's SHA-256."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Job:
    """One sheet to make. `language` is a tag that the handout has; `territory` ISO 3166-1 or empty."""

    handout: Handout
    language: str
    clinic: Clinic | None
    territory: str
    options: PrintOptions
    on: date


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the steps work with; one set for a Library, shared by threads."""

    lines: Lines
    catalogs: CatalogSource
    typesetter: Typesetter
    writer: PdfWriter


def paper_for(job: Job) -> Paper:
    """The paper of a sheet: as asked, else the clinic's, else the territory's."""
    if job.options.paper is not None:
        return job.options.paper
    if job.clinic is not None and job.clinic.paper:
        return Paper(job.clinic.paper)
    return Paper.LETTER if not job.territory or job.territory in _LETTER else Paper.A4


def build(job: Job, rooms: Rooms) -> Rendered:
    """A checked handout becomes a PDF. Raises FontProblem, PdfRefused."""
    document, provenance, found = pages(job, rooms)
    pdf = rooms.writer.write(document)
    return Rendered(pdf, len(document.pages), found, replace(provenance, pdf_sha256=hashlib.sha256(pdf).hexdigest()))


def pages(job: Job, rooms: Rooms) -> tuple[PagedDocument, Provenance, tuple[Diagnostic, ...]]:
    """All steps but the last: a checked handout becomes pages of placed, tagged things."""
    listed, about_lines = resolve(job.handout, rooms.lines, job.clinic, job.territory, "", job.language, job.on)
    said, wording, provenance, about_words = localize(
        listed, job.language, job.clinic, job.on, rooms.catalogs, territory=job.territory
    )
    sheet = Sheet(paper_for(job), job.options.size, job.options.ink)
    document, about_layout = compose(said, wording, job.clinic, sheet, rooms.typesetter)
    return document, provenance, (*about_lines, *about_words, *about_layout)
