"""A paged document and fonts go in, the bytes of a PDF come out; or PdfRefused with every violation, and no bytes. Called by the pipeline.

    number leaves ── check ── content streams and codes ── fonts ── check codes ── structure, metadata, pages ── ReportLab's file

One `PdfWriter` serves a whole Library: it remembers compressed streams and font programs, and what it writes never depends on that."""

from __future__ import annotations

from clinickit.errors import PdfRefused
from clinickit.layout.pages import LinkArea, Page, PagedDocument
from clinickit.pdf.codes import Codes
from clinickit.pdf.conformance import Violation, check_document, check_fonts
from clinickit.pdf.fonts import EmbeddedFont, FontMaker
from clinickit.pdf.marks import write_pages
from clinickit.pdf.metadata import information, output_intent, profile, xmp
from clinickit.pdf.numbering import number_leaves
from clinickit.pdf.outline import write_outline
from clinickit.pdf.pictures import PictureTable
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.structure import Annotation, StructureWriter
from clinickit.pdf.syntax import Deflater, array, number, reference, string
from clinickit.text.fonts import FontSet


class PdfWriter:
    """Writes documents with the fonts of a Library. Safe to share between threads."""

    def __init__(self, fonts: FontSet) -> None:
        self._deflater = Deflater()
        self._fonts = FontMaker(fonts, self._deflater)

    def write(self, document: PagedDocument) -> bytes:
        """The file. Raises PdfRefused with every violation of PDF/UA-1 and PDF/A-2a that the document has; FontMissing."""
        found, data = self._write(document)
        if found:
            raise PdfRefused(found)
        return data

    def _write(self, document: PagedDocument, refuse: bool = True) -> tuple[tuple[Violation, ...], bytes]:
        """Violations, and the bytes (empty where there are violations and `refuse` is set; tests unset it to ask another judge)."""
        found = check_document(document)
        if found and refuse:
            return found, b""
        numbering = number_leaves(document)
        codes, pictures = Codes(), PictureTable()
        contents = write_pages(document, numbering, codes, pictures)
        fonts = {codes.resource(face): self._fonts.font(face, table.entries()) for face, table in codes.tables.items()}
        found += check_fonts(tuple(fonts.values()))
        if found and refuse:
            return found, b""
        file = PdfFile()
        catalog, tree, info = file.reserve(), file.reserve(), file.add(information(document.facts))
        metadata = file.add(xmp(document.facts))
        intent = file.add(output_intent(file.add(profile(self._deflater))))
        pages = tuple(file.reserve() for _ in document.pages)
        resources = file.add(_resources(file, fonts, pictures, self._deflater))
        annotations = [[file.reserve() for _ in page.links] for page in document.pages]
        by_leaf = _annotations(document, annotations)
        for at, page in enumerate(document.pages):
            stream = file.add(self._deflater.stream(b"", contents[at]))
            for order, link in enumerate(page.links):
                one = next(one for one in by_leaf[link.leaf.number] if one.number == annotations[at][order])
                file.fill(one.number, _link(link, pages[at], one.key))
            file.fill(pages[at], _page(page, at, tree, resources, stream, annotations[at]))
        file.fill(tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(map(reference, pages))))
        root = StructureWriter(file, numbering, pages, by_leaf, document.facts.language).write(document.tree)
        outline = write_outline(file, document.bookmarks, pages)
        file.fill(catalog, _catalog(document, tree, root, metadata, intent, outline))
        return found, file.finish(catalog, info)


def _catalog(document: PagedDocument, tree: int, root: int, metadata: int, intent: int, outline: int | None) -> bytes:
    """The title is shown (ISO 14289-1 7.1), the file says that it is tagged and in which language."""
    direction = b"/Direction/R2L" if document.rtl else b""
    row = [
        b"<</Type/Catalog/Pages %s/Lang%s/MarkInfo<</Marked true>>" % (reference(tree), string(document.facts.language)),
        b"/StructTreeRoot %s/Metadata %s/OutputIntents[%s]" % (reference(root), reference(metadata), reference(intent)),
        b"/ViewerPreferences<</DisplayDocTitle true%s>>" % direction,
    ]
    if outline is not None:
        row.append(b"/Outlines %s" % reference(outline))
    return b"".join([*row, b">>"])


def _page(page: Page, at: int, tree: int, resources: int, stream: int, annotations: list[int]) -> bytes:
    """Tab order by structure (ISO 14289-1 7.18.3)."""
    annots = b"/Annots[%s]" % b" ".join(map(reference, annotations)) if annotations else b""
    return b"<</Type/Page/Parent %s/MediaBox%s/Resources %s/Contents %s/StructParents %d/Tabs/S%s>>" % (
        reference(tree),
        array((0, 0, page.width, page.height)),
        reference(resources),
        reference(stream),
        at,
        annots,
    )


def _resources(file: PdfFile, fonts: dict[str, EmbeddedFont], pictures: PictureTable, deflater: Deflater) -> bytes:
    """One dictionary for all pages."""
    font = b"".join(b"/%s %s" % (name.encode(), reference(one.write(file))) for name, one in fonts.items())
    image = b"".join(b"/%s %s" % (name.encode(), reference(one)) for name, one in pictures.write(file, deflater).items())
    return b"<</Font<<%s>>%s>>" % (font, b"/XObject<<%s>>" % image if image else b"")


def _annotations(document: PagedDocument, numbers: list[list[int]]) -> dict[int, tuple[Annotation, ...]]:
    """Annotations by leaf; their keys in the parent tree follow those of the pages."""
    found: dict[int, tuple[Annotation, ...]] = {}
    key = len(document.pages)
    for at, page in enumerate(document.pages):
        for order, link in enumerate(page.links):
            found[link.leaf.number] = (*found.get(link.leaf.number, ()), Annotation(numbers[at][order], at, key))
            key += 1
    return found


def _link(link: LinkArea, page: int, key: int) -> bytes:
    """A link annotation that prints, is not hidden, and says where it leads (ISO 14289-1 7.18.5; ISO 19005-2 6.3.2)."""
    return b"<</Type/Annot/Subtype/Link/F 4/Rect[%s]/Border[0 0 0]/P %s/StructParent %d/Contents%s/A<</S/URI/URI%s>>>>" % (
        " ".join(map(number, (link.x0, link.y0, link.x1, link.y1))).encode(),
        reference(page),
        key,
        string(link.label),
        string(link.uri),
    )
