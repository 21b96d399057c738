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
