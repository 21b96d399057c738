"""A code to scan (QR, ISO/IEC 18004) beside a contact: drawn as one path, with its alternative text and its quiet zone. In: the `Way` that
it leads to and a strip. Out: what is drawn, and the strip that is left. Called by `contacts`.

It says no more than the line of text beside it, so a page without room for it lacks nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import segno

from clinickit.content.model import Way
from clinickit.layout.flow import Piece, Slab, moved
from clinickit.layout.pages import PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Tag

SIDE = 57.0
"""Points of the code itself at 12 points, without its quiet zone: 20 mm and a little."""
QUIET = 4
"""Modules of white around it."""
LEAST = 14.0
"""So many ems at least stay for the words beside it."""
LONGEST = 200
"""Characters of what it leads to: more makes modules too small to scan."""
WHITE = (1.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0)


class Code(NamedTuple):
    """What is drawn, its upper edge at 0, as high as the code and its quiet zone; its Figure."""

    height: float
    pieces: tuple[Piece, ...]
    tag: Tag


def beside(setter: Setter, way: Way | None, place: Place) -> tuple[Code | None, Place]:
    """The code at the end of the strip, and what the strip has left; none where there is nothing to scan, or no room."""
    if way is None or way.label is None or not 0 < len(way.link) <= LONGEST:
        return None, place
    rows = modules(way.link)
    side = SIDE * setter.theme.text.size / 12
    module = side / len(rows)
    left = place.inset(0, side + 2 * QUIET * module)
    if left.width < LEAST * setter.theme.text.size:
        return None, place
    x, quiet = setter.left(place.start + place.width - side, side), QUIET * module
    leaf = setter.leaves.next()
    ground = PlacedPath((("re", x - quiet, -side - 2 * quiet, side + 2 * quiet, side + 2 * quiet),), fill=WHITE)
    drawn = PlacedPath(tuple(_bars(rows, x, -quiet, module)), fill=BLACK)
    return Code(side + 2 * quiet, (Piece(leaf, ground), Piece(leaf, drawn)), setter.figure(way.label, leaf)), left


def modules(link: str) -> tuple[bytes, ...]:
    """Rows of modules, 1 dark, without the quiet zone: error correction M, in the smallest version that holds the link."""
    return tuple(bytes(row) for row in segno.make_qr(link, error="m", boost_error=False).matrix)


def _bars(rows: tuple[bytes, ...], x: float, top: float, module: float) -> list[tuple[str | float, ...]]:
    """A rectangle for each run of dark modules."""
    bars: list[tuple[str | float, ...]] = []
    for at, row in enumerate(rows):
        column = 0
        for dark, run in groupby(row):
            wide = len(list(run))
            if dark:
                bars.append(("re", x + column * module, top - (at + 1) * module, wide * module, module))
            column += wide
    return bars


def joined(slabs: tuple[Slab, ...], code: Code) -> Slab:
    """The slabs of a contact as one strip, the code beside all but the first, which is the rule above."""
    pieces, links = [*slabs[0].pieces], [*slabs[0].links]
    y = -slabs[0].height
    for slab in slabs[1:]:
        y -= slab.before
        pieces += moved(slab.pieces, y)
        links += [replace(area, y0=area.y0 + y, y1=area.y1 + y) for area in slab.links]
        y -= slab.height
    pieces += moved(code.pieces, -slabs[0].height)
    tall = max(-y, slabs[0].height + code.height)
    return slabs[-1]._replace(height=tall, pieces=tuple(pieces), before=slabs[0].before, links=tuple(links))
