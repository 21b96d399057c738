"""PDF's own notation (ISO 32000-1 7.3): numbers, names, strings, references, streams. Called by every module of this room."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from threading import Lock

_ESCAPED = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\"}


def number(value: float) -> str:
    """Shortest form with at most two decimals: 1/100 point is far below any printer's dot. No exponent below 10 000 000."""
    return f"{round(value, 2):.9g}"


def shade(value: float) -> str:
    """A color component, at most three decimals, no zero before the point."""
    text = f"{min(max(value, 0.0), 1.0):.3f}".rstrip("0").rstrip(".")
    return text.lstrip("0") or "0"


def string(text: str) -> bytes:
    """A text string: as it is where it is printable ASCII, else UTF-16BE with its mark, in hex (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPED)})".encode()
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>".encode()


def reference(object_number: int) -> bytes:
    return b"%d 0 R" % object_number


def array(values: tuple[float, ...]) -> bytes:
    return f"[{' '.join(map(number, values))}]".encode()


class Deflater:
    """Compresses, and remembers by content what it compressed last, so a document printed again with another name compresses only what
    changed. Bounded by `limit` bytes of input and output together, least recently used first out; safe to share between threads. What
    comes out never depends on what it remembers."""

    def __init__(self, limit: int = 16_000_000, level: int = 4) -> None:
        self._limit, self._level, self._held = limit, level, 0
        self._known: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def deflate(self, data: bytes) -> bytes:
        """zlib bytes (FlateDecode)."""
        with self._lock:
            found = self._known.get(data)
            if found is not None:
                self._known.move_to_end(data)
                return found
        made = zlib.compress(data, self._level)
        size = len(data) + len(made)
        if size * 4 > self._limit:
            return made
        with self._lock:
            if data not in self._known:
                self._known[data] = made
                self._held += size
            while self._held > self._limit:
                old, packed = self._known.popitem(last=False)
                self._held -= len(old) + len(packed)
        return made

    def stream(self, entries: bytes, data: bytes) -> bytes:
        """A compressed stream object; `entries` are its other dictionary entries."""
        packed = self.deflate(data)
        return stream(entries + b"/Filter/FlateDecode", packed)


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream object as bytes, with the end of line before `endstream` that ISO 19005-2 6.1.7.1 wants."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)
