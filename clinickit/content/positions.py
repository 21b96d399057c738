"""Where things stand in a JSON text. In: text that already parsed. Out: offsets, lines and columns of values and keys. Called only
where a diagnostic needs a place (`findings`) or a text is suspect (`strict_json`), so that good files never pay for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

JsonPath = tuple[str | int, ...]

_TOKEN = re.compile(r'[\s]*+("(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++)', re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value, or with `is_key` the key before it, at `start` to `end` (0-based offsets in characters); for an object or array
    `end` is the offset after its opening bracket."""

    path: JsonPath
    start: int
    end: int
    is_key: bool = False


def spots(text: str) -> Iterator[Spot]:
    """Every key and value in file order. `text` is valid JSON, nested as deep as `strict_json` allows. Linear in its length."""
    path: list[str | int] = []
    open_objects: list[bool] = []
    expect_key = False
    for match in _TOKEN.finditer(text):
        token, start, end = match.group(1), match.start(1), match.end(1)
        if token == ",":
            if not open_objects:
                return
            expect_key = open_objects[-1]
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
        elif token == ":":
            continue
        elif token in "]}":
            open_objects.pop()
            path.pop()
            expect_key = False
        elif expect_key:
            path[-1] = unquote(token)
            expect_key = False
            yield Spot(tuple(path), start, end, is_key=True)
        else:
            yield Spot(tuple(path), start, end)
            if token in "{[":
                open_objects.append(token == "{")
                path.append("" if token == "{" else 0)
                expect_key = token == "{"


def unquote(token: str) -> str:
    """The string that a JSON string token stands for (lone surrogates stay)."""
    if "\\" not in token:
        return token[1:-1]
    return _ESCAPE.sub(_unescape, token[1:-1])


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|\\(.)")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _unescape(match: re.Match[str]) -> str:
    first, second, short = match.groups()
    if short is not None:
        return _SHORT.get(short, short)
    high = int(first, 16)
    if second is None:
        return chr(high)
    low = int(second, 16)
    if 0xD800 <= high < 0xDC00:
        return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
    return chr(high) + chr(low)


def locate(text: str, wanted: Collection[tuple[JsonPath, bool]]) -> dict[tuple[JsonPath, bool], int]:
    """Offsets of the wanted (path, is_key) pairs; what is not there is left out. One scan, and nothing else is kept."""
    missing = set(wanted)
    found: dict[tuple[JsonPath, bool], int] = {}
    for spot in spots(text):
        key = (spot.path, spot.is_key)
        if key in missing:
            found[key] = spot.start
            missing.discard(key)
            if not missing:
                break
    return found


def line_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column, in characters, of a 0-based offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def written(path: JsonPath) -> str:
    """The path as people read it: `$.sections[2].blocks[0].text`."""
    parts = ["$"]
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _NAME.match(step):
            parts.append(f".{step}")
        else:
            parts.append(f"[{step[:60]!r}]")
    return "".join(parts)
