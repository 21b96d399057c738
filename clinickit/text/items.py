"""Text of one language in, runs of one face and script out. Called by `typesetter` for what its short way does not cover.

Faces are asked in the order of the language's stack, word by word: a word is set whole in the first face that has all its letters, and
only a word that no face has whole is cut by letter. White space and default-ignorable characters (UAX #44) need no glyph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import uharfbuzz as hb

from clinickit.errors import GlyphMissing
from clinickit.text.fonts import FontSet
from clinickit.text.runs import FaceKey, Weight

_FREE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_HYPHENS = {"\u2011": ("\u2011", "\u2010", "-")}
"""A no-break hyphen is drawn with another hyphen's glyph where it has none of its own."""

SCRIPTS = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
"""Scripts that only languages have, and the one of most of their letters."""

PIECEWISE = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts written without spaces: what stands between two break opportunities is shaped alone."""

JOINING = frozenset({"Arab", "Syrc", "Nkoo", "Adlm", "Mong"})
"""Scripts whose letters take their shape from the letters beside them, across a change of weight."""


class Item(NamedTuple):
    """Characters start … end of a text, in one face and one script (ISO 15924)."""

    start: int
    end: int
    face: FaceKey
    script: str


class Scripts:
    """HarfBuzz's table of scripts, asked a character at a time and remembered."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._plain: dict[str, set[str]] = {}

    def of(self, character: str) -> str:
        """The script's ISO 15924 code, empty for characters that all scripts share (Common, Inherited)."""
        known = self._known.get(character)
        if known is None:
            buffer = hb.Buffer()
            buffer.add_str(character)
            buffer.guess_segment_properties()
            known = self._known[character] = buffer.script or ""
        return known

    def runs(self, text: str, default: str) -> list[tuple[int, int, str]]:
        """(start, end, script) over a word: shared characters take the script before them, else the one after, else `default`."""
        plain = self._plain.setdefault(default, set())
        unknown = set(text) - plain
        if not unknown or all(self.of(one) in ("", default) for one in unknown):
            plain |= unknown
            return [(0, len(text), default)]
        found: list[tuple[int, int, str]] = []
        for at, character in enumerate(text):
            script = self.of(character)
            if not found:
                found.append((at, at + 1, script))
            elif not script or script == found[-1][2]:
                found[-1] = (found[-1][0], at + 1, found[-1][2])
            elif not found[-1][2]:
                found[-1] = (found[-1][0], at + 1, script)
            else:
                found.append((at, at + 1, script))
        return [(start, end, script or default) for start, end, script in found]


class Coverage:
    """Which face draws a word."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._had: dict[FaceKey, set[str]] = {}

    def whole(self, text: str, face: FaceKey) -> bool:
        """Whether a face has all that a text needs, as written or composed."""
        had = self._had.setdefault(face, set())
        unknown = set(text) - had
        if all(self.has(one, face) for one in unknown):
            had |= unknown
            return True
        composed = unicodedata.normalize("NFC", text)
        return composed != text and all(self.has(one, face) for one in composed)

    def faces(self, text: str, stack: Sequence[str], weight: Weight, language: str) -> list[tuple[int, int, FaceKey]]:
        """(start, end, face) over a word. Raises FontMissing for the stack's first face, GlyphMissing for a letter that no face has."""
        first, rest = FaceKey(stack[0], weight), [FaceKey(name, weight) for name in stack[1:]]
        self._fonts.font(first)
        there = [first] + [key for key in rest if self._fonts.installed(key.face)]
        for face in there:
            if self.whole(text, face):
                return [(0, len(text), face)]
        found: list[tuple[int, int, FaceKey]] = []
        for start, end in _letters(text):
            letter = text[start:end]
            chosen = next((one for one in there if self.whole(letter, one)), None) or self._by_parts(letter, there)
            if chosen is None:
                raise GlyphMissing(self._lacking(letter, there), language, text, tuple(one.face for one in there))
            if found and found[-1][2] == chosen:
                found[-1] = (found[-1][0], end, chosen)
            else:
                found.append((start, end, chosen))
        return found

    def _by_parts(self, letter: str, there: Sequence[FaceKey]) -> FaceKey | None:
        """A face whose marks come from the letter's decomposed form."""
        apart = unicodedata.normalize("NFD", letter)
        return next((one for one in there if self.whole(apart, one)), None) if apart != letter else None

    def has(self, character: str, face: FaceKey) -> bool:
        """Whether a face draws a character, or it needs no drawing."""
        font = self._fonts.font(face)
        return font.has(character) or bool(_FREE.match(character)) or any(map(font.has, _HYPHENS.get(character, ())))

    def _lacking(self, letter: str, there: Sequence[FaceKey]) -> str:
        return next((one for one in letter if not any(self.has(one, face) for face in there)), letter[0])


def _letters(text: str) -> list[tuple[int, int]]:
    """A base and its marks."""
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if found and (unicodedata.category(character).startswith("M") or _FREE.match(character)):
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
