"""Checks of the words as a whole: left in the source language, said twice, said two ways, far too long or short, hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from clinickit.content.quality import formulas
from clinickit.diagnostics import Severity
from clinickit.localize.checks.model import Finding, Ground, Unit
from clinickit.localize.checks.words import LINK, MARKUP, NO_STOP, PLACE, bare, compiled, folded, sentences, tokens

_SPOKEN_TWICE = {
    "es": ("nos", "se"), "fr": ("nous", "vous"), "pt": ("se",), "ru": (), "he": (), "ko": (), "pl": ("się",), "uk": (), "ar": (),
}  # fmt: skip
_PHONETIC = re.compile(r"[^\W\d_]")
_TOLERANCE, _EASE_A_GRADE = 3.0, 5.0
"""Grades by which a catalog may miss the bound of a formula before it is told (the bounds are those for new texts in plain language; a
translation cannot choose its sentences freely), and points of an ease score that make a grade."""
_READABLE = 100
"""Words below which a formula says nothing."""


_SMALL = ("a", "an", "i", "we", "was", "were", "as", "at", "by", "he", "she", "his", "her", "but", "so", "may", "get", "go")
"""Small words of English beside its function words."""
_MARKS = r"\u0300-\u036f\u064b-\u0652\u0900-\u0dff"
_TWICE = re.compile(rf"(?<![\w'’{_MARKS}\u0e00-\u0e7f-])([^\W\d_][\w{_MARKS}'’]*) \1(?![\w'’{_MARKS}-])", re.IGNORECASE)


def untranslated(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """The translation is not the source itself.

    A string copied from the source looks finished to every tool and is English on the page. A single word may be the same in two languages
    that share their letters; that is told for a look.
    Mend: translate it. A name that stays as it is needs a waiver that says so.
    """
    said = bare(unit.source).strip()
    words = [one for one in tokens(said) if _PHONETIC.search(one)]
    if not words or " ".join(unit.target.split()).lower() != " ".join(unit.source.split()).lower():
        return
    if all(one == one.upper() for one in words):
        return
    alike = len(words) == 1 and ground.row.script == "Latn"
    yield Finding(
        f"“{unit.target[:60]}” is the source itself.",
        "Translate it; a name that stays needs a waiver.",
        severity=Severity.INFO if alike else None,
    )


def source_words(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No stretch of the source is left in the translation.

    Two or more words that stand in the source one after the other stand in the translation too: a half-translated string. Names in
    capitals may stand, and in Filipino the English words of everyday speech as long as none is a small word such as “the”.
    Mend: translate them; a name in small letters needs a waiver.
    """
    if " ".join(unit.target.split()).lower() == " ".join(unit.source.split()).lower() or unit.search_words:
        return
    source = tokens(bare(unit.source))
    pairs = {(one.lower(), other.lower()) for one, other in pairwise(source)}
    small = {*ground.english.groups["function"], *_SMALL}
    theirs = set(ground.words.groups.get("function", ()))
    target = tokens(_without_names(bare(unit.target)))
    for one, other in pairwise(target):
        pair = one.lower(), other.lower()
        if pair not in pairs or not all(word.isascii() and word.isalpha() for word in pair):
            continue
        if one[0].isupper() and other[0].isupper() and ground.row.script == "Latn":
            continue
        if one == one.upper() and other == other.upper():
            continue
        if ground.row.script == "Latn":
            english = [word for word in pair if word in small and word not in theirs]
            if not english and (ground.words.mixes or not _both_english(pair, theirs)):
                continue
        yield Finding(f"“{one} {other}” of the source stands in the translation.", "Translate it; a name needs a waiver.")
        return


_NAME = re.compile(r"[A-Z][A-Za-z’']*(?: (?:of|the|for|and|to|in|[A-Z][A-Za-z’']*))* [A-Z][A-Za-z’']*")


def _without_names(string: str) -> str:
    """The string without names of several words in capitals (“Circle of Security”)."""
    return _NAME.sub(" · ", string)


def _both_english(pair: tuple[str, str], theirs: set[str]) -> bool:
    """Whether both words are long enough to be no accident, and none is a small word of the language."""
    return all(len(word) > 3 and word not in theirs for word in pair)


