"""Spans in, shaped units out: levels, breaks, faces, words. Called by `typesetter`; `lines` does the rest.

The short way is `plain`; this is the long one, for every paragraph that the short way does not take. Both give the same words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from clinickit.languages import Language
from clinickit.text import bidi
from clinickit.text.breaks import FORCED, SPACES, pieces
from clinickit.text.fonts import EM, FontSet
from clinickit.text.items import JOINING, PIECEWISE, SCRIPTS, Coverage, Scripts
from clinickit.text.lines import Plain, Unit
from clinickit.text.ordering import Bit, Look
from clinickit.text.plain import PlainComposer, Shaper
from clinickit.text.runs import Direction, FaceKey, Span, Style, Word
from clinickit.text.shape import Request, blank, last_mark, stands_alone

_CHUNK = re.compile(f"[^{SPACES}{FORCED}]*[{SPACES}{FORCED}]*")


@dataclass(frozen=True, slots=True)
class Mixed:
    """Units of any looks."""

    units: tuple[Unit, ...]
    fallbacks: tuple[tuple[str, str], ...] = ()


class Composer:
    """Makes units of spans. Holds the cache of words."""

    def __init__(self, fonts: FontSet, rows: Callable[[str], Language]) -> None:
        self._fonts = fonts
        self._rows = rows
        self._scripts = Scripts()
        self._coverage = Coverage(fonts)
        self._shaper = Shaper(fonts)
        self._plain = PlainComposer(self._shaper, self._scripts, self._coverage, rows)
        self._blanks: dict[tuple[FaceKey, str], Word] = {}

    def blank(self, face: FaceKey, says: str) -> Word:
        """A blank that takes no room: it stands left of where it is put."""
        known = self._blanks.get((face, says))
        return known or self._blanks.setdefault((face, says), blank(face, says))

    def last_mark(self, word: Word) -> tuple[Word, Word] | None:
        """The word without the mark that ends it, and that mark."""
        return last_mark(self._fonts.font(word.face), word)

    def compose(self, spans: tuple[Span, ...], style: Style) -> Plain | Mixed:
        """Raises FontMissing, GlyphMissing."""
        plain = self._plain.compose(spans, style)
        return plain if plain is not None else self._mixed(spans, style)

    def _mixed(self, spans: tuple[Span, ...], style: Style) -> Mixed:
        text = "".join(span.text for span in spans)
        rtl = style.direction is Direction.RTL
        row = self._rows(style.language)
        edges = [0]
        for span in spans:
            edges.append(edges[-1] + len(span.text))
        opaque = [(start, end) for span, (start, end) in zip(spans, pairwise(edges), strict=True) if span.opaque and end > start]
        levels = bidi.levels(text, rtl, opaque) if rtl or bidi.has_rtl(text) else [0] * len(text)
        breaks, at = [], 0
        for piece in pieces(text, row.breaks):
            at += len(piece)
            breaks.append(at)
        pieces_of = _Paragraph(text, spans, edges, levels, breaks, row, style, rtl)
        fallbacks: dict[tuple[str, str], None] = {}
        bits = self._bits(pieces_of, fallbacks)
        units = _units(pieces_of, bits)
        return Mixed(tuple(_glued(units, pieces_of)), tuple(fallbacks))

    def _bits(self, paragraph: _Paragraph, fallbacks: dict[tuple[str, str], None]) -> list[tuple[int, int, Bit]]:
        """(start, end, bit), in logical order; no bit reaches over a break."""
        found: list[tuple[int, int, Bit]] = []
        for start, end, span in paragraph.parts():
            if not paragraph.text[start:end].strip(FORCED):
                continue
            whole = span.text if span.opaque else paragraph.text[start:end]
            own, level = self._rows(span.language), paragraph.levels[start]
            row = paragraph.row
            size = paragraph.style.size * (row.size if own.script == row.script else 1.0)
            for face_start, face_end, face in self._faces(whole, span, own, paragraph.text[start:end]):
                if face.face != own.faces[0]:
                    fallbacks[paragraph.text[start + face_start : start + face_end].strip(), face.face] = None
                default = SCRIPTS.get(own.script, own.script)
                for run_start, run_end, script in self._scripts.runs(paragraph.text[start + face_start : start + face_end], default):
                    at = start + face_start
                    look = Look(face, size, span.language, level, level % 2 == 1 and not stands_alone(paragraph.text[start]))
                    found += self._run(paragraph, at + run_start, at + run_end, look, script, own)
        return found

    def _faces(self, whole: str, span: Span, own: Language, text: str) -> list[tuple[int, int, FaceKey]]:
        if whole != text:
            found = self._coverage.faces(whole, own.faces, span.weight, span.language)
            if len(found) == 1:
                return [(0, len(text), found[0][2])]
        return self._coverage.faces(text, own.faces, span.weight, span.language)

    def _run(self, paragraph: _Paragraph, start: int, end: int, look: Look, script: str, own: Language) -> list[tuple[int, int, Bit]]:
        """A run of one look and script inside a word, in one bit a piece."""
        places = (start, *paragraph.breaks_between(start, end), end)
        steps: list[tuple[int, int, tuple[int, ...]]] = [(start, end, places)]
        if own.script in PIECEWISE:
            steps = [(one, two, (one, two)) for one, two in pairwise(places)]
        found: list[tuple[int, int, Bit]] = []
        for one, two, marks in steps:
            request = self._request(paragraph, one, two, look, script, own, tuple(cut - one for cut in marks[1:-1]))
            for word, (left, right) in zip(self._shaper.words(look.face, request), pairwise(marks), strict=True):
                found.append((left, right, Bit(word, look, self._ending(paragraph, request, word, look, left - one, right - one))))
        return found

    def _request(
        self, paragraph: _Paragraph, start: int, end: int, look: Look, script: str, own: Language, cuts: tuple[int, ...]
    ) -> Request:
        text, right = paragraph.text, look.level % 2 == 1
        shown = text[start:end]
        bare = shown.rstrip(FORCED)
        if len(bare) < len(shown):
            shown = bare
        if script in JOINING:
            left = start
            while left > 0 and text[left - 1] not in SPACES and text[left - 1] not in FORCED and start - left < 8:
                left -= 1
            over = end
            while over < len(text) and text[over] not in SPACES and text[over] not in FORCED and over - end < 8:
                over += 1
            if left < start or over > end:
                return Request(shown, script, own.shape, right, text[left:over].rstrip(FORCED), start - left, cuts)
        return Request(shown, script, own.shape, right, "", 0, cuts)

    def _ending(self, paragraph: _Paragraph, request: Request, word: Word, look: Look, start: int, end: int) -> partial[Word | None] | None:
        """What stands instead at a line's end, where white space goes to the paragraph's own level (rule L1): nothing changes in words
        of that level, the others lose it."""
        if not word.space or look.level == int(paragraph.rtl):
            return None
        return partial(self._without_space, look.face, request, start, end)

    def _without_space(self, face: FaceKey, request: Request, start: int, end: int) -> Word | None:
        text = request.text[start:end].rstrip(SPACES)
        if not text:
            return None
        context, at = (request.context, request.at + start) if request.context else ("", 0)
        return self._shaper.words(face, request._replace(text=text, context=context, at=at, cuts=()))[0]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What is known of a whole paragraph; places are counted in characters of `text`. `breaks` are ends of pieces."""

    text: str
    spans: tuple[Span, ...]
    edges: list[int]
    levels: list[int]
    breaks: list[int]
    row: Language
    style: Style
    rtl: bool

    def parts(self) -> list[tuple[int, int, Span]]:
        """(start, end, span) of one word, span and level each."""
        found: list[tuple[int, int, Span]] = []
        for span, (left, right) in zip(self.spans, pairwise(self.edges), strict=True):
            for match in _CHUNK.finditer(self.text, left, right):
                start = match.start()
                for at in range(start + 1, match.end() + 1):
                    if at == match.end() or self.levels[at] != self.levels[start] or self._stands_alone(at):
                        found.append((start, at, span))
                        start = at
        return found

    def _stands_alone(self, at: int) -> bool:
        """Whether a sign stands on either side of a place in right-to-left text."""
        return self.levels[at] % 2 == 1 and (stands_alone(self.text[at]) or stands_alone(self.text[at - 1]))

    def breaks_between(self, start: int, end: int) -> list[int]:
        return [at for at in self.breaks if start < at < end]


