"""Embedded programs: what they draw is what HarfBuzz placed, widths equal `hmtx`, the file is sound and the same each time."""

from __future__ import annotations

import struct

import pytest
import uharfbuzz as hb

from clinickit.text.fonts import FACES, FontSet
from clinickit.text.program import Program, build
from clinickit.text.runs import Blank, Draw, Drawn, FaceKey, Glyph, Weight

KEYS = [FaceKey(face, weight) for face in FACES for weight in Weight]
LETTERS = "aegjВжΩשمक好1.,"


def font_of(fonts: FontSet, key: FaceKey) -> object:
    if not fonts.installed(key.face):
        pytest.skip(f"{key.face} is not installed: {fonts.install_command(key.face)}")
    return fonts.font(key)


def outline(font: hb.Font, gid: int, x: int = 0, y: int = 0) -> list[tuple[str, tuple[float, ...]]]:
    """A glyph's segments, moved."""
    found: list[tuple[str, tuple[float, ...]]] = []
    pen = hb.DrawFuncs()

    def add(name: str) -> object:
        return lambda *values: found.append((name, tuple(v + (y if i % 2 else x) for i, v in enumerate(values[:-1]))))

    pen.set_move_to_func(add("move"))
    pen.set_line_to_func(add("line"))
    pen.set_cubic_to_func(add("cubic"))
    pen.set_quadratic_to_func(add("quadratic"))
    pen.set_close_path_func(lambda *_: None)
    font.draw_glyph(gid, pen, None)
    return found


def tables(data: bytes) -> dict[str, bytes]:
    found = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, size = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        found[tag.decode()] = data[start : start + size]
    return found


def checksum(data: bytes) -> int:
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF


@pytest.fixture(params=KEYS, ids=lambda key: f"{key.face}-{key.weight}")
def made(request: pytest.FixtureRequest, fonts: FontSet) -> tuple[FontSet, FaceKey, list[Draw], Program]:
    """A program of plain glyphs, a composite of two, a composite of composites' parts, and blanks."""
    key: FaceKey = request.param
    font_of(fonts, key)
    font = fonts.font(key)
    gids = [gid for one in LETTERS if (gid := font.hb.get_nominal_glyph(ord(one)))]
    draws: list[Draw] = [Glyph(gid) for gid in gids]
    draws += [Drawn(((gids[0], 0, 0), (gids[1], 40, 250)), 610), Drawn(((gids[0], 0, 0),), 333), Blank(101), Blank(0), Blank(gids[0])]
    draws += [Drawn(tuple((gid, 17 * at, -3 * at) for at, gid in enumerate(gids)), 1200), Blank(101)]
    return fonts, key, draws, build(font, draws)


def test_each_draw_is_what_the_font_draws(made: tuple[FontSet, FaceKey, list[Draw], Program]) -> None:
    fonts, key, draws, program = made
    font = fonts.font(key)
    unit = hb.Font(font.face)
    unit.scale = (font.upem, font.upem)
    if font.axes():
        unit.set_variations(font.axes())
    embedded = hb.Font(hb.Face(program.data))
    embedded.scale = (font.upem, font.upem)
    em = font.upem / 1000
    for draw, gid in zip(draws, program.glyphs, strict=True):
        parts = ((draw.gid, 0, 0),) if isinstance(draw, Glyph) else draw.parts if isinstance(draw, Drawn) else ()
        want = [segment for one, x, y in parts for segment in outline(unit, one, round(x * em), round(y * em))]
        got = outline(embedded, gid)
        assert [name for name, _ in got] == [name for name, _ in want]
        far = [abs(a - b) for (_, one), (_, other) in zip(got, want, strict=True) for a, b in zip(one, other, strict=True)]
        assert max(far, default=0) <= 1.01 * font.upem / 1000  # instancing rounds to whole units


def test_widths_are_hmtx_and_what_shaping_used(made: tuple[FontSet, FaceKey, list[Draw], Program]) -> None:
    fonts, key, draws, program = made
    found = tables(program.data)
    count = struct.unpack_from(">H", found["maxp"], 4)[0]
    assert len(found["hmtx"]) == 4 * count
    upem = struct.unpack_from(">H", found["head"], 18)[0]
    for draw, gid, width in zip(draws, program.glyphs, program.widths, strict=True):
        advance = struct.unpack_from(">H", found["hmtx"], 4 * gid)[0]
        assert abs(advance * 1000 / upem - width) <= 0.5
        assert width == (fonts.font(key).advance(draw.gid) if isinstance(draw, Glyph) else draw.advance)


def test_equal_draws_share_a_glyph_and_a_blank_is_no_glyph(made: tuple[FontSet, FaceKey, list[Draw], Program]) -> None:
    _, _, draws, program = made
    by_draw: dict[tuple[type, Draw], int] = {}
    for draw, gid in zip(draws, program.glyphs, strict=True):
        assert by_draw.setdefault((type(draw), draw), gid) == gid
    assert len(set(by_draw.values())) == len(by_draw)
    assert 0 not in program.glyphs


def test_file_is_sound(made: tuple[FontSet, FaceKey, list[Draw], Program]) -> None:
    data = made[3].data
    found = tables(data)
    assert set(found) >= {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert not set(found) & {"gvar", "fvar", "HVAR", "avar", "cmap", "name", "fpgm"}
    assert checksum(data) == 0xB1B0AFBA
    loca = struct.unpack(f">{len(found['loca']) // 4}I", found["loca"])
    assert list(loca) == sorted(loca) and loca[-1] <= len(found["glyf"])
    for at in range(len(found)):
        tag, total, start, size = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        table = bytearray(data[start : start + size])
        if tag == b"head":
            table[8:12] = b"\0\0\0\0"
        assert checksum(bytes(table)) == total
    points, contours, all_points, all_contours = struct.unpack_from(">HHHH", found["maxp"], 6)
    elements, depth = struct.unpack_from(">HH", found["maxp"], 28)
    assert 0 < points <= all_points and 0 < contours <= all_contours
    assert elements >= 2 and depth >= 1


def test_same_draws_same_bytes(fonts: FontSet) -> None:
    font = fonts.font(FaceKey("source-sans-3", Weight.BOLD))
    draws: list[Draw] = [Glyph(font.hb.get_nominal_glyph(ord(one))) for one in "abc"] + [Blank(101), Drawn(((5, 1, 2), (6, 3, 4)), 500)]
    first = build(font, draws)
    other = build(FontSet().font(FaceKey("source-sans-3", Weight.BOLD)), draws)
    assert first == other
    assert first.name.endswith("+SourceSans3-Bold") and len(first.name.split("+")[0]) == 6
    assert build(font, draws[:-1]).name != first.name


def test_maxp_of_a_known_composite(fonts: FontSet) -> None:
    font = fonts.font(FaceKey("atkinson", Weight.REGULAR))
    full_stop = font.hb.get_nominal_glyph(ord("."))
    one = tables(build(font, [Glyph(full_stop)]).data)["maxp"]
    three = tables(build(font, [Drawn(tuple((full_stop, 300 * at, 0) for at in range(3)), 900)]).data)["maxp"]
    points, contours = struct.unpack_from(">HH", tables(build(font, [Glyph(full_stop)]).data)["glyf"] and one, 6)
    assert struct.unpack_from(">HH", three, 6) == (points, contours)
    base = len(outline(font.hb, full_stop))
    assert base > 0
    all_points, all_contours = struct.unpack_from(">HH", three, 10)
    assert all_contours == 3 and all_points % 3 == 0
    assert struct.unpack_from(">HH", three, 28) == (3, 1)