def doubled(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No word is written twice in a row.

    “de de” slips in when a line is edited. In languages that double words on purpose (Hindi, Vietnamese, Haitian Creole …), and in scripts
    without spaces, only small words are looked at.
    Mend: take one away; `clinickit locale fix` does so.
    """
    if unit.search_words:
        return
    text = unit.target
    small = ground.words.groups.get("function", ())
    if ground.words.unspaced:
        for word in small:
            if len(word) > 1 or word in "的了在被和を":
                found = re.search(f"{re.escape(word)}{re.escape(word)}", text)
                if found and not (word == "了" or text[found.end() : found.end() + 1] == word):
                    yield Finding(f"“{word}” stands twice.", "Take one away.", text.replace(word * 2, word, 1))
                    return
        return
    twice = set(_SPOKEN_TWICE.get(ground.base, ()))
    for found in _TWICE.finditer(text):
        word = found.group(1).lower()
        if word in twice or (ground.words.reduplicates and word not in small):
            continue
        said = unit.source.lower()
        if re.search(rf"\b{re.escape(word)}[,.]? {re.escape(word)}\b|\b(\w+) (?:by|after|to|and) \1\b", said):
            continue
        yield Finding(f"“{found.group(1)}” stands twice.", "Take one away.", text[: found.start()] + found.group(1) + text[found.end() :])
        return


_SPREAD = ((40, 0.45, 1.9), (70, 0.55, 1.65), (120, 0.6, 1.5))
"""From so many characters of source on: the shortest and longest translation, as factors of the usual length. They hold 998 of 1,000
strings of the catalogs that ship in Spanish, Arabic, Hindi and Chinese."""


_FEWER = 0.72
"""The shortest translation, as a factor of the usual length, where it has fewer sentences than the source."""


def length(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """The translation is about as long as translations into the language are.

    One that is far shorter has lost a sentence, one that is far longer says more than the source, or holds two versions. How long is usual
    was measured on the catalogs that ship, in characters for one of English; strings below 40 characters are not looked at.
    Mend: compare sentence by sentence with the source.
    """
    source, target = (" ".join(LINK.sub("", PLACE.sub("xxxx", MARKUP.sub("", one))).split()) for one in (unit.source, unit.target))
    bounds = [(low, high) for at_least, low, high in _SPREAD if len(source) >= at_least]
    if not bounds or not ground.words.usual or unit.search_words:
        return
    ratio = len(target) / len(source) / ground.words.usual
    low, high = bounds[-1]
    if len(sentences(unit.target)) < len(sentences(unit.source)) and ground.base not in NO_STOP:
        low = max(low, _FEWER)
    if not low <= ratio <= high:
        message = f"The translation is {ratio:.0%} as long as translations into {ground.row.english_name} usually are."
        yield Finding(message, "Compare it with the source, sentence by sentence.")


def two_translations(units: tuple[Unit, ...], ground: Ground) -> Iterator[Finding]:
    """The same source is translated the same way.

    The same sentence in two places should read the same, so that a reader knows it again. Short words may differ by what they belong to;
    strings of four words and more are compared.
    Mend: use one translation, the better one; where the places ask for two, waive it with the reason.
    """
    seen: dict[str, Unit] = {}
    for one in units:
        if one.search_words or len(tokens(bare(one.source))) < 4:
            continue
        first = seen.setdefault(one.source, one)
        if first is not one and folded(first.target) != folded(one.target):
            where = f"{first.catalog}, {first.context}" if first.catalog != one.catalog else first.context
            message = f"“{one.source[:60]}” is “{first.target[:60]}” in {where}, and “{one.target[:60]}” here."
            yield Finding(message, "Use one translation.", context=one.context, catalog=one.catalog)


def one_translation(units: tuple[Unit, ...], ground: Ground) -> Iterator[Finding]:
    """Two strings of high risk that differ are translated differently.

    When two warnings come out as the same words, one of them is wrong: it was pasted, or a machine lost what sets them apart.
    Mend: translate each from its own source.
    """
    seen: dict[str, Unit] = {}
    for one in units:
        if not one.risk:
            continue
        first = seen.setdefault(_core(one.target), one)
        if first is not one and _differ(first.source, one.source):
            message = f"“{one.target[:60]}” stands for “{one.source[:60]}” and for “{first.source[:60]}” ({first.context})."
            yield Finding(message, "Translate each from its own source.", context=one.context, catalog=one.catalog)


_TURNS = frozenset(
    (
        "not",
        "no",
        "never",
        "cannot",
        "without",
        "before",
        "after",
        "more",
        "less",
        "fewer",
        "always",
        "all",
        "least",
        "most",
        "only",
        "stop",
        "start",
    )
)
"""Words of which one alone turns what a sentence says."""


def _differ(one: str, other: str) -> bool:
    """Whether two sources say different things. A short label and the same with one word more do not (“Couples”, “Couples therapy”), nor
    two sentences that are the same but for a word or two that turn nothing (“this page”, “this sheet”)."""
    mine, theirs = set(_core(one).split()), set(_core(other).split())
    apart, both = mine ^ theirs, mine | theirs
    if not apart:
        return False
    if any(word in _TURNS or any(letter.isdigit() for letter in word) for word in apart):
        return True
    return len(apart) > 0.2 * len(both) and not (len(both) < 4 and (mine <= theirs or theirs <= mine))


def _core(string: str) -> str:
    return " ".join(tokens(folded(string)))


def reading_level(units: tuple[Unit, ...], ground: Ground) -> Iterator[Finding]:
    """A catalog reads easily, where a formula is valid for its language.

    Told where it is three grades and more above plain language. Measured for Spanish, French, Portuguese, Russian and others by the
    formula made for each, over the running sentences of a catalog. Other languages have no validated formula, and nothing is said.
    Mend: shorter sentences and everyday words, in the strings that are longest.
    """
    catalogs: dict[str, list[Unit]] = {}
    for one in units:
        if not one.search_words and one.catalog not in ("ui", "web") and len(tokens(one.target)) > 3:
            catalogs.setdefault(one.catalog, []).append(one)
    for name, strings in catalogs.items():
        running = [bare(one.target) for one in strings]
        if sum(len(tokens(one)) for one in running) < _READABLE:
            continue
        for level in formulas.levels(running, ground.base):
            over = level.value - level.bound if level.grade else (level.bound - level.value) / _EASE_A_GRADE
            if over > _TOLERANCE:
                bound = f"at {'most' if level.grade else 'least'} {level.bound:g}"
                message = f"{name} reads hard: {level.formula} {level.value:.1f}, where {bound} is easy enough."
                yield Finding(message, "Shorter sentences and everyday words.", context=strings[0].context, catalog=name)


def has_word(string: str, word: str, ground: Ground) -> bool:
    """Whether a string has a word or phrase as a whole (anywhere, in a script without spaces)."""
    if ground.words.unspaced or ground.words.loose:
        return folded(word) in folded(bare(string))
    said = f" {' '.join(folded(one) for one in tokens(bare(string)))} "
    return bool(compiled((word,), False).search(said))
