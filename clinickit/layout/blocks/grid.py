"""An empty table to write in: headings, then rows high enough for a hand, each with its number. Where the headings do not fit beside
each other, a list: the number, then a line for each column."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Field, Plain, Text
from clinickit.languages import language
from clinickit.layout.blocks import forms, inputs
from clinickit.layout.blocks.table import GAP, longest_word
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain
from clinickit.layout.pages import FormField, PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Leaf, Numbering, Scope, Tag
from clinickit.layout.theme import Type

ROW = 34.0
"""Height of a row at 12 points, for one line of large handwriting or two of small; taller in larger print, but not in step with it."""


TYPED = 2.6
"""Two lines that a reader sets, in sizes of the letters."""
BELOW = 4.0
"""Space below the last row."""


def grid(setter: Setter, one: Field, place: Place) -> Laid:
    """Table with Caption, THead (TH by column) and TBody, the number of each row its TH."""
    head_kind = replace(setter.theme.table, bold=True, color=setter.theme.palette.accent)
    numbers = [Text((Plain(setter.wording.number(at + 1)),), setter.wording.language) for at in range(one.rows)]
    number_kind = replace(setter.theme.table, bold=True)
    first = max(setter.width(text, number_kind) for text in numbers) + 1
    places = _columns(setter, one, place, first, head_kind)
    if not places:
        return _stacked(setter, one, numbers, place)
    slabs, said = inputs.asked(setter, one, place)
    head, heads = _head(setter, one, place, places, head_kind)
    again = head._replace(pieces=tuple(Piece(Decoration.HEAD, item) for _, item, _ in head.pieces))
    made: list[Slab] = []
    rows = []
    for at, number in enumerate(numbers):
        slab, row = _row(setter, one, number, at, (place, Place(place.start, first), *places))
        made.append(slab._replace(repeat=again if at else None))
        rows.append(row)
    body = (*inputs.held((head,)), *(chain(tuple(made), Keep.SOFT) if one.rows <= 8 else made))
    kids = (
        setter.tag(Kind.CAPTION, one.label, tuple(kid for _, done in said for kid in done.kids)),
        setter.group_tag(Kind.THEAD, (setter.group_tag(Kind.TR, (setter.group_tag(Kind.TD, ()), *heads)),)),
        setter.group_tag(Kind.TBODY, tuple(rows)),
    )
    body = (*body[:-1], body[-1]._replace(height=body[-1].height + BELOW))
    return Laid((*slabs, *body), (setter.group_tag(Kind.TABLE, kids),))


def _columns(setter: Setter, one: Field, place: Place, first: float, kind: Type) -> list[Place]:
    """Columns of one width, but for those whose longest word needs more; none where the words do not fit."""
    room = place.width - first - GAP * len(one.columns)
    least = [longest_word(setter, column.text, kind) for column in one.columns]
    if sum(least) > room or any(column.text.source is not None for column in one.columns):
        return []
    spare = room - sum(least)
    even = room / len(least)
    wants = [max(0.0, even - width) for width in least]
    places, start = [], place.start + first + GAP
    for width, want in zip(least, wants, strict=True):
        wide = width + spare * want / (sum(wants) or 1.0)
        places.append(Place(start, wide))
        start += wide + GAP
    return places


def _head(setter: Setter, one: Field, place: Place, places: list[Place], kind: Type) -> tuple[Slab, list[Tag]]:
    cells = [setter.text(column.text, kind, at) for column, at in zip(one.columns, places, strict=True)]
    tall = max(cell.height for cell in cells)
    pieces = [piece for cell in cells for piece in cell.block(cell.height - tall - 5)]
    height = 5 + tall + 5
    x = setter.left(place.start, place.width)
    line = PlacedPath((("m", x, -height), ("l", x + place.width, -height)), stroke=setter.theme.palette.accent, width=1.5)
    heads = [
        replace(setter.tag(Kind.TH, column.text, cell.kids), scope=Scope.COLUMN) for column, cell in zip(one.columns, cells, strict=True)
    ]
    return Slab(height, (*pieces, Piece(Decoration.LAYOUT, line))), heads


def _row(setter: Setter, one: Field, number: Text, at: int, places: tuple[Place, ...]) -> tuple[Slab, Tag]:
    """`places`: the whole row, the number, the columns."""
    kind = replace(setter.theme.table, bold=True)
    height = max(ROW, TYPED * kind.size + 10 if forms.typed(setter) else kind.size + 22)
    lead = setter.theme.leading(kind, language(number.language))
    done = setter.text(number, kind, places[1])
    pieces = [*done.block(-(height - lead) / 2), inputs.rule(setter, places[0], -height)]
    spaces: list[FormField] = []
    cells = []
    for column, strip in zip(one.columns, places[2:], strict=True):
        gap = strip.start - GAP / 2
        x = setter.left(gap, 0)
        pieces.append(
            Piece(Decoration.LAYOUT, PlacedPath((("m", x, -5.0), ("l", x, 5.0 - height)), stroke=setter.theme.palette.rule, width=0.6))
        )
        kids: tuple[Tag | Leaf, ...] = ()
        if forms.typed(setter):
            tag, space = forms.writing(setter, column.text, _name(one, at, column.id), strip, -3.0, 3.0 - height, lines=True)
            spaces.append(_told(space, number))
            kids = (tag,)
        cells.append(setter.tag(Kind.TD, column.text, kids))
    head = replace(setter.tag(Kind.TH, number, done.kids), scope=Scope.ROW)
    return Slab(height, tuple(pieces), fields=tuple(spaces)), setter.group_tag(Kind.TR, (head, *cells))


def _name(one: Field, at: int, column: str) -> str:
    return forms.name_of(one.context, str(at + 1), column)


def _told(space: FormField, number: Text) -> FormField:
    return replace(space, tooltip=f"{space.tooltip}, {number.plain()}")


def _stacked(setter: Setter, one: Field, numbers: list[Text], place: Place) -> Laid:
    """L of LI: the number as Lbl, in LBody a P for each column with a line below it."""
    slabs, said = inputs.asked(setter, one, place)
    height = inputs.line_height(setter)
    items = []
    for at, number in enumerate(numbers):
        label = setter.text(number, setter.theme.minor, place)
        found: tuple[Slab, ...] = inputs.held(setter.flowing(label, setter.theme.space_paragraph))
        parts = []
        for column in one.columns:
            done = setter.text(column.text, setter.theme.text, place)
            line, kids = _line(setter, one, at, number, column.text, column.id, place, height, done)
            found += (*inputs.held(setter.flowing(done, 2.0)), line)
            parts.append(setter.tag(Kind.P, column.text, kids))
        slabs += chain(found, Keep.SOFT)
        lbl = setter.tag(Kind.LBL, number, label.kids)
        items.append(setter.group_tag(Kind.LI, (lbl, setter.group_tag(Kind.LBODY, tuple(parts)))))
    return Laid(slabs, (*inputs.paragraphs(setter, said), replace(setter.group_tag(Kind.L, tuple(items)), numbering=Numbering.DECIMAL)))


def _line(
    setter: Setter, one: Field, at: int, number: Text, label: Text, column: str, place: Place, height: float, done: SetText
) -> tuple[Slab, tuple[Tag | Leaf, ...]]:
    ruled = (inputs.rule(setter, place, 2.0 - height),)
    if not forms.typed(setter):
        return Slab(height, ruled), done.kids
    tag, space = forms.writing(setter, label, _name(one, at, column), place, -2.0, 3.0 - height)
    return Slab(height, ruled, fields=(_told(space, number),)), (*done.kids, tag)
