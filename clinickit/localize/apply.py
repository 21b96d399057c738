"""A handout put into a language: a Handout in its source language goes in (contacts resolved); the same type comes out, each Text in the
reader's language or, where there is no translation that may be used, still in its own, with the Wording of the page and the Provenance
of the words. `localize` is what `pipeline` calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from clinickit.content import inlines, load
from clinickit.content.clinic import Clinic
from clinickit.content.letterhead import Spoken
from clinickit.content.model import Block, Contacts, Copy, Handout, Placeholder, Plain, See, Text, Value
from clinickit.content.walk import blocks, map_blocks
from clinickit.content.wording import Wording, fill
from clinickit.diagnostics import Diagnostic
from clinickit.errors import Unknown
from clinickit.languages import chain
from clinickit.languages import language as language_row
from clinickit.localize import ui
from clinickit.localize.catalogs import Catalogs, reader
from clinickit.localize.contacts import worded
from clinickit.localize.discreet import discreet
from clinickit.localize.evidence import Worth, least
from clinickit.localize.levels import Level, Origin
from clinickit.localize.provenance import Provenance
from clinickit.localize.reviews import Records, no_records
from clinickit.localize.reviews import reader as record_reader
from clinickit.localize.strength import weighed
from clinickit.localize.translate import Translator, apply
from clinickit.localize.ui import Words
from clinickit.localize.wording import wording
from clinickit.workspace import Workspace

BLANK = "_" * 12
"""What stands for a value that nobody gave: a line to write on."""

TitleOf = Callable[[str], Text | None]
"""Handout id to its title in the source language; None where there is no such handout."""


@dataclass(frozen=True, slots=True)
class CatalogSource:
    """All that `localize` draws from: catalogs, the page's own words in the source language, titles of other handouts, and review
    records. One for a Library, shared by threads."""

    catalogs: Catalogs
    ui: Mapping[str, Text]
    title_of: TitleOf
    records: Records = no_records

    @classmethod
    def of(cls, workspace: Workspace) -> CatalogSource:
        """What a workspace holds. Raises ContentInvalid where a clinic's ui.json is not valid."""
        return cls(Catalogs(reader(workspace)), ui.read(workspace, "ui"), _titles(workspace), record_reader(workspace))


def _titles(workspace: Workspace) -> TitleOf:
    """Titles of handouts by id, each file read once."""
    kept: dict[str, Text | None] = {}

    def title_of(handout: str) -> Text | None:
        if handout not in kept:
            kept[handout] = _title_in(workspace, handout)
        return kept[handout]

    return title_of


def _title_in(workspace: Workspace, handout: str) -> Text | None:
    try:
        found = workspace.handout(handout)
    except Unknown:
        return None
    value = document.value if (document := load.unchecked(found.data, found.name)[0]) else {}
    title, tag = value.get("title"), value.get("language")
    if not isinstance(title, str) or not isinstance(tag, str):
        return None
    return Text(inlines.parse(title)[0], tag, f"{handout}.title")


def localize(
    handout: Handout,
    language: str,
    clinic: Clinic | None,
    on: date,
    source: CatalogSource,
    *,
    territory: str = "",
    required: Level | None = None,
    bilingual: bool = False,
    copy: Copy = Copy.CLIENT,
) -> tuple[Handout, Wording, Provenance, tuple[Diagnostic, ...]]:
    """Put `handout` into `language` (a tag that `languages.resolve` gave), with the page's words for the day `on`. `territory` (the
    clinic's unless told) chooses how dates and times are written; `required` is the level below which the draft notice is due (the
    clinic's unless told); `bilingual` keeps the source beside every string; `copy` says
    which copy of the handout it is. Raises Unknown for a language without a row."""
    row = language_row(language)
    translate = Translator(row, handout.language, source.catalogs, source.records, bilingual)
    land = territory or (clinic.territory if clinic else "")
    words = Words(row, source.ui, translate.catalog("ui"), land, translate.evidence("ui"))
    fill_in = _filler(translate, source.title_of, lambda tag: _clinic_name(clinic, tag, words), _values(handout, words))
    done, told, left = apply(handout, translate, fill_in)
    done = _dated(map_blocks(done, lambda block: _worded(block, words, translate, source.title_of)), words)
    level = required or (Level(clinic.required_level) if clinic else Level.REVISED)
    provenance = _provenance(done, translate, level, left)
    if copy is Copy.DISCREET:
        done = discreet(done, words)
    elif copy is Copy.CLINICIAN:
        done = weighed(done, words)
    made = wording(done, words, provenance, on, copy)
    whole = _with_page_words(provenance, words)
    if whole != provenance:
        made = wording(done, words, whole, on, copy)
    return done, made, whole, (*translate.told(), *told, *words.missing())


