"""Referral sheets on paper: services of a directory go in, a printed sheet in the family's language comes out. Called by the command line
and by programs. The sheet is a handout; its own words are those of `referral-sheet` and its catalogs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clinickit.content.clinic import Clinic
from clinickit.library import Library
from clinickit.pipeline import PrintOptions, Rendered
from clinickit.referral import sheets
from clinickit.referral.model import Service


def sheet(
    library: Library,
    services: Iterable[Service],
    language: str = "en",
    clinic: Clinic | None = None,
    options: PrintOptions | None = None,
    *,
    on: date,
    territory: str | None = None,
    directory_language: str = "en",
    unchecked: bool = False,
    codes: bool = True,
) -> Rendered:
    """Up to three services for a family, as they may be shown. `directory_language` is that of the directory's own words; `unchecked`
    lets records that nobody ever checked stand on paper; `codes`: each has a code to scan where there is room, but in a discreet copy.
    Raises Unknown for a service that may not, and what `Library.render_made`
    raises."""
    discreet = options is not None and options.discreet
    made = sheets.handout(
        library.handout(sheets.TEMPLATE),
        services,
        on,
        directory_language=directory_language,
        unchecked=unchecked,
        named=discreet,
        codes=codes and not discreet,
    )
    return library.render_made(made, language, clinic, options, on=on, territory=territory)
