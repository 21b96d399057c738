"""A bounded dictionary for values that depend on their key alone, shared by threads. Used by `typesetter` and `compose`."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Forgets everything when full: simple, and no result depends on what is kept. Each step is one operation on a dict, so no lock
    is needed; the first value put under a key is the one that everybody gets while it is kept. `kept` is for looking up, in bulk."""

    __slots__ = ("_limit", "kept")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.kept: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        return self.kept.get(key)

    def put(self, key: K, value: V) -> V:
        """Keep, and give back what is kept."""
        if len(self.kept) >= self._limit:
            self.kept = {}
        return self.kept.setdefault(key, value)

    def __len__(self) -> int:
        return len(self.kept)
