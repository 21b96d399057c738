"""Which language the words of a letter are in, where some are written in another script than the letter: a name in Arabic in an English
letter. In: words and the letter's language. Out: pieces with a language each, so that each gets a face that has its letters and is read
aloud in its own tongue. Called by `frame`.

Latin, Cyrillic and Greek letters need no other language: every stack of faces ends with one that has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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


def pieces(words: str, language: str, other: str = "") -> tuple[tuple[str, str], ...]:
    """The words in parts, each with its language: neighbouring words of another script are one part. `other` is the language of whoever
    the letter is about: it is taken where its script fits."""
    found: list[list[str]] = []
    for word, tag in _words(words, language, other):
        if found and (found[-1][1] == tag or not word.strip()):
            found[-1][0] += word
        else:
            found.append([word, tag])
    return tuple((text, tag) for text, tag in found)


def of(words: str, language: str, other: str = "") -> str:
    """The one language of a short text such as a name: another than the letter's where any of it is in another script."""
    return next((tag for _, tag in _words(words, language, other) if tag != language), language)


def _words(words: str, language: str, other: str) -> Iterator[tuple[str, str]]:
    """Words and the spaces between them."""
    own = _script(language)
    for part in re.split("( +)", words):
        yield part, next((found for char in part if (found := _foreign(char, own, other))), language)


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
