"""How far a translation can be trusted: catalogs' headers and review records go in; origin, level, the words for the foot and the draft
notice come out. Called by `apply` and `wording`.

A header is a claim. What stands above "translated" needs a record of a person with a qualification and the language pair, bound by
hashes to the very strings (45 CFR 92.201 asks for a qualified person where a machine translated text that matters)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinickit.content.model import Plain, Text
from clinickit.languages import language
from clinickit.localize.catalogs import Catalog
from clinickit.localize.levels import Level, Origin
from clinickit.localize.ui import Words


@dataclass(frozen=True, slots=True)
class Record:
    """One review record, as its schema has it; `blocked` where a major or critical issue is open."""

    catalog: str
    language: str
    step: Level
    on: date
    by: str
    qualification: str
    pair: tuple[str, ...]
    read_by_person: bool
    source_hash: str
    catalog_hash: str
    blocked: bool

    @classmethod
    def of(cls, raw: Mapping[str, object]) -> Record:
        """From the checked JSON of a record."""
        issues = raw.get("issues") or ()
        assert isinstance(issues, (list, tuple))
        pair = raw.get("language_pair") or ()
        assert isinstance(pair, (list, tuple))
        return cls(
            catalog=str(raw["id"]),
            language=str(raw["language"]),
            step=Level(str(raw["step"])),
            on=date.fromisoformat(str(raw["on"])),
            by=str(raw["by"]),
            qualification=str(raw["qualification"]),
            pair=tuple(str(one) for one in pair),
            read_by_person=raw.get("read_by_person") is True,
            source_hash=str(raw["source_hash"]),
            catalog_hash=str(raw.get("catalog_hash", "")),
            blocked=any(one.get("open", False) and one.get("severity") in ("major", "critical") for one in issues),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What one catalog is worth: its level, and the day of the record that gave it."""

    level: Level
    on: date | None = None


def standing(catalog: Catalog | None, records: Sequence[Record], source_language: str) -> Standing:
    """The level that a catalog has earned. Above "translated" (for a machine's words: above "draft") only by a record that names a
    qualification and the pair of languages, says that a person read it, and holds the hashes of these strings; an open major or
    critical issue in such a record sends it back. A catalog laid over another is worth the lower of the two."""
    if catalog is None:
        return Standing(Level.NONE)
    return min((_standing(one, records, source_language) for one in catalog.layers()), key=lambda one: one.level.rank)


def _standing(catalog: Catalog, records: Sequence[Record], source_language: str) -> Standing:
    machine = catalog.origin in (Origin.MT, Origin.MEMORY)
    ceiling = Level.DRAFT if machine else Level.TRANSLATED
    best = Standing(catalog.level if ceiling.reaches(catalog.level) else ceiling)
    for one in records:
        if not _binds(one, catalog, source_language):
            continue
        if one.blocked:
            return Standing(Level.DRAFT)
        if one.step.reaches(best.level) and one.step is not best.level:
            best = Standing(one.step, one.on)
    return best


def _binds(one: Record, catalog: Catalog, source_language: str) -> bool:
    return (
        one.catalog == catalog.name
        and one.language == catalog.language
        and one.source_hash == catalog.source_hash
        and one.catalog_hash == catalog.target_hash
        and one.read_by_person
        and bool(one.qualification.strip())
        and one.pair == (source_language, catalog.language)
    )


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the words of a printed sheet come from. `level` is the lowest of the catalogs that it uses; `origin` None where nothing was
    translated; `missing` counts the strings that print in the source language; `lines` the contact lines printed and the day each was
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

    @property
    def translated(self) -> bool:
        """Whether the sheet is in another language than its source."""
        return self.language != self.source_language

    @property
    def needs_notice(self) -> bool:
        """Whether the level is below the required one."""
        return self.translated and not self.level.reaches(self.required)


def foot(provenance: Provenance, words: Words) -> Text | None:
    """The translation's state for the foot; None where nothing was translated."""
    if not provenance.translated:
        return None
    level, on = provenance.level, provenance.reviewed_on
    if level.reaches(Level.REVISED) and on is not None:
        day = on
        return words.say(f"ui/translation/{level}", date=lambda formats: formats.day(day), version=provenance.version)
    if provenance.origin in (Origin.MT, Origin.MEMORY):
        name = "mt"
    elif provenance.origin is Origin.MT_EDITED:
        name = "mt-edited"
    else:
        name = "translated" if level is Level.TRANSLATED else "draft"
    return words.say(f"ui/translation/{name}", version=provenance.version)


def notice(provenance: Provenance, words: Words) -> tuple[Text, ...]:
    """The draft notice, reader's language first, then the source language; empty where none is due."""
    if not provenance.needs_notice:
        return ()
    name = "ui/notice/mt" if provenance.origin in (Origin.MT, Origin.MEMORY) else "ui/notice/draft"
    names = (name, "ui/notice/incomplete") if provenance.missing else (name,)
    source = tuple(words.source[one] for one in names)
    own = tuple(words.text(one) for one in names)
    both = (_sentences(own), _sentences(source))
    return both if both[0].language != both[1].language else both[1:]


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
