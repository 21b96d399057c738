"""Font programs as PDF objects: code tables go in, Type 0 fonts come out (ISO 32000-1 9.7; ISO 14289-1 7.21). Called by `write`.

One TrueType subset a face, with the document's own composite and blank glyphs in it (made by `clinickit.text`). Codes are two bytes;
CIDToGIDMap leads from a code to its glyph, ToUnicode to the one character that it says. Widths are those of `hmtx`, by construction."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from clinickit.pdf.codes import Entries
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import Deflater, array, number, reference
from clinickit.text.fonts import FontSet
from clinickit.text.program import Program, build
from clinickit.text.runs import FaceKey
from clinickit.text.typed import Typed, typed


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font as finished objects, but for the numbers of those it refers to. `entries` begin at code 1; `glyphs` and `advances`
    (1/1000 em), at code 0."""

    face: FaceKey
    entries: Entries
    glyphs: tuple[int, ...]
    advances: tuple[int, ...]
    program: Program
    file: bytes
    glyph_map: bytes
    to_unicode: bytes
    widths: bytes

    def write(self, file: PdfFile) -> int:
        """Adds the font's five objects; the number of the Type 0 font."""
        name, facts = b"/" + self.program.name.encode("ascii"), self.program.metrics
        descriptor = file.add(
            b"<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox%s/ItalicAngle %s" % (name, array(facts.box), number(facts.italic).encode())
            + b"/Ascent %d/Descent %d/CapHeight %d/StemV %d" % (facts.ascent, facts.descent, facts.cap_height, facts.stem)
            + b"/FontFile2 %s>>" % reference(file.add(self.file))
        )
        glyph_map, to_unicode = file.add(self.glyph_map), file.add(self.to_unicode)
        descendant = file.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %s/DW 1000/W[0[%s]]/CIDToGIDMap %s>>" % (name, reference(descriptor), self.widths, reference(glyph_map))
        )
        return file.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>"
            % (name, reference(descendant), reference(to_unicode))
        )


class FontMaker:
    """Makes embedded fonts and remembers the last ones by what they draw and say. Safe to share between threads; what it makes never
    depends on what it remembers."""

    def __init__(self, fonts: FontSet, deflater: Deflater, limit: int = 64) -> None:
        self._fonts, self._deflater, self._limit = fonts, deflater, limit
        self._known: OrderedDict[tuple[FaceKey, Entries], EmbeddedFont] = OrderedDict()
        self._typed: dict[FaceKey, Typed] = {}
        self._lock = Lock()

    def font(self, face: FaceKey, entries: Entries) -> EmbeddedFont:
        """The font whose code n draws and says entry n - 1."""
        key = (face, entries)
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
                return found
        made = self._make(face, entries)
        with self._lock:
            self._known[key] = made
            if len(self._known) > self._limit:
                self._known.popitem(last=False)
        return made

    def typed(self, face: FaceKey) -> Typed:
        """The simple font of a face that a form is typed with. Raises FontMissing."""
        with self._lock:
            found = self._typed.get(face)
        if found is None:
            found = typed(self._fonts.font(face))
            with self._lock:
                self._typed[face] = found
        return found

    def _make(self, face: FaceKey, entries: Entries) -> EmbeddedFont:
        draws = tuple(dict.fromkeys(draw for draw, _ in entries))
        program = build(self._fonts.font(face), draws)
        place = {draw: at for at, draw in enumerate(draws)}
        glyphs = (0, *(program.glyphs[place[draw]] for draw, _ in entries))
        advances = (program.notdef, *(program.widths[place[draw]] for draw, _ in entries))
        deflate = self._deflater.stream
        return EmbeddedFont(
            face,
            entries,
            glyphs,
            advances,
            program,
            deflate(b"/Length1 %d" % len(program.data), program.data),
            deflate(b"", b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)),
            deflate(b"", to_unicode(entries)),
            b" ".join([b"%d" % width for width in advances]),
        )


def to_unicode(entries: Entries) -> bytes:
    """The CMap from codes to characters (9.10.3): one character a code."""
    rows = [f"<{code:04X}> <{says.encode('utf-16-be', 'surrogatepass').hex().upper()}>" for code, (_, says) in enumerate(entries, 1)]
    parts = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    ]
    for start in range(0, len(rows), 100):
        some = rows[start : start + 100]
        parts.append(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar\n")
    parts.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
    return "".join(parts).encode()
