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
from clinickit.layout.blocks.prose import narrow
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain, shift
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Kind
from clinickit.layout.theme import Type

TALLEST = 0.56
"""The part of a page that a picture may fill, its heading beside it."""
BESIDE, BESIDE_GAP, CAPTION_GAP = 268.0, 22.0, 4.0

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
    FigureKind.SCALE: 440.0,
    FigureKind.STEPS: 480.0,
    FigureKind.BALANCE: 380.0,
    FigureKind.NETWORK: 440.0,
}
"""Widest picture of each kind at standard size, in points."""
NARROW = frozenset((FigureKind.CYCLE, FigureKind.AXES))
"""Kinds that stand well beside a paragraph; the others want the column."""


def figure(setter: Setter, one: Figure, place: Place) -> Laid:
    """The picture in the middle of its place, the caption below."""
    width = min(place.width, WIDEST[one.kind] * setter.theme.text.size / 12)
    drawn, height, _ = picture(setter, one, Place(place.start + (place.width - width) / 2, width))
    leaf = setter.leaves.next()
    slab = Slab(height, tuple(Piece(leaf, item) for item in drawn), setter.theme.space_paragraph + 2)
    tag = setter.figure(one.alt, leaf)
    if one.caption is None:
        return Laid((slab,), (tag,))
    done = setter.text(one.caption, _caption(setter), narrow(setter, place))
    slabs = chain((slab, *setter.flowing(done, CAPTION_GAP)), Keep.HARD)
    return Laid(slabs, (replace(tag, kids=(leaf, setter.tag(Kind.CAPTION, one.caption, done.kids))),))


def picture(setter: Setter, one: Figure, place: Place) -> Drawn:
    """What is drawn in a strip. Where it would be too tall for a page, or a word too wide for its frame, its letters are smaller."""
    draw = KINDS[one.kind]
    done = draw(setter, one, place)
    for factor in (0.85, 0.7, 0.55):
        if done.fits and done.height <= setter.theme.height * TALLEST:
            break
        label = setter.theme.label
        smaller = replace(label, size=label.size * factor, leading=label.leading * factor)
        done = draw(replace(setter, theme=replace(setter.theme, label=smaller)), one, place)
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
