"""The style sheet of a page: the look's own sizes and colors, and the fonts that the page carries, in; CSS out. Called by `write`.

One em of a page is the size of the look's text; all lengths are in it, so that a page grows with the reader's letters. The rules that never
change are in `page.css` and `narrow.css`; here is what follows from a theme, the languages and the faces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files

from clinickit.html.fonts import BOLD_CLASSES, BOLD_TAGS, REGULAR_CLASSES
from clinickit.html.tree import number
from clinickit.languages import Language, language
from clinickit.layout.pages import Color
from clinickit.layout.theme import LATIN_LEADING, Ink, Palette, Paper, Theme, rgb
from clinickit.text.runs import FaceKey, Weight

PIXELS = 1.5
"""CSS pixels on a screen for a point of the look: 18 for the text of standard print."""
BREAK = 44.0
"""Ems of a reader's usual text, in standard print: what is narrower is laid out as on a phone."""
USUAL = 16.0
"""CSS pixels of a reader's usual text."""
WHITE: Color = (1.0, 1.0, 1.0)


DARK: dict[Ink, Palette] = {
    Ink.COLOR: Palette(
        ink=rgb("#eef2f3"),
        accent=rgb("#8fd3cf"),
        accent_on_tint=rgb("#a9dfdb"),
        tint=rgb("#1d2b2d"),
        warm=rgb("#f6bd9b"),
        warm_tint=rgb("#35241a"),
        quiet=rgb("#c3ccd4"),
        rule=rgb("#4a5c5c"),
        line=rgb("#8ba3a1"),
    ),
    Ink.GRAY: Palette(
        ink=rgb("#f0f0f0"),
        accent=rgb("#d6d6d6"),
        accent_on_tint=rgb("#d6d6d6"),
        tint=None,
        warm=rgb("#e2e2e2"),
        warm_tint=None,
        quiet=rgb("#c8c8c8"),
        rule=rgb("#585858"),
        line=rgb("#9a9a9a"),
    ),
}
"""For dark screens: each letter has 7:1 or more on its ground too (a test computes it)."""
DARK_PAPER = rgb("#12191b")
DARK_ON_ACCENT = rgb("#0b1516")


def style(look: Theme, paper: Paper, ink: Ink, faces: Mapping[FaceKey, str], tongues: Iterable[str]) -> str:
    """The whole sheet. `faces` are data addresses; `tongues` the languages of the page, in any order."""
    light = _colors(look.palette, WHITE, WHITE)
    dark = _colors(DARK[ink], DARK_PAPER, DARK_ON_ACCENT)
    text = look.text.size
    sizes = {
        "title": look.title.size / text,
        "lede": look.lede.size / text,
        "heading": look.heading.size / text,
        "table": max(look.table.size, text * 0.94) / text,
        "small": max(look.head.size, text * 0.83) / text,
        "number": look.number.size / text,
        "column": look.column / text,
    }
    parts = [
        *(_face(key, address) for key, address in faces.items()),
        f":root{{{light}{_variables(sizes)}--text:{number(text * PIXELS / USUAL)}rem;--printed:{number(text)}pt}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}",
        f"@page{{size:{'letter' if paper is Paper.LETTER else 'a4'};margin:42pt {number(float(look.margin))}pt 48pt}}",
        *(_tongue(language(one)) for one in sorted(set(tongues))),
        _weights(),
        fixed(text, look.stacked),
    ]
    if ink is Ink.GRAY:
        parts.append(".logo{filter:grayscale(1)}.summary,.safety,.safety-check,.note{border-block:1px solid var(--rule)}")
    return "\n".join(parts)


@cache
def fixed(points: float, stacked: bool) -> str:
    """The rules of the two files for text of so many points. Those for a narrow place hold on a narrow screen, in a column of two
    languages, and on paper where large print stacks what stands side by side."""
    page, narrow = (files("clinickit.html").joinpath(name).read_text("utf-8") for name in ("page.css", "narrow.css"))
    wide, less = (f"({edge}-width:{number(ems * points / 12)}em)" for edge, ems in (("min", BREAK), ("max", BREAK - 0.01)))
    everywhere = f"{page}{narrow.replace('@@', '.pair')}".replace("@wide", wide).replace("@narrow", less)
    return f"{everywhere}@media {'print,' if stacked else ''}{less}{{{narrow.replace('@@ ', '')}}}"


def _face(key: FaceKey, address: str) -> str:
    weight = 700 if key.weight is Weight.BOLD else 400
    return f'@font-face{{font-family:"{key.face}";font-weight:{weight};src:url({address}) format("woff2")}}'


def _variables(sizes: Mapping[str, float]) -> str:
    return "".join(f"--{name}:{number(round(value, 3))};" for name, value in sizes.items())


def _colors(palette: Palette, paper: Color, on_accent: Color) -> str:
    """The colors of a palette as variables; where it tints nothing, a tint is the paper."""
    named = {one.name.replace("_", "-"): getattr(palette, one.name) or paper for one in fields(palette)}
    return "".join(f"--{name}:{hexadecimal(value)};" for name, value in (named | {"paper": paper, "on-accent": on_accent}).items())


def hexadecimal(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _tongue(row: Language) -> str:
    """Faces and leading of a language, wherever it begins; the size is the page's, so that of its own language."""
    stack = ",".join(f'"{face}"' for face in row.faces)
    leading, size = (number(round(value, 3)) for value in (row.leading / LATIN_LEADING, row.size))
    return f':lang({row.tag}){{font-family:{stack},sans-serif;--leading:{leading}}}html[lang="{row.tag}"]{{--factor:{size}}}'


def _weights() -> str:
    bold = ",".join((*sorted(BOLD_TAGS), *(f".{one}" for one in sorted(BOLD_CLASSES))))
    regular = ",".join(f".{one}" for one in sorted(REGULAR_CLASSES))
    return f":is({bold}){{font-weight:700}}:is({regular}){{font-weight:400}}"
