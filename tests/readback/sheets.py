"""Sheets to judge: what is printed, how, and which strings each must give back. Used by the small tests here and by the sweep."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from clinickit import Clinic, Ink, Library, Paper, PrintOptions, PrintSize
from clinickit.content import inlines
from clinickit.content.model import Text
from clinickit.languages import known
from clinickit.localize.pseudo import pseudo
from tests.helpers import expected
from tests.helpers.expected import Expected

ON = date(2026, 11, 24)
CLINIC = Clinic(
    names=(("en", "Harbor Street Clinic"), ("ar", "عيادة شارع الميناء")), phone="+1 555 0100", web="harbor.example", territory="US"
)
WRITINGS = ("en", "ar", "he", "hi", "ja", "ru", "th", "vi", "zh-Hans", "ar-XB")
PSEUDO = tuple(row.tag for row in known() if row.pseudo)


class Wanted(NamedTuple):
    """One sheet. In color it is a clinic's, in a territory, on Letter; in gray nobody's, with ruled blanks, on A4."""

    handout: str
    language: str
    size: PrintSize
    ink: Ink

    @property
    def name(self) -> str:
        return f"{self.handout}.{self.language}.{self.size}.{self.ink}.pdf"


def handouts() -> list[str]:
    return expected.handouts()


def languages(handout: str) -> list[str]:
    """Those with a catalog, and the pseudo-locales."""
    return [*expected.languages(handout), *PSEUDO]


def every(handout: str, language: str) -> list[Wanted]:
    """All sizes and inks."""
    return [Wanted(handout, language, size, ink) for size in PrintSize for ink in Ink]


def by_turns(handout: str, language: str) -> list[Wanted]:
    """One of them, another for each handout and language, so that each size and ink is met in every language; of one handout all, in a
    language of each way of writing. Reading a sheet back with four readers takes a second, and there are thousands."""
    all_of = every(handout, language)
    if handout == "anxious-attachment" and language in WRITINGS:
        return all_of
    return [all_of[(3 * handouts().index(handout) + languages(handout).index(language)) % len(all_of)]]


def render(library: Library, one: Wanted, folder: Path) -> Path:
    """Print it. Raises what `Library.render` raises: PdfRefused where our own conformance module finds anything."""
    color = one.ink is Ink.COLOR
    options = PrintOptions(paper=Paper.LETTER if color else Paper.A4, size=one.size, ink=one.ink, draft=True)
    done = library.render(one.handout, language=one.language, clinic=CLINIC if color else None, options=options, on=ON)
    path = folder / one.name
    path.write_bytes(done.pdf)
    return path


def strings(handout: str, language: str) -> list[Expected]:
    """What the catalog says; for a pseudo-locale, what it makes of the English."""
    if language not in PSEUDO:
        return expected.expected(handout, language)
    return [one._replace(text=_pseudo(one.text, language)) for one in expected.source(handout)]


def _pseudo(text: str, language: str) -> str:
    said, problems = inlines.parse(text)
    assert not problems, f"{text}: {problems}"
    return pseudo(Text(said, "en"), language).plain()
