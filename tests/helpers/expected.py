"""The strings that a printed sheet must give back, from the handout's JSON and the catalog files alone: no room of clinickit is asked.

A handout id and a language go in, `Expected` strings in printing order come out. What is not printed (objective, for whom not, a
section for clinicians) is left out; alternative texts are told apart, since they stand in the tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polib

from tests.helpers.readers import bare

ROOT = Path(__file__).resolve().parents[2]
HANDOUTS, LOCALES = ROOT / "handouts", ROOT / "locales"

_STRINGS = ("heading", "caption", "situation", "lead", "term", "label", "help", "low", "high", "text", "detail", "alt")
"""Fields that are messages, in the order that a sheet prints them."""
_NESTED = ("columns", "rows", "cells", "items", "labels", "lines", "options", "blocks")
_SPLIT = re.compile(r"<[^>]+>|(\{[^}]+\})")


class Expected(NamedTuple):
    """`unit` is the node, figure or table that the string is part of: strings of one unit may stand in any order among themselves."""

    context: str
    text: str
    alternative: bool
    high_risk: bool
    unit: str

    def pattern(self) -> re.Pattern[str]:
        """What to look for in bare text: the letters, a placeholder being any value."""
        parts = _SPLIT.split(self.text)
        return re.compile("".join("." + "{1,90}?" if part and part.startswith("{") else re.escape(bare(part or "")) for part in parts))


def handouts() -> list[str]:
    """Ids of all handouts in the tree that a client may get."""
    there = [path for path in HANDOUTS.glob("*.json") if "/handout.schema.json" in _json(path).get("$schema", "")]
    return sorted(path.stem for path in there if _json(path)["audience"] != "clinician")


def languages(handout: str) -> list[str]:
    """English, and every language that has a catalog of this handout."""
    found = sorted(path.parents[1].name for path in LOCALES.glob(f"*/LC_MESSAGES/{handout}.po"))
    return ["en", *(name.replace("_", "-") for name in found)]


def expected(handout: str, language: str) -> list[Expected]:
    """In printing order. Raises KeyError where a catalog lacks a string."""
    return [
        one._replace(text=one.text if language == "en" else _catalog(language, _domain(one.context))[one.context])
        for one in source(handout)
    ]


def source(handout: str) -> list[Expected]:
    """The English strings of the sheet that a client gets."""
    data = _json(HANDOUTS / f"{handout}.json")
    found = [Expected(f"{handout}.{name}", data[name], False, False, name) for name in ("title", "lede")]
    for section in data["sections"]:
        if "include" in section:
            path = section["include"]
            section = _json(HANDOUTS / "fragments" / f"{path}.json")
        else:
            path = f"{handout}/{section['id']}"
        if section.get("for") != "clinician":
            found += _node(section, path, False)
    return found


def _node(node: dict[str, Any], path: str, high_risk: bool, unit: str = "") -> Iterator[Expected]:
    high_risk = high_risk or node.get("risk") == "high"
    for field in _STRINGS:
        if field in node:
            context = path if field == "text" else f"{path}.{field}"
            yield Expected(context, node[field], field == "alt", high_risk, unit or path)
    if node.get("type") in ("figure", "table", "field"):
        unit = path
    for name in _NESTED:
        children = node.get(name, [])
        for child in children if isinstance(children, list) else []:
            yield from _node(child, f"{path}/{child['id']}", high_risk, unit)


def _domain(context: str) -> str:
    return context.split("/")[0].split(".")[0]


@cache
def _catalog(language: str, domain: str) -> dict[str, str]:
    path = LOCALES / language.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"
    return {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgctxt and entry.msgstr and not entry.fuzzy}


@cache
def _json(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
