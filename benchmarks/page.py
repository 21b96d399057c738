"""`make page`: docs/page.png, two pictures of the page of `clinickit serve` in a real Chromium: what is found, and a sheet."""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from clinickit import Library
from clinickit.web import serving
from clinickit.web.security import Keys
from tests.helpers.browser import chromium

ON = date(2026, 11, 24)
WIDE, HIGH = 1120, 820
GAP = 24


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    listener = serving.listening(0)
    keys = Keys.new(listener.getsockname()[1])
    with tempfile.TemporaryDirectory() as kept:
        ready = threading.Event()
        server = serving.server(serving.desk(Library(), Path(kept), None, lambda: ON, keys), keys, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        ready.wait(20)
        try:
            pictures = _pictures(keys)
        finally:
            server.should_exit = True
            thread.join()
    whole = Image.new("RGB", (2 * pictures[0].width + GAP, pictures[0].height), "white")
    for place, one in enumerate(pictures):
        whole.paste(one, (place * (one.width + GAP), 0))
    whole.quantize(160, dither=Image.Dither.NONE).save(folder / "page.png", optimize=True)
    print(folder / "page.png")


def _pictures(keys: Keys) -> list[Image.Image]:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, locale="en-US")
        page.goto(keys.address)
        page.get_by_label("Name of the clinic").fill("Riverside Family Clinic")
        page.get_by_label("Phone").fill("555-0142")
        page.get_by_label("Country or region").select_option("US")
        page.get_by_role("button", name="Keep this").click()
        page.goto(f"http://127.0.0.1:{keys.port}/")
        page.get_by_label("What do people say?").fill("keeps checking my phone")
        page.get_by_role("button", name="Find", exact=True).click()
        page.wait_for_timeout(500)
        found = _picture(page)
        page.goto(f"http://127.0.0.1:{keys.port}/sheet/anxious-attachment?language=ar&beside=en")
        sheet = _picture(page)
        browser.close()
    return [found, sheet]


def _picture(page: Page) -> Image.Image:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


if __name__ == "__main__":
    main()
