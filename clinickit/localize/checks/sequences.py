"""Checks of the order of letters and marks inside a syllable: sequences that cannot be drawn or are spelled another way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clinickit.localize.checks.model import Finding, Ground, Unit


def _brahmic(start: int, bengali: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What cannot be in a script of India whose block begins at `start` (the blocks are laid out alike, The Unicode Standard 12.1)."""

    def span(first: int, last: int) -> str:
        return f"{chr(start + first)}-{chr(start + last)}"

    vowels, signs = span(0x05, 0x14) + span(0x60, 0x61), span(0x3E, 0x4C) + span(0x62, 0x63)
    consonants = span(0x15, 0x39) + span(0x58, 0x5F)
    if bengali:
        consonants = span(0x15, 0x39) + f"{chr(0x9DC)}-{chr(0x9DD)}{chr(0x9DF)}{chr(0x9CE)}{chr(0x9F0)}{chr(0x9F1)}"
        signs = span(0x3E, 0x4C) + chr(0x9D7) + span(0x62, 0x63)
    virama, nukta, nasal = chr(start + 0x4D), chr(start + 0x3C), span(0x01, 0x03)
    return (
        (re.compile(f"[{signs}][{signs}]"), "two vowel signs in a row"),
        (re.compile(f"[{vowels}][{signs}]"), "a vowel sign after a vowel letter"),
        (re.compile(f"{virama}[{signs}]"), "a vowel sign after a virama"),
        (re.compile(f"{virama}{virama}"), "two viramas in a row"),
        (re.compile(f"[{signs}]{virama}"), "a virama after a vowel sign"),
        (re.compile(f"{nukta}{nukta}"), "two nuktas in a row"),
        (re.compile(f"(?<![{consonants}]){nukta}"), "a nukta after no consonant"),
        (
            re.compile(f"(?<![{consonants}{vowels}{signs}{nukta}{virama}{nasal}\\u200c\\u200d\\u25cc])[{signs}{virama}]"),
            "a mark that begins a word",
        ),
        (re.compile(f"[{nasal}][{signs}{virama}]"), "a vowel sign or virama after a nasal sign"),
        (re.compile(f"([{nasal}])\\1"), "the same nasal sign twice"),
    )


_THAI_ABOVE, _THAI_TONE, _THAI_BEFORE = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d\u0e4e", "\u0e48-\u0e4b", "\u0e40-\u0e44"
_THAI_CONSONANT = "\u0e01-\u0e2e"
_THAI = (
    (re.compile("\u0e40\u0e40"), "เเ instead of แ"),
    (re.compile("\u0e4d[\u0e48-\u0e4b]?\u0e32"), "ํ and า instead of ำ"),
    (re.compile(f"[{_THAI_ABOVE}]{{2}}"), "two vowel marks on one consonant"),
    (re.compile(f"[{_THAI_TONE}]{{2}}"), "two tone marks on one consonant"),
    (re.compile(f"[{_THAI_TONE}][\u0e31\u0e34-\u0e3a]"), "a tone mark before the vowel mark"),
    (re.compile(f"[{_THAI_BEFORE}](?![{_THAI_CONSONANT}])"), "a leading vowel before no consonant"),
    (re.compile(f"(?<![{_THAI_CONSONANT}])[{_THAI_ABOVE}]"), "a vowel mark on no consonant"),
    (re.compile("\u0e30[\u0e30\u0e32\u0e33]|\u0e32[\u0e32\u0e33]|\u0e33[\u0e30\u0e32\u0e33]"), "two vowels in a row"),
)
_ARABIC = (
    (re.compile("([\u064b-\u0650\u0652])[\u064b-\u0650\u0652]"), "two vowel marks on one letter"),
    (re.compile("\u0651\u0651"), "the same mark twice"),
    (re.compile("(?<![\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u064b-\u0652\u0670\u0640])[\u064b-\u0652]"), "a vowel mark on no letter"),
)
_HEBREW = (
    (re.compile("([\u05b0-\u05bb])[\u05b0-\u05bb]"), "two vowel points on one letter"),
    (re.compile("(?<![\u05d0-\u05ea\u05b0-\u05c7\ufb1d-\ufb4e])[\u05b0-\u05c2]"), "a point on no letter"),
)
_RULES = {"Deva": _brahmic(0x0900, False), "Beng": _brahmic(0x0980, True), "Thai": _THAI, "Arab": _ARABIC, "Hebr": _HEBREW}
_BASE = re.compile("(?<![^\\s“”«»(\\[—–-])[\u0300-\u036f]")


def sequences(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Vowel signs, viramas and tone marks stand where they can.

    Two vowel signs on one consonant, a virama after a vowel, a mark at the beginning of a word: the font draws a dotted circle or two marks
    over each other, and searches fail. Known for Devanagari, Bangla, Thai, Arabic and Hebrew; for every script a loose accent is told.
    Mend: delete the syllable and type it again; `clinickit locale fix` takes away a mark that is doubled and writes แ and ำ.
    """
    text = unicodedata.normalize("NFC", unit.target)
    for pattern, what in _RULES.get(ground.row.script, ()):
        found = pattern.search(text)
        if found:
            shown = text[max(0, found.start() - 4) : found.end() + 3]
            hint = "Delete the syllable and type it again."
            yield Finding(f"There is {what}, in “{shown}”.", hint, _mended(text, found, what))
            return
    loose = _BASE.search(text)
    if loose:
        yield Finding(f"There is an accent on no letter, U+{ord(loose.group()):04X}.", "Delete it.", _BASE.sub("", text))


def _mended(text: str, found: re.Match[str], what: str) -> str | None:
    """What is safe: the same mark twice becomes one; two Thai signs become the one that they imitate."""
    if what.startswith("เเ"):
        return text.replace("\u0e40\u0e40", "\u0e41")
    if what.startswith("ํ"):
        return re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    twice = found.group()
    if len(twice) == 2 and twice[0] == twice[1]:
        return text[: found.start()] + twice[0] + text[found.end() :]
    return None
