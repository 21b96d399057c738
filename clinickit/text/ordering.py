"""The bits of one line in, its runs out: rule L2 of UAX #9, and what readers need so that they give back what was written.
Called by `lines`.

Runs are written in logical order, each at its own place; a right-to-left run from its last character to its first. MuPDF reads runs as
they come, poppler sorts by place, PDFium and pdf.js sort for themselves, and each guesses directions from the letters. Where a line has
right-to-left letters, blanks that take no room (U+200E, U+200F, see `shape.blank`) keep them from guessing wrong:

- a right-to-left run that does not begin or end with a letter has U+200F there: at its left end, or MuPDF gives a full stop to the number
  before it and a mark to the line before; at its right end, or poppler and PDFium give it to the number or name beside it;
- signs of class ES and ET stand alone between two U+200F (`cutting.ALONE`);
- quotation marks and brackets stand alone, with U+200E to their right, or PDFium mirrors them; U+200F beside it keeps the line right to
  left for PDFium, which counts, and U+200E outside keeps MuPDF on the line;
- a left-to-right run of a left-to-right paragraph that follows right-to-left letters and does not begin with a letter or digit has U+200E
  at its left end, or MuPDF gives its comma to the run before;
- a left-to-right run that does not end with a letter or digit ("10%") has U+200E at its right end;
- the mark that ends a right-to-left run is a run of its own: pdf.js gives a mark that is the first thing of a show operator to the line
  before. Where less than two ems stand before it and no space after, U+200F left of them and both blanks on both sides of the mark keep
  MuPDF from putting it before its word (in a longer run they would make poppler break the line).

All of it was tried on every combination, against poppler, PDFium, MuPDF and pdf.js; `tests/text/test_readers.py` holds the cases. What is
left is PDFium's: it turns round the words of a phrase of the other direction ("Green Valley" in an Arabic line)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from clinickit.text.bidi import visual_order
from clinickit.text.breaks import SPACES
from clinickit.text.fonts import EM
from clinickit.text.runs import Code, FaceKey, LineRun, Word
from clinickit.text.shape import LRM, PAIRS, RLM, is_mark, is_rtl


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

    def blank(self, face: FaceKey, says: str, aside: int = 0) -> Word:
        """A blank that takes no room: it stands left of where it is put, and `aside` more, in 1/1000 em."""

    def last_mark(self, word: Word) -> tuple[Word, Word] | None:
        """The word without the mark that ends it, and that mark."""


ASIDE = 2
"""1/1000 em by which the blanks right of a sign stand left of the blank that begins the next run: at one place, poppler would take either
for the first, as rounding has it, and break the line."""

_SHORT = 2.0
"""Ems of a run that MuPDF takes for one with the mark after it."""


class _Place(NamedTuple):
    """Where a run stands: `x` and `width` in points; whether it is the line's leftmost or rightmost (or the line has one direction)."""

    x: float
    width: float
    first: bool
    last: bool


def runs_of(bits: Sequence[Bit], seams: Seams, x: float) -> tuple[tuple[LineRun, ...], float]:
    """Runs in logical order, placed from `x` on, and how far they reach."""
    groups: list[list[Bit]] = []
    for bit in bits:
        if groups and groups[-1][0].look == bit.look:
            groups[-1].append(bit)
        else:
            groups.append([bit])
    places: dict[int, _Place] = {}
    levels = [group[0].look.level for group in groups]
    one_way = not any(levels)
    for rank, at in enumerate(visual_order(levels)):
        width = sum([bit.word.advance for bit in groups[at]]) * groups[at][0].look.size / EM
        places[at] = _Place(x, width, one_way or rank == 0, one_way or rank == len(groups) - 1)
        x += width
    runs: list[LineRun] = []
    for at, group in enumerate(groups):
        look, words = group[0].look, [bit.word for bit in group]
        if look.turned:
            runs += _turned(words[::-1], look, places[at], seams)
        else:
            runs.append(_run(_straight(words, look, places[at], seams), look, places[at]))
    return tuple(runs), x


def _run(words: Sequence[Word], look: Look, place: _Place) -> LineRun:
    return LineRun(place.x, place.width, look.size, look.face, look.turned, look.language, tuple(words))


def _straight(words: list[Word], look: Look, place: _Place, seams: Seams) -> Sequence[Word]:
    """A run that is written from left to right."""
    if place.first and place.last:
        return words
    left, right = seams.blank(look.face, LRM), seams.blank(look.face, RLM)
    codes = [code.says for word in (words[0], words[-1]) for code in word.codes]
    if look.level % 2 == 1:
        if codes[-1] not in PAIRS:
            return (right, *words, right)
        ends = seams.blank(look.face, LRM, ASIDE), seams.blank(look.face, RLM, ASIDE)
        return (left, right, *words, ends[0], ends[1], ends[0])
    if look.level == 0:
        seen = next((says for says in codes if says not in SPACES), "")
        return words if place.first or seen.isalnum() else (left, *words)
    return words if place.last or codes[-1].isalnum() else (*words, left)


def _turned(words: list[Word], look: Look, place: _Place, seams: Seams) -> list[LineRun]:
    """A right-to-left run, words from left to right; and the mark that ends it, if any, as a run of its own."""
    mark = seams.last_mark(words[0])
    if mark is None:
        return [_run(_bounded(words, look, place, seams), look, place)]
    tail = mark[1].advance * look.size / EM
    rest = place._replace(x=place.x + tail, width=place.width - tail)
    before = _bounded([mark[0], *words[1:]], look, rest, seams)
    left, right = seams.blank(look.face, LRM), seams.blank(look.face, RLM)
    alone = [right, mark[1]]
    if rest.width < _SHORT * look.size and not mark[1].space:
        before, alone = [right, *before], [left, right, mark[1], right, left]
    return [_run(before, look, rest), _run(alone, look, place._replace(width=tail))]


def _bounded(words: list[Word], look: Look, place: _Place, seams: Seams) -> list[Word]:
    """A blank where the run does not begin or end with a letter."""
    bound = seams.blank(look.face, RLM)
    if not _is_letter(words[0].codes[:1]):
        words = [bound, *words]
    if not place.last and not _is_letter([code for word in words for code in word.codes if code.says not in SPACES][-1:]):
        words = [*words, bound]
    return words


def _is_letter(codes: Sequence[Code]) -> bool:
    return bool(codes) and (is_rtl(codes[0].says) or is_mark(codes[0].says))
