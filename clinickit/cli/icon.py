"""The mark of clinickit as an icon: a sheet with a tick. Out: SVG, ICO or ICNS. Called by `install`.

The drawing is that of the page in the browser (web/static/mark.svg); Windows and macOS take pixels, drawn here from the same numbers."""

from __future__ import annotations

import io
from importlib.resources import files

from PIL import Image, ImageDraw

_SHEET, _ROUND = (4, 2, 28, 30), 5
"""Of a square of 32: left, upper, right, lower; the radius of the corners."""
_TICK, _STROKE = ((10.5, 17.2), (14.4, 21.2), (21.8, 11.8)), 2.8
_TEAL, _WHITE, _NOTHING = "#1f5a5e", "#ffffff", (0, 0, 0, 0)
_GRID = 32
_FINE = 4
"""Drawn so many times larger, then made small: edges are smooth then."""


def svg() -> bytes:
    """For Linux."""
    return (files("clinickit.web") / "static" / "mark.svg").read_bytes()


def ico() -> bytes:
    """For Windows."""
    return _saved(256, "ICO")


def icns() -> bytes:
    """For macOS."""
    return _saved(512, "ICNS")


def drawn(size: int) -> Image.Image:
    """The mark, `size` pixels wide and high."""
    factor = size * _FINE / _GRID
    image = Image.new("RGBA", (size * _FINE, size * _FINE), _NOTHING)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([edge * factor for edge in _SHEET], _ROUND * factor, fill=_TEAL)
    points = [(x * factor, y * factor) for x, y in _TICK]
    width = round(_STROKE * factor / 2) * 2 + 1
    draw.line(points, fill=_WHITE, width=width, joint="curve")
    half = width / 2
    for x, y in points:
        draw.ellipse([x - half, y - half, x + half, y + half], fill=_WHITE)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _saved(size: int, kind: str) -> bytes:
    stream = io.BytesIO()
    drawn(size).save(stream, kind)
    return stream.getvalue()
