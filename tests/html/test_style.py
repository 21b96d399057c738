"""The look of a page: each letter is seen on its ground, light and dark; sizes follow the print size."""

from __future__ import annotations

import re

import pytest

from clinickit import Ink, Paper, PrintOptions, PrintSize
from clinickit.html.style import DARK, DARK_ON_ACCENT, DARK_PAPER, WHITE, fixed, hexadecimal, style
from clinickit.layout.pages import Color
from clinickit.layout.theme import PALETTES, Palette, theme
from tests.html.sheets import LIBRARY
from tests.layout.test_theme import contrast
from tests.readback.sheets import CLINIC, ON

GROUNDS = [(PALETTES[ink], WHITE, WHITE) for ink in Ink] + [(DARK[ink], DARK_PAPER, DARK_ON_ACCENT) for ink in Ink]


@pytest.mark.parametrize(("palette", "paper", "on_accent"), GROUNDS)
def test_every_letter_has_seven_to_one(palette: Palette, paper: Color, on_accent: Color) -> None:
    tint, warm = palette.tint or paper, palette.warm_tint or paper
    pairs = [(letters, paper) for letters in (palette.ink, palette.accent, palette.quiet, palette.warm)]
    pairs += [
        (palette.ink, tint),
        (palette.accent_on_tint, tint),
        (palette.quiet, tint),
        (palette.accent, tint),
        (on_accent, palette.accent),
    ]
    pairs += [(letters, warm) for letters in (palette.ink, palette.warm, palette.quiet)]
    for letters, ground in pairs:
        assert contrast(letters, ground) >= 7.0, (letters, ground)
    assert contrast(palette.line, paper) >= 3.0


@pytest.mark.parametrize("ink", list(Ink))
def test_dark_colors_are_asked_for_by_the_reader_and_never_printed(ink: Ink) -> None:
    css = style(theme(Paper.A4, PrintSize.STANDARD, ink), Paper.A4, ink, {}, ("en",))
    dark = css[css.index("@media screen and (prefers-color-scheme:dark)") :].split("}}")[0]
    assert f"--paper:{hexadecimal(DARK_PAPER)}" in dark and hexadecimal(DARK_PAPER) not in css.replace(dark, "")
    assert "forced-colors:active" in css and "prefers-reduced-motion:reduce" in css and "size:a4" in css


def test_colors_are_named_nowhere_but_in_the_palette() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", fixed(12.0, False)) == ["#fff"]  # a logo is drawn for white paper


def test_every_variable_is_given() -> None:
    css = style(theme(Paper.A4, PrintSize.STANDARD, Ink.COLOR), Paper.A4, Ink.COLOR, {}, ("en",))
    assert set(re.findall(r"var\((--[a-z-]+)", css)) <= set(re.findall(r"(--[a-z-]+):", css))


def test_every_class_that_is_said_or_styled_is_both() -> None:
    made = "".join(
        LIBRARY.page_html(one, "ar", CLINIC, PrintOptions(draft=True, beside=beside, discreet=discreet), on=ON).html.decode()
        for one in ("trigger-journal", "anxious-attachment", "my-support-map", "boundary-plan")
        for beside, discreet in (("", False), ("en", False), ("", True))
    )
    said = {one for names in re.findall(r' class="([^"]+)"', made) for one in names.split()}
    css = style(theme(Paper.A4, PrintSize.STANDARD, Ink.COLOR), Paper.A4, Ink.COLOR, {}, ("en",))
    styled = set(re.findall(r"\.([a-z][a-z-]*)", re.sub(r"url\([^)]*\)", "", css)))
    assert said - styled == set()


@pytest.mark.parametrize("size", list(PrintSize))
def test_a_page_grows_with_the_print_size(size: PrintSize) -> None:
    css = style(theme(Paper.LETTER, size, Ink.COLOR), Paper.LETTER, Ink.COLOR, {}, ("en",))
    points = theme(Paper.LETTER, size, Ink.COLOR).text.size
    assert f"--printed:{points:g}pt" in css and f"--text:{round(points * 1.5 / 16, 2):g}rem" in css


def test_large_print_is_laid_out_as_on_a_narrow_screen_sooner_and_on_paper_always() -> None:
    standard, large = fixed(12.0, False), fixed(18.0, True)
    assert "@media (max-width:43.99em){" in standard and "@media print,(max-width:65.98em){" in large
    assert "@narrow" not in standard and "@wide" not in standard and "@@" not in standard
