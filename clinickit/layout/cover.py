"""The cover of a packet, its blank pages, and the packet's own page number on every page. Words and a clinic in; pages of placed, tagged
things out. Called by `delivery.packets`, which joins them with the handouts.

The packet's number stands at the upper edge, a handout's own ("page 1 of 4") in its foot, and each says which it is. A contents entry
has its page on a line of its own: a number never shares one with right-to-left letters (see `text/ordering.py`). A blank page says that it
is blank in a tagged line: a page without any content is announced as empty, which sounds like a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinickit.content.clinic import Clinic
from clinickit.content.model import Plain, Text
from clinickit.content.wording import Wording, fill
from clinickit.languages import language
from clinickit.layout.assemble import Placed, PlacedPage, assemble
from clinickit.layout.compose import Sheet
from clinickit.layout.flow import Keep, Piece, Slab, chain, marks, moved
from clinickit.layout.head import Head, head
from clinickit.layout.pages import Bookmark, Facts, Mark, Page, PagedDocument, PlacedPath
from clinickit.layout.paginate import Paginator
from clinickit.layout.paginate import Sheet as PlacedSheet
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind, Leaf, Tag
from clinickit.layout.theme import theme
from clinickit.text.typesetter import Typesetter

BEFORE_TITLE, AFTER_TITLE = 54.0, 20.0
RULE_BEFORE, RULE_AFTER = 7.0, 6.0
STAMP_ABOVE = 16.0
"""Points from the upper edge of the page to that of the packet's number, which no printer cuts; it ends above every head."""


@dataclass(frozen=True, slots=True)
class PacketWords:
    """What a packet says in its language. `page` holds {page} and {pages}, `starts` {page}; `digits` are the ten that both are filled
    with; `contents` None where the cover tells nothing."""

    language: str
    digits: str
    title: Text
    contents: Text | None
    page: Text
    starts: Text
    blank: Text

    def numbered(self, pattern: Text, **values: int) -> Text:
        """A pattern with its numbers in the digits of its language."""
        return fill(pattern, {name: "".join(self.digits[int(figure)] for figure in str(value)) for name, value in values.items()})


@dataclass(frozen=True, slots=True)
class Entry:
    """A handout in the contents: its title, in its own language; `tongue` names that language where it is another than the packet's;
    `page` (1-based) is where it starts."""

    title: Text
    tongue: str
    page: int


