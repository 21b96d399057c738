"""A font and what its codes draw in, an embeddable TrueType program out. Called by `pdf` once a face and document.

hb-subset keeps the glyphs that are drawn, at the pinned weight; each composite and blank is then appended to `glyf`, `loca`, `hmtx` and
`maxp` as a glyph of its own. Advances of plain glyphs are the font's; W must say the same as `hmtx` (ISO 14289-1 7.21.5), so `widths`
are `hmtx` in 1/1000 em, rounded as HarfBuzz rounds: exact where the font has 1000 units an em, else within half a unit."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import uharfbuzz as hb

from clinickit.text.fonts import EM, Font, Metrics
from clinickit.text.runs import Draw, Drawn, Glyph

_DROPPED = ("GSUB", "GPOS", "GDEF", "name", "STAT", "OS/2", "post", "cmap", "BASE", "prep", "fpgm", "cvt ", "gasp", "DSIG", "vhea", "vmtx")
"""Tables that a CIDFontType2 with its own CIDToGIDMap does not need (ISO 32000-1 9.9)."""

_WORDS_AND_XY, _MORE = 0x0003, 0x0020


@dataclass(frozen=True, slots=True)
class Program:
    """`glyphs` and `widths` (1/1000 em) stand in the order of the draws asked for. `name` is the PostScript name with its subset tag
    (ISO 32000-1 9.6.4), made from the bytes, so equal programs have equal names. `notdef` is the width of glyph 0."""

    data: bytes
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    name: str
    notdef: int
    metrics: Metrics


@dataclass(slots=True)
class _Tables:
    """The subset, open for more glyphs. Units of the font's own em."""

    rest: dict[str, bytes]
    glyf: bytearray
    loca: list[int]
    metrics: list[tuple[int, int]]
    sizes: dict[int, _Size]

    def box(self, gid: int) -> tuple[int, int, int, int] | None:
        """xMin, yMin, xMax, yMax; None for a glyph without outline."""
        at = self.loca[gid]
        if self.loca[gid + 1] == at:
            return None
        x0, y0, x1, y1 = struct.unpack_from(">4h", self.glyf, at + 2)
        return x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class _Size:
    """What `maxp` counts of one glyph; `depth` 0 for a simple glyph."""

    points: int
    contours: int
    depth: int = 0
    components: int = 0


def build(font: Font, draws: Sequence[Draw]) -> Program:
    """The program that draws each of `draws`. Equal draws share a glyph; the order of draws is the order of appended glyphs."""
    wanted = {0}
    for draw in draws:
        if isinstance(draw, Glyph):
            wanted.add(draw.gid)
        elif isinstance(draw, Drawn):
            wanted.update(gid for gid, _, _ in draw.parts)
    tables, new = _subset(font, wanted)
    em = font.upem / EM
    made: dict[Draw, int] = {}
    for draw in draws:
        if draw in made:
            continue
        if isinstance(draw, Glyph):
            made[draw] = new[draw.gid]
        elif isinstance(draw, Drawn):
            parts = [(new[gid], _round(x * em), _round(y * em)) for gid, x, y in draw.parts]
            made[draw] = _append(tables, parts, _round(draw.advance * em))
        else:
            made[draw] = _append(tables, [], _round(draw.advance * em))
    data = _file(tables)
    glyphs = tuple(made[draw] for draw in draws)
    widths = tuple(_round(tables.metrics[gid][0] / em) for gid in glyphs)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
    name = f"{tag}+{font.metrics.postscript}"
    return Program(data, glyphs, widths, name, _round(tables.metrics[0][0] / em), font.metrics)


def _round(value: float) -> int:
    """As HarfBuzz scales: half goes up."""
    return floor(value + 0.5)


def _subset(font: Font, wanted: set[int]) -> tuple[_Tables, dict[int, int]]:
    request = hb.SubsetInput()
    request.glyph_set.update(wanted)
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    for axis, value in font.axes().items():
        request.pin_axis_location(font.face, axis, value)
    for tag in _DROPPED:
        request.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    plan = hb.SubsetPlan(font.face, request)
    found = _read(plan.execute().blob.data)
    new = plan.old_to_new_glyph_mapping
    return found, {gid: new[gid] for gid in wanted}


def _read(data: bytes) -> _Tables:
    """The tables of a TrueType file."""
    rest: dict[str, bytes] = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, size = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        rest[tag.decode("ascii")] = data[start : start + size]
    count = struct.unpack_from(">H", rest["maxp"], 4)[0]
    if struct.unpack_from(">h", rest["head"], 50)[0]:
        loca = list(struct.unpack(f">{count + 1}I", rest.pop("loca")))
    else:
        loca = [2 * place for place in struct.unpack(f">{count + 1}H", rest.pop("loca"))]
    full = struct.unpack_from(">H", rest["hhea"], 34)[0]
    hmtx = rest.pop("hmtx")
    metrics = list(struct.iter_unpack(">Hh", hmtx[: 4 * full]))
    metrics += [(metrics[-1][0], bearing) for (bearing,) in struct.iter_unpack(">h", hmtx[4 * full :])]
    return _Tables(rest, bytearray(rest.pop("glyf")), loca, metrics, {})


