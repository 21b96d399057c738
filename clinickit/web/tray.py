"""The sheets that are being put together as a packet: kept in memory, gone when the page stops. Called by the views."""

from __future__ import annotations

import threading
from dataclasses import dataclass

MOST = 40
"""Sheets in one packet."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sheet: its handout, and its options as the query of an address."""

    handout: str
    query: str


class Tray:
    """An ordered list that threads share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return self._items

    def put(self, item: Item) -> bool:
        """Add a sheet at the end; False where there is no more room."""
        with self._lock:
            if len(self._items) >= MOST:
                return False
            self._items = (*self._items, item)
            return True

    def take(self, place: int) -> None:
        """Remove the sheet at a place; nothing where there is none."""
        with self._lock:
            self._items = tuple(one for at, one in enumerate(self._items) if at != place)

    def move(self, place: int, by: int) -> None:
        """Move a sheet up (-1) or down (1), as far as there is room."""
        with self._lock:
            items = list(self._items)
            if 0 <= place < len(items) and 0 <= place + by < len(items):
                items.insert(place + by, items.pop(place))
                self._items = tuple(items)

    def clear(self) -> None:
        """Begin anew."""
        with self._lock:
            self._items = ()
