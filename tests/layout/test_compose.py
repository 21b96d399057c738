"""What a `Composer` keeps never shows: not even where another thread lays out the same handout in between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinickit import Clinic, Library
from clinickit.layout.pages import PagedDocument, PlacedRun
from clinickit.text.cache import Cache

ON = date(2026, 11, 24)
LOW = Clinic((("en", "Elm House"),), territory="US")
HIGH = Clinic((("en", "Harbor Street Clinic"),), (("en", "Talking therapies"),), "555-0100", "harbor.example", territory="US")


def places(document: PagedDocument) -> list[list[tuple[float, float]]]:
    """Where the runs of each page stand."""
    return [[(item.x, item.y) for mark in page.marks for item in mark.items if isinstance(item, PlacedRun)] for page in document.pages]


def test_a_body_is_not_taken_from_under_another_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads of two heights; the one is laid out whole just before the other's body is put away."""
    alone = places(Library().pages("anxious-attachment", clinic=HIGH, on=ON)[0])
    library = Library()
    library.pages("therapy-options", clinic=LOW, on=ON)
    put, between = Cache.put, []

    def interrupted(self: Cache[Any, Any], key: Any, value: Any) -> Any:
        if type(value).__name__ == "_Kept" and not between:
            between.append(True)
            library.pages("anxious-attachment", clinic=LOW, on=ON)
        return put(self, key, value)

    monkeypatch.setattr(Cache, "put", interrupted)
    found = places(library.pages("anxious-attachment", clinic=HIGH, on=ON)[0])
    assert between
    assert found == alone
    assert places(library.pages("anxious-attachment", clinic=LOW, on=ON)[0]) != alone
