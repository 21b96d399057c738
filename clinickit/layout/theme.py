"""How a sheet looks: type scale, spaces and colors, each one fact in one place. Read by every layout module; changes nothing.

Sizes in points for Latin letters; another script multiplies size and leading by its own factors (`Theme.leading`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clinickit.languages import Language
from clinickit.layout.pages import Color

LATIN_LEADING = 1.35


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class PrintSize(StrEnum):
    """Standard print, clear print (14), large (18) and giant (24 points)."""

    STANDARD = "standard"
    CLEAR = "clear"
    LARGE = "large"
    GIANT = "giant"


class Ink(StrEnum):
    COLOR = "color"
    GRAY = "gray"


PAPERS: dict[Paper, tuple[float, float]] = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}


@dataclass(frozen=True, slots=True)
class Type:
    """Size and leading of one kind of text, its color and weight."""

    size: float
    leading: float
    color: Color
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Palette:
    """Every letter color has 7:1 or more on its ground (a test computes it). `tint` and `warm_tint` are None where nothing is tinted."""

    ink: Color
    accent: Color
    accent_on_tint: Color
    tint: Color | None
    warm: Color
    warm_tint: Color | None
    quiet: Color
    rule: Color
    line: Color
    """What one writes on: 3:1 or more on every ground."""


def rgb(code: str) -> Color:
    """A color written as #rrggbb."""
    red, green, blue = (round(int(code[at : at + 2], 16) / 255, 4) for at in (1, 3, 5))
    return (red, green, blue)


def _gray(value: float) -> Color:
    return (value, value, value)


PALETTES: dict[Ink, Palette] = {
    Ink.COLOR: Palette(
        ink=rgb("#1b2430"),
        accent=rgb("#1f5a5e"),
        accent_on_tint=rgb("#17484c"),
        tint=rgb("#eef4f2"),
        warm=rgb("#7a3410"),
        warm_tint=rgb("#fbf1ea"),
        quiet=rgb("#3d4752"),
        rule=rgb("#b9c8c5"),
        line=rgb("#728a87"),
    ),
    Ink.GRAY: Palette(
        ink=_gray(0.1),
        accent=_gray(0.26),
        accent_on_tint=_gray(0.24),
        tint=None,
        warm=_gray(0.16),
        warm_tint=None,
        quiet=_gray(0.28),
        rule=_gray(0.7),
        line=_gray(0.52),
    ),
}

# text, title, lede, heading 2, table: (size, leading); head, foot, sources: size; number: size
_SCALE: dict[PrintSize, tuple[tuple[float, float], ...]] = {
    PrintSize.STANDARD: ((12, 16.5), (26, 30), (13.5, 19), (15, 20), (11, 14.5), (9.5, 12.5), (8.5, 11), (10, 12.5), (17, 20.5)),
    PrintSize.CLEAR: ((14, 19.5), (28, 33), (16, 22), (17, 22), (14, 19.5), (11, 14.5), (10, 13), (12, 15.5), (20, 24.5)),
    PrintSize.LARGE: ((18, 25), (33, 38), (20, 27), (22, 28), (18, 25), (14, 18.5), (13, 17), (16, 21.5), (25, 31)),
    PrintSize.GIANT: ((24, 33), (40, 46), (26, 35), (28, 35), (24, 33), (18, 24), (18, 23.5), (22, 29.5), (32, 40)),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """All of it for one print size, ink and paper. Lengths in points. `stacked`: what stands side by side is stacked (large and giant);
    `enlarged`: larger than standard."""

    width: float
    height: float
    palette: Palette
    stacked: bool
    enlarged: bool
    text: Type
    strong: Type
    title: Type
    lede: Type
    heading: Type
    minor: Type
    table: Type
    head: Type
    foot: Type
    source: Type
    number: Type
    label: Type
    margin: float
    top: float
    foot_rule: float
    above_foot: float
    measure: float

    space_heading: float = 15
    space_after_heading: float = 4
    space_paragraph: float = 6
    space_item: float = 4
    box_pad: float = 11
    box_side: float = 14
    hang: float = 15
    bar: float = 3.5

    @property
    def column(self) -> float:
        """Width of the one column."""
        return self.width - 2 * self.margin

    def leading(self, kind: Type, row: Language) -> float:
        """Distance of baselines for a kind of text in a language."""
        return kind.leading * row.size * row.leading / LATIN_LEADING


def theme(paper: Paper, size: PrintSize, ink: Ink) -> Theme:
    """The theme of a print size on a paper in an ink."""
    palette = PALETTES[ink]
    text, title, lede, heading, table, head, foot, source, number = _SCALE[size]
    width, height = PAPERS[paper]
    big = size in (PrintSize.LARGE, PrintSize.GIANT)
    scale = text[0] / 12
    return Theme(
        width=width,
        height=height,
        palette=palette,
        stacked=big,
        enlarged=size is not PrintSize.STANDARD,
        text=Type(*text, palette.ink),
        strong=Type(*text, palette.ink, bold=True),
        title=Type(*title, palette.ink, bold=True),
        lede=Type(*lede, palette.ink),
        heading=Type(*heading, palette.accent, bold=True),
        minor=Type(*text, palette.accent, bold=True),
        table=Type(*table, palette.ink),
        head=Type(*head, palette.ink),
        foot=Type(*foot, palette.quiet),
        source=Type(*source, palette.ink),
        number=Type(*number, palette.ink, bold=True),
        label=Type(*(table if big else (10.5 * scale, 13.5 * scale)), palette.ink),
        margin=60 if big else 66,
        top=42,
        foot_rule=60 if big else 48,
        above_foot=18 if big else 14,
        measure=34 * text[0],
        hang=15 * max(1.0, scale),
    )
