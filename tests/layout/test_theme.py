"""The look's facts: letters can be read on their grounds, sizes keep their floors."""

from __future__ import annotations

import pytest

from clinickit.layout.pages import Color
from clinickit.layout.theme import PALETTES, Ink, Paper, PrintSize, theme

WHITE: Color = (1.0, 1.0, 1.0)


def luminance(color: Color) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in color]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", list(Ink))
def test_every_letter_has_seven_to_one(ink: Ink) -> None:
    palette = PALETTES[ink]
    tint, warm = palette.tint or WHITE, palette.warm_tint or WHITE
    pairs = [(color, WHITE) for color in (palette.ink, palette.accent, palette.quiet, palette.warm)]
    pairs += [(palette.ink, tint), (palette.accent_on_tint, tint), (palette.ink, warm), (palette.warm, warm), (palette.quiet, warm)]
    for letters, ground in pairs:
        assert contrast(letters, ground) >= 7.0, (ink, letters, ground)


def test_gray_ink_is_pure_gray_without_tint() -> None:
    palette = PALETTES[Ink.GRAY]
    for color in (palette.ink, palette.accent, palette.accent_on_tint, palette.warm, palette.quiet, palette.rule):
        assert len(set(color)) == 1
    assert palette.tint is None and palette.warm_tint is None


@pytest.mark.parametrize(("size", "floor", "table"), [("standard", 12, 11), ("clear", 14, 14), ("large", 18, 18), ("giant", 24, 24)])
def test_text_keeps_the_floor_of_its_print_size(size: str, floor: float, table: float) -> None:
    look = theme(Paper.A4, PrintSize(size), Ink.COLOR)
    assert look.text.size == floor and look.strong.size == floor and look.lede.size >= floor
    assert look.table.size >= table and look.number.size > look.text.size
    assert look.title.size > look.heading.size > look.text.size
