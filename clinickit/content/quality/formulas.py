"""Reading level by a formula that was made for the language. In: running words and a language. Out: what the formulas say, or nothing
where none is known to be valid. Called by `scorecard`.

Syllables of English come from the CMU pronouncing dictionary (`readability`); those of the other languages from the rules of their
spelling: in Russian and Turkish every vowel is one, in Spanish, Portuguese, French and German a group of vowels that the spelling keeps
together."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clinickit.content import readability
from clinickit.content.quality.running import SENTENCE_END

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SMOG_SENTENCES = 30
"""SMOG was made for 30 sentences; below, it is indicative."""


@dataclass(frozen=True, slots=True)
class Level:
    """What one formula says. `grade` tells a school grade (less is easier) from an ease score (more is easier); `good` whether it meets
    `bound`; `note` says what limits it."""

    formula: str
    source: str
    value: float
    grade: bool
    bound: float
    note: str = ""

    @property
    def good(self) -> bool:
        return self.value <= self.bound if self.grade else self.value >= self.bound


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals over a text: `long` words of three syllables or more, `letters_long` words of more than six letters, `short` words of one
    syllable."""

    words: int
    sentences: int
    syllables: int
    letters: int
    long: int
    letters_long: int
    short: int

    @property
    def per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def per_word(self) -> float:
        return self.syllables / self.words


def levels(strings: Iterable[str], language: str) -> tuple[Level, ...]:
    """What the formulas for a language (its first subtag) say; empty where there is no validated one, or no words."""
    text = tuple(strings)
    base = language.partition("-")[0]
    if base == "en":
        return _english(text)
    if base not in _FORMULAS:
        return ()
    counted = count(text, base)
    return tuple(formula(counted) for formula in _FORMULAS[base]) if counted else ()


def languages() -> tuple[str, ...]:
    """Languages that have a formula."""
    return ("en", *_FORMULAS)


def _english(text: tuple[str, ...]) -> tuple[Level, ...]:
    measured = readability.measure(text)
    if measured is None:
        return ()
    smog = 1.0430 * math.sqrt(measured.polysyllables * 30 / measured.sentences) + 3.1291
    few = measured.sentences < SMOG_SENTENCES
    return (
        Level("Flesch–Kincaid grade", "Kincaid et al. 1975", measured.grade, True, 6.0),
        Level("SMOG grade", "McLaughlin 1969", smog, True, 8.0, "indicative: fewer than 30 sentences" if few else ""),
    )


def count(strings: Iterable[str], base: str) -> Counts | None:
    """The totals that the formulas need, or None where there are no words. `base` is one of `languages` but en."""
    found = [_WORD.findall(sentence) for string in strings for sentence in SENTENCE_END.split(string)]
    found = [words for words in found if words]
    words = [word.lower() for sentence in found for word in sentence]
    if not words:
        return None
    parts = [max(1, _SYLLABLES[base](word)) for word in words]
    letters = [sum(letter.isalpha() for letter in word) for word in words]
    return Counts(
        words=len(words),
        sentences=len(found),
        syllables=sum(parts),
        letters=sum(letters),
        long=sum(part >= 3 for part in parts),
        letters_long=sum(one > 6 for one in letters),
        short=sum(part == 1 for part in parts),
    )


def _vowels(letters: str) -> Callable[[str], int]:
    """Every vowel is a syllable."""
    found = re.compile(f"[{letters}]")
    return lambda word: len(found.findall(word))


def _groups(pattern: str) -> Callable[[str], int]:
    """Every match of a pattern (a group of vowels that is spoken as one) is a syllable."""
    found = re.compile(pattern)
    return lambda word: len(found.findall(word))


_SPANISH = r"[qg]u[eiéí]|[iuü]?[aeoáéó](?:[iu](?![aeoáéó])|y\b)?|[íú]|[iuü]+|y\b"
_PORTUGUESE = r"qu[aeioáéíóâê]|gu[aeioáéíóâê]|[aeoáéóâêôàãõ][iu]|ã[eo]|õe|[aeoáéóâêôàãõ]|[iuíú]"
_FRENCH = r"eau|[aeiouyàâäéèêëîïôöùûüœæ]{1,3}"
_GERMAN = r"eu|äu|ei|ai|au|ie|[aeiouäöüy]"


def _french(word: str) -> int:
    """Groups of vowels; a mute e at the end (e, es, ent after a consonant) is none."""
    found = len(re.findall(_FRENCH, word))
    return found - 1 if found > 1 and re.search(r"[^aeiouyéèê](?:e|es|ent)$", word) else found


_SYLLABLES: dict[str, Callable[[str], int]] = {
    "es": _groups(_SPANISH),
    "pt": _groups(_PORTUGUESE),
    "fr": _french,
    "de": _groups(_GERMAN),
    "it": _groups(r"[aeiouàèéìòù]"),
    "ru": _vowels("аеёиоуыэюя"),
    "tr": _vowels("aeıioöuüâîû"),
}

_FORMULAS: dict[str, tuple[Callable[[Counts], Level], ...]] = {
    "es": (
        lambda one: Level(
            "INFLESZ", "Szigriszt Pazos 1993; Barrio-Cantalejo 2008", 206.835 - 62.3 * one.per_word - one.per_sentence, False, 65.0
        ),
        lambda one: Level("Fernández Huerta", "Fernández Huerta 1959", 206.84 - 60 * one.per_word - 1.02 * one.per_sentence, False, 70.0),
    ),
    "fr": (lambda one: Level("Kandel–Moles", "Kandel and Moles 1958", 207 - 1.015 * one.per_sentence - 73.6 * one.per_word, False, 70.0),),
    "de": (
        lambda one: Level(
            "Erste Wiener Sachtextformel",
            "Bamberger and Vanecek 1984",
            0.1935 * 100 * one.long / one.words
            + 0.1672 * one.per_sentence
            + 0.1297 * 100 * one.letters_long / one.words
            - 0.0327 * 100 * one.short / one.words
            - 0.875,
            True,
            6.0,
        ),
    ),
    "it": (
        lambda one: Level(
            "Gulpease", "Lucisano and Piemontese 1988", 89 + (300 * one.sentences - 10 * one.letters) / one.words, False, 60.0
        ),
    ),
    "pt": (
        lambda one: Level(
            "Flesch for Portuguese", "Martins et al. 1996", 248.835 - 1.015 * one.per_sentence - 84.6 * one.per_word, False, 50.0
        ),
    ),
    "ru": (
        lambda one: Level("Flesch–Kincaid for Russian", "Oborneva 2006", 0.5 * one.per_sentence + 8.4 * one.per_word - 15.59, True, 6.0),
    ),
    "tr": (lambda one: Level("Ateşman", "Ateşman 1997", 198.825 - 40.175 * one.per_word - 2.61 * one.per_sentence, False, 70.0),),
}
