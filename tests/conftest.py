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
