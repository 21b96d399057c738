"""A finding is a diagnostic that does not know its line yet. In: findings with a JSON path each. Out: diagnostics with
file:line:column, in file order, from one scan of the text. Called by `load` and `check`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from clinickit.content.positions import JsonPath, line_column, locate, written
from clinickit.diagnostics import Diagnostic, Location, Severity

AT_MOST = 100
"""Findings kept for one file; a file with more is not read by a person line by line."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: `file` as diagnostics name it, `text` as it stands, `value` the JSON object."""

    file: str
    text: str
    value: dict[str, object]


@dataclass(frozen=True, slots=True)
class Finding:
    """`at_key` puts the place on the key rather than on its value."""

    code: str
    severity: Severity
    path: JsonPath
    message: str
    hint: str = ""
    at_key: bool = False


def error(code: str, path: JsonPath, message: str, hint: str = "", at_key: bool = False) -> Finding:
    """A finding that stops the handout."""
    return Finding(code, Severity.ERROR, path, message, hint, at_key)


def warning(code: str, path: JsonPath, message: str, hint: str = "", at_key: bool = False) -> Finding:
    """A finding that is told to whoever prints."""
    return Finding(code, Severity.WARNING, path, message, hint, at_key)


def diagnostics(document: Document, found: Iterable[Finding]) -> tuple[Diagnostic, ...]:
    """The findings with their places, in file order (same place: as found). Equal ones are told once; after AT_MOST nobody looks
    further."""
    kept = list(dict.fromkeys(islice(found, AT_MOST + 1)))
    if not kept:
        return ()
    offsets = locate(document.text, {(one.path, one.at_key) for one in kept})
    placed = sorted(((offsets.get((one.path, one.at_key), 0), number, one) for number, one in enumerate(kept)), key=lambda row: row[:2])
    told = [_told(document, offset, one) for offset, _, one in placed[:AT_MOST]]
    if len(placed) > AT_MOST:
        rest = f"There is more; after {AT_MOST} findings nobody looked further."
        told.append(Diagnostic("load.too-many", Severity.ERROR, Location(document.file), rest, "Correct those above first."))
    return tuple(told)


def _told(document: Document, offset: int, one: Finding) -> Diagnostic:
    line, column = line_column(document.text, offset)
    return Diagnostic(one.code, one.severity, Location(document.file, written(one.path), line, column), one.message, one.hint)


def shown(value: object, width: int = 60) -> str:
    """A value for a message: clipped, and without anything that a terminal would obey."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    clean = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[: width + 1])
    return clean if len(text) <= width else clean[:width] + "…"
