"""What the page says, as markup. In: a language's `Interface` (handouts/web.json and its catalogs). Out: `Words`, whose `t` gives markup
that is safe to print. Called by `answers`, and through it by every template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from markupsafe import Markup

from clinickit import languages as tongues

_NUMBERS = re.compile(r"[+(-]?[0-9][0-9 ().,:/–-]*[0-9)]")
"""A phone number, a place on the map, a time: digits with signs between them, which right-to-left words would turn round (UAX #9, W2)."""


class Said(Protocol):
    """Words and the BCP 47 tag of their language."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> str: ...


class Spoken(Protocol):
    """What `Library.interface` gives."""

    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> str: ...
    def say(self, context: str, **values: str | int | date) -> Said: ...
    def has(self, context: str) -> bool: ...
    def language_name(self, tag: str) -> str: ...


class Words:
    """The page's words in one language, as templates say them."""

    def __init__(self, spoken: Spoken) -> None:
        self.spoken = spoken
        self.language, self.direction = spoken.language, spoken.direction

    def t(self, context: str, **values: str | int | date) -> Markup:
        """The words for a context, filled, as markup. Words that had to be said in another language carry its tag."""
        return self.marked(self.spoken.say(context, **values))

    def plain(self, context: str, **values: str | int | date) -> str:
        """The words for a context, filled; for titles and attributes, where no language can be marked."""
        return self.spoken.say(context, **values).text

    def has(self, context: str) -> bool:
        """Whether there are words for a context."""
        return self.spoken.has(context)

    def language_name(self, tag: str) -> str:
        """What the page's language calls a language."""
        return self.spoken.language_name(tag)

    def name_of(self, tag: str) -> str:
        """What a language calls itself, as letters."""
        name = tongues.language(tag).own_name
        return name[:1].upper() + name[1:]

    def both_names(self, tag: str) -> str:
        """What the page's language calls a language, and what it calls itself."""
        ours, own = self.language_name(tag), self.name_of(tag)
        return ours if ours.casefold() == own.casefold() else f"{ours} · \u2068{own}\u2069"

    def own_name(self, tag: str) -> Markup:
        """What a language calls itself, in its letters and direction."""
        return self.foreign(tongues.language(tag).own_name, tag)

    def marked(self, said: Said) -> Markup:
        """Words with the language that they are in, where it is not the page's."""
        return self.foreign(said.text, said.language)

    def foreign(self, string: str, tag: str) -> Markup:
        """A string of any language, marked where it is not the page's."""
        row = tongues.language(tag)
        said = _numbered(string) if row.rtl else Markup("{}").format(string)
        if tag == self.language:
            return said
        return Markup('<span lang="{}" dir="{}">{}</span>').format(tag, "rtl" if row.rtl else "ltr", said)


def _numbered(string: str) -> Markup:
    """Right-to-left words with each number read as it is written."""
    parts: list[Markup] = []
    end = 0
    for match in _NUMBERS.finditer(string):
        parts += Markup("{}").format(string[end : match.start()]), Markup('<bdi dir="ltr">{}</bdi>').format(match[0])
        end = match.end()
    return Markup("").join((*parts, Markup("{}").format(string[end:])))


def wanted(accepted: str) -> tuple[str, ...]:
    """The tags of an `Accept-Language` header, the most wanted first. Nonsense is left out."""
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:1000].split(",")):
        match = re.fullmatch(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*", part)
        if match and float(match[2] or 1):
            found.append((-float(match[2] or 1), place, match[1]))
    return tuple(tag for _, _, tag in sorted(found))


def choose(kept: str, accepted: str, there: Iterable[str]) -> str:
    """The language to speak among those that are there: the one that was kept, else the first of `Accept-Language`, else English."""
    tags = tuple(there)
    for tag in (kept, *wanted(accepted)):
        found = next((one for one in tongues.chain(tongues.canonical(tag)) if one in tags), None) if tag else None
        if found:
            return found
    return "en"
