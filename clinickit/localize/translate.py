"""Leaves translated one by one: a Text in the source language goes in; the same leaf in the reader's language comes out or, where there is
no translation that may be used, the leaf as it was and why. Called by `apply`.

Strings of high risk that have not reached "revised" keep their source, to be printed beneath, whatever the options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clinickit.content import inlines
from clinickit.content.model import Handout, Inline, LineBreak, Placeholder, Text, Value
from clinickit.content.walk import map_texts
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.languages import Language
from clinickit.localize.catalogs import Catalog, Catalogs, file_name
from clinickit.localize.evidence import Evidence, Worth, least
from clinickit.localize.extract import catalog_of
from clinickit.localize.levels import Level
from clinickit.localize.pseudo import pseudo
from clinickit.localize.reviews import Records


class Translator:
    """Translates leaves of one sheet: knows the catalogs it has opened, and what the strings taken from each are worth."""

    def __init__(self, row: Language, source_language: str, catalogs: Catalogs, records: Records, bilingual: bool) -> None:
        self.row, self.source_language = row, source_language
        self._catalogs, self._records, self._bilingual = catalogs, records, bilingual
        self._open: dict[str, tuple[Catalog | None, tuple[Diagnostic, ...], Evidence]] = {}
        self._taken: dict[str, list[Worth]] = {}

    @property
    def idle(self) -> bool:
        """Whether the reader's language is the source's, so that nothing is translated."""
        return self.row.tag == self.source_language

    def catalog(self, name: str) -> Catalog | None:
        """The catalog of that name, None where there is none that can be read."""
        return self._opened(name)[0]

    def evidence(self, name: str) -> Evidence:
        """What the strings of the catalog are worth."""
        return self._opened(name)[2]

    def worth(self, name: str) -> Worth:
        """What the strings taken from the catalog so far are worth together; a catalog of which none could be used is a draft."""
        taken = self._taken.get(name)
        return least(taken) if taken else Worth(Level.NONE if self.catalog(name) is None else Level.DRAFT)

    def used(self) -> tuple[str, ...]:
        """Names of the catalogs opened so far, in the order first asked for."""
        return tuple(self._open)

    def told(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the catalogs as a whole, a missing one included."""
        return tuple(one for _, told, _ in self._open.values() for one in told)

    def _opened(self, name: str) -> tuple[Catalog | None, tuple[Diagnostic, ...], Evidence]:
        found = self._open.get(name)
        if found is None:
            idle = self.idle or self.row.pseudo
            catalog, told = (None, ()) if idle else self._catalogs.get(name, self.row.tag)
            if catalog is None and not told and not idle:
                told = (self._no_catalog(name),)
            evidence = Evidence(catalog, self._records(self.row.tag) if catalog else (), self.source_language)
            found = self._open[name] = (catalog, told, evidence)
        return found

    def _no_catalog(self, name: str) -> Diagnostic:
        place = Location(file_name(name, self.row.tag), language=self.row.tag)
        message = f"The catalog {name} does not exist in {self.row.english_name}, so its strings are printed in {self.source_language}."
        return Diagnostic("translation.no-catalog", Severity.WARNING, place, message, "Translate the catalog.")

    def __call__(self, text: Text) -> tuple[Text, Diagnostic | None]:
        """The leaf in the reader's language, and why not where it stays as it is (nothing where its whole catalog is missing). One that
        holds values alone, such as a name, has no words: it is as good in any language."""
        if self.idle or (text.language == self.row.tag and not self.row.pseudo):
            return text, None
        if text.inlines and all(_wordless(one, text.context) for one in text.inlines):
            return replace(text, language=self.row.tag), None
        if self.row.pseudo:
            return replace(pseudo(text, self.row.tag), source=self._beneath(text, Level.DRAFT)), None
        name = catalog_of(text.context)
        catalog, _, evidence = self._opened(name)
        if catalog is None:
            return text, None
        source = inlines.write(text.inlines)
        entry = catalog.lookup(text.context, source)
        if entry is None:
            return text, self._tell(text, "missing", "")
        if entry.source != source:
            return text, self._tell(text, "stale", f"It was made for “{entry.source}”.")
        if entry.target is None:
            return text, self._tell(text, entry.problem, entry.detail)
        worth = evidence.worth(text.context, entry, text.risk)
        self._taken.setdefault(name, []).append(worth)
        return Text(entry.target, self.row.tag, text.context, text.risk, self._beneath(text, worth.level)), None

    def _beneath(self, text: Text, level: Level) -> Text | None:
        """The source, where it is to be printed under the translation."""
        return text if self._bilingual or (text.risk and not level.reaches(Level.REVISED)) else None

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


def apply(
    handout: Handout, translate: Translator, fill_in: Callable[[Text], Text]
) -> tuple[Handout, tuple[Diagnostic, ...], tuple[int, int]]:
    """The handout with every leaf translated that can be and its placeholders filled by `fill_in`; what could not be, how many, and how
    many of these are of high risk."""
    told: list[Diagnostic] = []
    left = [0, 0]

    def change(text: Text) -> Text:
        done, problem = translate(text)
        if problem is not None:
            told.append(problem)
        if done.language != translate.row.tag:
            left[0] += 1
            left[1] += text.risk
        return fill_in(done)

    return replace(map_texts(handout, change), language=translate.row.tag), tuple(told), (left[0], left[1])


def _wordless(one: Inline, context: str) -> bool:
    """Whether a part has no words to translate: a value, a break, and in a text that a program made a place for a value, signs, spaces."""
    if isinstance(one, (Value, LineBreak)):
        return True
    return not context and (isinstance(one, Placeholder) or not any(map(str.isalnum, one.text)))
