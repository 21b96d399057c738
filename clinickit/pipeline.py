"""The calls of the flow, in order, and nothing else: the only place that knows it.

    content.check ──▶ Handout ── lines.resolve ──▶ contacts ── localize ──▶ words ── compose ──▶ pages ── write ──▶ bytes
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from clinickit.content.clinic import Clinic
from clinickit.content.lines import Directory, Request, resolve
from clinickit.content.model import Handout
from clinickit.diagnostics import Diagnostic
from clinickit.layout.compose import Sheet, compose
from clinickit.layout.pages import PagedDocument
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.localize.apply import CatalogSource, localize
from clinickit.localize.provenance import Provenance
from clinickit.pdf.write import PdfWriter
from clinickit.text.typesetter import Typesetter

_LETTER = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
"""Territories whose paper is US Letter (CLDR 48 supplemental measurement data); A4 elsewhere."""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How to print. `paper` None takes the territory's: Letter where CLDR says so, else A4; Letter where no territory is known and
    the language is English, A4 else."""

    paper: Paper | None = None
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOR


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sheet that can be printed. `diagnostics` are warnings and information; `provenance` says what it was made from."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    provenance: Provenance
    sha256: str = field(default="")


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the steps work with; one set for a Library, shared by threads."""

    directory: Directory
    catalogs: CatalogSource
    typesetter: Typesetter
    writer: PdfWriter


def paper_for(options: PrintOptions, clinic: Clinic | None, territory: str) -> Paper:
    """The paper of a sheet: as asked, else the clinic's, else the territory's."""
    if options.paper is not None:
        return options.paper
    if clinic is not None and clinic.paper:
        return Paper(clinic.paper)
    return Paper.LETTER if not territory or territory in _LETTER else Paper.A4


def build(
    handout: Handout, language: str, clinic: Clinic | None, territory: str, options: PrintOptions, on: date, rooms: Rooms
) -> Rendered:
    """A checked handout becomes a PDF. Raises FontProblem, PdfRefused."""
    document, provenance, found = pages(handout, language, clinic, territory, options, on, rooms)
    pdf = rooms.writer.write(document)
    return Rendered(pdf, len(document.pages), found, provenance, hashlib.sha256(pdf).hexdigest())


def pages(
    handout: Handout, language: str, clinic: Clinic | None, territory: str, options: PrintOptions, on: date, rooms: Rooms
) -> tuple[PagedDocument, Provenance, tuple[Diagnostic, ...]]:
    """All steps but the last: a checked handout becomes pages of placed, tagged things."""
    with_lines, about_lines = resolve(handout, rooms.directory, Request(clinic, territory, language, on))
    said, wording, provenance, about_words = localize(with_lines, language, clinic, on, rooms.catalogs)
    sheet = Sheet(paper_for(options, clinic, territory), options.size, options.ink)
    document, about_layout = compose(said, wording, clinic, sheet, rooms.typesetter)
    return document, provenance, (*about_lines, *about_words, *about_layout)
