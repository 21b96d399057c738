"""What blocks make and pages take: slabs, groups and text that has been set.

A `Slab` is an unbreakable strip of the column. Its pieces stand relative to its upper edge (y up, so inside it is negative) and at
their final x. A `Group` (a tinted or framed box) spans the slabs that name it and is drawn once a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple, cast

from clinickit.layout.pages import FormField, LinkArea, Mark, Placed, PlacedPath, PlacedRun
from clinickit.layout.tags import Decoration, Leaf, Tag


class Piece(NamedTuple):
    """A placed thing and what it belongs to. `personal` as in `pages.Mark`."""

    owner: Leaf | Decoration
    item: Placed
    personal: bool = False


class Keep(IntEnum):
    """How strongly a slab holds on to the next: where all that hangs together so strongly fits on one page, it stands on one. LEAD holds a
    paragraph to what it leads in, SOFT a box or a table together, HARD a heading to what follows, TIGHT a label to its number."""

    FREE = 0
    LEAD = 1
    SOFT = 2
    HARD = 3
    TIGHT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A box behind slabs. `before` is the space above it, `pad_top` and `pad_bottom` are added on every page that it touches.
    `draw(top, bottom)` gives its pieces for one page."""

    before: float
    pad_top: float
    pad_bottom: float
    draw: Callable[[float, float], tuple[Piece, ...]]


class Slab(NamedTuple):
    """`before` is dropped at the top of a page. `repeat` is drawn again (as an artifact) when a page begins with this slab.
    `bookmark` is (title, level). `links` and `fields` are relative like the pieces."""

    height: float
    pieces: tuple[Piece, ...]
    before: float = 0.0
    keep: Keep = Keep.FREE
    groups: tuple[Group, ...] = ()
    repeat: Slab | None = None
    bookmark: tuple[str, int] | None = None
    links: tuple[LinkArea, ...] = ()
    fields: tuple[FormField, ...] = ()
    begins: str = ""
    second: bool = False


class Laid(NamedTuple):
    """A block, laid out: its strips and its tags."""

    slabs: tuple[Slab, ...]
    tags: tuple[Tag, ...]


def shift(item: Placed, dx: float, dy: float) -> Placed:
    """The same thing, moved by points."""
    if isinstance(item, PlacedRun):
        return PlacedRun(item.x + dx, item.y + dy, item.run, item.color)
    if isinstance(item, PlacedPath):
        return item._replace(path=tuple(_shift_step(step, dx, dy) for step in item.path))
    return replace(item, x=item.x + dx, y=item.y + dy)


def _shift_step(step: tuple[str | float, ...], dx: float, dy: float) -> tuple[str | float, ...]:
    name, numbers = step[0], cast(tuple[float, ...], step[1:])
    if len(numbers) == 2:
        return (name, numbers[0] + dx, numbers[1] + dy)
    if name == "c":
        a, b, c, d, e, f = numbers
        return (name, a + dx, b + dy, c + dx, d + dy, e + dx, f + dy)
    if name == "re":
        return (name, numbers[0] + dx, numbers[1] + dy, numbers[2], numbers[3])
    return step


def moved(pieces: tuple[Piece, ...], dy: float, dx: float = 0.0) -> tuple[Piece, ...]:
    """Pieces moved by points."""
    return tuple(
        [
            Piece(owner, PlacedRun(item.x + dx, item.y + dy, item.run, item.color) if type(item) is PlacedRun else shift(item, dx, dy), own)
            for owner, item, own in pieces
        ]
    )


def marks(pieces: list[Piece]) -> tuple[Mark, ...]:
    """Pieces in order as marks: neighbours of one owner become one mark."""
    found: list[Mark] = []
    start = 0
    for at in range(1, len(pieces) + 1):
        if at == len(pieces) or pieces[at].owner is not pieces[start].owner:
            part = pieces[start:at]
            found.append(Mark(part[0].owner, tuple(piece.item for piece in part), personal=part[0].personal))
            start = at
    return tuple(found)


def begun(slabs: tuple[Slab, ...], name: str) -> tuple[Slab, ...]:
    """The slabs, the first one saying what begins there."""
    return (slabs[0]._replace(begins=name), *slabs[1:]) if slabs else slabs


def chain(slabs: tuple[Slab, ...], keep: Keep) -> tuple[Slab, ...]:
    """The slabs held together at least as strongly as `keep`; the last one keeps its own hold."""
    return tuple([slab._replace(keep=keep) if slab.keep < keep else slab for slab in slabs[:-1]]) + slabs[-1:]


def grouped(slabs: tuple[Slab, ...], group: Group) -> tuple[Slab, ...]:
    """The slabs inside a group (outside the groups they name already)."""
    return tuple([slab._replace(groups=(group, *slab.groups)) for slab in slabs])
