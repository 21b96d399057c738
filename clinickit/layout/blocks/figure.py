"""Pictures declared in content: labels in, vectors out, mirrored in right-to-left pages. One leaf a picture: a Figure with Alt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from clinickit.content.model import Figure, FigureKind, Label, Paragraph, Plain, Text
from clinickit.layout.blocks import signs
from clinickit.layout.blocks.prose import narrow
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain, shift
from clinickit.layout.pages import Placed, PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Kind
from clinickit.layout.theme import Type

PILL_SIDE, PILL_TOP, RADIUS = 10.0, 5.0, 12.0
TALLEST = 0.56
"""The part of a page that a picture may fill, its heading beside it."""
WIDE, BESIDE, BESIDE_GAP, CAPTION_GAP = 300.0, 268.0, 22.0, 4.0


@dataclass(frozen=True, slots=True)
class _Pill:
    """A label in a rounded frame around its center (points; y down from the slab's edge is negative)."""

    x: float
    y: float
    width: float
    height: float
    texts: tuple[SetText, ...]


def figure(setter: Setter, one: Figure, place: Place) -> Laid:
    """The picture in the middle of its place, the caption below."""
    width = min(place.width, WIDE * setter.theme.text.size / 12)
    drawn, height = picture(setter, one, Place(place.start + (place.width - width) / 2, width))
    leaf = setter.leaves.next()
    slab = Slab(height, tuple(Piece(leaf, item) for item in drawn), setter.theme.space_paragraph + 2)
    tag = setter.figure(one.alt, leaf)
    if one.caption is None:
        return Laid((slab,), (tag,))
    done = setter.text(one.caption, _caption(setter), narrow(setter, place))
    slabs = chain((slab, *setter.flowing(done, CAPTION_GAP)), Keep.HARD)
    return Laid(slabs, (replace(tag, kids=(leaf, setter.tag(Kind.CAPTION, one.caption, done.kids))),))


def picture(setter: Setter, one: Figure, place: Place) -> tuple[tuple[Placed, ...], float]:
    """What is drawn in a strip (from y 0 down), and its height. Where it would be too tall for a page, its letters are smaller."""
    draw = _axes if one.kind is FigureKind.AXES else _cycle
    done = draw(setter, one, place)
    for factor in (0.85, 0.7, 0.55):
        if done[1] <= setter.theme.height * TALLEST:
            break
        label = setter.theme.label
        smaller = replace(label, size=label.size * factor, leading=label.leading * factor)
        done = draw(replace(setter, theme=replace(setter.theme, label=smaller)), one, place)
    return done


def _pill(setter: Setter, label: Label, center: float, y: float, limit: float) -> _Pill:
    """`center` counts from the start side of the page."""
    bold = replace(setter.theme.label, bold=True, color=setter.theme.palette.accent_on_tint)
    strip = Place(center - limit / 2, limit)
    texts = [setter.text(label.text, bold, strip, align="center")]
    if label.detail is not None:
        texts.append(setter.text(label.detail, setter.theme.label, strip, align="center"))
    width = max(text.width for text in texts) + 2 * PILL_SIDE
    height = sum(text.height for text in texts) + 2 * PILL_TOP
    return _Pill(setter.left(center, 0), y, width, height, tuple(texts))


def _pill_drawn(setter: Setter, pill: _Pill) -> tuple[Placed, ...]:
    palette = setter.theme.palette
    path = signs.rounded(pill.x - pill.width / 2, pill.y - pill.height / 2, pill.width, pill.height, RADIUS)
    found: list[Placed] = [PlacedPath(path, fill=palette.tint or (1.0, 1.0, 1.0), stroke=palette.accent, width=1.25)]
    y = pill.y + pill.height / 2 - PILL_TOP
    for text in pill.texts:
        found += [piece.item for piece in text.block(y)]
        y -= text.height
    return tuple(found)


def _cycle(setter: Setter, one: Figure, place: Place) -> tuple[tuple[Placed, ...], float]:
    """Pills on an ellipse, clockwise from the top (counter-clockwise in right-to-left pages), joined by arrows along it."""
    count = len(one.labels)
    scale = setter.theme.text.size / 12
    limit = place.width * 0.42 - 2 * PILL_SIDE
    middle = place.start + place.width / 2
    turns = [2 * math.pi * at / count for at in range(count)]
    trial = [_pill(setter, label, middle, 0, limit) for label in one.labels]
    rx = (place.width - max(pill.width for pill in trial)) / 2 - 1
    tall = max(pill.height for pill in trial)
    ry = max(56 * scale, tall * 1.22)
    top = tall / 2 + 1
    pills = [
        _pill(setter, label, middle + rx * math.sin(turn), -(top + ry * (1 - math.cos(turn))), limit)
        for label, turn in zip(one.labels, turns, strict=True)
    ]
    way = -1.0 if setter.rtl else 1.0
    center = (setter.left(middle, 0), -(top + ry))
    drawn: list[Placed] = []
    for at, pill in enumerate(pills):
        following = pills[(at + 1) % count]
        drawn += _arrow(setter, center, (rx * way, ry), (turns[at], turns[at] + 2 * math.pi / count), (pill, following))
    for pill in pills:
        drawn += _pill_drawn(setter, pill)
    low = min(pill.y - pill.height / 2 for pill in pills)
    return tuple(drawn), -low + 1


def _arrow(
    setter: Setter, center: tuple[float, float], radii: tuple[float, float], turns: tuple[float, float], ends: tuple[_Pill, _Pill]
) -> tuple[Placed, ...]:
    """An arc of the ellipse from one pill to the next, kept clear of both, with a head."""
    gap = 5.0
    head = 8.0 * setter.theme.text.size / 12
    spots = 60
    path = [_on(center, radii, turns[0] + (turns[1] - turns[0]) * at / spots) for at in range(spots + 1)]
    first = next(at for at in range(spots) if not _near(path[at], ends[0], gap))
    last = next(at for at in range(spots, 0, -1) if not _near(path[at], ends[1], gap))
    if last - first < 4:
        return ()
    tip = path[last]
    stop = last
    while stop > first + 1 and math.dist(path[stop], tip) < head * 0.8:
        stop -= 1
    along = [path[first + round((stop - first) * at / 12)] for at in range(13)]
    steps: list[tuple[str | float, ...]] = [("m", *along[0])]
    for at in range(0, 12, 3):
        steps.append(_through(along[at], along[at + 1], along[at + 2], along[at + 3]))
    color = setter.theme.palette.accent
    return (PlacedPath(tuple(steps), stroke=color, width=1.5), _head(tip, path[stop], head, color))


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


def _near(point: tuple[float, float], pill: _Pill, gap: float) -> bool:
    return abs(point[0] - pill.x) < pill.width / 2 + gap and abs(point[1] - pill.y) < pill.height / 2 + gap


def _head(tip: tuple[float, float], back: tuple[float, float], size: float, color: tuple[float, float, float]) -> PlacedPath:
    """A filled arrow head, its tip at a point, pointing away from `back`."""
    length = math.dist(tip, back) or 1.0
    ux, uy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    bx, by = tip[0] - ux * size, tip[1] - uy * size
    half = size * 0.45
    path = (("m", *tip), ("l", bx - uy * half, by + ux * half), ("l", bx + uy * half, by - ux * half), ("h",))
    return PlacedPath(path, fill=color)


def _widest_word(setter: Setter, text: Text, kind: Type) -> float:
    """Width of the widest word, and a little more, so that no word of a label reaches beyond it."""
    return max(setter.width(Text((Plain(word),), text.language), kind) for word in text.plain().split()) + 4


def _axes(setter: Setter, one: Figure, place: Place) -> tuple[tuple[Placed, ...], float]:
    """Two crossing axes with arrow heads, their ends named outside, the quarters named in pills."""
    scale = setter.theme.text.size / 12
    by_place = {label.place: label for label in one.labels}
    middle = place.start + place.width / 2
    quiet = replace(setter.theme.label, color=setter.theme.palette.ink)
    side = min(place.width * 0.36, max(_widest_word(setter, by_place[end].text, quiet) for end in ("left", "right")))
    above = setter.text(by_place["top"].text, quiet, place, align="center")
    below = setter.text(by_place["bottom"].text, quiet, place, align="center")
    begin = setter.text(by_place["left"].text, quiet, Place(place.start, side), align="end")
    end = setter.text(by_place["right"].text, quiet, Place(place.start + place.width - side, side))
    half_w, half_h = place.width / 2 - side - 6, 62 * scale
    limit = half_w - 2 * PILL_SIDE - 8
    corners = {"top-left": (-1, 1), "top-right": (1, 1), "bottom-left": (-1, -1), "bottom-right": (1, -1)}
    center_y = -(above.height + 4 + half_h)
    pills = [
        _pill(setter, by_place[name], middle + across * half_w / 2, center_y + up * half_h / 2, limit)
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
        drawn.append(_head(tip, foot, 7 * scale, color))
    drawn.append(PlacedPath((("m", x - half_w + 5, center_y), ("l", x + half_w - 5, center_y)), stroke=color, width=1.25))
    drawn.append(PlacedPath((("m", x, center_y - half_h + 5), ("l", x, center_y + half_h - 5)), stroke=color, width=1.25))
    drawn += [piece.item for piece in above.block(0.0)]
    drawn += [piece.item for piece in begin.block(center_y + begin.height / 2)]
    for pill in pills:
        drawn += _pill_drawn(setter, pill)
    drawn += [piece.item for piece in end.block(center_y + end.height / 2)]
    drawn += [piece.item for piece in below.block(center_y - half_h - 4)]
    return tuple(drawn), -(center_y - half_h - 4) + below.height


def beside(setter: Setter, one: Figure, paragraph: Paragraph, place: Place, *, text_first: bool) -> Laid:
    """A picture and a paragraph side by side in one strip, level with each other; the one that comes first stands on the start side."""
    strip = Place(place.start + place.width - BESIDE if text_first else place.start, BESIDE)
    drawn, height = picture(setter, one, strip)
    leaf = setter.leaves.next()
    room = place.inset(0, BESIDE + BESIDE_GAP) if text_first else place.inset(BESIDE + BESIDE_GAP)
    done = setter.text(paragraph.text, setter.theme.text, room)
    caption = None
    if one.caption is not None:
        caption = setter.text(one.caption, _caption(setter), strip, align="center")
    high = height + (caption.height + CAPTION_GAP if caption else 0.0)
    tall = max(high, done.height)
    lower = (high - tall) / 2
    pieces = [Piece(leaf, shift(item, 0, lower)) for item in drawn]
    tag = setter.figure(one.alt, leaf)
    if caption is not None and one.caption is not None:
        pieces += caption.block(lower - height - CAPTION_GAP)
        tag = replace(tag, kids=(leaf, setter.tag(Kind.CAPTION, one.caption, caption.kids)))
    words = done.block((done.height - tall) / 2)
    text_tag = setter.tag(Kind.P, paragraph.text, done.kids)
    pieces = [*words, *pieces] if text_first else [*pieces, *words]
    slab = Slab(tall, tuple(pieces), setter.theme.space_paragraph)
    return Laid((slab,), (text_tag, tag) if text_first else (tag, text_tag))


def _caption(setter: Setter) -> Type:
    return replace(setter.theme.label, color=setter.theme.palette.quiet)
