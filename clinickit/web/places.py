"""Countries and regions to choose from. In: the page's words. Out: codes with names, sorted as the language sorts. Called by the views of
the clinic and of a sheet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from clinickit.web.words import Words

PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")

REGIONS = ("AE-AZ", "AE-DU", "CA-AB", "CA-QC", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS")
"""Regions with lines of their own; each has its words at `web/region/…`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country (ISO 3166-1) or region (ISO 3166-2) and its name."""

    code: str
    name: str


def places(words: Words) -> tuple[Place, ...]:
    """All countries by name, each followed by its regions."""
    regions = {code: words.plain(f"web/region/{code.lower()}") for code in REGIONS}
    found: list[Place] = []
    for code, name in _countries(words.language.replace("-", "_")):
        found.append(Place(code, name))
        found += [Place(region, f"{name}: {said}") for region, said in regions.items() if region.startswith(f"{code}-")]
    return tuple(found)


@lru_cache(maxsize=64)
def _countries(locale: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(locale).territories
    found = [
        (code, name)
        for code, name in names.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")
    ]
    return tuple(sorted(found, key=lambda one: unicodedata.normalize("NFKD", one[1]).casefold()))
