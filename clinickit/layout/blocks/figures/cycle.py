"""A cycle: labels on an ellipse, joined by arrows along it. Called by `figures.picture`."""

from __future__ import annotations

import math

from clinickit.content.model import Figure
from clinickit.layout.blocks.figures.pills import PILL_SIDE, Drawn, Pill, head, pill, pill_drawn, scale_of
from clinickit.layout.pages import Placed, PlacedPath
from clinickit.layout.setter import Place, Setter


def cycle(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Pills on an ellipse, clockwise from the top (counter-clockwise in right-to-left pages), joined by arrows along it."""
    count = len(one.labels)
    scale = scale_of(setter.theme)
    limit = place.width * 0.42 - 2 * PILL_SIDE
    middle = place.start + place.width / 2
    turns = [2 * math.pi * at / count for at in range(count)]
    trial = [pill(setter, label, middle, 0, limit) for label in one.labels]
    rx = (place.width - max(card.width for card in trial)) / 2 - 1
    tall = max(card.height for card in trial)
    ry = max(56 * scale, tall * 1.22)
    top = tall / 2 + 1
    pills = [
        pill(setter, label, middle + rx * math.sin(turn), -(top + ry * (1 - math.cos(turn))), limit)
        for label, turn in zip(one.labels, turns, strict=True)
    ]
    way = -1.0 if setter.rtl else 1.0
    center = (setter.left(middle, 0), -(top + ry))
    drawn: list[Placed] = []
    for at, card in enumerate(pills):
        following = pills[(at + 1) % count]
        drawn += _arrow(setter, center, (rx * way, ry), (turns[at], turns[at] + 2 * math.pi / count), (card, following))
    for card in pills:
        drawn += pill_drawn(setter, card)
    low = min(card.y - card.height / 2 for card in pills)
    return Drawn(tuple(drawn), -low + 1, all(card.fits for card in pills))


def _arrow(
    setter: Setter, center: tuple[float, float], radii: tuple[float, float], turns: tuple[float, float], ends: tuple[Pill, Pill]
) -> tuple[Placed, ...]:
    """An arc of the ellipse from one pill to the next, kept clear of both, with a head."""
    gap = 5.0
    size = 8.0 * scale_of(setter.theme)
    spots = 60
    path = [_on(center, radii, turns[0] + (turns[1] - turns[0]) * at / spots) for at in range(spots + 1)]
    first = next(at for at in range(spots) if not _near(path[at], ends[0], gap))
    last = next(at for at in range(spots, 0, -1) if not _near(path[at], ends[1], gap))
    if last - first < 4:
        return ()
    tip = path[last]
    stop = last
    while stop > first + 1 and math.dist(path[stop], tip) < size * 0.8:
        stop -= 1
    along = [path[first + round((stop - first) * at / 12)] for at in range(13)]
    steps: list[tuple[str | float, ...]] = [("m", *along[0])]
    for at in range(0, 12, 3):
        steps.append(_through(along[at], along[at + 1], along[at + 2], along[at + 3]))
    color = setter.theme.palette.accent
    return (PlacedPath(tuple(steps), stroke=color, width=1.5), head(tip, path[stop], size, color))


def _through(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> tuple[str | float, ...]:
    """The cubic from a to d that passes b and c at a third and two thirds."""
    return (
        "c",
        *((-5 * a[axis] + 18 * b[axis] - 9 * c[axis] + 2 * d[axis]) / 6 for axis in (0, 1)),
        *((2 * a[axis] - 9 * b[axis] + 18 * c[axis] - 5 * d[axis]) / 6 for axis in (0, 1)),
        *d,
    )


def _on(center: tuple[float, float], radii: tuple[float, float], turn: float) -> tuple[float, float]:
    return (center[0] + radii[0] * math.sin(turn), center[1] + radii[1] * math.cos(turn))


def _near(point: tuple[float, float], pill: Pill, gap: float) -> bool:
    return abs(point[0] - pill.x) < pill.width / 2 + gap and abs(point[1] - pill.y) < pill.height / 2 + gap
