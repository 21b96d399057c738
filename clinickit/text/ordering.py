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

- signs that follow one another ("…”") are a run each, or they would be drawn from left to right;
- PDFium turns round the order of the words of a phrase of the other direction ("IPT-A", "Green Valley", an Arabic name in English): such a
  phrase is written in one run a segment (`directions`), and all but the first begin at the phrase's left edge, each `LEAD` further, so that
  the places where they begin are in the order that PDFium turns round; then the pen goes to where the run is drawn. A run that begins with
  white space begins with that, any other with U+200B, which pdf.js passes over; one that says the same as an earlier one has one blank
  more, or PDFium drops it;
- U+200B and U+200F (in left-to-right lines U+200E), so often that PDFium takes the line for one of its own direction (`_vote`), stand at
  the right end of its last run: else "العشاء؟”" comes back with the mark mirrored, and "CBT؟" the wrong way round.

All of it was tried on every combination, against poppler, PDFium, MuPDF and pdf.js; `tests/text/test_readers.py` and
`tests/readback/test_lines.py` hold the cases. What is left: PDFium turns round an Arabic phrase with vowel marks in a left-to-right line
(in pieces, MuPDF and pdf.js would lose its marks); poppler misreads an Arabic phrase with a number in such a line, and a line with more
Latin than Arabic letters where nothing else is on the page; MuPDF shows a line end before each piece of a phrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from clinickit.text.bidi import visual_order
from clinickit.text.breaks import SPACES
from clinickit.text.directions import Said, misjudged, pieces
from clinickit.text.fonts import EM
from clinickit.text.runs import Blank, Code, FaceKey, LineRun, Word
from clinickit.text.shape import LRM, MARK, PAIRS, RLM, ZWSP, is_mark, is_rtl


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

    def extent(self, face: FaceKey, code: Code) -> int:
        """How far a code moves the pen."""


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


LEAD, STEP, MOST = 2, MARK, 12
"""1/1000 em between the places where two pieces of a phrase begin, and between two votes; how many votes at most."""


def runs_of(bits: Sequence[Bit], rtl: bool, seams: Seams, x: float) -> tuple[tuple[LineRun, ...], float]:
    """Runs in logical order, placed from `x` on, and how far they reach; `rtl` is the paragraph's direction."""
    groups: list[list[Bit]] = []
    for bit in bits:
        if groups and groups[-1][0].look == bit.look and (bit.look.turned or bit.look.level % 2 == 0):
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
    if one_way:
        return tuple([_run([bit.word for bit in group], group[0].look, places[at]) for at, group in enumerate(groups)]), x
    ways = {level % 2 for level, group in zip(levels, groups, strict=True) if not _spaces(group)}
    mixed = len(ways) == 2
    runs: list[LineRun] = []
    for other, numbers in groupby(range(len(groups)), key=lambda at: mixed and levels[at] > rtl):
        held = [(groups[at], places[at]) for at in numbers]
        runs += (other and _phrase(held, rtl, seams)) or [run for one in held for run in _group(*one, ways, seams)]
    if mixed or (ways == {1} and not all(run.rtl for run in runs)):
        _vote(runs, rtl if mixed else True, seams)
    return tuple(runs), x


def _spaces(group: Sequence[Bit]) -> bool:
    """Whether a group is white space alone."""
    return all(bit.word.space == bit.word.advance for bit in group)


def _group(group: Sequence[Bit], place: _Place, ways: set[int], seams: Seams) -> list[LineRun]:
    """The runs of a group; `ways` are the directions of all that the line says (white space of another needs no blank)."""
    look, words = group[0].look, [bit.word for bit in group]
    if look.level % 2 not in ways:
        return [_run(words, look, place)]
    if look.turned:
        return _turned(words[::-1], look, place, seams)
    return [_run(_straight(words, look, place, seams), look, place)]


def _phrase(held: Sequence[tuple[Sequence[Bit], _Place]], rtl: bool, seams: Seams) -> list[LineRun]:
    """A phrase of the other direction, in one run a segment; none where it is one segment, or has marks."""
    found: list[LineRun] = []
    for group, place in held:
        look, words = group[0].look, [bit.word for bit in group]
        run = _run(words[::-1], look, place) if look.turned else _run(_straight(words, look, place, seams), look, place)
        codes = [code for word in run.words for code in word.codes]
        if look.turned and any(is_mark(code.says) for code in codes):
            return []
        made, x = [], place.x
        for start, end in pieces(codes):
            word = Word(run.face, tuple(codes[start:end]), sum([seams.extent(run.face, code) for code in codes[start:end]]))
            width = word.advance * run.size / EM
            made.append(run._replace(x=x, width=width, words=(word,)))
            x += width
        found += made[::-1] if look.turned else made
    if len(found) < 2:
        return []
    edge = min([run.x for run in found])
    said = ["".join([code.says for code in run.words[0].codes]) for run in found]
    return [
        _led(run, edge + (-at if rtl else at) * LEAD * run.size / EM, said[: at + 1].count(said[at])) if at or not rtl else run
        for at, run in enumerate(found)
    ]


def _led(run: LineRun, begin: float, times: int) -> LineRun:
    """A run that begins at another place, with its own white space or with a blank. `times`: of as many runs of the phrase it says the
    same; PDFium would drop it."""
    [word] = run.words
    away = round((run.x - begin) * EM / run.size)
    first, *rest = word.codes
    if first.says in SPACES and times == 1:
        codes = (first._replace(after=first.after + away), *rest)
    else:
        blank = Code(Blank(MARK), ZWSP, 0, -MARK)
        codes = (*[blank] * (times - 1), blank._replace(after=away - MARK), first, *rest)
    x = run.x - away * run.size / EM
    return run._replace(x=x, width=run.x + run.width - x, words=(Word(word.face, codes, word.advance + away),))


def _vote(runs: list[LineRun], rtl: bool, seams: Seams) -> None:
    """Blanks at the right end of the last run of the line's own direction, until PDFium takes the line for one of that direction."""
    own = [at for at, run in enumerate(runs) if run.rtl is rtl]
    at = own[-1] if own else len(runs) - 1
    run, says, votes = runs[at], RLM if rtl else LRM, list[Word]()
    for step in range(1, MOST + 1):
        in_places = sorted(runs, key=lambda one: one.x)
        if not misjudged([_said(one, seams) for one in in_places], rtl):
            return
        votes = [seams.blank(run.face, ZWSP, STEP * step), seams.blank(run.face, says, STEP * step), *votes]
        words = (*run.words, *votes) if own else (*run.words[:-1], *votes, run.words[-1])
        runs[at] = run._replace(words=words)


def _said(run: LineRun, seams: Seams) -> list[Said]:
    """Where each code of a run begins, and what it says."""
    x = run.x * EM / run.size
    found = []
    for code in [code for word in run.words for code in word.codes]:
        found.append((x + code.before, code.says))
        x += seams.extent(run.face, code)
    return found


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
