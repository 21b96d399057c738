"""Tables: columns as wide as their words ask, header row repeated on each page; stacked into a list in large
print, and in clear print where it would not fit a page."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Column, Plain, Row, Table, Text
from clinickit.content.wording import Wording, fill
from clinickit.layout.blocks.prose import narrow
from clinickit.layout.flow import Keep, Laid, Piece, Slab, begun, chain, moved
from clinickit.layout.pages import PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Leaf, Numbering, Scope, Tag
from clinickit.layout.theme import Type

GAP = 14.0
ABOVE, BELOW = 6.0, 7.0
WORD = 11
"""So many ems at most a word keeps for itself: one that is longer (an address) may not squeeze the other columns."""
WRITTEN = 0.4
"""The part of the width that a column with empty cells has at least: one writes in them."""
ONE_PAGE = 0.66
"""In print larger than standard a table taller than this part of the page is stacked: nobody should read across two pages."""


def table(setter: Setter, one: Table, place: Place) -> Laid:
    """Table with Caption, THead (TH by column) and TBody (TH by row)."""
    if setter.theme.stacked:
        return _stacked(setter, one, place)
    head_kind = replace(setter.theme.table, bold=True, color=setter.theme.palette.accent)
    row_kind = replace(setter.theme.table, bold=True)
    widths = _widths(setter, one, place.width, head_kind, row_kind)
    places = []
    start = place.start
    for width in widths:
        places.append(Place(start, width))
        start += width + GAP
    caption = setter.text(one.caption, replace(setter.theme.table, color=setter.theme.palette.quiet), narrow(setter, place))
    head_cells = [setter.text(column.text, head_kind, at) for column, at in zip(one.columns, places, strict=True)]
    head = _row(setter, head_cells, place, setter.theme.palette.accent, 1.5)
    slabs = chain((*setter.flowing(caption, setter.theme.space_paragraph), head._replace(before=2.0), Slab(0, ())), Keep.HARD)[:-1]
    columns = tuple(
        replace(setter.tag(Kind.TH, column.text, cell.kids), scope=Scope.COLUMN)
        for column, cell in zip(one.columns, head_cells, strict=True)
    )
    again = head._replace(pieces=tuple(Piece(Decoration.HEAD, item) for _, item, _ in head.pieces))
    rows = []
    for at, row in enumerate(one.rows):
        slab, tag = _body_row(setter, row, places, place, row_kind)
        slabs += (slab._replace(repeat=again if at else None),)
        rows.append(tag)
    if setter.theme.enlarged and sum(slab.height for slab in slabs) > setter.theme.height * ONE_PAGE:
        return _stacked(setter, one, place)
    slabs = chain(slabs, Keep.SOFT)
    kids = (
        setter.tag(Kind.CAPTION, one.caption, caption.kids),
        setter.group_tag(Kind.THEAD, (setter.group_tag(Kind.TR, columns),)),
        setter.group_tag(Kind.TBODY, tuple(rows)),
    )
    return Laid(slabs, (setter.group_tag(Kind.TABLE, kids),))


def _body_row(setter: Setter, row: Row, places: list[Place], place: Place, row_kind: Type) -> tuple[Slab, Tag]:
    heading = setter.text(row.heading, row_kind, places[0])
    cells = [setter.text(text, setter.theme.table, at) for text, at in zip(row.cells, places[1:], strict=True)]
    tags = (
        replace(setter.tag(Kind.TH, row.heading, heading.kids), scope=Scope.ROW),
        *(setter.tag(Kind.TD, text, cell.kids) for text, cell in zip(row.cells, cells, strict=True)),
    )
    return _row(setter, [heading, *cells], place, setter.theme.palette.rule, 0.75), setter.group_tag(Kind.TR, tags)


def _row(setter: Setter, cells: list[SetText], place: Place, color: tuple[float, float, float], width: float) -> Slab:
    height = ABOVE + max(cell.height for cell in cells) + BELOW
    x = setter.left(place.start, place.width)
    rule = PlacedPath((("m", x, -height), ("l", x + place.width, -height)), stroke=color, width=width)
    pieces = [piece for cell in cells for piece in cell.block(-ABOVE)]
    return Slab(height, (*pieces, Piece(Decoration.LAYOUT, rule)))


def _widths(setter: Setter, one: Table, total: float, head_kind: Type, row_kind: Type) -> list[float]:
    """Each column as wide as its longest word at least; what is left goes where whole cells would like it."""
    room = total - GAP * (len(one.columns) - 1)
    least, most = [], []
    for at, column in enumerate(one.columns):
        texts = [(column.text, head_kind)]
        texts += [(row.cells[at - 1], setter.theme.table) if at else (row.heading, row_kind) for row in one.rows]
        least.append(max(longest_word(setter, text, kind) for text, kind in texts))
        most.append(max(setter.width(text, kind) for text, kind in texts))
        if at and any(not row.cells[at - 1].inlines for row in one.rows):
            least[at], most[at] = (max(width, room * WRITTEN) for width in (least[at], most[at]))
    if sum(most) <= room:
        spare = (room - sum(most)) / len(most)
        return [width + spare for width in most]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    want = [high - low for low, high in zip(least, most, strict=True)]
    left = room - sum(least)
    return [low + left * share / sum(want) for low, share in zip(least, want, strict=True)]


def longest_word(setter: Setter, text: Text, kind: Type) -> float:
    words = sorted(text.plain().split(), key=len, reverse=True)[:2]
    limit = WORD * kind.size
    return max((min(limit, setter.width(Text((Plain(word, kind.bold),), text.language), kind)) for word in words), default=0.0) + 0.5


def _stacked(setter: Setter, one: Table, place: Place) -> Laid:
    """A list: the row's heading as Lbl, its cells in LBody, each as "column: value"."""
    inner = narrow(setter, place)
    caption = setter.text(one.caption, replace(setter.theme.text, color=setter.theme.palette.quiet), inner)
    slabs = chain((*setter.flowing(caption, setter.theme.space_paragraph), Slab(0, ())), Keep.HARD)[:-1]
    items = []
    x = setter.left(place.start, place.width)
    rule = PlacedPath((("m", x, 0.0), ("l", x + place.width, 0.0)), stroke=setter.theme.palette.rule, width=0.75)
    for row in one.rows:
        named = cell_line(setter.wording, one.columns[0], row.heading)
        heading = setter.text(named, setter.theme.strong, inner)
        found = (Slab(8, moved((Piece(Decoration.LAYOUT, rule),), 0), 6, Keep.HARD), *setter.flowing(heading, 0.0))
        kids: list[Tag | Leaf] = []
        for column, cell in zip(one.columns[1:], row.cells, strict=True):
            text = cell_line(setter.wording, column, cell)
            done = setter.text(text, setter.theme.text, inner)
            kids.append(setter.tag(Kind.P, text, done.kids))
            found += setter.flowing(done, 2.0, whole=True)
        slabs += begun(chain(found, Keep.SOFT), row.id)
        label = setter.tag(Kind.LBL, named, heading.kids)
        items.append(setter.group_tag(Kind.LI, (label, setter.group_tag(Kind.LBODY, tuple(kids)))))
    tag = replace(setter.group_tag(Kind.L, tuple(items)), numbering=Numbering.DISC)
    return Laid(slabs, (setter.tag(Kind.P, one.caption, caption.kids), tag))


def cell_line(wording: Wording, column: Column, cell: Text) -> Text:
    """ "Column: cell", in the cell's language."""
    pattern = wording.stacked
    head = column.text
    if cell.language != head.language or cell.language != pattern.language:
        return cell
    made = fill(pattern, {"column": head.plain(), "cell": cell.plain()})
    return replace(made, source=cell.source, risk=cell.risk, note=cell.note)
