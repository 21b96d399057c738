"""One Chromium a worker, and pages that may not ask the network for anything but the server that is tested."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.helpers.browser import launched


@pytest.fixture(scope="session")
def browser(require: Callable[..., None]) -> Iterator[Browser]:
    """A real Chromium, with axe-core at hand."""
    require("chromium", "axe")
    with launched() as one:
        yield one
