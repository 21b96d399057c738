"""Drawn signs as SVG, from the paths that the printed sheet draws: placed things in, an element out. A sign that means something says
it."""

from __future__ import annotations

from collections.abc import Iterable

from clinickit.content.model import Text
from clinickit.html.tree import Element, el, number
from clinickit.layout.blocks import signs
from clinickit.layout.pages import Color, PlacedPath

_ANY: Color = (0.0, 0.0, 0.0)
SIZE = 24.0


def path_data(path: Iterable[tuple[str | float, ...]]) -> str:
    """A path's steps as SVG says them; y grows downward there."""
    parts = []
    for name, *values in path:
        numbers = [float(value) for value in values]
        if name == "re":
            x, y, width, height = numbers
            parts.append(f"M{number(x)} {number(-y - height)}h{number(width)}v{number(height)}h{number(-width)}z")
        elif name == "h":
            parts.append("z")
        else:
            turned = (number(-value if at % 2 else value + 0.0) for at, value in enumerate(numbers))
            parts.append(f"{str(name).upper()}{' '.join(turned)}")
    return "".join(parts).replace("-0 ", "0 ")


def sign(paths: Iterable[PlacedPath], box: tuple[float, float], name: str = "", says: Text | None = None) -> Element:
    """A sign around the point 0, 0 in a box of points, drawn in its class's color, which alone says what is filled."""
    width, height = box
    drawn = tuple(
        el(
            "path",
            d=path_data(one.path),
            class_="filled" if one.fill is not None else None,
            stroke_width=one.width if one.fill is None else None,
        )
        for one in paths
    )
    told = {"role": "img", "aria_label": says.plain()} if says is not None else {"aria_hidden": "true"}
    view = f"{number(-width / 2)} {number(-height / 2)} {number(width)} {number(height)}"
    return el("svg", *drawn, viewBox=view, class_=f"sign {name}".rstrip(), language=says.language if says else "", **told)


def tick(says: Text) -> Element:
    """What to do."""
    return sign((signs.tick(0, 0, SIZE * 0.8, _ANY, 3.6),), (SIZE, SIZE), says=says)


def cross(says: Text) -> Element:
    """What not to do."""
    return sign((signs.cross(0, 0, SIZE * 0.8, _ANY, 3.6),), (SIZE, SIZE), "cross", says)


def ringed_tick() -> Element:
    """Beside the one thing to try."""
    return sign(signs.ringed_tick(0, 0, 22.0, _ANY), (25.0, 25.0), "ring")


def warning() -> Element:
    """Beside the draft notice."""
    return sign(signs.warning(0, 0, 20.0, _ANY), (26.0, 23.0), "warning")


def scissors(mirrored: bool) -> Element:
    """On the edge of a card to cut off."""
    return sign(signs.scissors(0, 0, 22.0, _ANY, mirrored=mirrored), (26.0, 16.0), "scissors")
