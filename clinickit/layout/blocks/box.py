"""Boxes: a note or something to remember, and the frames that sections of a role stand in."""

from __future__ import annotations

from collections.abc import Callable

from clinickit.content.model import Block, Box, BoxKind
from clinickit.layout.blocks import signs
from clinickit.layout.flow import Group, Keep, Laid, Piece, Slab, chain, grouped
from clinickit.layout.pages import Color, PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind, Tag

SCISSORS = 16.0
"""Width of the scissors at standard size."""

BlockLayout = Callable[[Setter, Block, Place], Laid]


def barred(setter: Setter, place: Place, bar: Color, tint: Color | None, before: float) -> Group:
    """A tint with a bar on the start side; without tint (gray ink), thin rules above and below keep it together."""
    theme = setter.theme
    x, width = setter.left(place.start, place.width), place.width
    bar_x = setter.left(place.start, theme.bar)

    def draw(top: float, bottom: float) -> tuple[Piece, ...]:
        pieces = []
        if tint is not None:
            pieces.append(Piece(Decoration.BACKGROUND, PlacedPath((("re", x, bottom, width, top - bottom),), fill=tint)))
        else:
            for y in (top, bottom):
                rule = PlacedPath((("m", x, y), ("l", x + width, y)), stroke=theme.palette.rule, width=0.75)
                pieces.append(Piece(Decoration.BACKGROUND, rule))
        strip = PlacedPath((("re", bar_x, bottom, theme.bar, top - bottom),), fill=bar)
        pieces.append(Piece(Decoration.BACKGROUND, strip))
        return tuple(pieces)

    return Group(before, theme.box_pad, theme.box_pad, draw)


def framed(setter: Setter, place: Place, color: Color, before: float, width: float = 1.25) -> Group:
    """A frame with round corners."""
    x = setter.left(place.start, place.width)

    def draw(top: float, bottom: float) -> tuple[Piece, ...]:
        path = signs.rounded(x + width / 2, bottom, place.width - width, top - bottom, 6)
        return (Piece(Decoration.LAYOUT, PlacedPath(path, stroke=color, width=width)),)

    return Group(before, setter.theme.box_pad, setter.theme.box_pad, draw)


def cut_off(setter: Setter, place: Place, before: float) -> Group:
    """A dashed frame with scissors on its upper edge, at the start side: to be cut off and kept apart."""
    theme = setter.theme
    size = SCISSORS * theme.text.size / 12
    x = setter.left(place.start, place.width)
    middle = setter.left(place.start + theme.box_side + size / 2, 0)

    def draw(top: float, bottom: float) -> tuple[Piece, ...]:
        frame = signs.dashes(x, bottom, place.width, top - bottom, (middle - size * 0.7, middle + size * 0.7))
        cut = signs.scissors(middle, top, size, theme.palette.ink, mirrored=setter.rtl)
        paths = (PlacedPath(frame, stroke=theme.palette.ink, width=1.1), *cut)
        return tuple(Piece(Decoration.LAYOUT, path) for path in paths)

    return Group(before + size / 2, theme.box_pad + 2, theme.box_pad, draw)


def stack(setter: Setter, blocks: tuple[Block, ...], place: Place, layout: BlockLayout) -> tuple[list[Slab], list[Tag]]:
    """Blocks one under the other."""
    slabs: list[Slab] = []
    tags: list[Tag] = []
    for one in blocks:
        made = layout(setter, one, place)
        slabs += made.slabs
        tags += made.tags
    return slabs, tags


def box(setter: Setter, one: Box, place: Place, layout: BlockLayout) -> Laid:
    """A note (tint and bar) or something to remember (frame); Div, its heading an H3."""
    theme = setter.theme
    inner = place.inset(theme.box_side + (theme.bar if one.kind is BoxKind.NOTE else 0), theme.box_side)
    slabs: list[Slab] = []
    tags: list[Tag] = []
    if one.heading is not None:
        done = setter.text(one.heading, theme.minor, inner)
        slabs += chain((*setter.flowing(done, 0.0), Slab(0.0, ())), Keep.HARD)[:-1]
        tags.append(setter.tag(Kind.H3, one.heading, done.kids))
    more, below = stack(setter, one.blocks, inner, layout)
    before = theme.space_paragraph + 4
    if one.kind is BoxKind.NOTE:
        group = barred(setter, place, theme.palette.accent, theme.palette.tint, before)
    else:
        group = framed(setter, place, theme.palette.rule, before, 1.0)
    whole = chain(tuple(slabs + more), Keep.SOFT)
    return Laid(grouped(whole, group), (setter.group_tag(Kind.DIV, tuple(tags + below)),))
