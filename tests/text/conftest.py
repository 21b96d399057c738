"""One set of fonts and one Typesetter for this room's tests."""

from __future__ import annotations

import pytest

from clinickit.text.fonts import FontSet
from clinickit.text.typesetter import Typesetter
from tests.text.rows import rows


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet()


@pytest.fixture(scope="session")
def typesetter(fonts: FontSet) -> Typesetter:
    return Typesetter(fonts, rows)
