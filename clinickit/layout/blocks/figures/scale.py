"""A scale: stops from low to high, each with a bar that is higher (or, one beneath the other, longer) than the one before it, so that
they are told apart by height and label, not by color alone. Called by `figures.picture`."""

from __future__ import annotations

from clinickit.content.model import Figure
from clinickit.layout.blocks import signs
from clinickit.layout.blocks.figures.pills import STROKE, WHITE, Drawn, between, fitting, scale_of, stacked, tall, words
from clinickit.layout.pages import Color, Placed, PlacedPath
from clinickit.layout.setter import Place, Setter

GAP, LOW, HIGH, BELOW = 10.0, 12.0, 58.0, 7.0
"""Between bars; height of the lowest and of the highest; between bars and labels."""
LIGHTEST, DEEPEST = 0.04, 0.5
"""How far the fills of the lowest and the highest bar are on the way from tint (white, in gray) to accent: an empty frame would look like
a place to write in."""
BAR, ROWS = 14.0, 10.0
"""Thickness of a lying bar, space between rows."""
NAMES = 0.62
"""Share of the width that labels may fill beside lying bars."""
LINES = 3


def scale(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Standing bars with labels beneath where every label keeps to a few lines, else lying bars beside their labels."""
    return _standing(setter, one, place) or _lying(setter, one, place)


def _standing(setter: Setter, one: Figure, place: Place) -> Drawn | None:
    count, big = len(one.labels), scale_of(setter.theme)
    gap = GAP * big
    width = (place.width - gap * (count - 1)) / count
    starts = [place.start + at * (width + gap) for at in range(count)]
    texts = [words(setter, label, Place(start, width)) for label, start in zip(one.labels, starts, strict=True)]
    if not all(fitting(few, width) and all(len(text.lines) <= LINES for text in few) for few in texts):
        return None
    drawn: list[Placed] = []
    for at, start in enumerate(starts):
        height = (LOW + (HIGH - LOW) * at / (count - 1)) * big
        drawn.append(_bar(setter, (setter.left(start, width), -HIGH * big, width, height), at / (count - 1)))
    ground = -HIGH * big - BELOW
    for few in texts:
        drawn += stacked(few, ground)
    return Drawn(tuple(drawn), -ground + max(tall(few) for few in texts))


def _lying(setter: Setter, one: Figure, place: Place) -> Drawn:
    count, big = len(one.labels), scale_of(setter.theme)
    limit = place.width * NAMES
    texts = [words(setter, label, Place(place.start, limit), align="start") for label in one.labels]
    names = min(limit, max(text.width for few in texts for text in few))
    start, longest = place.start + names + 14 * big, place.width - names - 14 * big
    thick = BAR * big
    drawn: list[Placed] = []
    y = 0.0
    for at, few in enumerate(texts):
        length = longest * (0.2 + 0.8 * at / (count - 1))
        height = max(tall(few), thick)
        box = (setter.left(start, length), y - height / 2 - thick / 2, length, thick)
        drawn.append(_bar(setter, box, at / (count - 1)))
        drawn += stacked(few, y - (height - tall(few)) / 2)
        y -= height + ROWS * big
    return Drawn(tuple(drawn), -y - ROWS * big, all(fitting(few, limit) for few in texts))


def _bar(setter: Setter, box: tuple[float, float, float, float], share: float) -> PlacedPath:
    """A bar; `share` of the way from the lowest to the highest makes its fill deeper."""
    palette = setter.theme.palette
    fill: Color = between(palette.tint or WHITE, palette.accent, LIGHTEST + share * (DEEPEST - LIGHTEST))
    return PlacedPath(signs.rounded(*box, 5.0), fill=fill, stroke=palette.accent, width=STROKE)
