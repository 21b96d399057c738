"""The structure tree (ISO 32000-1 14.7) as finished bytes: the tag tree and the numbers of its leaves go in. Called by `write`.

Language and direction are written where they change from the parent; the catalog's language and left-to-right are what the root
inherits. A tag's page is that of its first leaf; a leaf on another page is a marked-content reference with its own page."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.pdf.numbering import Numbering
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import array, reference, string


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation that stands in a tag: its object number, its page (0-based) and its key in the parent tree."""

    number: int
    page: int
    key: int


class StructureWriter:
    """Writes one document's tree. `pages` are the object numbers of the pages; `annotations` by the leaf they belong to."""

    def __init__(
        self, file: PdfFile, numbering: Numbering, pages: tuple[int, ...], annotations: dict[int, tuple[Annotation, ...]], language: str
    ) -> None:
        self._file, self._numbering, self._pages = file, numbering, pages
        self._annotations, self._language = annotations, language
        self._owners: dict[int, int] = {}
        self._links: dict[int, int] = {}
        self._notes: list[tuple[bytes, int]] = []

    def write(self, tree: Tag) -> int:
        """Adds the root, every element, the parent tree and the identifiers of notes; the root's object number."""
        root = self._file.reserve()
        top = self._element(tree, root, self._language, False)
        parent_tree = self._file.add(self._parent_tree())
        rows = [
            b"<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d" % (reference(top), reference(parent_tree), self._next_key()),
            b"/RoleMap<</Strong/Span>>",
        ]
        if self._notes:
            names = b"".join(b"%s %s" % (name, reference(number)) for name, number in sorted(self._notes))
            rows.append(b"/IDTree %s" % reference(self._file.add(b"<</Names[%s]>>" % names)))
        self._file.fill(root, b"".join([*rows, b">>"]))
        return root

    def _element(self, tag: Tag, parent: int, language: str, rtl: bool) -> int:
        number = self._file.reserve()
        page = self._page(tag)
        kids = self._kids(tag, number, page)
        row = [b"<</S/%s/P %s" % (tag.kind.encode(), reference(parent))]
        if page is not None:
            row.append(b"/Pg %s" % reference(self._pages[page]))
        if kids:
            row.append(b"/K[%s]" % b" ".join(kids) if len(kids) > 1 or kids[0].startswith(b"<<") else b"/K %s" % kids[0])
        if tag.language != language:
            row.append(b"/Lang%s" % string(tag.language))
        if tag.alt is not None:
            row.append(b"/Alt%s" % string(tag.alt))
        if tag.note_id is not None:
            name = string(tag.note_id)
            row.append(b"/ID%s" % name)
            self._notes.append((name, number))
        attributes = _attributes(tag, rtl)
        if attributes:
            row.append(b"/A%s" % (attributes[0] if len(attributes) == 1 else b"[%s]" % b"".join(attributes)))
        self._file.fill(number, b"".join([*row, b">>"]))
        return number

    def _page(self, tag: Tag) -> int | None:
        if tag.bounds is not None:
            return tag.bounds[0]
        for kid in tag.kids:
            if isinstance(kid, Leaf):
                places = self._numbering.places.get(kid.number, ())
                if places:
                    return places[0][0]
        return None

    def _kids(self, tag: Tag, number: int, page: int | None) -> list[bytes]:
        kids: list[bytes] = []
        for kid in tag.kids:
            if isinstance(kid, Leaf):
                self._owners[kid.number] = number
                for place, identifier in self._numbering.places.get(kid.number, ()):
                    if place == page:
                        kids.append(b"%d" % identifier)
                    else:
                        kids.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (reference(self._pages[place]), identifier))
            else:
                kids.append(reference(self._element(kid, number, tag.language, tag.rtl)))
        if tag.kind is Kind.LINK:
            for leaf in _leaves(tag):
                for one in self._annotations.get(leaf, ()):
                    self._links[one.key] = number
                    kids.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % (reference(self._pages[one.page]), reference(one.number)))
        return kids

    def _parent_tree(self) -> bytes:
        rows = []
        for at, leaves in enumerate(self._numbering.leaves):
            owners = b" ".join(reference(self._owners[leaf]) if leaf in self._owners else b"null" for leaf in leaves)
            rows.append(b"%d[%s]" % (at, owners))
        rows += [b"%d %s" % (key, reference(number)) for key, number in sorted(self._links.items())]
        return b"<</Nums[%s]>>" % b"\n".join(rows)

    def _next_key(self) -> int:
        return max(self._links, default=len(self._pages) - 1) + 1


def _leaves(tag: Tag) -> list[int]:
    found: list[int] = []
    for kid in tag.kids:
        found += [kid.number] if isinstance(kid, Leaf) else _leaves(kid)
    return found


def _attributes(tag: Tag, parent_rtl: bool) -> list[bytes]:
    """Attribute objects by owner (14.8.5): Layout, Table, List."""
    layout = b""
    if tag.bounds is not None:
        layout += b"/BBox%s" % array(tag.bounds[1:])
    if tag.rtl != parent_rtl:
        layout += b"/WritingMode/RlTb" if tag.rtl else b"/WritingMode/LrTb"
    found = [b"<</O/Layout%s>>" % layout] if layout else []
    if tag.scope is not None:
        found.append(b"<</O/Table/Scope/%s>>" % tag.scope.encode())
    if tag.numbering is not None:
        found.append(b"<</O/List/ListNumbering/%s>>" % tag.numbering.encode())
    return found
