"""Drawn signs: dot, box, tick, cross, number circle, tick in a circle, warning. Text fonts lack most of them.

Each takes its center (points) and size and gives paths; those that mean something get a leaf of their own from the caller.
Ticks are the same in both directions of writing."""

from __future__ import annotations

from clinickit.layout.pages import Color, PlacedPath

KAPPA = 0.5523

Path = tuple[tuple[str | float, ...], ...]


def circle(x: float, y: float, radius: float) -> Path:
    """A circle as four curves."""
    k = radius * KAPPA
    return (
        ("m", x + radius, y),
        ("c", x + radius, y + k, x + k, y + radius, x, y + radius),
        ("c", x - k, y + radius, x - radius, y + k, x - radius, y),
        ("c", x - radius, y - k, x - k, y - radius, x, y - radius),
        ("c", x + k, y - radius, x + radius, y - k, x + radius, y),
        ("h",),
    )


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """A rectangle with round corners, from its lower left corner."""
    radius = min(radius, width / 2, height / 2)
    k = radius * (1 - KAPPA)
    right, top = x + width, y + height
    return (
        ("m", x + radius, y),
        ("l", right - radius, y),
        ("c", right - k, y, right, y + k, right, y + radius),
        ("l", right, top - radius),
        ("c", right, top - k, right - k, top, right - radius, top),
        ("l", x + radius, top),
        ("c", x + k, top, x, top - k, x, top - radius),
        ("l", x, y + radius),
        ("c", x, y + k, x + k, y, x + radius, y),
        ("h",),
    )


def dot(x: float, y: float, size: float, color: Color) -> PlacedPath:
    """A filled dot; `size` is its diameter."""
    return PlacedPath(circle(x, y, size / 2), fill=color)


def tick(x: float, y: float, size: float, color: Color, width: float) -> PlacedPath:
    """A tick in a square of `size` around the center."""
    return PlacedPath(
        (("m", x - 0.42 * size, y - 0.02 * size), ("l", x - 0.12 * size, y - 0.32 * size), ("l", x + 0.42 * size, y + 0.32 * size)),
        stroke=color,
        width=width,
        round=True,
    )


def cross(x: float, y: float, size: float, color: Color, width: float) -> PlacedPath:
    """A cross in a square of `size` around the center."""
    half = 0.34 * size
    return PlacedPath(
        (("m", x - half, y - half), ("l", x + half, y + half), ("m", x - half, y + half), ("l", x + half, y - half)),
        stroke=color,
        width=width,
        round=True,
    )


def square(x: float, y: float, size: float, color: Color) -> PlacedPath:
    """An empty box to tick, with slightly round corners."""
    return PlacedPath(rounded(x - size / 2, y - size / 2, size, size, 1.5), stroke=color, width=1.1)


def ringed_tick(x: float, y: float, size: float, color: Color) -> tuple[PlacedPath, ...]:
    """A tick in a circle of diameter `size`."""
    return (
        PlacedPath(circle(x, y, size / 2), stroke=color, width=1.5),
        tick(x, y, size * 0.5, color, 1.8 * size / 22),
    )


def warning(x: float, y: float, size: float, color: Color) -> tuple[PlacedPath, ...]:
    """A triangle with an exclamation mark, centered; `size` is its height."""
    half = size * 0.58
    low, high = y - size / 2, y + size / 2
    return (
        PlacedPath((("m", x - half, low), ("l", x + half, low), ("l", x, high), ("h",)), stroke=color, width=1.1, round=True),
        PlacedPath((("m", x, low + size * 0.33), ("l", x, low + size * 0.64)), stroke=color, width=1.2, round=True),
        dot(x, low + size * 0.17, 1.4, color),
    )


def dashes(x: float, y: float, width: float, height: float, gap: tuple[float, float], dash: float = 5.0) -> Path:
    """A dashed rectangle from its lower left corner, dashes at both ends of a side; the upper one has a gap between two x."""
    steps: list[tuple[str | float, ...]] = []
    right, top = x + width, y + height
    for (x0, y0), (x1, y1) in (
        ((x, top), (gap[0], top)),
        ((gap[1], top), (right, top)),
        ((x, y), (right, y)),
        ((x, y), (x, top)),
        ((right, y), (right, top)),
    ):
        length = abs(x1 - x0) + abs(y1 - y0)
        count = max(1, round((length / dash + 1) / 2))
        part = 1 / (2 * count - 1)
        for at in range(count):
            first, last = 2 * at * part, (2 * at + 1) * part
            steps.append(("m", x0 + (x1 - x0) * first, y0 + (y1 - y0) * first))
            steps.append(("l", x0 + (x1 - x0) * last, y0 + (y1 - y0) * last))
    return tuple(steps)


def scissors(x: float, y: float, size: float, color: Color, *, mirrored: bool = False) -> tuple[PlacedPath, ...]:
    """Open scissors, centered, cutting toward the end of the line; `size` is their width."""
    way = -1.0 if mirrored else 1.0
    ring = size * 0.15
    paths: list[PlacedPath] = []
    for up in (1.0, -1.0):
        hole = (x - way * size * 0.34, y + up * size * 0.2)
        tip = (x + way * size * 0.5, y - up * size * 0.17)
        length = ((tip[0] - hole[0]) ** 2 + (tip[1] - hole[1]) ** 2) ** 0.5
        start = (hole[0] + (tip[0] - hole[0]) * ring / length, hole[1] + (tip[1] - hole[1]) * ring / length)
        paths.append(PlacedPath(circle(*hole, ring), stroke=color, width=size * 0.075))
        paths.append(PlacedPath((("m", *start), ("l", *tip)), stroke=color, width=size * 0.085, round=True))
    return tuple(paths)
