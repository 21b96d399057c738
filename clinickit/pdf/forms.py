"""Form fields as finished objects (ISO 32000-1 12.7; ISO 14289-1 7.18.4): fields of a paged document and the numbers of their annotations
go in, AcroForm, fields and widgets come out. Called by `skeleton`.

Appearances are our own: text fields begin empty, boxes and buttons are paths in both states, so a reader need not draw any
(no NeedAppearances, ISO 19005-2 6.4.1). What is typed is drawn by the reader with the one font of DR, a simple TrueType font; fields do
not scroll, so that all that is typed prints. No field runs anything: there is no action, script or submit button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinickit.layout.pages import FormField, Input, PlacedPath
from clinickit.pdf.codes import Codes
from clinickit.pdf.marks import MarkWriter, color_operator
from clinickit.pdf.pictures import PictureTable
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import Deflater, array, number, reference, string
from clinickit.text.typed import FIRST, LAST, Typed

FONT = "Wingdings"
"""The font's name in DR and DA. It is Atkinson Hyperlegible, or another face for letters: PDFium guesses what a character needs from its
place in Unicode, takes “ ” – … for Chinese, and draws them with a font of the system that is not embedded. A font of this name it takes for
one of signs, which may have any character, and asks the font itself: then every letter of cp1252 that is typed is drawn with it."""
_MULTILINE, _NO_SCROLL, _RADIO = 1 << 12, 1 << 23, 1 << 15
"""Flags of fields (tables 226 and 228). A button may be chosen and let go again: NoToggleToOff is not set."""


@dataclass(frozen=True, slots=True)
class Widget:
    """A form field and where its annotation stands: object number, key in the parent tree, object number of its page."""

    field: FormField
    number: int
    key: int
    page: int


class FormWriter:
    """Writes the form of one document."""

    def __init__(self, file: PdfFile, deflater: Deflater) -> None:
        self._file, self._deflater = file, deflater
        self._marks = MarkWriter(Codes(), PictureTable())
        self._drawn: dict[bytes, int] = {}

    def write(self, widgets: Sequence[Widget], font: Typed | None) -> int:
        """Adds every field, in the order of the widgets; the AcroForm's object number. `font` is None where nothing is typed."""
        fields: list[int] = []
        groups: dict[str, list[Widget]] = {}
        for one in widgets:
            if one.field.kind is not Input.CHOICE:
                self._file.fill(one.number, self._typed(one) if one.field.kind in (Input.TEXT, Input.LINES) else self._check(one))
                fields.append(one.number)
            elif one.field.name in groups:
                groups[one.field.name].append(one)
            else:
                groups[one.field.name] = [one]
                fields.append(-len(groups))
        numbers = [self._choice(buttons) for buttons in groups.values()]
        kids = b" ".join(reference(one if one > 0 else numbers[-one - 1]) for one in fields)
        row = b"<</Fields[%s]" % kids
        if font is not None:
            row += b"/DR<</Font<</%s %s>>>>/DA(/%s 12 Tf 0 g)" % (FONT.encode(), reference(self._font(font)), FONT.encode())
        return self._file.add(row + b">>")

    def _typed(self, one: Widget) -> bytes:
        field = one.field
        flags = _NO_SCROLL | (_MULTILINE if field.kind is Input.LINES else 0)
        look = string(f"/{FONT} {number(field.size)} Tf {color_operator(field.color, 'g', 'rg').strip()}")
        empty = self._appearance(field, b"/Tx BMC\nEMC")
        named = b"/T%s/TU%s" % (string(field.name), string(field.tooltip))
        return b"%s/FT/Tx%s/Ff %d/DA%s/AP<</N %s>>>>" % (_annotation(one), named, flags, look, reference(empty))

    def _check(self, one: Widget) -> bytes:
        named = b"/T%s/TU%s" % (string(one.field.name), string(one.field.tooltip))
        return b"%s/FT/Btn%s/V/Off%s>>" % (_annotation(one), named, self._states(one.field, "On"))

    def _choice(self, buttons: list[Widget]) -> int:
        """The field above the buttons of one choice, and each button."""
        parent = self._file.reserve()
        for one in buttons:
            said = b"/TU%s" % string(one.field.tooltip)
            states = self._states(one.field, one.field.option)
            self._file.fill(one.number, b"%s/Parent %s%s%s>>" % (_annotation(one), reference(parent), said, states))
        first = buttons[0].field
        named = b"/T%s/TU%s" % (string(first.name), string(first.group))
        kids = b" ".join(reference(one.number) for one in buttons)
        self._file.fill(parent, b"<</FT/Btn/Ff %d%s/V/Off/Kids[%s]>>" % (_RADIO, named, kids))
        return parent

    def _states(self, field: FormField, chosen: str) -> bytes:
        on, off = (self._appearance(field, self._paths(paths)) for paths in (field.on, field.off))
        return b"/AS/Off/AP<</N<</%s %s/Off %s>>>>" % (chosen.encode("ascii"), reference(on), reference(off))

    def _paths(self, paths: tuple[PlacedPath, ...]) -> bytes:
        return "\n".join(self._marks.path(one) for one in paths).encode("ascii")

    def _appearance(self, field: FormField, operators: bytes) -> int:
        """A form XObject as large as the rectangle; equal ones are one object."""
        box = array((0, 0, field.x1 - field.x0, field.y1 - field.y0))
        made = self._deflater.stream(b"/Type/XObject/Subtype/Form/BBox%s/Resources<<>>" % box, operators)
        found = self._drawn.get(made)
        if found is None:
            found = self._drawn[made] = self._file.add(made)
        return found

    def _font(self, font: Typed) -> int:
        """A simple font, nonsymbolic, embedded (9.6.3; ISO 14289-1 7.21.6: a (3,1) cmap and WinAnsiEncoding)."""
        name, facts = b"/" + font.name.encode("ascii"), font.metrics
        program = self._deflater.stream(b"/Length1 %d" % len(font.data), font.data)
        descriptor = self._file.add(
            b"<</Type/FontDescriptor/FontName%s/Flags 32/FontBBox%s/ItalicAngle %s"
            % (name, array(facts.box), number(facts.italic).encode())
            + b"/Ascent %d/Descent %d/CapHeight %d/StemV %d" % (facts.ascent, facts.descent, facts.cap_height, facts.stem)
            + b"/FontFile2 %s>>" % reference(self._file.add(program))
        )
        return self._file.add(
            b"<</Type/Font/Subtype/TrueType/BaseFont%s/Encoding/WinAnsiEncoding/FirstChar %d/LastChar %d/Widths[%s]/FontDescriptor %s>>"
            % (name, FIRST, LAST, b" ".join(b"%d" % width for width in font.widths), reference(descriptor))
        )


def _annotation(one: Widget) -> bytes:
    """The open dictionary of a widget that prints and is not hidden (ISO 19005-2 6.3.2)."""
    field = one.field
    place = array((field.x0, field.y0, field.x1, field.y1))
    return b"<</Type/Annot/Subtype/Widget/F 4/Rect%s/P %s/StructParent %d" % (place, reference(one.page), one.key)
