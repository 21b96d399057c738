"""The things that text becomes: spans go in, lines of shaped words come out. Only types; see `typesetter` for the way.

Lengths inside a word are 1/1000 em; on a line, points. x grows to the right from the left end of the line, whatever the direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Direction(StrEnum):
    LTR = "ltr"
    RTL = "rtl"


class Weight(StrEnum):
    REGULAR = "regular"
    BOLD = "bold"


class FaceKey(NamedTuple):
    """One font object: a face by its name in `fonts.FACES`, at one weight."""

    face: str
    weight: Weight


class Span(NamedTuple):
    """Letters of one language and weight. `opaque` marks a placeholder's value, phone, address or code: it is isolated
    (UAX #9, U+2068 … U+2069) when levels are computed, and falls back to another face as a whole. `text` may hold "\\n" for a break."""

    text: str
    language: str
    weight: Weight = Weight.REGULAR
    opaque: bool = False


class Style(NamedTuple):
    """How a paragraph is set: `size` in points as the look asks for it in Latin (the language's own factor is applied inside)."""

    size: float
    language: str
    direction: Direction


class Glyph(NamedTuple):
    """What a code draws: a plain glyph of the face."""

    gid: int


class Drawn(NamedTuple):
    """What a code draws: a composite of (gid, x, y) parts, in 1/1000 em, and its advance."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int


class Blank(NamedTuple):
    """A code that draws nothing and only advances. `drawn` is there so that Blank(101) and Glyph(101) are not equal."""

    advance: int
    drawn: bool = False


Draw = Glyph | Drawn | Blank


class Code(NamedTuple):
    """One code of the text: what it draws, the one character it says (ISO 32000-1 9.10.3), and the kerning before and after it."""

    draw: Draw
    says: str
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped piece of a run, shared by all documents (so compared and hashed by identity). Codes in visual order, left to right.
    `advance` in 1/1000 em, kerning included; `space` the part of it that is white space at the word's end."""

    face: FaceKey
    codes: tuple[Code, ...]
    advance: int
    space: int = 0


class LineRun(NamedTuple):
    """Words of one face, size and level on a line, from the left, starting at `x` points. A right-to-left run is one show operator
    inside /ReversedChars."""

    x: float
    width: float
    size: float
    face: FaceKey
    rtl: bool
    language: str
    words: tuple[Word, ...]


class Line(NamedTuple):
    """Runs in logical order (the order to write them); `width` in points without trailing space; `text` as it reads."""

    runs: tuple[LineRun, ...]
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`ascent` and `descent` (both positive, points) are those of the language's first face at the paragraph's size, to set the
    baseline inside a leading; `fallbacks` names each word that another face than the language's first had to draw."""

    lines: tuple[Line, ...]
    ascent: float
    descent: float
    fallbacks: tuple[tuple[str, str], ...] = ()
