"""Where the words of a sheet come from, and how the sheet says so: facts that `apply` gathered go in; the words for the foot and for the
notice come out. Called by `apply` and `wording`; what a translation is worth is weighed in `evidence`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from icu4py.breakers import SentenceBreaker

from clinickit.content.model import Plain, Text
from clinickit.languages import language
from clinickit.localize.levels import Level, Origin
from clinickit.localize.ui import Words


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the words of a printed sheet come from. `level` is the lowest of the strings that it prints; `origin` None where nothing was
    translated; `missing` counts the strings that print in the source language, `missing_high_risk` those of them that could hurt; `stale`
    and `blocked` say that a string changed after its review, or has an open issue; `lines` the contact lines printed and the day each was
    checked; `catalog_hash` and `source_hash` SHA-256 of the strings."""

    handout: str
    version: str
    version_date: date
    language: str
    source_language: str
    origin: Origin | None = None
    level: Level = Level.NONE
    reviewed_on: date | None = None
    required: Level = Level.REVISED
    missing: int = 0
    source_hash: str = ""
    catalog_hash: str = ""
    lines: tuple[tuple[str, date | None], ...] = ()
    pdf_sha256: str = ""
    missing_high_risk: int = 0
    stale: bool = False
    blocked: bool = False

    @property
    def translated(self) -> bool:
        """Whether the sheet is in another language than its source."""
        return self.language != self.source_language

    @property
    def needs_notice(self) -> bool:
        """Whether the level is below the required one, or parts are not translated."""
        return self.translated and (bool(self.missing) or not self.level.reaches(self.required))


def foot(provenance: Provenance, words: Words) -> Text | None:
    """The translation's state for the foot; None where nothing was translated."""
    if not provenance.translated:
        return None
    level, on = provenance.level, provenance.reviewed_on
    if level.reaches(Level.REVISED) and on is not None:
        day = on
        return words.say(f"ui/translation/{level}", date=lambda formats: formats.day(day), version=provenance.version)
    if provenance.origin in (Origin.MT, Origin.MEMORY):
        name = "mt-edited" if level is Level.TRANSLATED else "mt"
    elif provenance.origin is Origin.MT_EDITED:
        name = "mt-edited"
    else:
        name = "translated" if level is Level.TRANSLATED else "draft"
    return words.say(f"ui/translation/{name}", version=provenance.version)


def notice(provenance: Provenance, words: Words) -> tuple[Text, ...]:
    """The draft notice, reader's language first, then the source language; empty where none is due."""
    if not provenance.needs_notice:
        return ()
    machine = provenance.origin in (Origin.MT, Origin.MEMORY) and not provenance.level.reaches(Level.TRANSLATED)
    state = () if provenance.level.reaches(provenance.required) else ("ui/notice/mt" if machine else "ui/notice/draft",)
    names = (*state, "ui/notice/incomplete") if provenance.missing else state
    source = tuple(words.source[one] for one in names)
    own = tuple(words.text(one) for one in names)
    both = (_sentences(own), _sentences(source))
    return both if both[0].language != both[1].language else both[1:]


def brief(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """The first sentence of each text, which says what the sheet is; whole where its script marks none."""
    return tuple(map(_first, texts))


def _first(text: Text) -> Text:
    said = text.plain()
    sentence = next(iter(SentenceBreaker(said, language(text.language).tag)), said).rstrip()
    if sentence == said or not all(isinstance(one, Plain) for one in text.inlines):
        return text
    return replace(text, inlines=(Plain(sentence),))


_UNSPACED = ("Hans", "Hant", "Jpan")


def _sentences(parts: tuple[Text, ...]) -> Text:
    """Whole sentences as one text, in the language of the first; what is in another language is left to the other text."""
    first = parts[0]
    joined = [*first.inlines]
    between = "" if language(first.language).script in _UNSPACED else " "
    for part in parts[1:]:
        if part.language == first.language:
            joined += [Plain(between), *part.inlines] if between else part.inlines
    return Text(tuple(joined), first.language, first.context)
