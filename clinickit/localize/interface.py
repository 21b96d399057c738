"""The words that the page in the browser says: a language and a context go in; the words in that language, or in English where it has
none, come out as plain letters, with the language that they are in. Called by `Library.interface`, and through it by `web`.

Its own words stand in handouts/web.json (contexts `web/…`) and catalogs named web.po; words that a printed sheet says too (`ui/…`: series,
audiences) come from ui.json and ui.po, so that nothing is translated twice. None of it counts for a printed sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from clinickit import languages
from clinickit.content import inlines
from clinickit.languages import Language, gettext_name, tag_of
from clinickit.localize import ui
from clinickit.localize.catalogs import Catalogs, reader
from clinickit.localize.formats import Formats
from clinickit.localize.templates import SOURCE_LANGUAGE, WORDS
from clinickit.localize.ui import Fill, Words
from clinickit.workspace import Workspace

CATALOG = "web"
_TAG_LIMIT = 35
"""Letters of a tag that are read: it comes from a browser."""
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_RIGHT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Said:
    """Words as they are shown, and the BCP 47 tag of their language. Plain letters: whoever writes HTML escapes them."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for HTML's dir."""
        return "rtl" if languages.language(self.language).rtl else "ltr"

    def __str__(self) -> str:
        return self.text


class Interface:
    """The page's words in one language. Shared by threads; remembers what it has looked up."""

    def __init__(self, row: Language, words: Mapping[str, Words]) -> None:
        self.row, self._words = row, words

    @property
    def language(self) -> str:
        """The BCP 47 tag of the page's language: English where the one asked for has no words of the page."""
        return self.row.tag

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for HTML's dir."""
        return "rtl" if self.row.rtl else "ltr"

    def say(self, context: str, **values: str | int | date) -> Said:
        """The words for a context, filled. A number gets the digits, a day the form of the language that comes out; a string stands as
        it is, set apart where it runs the other way. A name that the words do not hold is passed over. Raises Unknown for a context that
        neither file has."""
        found = self._of(context).say(context, **{name: _filling(value) for name, value in values.items()})
        return Said(found.plain(), found.language)

    def __call__(self, context: str, **values: str | int | date) -> str:
        """`say`, without the language."""
        return self.say(context, **values).text

    def strings(self) -> Mapping[str, str]:
        """Every string that the page has in its own language, by context, placeholders in braces: for a page that fills them itself. What
        is missing has to be said in English."""
        texts = (words.text(context) for words in self._words.values() for context in words.source)
        return MappingProxyType({one.context: inlines.write(one.inlines) for one in texts if one.language == self.row.tag})

    def has(self, context: str) -> bool:
        """Whether there are words for a context, in any language."""
        return context in self._of(context).source

    def language_name(self, tag: str) -> str:
        """What the page's language calls the language `tag`."""
        return self._words[CATALOG].formats().language_name(tag)

    def missing(self) -> tuple[str, ...]:
        """Contexts that were said in another language than the page's, so far."""
        return tuple(text.context for words in self._words.values() for text in words.unsaid())

    def _of(self, context: str) -> Words:
        return self._words.get(context.partition("/")[0], self._words[CATALOG])


def _filling(value: str | int | date) -> Fill:
    def filled(formats: Formats) -> str:
        if isinstance(value, date):
            return formats.day(value)
        if isinstance(value, int):
            return formats.digits(str(value))
        return _apart(value, formats.row.rtl)

    return filled


def _apart(string: str, rtl: bool) -> str:
    """A string as it stands in words of a direction: between isolates where it holds letters, or in right-to-left words anything, that
    would run the other way."""
    kinds = {unicodedata.bidirectional(one) for one in string}
    other = ("L", "EN") if rtl else _RIGHT
    return f"{_FIRST_STRONG}{string}{_POP}" if kinds.intersection(other) else string


class Interfaces:
    """The page's words of a workspace, by language, each made when first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._source = {name: ui.read(workspace, name) for name in WORDS}
        self._catalogs = Catalogs(reader(workspace))
        self._made: dict[str, Interface] = {}
        have = (tag for one in workspace.catalog_languages() if languages.settable(tag := tag_of(one)))
        self.languages = (
            SOURCE_LANGUAGE,
            *sorted(tag for tag in have if tag != SOURCE_LANGUAGE and workspace.has_catalog(gettext_name(tag), CATALOG)),
        )

    def interface(self, language: str) -> Interface:
        """The words for a reader of `language`, any BCP 47 tag: es for es-MX, English where there are none for its readers."""
        tag = self._resolved(language[:_TAG_LIMIT])
        found = self._made.get(tag)
        if found is None:
            found = self._made[tag] = self._new(tag)
        return found

    def _resolved(self, language: str) -> str:
        if any(row.pseudo and row.tag == language for row in languages.known()):
            return language
        return next((one for one in languages.chain(languages.canonical(language)) if one in self.languages), SOURCE_LANGUAGE)

    def _new(self, tag: str) -> Interface:
        row = languages.language(tag)
        return Interface(row, {name: Words(row, self._source[name], self._catalogs.get(name, tag)[0]) for name in WORDS})
