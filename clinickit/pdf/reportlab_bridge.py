"""The one module that touches ReportLab. Finished bytes of each object go in, the bytes of a file come out; called by `write`.

ReportLab numbers the objects and writes the header, the objects, the cross-reference table and the trailer. Everything heavy reaches
it as finished bytes, because formatting thousands of small objects through its classes costs more than all the rest of a document.

What is touched that ReportLab does not promise, and why:

- `__RefOnly__` on a `PDFObject`: makes it always an indirect object.
- `objectcounter`, `idToObject`, `numberToId`, `idToObjectNumberAndVersion` are emptied: a new document holds a dictionary of standard
  fonts that nothing here refers to, and object 1 is ours.
- `_ID`: the file identifier; ReportLab's own ends in a comment and does not depend on the pages.
- `Catalog` and `info` are replaced by finished bytes: ReportLab's own catalog and page silently drop keys they do not know
  (`OutputIntents`, `StructParents`, `Tabs`), its own information dictionary reads the clock.
- `format`, not `GetPDFData`: the latter also prepares outlines and fonts of a canvas, of which there is none.
- Streams are finished bytes too: ReportLab's `PDFStream` writes no end of line before `endstream` (ISO 19005-2 6.1.7.1)."""

from __future__ import annotations

import hashlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

PDF_VERSION = (1, 7)


class Prepared(PDFObject):
    """An indirect object whose bytes are finished, or will be before the file is."""

    __RefOnly__ = 1

    def __init__(self, body: bytes | None) -> None:
        self.body = body

    def format(self, document: object) -> bytes:
        """What ReportLab asks of each object."""
        if self.body is None:
            raise ValueError("an object number was reserved and never filled: a fault in clinickit.pdf")
        return self.body


class PdfFile:
    """A file in the making. Object numbers are given out in order, from 1, so equal calls give equal bytes."""

    def __init__(self) -> None:
        self._document: Any = PDFDocument(invariant=1, compression=0, pdfVersion=PDF_VERSION)
        for names in (self._document.idToObject, self._document.numberToId, self._document.idToObjectNumberAndVersion):
            names.clear()
        self._document.objectcounter = 0
        self._objects: list[Prepared] = []

    def reserve(self) -> int:
        """An object number whose bytes come later, by `fill`."""
        return self._register(None)

    def fill(self, number: int, body: bytes) -> None:
        """The bytes of a reserved object."""
        self._objects[number - 1].body = body

    def add(self, body: bytes) -> int:
        """A finished object; its number."""
        return self._register(body)

    def finish(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier is a digest of every object, so it is the same for the same content."""
        digest = hashlib.sha256(b"\n".join(one.body or b"" for one in self._objects)).hexdigest()[:32].upper().encode()
        document = self._document
        document._ID = b"[<" + digest + b"><" + digest + b">]"
        document.Catalog = self._objects[root - 1]
        document.info = self._objects[info - 1]
        done: bytes = document.format()
        return done

    def _register(self, body: bytes | None) -> int:
        one = Prepared(body)
        self._objects.append(one)
        number = len(self._objects)
        self._document.Reference(one, f"o{number}")
        return number
