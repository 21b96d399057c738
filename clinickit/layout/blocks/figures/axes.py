"""Two crossing axes, their ends named outside, the quarters named in pills. Called by `figures.picture`."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Figure, Plain, Text
from clinickit.layout.blocks.figures.pills import PILL_SIDE, Drawn, head, pill, pill_drawn, scale_of
from clinickit.layout.pages import Placed, PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.theme import Type


def _widest_word(setter: Setter, text: Text, kind: Type) -> float:
    """Width of the widest word, and a little more, so that no word of a label reaches beyond it."""
    return max(setter.width(Text((Plain(word),), text.language), kind) for word in text.plain().split()) + 4


def axes(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Two crossing axes with arrow heads, their ends named outside, the quarters named in pills."""
    scale = scale_of(setter.theme)
    by_place = {label.place: label for label in one.labels}
    middle = place.start + place.width / 2
    quiet = replace(setter.theme.label, color=setter.theme.palette.ink)
    side = min(place.width * 0.36, max(_widest_word(setter, by_place[end].text, quiet) for end in ("left", "right")))
    above = setter.text(by_place["top"].text, quiet, place, align="center")
    below = setter.text(by_place["bottom"].text, quiet, place, align="center")
    begin = setter.text(by_place["left"].text, quiet, Place(place.start, side), align="end")
    end = setter.text(by_place["right"].text, quiet, Place(place.start + place.width - side, side))
    half_w, half_h = place.width / 2 - side - 6, 62 * scale
    limit = max(1.0, half_w - 2 * PILL_SIDE - 8)
    corners = {"top-left": (-1, 1), "top-right": (1, 1), "bottom-left": (-1, -1), "bottom-right": (1, -1)}
    center_y = -(above.height + 4 + half_h)
    pills = [
        pill(setter, by_place[name], middle + across * half_w / 2, center_y + up * half_h / 2, limit)
        for name, (across, up) in corners.items()
    ]
    x, color = setter.left(middle, 0), setter.theme.palette.accent
    drawn: list[Placed] = []
    for tip, foot in (
        ((x + half_w, center_y), (x - half_w, center_y)),
        ((x - half_w, center_y), (x + half_w, center_y)),
        ((x, center_y + half_h), (x, center_y - half_h)),
        ((x, center_y - half_h), (x, center_y + half_h)),
    ):
        drawn.append(head(tip, foot, 7 * scale, color))
    drawn.append(PlacedPath((("m", x - half_w + 5, center_y), ("l", x + half_w - 5, center_y)), stroke=color, width=1.25))
    drawn.append(PlacedPath((("m", x, center_y - half_h + 5), ("l", x, center_y + half_h - 5)), stroke=color, width=1.25))
    drawn += [piece.item for piece in above.block(0.0)]
    drawn += [piece.item for piece in begin.block(center_y + begin.height / 2)]
    for card in pills:
        drawn += pill_drawn(setter, card)
    drawn += [piece.item for piece in end.block(center_y + end.height / 2)]
    drawn += [piece.item for piece in below.block(center_y - half_h - 4)]
    return Drawn(tuple(drawn), -(center_y - half_h - 4) + below.height, all(card.fits for card in pills))
