"""Sheets of placed slabs become pages: pieces at their final places, marks in the order of the tag tree, backgrounds first, head and
foot last; then the tree learns where its figures stand.

In two steps: `place_body` for all that does not change with the clinic, `assemble` for its head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinickit.layout.flow import Piece, marks, moved, shift
from clinickit.layout.head import Foot, Head, page_number
from clinickit.layout.pages import Bookmark, Facts, FormField, LinkArea, Mark, Page, PagedDocument, PlacedPath, PlacedPicture
from clinickit.layout.pages import Placed as PlacedThing
from clinickit.layout.paginate import Sheet
from clinickit.layout.setter import Setter
from clinickit.layout.tags import Decoration, Kind, Leaf, Tag

Bounds = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the body: the foot; how many slabs belong to the head (0 or 1), and the number of the first slab after the
    opening, before which page 1's foot is said. Of pages that take turns with those of another language, every `step`-th is this one's,
    from `offset`, and `silent` says that the other one's page 1 has said the foot."""

    setter: Setter
    foot: Foot
    head_slabs: int
    opened: int
    step: int = 1
    offset: int = 0
    silent: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page but for its head, which goes between `before` and `body` on page 1 (it is said there), after everything on the others."""

    before: tuple[Mark, ...]
    body: tuple[Mark, ...]
    after: tuple[Mark, ...]
    links: tuple[LinkArea, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A body on its pages. `head_top`: y of the upper edge of every head."""

    pages: tuple[PlacedPage, ...]
    bookmarks: tuple[Bookmark, ...]
    bounds: dict[int, Bounds]
    head_top: float


def repeated(top: Head) -> Head:
    """The head of a handout that follows others in one file, whose cover has said it: there it repeats, so on page 1 too it is an artifact
    without links."""
    if top.first is None:
        return top
    pieces = tuple(Piece(Decoration.HEAD, piece.item, piece.personal) for piece in top.first.pieces)
    return replace(top, first=top.first._replace(pieces=pieces, links=()), tags=())


def place_body(sheets: list[Sheet], around: Around) -> Placed:
    """Everything but the head at its final place."""
    setter = around.setter
    pages, bookmarks = [], []
    bounds: dict[int, Bounds] = {}
    for at_sheet, sheet in enumerate(sheets):
        first = at_sheet == 0
        number = at_sheet * around.step + around.offset
        puts = sheet.puts[around.head_slabs :] if first else sheet.puts
        links: list[LinkArea] = []
        fields: list[FormField] = []
        body: list[Piece] = []
        second: list[Piece] = []
        opened = around.opened - around.head_slabs if first else -1
        for at, put in enumerate(puts):
            if at == opened:
                body += around.foot.said
            (second if put.slab.second else body).extend(moved(put.slab.pieces, put.top))
            links += [replace(area, y0=area.y0 + put.top, y1=area.y1 + put.top) for area in put.slab.links]
            fields += [replace(area, y0=area.y0 + put.top, y1=area.y1 + put.top) for area in put.slab.fields]
            if put.slab.bookmark is not None:
                bookmarks.append(Bookmark(*put.slab.bookmark, number, put.top + 4))
        if first and len(puts) <= opened:
            body += around.foot.said
        made = marks(body + second)
        after = [*(around.foot.drawn if first and not around.silent else around.foot.later)]
        after += page_number(setter, number + 1, len(sheets) * around.step, around.foot.number)
        pages.append(PlacedPage(_before(sheet), made, marks(after), tuple(links), tuple(fields)))
        bounds |= _bounds(number, made, setter.figures)
    return Placed(tuple(pages), tuple(bookmarks), bounds, setter.theme.height - setter.theme.top)


def shifted(page: PlacedPage, dx: float) -> PlacedPage:
    """The same page, all but its foot moved by points to the right."""
    if not dx:
        return page
    before, body = (tuple(_moved(mark, dx) for mark in found) for found in (page.before, page.body))
    links = tuple(replace(one, x0=one.x0 + dx, x1=one.x1 + dx) for one in page.links)
    fields = tuple(replace(one, x0=one.x0 + dx, x1=one.x1 + dx) for one in page.fields)
    return PlacedPage(before, body, page.after, links, fields)


def _moved(mark: Mark, dx: float) -> Mark:
    return replace(mark, items=tuple(shift(item, dx, 0.0) for item in mark.items))


def _before(sheet: Sheet) -> tuple[Mark, ...]:
    """Backgrounds, outer ones first, and repeated header rows."""
    pieces: list[Piece] = []
    for span in sorted(sheet.spans, key=lambda span: -span.top):
        pieces += span.group.draw(span.top, span.bottom)
    for put in sheet.repeats:
        pieces += moved(put.slab.pieces, put.top)
    return marks(pieces)


def assemble(placed: Placed, top: Head, tree: Tag, facts: Facts, setter: Setter) -> PagedDocument:
    """The document of a body and a head. Figures get their bounds."""
    theme = setter.theme
    bounds = placed.bounds
    pages = []
    for number, page in enumerate(placed.pages):
        links = page.links
        if number == 0 and top.first is not None:
            said = marks(list(moved(top.first.pieces, placed.head_top)))
            bounds = {**bounds, **_bounds(0, said, setter.figures)}
            own = tuple(replace(area, y0=area.y0 + placed.head_top, y1=area.y1 + placed.head_top) for area in top.first.links)
            links = (*own, *links)
            made = (*page.before, *said, *page.body, *page.after)
        elif number:
            made = (*page.before, *page.body, *page.after, *marks(list(moved(top.later, placed.head_top))))
        else:
            made = (*page.before, *page.body, *page.after)
        pages.append(Page(theme.width, theme.height, made, links, page.fields))
    return PagedDocument(tuple(pages), _with_bounds(tree, bounds), placed.bookmarks, facts, setter.rtl)


def _bounds(number: int, made: tuple[Mark, ...], figures: set[int]) -> dict[int, Bounds]:
    """Where the figures among some marks stand, by leaf."""
    found: dict[int, Bounds] = {}
    for mark in made:
        if isinstance(mark.owner, Leaf) and mark.owner.number in figures:
            boxes = [_box(item) for item in mark.items]
            lows, highs = [box[:2] for box in boxes], [box[2:] for box in boxes]
            x0, y0 = (min(low[axis] for low in lows) for axis in (0, 1))
            x1, y1 = (max(high[axis] for high in highs) for axis in (0, 1))
            found[mark.owner.number] = (number, x0, y0, x1, y1)
    return found


def _box(item: PlacedThing) -> tuple[float, float, float, float]:
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


_HOLDERS = frozenset((Kind.DOCUMENT, Kind.SECT, Kind.DIV, Kind.L, Kind.LI, Kind.LBODY))
"""The tags that figures stand in: of lists, contacts with a code to scan."""


def _with_bounds(tag: Tag, bounds: dict[int, Bounds]) -> Tag:
    """The same tag where it holds no figure."""
    if tag.kind is Kind.FIGURE:
        number = next(kid.number for kid in tag.kids if isinstance(kid, Leaf))
        return tag if tag.bounds == bounds[number] else replace(tag, bounds=bounds[number])
    if tag.kind not in _HOLDERS:
        return tag
    kids = tuple(_with_bounds(kid, bounds) if isinstance(kid, Tag) else kid for kid in tag.kids)
    same = all(new is old for new, old in zip(kids, tag.kids, strict=True))
    return tag if same else replace(tag, kids=kids)
