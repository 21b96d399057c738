"""Units of a paragraph and a width in, lines out: greedy breaking, rules L1 and L2 of UAX #9 a line, runs joined. Called by `typesetter`.

A unit is what stands between two places where a line may end. White space at a line's end is not counted in its width. It stays in the
line where it is of the paragraph's own level, so that a reader of the file's own order finds the space between two words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from clinickit.text.fonts import EM
from clinickit.text.ordering import Bit, Look, Seams, runs_of
from clinickit.text.runs import Line, LineRun, Word
from clinickit.text.shape import PAIRS, closed, is_rtl

SLACK = 0.001
"""Points by which a line may pass its width: what rounding makes of a width that was measured."""


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


ALONE = 3
"""Characters of a script without spaces that a last line has at least: two alone look lost, and poppler puts them elsewhere."""


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
            left = stop - end
            if 0 < left < ALONE and end - start > 2 * ALONE and not any(word.space for word in words[end - ALONE : end]):
                end -= ALONE - left
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


SHORT = 5
"""Letters of a word that PDFium outvotes."""


def mixed_lines(units: Sequence[Unit], rtl: bool, width: float, seams: Seams) -> list[Line]:
    """Lines of any units."""
    lines: list[list[Unit]] = [[]]
    used = 0.0
    for unit in _fitting(units, width):
        if lines[-1] and used + unit.width > width + SLACK:
            lines.append([])
            used = 0.0
        lines[-1].append(unit)
        used += unit.full
        if unit.forced:
            lines.append([])
            used = 0.0
    if not lines[-1]:
        lines.pop()
    if rtl:
        _company(lines, width)
    else:
        _not_alone(lines)
    return [_mixed_line(line, rtl, seams) for line in lines]


def _not_alone(lines: list[list[Unit]]) -> None:
    """A last line of fewer than ALONE characters, where words stand without spaces, takes some from the line before."""
    for before, line in pairwise(lines):
        last = line is lines[-1] or line[-1].forced
        if not last or before[-1].forced or len(before) <= 2 * ALONE or any(unit.full > unit.width for unit in before[-ALONE:]):
            continue
        while sum(len(unit.text) for unit in line) < ALONE:
            line.insert(0, before.pop())


def _company(lines: list[list[Unit]], width: float) -> None:
    """A line that is one short word and a closing sign takes a word from the line before: alone, PDFium takes it for left-to-right and
    mirrors the sign."""
    for before, line in pairwise(lines):
        said = "".join(unit.text for unit in line).strip()
        if len(line) != 1 or len(before) < 3 or before[-1].forced or said[-1:] not in PAIRS or sum(map(is_rtl, said)) > SHORT:
            continue
        if before[-1].full + line[0].width <= width:
            line.insert(0, before.pop())


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
    runs, end = runs_of(bits, rtl, seams, -trailing if rtl else 0.0)
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
