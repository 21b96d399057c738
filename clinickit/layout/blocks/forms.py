"""Form fields of a fillable copy: what one asks and where it stands in, a Form tag and a `FormField` out; and the boxes and circles
that they share with paper. Called by the places to write and, for boxes to tick, by `lists`; `body` adds the section's heading."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Text
from clinickit.languages import CP1252, language
from clinickit.layout.blocks import signs
from clinickit.layout.flow import Slab
from clinickit.layout.pages import FormField, Input, Page, PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.text.runs import FaceKey, Weight


def typed(setter: Setter) -> bool:
    """Whether letters can be typed: a form's font is one of cp1252, which not every language can be written in."""
    return setter.fillable and setter.wording.language in CP1252


def name_of(context: str, *parts: str) -> str:
    """A form field's name: its path of ids, joined by a sign that no id holds (a full stop would make it one of a hierarchy)."""
    return "_".join([*context.split("/"), *parts])


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
    face = FaceKey(language(setter.wording.language).faces[0], Weight.REGULAR)
    return tag, FormField(
        leaf, kind, name, label.plain(), x, bottom, x + place.width, top, size=look.text.size, color=look.palette.ink, face=face
    )


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


def under(heading: Text, slabs: tuple[Slab, ...]) -> tuple[Slab, ...]:
    """The slabs of a section, each form field saying the section's heading after its own words."""
    tail = f" · {heading.plain()}"
    return tuple(
        slab._replace(fields=tuple(replace(one, tooltip=one.tooltip + tail, group=one.group and one.group + tail) for one in slab.fields))
        if slab.fields
        else slab
        for slab in slabs
    )


def unnamed(page: Page) -> Page:
    """A page of a discreet copy: its fields' names and the states of its buttons are the leaves' numbers, which tell nothing."""
    if not page.fields:
        return page
    first: dict[str, int] = {}
    for one in page.fields:
        first.setdefault(one.name, one.leaf.number)
    fields = (
        replace(one, name=f"field-{first[one.name]}", option=one.option and str(one.leaf.number - first[one.name])) for one in page.fields
    )
    return replace(page, fields=tuple(fields))
