"""Every handout as a web page in a real Chromium: axe-core finds nothing in any language; it fits a screen of 320 pixels (which is 400 % of
1280), draws with its own fonts, asks for nothing, and its policy is in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from clinickit import Library, PrintOptions
from clinickit.html import fonts
from tests.helpers.browser import axe
from tests.html.sheets import IDS, LIBRARY, options, tongues
from tests.readback.sheets import CLINIC, ON

pytestmark = pytest.mark.browser


UNLETTERED = Library()
"""Its pages have no fonts, and it keeps none: another library's pages stay whole."""


def written(folder: Path, handout_id: str, language: str, asked: PrintOptions, library: Library = LIBRARY) -> str:
    """The address of a page."""
    path = folder / "sheet.html"
    path.write_bytes(library.page_html(handout_id, language, CLINIC, asked, on=ON).html)
    return path.as_uri()


@pytest.mark.parametrize("handout_id", IDS)
def test_axe_finds_nothing_in_any_language(handout_id: str, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts are left out: packing those of every page takes minutes, and axe does not look at letters."""
    monkeypatch.setattr(fonts, "woff2", lambda program: program[:64])
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for language in LIBRARY.languages(handout_id):
            page.goto(written(tmp_path, handout_id, language, options(handout_id), UNLETTERED))
            assert axe(page) == [], language


@pytest.mark.parametrize("handout_id", IDS)
def test_a_page_fits_and_asks_for_nothing(handout_id: str, browser: Browser, tmp_path: Path) -> None:
    for language in tongues(handout_id):
        with browser.new_context(viewport={"width": 320, "height": 800}) as context:
            page = context.new_page()
            told: list[str] = []
            page.on("console", lambda message, told=told: told.append(message.text))  # type: ignore[misc]
            page.on("request", lambda request, told=told: told.append(request.url))  # type: ignore[misc]
            address = written(tmp_path, handout_id, language, options(handout_id))
            page.goto(address)
            page.evaluate("() => document.fonts.ready")
            faces = page.evaluate("() => [...document.fonts].map(face => face.status)")
            assert [one for one in told if one != address and not one.startswith("data:font/woff2;base64,")] == []
            assert "loaded" in faces and "error" not in faces
            for width in (320, 700, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("() => document.documentElement.scrollWidth") <= width, (language, width)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_languages_a_worksheet_and_copies_in_either_light(width: int, scheme: str, browser: Browser, tmp_path: Path) -> None:
    wanted = (
        ("trigger-journal", "ar", PrintOptions(draft=True, beside="en")),
        ("trigger-journal", "ar", PrintOptions(draft=True, beside="en", facing=True)),
        ("staying-safe", "es", PrintOptions(draft=True, discreet=True)),
        ("my-support-map", "en", PrintOptions()),
    )
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for handout_id, language, asked in wanted:
            page.goto(written(tmp_path, handout_id, language, asked))
            assert axe(page) == [], (handout_id, asked)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_by_keyboard_one_skips_to_the_text_and_writes_and_nothing_is_kept(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(written(tmp_path, "trigger-journal", "en", PrintOptions()))
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "text"
        place = page.get_by_label("What happened?")
        place.fill("A late reply")
        box = page.get_by_role("textbox", name="What happened 2")
        box.fill("again")
        assert page.get_by_role("radio", name="10").count() == 1
        page.reload()
        assert place.input_value() == box.input_value() == ""
        assert page.evaluate("() => document.forms.length") == 0


def test_on_paper_nothing_is_dark_and_lines_are_ruled(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(written(tmp_path, "trigger-journal", "en", PrintOptions()))
        ground = "() => getComputedStyle(document.documentElement).backgroundColor"
        assert page.evaluate(ground) != "rgb(255, 255, 255)"
        page.emulate_media(media="print")
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        edges = page.evaluate(
            "() => { const found = getComputedStyle(document.querySelector('input[type=text]'));"
            " return [found.borderTopStyle, found.borderBottomStyle]; }"
        )
        assert edges == ["none", "solid"]
