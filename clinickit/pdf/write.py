"""A paged document and fonts go in, the bytes of a PDF come out; or PdfRefused with every violation, and no bytes. Called by the pipeline.

    check ── skeleton (structure, operators, codes, fonts) ── check codes ── personal marks, links, streams ── ReportLab's file

One `PdfWriter` serves a whole Library: it remembers skeletons, compressed streams and font programs, and what it writes never depends
on that."""

from __future__ import annotations

from itertools import islice

from clinickit.errors import PdfRefused
from clinickit.layout.pages import LinkArea, PagedDocument
from clinickit.pdf.codes import Codes
from clinickit.pdf.conformance import Violation, check_document, check_fonts, check_personal
from clinickit.pdf.fonts import EmbeddedFont, FontMaker
from clinickit.pdf.marks import MarkWriter
from clinickit.pdf.numbering import owners_of
from clinickit.pdf.pictures import PictureTable
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.skeleton import Skeleton, Skeletons, build, parts
from clinickit.pdf.syntax import Deflater, number, reference, string
from clinickit.text.fonts import FontSet


class PdfWriter:
    """Writes documents with the fonts of a Library. Safe to share between threads."""

    def __init__(self, fonts: FontSet) -> None:
        self._deflater = Deflater()
        self._fonts = FontMaker(fonts, self._deflater)
        self._skeletons = Skeletons()

    def write(self, document: PagedDocument) -> bytes:
        """The file. Raises PdfRefused with every violation of PDF/UA-1 and PDF/A-2a that the document has; FontMissing."""
        skeleton = self._skeletons.find(document)
        if skeleton is None:
            owners = owners_of(document.tree)
            _refuse(check_document(document, owners))
            skeleton = build(document, owners, self._fonts, self._deflater)
            _refuse(check_fonts(tuple(font for _, font in skeleton.fonts)))
            self._skeletons.keep(skeleton)
        else:
            _refuse(check_personal(document, skeleton.owners))
        streams, added, pictures = self._contents(document, skeleton)
        _refuse(check_fonts(tuple(font for _, font in added)))
        return self._file(document, skeleton, streams, added, pictures)

    def _write_unchecked(self, document: PagedDocument) -> bytes:
        """The file whatever it breaks: only for tests that show it to another judge."""
        skeleton = build(document, owners_of(document.tree), self._fonts, self._deflater)
        return self._file(document, skeleton, *self._contents(document, skeleton))

    def _contents(
        self, document: PagedDocument, skeleton: Skeleton
    ) -> tuple[tuple[tuple[bytes, ...], ...], tuple[tuple[str, EmbeddedFont], ...], PictureTable]:
        """Each page's operators; the fonts and pictures that personal marks add."""
        codes, pictures = Codes(skeleton.codes), PictureTable(skeleton.pictures)
        writer = MarkWriter(codes, pictures)
        streams = []
        for page, row in zip(document.pages, skeleton.marks, strict=True):
            written = iter(
                [
                    writer.mark(mark, one.identifier, one.kind) if one.operators is None else one.operators
                    for mark, one in zip(page.marks, row, strict=True)
                ]
            )
            streams.append(tuple("".join(islice(written, count)).encode("latin-1") for count in parts(page)))
        added = tuple((table.name, self._fonts.font(face, table.entries())) for face, table in codes.tables.items())
        return tuple(streams), added, pictures

    def _file(
        self,
        document: PagedDocument,
        skeleton: Skeleton,
        streams: tuple[tuple[bytes, ...], ...],
        added: tuple[tuple[str, EmbeddedFont], ...],
        pictures: PictureTable,
    ) -> bytes:
        file = PdfFile(skeleton.objects)
        for numbers, made in zip(skeleton.contents, streams, strict=True):
            for place, stream in zip(numbers, made, strict=True):
                file.fill(place, self._deflater.stream(b"", stream))
        for page, object_number, places in zip(document.pages, skeleton.pages, skeleton.annotations, strict=True):
            for link, one in zip(page.links, places, strict=True):
                file.fill(one.number, _link(link, object_number, one.key, _target(link, document, skeleton)))
        fonts = {name: font.write(file) for name, font in skeleton.fonts}
        images = skeleton.pictures.write(file, self._deflater)
        fonts |= {name: font.write(file) for name, font in added}
        images |= pictures.write(file, self._deflater)
        shown = b"/XObject<<%s>>" % _named(images) if images else b""
        file.fill(skeleton.resources, b"<</Font<<%s>>%s>>" % (_named(fonts), shown))
        return file.finish(skeleton.catalog, skeleton.info)


def _refuse(found: tuple[Violation, ...]) -> None:
    if found:
        raise PdfRefused(found)


def _named(objects: dict[str, int]) -> bytes:
    return b"".join(b"/%s %s" % (name.encode(), reference(one)) for name, one in objects.items())


def _link(link: LinkArea, page: int, key: int, target: bytes) -> bytes:
    """A link annotation that prints, is not hidden, and says where it leads (ISO 14289-1 7.18.5; ISO 19005-2 6.3.2)."""
    return b"<</Type/Annot/Subtype/Link/F 4/Rect[%s]/Border[0 0 0]/P %s/StructParent %d/Contents%s%s>>" % (
        " ".join(map(number, (link.x0, link.y0, link.x1, link.y1))).encode(),
        reference(page),
        key,
        string(link.label),
        target,
    )


def _target(link: LinkArea, document: PagedDocument, skeleton: Skeleton) -> bytes:
    """An address, or the top of a page of this file (ISO 32000-1 12.3.2.2)."""
    if link.page is None:
        return b"/A<</S/URI/URI%s>>" % string(link.uri)
    top = number(document.pages[link.page].height).encode()
    return b"/Dest[%s/XYZ null %s null]" % (reference(skeleton.pages[link.page]), top)


def write(document: PagedDocument, fonts: FontSet) -> bytes:
    """One document, with nothing remembered. Raises as `PdfWriter.write`."""
    return PdfWriter(fonts).write(document)
