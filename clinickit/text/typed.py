"""A font in, the TrueType program that a reader types with out: a simple font of one byte a letter (WinAnsiEncoding, ISO 32000-1 9.6.6.4).
Called by `pdf` for the form of a fillable copy.

hb-subset keeps the letters of cp1252 with their cmap, at the pinned weight. Widths are those of `hmtx` in the bytes that it gives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import uharfbuzz as hb

from clinickit.text.fonts import EM, Font, Metrics

FIRST, LAST = 32, 255
"""Codes of the font."""
_DROPPED = ("GSUB", "GPOS", "GDEF", "kern", "name", "STAT", "BASE", "prep", "fpgm", "cvt ", "gasp", "DSIG", "vhea", "vmtx")


@dataclass(frozen=True, slots=True)
class Typed:
    """`widths` (1/1000 em) and what each code says, from FIRST to LAST. `name` is the PostScript name with its subset tag, made from the
    bytes (ISO 32000-1 9.6.4)."""

    data: bytes
    widths: tuple[int, ...]
    says: tuple[str, ...]
    name: str
    metrics: Metrics


def letters() -> tuple[str, ...]:
    """What each code from FIRST to LAST says: cp1252, but that codes without a letter are bullets, and that the soft hyphen and the
    no-break space are a hyphen and a space (ISO 32000-1 annex D.2, notes 3, 5 and 6; PDFium types a bullet as the first such code)."""
    return tuple(_letter(code) for code in range(FIRST, LAST + 1))


def _letter(code: int) -> str:
    found = bytes((code,)).decode("cp1252", "ignore")
    return {"\u00ad": "-", "\u00a0": " ", "\u007f": "•", "": "•"}.get(found, found)


def missing(font: Font) -> tuple[str, ...]:
    """Letters of the code page that the font lacks: none, or it is not one to type with."""
    return tuple(one for one in letters() if not font.has(one))


def typed(font: Font) -> Typed:
    """The program of a font that has every letter of the code page."""
    says = letters()
    request = hb.SubsetInput()
    request.unicode_set.update(ord(one) for one in (*says, "\u00a0", "\u00ad"))
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    for axis, value in font.axes().items():
        request.pin_axis_location(font.face, axis, value)
    for tag in _DROPPED:
        request.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    data = hb.SubsetPlan(font.face, request).execute().blob.data
    made = hb.Font(hb.Face(hb.Blob(data)))
    units = made.face.upem
    made.scale = (units, units)
    widths = tuple(round(made.get_glyph_h_advance(made.get_nominal_glyph(ord(one)) or 0) * EM / units) for one in says)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
    return Typed(data, widths, says, f"{tag}+{font.metrics.postscript}", font.metrics)
