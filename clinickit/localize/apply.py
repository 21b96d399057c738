"""A handout put into a language: a Handout in its source language goes in (contacts resolved); the same type comes out, each Text in the
reader's language or, where there is no translation that may be used, still in its own. `localize` is what `pipeline` calls.

Strings of high risk whose catalog has not reached "revised" keep their source, to be printed beneath, whatever the options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinickit.content import inlines
from clinickit.content.clinic import Clinic
from clinickit.content.model import Block, Contacts, Handout, Placeholder, See, Text, Value
from clinickit.content.walk import map_blocks, map_texts
from clinickit.content.wording import Wording, fill
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.languages import Language, chain
from clinickit.languages import language as language_row
from clinickit.localize.catalogs import Catalog, Catalogs, file_name
from clinickit.localize.contacts import worded
from clinickit.localize.extract import catalog_of
from clinickit.localize.levels import Level, Origin, lowest
from clinickit.localize.provenance import Provenance, Record, Standing, standing
from clinickit.localize.pseudo import pseudo
from clinickit.localize.ui import Words
from clinickit.localize.wording import wording

TitleOf = Callable[[str], Text | None]
"""Handout id to its title in the source language; None where there is no such handout."""


@dataclass(frozen=True, slots=True)
class Localized:
    """A handout in its reader's language, with all that layout needs beside it."""

    handout: Handout
    wording: Wording
    provenance: Provenance
    diagnostics: tuple[Diagnostic, ...]


def localize(
    handout: Handout,
    language: str,
    *,
    on: date,
    catalogs: Catalogs,
    ui: Mapping[str, Text],
    title_of: TitleOf,
    clinic: Clinic | None = None,
    territory: str = "",
    required: Level = Level.REVISED,
    records: Sequence[Record] = (),
    bilingual: bool = False,
) -> Localized:
    """Put `handout` into `language` (a tag that `languages.resolve` gave). `ui` is `ui.load` of handouts/ui.json; `records` all review
    records of this language; `bilingual` keeps the source beside every string. Raises Unknown for a language without a row."""
    row = language_row(language)
    translator = Translator(row, handout.language, catalogs, records, bilingual)
    done, told = apply(handout, translator)
    own, own_told = translator.catalog("ui")
    words = Words(row, ui, own, territory or (clinic.territory if clinic else ""))
    done = _filled(done, translator, title_of, _clinic_name(clinic, row, words))
    done = map_blocks(done, lambda block: _worded(block, words, translator, title_of))
    provenance = _provenance(done, translator, required, len(told))
    made = wording(done, words, provenance, on)
    return Localized(done, made, provenance, (*translator.told(), *told, *own_told, *words.missing()))


