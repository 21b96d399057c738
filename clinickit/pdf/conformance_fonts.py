"""Checks on what the codes of a document draw and say, and on the font programs. Called by `conformance` once fonts are made."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from clinickit.pdf.fonts import EmbeddedFont
from clinickit.pdf.violations import Rule, Violation
from clinickit.text.runs import Drawn, Glyph

_HIGHEST_CODE = 0xFFFF


def check_font(font: EmbeddedFont) -> Iterator[Violation]:
    """Every violation of one face, by code."""
    face = f"{font.face.face} {font.face.weight}"
    if len(font.entries) > _HIGHEST_CODE:
        yield Violation(Rule.CODES, face, f"{len(font.entries)} codes")
        return
    for code, (draw, says) in enumerate(font.entries, 1):
        if (isinstance(draw, Glyph) and draw.gid == 0) or (isinstance(draw, Drawn) and any(gid == 0 for gid, _, _ in draw.parts)):
            yield Violation(Rule.NOTDEF, f"{face}, code {code}", f"“{says}” is drawn as the missing glyph")
        if not says_one_character(says):
            points = " ".join(f"U+{ord(one):04X}" for one in says)
            yield Violation(Rule.UNICODE, f"{face}, code {code}", f"it says {points or 'nothing'}")
    yield from _widths(font, face)


def says_one_character(says: str) -> bool:
    """One character that is neither control, surrogate, private use, byte order mark nor noncharacter."""
    if len(says) != 1:
        return False
    point = ord(says)
    if point < 0x20 or 0x7F <= point < 0xA0 or 0xD800 <= point <= 0xF8FF or point >= 0xF0000:
        return False
    return point != 0xFEFF and point & 0xFFFE != 0xFFFE and not 0xFDD0 <= point <= 0xFDEF


def _widths(font: EmbeddedFont, face: str) -> Iterator[Violation]:
    """The widths given to the font dictionary against those of the program, to the nearest 1/1000 em."""
    units, advances = horizontal_metrics(font.program.data)
    for code, (glyph, width) in enumerate(zip(font.glyphs, font.advances, strict=True)):
        if glyph >= len(advances):
            yield Violation(Rule.WIDTHS, f"{face}, code {code}", f"the program has no glyph {glyph}")
        elif abs(advances[glyph] * 1000 / units - width) > 1:
            yield Violation(Rule.WIDTHS, f"{face}, code {code}", f"{width} where the program has {advances[glyph] * 1000 / units:.1f}")


def horizontal_metrics(data: bytes) -> tuple[int, tuple[int, ...]]:
    """Units of the em and the advance of every glyph, from `head`, `hhea`, `maxp` and `hmtx` of a TrueType program."""
    tables = {}
    for at in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, size = struct.unpack(">4sIII", data[12 + 16 * at : 28 + 16 * at])
        tables[tag] = data[offset : offset + size]
    units = struct.unpack(">H", tables[b"head"][18:20])[0]
    glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
    long = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    advances = struct.unpack(f">{2 * long}H", tables[b"hmtx"][: 4 * long])[0::2]
    return units, advances + advances[-1:] * (glyphs - long)
