"""What the formats share: a catalog with its names, strings in pieces, and letters that XML cannot hold. Used by `xliff`, `tmx` and
`table`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from clinickit.localize.po import PoFile

TOOL = "clinickit"
_MARKUP = re.compile(r"(</?strong>|<br/>|\{[a-z_]+(?::[a-z0-9-]+)?\})")
_ILLEGAL = {code: chr(0xF700 + code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20))} | {0xFFFE: "\uf7fe", 0xFFFF: "\uf7ff"}
"""Characters that XML 1.0 cannot hold, and private ones that carry them."""
_LEGAL = {ord(stand_in): chr(code) for code, stand_in in _ILLEGAL.items()}


class ExchangeProblem(ValueError):
    """A file that cannot be read as what it says it is; `line` is 1-based, 0 where unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A catalog on its way: `catalog` its name ("anxious-attachment"), `language` the BCP 47 tag that it is in."""

    catalog: str
    language: str
    source_language: str
    file: PoFile


class Part(StrEnum):
    """TEXT is letters; OPEN and CLOSE stand around bold words; CODE is a break or a placeholder, which tools protect."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    CODE = "code"


class Piece(NamedTuple):
    part: Part
    text: str


def pieces(string: str) -> Iterator[Piece]:
    """A string in pieces. Bold that is not closed, or not opened, is a code: nothing is mended here."""
    found = [one for one in _MARKUP.split(string) if one]
    paired = _paired(found)
    for at, one in enumerate(found):
        if not _MARKUP.fullmatch(one):
            yield Piece(Part.TEXT, one)
        elif at in paired:
            yield Piece(Part.OPEN if one == "<strong>" else Part.CLOSE, one)
        else:
            yield Piece(Part.CODE, one)


def _paired(found: list[str]) -> set[int]:
    """Places of <strong> and </strong> that belong together, none inside another."""
    done: set[int] = set()
    opened: int | None = None
    for at, one in enumerate(found):
        if one == "<strong>":
            opened = at
        elif one == "</strong>" and opened is not None:
            done |= {opened, at}
            opened = None
    return done


def legal(string: str) -> str:
    """The string as XML can hold it."""
    return string.translate(_ILLEGAL)


def original(string: str) -> str:
    """The string as it was before `legal`."""
    return string.translate(_LEGAL)
