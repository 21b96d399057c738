"""The one module that touches ReportLab. Finished bytes of each object go in, the bytes of a file come out; called by all who write.

ReportLab writes the header, the cross-reference table and the trailer, and keeps the numbers of the objects. Each object reaches it as
finished bytes, because formatting thousands of small objects through its classes costs more than all the rest of a document.

What is touched that ReportLab does not promise, and why:

- `idToObject`, `numberToId`, `idToObjectNumberAndVersion`, `objectcounter` are set at once, not by `Reference`: a new document holds a
  dictionary of standard fonts that nothing here refers to, and object 1 is ours.
- `format` is our own: ReportLab's formats every object again through `PDFIndirectObject`, and adds comments where a user's own
  reportlab settings ask for them, which would make equal input give other bytes.
- `_ID`: the file identifier; ReportLab's own ends in a comment and does not depend on the pages.
- Catalog, pages and information dictionary are finished bytes: ReportLab's own silently drop keys that they do not know
  (`OutputIntents`, `StructParents`, `Tabs`), and read the clock.
- Streams are finished bytes too: ReportLab's `PDFStream` writes no end of line before `endstream` (ISO 19005-2 6.1.7.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFCrossReferenceTable, PDFDocument, PDFFile, PDFObjectReference, PDFTrailer

PDF_VERSION = (1, 7)


class PdfFile:
    """A file in the making. Object numbers are given out in order, from 1, so equal calls give equal bytes. `objects` are whole
    indirect objects as bytes, None for a number that is reserved: `PdfFile(other.objects)` goes on from a copy."""

    def __init__(self, objects: Sequence[bytes | None] = ()) -> None:
        self.objects: list[bytes | None] = list(objects)

    def reserve(self) -> int:
        """An object number whose bytes come later, by `fill`."""
        self.objects.append(None)
        return len(self.objects)

    def fill(self, number: int, body: bytes) -> None:
        """The bytes of a reserved object."""
        self.objects[number - 1] = b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def add(self, body: bytes) -> int:
        """A finished object; its number."""
        number = len(self.objects) + 1
        self.objects.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def finish(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier is a digest of every object, so it is the same for the same content."""
        rows = [row for row in self.objects if row is not None]
        if len(rows) != len(self.objects):
            raise ValueError(f"object {self.objects.index(None) + 1} was reserved and never filled: a fault in clinickit.pdf")
        numbers = range(1, len(rows) + 1)
        document: Any = PDFDocument(invariant=1, compression=0, pdfVersion=PDF_VERSION)
        file: Any = PDFFile(PDF_VERSION)
        document.numberToId = dict(zip(numbers, numbers, strict=True))
        document.idToObjectNumberAndVersion = {number: (number, 0) for number in numbers}
        document.objectcounter = len(rows)
        document.idToOffset = dict(zip(numbers, accumulate(map(len, rows), initial=file.offset), strict=False))
        data = b"".join(rows)
        file.add(data)
        digest = hashlib.blake2b(data, digest_size=16).hexdigest().upper().encode()
        document._ID = b"[<" + digest + b"><" + digest + b">]"
        table: Any = PDFCrossReferenceTable()
        table.addsection(0, list(numbers))
        start = file.add(table.format(document))
        to: Any = PDFObjectReference
        trailer: Any = PDFTrailer(startxref=start, Size=len(rows) + 1, Root=to(root), Info=to(info), ID=document.ID())
        file.add(trailer.format(document))
        done: bytes = file.format(document)
        return done