def _append(tables: _Tables, parts: list[tuple[int, int, int]], advance: int) -> int:
    """One more glyph: the parts that have an outline, at their places. Its number."""
    glyf, gid = tables.glyf, len(tables.metrics)
    boxes = [(part, box) for part in parts if (box := tables.box(part[0])) is not None]
    bearing = 0
    if boxes:
        glyf += b"\0" * (-len(glyf) % 4)
        tables.loca[-1] = len(glyf)
        bearing = min(box[0] + x for (_, x, _), box in boxes)
        low, high = min(box[1] + y for (_, _, y), box in boxes), max(box[3] + y for (_, _, y), box in boxes)
        glyf += struct.pack(">5h", -1, bearing, low, max(box[2] + x for (_, x, _), box in boxes), high)
        for at, ((part, x, y), _) in enumerate(boxes):
            glyf += struct.pack(">HHhh", _WORDS_AND_XY | (_MORE if at < len(boxes) - 1 else 0), part, x, y)
    tables.loca.append(len(glyf))
    tables.metrics.append((advance, bearing))
    return gid


def _size(tables: _Tables, gid: int) -> _Size:
    known = tables.sizes.get(gid)
    if known is None:
        known = tables.sizes[gid] = _measure(tables, gid)
    return known


def _measure(tables: _Tables, gid: int) -> _Size:
    at, glyf = tables.loca[gid], tables.glyf
    if tables.loca[gid + 1] == at:
        return _Size(0, 0)
    contours = struct.unpack_from(">h", glyf, at)[0]
    if contours >= 0:
        last = struct.unpack_from(">H", glyf, at + 8 + 2 * contours)[0] if contours else -1
        return _Size(last + 1, contours)
    parts: list[_Size] = []
    at, flags = at + 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", glyf, at)
        parts.append(_size(tables, part))
        at += 4 + (4 if flags & 1 else 2) + (2 if flags & 0x8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
    return _Size(
        sum(part.points for part in parts), sum(part.contours for part in parts), 1 + max(part.depth for part in parts), len(parts)
    )


def _maxp(tables: _Tables) -> bytes:
    """Version 1.0 with true counts (OpenType `maxp`)."""
    sizes = [_size(tables, gid) for gid in range(len(tables.metrics))]
    simple, composite = [one for one in sizes if not one.depth], [one for one in sizes if one.depth]
    table = bytearray(tables.rest["maxp"])
    struct.pack_into(
        ">HHHHH",
        table,
        4,
        len(sizes),
        max((one.points for one in simple), default=0),
        max((one.contours for one in simple), default=0),
        max((one.points for one in composite), default=0),
        max((one.contours for one in composite), default=0),
    )
    struct.pack_into(
        ">HH", table, 28, max((one.components for one in composite), default=0), max((one.depth for one in composite), default=0)
    )
    return bytes(table)


def _file(tables: _Tables) -> bytes:
    """The whole file, tables in the order of their tags, with the checksums that OpenType asks for."""
    boxes = [box for gid in range(len(tables.metrics)) if (box := tables.box(gid)) is not None]
    head, hhea = bytearray(tables.rest["head"]), bytearray(tables.rest["hhea"])
    struct.pack_into(">I", head, 8, 0)
    if boxes:
        struct.pack_into(
            ">4h", head, 36, *(min(b[0] for b in boxes), min(b[1] for b in boxes)), *(max(b[2] for b in boxes), max(b[3] for b in boxes))
        )
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 10, max(advance for advance, _ in tables.metrics))
    struct.pack_into(">H", hhea, 34, len(tables.metrics))
    made = {
        **tables.rest,
        "glyf": bytes(tables.glyf),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(struct.pack(">Hh", *one) for one in tables.metrics),
        "loca": struct.pack(f">{len(tables.loca)}I", *tables.loca),
        "maxp": _maxp(tables),
    }
    count = len(made)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    directory, body, at = b"", bytearray(), len(header) + 16 * count
    places: dict[str, int] = {}
    for tag in sorted(made):
        places[tag] = at + len(body)
        directory += tag.encode("ascii") + struct.pack(">III", _checksum(made[tag]), places[tag], len(made[tag]))
        body += made[tag] + b"\0" * (-len(made[tag]) % 4)
    data = bytearray(header + directory + body)
    struct.pack_into(">I", data, places["head"] + 8, (0xB1B0AFBA - _checksum(bytes(data))) & 0xFFFFFFFF)
    return bytes(data)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF
