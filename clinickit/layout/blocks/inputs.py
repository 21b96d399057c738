"""What all places to write share: the words above one, and what is ruled on paper. Called by `field`, `scale` and `grid`.

On paper a place to write is an artifact. In a fillable copy each place is a Form tag of one leaf, and a `FormField` that a slab carries."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Field, Text
from clinickit.layout.blocks import forms, signs
from clinickit.layout.blocks.prose import narrow
from clinickit.layout.flow import Keep, Piece, Slab, chain
from clinickit.layout.pages import PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Tag

LINE, LARGE_LINE = 24.0, 30.0
"""Distance of ruled lines, in standard and clear print, and from large print on."""
BEFORE = 10.0
"""Space above a field's label."""
FRAME = 5.0
"""Radius of the frame around several lines to type in."""


def line_height(setter: Setter) -> float:
    """Distance of ruled lines for handwriting; what is typed needs its own leading."""
    least = LARGE_LINE if setter.theme.stacked else LINE
    return max(least, setter.theme.text.leading + 6) if forms.typed(setter) else least


def asked(setter: Setter, one: Field, place: Place) -> tuple[tuple[Slab, ...], list[tuple[Text, SetText]]]:
    """The label in bold and the quiet line below it, held to what follows; and both texts, to be tagged."""
    inner = narrow(setter, place)
    label = setter.text(one.label, setter.theme.strong, inner)
    slabs = setter.flowing(label, BEFORE)
    said = [(one.label, label)]
    if one.help is not None:
        quiet = setter.text(one.help, replace(setter.theme.text, color=setter.theme.palette.quiet), inner)
        slabs = (*slabs, *setter.flowing(quiet, 1.0))
        said.append((one.help, quiet))
    return held(slabs), said


def held(slabs: tuple[Slab, ...]) -> tuple[Slab, ...]:
    """Slabs held hard to each other and to what follows."""
    return chain((*slabs, Slab(0.0, ())), Keep.HARD)[:-1]


def paragraphs(setter: Setter, said: list[tuple[Text, SetText]], *last: Tag) -> tuple[Tag, ...]:
    """A P for each text; form tags stand in the last."""
    tags = [setter.tag(Kind.P, text, done.kids) for text, done in said]
    return (*tags[:-1], replace(tags[-1], kids=(*tags[-1].kids, *last)))


def rule(setter: Setter, place: Place, y: float) -> Piece:
    """A line to write on."""
    x = setter.left(place.start, place.width)
    return Piece(Decoration.LAYOUT, PlacedPath((("m", x, y), ("l", x + place.width, y)), stroke=setter.theme.palette.line, width=0.8))


def frame(setter: Setter, place: Place, height: float) -> Piece:
    """A frame to type in, from the upper edge of its slab."""
    path = signs.rounded(setter.left(place.start, place.width), -height, place.width, height, FRAME)
    return Piece(Decoration.LAYOUT, PlacedPath(path, stroke=setter.theme.palette.line, width=0.8))
