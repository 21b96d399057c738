"""Steps: cards in a row joined by arrows where every label keeps to a few lines, else one beneath the other, else (where that is too
tall) in rows that follow each other like lines of text. Called by `figures.picture`."""

from __future__ import annotations

from itertools import pairwise

from clinickit.content.model import Figure
from clinickit.layout.blocks.figures.pills import PILL_SIDE, PILL_TOP, Drawn, Pill, arrow, fitting, head, pill_drawn, scale_of, tall, words
from clinickit.layout.pages import Placed, PlacedPath
from clinickit.layout.setter import Place, Setter

GAP, CLEAR, HEAD = 28.0, 4.0, 8.0
"""Room of an arrow; how far it keeps from the cards; its head."""
DOWN, ROW_GAP = 22.0, 30.0
"""Room of an arrow down, and between rows."""
WIDEST = 190.0
"""Widest card of a row at standard size."""
COLUMN = 320.0
"""Widest card of a column at standard size."""
LINES = 3


def steps(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Row, column or rows."""
    row = _rows(setter, one, place, len(one.labels))
    if row is not None:
        return row
    column = _column(setter, one, place)
    if column.height > setter.room:
        for across in (2, 3) if len(one.labels) == 4 else (3, 2):
            rows = _rows(setter, one, place, across) if across < len(one.labels) else None
            if rows is not None and rows.height < column.height:
                return rows
    return column


def _rows(setter: Setter, one: Figure, place: Place, across: int) -> Drawn | None:
    """Rows of so many cards, all of one size; None where a label would not keep to a few lines."""
    big = scale_of(setter.theme)
    gap = GAP * big
    width = min((place.width - gap * (across - 1)) / across, WIDEST * big)
    limit = width - 2 * PILL_SIDE
    if limit <= 0:
        return None
    begin = place.start + (place.width - across * width - (across - 1) * gap) / 2
    centers = [begin + width / 2 + at % across * (width + gap) for at in range(len(one.labels))]
    texts = [words(setter, label, Place(x - limit / 2, limit)) for label, x in zip(one.labels, centers, strict=True)]
    if not all(fitting(few, limit) and all(len(text.lines) <= LINES for text in few) for few in texts):
        return None
    height = max(tall(few) for few in texts) + 2 * PILL_TOP + 4
    step = height + ROW_GAP * big
    cards = [
        Pill(setter.left(x, 0), -1 - height / 2 - at // across * step, width, height, few)
        for at, (few, x) in enumerate(zip(texts, centers, strict=True))
    ]
    drawn: list[Placed] = []
    for card, following in pairwise(cards):
        drawn += _join(setter, card, following)
    for card in cards:
        drawn += pill_drawn(setter, card)
    return Drawn(tuple(drawn), 1 - cards[-1].y + height / 2)


def _join(setter: Setter, card: Pill, following: Pill) -> tuple[Placed, ...]:
    """An arrow to the next card of the row, or around the gap to the first of the next row."""
    big, color = scale_of(setter.theme), setter.theme.palette.accent
    if card.y == following.y:
        way = -1.0 if setter.rtl else 1.0
        reach = card.width / 2 + CLEAR
        return arrow((card.x + way * reach, card.y), (following.x - way * reach, card.y), HEAD * big, color)
    below, above = card.y - card.height / 2 - CLEAR, following.y + following.height / 2 + CLEAR
    middle = (below + above) / 2 + HEAD * big / 4
    bend = (("m", card.x, below), ("l", card.x, middle), ("l", following.x, middle), ("l", following.x, above + HEAD * big * 0.8))
    return (
        PlacedPath(bend, stroke=color, width=1.5, round=True),
        head((following.x, above), (following.x, middle), HEAD * big, color),
    )


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