def _units(paragraph: _Paragraph, bits: list[tuple[int, int, Bit]]) -> list[Unit]:
    """The bits, a unit between two breaks."""
    units: list[Unit] = []
    at = start = 0
    for end in paragraph.breaks:
        held = []
        while at < len(bits) and bits[at][0] < end:
            held.append(bits[at][2])
            at += 1
        text = paragraph.text[start:end]
        bare = text.rstrip(FORCED)
        units.append(unit(tuple(held), bare, forced=len(bare) < len(text)))
        start = end
    return units


def unit(bits: tuple[Bit, ...], text: str, *, forced: bool = False, parts: tuple[Unit, ...] = ()) -> Unit:
    """A unit and its widths."""
    full = sum(bit.word.advance * bit.look.size for bit in bits) / EM
    space = 0.0
    for bit in reversed(bits):
        space += bit.word.space * bit.look.size / EM
        if bit.word.space < bit.word.advance:
            break
    return Unit(bits, text, full - space, full, forced, parts)


def _glued(units: list[Unit], paragraph: _Paragraph) -> list[Unit]:
    """Units with those of one number, address or code joined: a line ends inside only where the whole is wider than a line."""
    codes = [
        (start, end)
        for span, (start, end) in zip(paragraph.spans, pairwise(paragraph.edges), strict=True)
        if span.opaque and bidi.is_code(span.text)
    ]
    if not codes:
        return units
    found: list[Unit] = []
    held: list[Unit] = []
    for one, end in zip(units, paragraph.breaks, strict=True):
        held.append(one)
        if not one.forced and any(start < end < stop for start, stop in codes):
            continue
        found.append(_joined(held))
        held = []
    return [*found, _joined(held)] if held else found


def _joined(units: list[Unit]) -> Unit:
    if len(units) == 1:
        return units[0]
    bits = tuple(bit for part in units for bit in part.bits)
    return unit(bits, "".join(part.text for part in units), forced=units[-1].forced, parts=tuple(units))