def _with_page_words(sheet: Provenance, words: Words) -> Provenance:
    """The words that the page itself says count too: a sheet is worth no more than they are, and lacks what they lack."""
    worths, unsaid = words.worths(), words.unsaid()
    if not sheet.translated or words.row.pseudo:
        return sheet
    page = least([*worths, Worth(sheet.level, sheet.reviewed_on, sheet.stale, sheet.blocked)])
    return replace(
        sheet,
        level=page.level,
        stale=page.stale,
        blocked=page.blocked,
        reviewed_on=page.on if page.level.reaches(Level.REVISED) else None,
        missing=sheet.missing + len(unsaid),
        missing_high_risk=sheet.missing_high_risk + sum(text.risk for text in unsaid),
    )


def _filler(
    translate: Translator, title_of: TitleOf, clinic_name: Callable[[str], Value], value_of: Callable[[str, str], str | Value]
) -> Callable[[Text], Text]:
    """Fills placeholders: the clinic's name, titles of other handouts and given values, in the language of the text (of a source beneath,
    in its own)."""

    def fill_in(text: Text) -> Text:
        if text.source is not None:
            text = replace(text, source=fill_in(text.source))
        values: dict[str, str | Value] = {}
        for one in text.inlines:
            if not isinstance(one, Placeholder):
                continue
            if one.name == "clinic_name":
                values[one.name] = clinic_name(text.language)
            elif one.name.startswith("handout:"):
                title = _title(one.name.partition(":")[2], translate, title_of, text.language)
                values[one.name] = Value(title.plain(), title.language)
            elif one.name.startswith("value:"):
                values[one.name] = value_of(one.name.partition(":")[2], text.language)
        return fill(text, values) if values else text

    return fill_in


def _values(handout: Handout, words: Words) -> Callable[[str, str], str | Value]:
    """The value of a name in a text of a language: days in its format, words as they are, a line to write on where none is given."""
    given = dict(handout.values)

    def value_of(name: str, tag: str) -> str | Value:
        value = given.get(name, Value(BLANK, tag))
        if isinstance(value, date):
            return words.formats(tag).day(value)
        if isinstance(value, Spoken):
            return words.formats(tag).language_name(value.tag)
        return value if isinstance(value, Value) else Value(value, handout.language)

    return value_of


def _dated(handout: Handout, words: Words) -> Handout:
    """The handout with the day of its letterhead in words."""
    head = handout.letterhead
    if head is None or head.day is None:
        return handout
    dated = Text((Plain(words.formats().day(head.day)),), words.row.tag)
    return replace(handout, letterhead=replace(head, dated=dated))


def _title(handout: str, translate: Translator, title_of: TitleOf, tag: str = "") -> Text:
    """Another handout's title in the reader's language, or untranslated in a text that is; its id where there is no such handout."""
    title = title_of(handout)
    if title is None:
        return Text(inlines.parse(handout)[0], translate.source_language, f"{handout}.title")
    return title if tag == translate.source_language else translate(title)[0]


def _clinic_name(clinic: Clinic | None, tag: str, words: Words) -> Value:
    """The clinic's name in the nearest of its languages; "your clinic" where there is no profile, in the text's language where that is
    the reader's, else in the source's."""
    names = dict(clinic.names) if clinic else {}
    for known in (*chain(tag), *names):
        if known in names:
            return Value(names[known], known)
    own = words.say("ui/your-clinic") if tag == words.row.tag else words.source["ui/your-clinic"]
    return Value(own.plain(), own.language)


def _worded(block: Block, words: Words, translate: Translator, title_of: TitleOf) -> Block:
    if isinstance(block, Contacts):
        return worded(block, words)
    if isinstance(block, See):
        return replace(block, titles=tuple(_title(one, translate, title_of) for one in block.handouts))
    return block


def _provenance(handout: Handout, translate: Translator, required: Level, missing: tuple[int, int]) -> Provenance:
    lines = (
        (entry.line_id, entry.checked_on)
        for block in blocks(handout)
        if isinstance(block, Contacts)
        for entry in block.entries
        if entry.line_id is not None
    )
    base = Provenance(
        handout.id,
        handout.version,
        handout.version_date,
        handout.language,
        translate.source_language,
        required=required,
        missing=missing[0],
        missing_high_risk=missing[1],
        source_hash=handout.source_hash,
        lines=tuple(dict.fromkeys(lines)),
    )
    if translate.idle:
        return base
    if translate.row.pseudo:
        return replace(base, origin=Origin.MT, level=Level.DRAFT)
    own = translate.catalog(handout.id)
    families = {section.fragment.partition("/")[0] for section in handout.sections if section.fragment}
    whole = least([translate.worth(name) for name in (handout.id, *sorted(families))])
    return replace(
        base,
        origin=own.origin if own else None,
        level=whole.level,
        stale=whole.stale,
        blocked=whole.blocked,
        reviewed_on=whole.on if whole.level.reaches(Level.REVISED) else None,
        catalog_hash=own.target_hash if own else "",
    )
