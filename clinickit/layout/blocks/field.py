"""Places to write: ruled lines, boxes and circles, with their label; form fields where a fillable copy is asked for. Scales and grids
have files of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from clinickit.content.model import Field, FieldKind, Text
from clinickit.layout.blocks import forms, inputs
from clinickit.layout.blocks.grid import grid
from clinickit.layout.blocks.lists import middle
from clinickit.layout.blocks.prose import narrow
from clinickit.layout.blocks.scale import scale
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain, moved
from clinickit.layout.pages import FormField
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Leaf, Numbering, Tag

BOX = 12.0
"""Side of a box, diameter of a circle, at 12 points."""
DATE_EMS = 13.0
GUTTER = 22.0


def field(setter: Setter, one: Field, place: Place) -> Laid:
    """A field of any kind."""
    if one.kind is FieldKind.CHECKBOX:
        return _checkbox(setter, one, place)
    if one.kind is FieldKind.CHOICE:
        return _choice(setter, one, place)
    if one.kind is FieldKind.SCALE:
        return scale(setter, one, place)
    if one.kind is FieldKind.GRID:
        return grid(setter, one, place)
    return _lines(setter, one, place)


def _lines(setter: Setter, one: Field, place: Place) -> Laid:
    """The label, and lines to write on, one below the other; to type several, a frame of their height."""
    slabs, said = inputs.asked(setter, one, place)
    height = inputs.line_height(setter)
    if one.kind is FieldKind.DATE:
        place = Place(place.start, min(place.width, DATE_EMS * setter.theme.text.size))
    rows = one.rows if one.kind is FieldKind.LINES else 1
    name = forms.name_of(one.context)
    if not forms.typed(setter):
        ruled = tuple(Slab(height, (inputs.rule(setter, place, 2.0 - height),)) for _ in range(rows))
        return Laid((*slabs, *_few_alone(ruled)), inputs.paragraphs(setter, said))
    if rows == 1:
        tag, space = forms.writing(setter, one.label, name, place, -2.0, 3.0 - height)
        slab = Slab(height, (inputs.rule(setter, place, 2.0 - height),), fields=(space,))
    else:
        whole = height * rows
        tag, space = forms.writing(setter, one.label, name, place.inset(3, 3), -2.0, 2.0 - whole, lines=True)
        slab = Slab(whole, (inputs.frame(setter, place, whole),), 3.0, fields=(space,))
    return Laid((*slabs, slab), inputs.paragraphs(setter, said, tag))


def _few_alone(slabs: tuple[Slab, ...]) -> tuple[Slab, ...]:
    """Lines stay together up to six; of more, three stand on either page at least."""
    if len(slabs) <= 6:
        return chain(slabs, Keep.SOFT)
    return (*chain(slabs[:3], Keep.HARD), *slabs[3:-3], *chain(slabs[-3:], Keep.HARD))


class _Answer(NamedTuple):
    """A box or circle with its words beside it."""

    done: SetText
    drawn: tuple[Piece, ...]
    spaces: tuple[FormField, ...]
    kids: tuple[Tag | Leaf, ...]

    def slab(self, before: float = 0.0) -> Slab:
        return Slab(self.done.height, (*self.drawn, *self.done.block()), before, fields=self.spaces)


def _checkbox(setter: Setter, one: Field, place: Place) -> Laid:
    """A box with its label beside it, the quiet line below the label."""
    inner = narrow(setter, place)
    x, y, size = _sign(setter, one.label, place)
    done = setter.text(one.label, setter.theme.text, inner.inset(_hang(setter)))
    answer = _Answer(done, (Piece(Decoration.LAYOUT, forms.box(setter, x, y, size)),), (), done.kids)
    if setter.fillable:
        tag, space = forms.ticking(setter, one.label, forms.name_of(one.context), x, y, size)
        answer = _Answer(done, (), (space,), (tag, *done.kids))
    slabs: tuple[Slab, ...] = (answer.slab(setter.theme.space_paragraph),)
    tags = [setter.tag(Kind.P, one.label, answer.kids)]
    if one.help is not None:
        quiet = setter.text(one.help, replace(setter.theme.text, color=setter.theme.palette.quiet), inner.inset(_hang(setter)))
        slabs = (*inputs.held(slabs), *setter.flowing(quiet, 1.0, whole=True))
        tags.append(setter.tag(Kind.P, one.help, quiet.kids))
    return Laid(slabs, tuple(tags))


def _hang(setter: Setter) -> float:
    """From the start of a box to the start of its words."""
    return setter.theme.text.size * 1.6


def _sign(setter: Setter, text: Text, place: Place) -> tuple[float, float, float]:
    """Center and size of the box or circle at the start of a strip."""
    size = BOX * setter.theme.text.size / 12
    return setter.left(place.start + 1, size) + size / 2, middle(setter, text), size


def _choice(setter: Setter, one: Field, place: Place) -> Laid:
    """The label, then circles with their words: in a row or in columns where the words are short, else one below the other. L of LI."""
    slabs, said = inputs.asked(setter, one, place)
    strips = _strips(setter, [option.text for option in one.options], place)
    across = len({strip.start for strip in strips})
    answers = [_answer(setter, one, at, strip) for at, strip in enumerate(strips)]
    rows = [answers[at : at + across] for at in range(0, len(answers), across)]
    made = [_level(row, setter.theme.space_item + (2 if at == 0 else 0)) for at, row in enumerate(rows)]
    items = tuple(
        setter.group_tag(Kind.LI, (setter.tag(Kind.LBODY, option.text, answer.kids),))
        for option, answer in zip(one.options, answers, strict=True)
    )
    choices = replace(setter.group_tag(Kind.L, items), numbering=Numbering.NONE)
    return Laid((*slabs, *chain(tuple(made), Keep.SOFT)), (*inputs.paragraphs(setter, said), choices))


def _answer(setter: Setter, one: Field, at: int, place: Place) -> _Answer:
    option = one.options[at]
    x, y, size = _sign(setter, option.text, place)
    done = setter.text(option.text, setter.theme.text, place.inset(_hang(setter)))
    if not setter.fillable:
        return _Answer(done, (Piece(Decoration.LAYOUT, forms.ring(setter, x, y, size)),), (), done.kids)
    tag, space = forms.choosing(setter, one.label, forms.name_of(one.context), option.id, option.text.plain(), x, y, size)
    return _Answer(done, (), (space,), (tag, *done.kids))


def _level(row: Sequence[_Answer], before: float) -> Slab:
    """Answers beside each other."""
    pieces = tuple(piece for one in row for piece in (*one.drawn, *moved(one.done.block(), 0.0)))
    return Slab(max(one.done.height for one in row), pieces, before, fields=tuple(space for one in row for space in one.spaces))


def _strips(setter: Setter, texts: list[Text], place: Place) -> list[Place]:
    """A strip for each answer, in reading order: all in one row, else in columns of one width, else each across the whole place. In
    right-to-left pages words with digits or Latin letters stand alone on their line, for the sake of readers of PDFs."""
    widths = [setter.width(text, setter.theme.text) + _hang(setter) + 1 for text in texts]
    alone = any(text.source is not None or (setter.rtl and _mixed(text)) for text in texts)
    if setter.theme.stacked or alone:
        return [place] * len(texts)
    if sum(widths) + GUTTER * (len(widths) - 1) <= place.width:
        starts = [place.start + sum(widths[:at]) + GUTTER * at for at in range(len(widths))]
        return [Place(start, width) for start, width in zip(starts, widths, strict=True)]
    for columns in (4, 3, 2):
        room = (place.width - GUTTER * (columns - 1)) / columns
        if len(texts) > columns and max(widths) <= room:
            return [Place(place.start + (at % columns) * (room + GUTTER), room) for at in range(len(texts))]
    return [place] * len(texts)


def _mixed(text: Text) -> bool:
    return any(one.isdigit() or (one.isascii() and one.isalpha()) for one in text.plain())
