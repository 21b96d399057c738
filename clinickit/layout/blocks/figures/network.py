"""A network, such as a support map: the first label in the middle, the others around it, joined by lines; where they find no room
around it, one beneath the other, as branches of it. Called by `figures.picture`."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from clinickit.content.model import Figure, Label
from clinickit.layout.blocks.figures.pills import PILL_SIDE, WHITE, Drawn, Pill, half_line, line, pill, pill_drawn, scale_of, tall
from clinickit.layout.pages import Placed, PlacedPath
from clinickit.layout.setter import Place, Setter

SHARE = 0.31
"""Widest label, as a share of the width."""
GAP = 9.0
"""Least room between two labels, and between a line and a label that it passes."""
GROW, FURTHEST, WIDE = 5.0, 26, 150.0
"""By how many points the ellipse grows in height at a time, and how often; half its width at most, at standard size."""
LEVEL, OVERLAP = 0.1, 0.75
"""Points by which two lines are level, and the share of their height by which they no longer overlap."""
TRUNK, BRANCH, BETWEEN = 18.0, 22.0, 8.0


def network(setter: Setter, one: Figure, place: Place) -> Drawn:
    """Around, or as branches."""
    return _around(setter, one, place) or _branches(setter, one, place)


def _around(setter: Setter, one: Figure, place: Place) -> Drawn | None:
    """On an ellipse, clockwise from the top in left-to-right pages; it grows until nothing touches."""
    limit = place.width * SHARE - 2 * PILL_SIDE
    middle = place.start + place.width / 2
    first, *others = one.labels
    core = pill(setter, first, middle, 0, limit, color=WHITE)
    trial = [pill(setter, label, middle, 0, limit) for label in others]
    if not all(one.fits for one in (core, *trial)):
        return None
    count = len(others)
    turn = math.pi / count if count % 4 == 0 else 0.0
    turns = [turn + 2 * math.pi * at / count for at in range(count)]
    rx = min((place.width - max(one.width for one in trial)) / 2 - 1, WIDE * scale_of(setter.theme))
    way = -1.0 if setter.rtl else 1.0
    for step in range(FURTHEST):
        ry = 50 * scale_of(setter.theme) + step * GROW
        ring = [replace(one, x=core.x + way * rx * math.sin(at), y=ry * math.cos(at)) for one, at in zip(trial, turns, strict=True)]
        ring = _level(ring)
        if _apart(core, ring) and _told_apart([core, *_in_order(ring, way)]):
            break
    else:
        return None
    high = max(one.y + one.height / 2 for one in (core, *ring)) + 1
    low = min(one.y - one.height / 2 for one in (core, *ring)) - 1
    # the strip's words are set anew at their places: a text's pieces stand at their final x
    core = replace(pill(setter, first, middle, 0, limit, color=WHITE), y=-high)
    drawn: list[Placed] = []
    ring = [
        replace(pill(setter, label, middle + rx * math.sin(at), 0, limit), y=one.y - high)
        for label, one, at in zip(others, ring, turns, strict=True)
    ]
    for one_ in ring:
        drawn.append(line((core.x, core.y), (one_.x, one_.y), setter.theme.palette.accent))
    drawn += pill_drawn(setter, core, fill=setter.theme.palette.accent)
    for one_ in _in_order(ring, way):
        drawn += pill_drawn(setter, one_)
    return Drawn(tuple(drawn), high - low)


def _in_order(ring: list[Pill], way: float) -> list[Pill]:
    """By rows from the top, in a row as it is read: PDFium gives labels of one height by their places."""
    rows: list[list[Pill]] = []
    for one in sorted(ring, key=lambda one: -one.y):
        if rows and rows[-1][0].y - one.y < one.texts[0].heights[0]:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: way * one.x)]


def _told_apart(order: list[Pill]) -> bool:
    """The last line of each label and the first of the next are level, or do not overlap: PDFium would take them for one line."""
    for one, other in pairwise(order):
        high = one.texts[0].heights[0]
        away = abs(one.y - tall(one.texts) / 2 - other.y - tall(other.texts) / 2 + high)
        if LEVEL < away < OVERLAP * high:
            return False
    return True


def _level(ring: list[Pill]) -> list[Pill]:
    """Labels of one height with their lines level."""
    first = [next(other for other in ring if abs(other.y - one.y) < 1.0) for one in ring]
    return [replace(one, y=one.y + half_line(one, beside)) for one, beside in zip(ring, first, strict=True)]


def _apart(core: Pill, ring: list[Pill]) -> bool:
    """No two labels touch, and no line passes through another label."""
    every = [core, *ring]
    for at, one in enumerate(every):
        if any(_touch(one, other) for other in every[at + 1 :]):
            return False
    return not any(_crosses(core, one, other) for one in ring for other in ring if other is not one)


def _touch(one: Pill, other: Pill) -> bool:
    return abs(one.x - other.x) < (one.width + other.width) / 2 + GAP and abs(one.y - other.y) < (one.height + other.height) / 2 + GAP


def _crosses(core: Pill, one: Pill, other: Pill) -> bool:
    """Whether the line from the middle to a label comes near another label."""
    left, low, right, high = other.box(GAP / 2)
    for at in range(41):
        x, y = core.x + (one.x - core.x) * at / 40, core.y + (one.y - core.y) * at / 40
        if left < x < right and low < y < high:
            return True
    return False


def _branches(setter: Setter, one: Figure, place: Place) -> Drawn:
    """The first label on top, the others beneath it on branches from the start side."""
    big = scale_of(setter.theme)
    palette = setter.theme.palette
    first, *others = one.labels
    top = _flush(setter, first, place, color=True)
    trunk = setter.left(place.start + TRUNK * big, 0)
    inner = place.inset((TRUNK + BRANCH) * big)
    drawn: list[Placed] = []
    y = -1 - top.height
    rows = []
    for label in others:
        made = _flush(setter, label, inner)
        y -= BETWEEN * big + made.height / 2
        drawn.append(line((trunk, y), (setter.left(inner.start, 0), y), palette.accent))
        rows.append(replace(made, y=y))
        y -= made.height / 2
    stem = (("m", trunk, -1 - top.height), ("l", trunk, rows[-1].y))
    drawn.insert(0, PlacedPath(stem, stroke=palette.accent, width=1.25, round=True))
    drawn += pill_drawn(setter, replace(top, y=-1 - top.height / 2), fill=palette.accent)
    for row in rows:
        drawn += pill_drawn(setter, row)
    return Drawn(tuple(drawn), -y + 1, all(row.fits for row in (top, *rows)))


def _flush(setter: Setter, label: Label, place: Place, *, color: bool = False) -> Pill:
    """A pill that begins at the start of a place."""
    limit = place.width - 2 * PILL_SIDE
    trial = pill(setter, label, place.start + place.width / 2, 0, limit)
    return pill(setter, label, place.start + trial.width / 2, 0, trial.width - 2 * PILL_SIDE, color=WHITE if color else None)
