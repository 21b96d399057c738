"""Spans in, shaped units out: levels, breaks, faces, words. Called by `typesetter`; `lines` does the rest.

The short way is `plain`; this is the long one, for every paragraph that the short way does not take. Both give the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from clinickit.languages import Language
from clinickit.text.breaks import FORCED, SPACES
from clinickit.text.cache import Cache
from clinickit.text.cutting import ALONE, Cut, cut
from clinickit.text.fonts import EM, FontSet
from clinickit.text.items import JOINING, PIECEWISE, SCRIPTS, Coverage, Item, Scripts
from clinickit.text.lines import Plain, Unit
from clinickit.text.ordering import Bit, Look
from clinickit.text.plain import PlainComposer, Shaper
from clinickit.text.runs import Code, FaceKey, Span, Style, Weight, Word
from clinickit.text.shape import Request, blank, extent, last_mark

_PARTS = 65536


@dataclass(frozen=True, slots=True)
class Mixed:
    """Units of any looks."""

    units: tuple[Unit, ...]
    fallbacks: tuple[tuple[str, str], ...] = ()


class _Part(NamedTuple):
    """What the shape of a word of one span and level depends on. `value` is the whole of an opaque span; `breaks` are places inside where
    a line may end; `around` the unspaced text that holds the part from `at` on, empty where that is all of it."""

    text: str
    language: str
    weight: Weight
    value: str
    size: float
    level: int
    rtl: bool
    breaks: tuple[int, ...]
    around: str
    at: int


class _Made(NamedTuple):
    """Bits, each with where it begins; and what other faces drew."""

    bits: tuple[tuple[int, Bit], ...]
    fallbacks: tuple[tuple[str, str], ...]


class Composer:
    """Makes units of spans. Holds the cache of words."""

    def __init__(self, fonts: FontSet, rows: Callable[[str], Language]) -> None:
        self._fonts = fonts
        self._rows = rows
        self._scripts = Scripts()
        self._coverage = Coverage(fonts)
        self._shaper = Shaper(fonts)
        self._plain = PlainComposer(self._shaper, self._scripts, self._coverage, rows)
        self._parts: Cache[_Part, _Made] = Cache(_PARTS)
        self._blanks: dict[tuple[FaceKey, str, int], Word] = {}

    def blank(self, face: FaceKey, says: str, aside: int = 0) -> Word:
        """A blank that takes no room: it stands left of where it is put, and `aside` more, in 1/1000 em."""
        known = self._blanks.get((face, says, aside))
        return known or self._blanks.setdefault((face, says, aside), blank(face, says, aside))

    def last_mark(self, word: Word) -> tuple[Word, Word] | None:
        """The word without the mark that ends it, and that mark."""
        return last_mark(self._fonts.font(word.face), word)

    def extent(self, face: FaceKey, code: Code) -> int:
        """How far a code moves the pen."""
        return extent(self._fonts.font(face), code)

    def compose(self, spans: tuple[Span, ...], style: Style) -> Plain | Mixed:
        """Raises FontMissing, GlyphMissing."""
        plain = self._plain.compose(spans, style)
        return plain if plain is not None else self._mixed(cut(spans, style, self._rows(style.language)))

    def _mixed(self, whole: Cut) -> Mixed:
        fallbacks: dict[tuple[str, str], None] = {}
        bits: list[tuple[int, Bit]] = []
        sizes: dict[str, float] = {}
        for start, end, span in whole.parts():
            size = sizes.get(span.language)
            if size is None:
                size = whole.style.size * (whole.row.size if self._rows(span.language).script == whole.row.script else 1.0)
                sizes[span.language] = size
            text, inside = whole.text[start:end].rstrip(FORCED), whole.breaks_between(start, end)
            value = span.text if span.opaque else ""
            key = _Part(
                text, span.language, span.weight, value, size, whole.levels[start], whole.rtl,
                tuple([at - start for at in inside]) if inside else (), *whole.context(start, end)
            )  # fmt: skip
            made = self._parts.get(key) or self._parts.put(key, self._made(key))
            bits += [(start + at, bit) for at, bit in made.bits]
            if made.fallbacks:
                fallbacks |= dict.fromkeys(made.fallbacks)
        return Mixed(tuple(_glued(_units(whole, bits), whole)), tuple(fallbacks))

    def _made(self, part: _Part) -> _Made:
        """A part, shaped."""
        own = self._rows(part.language)
        turned = part.level % 2 == 1 and not ALONE.match(part.text)
        bits: list[tuple[int, Bit]] = []
        fallbacks: list[tuple[str, str]] = []
        for item in self._items(part, own) if part.text else ():
            if item.face.face != own.faces[0]:
                fallbacks.append((part.text[item.start : item.end].strip(SPACES), item.face.face))
            bits += self._bits(part, item, Look(item.face, part.size, part.language, part.level, turned), own)
        return _Made(tuple(bits), tuple(fallbacks))

    def _items(self, part: _Part, own: Language) -> list[Item]:
        """Runs of one face and script; an opaque span is set in one face where one has all of it."""
        faces = self._coverage.faces(part.text, own.faces, part.weight, part.language)
        if part.value:
            whole = self._coverage.faces(part.value, own.faces, part.weight, part.language)
            faces = [(0, len(part.text), whole[0][2])] if len(whole) == 1 else faces
        default = SCRIPTS.get(own.script, own.script)
        return [
            Item(start + first, start + last, face, script)
            for start, end, face in faces
            for first, last, script in self._scripts.runs(part.text[start:end], default)
        ]

    def _bits(self, part: _Part, item: Item, look: Look, own: Language) -> list[tuple[int, Bit]]:
        """An item, in one bit a piece; with where each begins."""
        places = (item.start, *[at for at in part.breaks if item.start < at < item.end], item.end)
        steps: list[tuple[int, ...]] = [places] if own.script not in PIECEWISE else list(pairwise(places))
        found: list[tuple[int, Bit]] = []
        for marks in steps:
            first, last = marks[0], marks[-1]
            around, at = (part.around or part.text, part.at + first) if item.script in JOINING else ("", 0)
            if len(around) == last - first:
                around, at = "", 0
            cuts = tuple([mark - first for mark in marks[1:-1]])
            request = Request(part.text[first:last], item.script, own.shape, part.level % 2 == 1, around, at, cuts)
            for word, (left, right) in zip(self._shaper.words(look.face, request), pairwise(marks), strict=True):
                ending = None
                if word.space and part.level != int(part.rtl):
                    ending = partial(self._without_space, look.face, request, left - first, right - first)
                found.append((left, Bit(word, look, ending)))
        return found

    def _without_space(self, face: FaceKey, request: Request, start: int, end: int) -> Word | None:
        """What stands instead at a line's end, where white space goes to the paragraph's own level (rule L1); None for nothing."""
        text = request.text[start:end].rstrip(SPACES)
        if not text:
            return None
        context, at = (request.context, request.at + start) if request.context else ("", 0)
        return self._shaper.words(face, request._replace(text=text, context=context, at=at, cuts=()))[0]


def _units(whole: Cut, bits: list[tuple[int, Bit]]) -> list[Unit]:
    """The bits, a unit between two breaks."""
    units: list[Unit] = []
    at = start = 0
    for end in whole.breaks:
        held = []
        while at < len(bits) and bits[at][0] < end:
            held.append(bits[at][1])
            at += 1
        text = whole.text[start:end]
        bare = text.rstrip(FORCED)
        units.append(_unit(tuple(held), bare, forced=len(bare) < len(text)))
        start = end
    return units


def _unit(bits: tuple[Bit, ...], text: str, *, forced: bool = False, parts: tuple[Unit, ...] = ()) -> Unit:
    """A unit and its widths."""
    full = sum([bit.word.advance * bit.look.size for bit in bits]) / EM
    space = 0.0
    for bit in reversed(bits):
        space += bit.word.space * bit.look.size / EM
        if bit.word.space < bit.word.advance:
            break
    return Unit(bits, text, full - space, full, forced, parts)


def _glued(units: list[Unit], whole: Cut) -> list[Unit]:
    """Units with those of one number, address or code joined: a line ends inside only where the whole is wider than a line."""
    codes = whole.codes()
    if not codes:
        return units
    found: list[Unit] = []
    held: list[Unit] = []
    for one, end in zip(units, whole.breaks, strict=True):
        held.append(one)
        if not one.forced and any(start < end < stop for start, stop in codes):
            continue
        found.append(_joined(held))
        held = []
    return [*found, _joined(held)] if held else found


def _joined(units: list[Unit]) -> Unit:
    if len(units) == 1:
        return units[0]
    bits = tuple([bit for one in units for bit in one.bits])
    return _unit(bits, "".join([one.text for one in units]), forced=units[-1].forced, parts=tuple(units))
