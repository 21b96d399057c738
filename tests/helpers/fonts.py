"""What the codes of an embedded font say and how wide they are, from the file: ToUnicode, W and Widths (ISO 32000-1 9.7, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

Matrix = tuple[float, ...]
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)


def times(one: Matrix, other: Matrix) -> Matrix:
    """The product of two affine matrices, `one` applied first."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class Font:
    """One font of a file. A code is one byte in a simple font, two in a composite one."""

    def __init__(self, font: Any) -> None:
        self.bytes = 2 if font.Subtype == "/Type0" else 1
        self.says = _to_unicode(font.ToUnicode.read_bytes(), self.bytes) if "/ToUnicode" in font else {}
        self.default = 0.0
        self.widths: dict[int, float] = {}
        if self.bytes == 2:
            below = font.DescendantFonts[0]
            self.default = float(below.get("/DW", 1000))
            self._composite(list(below.get("/W", [])))
        else:
            first = int(font.get("/FirstChar", 0))
            self.widths = {first + at: float(width) for at, width in enumerate(font.get("/Widths", []))}

    def codes(self, shown: bytes) -> Iterator[tuple[bytes, str, float]]:
        """Each code of a string: itself, what it says, its width in 1/1000 em."""
        for at in range(0, len(shown), self.bytes):
            code = shown[at : at + self.bytes]
            number = int.from_bytes(code, "big")
            said = self.says.get(number)
            if said is None:
                said = code.decode("cp1252", "replace") if self.bytes == 1 else "\ufffd"
            yield code, said, self.widths.get(number, self.default)

    def _composite(self, parts: list[Any]) -> None:
        while parts:
            first, second = int(parts[0]), parts[1]
            if isinstance(second, pikepdf.Array):
                self.widths |= {first + at: float(width) for at, width in enumerate(second)}
                parts = parts[2:]
            else:
                self.widths |= dict.fromkeys(range(first, int(second) + 1), float(parts[2]))
                parts = parts[3:]


def _to_unicode(cmap: bytes, size: int) -> dict[int, str]:
    says: dict[int, str] = {}
    for kind, body in _BLOCK.findall(cmap):
        tokens: list[bytes] = [
            b"[" if left else b"]" if right else bytes.fromhex(code.decode()) for code, left, right in _HEX.findall(body)
        ]
        if kind == b"bfchar":
            says |= {int.from_bytes(tokens[at], "big"): _text(tokens[at + 1]) for at in range(0, len(tokens) - 1, 2)}
            continue
        while len(tokens) >= 3:
            first, last = (int.from_bytes(token, "big") for token in tokens[:2])
            if tokens[2] == b"[" and size:
                end = tokens.index(b"]", 3)
                says |= {first + at: _text(token) for at, token in enumerate(tokens[3:end])}
                tokens = tokens[end + 1 :]
            else:
                head, tail = tokens[2][:-2], int.from_bytes(tokens[2][-2:], "big")
                says |= {code: _text(head + (tail + code - first).to_bytes(2, "big")) for code in range(first, last + 1)}
                tokens = tokens[3:]
    return says


def _text(code: bytes) -> str:
    return code.decode("utf-16-be", "replace")
