"""What of a document does not change with a name: its checked tags and facts, its structure, its operators, codes and fonts.
A paged document goes in, a `Skeleton` comes out; called by `write`, which adds the personal marks and the links.

A writer keeps the last few, so the same handout with another name is written in a fraction of the time. A skeleton fits a document
only where everything but the items of personal marks and the rectangles of links is equal, so keeping it never changes a byte."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from itertools import groupby
from threading import Lock

from clinickit.layout.pages import Mark, Page, PagedDocument
from clinickit.layout.tags import Leaf
from clinickit.pdf.codes import Codes
from clinickit.pdf.fonts import EmbeddedFont, FontMaker
from clinickit.pdf.forms import FormWriter, Widget
from clinickit.pdf.marks import MarkWriter
from clinickit.pdf.metadata import information, output_intent, profile, xmp
from clinickit.pdf.numbering import Owners, number_leaves, standard_name
from clinickit.pdf.outline import write_outline
from clinickit.pdf.pictures import PictureTable
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.structure import Annotation, StructureWriter
from clinickit.pdf.syntax import Deflater, array, reference, string
from clinickit.text.typed import Typed


@dataclass(frozen=True, slots=True)
class Written:
    """A mark: its operators, or, where it is personal, what its operators need."""

    operators: str | None
    identifier: int
    kind: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`objects`: the objects of the file, None for those that `write` fills: `contents` and `annotations` of each page, `resources`."""

    document: PagedDocument
    owners: Owners
    objects: tuple[bytes | None, ...]
    catalog: int
    info: int
    pages: tuple[int, ...]
    contents: tuple[tuple[int, ...], ...]
    annotations: tuple[tuple[Annotation, ...], ...]
    resources: int
    marks: tuple[tuple[Written, ...], ...]
    codes: Codes
    fonts: tuple[tuple[str, EmbeddedFont], ...]
    pictures: PictureTable

    def fits(self, document: PagedDocument) -> bool:
        """Whether a document is this one but for personal marks and links."""
        mine = self.document
        if mine is document:
            return True
        return (
            mine.facts == document.facts
            and mine.rtl == document.rtl
            and len(mine.pages) == len(document.pages)
            and mine.bookmarks == document.bookmarks
            and mine.tree == document.tree
            and all(_same_page(one, other) for one, other in zip(mine.pages, document.pages, strict=True))
        )


def _same_page(one: Page, other: Page) -> bool:
    if one is other:
        return True
    if (one.width, one.height, len(one.marks)) != (other.width, other.height, len(other.marks)):
        return False
    if [link.leaf for link in one.links] != [link.leaf for link in other.links] or one.fields != other.fields:
        return False
    return all(_same_mark(mine, theirs) for mine, theirs in zip(one.marks, other.marks, strict=True))


def _same_mark(one: Mark, other: Mark) -> bool:
    if one is other:
        return True
    if one.personal and other.personal:
        return one.owner == other.owner
    return one.personal == other.personal and one.owner == other.owner and one.items == other.items


class Skeletons:
    """The last skeletons, by what a document is, up to `limit` pages together. Safe to share between threads."""

    def __init__(self, limit: int = 160) -> None:
        self._limit = limit
        self._known: OrderedDict[tuple[object, ...], Skeleton] = OrderedDict()
        self._lock = Lock()

    def find(self, document: PagedDocument) -> Skeleton | None:
        """One that fits, or None."""
        key = _key(document)
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
        return found if found is not None and found.fits(document) else None

    def keep(self, skeleton: Skeleton) -> None:
        """In place of an older one of the same key; those not used for longest make room. One so long that half of it is taken (a
        long packet) is not kept."""
        if len(skeleton.document.pages) > self._limit // 2:
            return
        with self._lock:
            key = _key(skeleton.document)
            self._known[key] = skeleton
            self._known.move_to_end(key)
            while sum(len(one.pages) for one in self._known.values()) > self._limit:
                self._known.popitem(last=False)


def _key(document: PagedDocument) -> tuple[object, ...]:
    first = document.pages[0] if document.pages else None
    size = (first.width, first.height, len(first.marks)) if first else ()
    return (document.facts.identifier, document.facts.language, document.facts.version, len(document.pages), size)


