"""Pictures: those of the printed sheet as SVG, their labels as text. A figure in, an element out. Called by `blocks` and `sections`.

Each picture is drawn twice, for a wide and for a narrow screen; the page shows one of them. Colors are classes, so that a dark screen or a
reader's own colors change them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from clinickit.content.model import Figure
from clinickit.html.maker import Maker
from clinickit.html.signs import path_data
from clinickit.html.tree import Element, el, number
from clinickit.html.words import said
from clinickit.languages import language
from clinickit.layout.blocks.figures import BESIDE, KINDS, WIDEST, picture
from clinickit.layout.blocks.figures.pills import WHITE
from clinickit.layout.pages import Color, Placed, PlacedPath, PlacedRun
from clinickit.layout.setter import Place, Setter
from clinickit.layout.theme import Palette
from clinickit.text.runs import Weight

PHONES = (190.0, 210.0, 230.0, 250.0)
"""Widths of a picture on a narrow screen, in points at standard size: the first in which all its words fit, else the wide one's."""
FREE = 10_000.0
"""A screen is as tall as a picture needs."""
AIR = 1.0
"""Around what is drawn, for lines at its edge."""
CLOSE = 0.4
"""Ems between two runs of one line, at most."""


def figure(maker: Maker, one: Figure, *, aside: bool = False) -> Element:
    """The picture with its alternative text, the caption below. `aside`: as wide as it is beside a paragraph."""
    big = maker.setter.theme.text.size / 12
    wide = (BESIDE if aside else WIDEST[one.kind]) * (big if not maker.setter.theme.stacked else 1.0)
    caption = said("figcaption", one.caption) if one.caption is not None else None
    drawn = (_drawn(maker.setter, one, wide, "wide"), _drawn(maker.setter, one, _narrow(maker.setter, one, wide), "narrow"))
    return el("figure", *drawn, caption)


def _narrow(setter: Setter, one: Figure, wide: float) -> float:
    """The least width in which no word is too wide for its room."""
    big = setter.theme.text.size / 12
    widths = (width * big for width in PHONES)
    return next((width for width in widths if width < wide and KINDS[one.kind](_alone(setter, width), one, Place(0.0, width)).fits), wide)


def _alone(setter: Setter, width: float) -> Setter:
    """The setter on a page as wide as the picture, and as tall as it needs."""
    return replace(setter, theme=replace(setter.theme, width=width, height=FREE * 2, margin=0.0), room=FREE)


def _drawn(setter: Setter, one: Figure, width: float, name: str) -> Element:
    """One drawing; its size in ems of the text, so that it grows with the reader's letters."""
    look = setter.theme
    done = picture(_alone(setter, width), one, Place(0.0, width))
    box = f"{number(-AIR)} {number(-AIR)} {number(width + 2 * AIR)} {number(done.height + 2 * AIR)}"
    size = f"{number((width + 2 * AIR) / look.text.size)}em"
    kids = tuple(_things(done.items, look.palette))
    alt = one.alt
    return el("svg", *kids, viewBox=box, width=size, class_=name, role="img", aria_label=alt.plain(), language=alt.language)


def _things(items: Sequence[Placed], palette: Palette) -> Iterator[Element]:
    """Paths and lines of text in the order of drawing."""
    for words, some in groupby(items, lambda item: isinstance(item, PlacedRun)):
        if words:
            runs = [item for item in some if isinstance(item, PlacedRun)]
            for _, level in groupby(runs, lambda run: round(run.y, 2)):
                yield from (_line(line, palette) for line in lines(list(level)))
        else:
            yield from (_path(item, palette) for item in some if isinstance(item, PlacedPath))


def lines(runs: Sequence[PlacedRun]) -> list[list[PlacedRun]]:
    """Runs of one height as lines: those that touch are one line, its runs in logical order."""
    spans: list[tuple[float, float, list[int]]] = []
    for at in sorted(range(len(runs)), key=lambda at: runs[at].x):
        run = runs[at]
        begin, end = run.x, run.x + run.run.width
        if spans and begin - spans[-1][1] <= CLOSE * run.run.size:
            first, last, kept = spans[-1]
            spans[-1] = (first, max(last, end), [*kept, at])
        else:
            spans.append((begin, end, [at]))
    ordered = sorted((sorted(kept) for _, _, kept in spans), key=lambda kept: kept[0])
    return [[runs[at] for at in kept] for kept in ordered]


def written(run: PlacedRun) -> str:
    """What a run says, in logical order."""
    letters = [code.says for word in run.run.words for code in word.codes]
    return "".join(reversed(letters) if run.run.rtl else letters)


def _line(runs: list[PlacedRun], palette: Palette) -> Element:
    """A line around its middle, so that it stays in its frame whatever font draws it."""
    begin, end = min(run.x for run in runs), max(run.x + run.run.width for run in runs)
    first = runs[0].run
    parts = []
    for (tag, weight), some in groupby(runs, lambda run: (run.run.language, run.run.face.weight)):
        letters = "".join(map(written, some))
        bold = "strong" if weight is Weight.BOLD else None
        parts.append(el("tspan", letters, class_=bold, language=tag))
    row = language(first.language)
    return el(
        "text",
        *parts,
        x=(begin + end) / 2,
        y=-runs[0].y,
        font_size=first.size,
        text_anchor="middle",
        direction="rtl" if row.rtl else "ltr",
        class_=_letters(runs[0].color, palette),
        language=first.language,
    )


def _letters(color: Color, palette: Palette) -> str:
    if color == WHITE:
        return "on-accent"
    return {palette.accent_on_tint: "accent-on-tint", palette.quiet: "quiet"}.get(color, "ink")


def _path(one: PlacedPath, palette: Palette) -> Element:
    """A path with the classes of its fill and its line. A fill between tint and accent is accent, less dense."""
    names = []
    dense = None
    if one.fill is not None:
        if one.fill == palette.accent:
            names.append("fill-accent")
        elif one.fill in (palette.tint, WHITE):
            names.append("fill-tint")
        else:
            names.append("fill-accent")
            dense = _density(one.fill, palette)
    if one.stroke is not None:
        names.append("line-rule" if one.stroke == palette.rule else "line-accent")
    return el(
        "path",
        d=path_data(one.path),
        class_=" ".join(names),
        fill_opacity=dense,
        stroke_width=one.width if one.stroke is not None else None,
        stroke_linecap="round" if one.round else None,
        stroke_linejoin="round" if one.round else None,
        fill_rule="evenodd" if one.even_odd else None,
    )


def _density(color: Color, palette: Palette) -> float:
    """How far a color is on the way from white to accent."""
    return round((1 - color[0]) / (1 - palette.accent[0]), 2)
