"""The words that the page itself says: the source strings (handouts/ui.json) and a ui catalog go in, a Text of the reader's language
comes out, filled. Called by `contacts`, `wording` and `provenance`.

A word that the catalog lacks is said in the source language, and then its dates and names are of that language too: never half and half."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from clinickit.content import inlines
from clinickit.content import load as content
from clinickit.content.model import Placeholder, Plain, Text, Value
from clinickit.content.schemas import Schemas
from clinickit.content.wording import fill
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import ContentInvalid, Unknown
from clinickit.languages import Language, language
from clinickit.localize.catalogs import Catalog, file_name
from clinickit.localize.evidence import Evidence, Worth
from clinickit.localize.formats import Formats
from clinickit.localize.levels import Level
from clinickit.localize.pseudo import pseudo
from clinickit.workspace import Workspace

Fill = str | Value | Callable[[Formats], str | Value]
"""What a placeholder is filled with: letters, an opaque value, or how to make one with the formats of the language that is spoken."""


_RISKY = ("ui/purpose/", "ui/contact/missing")
"""What a contact is for: a wrong word sends a person in danger to the wrong line."""


def read(workspace: Workspace, name: str) -> Mapping[str, Text]:
    """The source strings of `ui` or `web`, a clinic's own over ours. Raises ContentInvalid where a clinic's are not valid."""
    done: dict[str, Text] = {}
    for layer in workspace.shared(name):
        if layer.own:
            document, _, told = content.document(Schemas(workspace), layer.data, layer.name, "ui")
        else:
            document, told = content.unchecked(layer.data, layer.name)
        if document is None:
            raise ContentInvalid(told)
        done |= load(document.value)
    return MappingProxyType(done)


def load(raw: Mapping[str, object]) -> Mapping[str, Text]:
    """The source strings by context, in file order, from the checked JSON of ui.json."""
    strings = raw["strings"]
    assert isinstance(strings, dict)
    return MappingProxyType({context: _text(string, str(raw["language"]), context) for context, string in strings.items()})


def _text(string: str, tag: str, context: str) -> Text:
    names = tuple(part.partition("}")[0] for part in string.split("{")[1:])
    return Text(inlines.parse(string, names)[0], tag, context, context.startswith(_RISKY))


class Words:
    """The page's own words in one language. Made for one sheet; it remembers what was said, so that `missing` can tell what the catalog
    could not give. Below the level "revised", which `evidence` weighs, what a contact is for keeps its source, as all strings of high risk
    do."""

    def __init__(
        self, row: Language, source: Mapping[str, Text], catalog: Catalog | None, territory: str = "", evidence: Evidence | None = None
    ) -> None:
        self.row, self.source, self.catalog, self.territory, self.evidence = row, source, catalog, territory, evidence
        self._said: dict[str, Text] = {}
        self._worths: list[Worth] = []
        self._formats: dict[str, Formats] = {}

    def text(self, context: str) -> Text:
        """The words for a context, placeholders open. Raises Unknown where ui.json has none."""
        found = self._said.get(context)
        if found is None:
            found = self._said[context] = self._found(context)
        return found

    def _found(self, context: str) -> Text:
        source = self.source.get(context)
        if source is None:
            file = "web" if context.startswith("web/") else "ui"
            raise Unknown(f"The page has no words for “{context[:80]}”: handouts/{file}.json does not have it. Add it there.")
        if self.row.pseudo:
            return self._with_source(pseudo(source, self.row.tag), source, Level.DRAFT)
        if self.row.tag == source.language or self.catalog is None:
            return source
        written = inlines.write(source.inlines)
        entry = self.catalog.lookup(context, written)
        if entry is None or entry.target is None or entry.source != written:
            return source
        worth = self.evidence.worth(context, entry, source.risk) if self.evidence else Worth(entry.claim)
        self._worths.append(worth)
        return self._with_source(Text(entry.target, self.row.tag, context, source.risk), source, worth.level)

    def _with_source(self, done: Text, source: Text, level: Level) -> Text:
        return replace(done, source=source) if source.risk and not level.reaches(Level.REVISED) else done

    def say(self, context: str, **values: Fill) -> Text:
        """The words for a context, filled."""
        text = self.text(context)
        if not values:
            return text
        formats = self.formats(text.language)
        return fill(text, {name: value(formats) if callable(value) else value for name, value in values.items()})

    def formats(self, tag: str = "") -> Formats:
        """The formats of a language, the reader's unless told."""
        name = tag or self.row.tag
        found = self._formats.get(name)
        if found is None:
            found = self._formats[name] = Formats.of(language(name), self.territory)
        return found

    def worths(self) -> tuple[Worth, ...]:
        """What each string said so far in the reader's language is worth, in the order first said."""
        return tuple(self._worths)

    def unsaid(self) -> tuple[Text, ...]:
        """The strings said so far that stand in another language than the reader's."""
        return tuple(text for _, text in sorted(self._said.items()) if text.language != self.row.tag)

    def missing(self) -> tuple[Diagnostic, ...]:
        """One diagnostic for each string said so far that the catalog could not give; none where there is no catalog at all, which is
        told once."""
        if self.catalog is None:
            return ()
        return tuple(
            Diagnostic(
                "translation.missing",
                Severity.WARNING,
                Location(file_name("ui", self.row.tag), text.context, language=self.row.tag),
                f"The page's own words “{text.plain()}” have no translation that may be used; they are printed in {text.language}.",
                "Translate the string in the catalog ui.",
            )
            for text in self.unsaid()
        )


def inside(text: Text) -> Fill:
    """A text that fills a pattern: letters where the pattern is in the same language, else an opaque value."""

    def filled(formats: Formats) -> str | Value:
        return text.plain() if formats.row.tag == text.language else Value(text.plain(), text.language)

    return filled


def joined(parts: tuple[Text, ...], between: str, tag: str) -> Text:
    """Several texts as one, with letters between them, in the language `tag`; a part in another language becomes an opaque value of it.
    Where all parts are in one other language, so is the whole. Where every part has a source beneath, so has the whole."""
    if len(parts) == 1:
        return parts[0]
    tongues = {part.language for part in parts}
    tag = tongues.pop() if len(tongues) == 1 else tag
    done: list[Plain | Value | Placeholder] = []
    for place, part in enumerate(parts):
        if place:
            done.append(Plain(between))
        if part.language == tag:
            done.extend(one for one in part.inlines if isinstance(one, (Plain, Value, Placeholder)))
        else:
            done.append(Value(part.plain(), part.language))
    sources = tuple(part.source for part in parts if part.source is not None)
    source = joined(sources, between, tag) if len(sources) == len(parts) else None
    return Text(tuple(done), tag, risk=any(part.risk for part in parts), source=source)
