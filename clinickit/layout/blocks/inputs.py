"""What all places to write share: the words above one, what is ruled or drawn on paper, and its form fields in the fillable copy.
Called by `field`, `scale`, `grid` and, for boxes to tick, `lists`.

On paper a place to write is an artifact. In a fillable copy each place is a Form tag of one leaf, and a `FormField` that a slab carries."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Field, Text
from clinickit.languages import CP1252
from clinickit.layout.blocks import signs
from clinickit.layout.blocks.prose import narrow
from clinickit.layout.flow import Keep, Piece, Slab, chain
from clinickit.layout.pages import FormField, Input, PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Leaf, Tag

LINE, LARGE_LINE = 24.0, 30.0
"""Distance of ruled lines, in standard and clear print, and from large print on."""
BEFORE = 10.0
"""Space above a field's label."""
FRAME = 5.0
"""Radius of the frame around several lines to type in."""


def line_height(setter: Setter) -> float:
    """Distance of ruled lines for handwriting; what is typed needs its own leading."""
    least = LARGE_LINE if setter.theme.stacked else LINE
    return max(least, setter.theme.text.leading + 6) if typed(setter) else least


def typed(setter: Setter) -> bool:
    """Whether letters can be typed: a form's font is one of cp1252, which not every language can be written in."""
    return setter.fillable and setter.wording.language in CP1252


def name_of(context: str, *parts: str) -> str:
    """A form field's name: its path of ids without the handout's own; ids hold neither “_” nor a full stop."""
    return "_".join([*context.split("/")[1:], *parts])


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


def form(setter: Setter, label: Text) -> tuple[Leaf, Tag]:
    """The Form tag of one form field, and its leaf."""
    leaf = setter.leaves.next()
    return leaf, setter.tag(Kind.FORM, label, (leaf,))


def writing(
    setter: Setter, label: Text, name: str, place: Place, top: float, bottom: float, *, lines: bool = False
) -> tuple[Tag, FormField]:
    """A form field for letters, between two heights of its slab."""
    leaf, tag = form(setter, label)
    x = setter.left(place.start, place.width)
    kind = Input.LINES if lines else Input.TEXT
    look = setter.theme
    return tag, FormField(leaf, kind, name, label.plain(), x, bottom, x + place.width, top, size=look.text.size, color=look.palette.ink)


def box(setter: Setter, x: float, y: float, size: float) -> PlacedPath:
    """An empty box to tick, by its center."""
    return signs.square(x, y, size, setter.theme.palette.ink)


def ring(setter: Setter, x: float, y: float, size: float) -> PlacedPath:
    """An empty circle to choose, by its center."""
    return PlacedPath(signs.circle(x, y, size / 2), stroke=setter.theme.palette.ink, width=1.1)


def ticking(setter: Setter, label: Text, name: str, x: float, y: float, size: float) -> tuple[Tag, FormField]:
    """A form field to tick, by its center."""
    leaf, tag = form(setter, label)
    at, half = size / 2 + 1, size / 2 + 1
    tick = signs.tick(at, at, size * 0.86, setter.theme.palette.accent, size / 6)
    return tag, FormField(
        leaf,
        Input.CHECK,
        name,
        label.plain(),
        x - half,
        y - half,
        x + half,
        y + half,
        off=(box(setter, at, at, size),),
        on=(box(setter, at, at, size), tick),
    )


def choosing(setter: Setter, label: Text, name: str, option: str, said: str, x: float, y: float, size: float) -> tuple[Tag, FormField]:
    """A button of a choice, by its center. `label` is that of the whole choice, `said` that of this button."""
    leaf, tag = form(setter, label)
    at, half = size / 2 + 1, size / 2 + 1
    empty = ring(setter, at, at, size)
    return tag, FormField(
        leaf,
        Input.CHOICE,
        name,
        f"{label.plain()} {said}",
        x - half,
        y - half,
        x + half,
        y + half,
        option=option,
        group=label.plain(),
        off=(empty,),
        on=(empty, signs.dot(at, at, size * 0.56, setter.theme.palette.accent)),
    )
