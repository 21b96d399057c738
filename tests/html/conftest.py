"""Fonts are not packed unless a test asks for them: that is most of the time that a page takes when it is first made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clinickit.html import fonts


@pytest.fixture(autouse=True)
def unpacked(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if "packed" not in request.fixturenames:
            patch.setattr(fonts, "woff2", lambda program: program[:64])
        yield


@pytest.fixture
def packed() -> bool:
    """The fonts are real ones."""
    return True
