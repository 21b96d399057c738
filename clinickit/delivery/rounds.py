"""Call rounds on paper: services to telephone go in, a printed sheet for clinic staff comes out. Called by the command line and by
programs. Its words are those of ui.json (`ui/round/…`) and its catalogs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from clinickit.content.clinic import Clinic
from clinickit.content.model import Reader
from clinickit.library import Library
from clinickit.pipeline import PrintOptions, Rendered
from clinickit.referral import round_sheets
from clinickit.referral.rounds import Due


def sheet(
    library: Library,
    several: Iterable[Due],
    language: str = "en",
    clinic: Clinic | None = None,
    options: PrintOptions | None = None,
    *,
    on: date,
    directory_language: str = "en",
) -> Rendered:
    """The services to call, as they may be shown, in the order given. Raises Unknown for none, and what `Library.render_made` raises."""
    made = round_sheets.handout(several, library.phrase, on, directory_language=directory_language)
    asked = replace(options or PrintOptions(), audience=Reader.CLINICIAN)
    return library.render_made(made, language, clinic, asked, on=on)