class Cover:
    """Sets what stands around the handouts of one packet."""

    def __init__(self, typesetter: Typesetter, words: PacketWords, sheet: Sheet) -> None:
        row = language(words.language)
        self._words = words
        self._row = row
        self._ink = sheet.ink
        self._setter = Setter(typesetter, theme(sheet.paper, sheet.size, sheet.ink), _wording(words), row.rtl)

    def compose(self, clinic: Clinic | None, entries: Sequence[Entry], facts: Facts) -> PagedDocument:
        """The clinic's head, the title, and where each handout starts, linked. The bookmark says the title of `facts`, not the one that
        somebody typed."""
        setter = self._setter
        top = head(setter, clinic, self._ink)
        column = Place(setter.theme.margin, setter.theme.column)
        opening, title = self._title(column, facts.title)
        slabs, tags = self._contents(entries, column) if self._words.contents is not None else ((), ())
        sheets = self._sheets(top, (*opening, *slabs))
        placed = _placed(sheets, 1 if top.first else 0, setter.theme.height - setter.theme.top)
        tree = Tag(Kind.DOCUMENT, (*top.tags, title, *tags), self._row.tag, setter.rtl)
        return assemble(placed, top, tree, facts, setter)

    def blank(self, facts: Facts) -> PagedDocument:
        """One page that says it is left blank."""
        setter = self._setter
        look = setter.theme
        done = setter.text(self._words.blank, replace(look.text, color=look.palette.quiet), Place(look.margin, look.column), align="center")
        tag = setter.tag(Kind.P, self._words.blank, done.kids)
        page = Page(look.width, look.height, marks(list(done.block(look.height / 2))))
        return PagedDocument((page,), Tag(Kind.DOCUMENT, (tag,), self._row.tag, setter.rtl), (), facts, setter.rtl)

    def stamp(self, page: int, pages: int) -> tuple[Mark, ...]:
        """The packet's own page number, in the middle of the upper edge, where no head has words; an artifact like every page number."""
        setter = self._setter
        look = setter.theme
        said = self._words.numbered(self._words.page, page=page, pages=pages)
        done = setter.text(said, look.foot, Place(look.margin, look.column), align="center")
        return marks([Piece(Decoration.HEAD, piece.item) for piece in done.block(look.height - STAMP_ABOVE)])

    def _title(self, column: Place, named: str) -> tuple[tuple[Slab, ...], Tag]:
        setter, title = self._setter, self._words.title
        done = setter.text(title, setter.theme.title, column)
        slabs = setter.flowing(done, BEFORE_TITLE)
        slabs = (slabs[0]._replace(bookmark=(named, 1)), *slabs[1:])
        return chain((*slabs, Slab(0.0, ())), Keep.HARD), setter.tag(Kind.H1, title, done.kids)

    def _contents(self, entries: Sequence[Entry], column: Place) -> tuple[tuple[Slab, ...], tuple[Tag, ...]]:
        """H2 and a TOC with a TOCI for each handout, a hair rule above each."""
        setter, heading = self._setter, self._words.contents
        assert heading is not None
        done = setter.text(heading, setter.theme.heading, column)
        slabs = chain((*setter.flowing(done, AFTER_TITLE), Slab(0.0, ())), Keep.HARD)
        items = []
        for entry in entries:
            made, tag = self._entry(entry, column)
            slabs += made
            items.append(tag)
        return slabs, (setter.tag(Kind.H2, heading, done.kids), setter.group_tag(Kind.TOC, tuple(items)))

    def _entry(self, entry: Entry, column: Place) -> tuple[tuple[Slab, ...], Tag]:
        setter = self._setter
        look = setter.theme
        where = self._words.numbered(self._words.starts, page=entry.page)
        if entry.tongue:
            where = replace(where, inlines=(*where.inlines, Plain(f" · {entry.tongue}")))
        x = setter.left(column.start, column.width)
        rule = PlacedPath((("m", x, 0.0), ("l", x + column.width, 0.0)), stroke=look.palette.rule, width=0.75)
        title = setter.text(entry.title, look.strong, column)
        below = setter.text(where, replace(look.text, color=look.palette.quiet), column)
        leaf = next(kid for kid in title.kids if isinstance(kid, Leaf))
        link = Tag(Kind.LINK, title.kids, entry.title.language, language(entry.title.language).rtl)
        label = f"{entry.title.plain()}: {where.plain()}"
        areas = tuple(replace(one, page=entry.page - 1) for one in setter.link_areas(title, leaf, "", label))
        slabs = (
            Slab(RULE_AFTER, (Piece(Decoration.LAYOUT, rule),), RULE_BEFORE),
            Slab(title.height, title.block(), links=areas),
            Slab(below.height, below.block()),
        )
        kids = (
            Tag(Kind.REFERENCE, (link,), link.language, link.rtl),
            setter.tag(Kind.P, where, below.kids),
        )
        return chain(slabs, Keep.HARD), setter.group_tag(Kind.TOCI, kids)

    def _sheets(self, top: Head, slabs: tuple[Slab, ...]) -> list[PlacedSheet]:
        look = self._setter.theme
        first = look.height - look.top
        bottom = look.foot_rule
        return Paginator((first, first - top.later_height), (bottom, bottom)).place((*((top.first,) if top.first else ()), *slabs))


def _placed(sheets: list[PlacedSheet], heads: int, head_top: float) -> Placed:
    """The slabs below the head at their final places."""
    pages = []
    bookmarks = []
    for at, sheet in enumerate(sheets):
        pieces: list[Piece] = []
        links = []
        for put in sheet.puts[heads if at == 0 else 0 :]:
            pieces += moved(put.slab.pieces, put.top)
            links += [replace(area, y0=area.y0 + put.top, y1=area.y1 + put.top) for area in put.slab.links]
            if put.slab.bookmark is not None:
                bookmarks.append(Bookmark(*put.slab.bookmark, at, put.top + 4))
        pages.append(PlacedPage((), marks(pieces), (), tuple(links), ()))
    return Placed(tuple(pages), tuple(bookmarks), {}, head_top)


def _wording(words: PacketWords) -> Wording:
    """What a setter asks of a page's words: its language. A cover says nothing else of them."""
    none = Text((), words.language)
    return Wording(words.language, words.digits, None, none, (), words.page, none, none, none, none, "", "", none)
