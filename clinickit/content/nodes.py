"""What rules look at. In: the checked JSON of a handout or fragment. Out: a `Sheet`: every object of it with its path, in file order.
Called by `rules` and its parts; a rule is a function from a `Sheet` to findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinickit.content.facts import Facts
from clinickit.content.positions import JsonPath

Json = Mapping[str, Any]

STRINGS = (
    "title",
    "short_title",
    "lede",
    "objective",
    "not_for",
    "heading",
    "caption",
    "alt",
    "lead",
    "term",
    "situation",
    "label",
    "help",
    "text",
    "detail",
    "low",
    "high",
)
"""Fields that hold a string for readers, in reading order."""
CHILDREN = {
    "items": "item",
    "labels": "label",
    "lines": "line",
    "columns": "column",
    "rows": "row",
    "cells": "cell",
    "options": "option",
}
"""Fields of a block or row that hold nodes, and what those are called in messages."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What rules may ask beside the file. `on` is the day for overdue reviews (None: not asked); `thorough` also measures reading
    level; `name` is the id that the file's name says, or empty."""

    facts: Facts
    handouts: frozenset[str]
    fragments: frozenset[str]
    on: date | None = None
    thorough: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the file. `kind` is handout, fragment, section, a block's type, or item, label, line, column, row, cell, option;
    `clinician`
    when its section is for clinicians; `risk` when it or a part that holds it is high-risk; `before` the words that introduce it:
    the heading or caption above and the block before, the headings of a row's columns or of a cell's own."""

    path: JsonPath
    value: Json
    kind: str
    clinician: bool
    risk: bool
    before: str = ""

    def strings(self) -> Iterator[tuple[JsonPath, str]]:
        """Path and words of each string of the node itself."""
        for field in STRINGS:
            if field in self.value:
                yield (*self.path, field), self.value[field]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout or fragment with its nodes; `fragments` holds those that a handout includes, as far as they exist."""

    value: Json
    kind: str
    nodes: tuple[Node, ...]
    fragments: Mapping[str, Json]
    setting: Setting

    @property
    def for_clients(self) -> bool:
        return self.value.get("audience") != "clinician"

    def sections(self) -> tuple[tuple[JsonPath, Json], ...]:
        """All sections that a client gets, in order, with the fragments in their places."""
        if self.kind == "fragment":
            return (((), self.value),)
        found: list[tuple[JsonPath, Json]] = []
        for index, section in enumerate(self.value["sections"]):
            there = self.fragments.get(section["include"]) if "include" in section else section
            if there is not None and not (self.for_clients and "for" in there):
                found.append((("sections", index), there))
        return tuple(found)


def sheet(value: Json, kind: str, fragments: Mapping[str, Json], setting: Setting) -> Sheet:
    """The sheet of a checked handout or fragment."""
    return Sheet(value, kind, tuple(_nodes(value, kind)), fragments, setting)


def blocks(section: Json) -> Iterator[Json]:
    """The blocks of a section, those inside boxes after their box."""
    for block in section["blocks"]:
        yield block
        yield from block.get("blocks", ())


def _nodes(value: Json, kind: str) -> Iterator[Node]:
    if kind == "fragment":
        top = Node((), value, kind, "for" in value, "risk" in value)
        yield top
        yield from _blocks(top)
        return
    clinician = value.get("audience") == "clinician"
    yield Node((), value, kind, clinician, False)
    for index, section in enumerate(value["sections"]):
        if "include" not in section:
            node = Node(("sections", index), section, "section", clinician or "for" in section, "risk" in section)
            yield node
            yield from _blocks(node)


def _blocks(holder: Node) -> Iterator[Node]:
    above = holder.value.get("heading", "")
    last = ""
    for index, block in enumerate(holder.value["blocks"]):
        risk = holder.risk or "risk" in block
        node = Node((*holder.path, "blocks", index), block, block["type"], holder.clinician, risk, f"{above} {last}")
        yield node
        if "blocks" in block:
            yield from _blocks(node)
        else:
            yield from _children(node)
        last = block.get("text", block.get("caption", ""))


def _children(holder: Node) -> Iterator[Node]:
    headings = {column["id"]: column["text"] for column in holder.value.get("columns", ())}
    above = " ".join([holder.before, holder.value.get("caption", ""), *headings.values()])
    for field, kind in CHILDREN.items():
        there = holder.value.get(field, ())
        for index, child in enumerate(there if isinstance(there, list) else ()):
            risk = holder.risk or "risk" in child
            node = Node((*holder.path, field, index), child, kind, holder.clinician, risk, above)
            yield node
            for at, cell in enumerate(child.get("cells", ())):
                words = f"{holder.before} {headings.get(cell['id'], '')}"
                yield Node((*node.path, "cells", at), cell, "cell", node.clinician, node.risk or "risk" in cell, words)
