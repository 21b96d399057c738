"""Handouts as cards. In: the library, the language of the page, what was asked for. Out: cards, sorted for the shelf or as they were found.
Called by the view that finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from clinickit.content.model import Handout
from clinickit.content.search import Hit
from clinickit.library import Library

SERIES = ("attachment", "therapy", "families", "worksheets", "safety")
AUDIENCES = ("adult", "teen", "parent", "partner", "clinician")
_MOST_HITS = 40
_MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Card:
    """A handout in short; `tongue` is the language of title and lede, `language` the one to open the sheet in; `safety`: words of danger
    put it first; `passage` is the string that was found."""

    id: str
    title: str
    lede: str
    tongue: str
    series: str
    audience: str
    languages: tuple[str, ...]
    language: str
    safety: bool = False
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a handout says of itself in the language `tongue`."""

    title: str
    short_title: str
    lede: str
    not_for: str
    tongue: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: words, and facts that must fit, empty where any does. `language` is the family's."""

    words: str = ""
    series: str = ""
    audience: str = ""
    language: str = ""
    starred: bool = False


class Shelf:
    """The handouts of a library as cards. Safe to share among threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._said = lru_cache(maxsize=2048)(self._in_language)

    def said(self, handout_id: str, tongue: str) -> Said:
        """What a handout says of itself, in a language where it has that, else in its own. Raises Unknown, ContentInvalid."""
        have = self._library.languages(handout_id)
        return self._said(handout_id, tongue if tongue in have else have[0])

    def languages(self) -> tuple[str, ...]:
        """All languages that any handout has, English first, then by tag."""
        found = {tag for one in self._library.handouts() for tag in self._library.languages(one.id)}
        return ("en", *sorted(found - {"en"}))

    def cards(self, wish: Wish, tongue: str, favorites: tuple[str, ...]) -> tuple[Card, ...]:
        """The cards that fit, as found by words, or else by series, titled in the language `tongue` as far as they have it."""
        hits = {hit.handout: hit for hit in self._hits(wish, tongue)} if wish.words else None
        every = {one.id: one for one in self._library.handouts()}
        ids = list(hits) if hits is not None else sorted(every, key=lambda one: _place(every[one]))
        made = [self._card(every[one], wish, tongue, hits.get(one) if hits else None) for one in ids]
        fitting = tuple(one for one in made if one.safety or _fits(one, wish, favorites))
        return fitting[:_MOST_FOUND] if wish.words else fitting

    def _hits(self, wish: Wish, tongue: str) -> tuple[Hit, ...]:
        """As found in the page's language, then in English, then in the family's."""
        tongues = dict.fromkeys(one for one in (tongue, "en", wish.language) if one)
        found: dict[str, Hit] = {}
        for tag in tongues:
            for hit in self._library.find(wish.words, tag, at_most=_MOST_HITS):
                if hit.handout not in found or (hit.safety and not found[hit.handout].safety):
                    found[hit.handout] = hit
        return tuple(sorted(found.values(), key=lambda hit: not hit.safety))

    def _card(self, one: Handout, wish: Wish, tongue: str, hit: Hit | None) -> Card:
        have = self._library.languages(one.id)
        said = self.said(one.id, tongue)
        language = wish.language if wish.language in have else ""
        safety = hit is not None and hit.safety
        return Card(
            one.id, said.title, said.lede, said.tongue, one.series, one.audience, have, language, safety, hit.passage if hit else ""
        )

    def _in_language(self, handout_id: str, tag: str) -> Said:
        one = self._library.in_language(handout_id, tag)
        return Said(one.title.plain(), one.short_title.plain(), one.lede.plain(), one.not_for.plain(), tag)


def _place(one: Handout) -> tuple[int, bool, str]:
    """Where a handout stands on the shelf: by series, those for clinicians last, the sheets for danger as their series says."""
    series = SERIES.index(one.series) if one.series in SERIES else len(SERIES)
    return series, one.audience == "clinician", one.title.plain().casefold()


def _fits(one: Card, wish: Wish, favorites: tuple[str, ...]) -> bool:
    return (
        wish.series in ("", one.series)
        and wish.audience in ("", one.audience)
        and (not wish.language or wish.language in one.languages)
        and (not wish.starred or one.id in favorites)
    )
