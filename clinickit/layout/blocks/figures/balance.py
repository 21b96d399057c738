"""A balance: two cards on a beam over a support, and what it rests on beneath. Called by `figures.picture`."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Figure
from clinickit.layout.blocks.figures.pills import PILL_SIDE, STROKE, Drawn, fitting, half_line, line, pill, pill_drawn, scale_of, tall
from clinickit.layout.pages import Placed, PlacedPath
from clinickit.layout.setter import Place, Setter

GAP, OVER = 40.0, 8.0
"""Between the two cards; how far the beam reaches beyond them."""
BEAM, SUPPORT = 3.5, 24.0
"""Thickness of the beam, height of what it lies on."""


def balance(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Both cards are of one size, so that neither side seems heavier."""
    big = scale_of(setter.theme)
    palette = setter.theme.palette
    by_place = {label.place: label for label in one.labels}
    half = (place.width - GAP * big) / 2 - OVER
    limit = half - 2 * PILL_SIDE
    middle = place.start + place.width / 2
    sides = [pill(setter, by_place[name], middle + way * (half + GAP * big) / 2, 0, limit) for name, way in (("left", -1), ("right", 1))]
    width, height = max(card.width for card in sides), max(card.height for card in sides) + 4
    x, beam = setter.left(middle, 0), -height - 1 - BEAM / 2
    reach = (half + GAP * big) / 2 + width / 2
    drawn: list[Placed] = [line((x - reach - OVER, beam), (x + reach + OVER, beam), palette.accent, BEAM)]
    tip, low = beam - BEAM / 2, beam - BEAM / 2 - SUPPORT * big
    support = (("m", x, tip), ("l", x + SUPPORT * 0.7 * big, low), ("l", x - SUPPORT * 0.7 * big, low), ("h",))
    drawn.append(PlacedPath(support, fill=palette.accent, stroke=palette.accent, width=STROKE, round=True))
    short = min(sides, key=lambda card: tall(card.texts))
    for card in sides:
        up = half_line(*sides) if card is short else 0.0
        drawn += pill_drawn(setter, replace(card, y=-1 - height / 2, width=width, height=height), up=up)
    fits = all(fitting(card.texts, limit) for card in sides)
    if "bottom" not in by_place:
        drawn.append(line((x - SUPPORT * 1.4 * big, low), (x + SUPPORT * 1.4 * big, low), palette.accent, 1.5))
        return Drawn(tuple(drawn), -low + 1, fits)
    base = pill(setter, by_place["bottom"], middle, 0, place.width - 60)
    base = replace(base, y=low - base.height / 2, width=max(base.width, SUPPORT * 2.8 * big))
    drawn += pill_drawn(setter, base)
    return Drawn(tuple(drawn), -low + base.height + 1, fits and base.fits)