def build(document: PagedDocument, owners: Owners, maker: FontMaker, deflater: Deflater) -> Skeleton:
    """The skeleton of a document that has been checked. Raises FontMissing."""
    numbering = number_leaves(document)
    codes, pictures = Codes(), PictureTable()
    marks = _marks(document, owners, MarkWriter(codes, pictures))
    fonts = tuple((table.name, maker.font(face, table.entries())) for face, table in codes.tables.items())
    file = PdfFile()
    catalog, tree, info = file.reserve(), file.reserve(), file.add(information(document.facts))
    metadata = file.add(xmp(document.facts))
    intent = file.add(output_intent(file.add(profile(deflater))))
    resources = file.reserve()
    pages = tuple(file.reserve() for _ in document.pages)
    contents = tuple(tuple(file.reserve() for _ in parts(page)) for page in document.pages)
    annotations: list[tuple[Annotation, ...]] = []
    widgets: list[Widget] = []
    key = len(pages)
    by_leaf: dict[int, tuple[Annotation, ...]] = {}
    for at, page in enumerate(document.pages):
        here = tuple(Annotation(file.reserve(), at, key + order) for order in range(len(page.links) + len(page.fields)))
        key += len(here)
        for leaf, one in zip(_leaves(page), here, strict=True):
            by_leaf[leaf] = (*by_leaf.get(leaf, ()), one)
        annotations.append(here[: len(page.links)])
        for field, one in zip(page.fields, here[len(page.links) :], strict=True):
            widgets.append(Widget(field, one.number, one.key, pages[at]))
        file.fill(pages[at], _page(page, at, tree, resources, contents[at], _in_order(page, here, owners)))
    file.fill(tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(map(reference, pages))))
    root = StructureWriter(file, numbering, pages, by_leaf, document.facts.language).write(document.tree)
    outline = write_outline(file, document.bookmarks, pages)
    form = FormWriter(file, deflater).write(widgets, _typed(widgets, maker)) if widgets else None
    file.fill(catalog, _catalog(document, tree, root, metadata, intent, outline, form))
    return Skeleton(
        document, owners, tuple(file.objects), catalog, info, pages, contents, tuple(annotations), resources, marks, codes, fonts, pictures
    )


def _in_order(page: Page, annotations: tuple[Annotation, ...], owners: Owners) -> tuple[Annotation, ...]:
    """A page's annotations in the order of the tag tree, which is the order of tabs (ISO 14289-1 7.18.3)."""
    if not page.fields:
        return annotations
    order = {leaf: at for at, leaf in enumerate(owners.tags)}
    found = zip(_leaves(page), annotations, strict=True)
    return tuple(one for _, one in sorted(found, key=lambda pair: order.get(pair[0], -1)))


def _leaves(page: Page) -> tuple[int, ...]:
    """The leaf of each annotation of a page: links, then form fields."""
    return (*(link.leaf.number for link in page.links), *(field.leaf.number for field in page.fields))


def _typed(widgets: list[Widget], maker: FontMaker) -> Typed | None:
    """The font that is typed with: one a document."""
    faces = [one.field.face for one in widgets if one.field.face is not None]
    return maker.typed(faces[0]) if faces else None


def _marks(document: PagedDocument, owners: Owners, writer: MarkWriter) -> tuple[tuple[Written, ...], ...]:
    """Every mark with its MCID, counted from 0 on each page; operators of those that are not personal."""
    done = []
    for page in document.pages:
        row, following = [], 0
        for mark in page.marks:
            identifier, kind = -1, ""
            if isinstance(mark.owner, Leaf):
                parent = owners.tags.get(mark.owner.number)
                identifier, kind = following, standard_name(parent.kind) if parent else "Span"
                following += 1
            row.append(Written(None if mark.personal else writer.mark(mark, identifier, kind), identifier, kind))
        done.append(tuple(row))
    return tuple(done)


def parts(page: Page) -> tuple[int, ...]:
    """How many marks each content stream of a page holds: personal marks stand in streams of their own, so that the compressed bytes
    of the others serve every name (ISO 32000-1 7.8.2: streams of a page are one)."""
    return tuple(len(tuple(found)) for _, found in groupby(page.marks, lambda mark: mark.personal)) or (0,)


def _catalog(document: PagedDocument, tree: int, root: int, metadata: int, intent: int, outline: int | None, form: int | None) -> bytes:
    """The title is shown (ISO 14289-1 7.1), the file says that it is tagged and in which language. It never says /Direction /R2L: PDFium
    would take that for the direction of every line, and give the words of an English line in reverse."""
    row = [
        b"<</Type/Catalog/Pages %s/Lang%s/MarkInfo<</Marked true>>" % (reference(tree), string(document.facts.language)),
        b"/StructTreeRoot %s/Metadata %s/OutputIntents[%s]" % (reference(root), reference(metadata), reference(intent)),
        b"/ViewerPreferences<</DisplayDocTitle true>>",
    ]
    if outline is not None:
        row.append(b"/Outlines %s" % reference(outline))
    if form is not None:
        row.append(b"/AcroForm %s" % reference(form))
    return b"".join([*row, b">>"])


def _page(page: Page, at: int, tree: int, resources: int, streams: tuple[int, ...], annotations: tuple[Annotation, ...]) -> bytes:
    """Tab order by structure (ISO 14289-1 7.18.3)."""
    annots = b"/Annots[%s]" % b" ".join(reference(one.number) for one in annotations) if annotations else b""
    return b"<</Type/Page/Parent %s/MediaBox%s/Resources %s/Contents[%s]/StructParents %d/Tabs/S%s>>" % (
        reference(tree),
        array((0, 0, page.width, page.height)),
        reference(resources),
        b" ".join(map(reference, streams)),
        at,
        annots,
    )
