"""Steps: cards in a row joined by arrows where every label keeps to a few lines, else one beneath the other. Called by
`figures.picture`."""

from __future__ import annotations

from clinickit.content.model import Figure
from clinickit.layout.blocks.figures.pills import PILL_SIDE, PILL_TOP, Drawn, Pill, arrow, fitting, pill_drawn, scale_of, tall, words
from clinickit.layout.pages import Placed
from clinickit.layout.setter import Place, Setter

GAP, CLEAR, HEAD = 28.0, 4.0, 8.0
"""Room of an arrow; how far it keeps from the cards; its head."""
DOWN = 22.0
COLUMN = 320.0
"""Widest card of a column at standard size."""
LINES = 3


def steps(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Row or column."""
    return _row(setter, one, place) or _column(setter, one, place)


def _row(setter: Setter, one: Figure, place: Place) -> Drawn | None:
    count, big = len(one.labels), scale_of(setter.theme)
    gap = GAP * big
    width = min((place.width - gap * (count - 1)) / count, 190 * big)
    limit = width - 2 * PILL_SIDE
    begin = place.start + (place.width - count * width - (count - 1) * gap) / 2
    centers = [begin + width / 2 + at * (width + gap) for at in range(count)]
    texts = [words(setter, label, Place(x - limit / 2, limit)) for label, x in zip(one.labels, centers, strict=True)]
    if limit <= 0 or not all(fitting(few, limit) and all(len(text.lines) <= LINES for text in few) for few in texts):
        return None
    height = max(tall(few) for few in texts) + 2 * PILL_TOP + 4
    y = -height / 2 - 1
    cards = [Pill(setter.left(x, 0), y, width, height, few) for few, x in zip(texts, centers, strict=True)]
    way = -1.0 if setter.rtl else 1.0
    drawn: list[Placed] = []
    for card in cards[:-1]:
        foot = card.x + way * (width / 2 + CLEAR)
        drawn += arrow((foot, y), (foot + way * (gap - 2 * CLEAR), y), HEAD * big, setter.theme.palette.accent)
    for card in cards:
        drawn += pill_drawn(setter, card)
    return Drawn(tuple(drawn), height + 2)


def _column(setter: Setter, one: Figure, place: Place) -> Drawn:
    big = scale_of(setter.theme)
    room = min(place.width, COLUMN * big)
    limit = room - 2 * PILL_SIDE
    middle = place.start + place.width / 2
    texts = [words(setter, label, Place(middle - limit / 2, limit)) for label in one.labels]
    width = max(max(text.width for few in texts for text in few) + 2 * PILL_SIDE, min(room, 180 * big))
    x = setter.left(middle, 0)
    drawn: list[Placed] = []
    cards = []
    y = -1.0
    for at, few in enumerate(texts):
        height = tall(few) + 2 * PILL_TOP
        if at:
            drawn += arrow((x, y - CLEAR), (x, y - DOWN * big + CLEAR), HEAD * big, setter.theme.palette.accent)
            y -= DOWN * big
        cards.append(Pill(x, y - height / 2, width, height, few))
        y -= height
    for card in cards:
        drawn += pill_drawn(setter, card)
    return Drawn(tuple(drawn), -y + 1, all(fitting(few, limit) for few in texts))
