"""The page as a browser meets it, its guard included: for tests of the tabs that people open least."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from clinickit.library import Library
from clinickit.web.app import make
from clinickit.web.security import Keys
from clinickit.web.serving import desk

ON = date(2026, 11, 24)


def opened(settings: Path, *, content: Path | None = None, directory: Path | None = None, language: str = "en") -> TestClient:
    """A browser that has exchanged the address of this run for its cookie."""
    keys = Keys.new(8437)
    library = Library.open(content) if content and any((content / one).is_dir() for one in ("handouts", "locales")) else Library()
    made = replace(desk(library, settings, None, lambda: ON, keys), content=content, directory=directory)
    client = TestClient(make(made, keys), base_url="http://127.0.0.1:8437", headers={"Accept-Language": language})
    assert client.get(keys.address).status_code == 200
    return client


def csrf(html: str) -> str:
    """The token of a form."""
    found = re.search(r'name="csrf" value="([^"]+)"', html)
    assert found
    return found[1]


def said(html: str) -> str:
    """What a page says, without tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
