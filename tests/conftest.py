"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.helpers.readers import missing


@pytest.fixture(scope="session")
def require() -> Callable[..., None]:
    """`require("poppler", "node")` skips, saying why, where one is not installed; fails where CLINICKIT_REQUIRE names it."""

    def check(*names: str) -> None:
        demanded = os.environ.get("CLINICKIT_REQUIRE", "").split(",")
        for name in names:
            reason = missing(name)
            if reason and name in demanded:
                pytest.fail(f"{reason} (CLINICKIT_REQUIRE names it)")
            if reason:
                pytest.skip(reason)

    return check


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --bless` rewrites goldens with what is said now; read the difference before you commit it."""
    parser.addoption("--bless", action="store_true", help="rewrite golden files with what is said now")


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--bless"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Groups of tests that print once for all of them are kept by one worker. pytest-xdist 3.8 says the group in a test's id, and pytest
    9.2 no longer listens (so setup.cfg asks for an older one): then each worker would print everything again, unseen."""
    if session.config.getoption("loadgroup", default=False):
        stray = [one.nodeid for one in session.items if any(one.iter_markers("xdist_group")) and "@" not in one.nodeid.rpartition("]")[2]]
        assert not stray, f"{len(stray)} tests lost their group, such as {stray[0]}"
