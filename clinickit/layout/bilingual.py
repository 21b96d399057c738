"""The same handout in two languages. In: a handout and its words in each, and the form. Out: the body on its pages, with the tags of either
language. Called by `compose`.

Blocks and items of one id begin level with each other. COLUMNS: side by side, the reader's language on the start side. FACING: on pages
that lie side by side. STACKED (what columns become in large print): each block in the one, then in the other.

Each side is laid out by itself, in its own direction, as if its column were a page; what belongs together is made equally tall, so that
both sides break at the same places; then they are laid over each other. On each page everything of the first language is written before
anything of the second: so each reads through in order, and no reader of PDFs joins a line of the one to a line of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from clinickit.content.model import Copy, Handout, Reader, Role, Section
from clinickit.layout.assemble import Around, Placed, PlacedPage, place_body, shifted
from clinickit.layout.blocks.sources import sources
from clinickit.layout.body import SectionParts, joined, laid_opening, section_parts
from clinickit.layout.flow import Keep, Piece, Slab, moved
from clinickit.layout.head import Foot, Head, foot
from clinickit.layout.paginate import Paginator
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Kind, Tag
from clinickit.layout.theme import Theme

GUTTER = 22.0
NARROW_TITLE, NARROW_LEDE = 0.77, 0.9
"""Title and lede in a column, of their sizes on a whole page."""
TALLEST = 0.45
"""The part of a page that may stand together unbroken."""


class Form(StrEnum):
    COLUMNS = "columns"
    FACING = "facing"
    STACKED = "stacked"


class Side(NamedTuple):
    """One language: its handout and what sets it."""

    handout: Handout
    setter: Setter


@dataclass(frozen=True, slots=True)
class Pair:
    """A body in two languages on its pages; `opening` and `rest` are the first language's tags, `second` the other's."""

    placed: Placed
    opening: tuple[Tag, ...]
    foot: Foot
    rest: tuple[Tag, ...]
    second: tuple[Tag, ...]


def column_theme(look: Theme) -> Theme:
    """The theme of a column: a narrow page of its own, where nothing stands side by side."""
    half = (look.column - GUTTER) / 2
    title = replace(look.title, size=look.title.size * NARROW_TITLE, leading=look.title.leading * NARROW_TITLE)
    lede = replace(look.lede, size=look.lede.size * NARROW_LEDE, leading=look.lede.leading * NARROW_LEDE)
    return replace(look, width=half + 2 * look.margin, title=title, lede=lede, stacked=True)


def place_pair(first: Side, second: Side, form: Form, page: Setter, top: Head, copy: Copy) -> Pair:
    """Lay out both, and place them on pages. `page` sets what stands around them: the foot. All three setters share leaves and
    figures."""
    bottom, other = foot(page), foot(second.setter) if form is Form.FACING else None
    low = max(bottom.top, other.top if other else 0.0)
    later = max(bottom.later_top, other.later_top if other else 0.0)
    room = page.theme.height - page.theme.top - top.later_height - later
    for side in (first, second):
        side.setter.room = room
    openings = [laid_opening(side.setter, side.handout, _column(side.setter)) for side in (first, second)]
    sections = [[*_sections(side, copy)] for side in (first, second)]
    frame = _Frame(page, top, replace(bottom, top=low, later_top=later), other)
    slabs = [side.slabs for side in openings]
    if form is Form.STACKED:
        placed = frame.stacked(_stacked(*slabs), [_section_stacked(*pair) for pair in zip(*sections, strict=True)])
    else:
        opened = _level(slabs[0], slabs[1], room * TALLEST)
        made = [_section_level(one, two, room * TALLEST) for one, two in zip(*sections, strict=True)]
        placed = frame.facing(opened, made) if form is Form.FACING else frame.columns(opened, made)
    rest = [tuple(tag for part in side for tag in part.section) for side in sections]
    said = second.setter.wording.language
    whole = Tag(Kind.SECT, (*openings[1].tags, *rest[1]), said, second.setter.rtl)
    return Pair(placed, openings[0].tags, bottom, rest[0], (whole,))


_Both = tuple[tuple[Slab, ...], tuple[Slab, ...]]
"""The strips of either language."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around the two: head and feet; `other` is the foot of the pages in the second language, where it has any."""

    page: Setter
    top: Head
    bottom: Foot
    other: Foot | None

    def stacked(self, opened: tuple[Slab, ...], sections: list[tuple[Slab, ...]]) -> Placed:
        """One body, in which the two take turns."""
        return self._placed((*opened, *(slab for one in sections for slab in one)), self.bottom, len(opened))

    def columns(self, opened: _Both, sections: list[_Both]) -> Placed:
        """The second laid over the first, which stands on the page's start side."""
        look = self.page.theme
        other = (look.column - GUTTER) / 2 + GUTTER
        moves = (other, 0.0) if self.page.rtl else (0.0, other)
        feet = (replace(self.bottom, said=moved(self.bottom.said, 0.0, -moves[0])), _silent(self.bottom))
        both = [self._placed(_joined(opened, sections, side), feet[side], len(opened[side])) for side in (0, 1)]
        pages = []
        for one, two in zip(both[0].pages, both[1].pages, strict=True):
            a, b = shifted(one, moves[0]), shifted(two, moves[1])
            pages.append(PlacedPage((*a.before, *b.before), (*a.body, *b.body), one.after, (*a.links, *b.links), (*a.fields, *b.fields)))
        bounds = {
            leaf: (number, x0 + dx, y0, x1 + dx, y1)
            for side, dx in zip(both, moves, strict=True)
            for leaf, (number, x0, y0, x1, y1) in side.bounds.items()
        }
        return replace(both[0], pages=tuple(pages), bounds=bounds)

    def facing(self, opened: _Both, sections: list[_Both]) -> Placed:
        """The pages of the first and of the second by turns."""
        assert self.other is not None
        feet = (self.bottom, replace(self.other, said=(), tags=(), top=self.bottom.top, later_top=self.bottom.later_top))
        both = [self._placed(_joined(opened, sections, side), feet[side], len(opened[side]), (2, side)) for side in (0, 1)]
        pages = tuple(page for pair in zip(both[0].pages, both[1].pages, strict=True) for page in pair)
        return replace(both[0], pages=pages, bounds=both[0].bounds | both[1].bounds)

    def _placed(self, slabs: tuple[Slab, ...], bottom: Foot, opened: int, turns: tuple[int, int] = (1, 0)) -> Placed:
        """Strips on pages, below room for the head; the first of them are the opening."""
        head = (Slab(self.top.first.height, (), keep=Keep.HARD),) if self.top.first else ()
        upper = self.page.theme.height - self.page.theme.top
        sheets = Paginator((upper, upper - self.top.later_height), (bottom.top, bottom.later_top)).place((*head, *slabs))
        around = Around(self.page, bottom, len(head), len(head) + opened, turns[0], turns[1], silent=turns[1] > 0)
        return place_body(sheets, around)


