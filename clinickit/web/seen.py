"""What was looked for lately, so that the way back from a sheet leads to what was found: in memory alone, gone when the page stops. The
browser keeps a name for it that says nothing. Called by the view that finds."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

from clinickit.web.shelf import Wish

MOST = 60
"""Wishes that are remembered."""


class Seen:
    """Wishes by a name. Safe to share among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wishes: OrderedDict[str, Wish] = OrderedDict()

    def put(self, wish: Wish) -> str:
        """Remember a wish; its name."""
        name = secrets.token_urlsafe(9)
        with self._lock:
            self._wishes[name] = wish
            while len(self._wishes) > MOST:
                self._wishes.popitem(last=False)
        return name

    def get(self, name: str) -> Wish | None:
        """The wish of a name, or None where it is forgotten."""
        return self._wishes.get(name)
