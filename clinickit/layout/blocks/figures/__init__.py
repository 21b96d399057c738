"""Pictures declared in content: labels in, vectors out, mirrored in right-to-left pages. One leaf a picture: a Figure with Alt. One file
a kind; `body` asks for a picture beside its paragraph, `blocks` for one alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clinickit.content.model import Figure, FigureKind, Paragraph
from clinickit.layout.blocks.figures.axes import axes
from clinickit.layout.blocks.figures.balance import balance
from clinickit.layout.blocks.figures.cycle import cycle
from clinickit.layout.blocks.figures.network import network
from clinickit.layout.blocks.figures.pills import Drawn
from clinickit.layout.blocks.figures.scale import scale
from clinickit.layout.blocks.figures.steps import steps
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain, shift
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Kind
from clinickit.layout.theme import Type

TALLEST = 0.56
"""The part of a page that a picture may fill, its heading beside it."""
HEADING = 32.0
"""The spaces around a heading of two lines, and those of a picture."""
SMALLER = (0.92, 0.85, 0.78, 0.7, 0.62, 0.55, 0.48, 0.42)
"""Sizes of letters to try where a picture does not fit."""
BESIDE, BESIDE_GAP, CAPTION_GAP = 268.0, 22.0, 4.0
AIR = 4.0
"""Above a picture that fills the column, beside the space that every block has."""

KINDS: dict[FigureKind, Callable[[Setter, Figure, Place], Drawn]] = {
    FigureKind.CYCLE: cycle,
    FigureKind.AXES: axes,
    FigureKind.SCALE: scale,
    FigureKind.STEPS: steps,
    FigureKind.BALANCE: balance,
    FigureKind.NETWORK: network,
}
WIDEST: dict[FigureKind, float] = {
    FigureKind.CYCLE: 300.0,
    FigureKind.AXES: 300.0,
    FigureKind.SCALE: 480.0,
    FigureKind.STEPS: 480.0,
    FigureKind.BALANCE: 380.0,
    FigureKind.NETWORK: 420.0,
}
"""Widest picture of each kind at standard size, in points."""
NARROW = frozenset((FigureKind.CYCLE, FigureKind.AXES))
"""Kinds that stand well beside a paragraph; the others want the column."""


def figure(setter: Setter, one: Figure, place: Place) -> Laid:
    """The picture in the middle of its place, the caption below, in the middle too."""
    width = min(place.width, WIDEST[one.kind] * setter.theme.text.size / 12)
    strip = Place(place.start + (place.width - width) / 2, width)
    done = setter.text(one.caption, _caption(setter), strip, align="center") if one.caption else None
    drawn, height, _ = picture(setter, one, strip, done.height if done else 0.0)
    leaf = setter.leaves.next()
    air = 0.0 if one.kind in NARROW else AIR
    slab = Slab(height + air, tuple(Piece(leaf, shift(item, 0, -air)) for item in drawn), setter.theme.space_paragraph + 2)
    tag = setter.figure(one.alt, leaf)
    if one.caption is None or done is None:
        return Laid((slab,), (tag,))
    slabs = chain((slab, *setter.flowing(done, CAPTION_GAP)), Keep.HARD)
    return Laid(slabs, (replace(tag, kids=(leaf, setter.tag(Kind.CAPTION, one.caption, done.kids))),))


def picture(setter: Setter, one: Figure, place: Place, below: float = 0.0) -> Drawn:
    """What is drawn in a strip. Where it would be too tall for a page beside a heading and what stands `below`, or a word too wide for its
    frame, its letters are smaller."""
    draw = KINDS[one.kind]
    look = setter.theme
    tallest = min(look.height * TALLEST, setter.room - below - 2 * look.heading.leading - HEADING)
    inside = replace(setter, room=tallest)
    done = draw(inside, one, place)
    for factor in SMALLER:
        if done.fits and done.height <= tallest:
            break
        smaller = replace(look.label, size=look.label.size * factor, leading=look.label.leading * factor)
        done = draw(replace(inside, theme=replace(look, label=smaller)), one, place)
    return done


def beside(setter: Setter, one: Figure, paragraph: Paragraph, place: Place, *, text_first: bool) -> Laid:
    """A picture and a paragraph side by side in one strip, level with each other; the one that comes first stands on the start side."""
    strip = Place(place.start + place.width - BESIDE if text_first else place.start, BESIDE)
    drawn, height, _ = picture(setter, one, strip)
    leaf = setter.leaves.next()
    room = place.inset(0, BESIDE + BESIDE_GAP) if text_first else place.inset(BESIDE + BESIDE_GAP)
    done = setter.text(paragraph.text, setter.theme.text, room)
    caption = None
    if one.caption is not None:
        caption = setter.text(one.caption, _caption(setter), strip, align="center")
    high = height + (caption.height + CAPTION_GAP if caption else 0.0)
    tall = max(high, done.height)
    lower = (high - tall) / 2
    pieces = [Piece(leaf, shift(item, 0, lower)) for item in drawn]
    tag = setter.figure(one.alt, leaf)
    if caption is not None and one.caption is not None:
        pieces += caption.block(lower - height - CAPTION_GAP)
        tag = replace(tag, kids=(leaf, setter.tag(Kind.CAPTION, one.caption, caption.kids)))
    words = done.block((done.height - tall) / 2)
    text_tag = setter.tag(Kind.P, paragraph.text, done.kids)
    pieces = [*words, *pieces] if text_first else [*pieces, *words]
    slab = Slab(tall, tuple(pieces), setter.theme.space_paragraph)
    return Laid((slab,), (text_tag, tag) if text_first else (tag, text_tag))


def _caption(setter: Setter) -> Type:
    return replace(setter.theme.label, color=setter.theme.palette.quiet)