class Translator:
    """Translates leaves of one sheet: knows the catalogs it has opened, and what each is worth."""

    def __init__(self, row: Language, source_language: str, catalogs: Catalogs, records: Sequence[Record], bilingual: bool) -> None:
        self.row, self.source_language = row, source_language
        self._catalogs, self._records, self._bilingual = catalogs, records, bilingual
        self._open: dict[str, tuple[Catalog | None, tuple[Diagnostic, ...], Standing]] = {}

    @property
    def idle(self) -> bool:
        """Whether the reader's language is the source's, so that nothing is translated."""
        return self.row.tag == self.source_language

    def catalog(self, name: str) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
        """The catalog, and what is wrong with it as a whole."""
        found = self._opened(name)
        return found[0], found[1]

    def standing(self, name: str) -> Standing:
        """What the catalog is worth."""
        return self._opened(name)[2]

    def used(self) -> tuple[str, ...]:
        """Names of the catalogs opened so far, in the order first asked for."""
        return tuple(self._open)

    def told(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the catalogs as a whole."""
        return tuple(one for name in self._open if name != "ui" for one in self._open[name][1])

    def _opened(self, name: str) -> tuple[Catalog | None, tuple[Diagnostic, ...], Standing]:
        found = self._open.get(name)
        if found is None:
            catalog, told = (None, ()) if self.idle or self.row.pseudo else self._catalogs.get(name, self.row.tag)
            found = self._open[name] = (catalog, told, standing(catalog, self._records, self.source_language))
        return found

    def __call__(self, text: Text) -> tuple[Text, Diagnostic | None]:
        """The leaf in the reader's language, and why not where it stays as it is."""
        if self.idle:
            return text, None
        if self.row.pseudo:
            return self._with_source(pseudo(text, self.row.tag), text, Level.DRAFT), None
        name = catalog_of(text.context)
        catalog, _, worth = self._opened(name)
        entry = catalog.entries.get(text.context) if catalog else None
        if entry is None:
            return text, self._tell(text, "missing", "")
        if entry.target is None:
            return text, self._tell(text, entry.problem, entry.detail)
        if entry.source != inlines.write(text.inlines):
            return text, self._tell(text, "stale", f"It was made for “{entry.source}”.")
        return self._with_source(Text(entry.target, self.row.tag, text.context, text.risk), text, worth.level), None

    def _with_source(self, done: Text, text: Text, level: Level) -> Text:
        beneath = self._bilingual or (text.risk and not level.reaches(Level.REVISED))
        return replace(done, source=text) if beneath else done

    def _tell(self, text: Text, problem: str, detail: str) -> Diagnostic:
        message, hint = _PROBLEMS[problem]
        place = Location(file_name(catalog_of(text.context), self.row.tag), text.context, language=self.row.tag)
        what = f"“{text.plain()[:80]}” {message}, so it is printed in {text.language}."
        code = f"translation.{problem}{'-high-risk' if text.risk and problem == 'missing' else ''}"
        return Diagnostic(code, Severity.WARNING, place, f"{what} {detail}".rstrip(), hint)


_PROBLEMS = {
    "missing": ("has no translation", "Translate the string."),
    "fuzzy": ("has only a translation marked as fuzzy", "Read it against the source, correct it, and take the mark away."),
    "stale": ("was changed after it was translated", "Translate it anew from the source as it is now."),
    "placeholders": ("has a translation with other placeholders", "Use the same placeholders as the source, unchanged."),
    "markup": ("has a translation with other markup", "Use the same <strong>…</strong> and <br/> as the source."),
}


def apply(handout: Handout, translate: Translator) -> tuple[Handout, tuple[Diagnostic, ...]]:
    """The handout with every leaf translated that can be. Placeholders stay open."""
    if translate.idle:
        return handout, ()
    told: list[Diagnostic] = []

    def change(text: Text) -> Text:
        done, problem = translate(text)
        if problem is not None:
            told.append(problem)
        return done

    done = map_texts(handout, change)
    return replace(done, language=translate.row.tag), tuple(told)


def _filled(handout: Handout, translate: Translator, title_of: TitleOf, clinic_name: Value) -> Handout:
    """Placeholders filled: the clinic's name, and titles of other handouts in the reader's language (in the source beneath, in its own)."""

    def change(text: Text) -> Text:
        names = [one.name for one in text.inlines if isinstance(one, Placeholder)]
        source = change(text.source) if text.source else None
        if not names and source is text.source:
            return text
        values: dict[str, str | Value] = {}
        for name in names:
            if name == "clinic_name":
                values[name] = clinic_name
            elif name.startswith("handout:"):
                title = _title(name.partition(":")[2], translate, title_of, text.language)
                values[name] = Value(title.plain(), title.language)
        return replace(fill(text, values), source=source)

    return map_texts(handout, change)


def _title(handout: str, translate: Translator, title_of: TitleOf, tag: str = "") -> Text:
    """Another handout's title in the reader's language, or untranslated in a text that is; its id where there is no such handout."""
    title = title_of(handout)
    if title is None:
        return Text(inlines.parse(handout)[0], translate.source_language, f"{handout}.title")
    return title if tag == translate.source_language else translate(title)[0]


def _clinic_name(clinic: Clinic | None, row: Language, words: Words) -> Value:
    """The clinic's name in the nearest of its languages; "your clinic" where there is no profile."""
    names = dict(clinic.names) if clinic else {}
    for tag in (*chain(row.tag), *names):
        if tag in names:
            return Value(names[tag], tag)
    own = words.say("ui/your-clinic")
    return Value(own.plain(), own.language)


def _worded(block: Block, words: Words, translate: Translator, title_of: TitleOf) -> Block:
    if isinstance(block, Contacts):
        return worded(block, words)
    if isinstance(block, See):
        return replace(block, titles=tuple(_title(one, translate, title_of) for one in block.handouts))
    return block


def _provenance(handout: Handout, translate: Translator, required: Level, missing: int) -> Provenance:
    lines = tuple((entry.line_id, entry.checked_on) for block in _contacts(handout) for entry in block.entries if entry.line_id is not None)
    base = Provenance(
        handout.id,
        handout.version,
        handout.version_date,
        handout.language,
        translate.source_language,
        required=required,
        missing=missing,
        source_hash=handout.source_hash,
        lines=tuple(dict.fromkeys(lines)),
    )
    if translate.idle:
        return base
    if translate.row.pseudo:
        return replace(base, origin=Origin.MT, level=Level.DRAFT)
    own, _ = translate.catalog(handout.id)
    worth = [translate.standing(handout.id)]
    if any(section.fragment for section in handout.sections):
        worth += [translate.standing(name) for name in translate.used() if name == "safety"]
    level = lowest(tuple(one.level for one in worth))
    days = [one.on for one in worth if one.on is not None]
    return replace(
        base,
        origin=own.origin if own else None,
        level=level,
        reviewed_on=min(days) if days and level.reaches(Level.REVISED) else None,
        catalog_hash=own.target_hash if own else "",
    )


def _contacts(handout: Handout) -> list[Contacts]:
    found: list[Contacts] = []

    def keep(block: Block) -> Block:
        if isinstance(block, Contacts):
            found.append(block)
        return block

    map_blocks(handout, keep)
    return found
