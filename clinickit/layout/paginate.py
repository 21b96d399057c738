"""Slabs in, pages of slabs with their places out. Linear: each slab is looked at a bounded number of times.

A page takes the next chain of slabs that hold on to each other. One that does not fit goes to the next page; one taller than a page is
parted where it holds least, and what comes of that is treated in the same way. A list that would leave a page bare begins there."""

from __future__ import annotations

from dataclasses import dataclass, field

from clinickit.layout.flow import Group, Keep, Slab

BARE = 0.33
"""The part of a page that may stay empty so that a list stays whole."""


@dataclass(frozen=True, slots=True)
class Put:
    """A slab on a page: y of its upper edge."""

    slab: Slab
    top: float


@dataclass(frozen=True, slots=True)
class GroupSpan:
    """A group on a page: its upper and lower edge, padding included."""

    group: Group
    top: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """What stands on one page."""

    puts: list[Put] = field(default_factory=list)
    repeats: list[Put] = field(default_factory=list)
    spans: list[GroupSpan] = field(default_factory=list)


class Paginator:
    """`top(n)` and `bottom(n)`: y of the text area of page n, 0-based."""

    def __init__(self, tops: tuple[float, float], bottoms: tuple[float, float]) -> None:
        self._tops, self._bottoms = tops, bottoms
        self.sheets: list[Sheet] = []
        self._y = 0.0
        self._open: list[tuple[Group, float]] = []
        self._new_sheet()

    def place(self, slabs: tuple[Slab, ...]) -> list[Sheet]:
        """All slabs on pages."""
        self._place(slabs, Keep.LEAD)
        self._close(())
        return self.sheets

    def _place(self, slabs: tuple[Slab, ...], level: Keep) -> None:
        """Chain after chain of slabs that hold at least so strongly: here, or on a fresh page, or parted where they hold less."""
        at = 0
        while at < len(slabs):
            end = _chain_end(slabs, at, level)
            if self._fits(slabs, at, end):
                self._put_all(slabs[at:end])
            elif self._sheet.puts and self._fits_fresh(slabs, at, end):
                here = self._begun(slabs, at, end)
                self._put_all(slabs[at:here])
                self._break()
                self._put_all(slabs[here:end])
            elif level < Keep.TIGHT:
                self._place(slabs[at:end], Keep(level + 1))
            else:
                self._put_apart(slabs[at:end])
            at = end

    def _begun(self, slabs: tuple[Slab, ...], at: int, end: int) -> int:
        """Up to where a list is begun on a page that would else stay bare: between two items, never in a box or a table."""
        top, bottom = self._bounds(False)
        if self._y - bottom < BARE * (top - bottom) or any(slab.groups or slab.repeat for slab in slabs[at:end]):
            return at
        between = (stop for stop in range(end - 1, at, -1) if slabs[stop].begins and slabs[stop - 1].keep is Keep.SOFT)
        return next((stop for stop in between if self._fits(slabs, at, stop)), at)

    def _put_all(self, slabs: tuple[Slab, ...]) -> None:
        for slab in slabs:
            self._put(slab)

    def _put_apart(self, slabs: tuple[Slab, ...]) -> None:
        """What is taller than a page is parted anywhere."""
        for slab in slabs:
            if self._sheet.puts and not self._fits((slab,), 0, 1):
                self._break()
            self._put(slab)

    @property
    def _sheet(self) -> Sheet:
        return self.sheets[-1]

    def _bounds(self, fresh: bool) -> tuple[float, float]:
        first = len(self.sheets) == (0 if fresh else 1)
        return (self._tops[0], self._bottoms[0]) if first else (self._tops[1], self._bottoms[1])

    def _new_sheet(self) -> None:
        self.sheets.append(Sheet())
        self._y = self._bounds(False)[0]

    def _break(self) -> None:
        self._close(())
        self._new_sheet()

    def _fits(self, slabs: tuple[Slab, ...], at: int, end: int) -> bool:
        need = _height(slabs, at, end, [group for group, _ in self._open], not self._sheet.puts)
        return self._y - need >= self._bounds(False)[1] - 0.01

    def _fits_fresh(self, slabs: tuple[Slab, ...], at: int, end: int) -> bool:
        top, bottom = self._tops[1], self._bottoms[1]
        head = slabs[at].repeat
        return top - (head.height if head else 0.0) - _height(slabs, at, end, [], True) >= bottom - 0.01

    def _close(self, staying: tuple[Group, ...]) -> None:
        while self._open and self._open[-1][0] not in staying:
            group, top = self._open.pop()
            self._y -= group.pad_bottom
            self._sheet.spans.append(GroupSpan(group, top, self._y))

    def _put(self, slab: Slab) -> None:
        self._close(slab.groups)
        first = not self._sheet.puts
        opening = [group for group in slab.groups if all(group is not one for one, _ in self._open)]
        if opening:
            for depth, group in enumerate(opening):
                if not (first and depth == 0):
                    self._y -= group.before
                self._open.append((group, self._y))
                self._y -= group.pad_top
        elif not first:
            self._y -= slab.before
        if first and slab.repeat is not None:
            self._sheet.repeats.append(Put(slab.repeat, self._y))
            self._y -= slab.repeat.height
        self._sheet.puts.append(Put(slab, self._y))
        self._y -= slab.height


def _chain_end(slabs: tuple[Slab, ...], at: int, keep: Keep) -> int:
    while at < len(slabs) - 1 and slabs[at].keep >= keep:
        at += 1
    return at + 1


def _height(slabs: tuple[Slab, ...], at: int, end: int, opened: list[Group], first: bool) -> float:
    """Points that slabs take below the current y, with the padding that boxes add before, between and after them."""
    need, opened = 0.0, list(opened)
    for slab in slabs[at:end]:
        while opened and opened[-1] not in slab.groups:
            need += opened.pop().pad_bottom
        opening = [group for group in slab.groups if group not in opened]
        if opening:
            for depth, group in enumerate(opening):
                need += (0.0 if first and depth == 0 else group.before) + group.pad_top
            opened += opening
        elif not first:
            need += slab.before
        need += slab.height
        first = False
    return need + sum(group.pad_bottom for group in opened)
