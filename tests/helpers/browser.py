"""A real Chromium, driven by Playwright, and axe-core in it. A page goes in, what axe found comes out, a line each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str:
    """Where Chromium is, or an empty string: CLINICKIT_CHROMIUM says it, else the PATH does."""
    return os.environ.get("CLINICKIT_CHROMIUM") or next((found for name in _NAMES if (found := shutil.which(name))), "")


def missing(name: str) -> str:
    """Why "chromium" or "axe" cannot be used here, and what brings it; empty where it can."""
    if name == "chromium":
        return "" if chromium() else "Chromium is not installed: apt-get install chromium, or name it in CLINICKIT_CHROMIUM"
    return "" if AXE.exists() else "axe-core is not here: make axe"


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window. `--no-sandbox` for containers whose user is root: pages here are our own."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, by all of its rules, best practices too: rule, impact, where. It is put in by the
    debugger's way, which a page's own policy does not forbid."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {' | '.join(node['html'][:120] for node in one['nodes'][:3])}"
        for one in found["violations"]
    ]
