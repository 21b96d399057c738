"""The tabs for translators and for referral in a real Chromium: a string saved by keyboard, a sheet for a family by mouse; every view
judged by axe-core, small, dark, and from right to left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Dialog, Page, expect

from clinickit.cli import cli
from clinickit.delivery.translating import Bench
from clinickit.library import Library
from clinickit.localize import po
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from clinickit.web import serving
from clinickit.web.security import Keys
from tests.browser.test_page import ON, Visit, arabic
from tests.helpers.browser import axe
from tests.helpers.services import entry
from tests.web.test_referring import SERVICES, USUAL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("page")]

NAME = "mindful-breathing"
STRINGS = f"/translate/es/{NAME}"
VIEWS = ("/translate", "/translate?into=es", STRINGS, f"/translate/ar/{NAME}", "/translate/es/ui", "/refer", "/refer/talk")


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    """A server with a translator's folder, whose first strings are unfinished and wrong, and a directory of five services."""
    content, directory = tmp_path / "mine", tmp_path / "directory.sqlite"
    bench = Bench(content)
    page = bench.page(NAME, "es")
    bench.save("es", {page.rows[0].context: "Respirar 7 veces {mal}", page.rows[2].context: "Otra cosa"}, page.seen)
    path = bench.file("es", NAME)
    old = po.read(path.read_bytes())
    path.write_bytes(po.write(replace(old, entries=tuple(replace(one, fuzzy=one.target == "Otra cosa") for one in old.entries))))
    words = content / "locales" / "ar" / "LC_MESSAGES" / "web.po"
    words.parent.mkdir(parents=True)
    words.write_text(arabic(), encoding="utf-8")
    with Store.make(directory) as store:
        take(store, "made", (entry(number, **{**USUAL, **facts}) for number, facts in enumerate(SERVICES)), on=ON)
    listener = serving.listening(0)
    keys = Keys.new(listener.getsockname()[1])
    desk = serving.desk(Library.open(content), tmp_path / "kept", None, lambda: ON, keys)
    ready = threading.Event()
    server = serving.server(replace(desk, content=content, directory=directory), keys, ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    assert ready.wait(20)
    yield Visit(keys, tmp_path)
    server.should_exit = True
    thread.join(20)


def opened(browser: Browser, visit: Visit, *, locale: str = "en-US", width: int = 1280, scripts: bool = True) -> Page:
    """A window that has the page open."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, java_script_enabled=scripts, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(visit.keys.address)
    return page


def kept(visit: Visit) -> dict[str, str]:
    """What the translator's catalog says, by context."""
    file = po.read((visit.kept / "mine" / "locales" / "es" / "LC_MESSAGES" / f"{NAME}.po").read_bytes())
    return {one.context: one.target for one in file.entries}


def test_a_string_is_saved_by_keyboard_and_leaving_asks_first(browser: Browser, visit: Visit) -> None:
    page = opened(browser, visit)
    page.goto(visit.here + STRINGS)
    row = page.locator("#n3")
    expect(row.get_by_text("Not sure")).to_be_visible()
    expect(row.get_by_text("Not saved yet")).to_be_hidden()
    page.get_by_role("link", name="Next to do").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Translation of string 3", exact=True).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Una frase nueva")
    expect(row.get_by_text("Not saved yet")).to_be_visible()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Help", exact=True).click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and page.url.partition("#")[0].endswith(STRINGS)
    page.get_by_label("Translation of string 3", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved 1 in:")).to_be_attached()
    expect(page.locator("#n3").get_by_text("Draft, not checked")).to_be_visible()
    assert "Una frase nueva" in kept(visit).values() and asked == ["beforeunload"]
    page.context.close()


def test_strings_are_saved_without_scripts(browser: Browser, visit: Visit) -> None:
    page = opened(browser, visit, scripts=False)
    page.goto(visit.here + STRINGS)
    page.get_by_label("Translation of string 3", exact=True).fill("Primera línea\nsegunda línea")
    page.get_by_label("Translation of string 4", exact=True).fill("Cuarta")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("Saved 2 in:")).to_be_attached()
    assert {"Primera línea\nsegunda línea", "Cuarta"} <= set(kept(visit).values())
    page.context.close()


def test_a_sheet_for_a_family_by_mouse(browser: Browser, visit: Visit) -> None:
    page = opened(browser, visit)
    page.goto(f"{visit.here}/refer")
    page.get_by_label("Age", exact=True).fill("30")
    page.get_by_label("The family’s language").select_option("es")
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("li.service", has_text="Grief Group").get_by_label("Put on the sheet").check()
    page.get_by_role("button", name="Make the sheet").click()
    expect(page.locator(".pages img").first).to_have_js_property("complete", True)
    assert page.locator(".pages img").first.evaluate("one => one.naturalWidth") > 1000
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save").click()
    into = visit.kept / "sheet.pdf"
    words = [
        "referral",
        "sheet",
        "grief",
        "--in",
        str(visit.kept / "directory.sqlite"),
        "-l",
        "es",
        "--on",
        ON.isoformat(),
        "-o",
        str(into),
    ]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    assert saved.value.suggested_filename == "referral-sheet.es.pdf" and Path(saved.value.path()).read_bytes() == into.read_bytes()
    page.get_by_role("button", name="Change what was asked").click()
    expect(page.get_by_label("Age", exact=True)).to_have_value("30")
    assert "?" not in page.url
    page.context.close()


def _asked(page: Page, visit: Visit) -> Iterator[str]:
    """The views that answer a form, one after the other."""
    page.goto(f"{visit.here}/refer")
    page.locator("#near").fill("nowhere")
    page.locator(".finder button.primary").click()
    yield "refer, not understood"
    page.locator("#near").fill("37.8, -122.2")
    page.locator(".finder button.primary").click()
    page.locator("#found").wait_for()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    yield "refer, found"
    page.locator("input[name=service]").first.check()
    page.locator(".hand button.primary").click()
    page.locator(".pages img").first.wait_for()
    yield "the sheet"
    page.goto(f"{visit.here}/refer/talk")
    page.locator("input[value=suicide]").check(force=True)
    page.locator("input[value=abuse]").check(force=True)
    page.locator("input[value=grief]").check(force=True)
    page.locator(".finder button.primary").click()
    page.locator("#advice").wait_for()
    yield "talk, told"
    page.goto(visit.here + STRINGS)
    page.locator("#t4").fill("Cuarta")
    page.locator(".bench-bar button").click()
    yield "strings, saved"


@pytest.mark.parametrize(("width", "scheme", "locale"), [(320, "dark", "en-US"), (1280, "light", "en-US"), (320, "light", "ar-EG")])
def test_every_view_passes_the_judge_and_fits(browser: Browser, visit: Visit, width: int, scheme: str, locale: str) -> None:
    page = opened(browser, visit, locale=locale, width=width)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(f"{visit.here}/refer")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if locale == "ar-EG" else "ltr")

    def judged(name: str) -> None:
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    for path in VIEWS:
        page.goto(visit.here + path)
        judged(path)
    for name in _asked(page, visit):
        judged(name)
    page.context.close()
