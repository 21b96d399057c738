"""What every picture is made of: labels in round frames, arrow heads, lines. Lengths in points; y down from the slab's edge is negative.
Called by the files beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from clinickit.content.model import Label
from clinickit.layout.blocks import signs
from clinickit.layout.pages import Color, Placed, PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.theme import Theme, Type

PILL_SIDE, PILL_TOP, RADIUS = 10.0, 5.0, 12.0
WHITE: Color = (1.0, 1.0, 1.0)
STROKE = 1.25
SLACK = 0.01


class Drawn(NamedTuple):
    """What is drawn in a strip from y 0 down, its height, and whether every word keeps to its own room."""

    items: tuple[Placed, ...]
    height: float
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Pill:
    """A label in a rounded frame around its center; `fits` where no word is wider than its room."""

    x: float
    y: float
    width: float
    height: float
    texts: tuple[SetText, ...]
    fits: bool = True

    def box(self, gap: float = 0.0) -> tuple[float, float, float, float]:
        """Left, lower, right and upper edge, moved out by a gap."""
        across, up = self.width / 2 + gap, self.height / 2 + gap
        return self.x - across, self.y - up, self.x + across, self.y + up


def scale_of(theme: Theme) -> float:
    """By how much a picture's lines and spaces are larger than at standard size; smaller where its letters had to be."""
    return min(theme.text.size / 12, theme.label.size / 10.5)


def words(setter: Setter, label: Label, strip: Place, *, align: str = "center", color: Color | None = None) -> tuple[SetText, ...]:
    """The label bold, its detail beneath."""
    look = setter.theme
    bold = replace(look.label, bold=True, color=color or look.palette.accent_on_tint)
    detail: Type = replace(look.label, color=color) if color else look.label
    texts = [setter.text(label.text, bold, strip, align=align)]
    if label.detail is not None:
        texts.append(setter.text(label.detail, detail, strip, align=align))
    return tuple(texts)


def fitting(texts: Iterable[SetText], limit: float) -> bool:
    """Whether no line is wider than its room."""
    return all(text.width <= limit + SLACK for text in texts)


def tall(texts: Iterable[SetText]) -> float:
    """Height of texts, one beneath the other."""
    return sum(text.height for text in texts)


def stacked(texts: Iterable[SetText], y: float) -> list[Placed]:
    """Texts one beneath the other, from an upper edge."""
    found: list[Placed] = []
    for text in texts:
        found += [piece.item for piece in text.block(y)]
        y -= text.height
    return found


def pill(setter: Setter, label: Label, center: float, y: float, limit: float, *, color: Color | None = None) -> Pill:
    """A label around a center, as wide as its words. `center` counts from the start side of the page."""
    texts = words(setter, label, Place(center - limit / 2, limit), color=color)
    width = max(text.width for text in texts) + 2 * PILL_SIDE
    return Pill(setter.left(center, 0), y, width, tall(texts) + 2 * PILL_TOP, texts, fitting(texts, limit))


def half_line(one: Pill, beside: Pill) -> float:
    """By how much a label must stand higher so that its lines are level with those of a label with the same middle: half a line, where one
    has an even and the other an odd number of them. PDFium takes two lines that overlap for one, and turns round their order in
    right-to-left pages, but not where they are level."""
    ours, theirs = ([height for text in pill.texts for height in text.heights] for pill in (one, beside))
    return ours[0] / 2 if (len(ours) - len(theirs)) % 2 else 0.0


def pill_drawn(setter: Setter, one: Pill, *, fill: Color | None = None, up: float = 0.0) -> tuple[Placed, ...]:
    """Frame and words, the words in the middle of the frame's height, or `up` points higher."""
    palette = setter.theme.palette
    left, low, _, high = one.box()
    path = signs.rounded(left, low, one.width, one.height, RADIUS)
    frame = PlacedPath(path, fill=fill or palette.tint or WHITE, stroke=palette.accent, width=STROKE)
    return (frame, *stacked(one.texts, high - (one.height - tall(one.texts)) / 2 + up))


def head(tip: tuple[float, float], back: tuple[float, float], size: float, color: Color) -> PlacedPath:
    """A filled arrow head, its tip at a point, pointing away from `back`."""
    length = math.dist(tip, back) or 1.0
    ux, uy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    bx, by = tip[0] - ux * size, tip[1] - uy * size
    half = size * 0.45
    path = (("m", *tip), ("l", bx - uy * half, by + ux * half), ("l", bx + uy * half, by - ux * half), ("h",))
    return PlacedPath(path, fill=color)


def arrow(foot: tuple[float, float], tip: tuple[float, float], size: float, color: Color) -> tuple[Placed, ...]:
    """A straight arrow with a head of `size`."""
    share = 1 - size * 0.8 / (math.dist(foot, tip) or 1.0)
    stop = (foot[0] + (tip[0] - foot[0]) * share, foot[1] + (tip[1] - foot[1]) * share)
    return (line(foot, stop, color, 1.5), head(tip, foot, size, color))


def line(begin: tuple[float, float], end: tuple[float, float], color: Color, width: float = STROKE) -> PlacedPath:
    """A straight line."""
    return PlacedPath((("m", *begin), ("l", *end)), stroke=color, width=width, round=True)


def between(one: Color, other: Color, share: float) -> Color:
    """A color on the way from one to the other; 0 is the first."""
    red, green, blue = (round(a + (b - a) * share, 4) for a, b in zip(one, other, strict=True))
    return (red, green, blue)
