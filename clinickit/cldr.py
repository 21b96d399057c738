"""CLDR 48's facts of languages that Babel does not have: letters, quotation marks, and which of our faces has all the letters. A tag goes
in, Facts come out. Read by `languages` for a language without a row, and by checks of translations.

The table, cldr.json, is made by `python -m benchmarks.cldr`; it is read when first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

RUN = "‥"
"""Between two letters of the table: these and all between them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`script` ISO 15924; `letters` what the language is written with, in lower case (empty where CLDR does not say), `more` those of
    foreign words; `face` the first face of ours that has them all, empty where none has, and `lacks` is then what the best one lacks;
    `digits` the ten of its default numbering; `quotes` the opening and closing mark."""

    tag: str
    script: str
    own_name: str
    english_name: str
    letters: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    face: str = ""
    lacks: str = ""
    digits: str = "0123456789"
    quotes: tuple[str, str] = ("“", "”")


@cache
def facts(tag: str) -> Facts | None:
    """The facts of a BCP 47 tag, else of its language without the territory; None for a language that CLDR does not name."""
    parts = tag.split("-")
    shorter = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    row = next(((name, _table()[name]) for name in shorter if name in _table()), None)
    if row is None:
        return None
    name, raw = row
    if len(parts) > 1 and len(parts[1]) == 4 and "-" not in name and raw["script"] != parts[1]:
        return Facts(name, parts[1], raw["own"], raw["english"])
    return Facts(
        name,
        raw["script"],
        raw["own"],
        raw["english"],
        unpacked(raw.get("letters", "")),
        unpacked(raw.get("more", "")),
        raw.get("face", ""),
        raw.get("lacks", ""),
        raw.get("digits", "0123456789"),
        (raw["quotes"][0], raw["quotes"][1]) if "quotes" in raw else ("“", "”"),
    )


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads(files("clinickit").joinpath("cldr.json").read_bytes())
    return table


def unpacked(letters: str) -> frozenset[str]:
    """The letters that the table packs, runs written out."""
    found: set[str] = set()
    at = 0
    while at < len(letters):
        if letters[at + 1 : at + 2] == RUN:
            found |= {chr(code) for code in range(ord(letters[at]), ord(letters[at + 2]) + 1)}
            at += 3
        else:
            found.add(letters[at])
            at += 1
    return frozenset(found)
