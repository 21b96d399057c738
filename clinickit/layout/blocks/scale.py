"""A number from 0 to 10: eleven circles with digits below them, what the ends mean above. Two rows where one does not fit: then what 10
means stands below."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from clinickit.content.model import Field, Plain, Text
from clinickit.languages import language
from clinickit.layout.blocks import forms, inputs
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain, moved
from clinickit.layout.pages import FormField, PlacedRun
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind, Numbering, Tag

STOPS = 11
WIDEST = 46.0
"""No more points from number to number at 12 points: a scale is taken in at one look."""
BETWEEN = 24.0
RLM = "\u200f"
"""Stands around each number of a right-to-left page."""


def scale(setter: Setter, one: Field, place: Place) -> Laid:
    """The label, the words at both ends, and the numbers: P, P, P and an L of LI."""
    slabs, said = inputs.asked(setter, one, place)
    size = 15.0 * setter.theme.text.size / 12 if not setter.theme.stacked else 1.1 * setter.theme.text.size
    aside = RLM if setter.rtl else ""
    digits = [Text((Plain(f"{aside}{setter.wording.number(value)}{aside}"),), setter.wording.language) for value in range(STOPS)]
    cell = max(size, *(setter.width(text, setter.theme.text) for text in digits))
    step = min(WIDEST * setter.theme.text.size / 12, (place.width - cell) / (STOPS - 1))
    rows = [range(STOPS)]
    if step < cell + 5:
        rows, step = [range(6), range(6, STOPS)], (place.width - cell) / 5
    strip = Place(place.start, step * (len(rows[0]) - 1) + cell)
    made: tuple[Slab, ...] = ()
    items: list[Tag] = []
    for values in rows:
        slab, tags = _row(setter, one, [digits[value] for value in values], values[0], _Cells(strip.start, step, cell), size)
        made += (slab,)
        items += tags
    numbers = replace(setter.group_tag(Kind.L, tuple(items)), numbering=Numbering.NONE)
    head = inputs.paragraphs(setter, said)
    if len(rows) == 1:
        ends, tags = _ends(setter, one, strip)
        return Laid(chain((*slabs, *ends, *made), Keep.HARD), (*head, *tags, numbers))
    (above, low), (below, high) = _around(setter, one, strip, Place(strip.start, 4 * step + cell))
    return Laid(chain((*slabs, *above, *made, *below), Keep.HARD), (*head, low, numbers, high))


def _around(setter: Setter, one: Field, first: Place, last: Place) -> tuple[tuple[tuple[Slab, ...], Tag], tuple[tuple[Slab, ...], Tag]]:
    """What 0 means above the first of two rows, what 10 means below the last."""
    assert one.low is not None and one.high is not None
    low, high = setter.text(one.low, setter.theme.text, first), setter.text(one.high, setter.theme.text, last, align="end")
    return (
        (setter.flowing(low, 3.0), setter.tag(Kind.P, one.low, low.kids)),
        (setter.flowing(high, 0.0), setter.tag(Kind.P, one.high, high.kids)),
    )


def _ends(setter: Setter, one: Field, place: Place) -> tuple[tuple[Slab, ...], list[Tag]]:
    """What 0 and 10 mean, each over its end; one below the other where both are long."""
    assert one.low is not None and one.high is not None
    kind = setter.theme.text
    half = (place.width - BETWEEN) / 2
    wide = max(setter.width(text, kind) for text in (one.low, one.high))
    paired = one.low.source is not None or one.high.source is not None
    if paired or (setter.theme.stacked and wide > half):
        low, high = setter.text(one.low, kind, place), setter.text(one.high, kind, place, align="end")
        slabs = (*setter.flowing(low, 3.0), *setter.flowing(high, 0.0))
    else:
        low = setter.text(one.low, kind, Place(place.start, half))
        high = setter.text(one.high, kind, Place(place.start + place.width - half, half), align="end")
        tall = max(low.height, high.height)
        slabs = (Slab(tall, (*low.block(low.height - tall), *high.block(high.height - tall)), 3.0),)
    return slabs, [setter.tag(Kind.P, one.low, low.kids), setter.tag(Kind.P, one.high, high.kids)]


class _Cells(NamedTuple):
    """Strips of one width: where the first starts, and from start to start."""

    start: float
    step: float
    width: float


def _row(setter: Setter, one: Field, digits: list[Text], first: int, cells: _Cells, size: float) -> tuple[Slab, list[Tag]]:
    """Circles in a row, a digit below each."""
    leading = setter.theme.leading(setter.theme.text, language(setter.wording.language))
    pieces: list[Piece] = []
    spaces: list[FormField] = []
    tags = []
    y = -3.0 - size / 2
    for at, text in enumerate(digits):
        here = Place(cells.start + at * cells.step, cells.width)
        x = setter.left(here.start, here.width) + here.width / 2
        done = setter.text(text, setter.theme.text, here, align="center")
        kids = done.kids
        if setter.fillable:
            said = _said(one, text, first + at)
            tag, space = forms.choosing(setter, one.label, forms.name_of(one.context), str(first + at), said, x, y, size)
            kids = (tag, *kids)
            spaces.append(space)
        else:
            pieces.append(Piece(Decoration.LAYOUT, forms.ring(setter, x, y, size)))
        pieces += moved(_joined(done.block()), y - size / 2 - 1)
        tags.append(setter.group_tag(Kind.LI, (setter.tag(Kind.LBODY, text, kids),)))
    return Slab(3.0 + size + 1 + leading, tuple(pieces), 1.0, fields=tuple(spaces)), tags


def _joined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A number and the marks around it as one run, or PDFium, which passes over a mark that stands alone, takes the row for one from left
    to right, and reads it from 10 down."""
    runs = [piece.item for piece in pieces if isinstance(piece.item, PlacedRun)]
    if len(runs) < 2:
        return pieces
    placed = next(item for item in runs if not item.run.rtl)
    words = tuple(word for item in runs for word in item.run.words)
    return (pieces[0]._replace(item=placed._replace(run=placed.run._replace(words=words))),)


def _said(one: Field, number: Text, value: int) -> str:
    """What a button says of itself: its number, and at the ends what that means."""
    end = one.low if value == 0 else one.high if value == STOPS - 1 else None
    return number.plain() if end is None else f"{number.plain()}, {end.plain()}"
