"""Which language the words of a letter are in, where some are written in another script than the letter: a name in Arabic in an English
letter. In: words and the letter's language. Out: pieces with a language each, so that each gets a face that has its letters and is read
aloud in its own tongue. Called by `frame`.

Latin, Cyrillic and Greek letters need no other language: every stack of faces ends with one that has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from clinickit import languages
from clinickit.errors import Unknown

_OTHERS = {
    "ARABIC": ("Arab", "ar"),
    "HEBREW": ("Hebr", "he"),
    "DEVANAGARI": ("Deva", "hi"),
    "BENGALI": ("Beng", "bn"),
    "TAMIL": ("Taml", "ta"),
    "TELUGU": ("Telu", "te"),
    "THAI": ("Thai", "th"),
    "KHMER": ("Khmr", "km"),
    "LAO": ("Laoo", "lo"),
    "MYANMAR": ("Mymr", "my"),
    "ETHIOPIC": ("Ethi", "am"),
    "CJK": ("Hans", "zh-Hans"),
    "HIRAGANA": ("Jpan", "ja"),
    "KATAKANA": ("Jpan", "ja"),
    "HANGUL": ("Kore", "ko"),
}
"""First word of a character's name in Unicode → script (ISO 15924) and the language that it is taken to be."""
_HAN = frozenset(("Hans", "Hant", "Jpan", "Kore"))
_EDGES = re.compile(r"(\W*)(.*?)(\W*)\Z", re.DOTALL)


def pieces(words: str, language: str, other: str = "") -> tuple[tuple[str, str], ...]:
    """The words in parts, each with its language, or with "" for the signs and spaces between two of them, which belong to neither.
    Words in one language are one part. `other` is the language of whoever the letter is about: it is taken where its script fits."""
    found = [(tag, "".join(char for char, _ in group)) for tag, group in groupby(_chars(words, language, other), lambda one: one[1])]
    if len(found) < 2:
        return ((words, found[0][0] if found else language),)
    return tuple(part for tag, text in found for part in _edged(text, tag) if part[0])


def of(words: str, language: str, other: str = "") -> str:
    """The one language of a short text such as a name: another than the letter's where any of it is in another script."""
    return next((tag for _, tag in pieces(words, language, other) if tag not in ("", language)), language)


def _edged(text: str, tag: str) -> Iterator[tuple[str, str]]:
    """A part without the signs at its edges."""
    found = _EDGES.match(text)
    before, inside, after = found.groups() if found else ("", text, "")
    yield from ((before, ""), (inside, tag), (after, ""))


def _chars(words: str, language: str, other: str) -> list[tuple[str, str]]:
    """Each character with its language; a sign or space takes that of the letters around it where both have the same, else the letter's."""
    own = _script(language)
    tags = [_foreign(char, own, other) or (language if char.isalnum() else "") for char in words]
    before, last = [], ""
    for tag in tags:
        last = tag or last
        before.append(last)
    after, following = [], ""
    for tag in reversed(tags):
        following = tag or following
        after.append(following)
    around = zip(words, tags, before, reversed(after), strict=True)
    return [(char, tag or (left if left == right and left else language)) for char, tag, left, right in around]


def _foreign(char: str, own: str, other: str) -> str:
    """The language of a character that those of `own` script lack; empty for all others."""
    if char.isascii():
        return ""
    script, tag = _OTHERS.get(unicodedata.name(char, "").partition(" ")[0], ("", ""))
    if not script or _has(own, script):
        return ""
    return other if other and _has(_script(other), script) else tag


def _has(script: str, wanted: str) -> bool:
    """Whether a script has the characters of another: Japanese and Korean are written with those of China too."""
    return script == wanted or (wanted == "Hans" and script in _HAN)


def _script(tag: str) -> str:
    """The script of a language; that of English where nobody knows it, for the page then says so."""
    try:
        return languages.language(tag).script
    except Unknown:
        return "Latn"
