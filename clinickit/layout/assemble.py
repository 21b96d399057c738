"""Sheets of placed slabs become pages: pieces at their final places, marks in the order of the tag tree, backgrounds first, head and
foot last; then the tree learns where its figures stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinickit.layout.flow import Piece, marks, moved, shift
from clinickit.layout.head import Foot, page_number
from clinickit.layout.pages import Bookmark, Facts, LinkArea, Page, PagedDocument, Placed, PlacedPath, PlacedPicture
from clinickit.layout.paginate import Sheet
from clinickit.layout.setter import Setter
from clinickit.layout.tags import Kind, Leaf, Tag

Bounds = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the text: the later pages' head and its y, the foot, and how many slabs open page 1 before the foot is said."""

    setter: Setter
    later: tuple[Piece, ...]
    head_y: float
    foot: Foot
    opening_slabs: int


def assemble(sheets: list[Sheet], tree: Tag, facts: Facts, around: Around) -> PagedDocument:
    """The document of sheets. Figures get their bounds, headings their bookmarks."""
    pages = []
    bookmarks = []
    bounds: dict[int, Bounds] = {}
    theme = around.setter.theme
    for number, sheet in enumerate(sheets):
        pieces = _pieces(sheet, number, around)
        links: list[LinkArea] = []
        for put in sheet.puts:
            links += [replace(area, y0=area.y0 + put.top, y1=area.y1 + put.top) for area in put.slab.links]
            if put.slab.bookmark is not None:
                title, level = put.slab.bookmark
                bookmarks.append(Bookmark(title, level, number, put.top + 4))
        pieces += page_number(around.setter, number + 1, len(sheets), around.foot.rule)
        made = marks(pieces)
        for mark in made:
            if isinstance(mark.owner, Leaf):
                bounds[mark.owner.number] = _join(number, bounds.get(mark.owner.number), mark.items)
        pages.append(Page(theme.width, theme.height, made, tuple(links)))
    return PagedDocument(tuple(pages), _with_bounds(tree, bounds), tuple(bookmarks), facts, around.setter.rtl)


def _pieces(sheet: Sheet, number: int, around: Around) -> list[Piece]:
    """All pieces of a page in writing order."""
    pieces: list[Piece] = []
    for span in sorted(sheet.spans, key=lambda span: -span.top):
        pieces += span.group.draw(span.top, span.bottom)
    for put in sheet.repeats:
        pieces += moved(put.slab.pieces, put.top)
    said = number == 0
    for at, put in enumerate(sheet.puts):
        if said and at == around.opening_slabs:
            pieces += around.foot.said
            said = False
        top = put.top
        pieces += [Piece(owner, shift(item, 0.0, top), personal) for owner, item, personal in put.slab.pieces]
    if said:
        pieces += around.foot.said
    if number:
        pieces += moved(around.later, around.head_y)
        pieces += around.foot.repeat
    pieces += around.foot.drawn
    return pieces


def _join(page: int, before: Bounds | None, items: tuple[Placed, ...]) -> Bounds:
    boxes = [_box(item) for item in items]
    if before is not None and before[0] == page:
        boxes.append(before[1:])
    elif before is not None:
        return before
    return (page, min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))


def _box(item: Placed) -> tuple[float, float, float, float]:
    if isinstance(item, PlacedPicture):
        return (item.x, item.y, item.x + item.width, item.y + item.height)
    if isinstance(item, PlacedPath):
        numbers = [float(number) for step in item.path if step[0] != "re" for number in step[1:]]
        for step in item.path:
            if step[0] == "re":
                x, y, width, height = (float(number) for number in step[1:])
                numbers += [x, y, x + width, y + height]
        return (min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))
    return (item.x, item.y - item.run.size * 0.3, item.x + item.run.width, item.y + item.run.size * 0.9)


def _with_bounds(tag: Tag, bounds: dict[int, Bounds]) -> Tag:
    if tag.kind is Kind.FIGURE:
        numbers = [kid.number for kid in tag.kids if isinstance(kid, Leaf)]
        return replace(tag, bounds=bounds[numbers[0]]) if numbers else tag
    if not any(isinstance(kid, Tag) for kid in tag.kids):
        return tag
    return replace(tag, kids=tuple(_with_bounds(kid, bounds) if isinstance(kid, Tag) else kid for kid in tag.kids))
