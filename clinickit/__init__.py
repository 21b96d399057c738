"""clinickit: therapy handouts that people can read: checked, in their language, printed as accessible PDFs.

    from datetime import date
    from clinickit import Library

    sheet = Library().render("anxious-attachment", language="es", on=date(2026, 11, 24))

The names below are the whole public API; each is imported when first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clinickit.content.clinic import Clinic
    from clinickit.content.model import Reader
    from clinickit.diagnostics import Diagnostic, Location, Severity
    from clinickit.errors import (
        ClinickitError,
        ContentInvalid,
        FileProblem,
        FontMissing,
        FontProblem,
        GlyphMissing,
        PdfRefused,
        Unknown,
    )
    from clinickit.layout.theme import Ink, Paper, PrintSize
    from clinickit.layout.windows import LetterPaper, Window
    from clinickit.library import Library, read_clinic
    from clinickit.localize.provenance import Provenance
    from clinickit.pipeline import PrintOptions, Rendered, WebPage

_HOMES = {
    "Clinic": "content.clinic",
    "ClinickitError": "errors",
    "ContentInvalid": "errors",
    "Diagnostic": "diagnostics",
    "FileProblem": "errors",
    "FontMissing": "errors",
    "FontProblem": "errors",
    "GlyphMissing": "errors",
    "Ink": "layout.theme",
    "LetterPaper": "layout.windows",
    "Library": "library",
    "Location": "diagnostics",
    "Paper": "layout.theme",
    "PdfRefused": "errors",
    "PrintOptions": "pipeline",
    "Reader": "content.model",
    "PrintSize": "layout.theme",
    "Provenance": "localize.provenance",
    "Rendered": "pipeline",
    "Severity": "diagnostics",
    "Unknown": "errors",
    "WebPage": "pipeline",
    "Window": "layout.windows",
    "read_clinic": "library",
}

__all__ = [
    "Clinic",
    "ClinickitError",
    "ContentInvalid",
    "Diagnostic",
    "FileProblem",
    "FontMissing",
    "FontProblem",
    "GlyphMissing",
    "Ink",
    "LetterPaper",
    "Library",
    "Location",
    "Paper",
    "PdfRefused",
    "PrintOptions",
    "PrintSize",
    "Provenance",
    "Reader",
    "Rendered",
    "Severity",
    "Unknown",
    "WebPage",
    "Window",
    "read_clinic",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'clinickit' has no attribute {name!r}")
    return getattr(importlib.import_module(f"clinickit.{_HOMES[name]}"), name)
