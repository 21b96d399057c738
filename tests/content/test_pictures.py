"""Logos: what a PNG or SVG becomes, and what is refused with what to do."""

from __future__ import annotations

import socket
import struct
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clinickit.content.pictures import MOST_PIXELS, read_logo
from clinickit.errors import FileProblem

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20" width="40" height="20">'


def svg(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def png(mode: str, size: tuple[int, int], color: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, color).save(out, "PNG")  # type: ignore[arg-type]
    return out.getvalue()


@pytest.fixture(autouse=True, scope="module")
def no_network() -> Iterator[None]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a logo opened a connection")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


def test_png_is_pixels_in_points() -> None:
    picture = read_logo(png("RGB", (4, 2), (10, 20, 30)), "logo.png")
    assert (picture.width, picture.height, picture.pixel_size) == (3.0, 1.5, (4, 2))
    assert picture.pixels == bytes((10, 20, 30)) * 8


@pytest.mark.parametrize(
    ("mode", "color", "pixel"),
    [
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (255, 0, 0, 255), (255, 0, 0)),
        ("LA", (0, 0), (255, 255, 255)),
        ("L", 7, (7, 7, 7)),
        ("1", 1, (255, 255, 255)),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_png_of_every_mode_is_laid_on_white(mode: str, color: object, pixel: tuple[int, int, int]) -> None:
    assert read_logo(png(mode, (1, 1), color), "logo.png").pixels == bytes(pixel)


def test_half_transparent_red_is_pink() -> None:
    red, green, blue = read_logo(png("RGBA", (1, 1), (255, 0, 0, 128)), "logo.png").pixels
    assert red == 255 and green == blue and 125 <= green <= 129


def test_png_is_measured_before_it_is_decoded() -> None:
    """A header of 100 000 × 100 000 pixels, with nothing after it."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(FileProblem, match=r"100000 by 100000 pixels.*Scale it to 2000 by 2000"):
        read_logo(b"\x89PNG\r\n\x1a\n" + chunk, "huge.png")


def test_the_most_pixels_pass() -> None:
    assert len(read_logo(png("1", (2000, MOST_PIXELS // 2000), 1), "logo.png").pixels) == 3 * MOST_PIXELS


@pytest.mark.parametrize("cut", [8, 20, 40, 60])
def test_cut_png(cut: int) -> None:
    with pytest.raises(FileProblem, match=r"cut\.png.*Export it again"):
        read_logo(png("RGB", (50, 50), (1, 2, 3))[:cut], "cut.png")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 jpeg", b"%PDF-1.7", b"hello"])
def test_other_kinds(data: bytes) -> None:
    with pytest.raises(FileProblem, match="neither PNG nor SVG"):
        read_logo(data, "logo.gif")


def test_compressed_svg() -> None:
    with pytest.raises(FileProblem, match="Save it as plain SVG"):
        read_logo(b"\x1f\x8b\x08", "logo.svgz")


def test_rectangle_stands_upright_in_points() -> None:
    """The upper left corner of the file is the upper left of the picture; 40 pixels are 30 points."""
    picture = read_logo(svg('<rect x="0" y="0" width="20" height="10" fill="#ff0000"/>'), "logo.svg")
    assert (picture.width, picture.height) == (30.0, 15.0)
    (stroke,) = picture.strokes
    assert stroke.fill == (1.0, 0.0, 0.0) and stroke.stroke is None
    xs = [step[1] for step in stroke.path if len(step) > 1]
    ys = [step[2] for step in stroke.path if len(step) > 1]
    assert (min(xs), max(xs)) == (0.0, 15.0) and (min(ys), max(ys)) == (7.5, 15.0)


@pytest.mark.parametrize(
    ("shape", "operators"),
    [
        ('<path d="M0 0 L10 0 L10 10 Z"/>', "mllh"),
        ('<path d="M0 0 C1 1 2 2 3 3"/>', "mch"),
        ('<path d="M0 0 Q5 5 10 0 T20 0" fill="none" stroke="black"/>', "mcc"),
        ('<path d="M1 1 A5 5 0 0 1 11 1" fill="none" stroke="black"/>', "mcc"),
        ('<circle cx="5" cy="5" r="5"/>', "mlclclclch"),
        ('<ellipse cx="5" cy="5" rx="5" ry="2"/>', "mlclclclch"),
        ('<rect width="5" height="5"/>', "mlllh"),
        ('<rect width="5" height="5" rx="1"/>', "mlclclclch"),
        ('<line x1="0" y1="0" x2="5" y2="5" stroke="black"/>', "ml"),
        ('<polyline points="0,0 5,5 5,0" stroke="black" fill="none"/>', "mll"),
        ('<polygon points="0,0 5,5 5,0"/>', "mllh"),
        ('<defs><path id="p" d="M0 0 L10 0 L10 10 Z"/></defs><use href="#p" x="5"/>', "mllh"),
        ('<g transform="translate(2 3) scale(2)"><g><path d="M0 0 L1 0 L1 1 Z"/></g></g>', "mllh"),
    ],
)
def test_shapes(shape: str, operators: str) -> None:
    picture = read_logo(svg(shape), "logo.svg")
    assert "".join(str(step[0]) for step in picture.strokes[0].path) == operators


def test_colors_widths_and_rules() -> None:
    inside = (
        "<style>.a{fill:#00ff00}</style>"
        '<path class="a" d="M0 0H9V9Z" fill-rule="evenodd"/>'
        '<g transform="scale(2)"><path d="M0 0H9" fill="none" stroke="blue" stroke-width="3" stroke-linecap="round"/></g>'
        '<rect width="4" height="4" fill="#000000" fill-opacity="0.5" style="stroke:none"/>'
    )
    green, line, half = read_logo(svg(inside), "logo.svg").strokes
    assert green.fill == (0.0, 1.0, 0.0) and green.even_odd
    assert line.fill is None and line.stroke == (0.0, 0.0, 1.0) and line.round and line.width == pytest.approx(4.5)
    assert half.fill == (0.5, 0.5, 0.5) and not half.even_odd


def test_what_programs_keep_for_themselves_is_left_out() -> None:
    inside = (
        '<metadata><rdf:RDF xmlns:rdf="urn:r"><a href="http://example.org/x"/></rdf:RDF></metadata><title>Logo</title>'
        '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" s:href="file:///etc/passwd"/>'
        '<rect width="4" height="4" style="opacity:1;fill:#000000"/>'
    )
    assert len(read_logo(svg(inside), "logo.svg").strokes) == 1


SHAPE = '<rect width="4" height="4"/>'
REFUSED = {
    "text": ("<text>Clinic</text>", "convert text to outlines"),
    "text on a path": ("<text><textPath href='#p'>Clinic</textPath></text>", "convert text to outlines"),
    "image by file": ('<image href="file:///etc/passwd" width="4" height="4"/>', "export the logo as PNG"),
    "image by web": ('<image xlink:href="http://example.org/x.png" width="4" height="4"/>', "export the logo as PNG"),
    "image inside": ('<image href="data:image/png;base64,AAAA" width="4" height="4"/>', "export the logo as PNG"),
    "use of another file": ('<use href="other.svg#a"/>', "outside the file"),
    "use by web": ('<use xlink:href="https://example.org/a.svg#a"/>', "outside the file"),
    "script": ("<script>alert(1)</script>", "plain SVG"),
    "event": ('<rect width="4" height="4" onclick="alert(1)"/>', "scripts"),
    "link": ('<a href="https://example.org/"><rect width="4" height="4"/></a>', "plain SVG"),
    "foreign object": ("<foreignObject><p>hi</p></foreignObject>", "plain shapes"),
    "gradient": ('<linearGradient id="g"/><rect width="4" height="4" fill="url(#g)"/>', "flat colors"),
    "import": ("<style>@import 'http://example.org/x.css';</style>" + SHAPE, "flat colors"),
    "font by web": ("<style>@font-face{src:url(http://example.org/f.woff)}</style>" + SHAPE, "flat colors"),
    "filter": ('<filter id="f"/>' + SHAPE, "plain shapes"),
    "animation": ('<rect width="4" height="4"><animate attributeName="x"/></rect>', "plain shapes"),
    "clip": ('<rect width="4" height="4" clip-path="url(#c)"/>', "plain shapes"),
    "transparent group": ('<g opacity=".5"><rect width="4" height="4"/></g>', "solid colors"),
    "transparent by style": ('<g style="fill:red;opacity:0.5"><rect width="4" height="4"/></g>', "solid colors"),
    "dashes": ('<path d="M0 0H9" stroke="black" stroke-dasharray="2 1"/>', "convert strokes"),
    "unknown color": ('<rect width="4" height="4" fill="zebra"/>', "#rrggbb"),
    "nothing": ("", "draws nothing"),
    "nothing visible": ('<rect width="4" height="4" fill="none"/>', "draws nothing"),
    "depth": ("<g>" * 40 + SHAPE + "</g>" * 40, "ungroup"),
    "too many shapes": (SHAPE * 2001, "2000 shapes"),
    "clones of clones": ('<g id="a"><rect width="1" height="1"/></g><g id="b"><use href="#a"/></g><use href="#b"/>', "clones unlinked"),
    "clone of itself": ('<g id="a"><use href="#a"/></g>', "clones unlinked"),
    "too many clones": (f'<g id="a">{SHAPE * 100}</g>' + '<use href="#a"/>' * 50, "2000 shapes"),
    "too many points": (f'<path d="M0 0{"h1v1" * 60_000}"/>', "100000 numbers"),
    "too many rules": (f"<style>{'rect{fill:red}' * 201}</style>{SHAPE}", "200 style rules"),
    "numbers too large": ('<rect width="4e9" height="4"/>', "too large"),
    "no number": ('<polygon points="a,b 1,2"/>', "cannot be drawn"),
    "not well formed": ("<g>", "not well-formed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_what_to_do(name: str) -> None:
    inside, said = REFUSED[name]
    with pytest.raises(FileProblem) as refused:
        read_logo(svg(inside), "logo.svg")
    assert said in str(refused.value) and "logo.svg" in str(refused.value)


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "head", ['<!DOCTYPE svg SYSTEM "http://example.org/svg.dtd">', BOMB, '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>']
)
def test_doctype_and_entities(head: str, encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>{head}{HEAD}{SHAPE}</svg>'.encode(encoding)
    with pytest.raises(FileProblem, match="DOCTYPE"):
        read_logo(data, "logo.svg")


def test_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(FileProblem, match="1024"):
        read_logo(b"<svg" + b" " * (2 << 20), "logo.svg")


@pytest.mark.parametrize(
    "head",
    ['<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0">', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99999999 1">'],
)
def test_no_usable_size(head: str) -> None:
    with pytest.raises(FileProblem, match="size"):
        read_logo(svg(SHAPE, head), "logo.svg")


def test_xml_that_is_no_drawing() -> None:
    with pytest.raises(FileProblem, match="no SVG"):
        read_logo(b"<html><svg/></html>", "logo.svg")


GOOD = (
    svg('<defs><g id="a"><path d="M0 0 C1 2 3 4 5 6 Z"/></g></defs><use href="#a" transform="rotate(4)"/><circle r="3" fill="#123456"/>'),
    png("RGBA", (8, 8), (1, 2, 3, 4)),
)


@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=3)), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_a_damaged_logo_is_a_picture_or_a_clear_error(data: bytes, changes: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(data)
    for at, what in changes:
        place = at % len(damaged)
        damaged[place : place + len(what)] = what
    try:
        picture = read_logo(bytes(damaged), "logo")
    except FileProblem as problem:
        assert "logo" in str(problem) and str(problem).endswith(".")
    else:
        assert picture.width > 0 and picture.height > 0 and (picture.strokes or picture.pixels)


def test_the_largest_drawing_takes_bounded_time() -> None:
    """As many shapes, rules and numbers as are let in: well under the ten seconds that a reader would wait."""
    rules = "<style>" + "rect,path{fill:#102030}" * 200 + "</style>"
    shapes = SHAPE * 1_900 + f'<path d="M0 0{"l1 1" * 49_000}"/>'
    start = time.monotonic()
    picture = read_logo(svg(rules + shapes), "logo.svg")
    assert len(picture.strokes) == 1_901
    assert time.monotonic() - start < 20
