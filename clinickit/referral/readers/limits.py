"""Files that someone else wrote, within bounds. In: a path. Out: text, or JSON values one after another; `TooMuch` with the reason
where a file is too large, too deep, no UTF-8, or wants to be more than it is. Called by the readers.

Bounds: 1 GiB a file, 2 GiB unpacked and 200 times its packed size, 1000 files an archive, 1 MiB and 48 levels a record."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Generator, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

FILE = 1 << 30
UNPACKED = 2 << 30
RATIO = 200
MEMBERS = 1000
DEPTH = 48
RECORD = 1 << 20
LISTS = ("contents", "entry", "services", "organizations", "locations")
"""Keys whose list is read item by item."""


class TooMuch(ValueError):
    """A file or record that is not read: the message says why and what to do."""


def text_of(path: Path) -> str:
    """The text of a file, in UTF-8 (a byte order mark is dropped). Raises TooMuch, OSError."""
    if path.stat().st_size > FILE:
        raise TooMuch(f"The file is larger than {FILE >> 30} GiB. Split it, or export it as a CSV data package.")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise TooMuch(f"Byte {problem.start} is not UTF-8. Save the file again with the encoding UTF-8.") from None


def json_items(text: str) -> Iterator[tuple[str, Any]]:
    """The values of a JSON text with their places: the items of a list (`contents[3]`, `[3]`) one by one, so that a page of a hundred
    thousand records never stands in memory twice; lines of JSON, each a value; any other text whole, as `$`. Raises TooMuch at the
    place where it stops being JSON."""
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    at = _blank(text, 0)
    first = text[at : at + 1]
    if first == "[":
        yield from _items(text, at, "", decoder)
        return
    if first != "{":
        raise TooMuch("The file does not begin as JSON does, with { or [.")
    streamed, at = False, at + 1
    rest: dict[str, Any] = {}
    while True:
        at = _blank(text, at)
        if text[at : at + 1] == "}":
            at = _blank(text, at + 1)
            break
        key, at = _value(text, at, decoder)
        at = _blank(text, at)
        if not isinstance(key, str) or text[at : at + 1] != ":":
            raise TooMuch(f"{_line(text, at)}: a key and a colon belong here.")
        at = _blank(text, at + 1)
        if key in LISTS and text[at : at + 1] == "[" and not {"id", "name"} & rest.keys():
            at = yield from _items(text, at, key, decoder)
            streamed = True
        else:
            rest[key], at = _value(text, at, decoder)
        at = _blank(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "}":
            raise TooMuch(f"{_line(text, at)}: a comma or a closing bracket is missing. Was the file cut off?")
    if not streamed:
        yield "$", rest
    yield from _lines(text, at, decoder)


def _items(text: str, at: int, name: str, decoder: json.JSONDecoder) -> Generator[tuple[str, Any], None, int]:
    """The items of the list that begins at `at`; returns the offset behind it."""
    at, number = _blank(text, at + 1), 0
    while text[at : at + 1] != "]":
        value, at = _value(text, at, decoder)
        yield f"{name}[{number}]", value
        number += 1
        at = _blank(text, at)
        if text[at : at + 1] == ",":
            at = _blank(text, at + 1)
        elif text[at : at + 1] != "]":
            raise TooMuch(f"{_line(text, at)}: a comma or a closing bracket is missing. Was the file cut off?")
    return at + 1


def _lines(text: str, at: int, decoder: json.JSONDecoder) -> Iterator[tuple[str, Any]]:
    """Further values after the first: JSON, one value a line."""
    line, behind = 1, 0
    while at < len(text):
        line, behind = line + text.count("\n", behind, at), at
        value, at = _value(text, at, decoder)
        yield f"line {line}", value
        at = _blank(text, at)


def _value(text: str, at: int, decoder: json.JSONDecoder) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, at)
    except RecursionError:
        raise TooMuch(f"{_line(text, at)}: objects and lists are nested far too deep.") from None
    except json.JSONDecodeError as problem:
        raise TooMuch(f"line {problem.lineno}: this is no JSON ({problem.msg}). Was the file cut off?") from None
    except ValueError as problem:
        raise TooMuch(f"{_line(text, at)}: {problem}") from None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number in JSON.")


def _blank(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\n", "\r", "\t") and at < len(text):
        at += 1
    return at


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"


def too_deep(value: Any) -> bool:
    """Whether a record is nested deeper than DEPTH."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > DEPTH:
            return True
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, (dict, list))
        ]
    return False


def members(archive: zipfile.ZipFile, ending: str) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by base name. Nothing is ever written to disk. Raises TooMuch for a bomb, a path that leads out of the
    archive, a locked file, or two of one name."""
    listed = [one for one in archive.infolist() if not one.is_dir()]
    if len(listed) > MEMBERS:
        raise TooMuch(f"The archive holds more than {MEMBERS} files; a data package holds about twenty.")
    unpacked, packed = sum(one.file_size for one in listed), sum(one.compress_size for one in listed)
    if unpacked > UNPACKED or (unpacked > RECORD and unpacked > packed * RATIO):
        raise TooMuch("The archive unpacks to far more than it is. It is not read: send its CSV files as they are.")
    found: dict[str, zipfile.ZipInfo] = {}
    for one in listed:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in one.filename:
            raise TooMuch(f"“{one.filename[:60]}” leads out of the archive. Pack the files again, without paths.")
        if one.flag_bits & 1:
            raise TooMuch(f"“{path.name}” is locked with a password. Pack it without.")
        if path.name.startswith((".", "__")) or "__MACOSX" in path.parts or not path.name.lower().endswith(ending):
            continue
        if path.name in found:
            raise TooMuch(f"“{path.name}” stands twice in the archive. Keep one.")
        found[path.name] = one
    return found
