"""The structure tree (ISO 32000-1 14.7) as finished bytes: the tag tree and the numbers of its leaves go in. Called by `write`.

Language and direction are written where they change from the parent; the catalog's language and left-to-right are what the root
inherits. A tag's page is that of its first leaf; a leaf on another page is a marked-content reference with its own page. A leaf that
follows a tag among its parent's kids stands in a Span of its own, so that a reader who takes a tag's own content first goes right."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.pdf.numbering import Numbering
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import array, reference, string

Places = tuple[tuple[int, int], ...]
"""(page, MCID), pages 0-based."""

_NAMES = {kind: kind.value for kind in Kind}


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or widget annotation that stands in a tag: its object number, its page (0-based) and its key in the parent tree."""

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
        page, kids = self._kids(tag, number)
        row = [f"<</S/{_NAMES[tag.kind]}/P {parent} 0 R"]
        if page is not None:
            row.append(f"/Pg {self._pages[page]} 0 R")
        row.append(f"/K {kids[0]}" if len(kids) == 1 and kids[0][0] != "<" else f"/K[{' '.join(kids)}]")
        if tag.language != language:
            row.append(f"/Lang({tag.language})")
        if tag.alt is not None:
            row.append(f"/Alt{string(tag.alt).decode()}")
        if tag.note_id is not None:
            name = string(tag.note_id)
            row.append(f"/ID{name.decode()}")
            self._notes.append((name, number))
        attributes = _attributes(tag, rtl)
        if attributes:
            row.append(f"/A{attributes[0]}" if len(attributes) == 1 else f"/A[{''.join(attributes)}]")
        row.append(">>")
        self._file.fill(number, "".join(row).encode())
        return number

    def _kids(self, tag: Tag, number: int) -> tuple[int | None, list[str]]:
        """The page of the tag, and its kids as they stand in K: elements, MCIDs on that page, marked content of other pages, links."""
        page = tag.bounds[0] if tag.bounds is not None else None
        kids: list[str] = []
        tags = False
        for kid in tag.kids:
            if isinstance(kid, Tag):
                tags = True
                kids.append(f"{self._element(kid, number, tag.language, tag.rtl)} 0 R")
                continue
            places = self._numbering.places.get(kid.number, ())
            if tags and places:
                kids.append(f"{self._span(kid.number, number, places)} 0 R")
                continue
            self._owners[kid.number] = number
            if page is None and places:
                page = places[0][0]
            kids += self._content(places, page)
        if tag.kind in (Kind.LINK, Kind.FORM):
            for leaf in _leaves(tag):
                for one in self._annotations.get(leaf, ()):
                    self._links[one.key] = number
                    kids.append(f"<</Type/OBJR/Pg {self._pages[one.page]} 0 R/Obj {one.number} 0 R>>")
        return page, kids

    def _span(self, leaf: int, parent: int, places: Places) -> int:
        """A leaf in a Span of its own."""
        number = self._file.reserve()
        self._owners[leaf] = number
        page = places[0][0]
        kids = " ".join(self._content(places, page))
        self._file.fill(number, f"<</S/Span/P {parent} 0 R/Pg {self._pages[page]} 0 R/K[{kids}]>>".encode())
        return number

    def _content(self, places: Places, page: int | None) -> list[str]:
        """MCIDs as they stand in K, those of another page with that page."""
        return [
            f"{identifier}" if place == page else f"<</Type/MCR/Pg {self._pages[place]} 0 R/MCID {identifier}>>"
            for place, identifier in places
        ]

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


def _attributes(tag: Tag, parent_rtl: bool) -> list[str]:
    """Attribute objects by owner (14.8.5): Layout, Table, List."""
    layout = ""
    if tag.bounds is not None:
        layout += f"/BBox{array(tag.bounds[1:]).decode()}"
    if tag.rtl != parent_rtl:
        layout += "/WritingMode/RlTb" if tag.rtl else "/WritingMode/LrTb"
    found = [f"<</O/Layout{layout}>>"] if layout else []
    if tag.scope is not None:
        found.append(f"<</O/Table/Scope/{tag.scope.value}>>")
    if tag.numbering is not None:
        found.append(f"<</O/List/ListNumbering/{tag.numbering.value}>>")
    return found