def _silent(bottom: Foot) -> Foot:
    """A foot that is not there, as high."""
    return replace(bottom, said=(), tags=(), drawn=(), later=())


def _joined(opened: _Both, sections: list[_Both], side: int) -> tuple[Slab, ...]:
    return (*opened[side], *(slab for pair in sections for slab in pair[side]))


def _column(setter: Setter) -> Place:
    return Place(setter.theme.margin, setter.theme.column)


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of one side, or its list of sources, in parts; `section` are its tags."""

    parts: SectionParts
    section: tuple[Tag, ...]


def _sections(side: Side, copy: Copy) -> Iterator[_Part]:
    setter, column = side.setter, _column(side.setter)
    there = [one for one in side.handout.sections if copy is Copy.CLINICIAN or one.reader is Reader.CLIENT]
    for one in (one for one in there if one.role is not Role.CARD):
        yield _part(setter, one, column)
    if setter.wording.source_line:
        made = sources(setter, side.handout, column)
        yield _Part(SectionParts((), (made.slabs,), (), None, False), made.tags)
    for one in (one for one in there if one.role is Role.CARD):
        yield _part(setter, one, column)


def _part(setter: Setter, one: Section, column: Place) -> _Part:
    parts = section_parts(setter, one, column)
    return _Part(parts, (setter.group_tag(Kind.SECT, parts.tags),))


def _section_level(one: _Part, other: _Part, tallest: float) -> tuple[tuple[Slab, ...], tuple[Slab, ...]]:
    """A section in both languages, block level with block."""
    heading = _level(one.parts.heading, other.parts.heading, tallest)
    blocks = [_level(a, b, tallest) for a, b in zip_longest(one.parts.blocks, other.parts.blocks, fillvalue=())]
    made = [joined(part.parts, heading[side], tuple(pair[side] for pair in blocks)) for side, part in enumerate((one, other))]
    return made[0], made[1]


def _level(one: tuple[Slab, ...], other: tuple[Slab, ...], tallest: float) -> tuple[tuple[Slab, ...], tuple[Slab, ...]]:
    """Both with the same strips: what begins with one id begins level, and is as tall."""
    left, right = _segments(one), _segments(other)
    if [part[0].begins for part in left] != [part[0].begins for part in right]:
        left, right = [one] if one else [], [other] if other else []
    found: tuple[list[Slab], list[Slab]] = ([], [])
    for a, b in zip_longest(left, right, fillvalue=()):
        whole = [_whole(a), _whole(b)]
        if max(slab.height for slab in whole) <= tallest or len({len({slab.groups for slab in part}) for part in (a, b)}) > 1:
            pairs = [(whole[0], whole[1])]
        else:
            pairs = list(zip_longest(a, b, fillvalue=Slab(0.0, ())))
        for pair in pairs:
            for side, slab in enumerate(pair):
                mate = pair[1 - side]
                groups = slab.groups or (_last(found[side]).groups if found[side] and mate.groups else ())
                found[side].append(
                    slab._replace(
                        height=max(slab.height, mate.height),
                        before=max(slab.before, mate.before),
                        keep=max(slab.keep, mate.keep),
                        groups=groups,
                        repeat=None,
                    )
                )
    return tuple(found[0]), tuple(found[1])


def _last(slabs: list[Slab]) -> Slab:
    return slabs[-1]


def _segments(slabs: tuple[Slab, ...]) -> list[tuple[Slab, ...]]:
    """The strips parted where something begins, or a frame begins or ends."""
    found: list[list[Slab]] = []
    for slab in slabs:
        if not found or slab.begins or slab.groups != found[-1][-1].groups:
            found.append([])
        found[-1].append(slab)
    return [tuple(part) for part in found]


def _whole(slabs: Sequence[Slab]) -> Slab:
    """Strips as one that does not part; it holds on to the next as its last one did."""
    if not slabs:
        return Slab(0.0, ())
    pieces: list[Piece] = []
    links, fields = [], []
    y = 0.0
    for at, slab in enumerate(slabs):
        y -= slab.before if at else 0.0
        pieces += moved(slab.pieces, y)
        links += [replace(area, y0=area.y0 + y, y1=area.y1 + y) for area in slab.links]
        fields += [replace(area, y0=area.y0 + y, y1=area.y1 + y) for area in slab.fields]
        y -= slab.height
    first = slabs[0]
    return first._replace(height=-y, pieces=tuple(pieces), keep=slabs[-1].keep, links=tuple(links), fields=tuple(fields))


def _section_stacked(one: _Part, other: _Part) -> tuple[Slab, ...]:
    """A section in both languages, block under block, in the frame of the first."""
    heading = _stacked(one.parts.heading, other.parts.heading)
    blocks = tuple(_stacked(a, b) for a, b in zip_longest(one.parts.blocks, other.parts.blocks, fillvalue=()))
    return joined(one.parts._replace(whole=False), heading, blocks)


def _stacked(one: tuple[Slab, ...], other: tuple[Slab, ...]) -> tuple[Slab, ...]:
    """What begins with one id in the one language, then in the other."""
    left, right = _segments(one), _segments(other)
    if [part[0].begins for part in left] != [part[0].begins for part in right]:
        left, right = [one] if one else [], [other] if other else []
    found: list[Slab] = []
    for a, b in zip_longest(left, right, fillvalue=()):
        held = tuple(slab._replace(keep=max(slab.keep, Keep.SOFT)) for slab in a)
        frame = a[0].groups if a else ()
        found += held
        found += (slab._replace(second=True, bookmark=None, groups=frame, repeat=None) for slab in b)
    return tuple(found)
