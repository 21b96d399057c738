"""Several paged documents become one: leaves numbered anew in the order of reading, tag trees under one Document, bookmarks, links and
figures on their new pages. Documents in, one document out; nothing is laid out here. Called by `delivery.packets`.

    cover ─ (blank) ─ handout ─ (blank) ─ handout

Each handout becomes a Part in its own language. Names that must be unique in a file (form fields, notes) begin with the part's number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from clinickit.layout.pages import Bookmark, Facts, FormField, Mark, Page, PagedDocument
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.text.runs import FaceKey


class Piece(NamedTuple):
    """One of the documents. A `part` gets a Part tag of its own; what is in no part (cover, blank pages) stands in the Document itself."""

    document: PagedDocument
    part: bool = True


def odd_starts(first: int, lengths: Sequence[int]) -> tuple[int, ...]:
    """The page (1-based) on which each handout starts, where `first` pages stand before: the next odd one."""
    found = []
    used = first
    for length in lengths:
        used += used % 2
        found.append(used + 1)
        used += length
    return tuple(found)


def join(pieces: Sequence[Piece], facts: Facts, rtl: bool, stamp: Callable[[int, int], tuple[Mark, ...]]) -> PagedDocument:
    """All pieces one after the other. `stamp(page, pages)`, both from 1, gives the marks that every page adds: artifacts, the packet's own
    page numbers. `facts` are those of the whole, in the language of the Document."""
    total = sum(len(one.document.pages) for one in pieces)
    face = next((field.face for one in pieces for page in one.document.pages for field in page.fields if field.face), None)
    numbers = _Leaves()
    pages: list[Page] = []
    bookmarks: list[Bookmark] = []
    kids: list[Tag] = []
    parts = 0
    for piece in pieces:
        document, start = piece.document, len(pages)
        parts += piece.part
        moved = _Moved(numbers.next_document(), start, f"{parts}-" if piece.part else "", face)
        tree = moved.tag(document.tree)
        kids += (replace(tree, kind=Kind.PART),) if piece.part else (kid for kid in tree.kids if isinstance(kid, Tag))
        pages += [_stamped(moved.page(one), stamp(start + at, total)) for at, one in enumerate(document.pages, 1)]
        bookmarks += [replace(one, page=one.page + start) for one in document.bookmarks]
    outlined = all(one.document.outlined for one in pieces)
    whole = Tag(Kind.DOCUMENT, tuple(kids), facts.language, rtl)
    return PagedDocument(tuple(pages), whole, tuple(bookmarks) if outlined else (), facts, rtl, outlined)


def _stamped(page: Page, stamp: tuple[Mark, ...]) -> Page:
    return replace(page, marks=(*page.marks, *stamp))


class _Leaves:
    """Gives out the leaves of the whole, counted on from one document to the next."""

    def __init__(self) -> None:
        self.used = 0
        self._known: dict[int, Leaf] = {}

    def next_document(self) -> _Leaves:
        """The same count, with no leaf known yet."""
        self._known = {}
        return self

    def new(self, leaf: Leaf) -> Leaf:
        found = self._known.get(leaf.number)
        if found is None:
            found = self._known[leaf.number] = Leaf(self.used)
            self.used += 1
        return found


@dataclass(frozen=True, slots=True)
class _Moved:
    """One document as it stands in the whole: `start` pages later, with names of its own."""

    leaves: _Leaves
    start: int
    prefix: str
    face: FaceKey | None

    def tag(self, tag: Tag) -> Tag:
        kids = tuple(self.tag(kid) if isinstance(kid, Tag) else self.leaves.new(kid) for kid in tag.kids)
        bounds = (tag.bounds[0] + self.start, *tag.bounds[1:]) if tag.bounds is not None else None
        return replace(tag, kids=kids, bounds=bounds, note_id=self.prefix + tag.note_id if tag.note_id else tag.note_id)

    def page(self, page: Page) -> Page:
        marks = tuple(replace(one, owner=self.leaves.new(one.owner)) if isinstance(one.owner, Leaf) else one for one in page.marks)
        links = tuple(
            replace(one, leaf=self.leaves.new(one.leaf), page=None if one.page is None else one.page + self.start) for one in page.links
        )
        return replace(page, marks=marks, links=links, fields=tuple(map(self._field, page.fields)))

    def _field(self, field: FormField) -> FormField:
        """One face is typed with in the whole file; each has all letters that a form can take."""
        face = self.face if field.face is not None else None
        return replace(field, leaf=self.leaves.new(field.leaf), name=self.prefix + field.name, face=face)
