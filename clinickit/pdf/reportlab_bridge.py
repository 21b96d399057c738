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
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFCrossReferenceTable, PDFDocument, PDFFile, PDFObjectReference, PDFTrailer

PDF_VERSION = (1, 7)


class PdfFile:
    """A file in the making. Object numbers are given out in order, from 1, so equal calls give equal bytes. `bodies` are the objects
    there are: `PdfFile(other.bodies)` goes on from a copy."""

    def __init__(self, bodies: Sequence[bytes | None] = ()) -> None:
        self.bodies: list[bytes | None] = list(bodies)

    def reserve(self) -> int:
        """An object number whose bytes come later, by `fill`."""
        self.bodies.append(None)
        return len(self.bodies)

    def fill(self, number: int, body: bytes) -> None:
        """The bytes of a reserved object."""
        self.bodies[number - 1] = body

    def add(self, body: bytes) -> int:
        """A finished object; its number."""
        self.bodies.append(body)
        return len(self.bodies)

    def finish(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier is a digest of every object, so it is the same for the same content."""
        document: Any = PDFDocument(invariant=1, compression=0, pdfVersion=PDF_VERSION)
        names = [f"o{number}" for number in range(1, len(self.bodies) + 1)]
        document.numberToId = dict(enumerate(names, 1))
        document.idToObjectNumberAndVersion = {name: (number, 0) for number, name in enumerate(names, 1)}
        document.objectcounter = len(names)
        file: Any = PDFFile(PDF_VERSION)
        at, rows = file.offset, []
        for number, (name, body) in enumerate(zip(names, self.bodies, strict=True), 1):
            if body is None:
                raise ValueError(f"object {number} was reserved and never filled: a fault in clinickit.pdf")
            row = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            document.idToOffset[name] = at
            at += len(row)
            rows.append(row)
        data = b"".join(rows)
        file.add(data)
        digest = hashlib.blake2b(data, digest_size=16).hexdigest().upper().encode()
        document._ID = b"[<" + digest + b"><" + digest + b">]"
        table: Any = PDFCrossReferenceTable()
        table.addsection(0, names)
        start = file.add(table.format(document))
        places = PDFObjectReference(names[root - 1]), PDFObjectReference(names[info - 1])
        trailer: Any = PDFTrailer(startxref=start, Size=len(names) + 1, Root=places[0], Info=places[1], ID=document.ID())
        file.add(trailer.format(document))
        done: bytes = file.format(document)
        return done
