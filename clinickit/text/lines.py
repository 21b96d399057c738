"""Units of a paragraph and a width in, lines out: greedy breaking, rules L1 and L2 of UAX #9 a line, runs joined. Called by `typesetter`.

A unit is what stands between two places where a line may end. White space at a line's end is not counted in its width. It stays in a
left-to-right line, so that a reader of the file's own order finds the space between two words; in a right-to-left line it is left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

from clinickit.text.bidi import visual_order
from clinickit.text.breaks import SPACES
from clinickit.text.fonts import EM
from clinickit.text.runs import Code, FaceKey, Line, LineRun, Word
from clinickit.text.shape import LRM, PAIRS, RLM, closed, is_mark, is_rtl

SLACK = 0.001
"""Points by which a line may pass its width: what rounding makes of a width that was measured."""


class Look(NamedTuple):
    """What words share in one run. `language` is the BCP 47 tag, `level` the embedding level; `turned`: the run's codes stand from
    the last character to the first."""

    face: FaceKey
    size: float
    language: str
    level: int
    turned: bool


class Bit(NamedTuple):
    """A word and its look; `ending` makes the words to use instead where a line ends with it (None: as it is)."""

    word: Word
    look: Look
    ending: Callable[[], Word | None] | None = None


class Seams(Protocol):
    """What a line needs of shaped words at the left end of a right-to-left run; see `shape`."""

    def blank(self, face: FaceKey, says: str) -> Word:
        """A blank that takes no room: it stands left of where it is put."""

    def last_mark(self, word: Word) -> tuple[Word, Word] | None:
        """The word without the mark that ends it, and that mark."""


class Unit(NamedTuple):
    """Bits in logical order. `width` is without the white space at the end, `full` with it, in points. `forced`: the line ends here.
    `parts` are smaller units, for where the whole is wider than a line."""

    bits: tuple[Bit, ...]
    text: str
    width: float
    full: float
    forced: bool = False
    parts: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """A left-to-right paragraph whose words are all of one size: a line may end after each, but not before one whose number is in `glued`.
    `forced` are the numbers of words after which a line ends; `stretches` the looks, each with the number of the word it ends before."""

    words: tuple[Word, ...]
    texts: tuple[str, ...]
    forced: frozenset[int]
    stretches: tuple[tuple[int, Look], ...]
    glued: frozenset[int] = frozenset()
    fallbacks: tuple[tuple[str, str], ...] = ()


def plain_lines(plain: Plain, width: float) -> list[Line]:
    """Lines of a plain paragraph; widths are counted in 1/1000 em."""
    words = plain.words
    if not words:
        return []
    limit = (width + SLACK) * EM / plain.stretches[0][1].size
    ends = [0, *accumulate([word.advance for word in words])]
    stops = [*sorted(at + 1 for at in plain.forced), len(words)] if plain.forced else [len(words)]
    lines: list[Line] = []
    start = 0
    for stop in stops:
        while start < stop:
            end = bisect_right(ends, ends[start] + limit, start, stop + 1) - 1
            if end < stop and ends[end + 1] - words[end].space - ends[start] <= limit:
                end += 1
            if plain.glued or end == start:
                end = _allowed(plain.glued, start, end, stop)
            lines.append(_plain_line(plain, start, end, ends[end] - ends[start]))
            start = end
    return lines


def _allowed(glued: frozenset[int], start: int, end: int, stop: int) -> int:
    """The last place up to `end` where a line that starts at `start` may end, else the first after it."""
    back = end
    while back > start and back in glued:
        back -= 1
    if back > start:
        return back
    end = max(end, start + 1)
    while end < stop and end in glued:
        end += 1
    return end


def _plain_line(plain: Plain, start: int, end: int, used: int) -> Line:
    stretches = plain.stretches
    size = stretches[0][1].size
    held = plain.words[start:end]
    space = held[-1].space
    last = closed(held[-1])
    if last is not None:
        held = (*held[:-1], last)
    if len(stretches) == 1:
        look = stretches[0][1]
        runs: tuple[LineRun, ...] = (LineRun(0.0, used * size / EM, size, look.face, False, look.language, held),)
    else:
        runs = tuple(_stretched(held, start, stretches, size))
    return Line(runs, (used - space) * size / EM, "".join(plain.texts[start:end]))


def _stretched(held: tuple[Word, ...], start: int, stretches: tuple[tuple[int, Look], ...], size: float) -> Iterator[LineRun]:
    """A run a look, from the words of a line that starts with word number `start`."""
    at = x = 0
    for stop, look in stretches:
        part = held[at : max(at, stop - start)]
        if part:
            wide = sum([word.advance for word in part])
            yield LineRun(x * size / EM, wide * size / EM, size, look.face, False, look.language, part)
            at, x = at + len(part), x + wide


def mixed_lines(units: Sequence[Unit], rtl: bool, width: float, seams: Seams) -> list[Line]:
    """Lines of any units."""
    lines: list[Line] = []
    line: list[Unit] = []
    used = 0.0
    for unit in _fitting(units, width):
        if line and used + unit.width > width + SLACK:
            lines.append(_mixed_line(line, rtl, seams))
            line, used = [], 0.0
        line.append(unit)
        used += unit.full
        if unit.forced:
            lines.append(_mixed_line(line, rtl, seams))
            line, used = [], 0.0
    if line:
        lines.append(_mixed_line(line, rtl, seams))
    return lines


def _fitting(units: Sequence[Unit], width: float) -> list[Unit]:
    """A unit that is wider than a line, in its parts."""
    found: list[Unit] = []
    for unit in units:
        found += unit.parts if unit.parts and unit.width > width + SLACK else (unit,)
    return found


def _mixed_line(line: Sequence[Unit], rtl: bool, seams: Seams) -> Line:
    bits = [bit for unit in line for bit in unit.bits]
    trailing = 0.0
    while bits:
        last = bits[-1]
        if last.ending is not None:
            bits.pop()
            word = last.ending()
            if word is None:
                continue
            bits.append(Bit(word, last.look))
        trailing = bits[-1].word.space * bits[-1].look.size / EM
        break
    _close(bits, rtl)
    text = "".join(unit.text for unit in line)
    runs, end = _runs(bits, seams, -trailing if rtl else 0.0)
    return Line(runs, end if rtl else end - trailing, text)


def _close(bits: list[Bit], rtl: bool) -> None:
    """A hyphen at the right end of the line gets a blank to its right, see `shape.closed`."""
    for at in range(len(bits)) if rtl else range(len(bits) - 1, -1, -1):
        word, look, _ = bits[at]
        last = closed(word)
        if last is not None:
            bits[at] = Bit(last, look)
        if word.space < word.advance:
            return


def _runs(bits: Sequence[Bit], seams: Seams, x: float) -> tuple[tuple[LineRun, ...], float]:
    """Runs in logical order, from `x` on, and how far they reach."""
    groups: list[list[Bit]] = []
    for bit in bits:
        if groups and groups[-1][0].look == bit.look:
            groups[-1].append(bit)
        else:
            groups.append([bit])
    order = visual_order([group[0].look.level for group in groups])
    widths = [sum(bit.word.advance for bit in group) * group[0].look.size / EM for group in groups]
    places = [0.0] * len(groups)
    for at in order:
        places[at] = x
        x += widths[at]
    rank = {at: place for place, at in enumerate(order)}
    runs = []
    for at, group in enumerate(groups):
        look, words = group[0].look, [bit.word for bit in group]
        last = rank[at] == len(groups) - 1
        if look.turned:
            runs += _turned(words[::-1], places[at], widths[at], look, last, seams)
            continue
        runs.append(LineRun(places[at], widths[at], look.size, look.face, False, look.language, _edged(words, look, last, seams)))
    return tuple(runs), x


def _edged(words: list[Word], look: Look, last: bool, seams: Seams) -> tuple[Word, ...]:
    """The words of a run that is written from left to right inside a line that also holds right-to-left text."""
    if look.level == 0:
        return tuple(words)
    says = words[-1].codes[-1].says if words[-1].codes else ""
    left, right = seams.blank(look.face, LRM), seams.blank(look.face, RLM)
    if look.level % 2 == 1:
        return (right, *words, left, right) if says in PAIRS else (right, *words, right)
    if not last and not (says.isalpha() or says.isdigit()):
        return (*words, left)
    return tuple(words)


def _turned(words: list[Word], x: float, width: float, look: Look, last: bool, seams: Seams) -> list[LineRun]:
    """A right-to-left run of words from left to right, and the mark that ends it, if any, as a run of its own. `last`: nothing stands
    right of it."""
    mark = seams.last_mark(words[0])
    if mark is None:
        return [_turned_run(words, x, width, look, last, seams)]
    tail = mark[1].advance * look.size / EM
    return [
        _turned_run([mark[0], *words[1:]], x + tail, width - tail, look, last, seams),
        LineRun(x, tail, look.size, look.face, True, look.language, (seams.blank(look.face, RLM), mark[1])),
    ]


def _turned_run(words: list[Word], x: float, width: float, look: Look, last: bool, seams: Seams) -> LineRun:
    if words and not _is_letter(words[0].codes[:1]):
        words = [seams.blank(look.face, RLM), *words]
    if not last and not _is_letter([code for word in words for code in word.codes if code.says not in SPACES][-1:]):
        words = [*words, seams.blank(look.face, RLM)]
    return LineRun(x, width, look.size, look.face, True, look.language, tuple(words))


def _is_letter(codes: Sequence[Code]) -> bool:
    """Whether the leftmost character is a right-to-left letter; if it is not, MuPDF gives it to the run before, or the line before."""
    return bool(codes) and (is_rtl(codes[0].says) or is_mark(codes[0].says))
