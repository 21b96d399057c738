"""What people judged. In: the bytes of a ratings file and the hash of the text as it is now. Out: their answers laid over open items.
Called by `scorecard`.

A rating of another text counts no longer; where several people judged an item, the last one's answer stands. A machine's own answer is
never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from clinickit.content import load
from clinickit.content.quality.items import Answer, Item
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid
from clinickit.workspace import SourceFile


@dataclass(frozen=True, slots=True)
class Ratings:
    """Answers by tool and item number, each with who signed it; `stale` counts ratings of another text."""

    answers: Mapping[str, Mapping[int, tuple[Answer, str]]]
    stale: int = 0

    def over(self, tool: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """The items, those that waited for a person answered where somebody did."""
        signed = self.answers.get(tool, {})
        return tuple(_answered(item, signed) for item in items)


NONE = Ratings({})
UNSIGNED = "role, qualification"
"""Stands in a form where its signer's role belongs."""


def _answered(item: Item, signed: Mapping[int, tuple[Answer, str]]) -> Item:
    if item.answer is not Answer.OPEN or item.number not in signed:
        return item
    answer, by = signed[item.number]
    return replace(item, answer=answer, why="", by=by)


def read(source: SourceFile | None, schemas: Schemas, source_hash: str) -> Ratings:
    """The ratings of a file, or none; what nobody signed counts for nothing. Raises ContentInvalid where the file breaks its schema."""
    if source is None:
        return NONE
    document, _, problems = load.document(schemas, source.data, source.name, "rating")
    if document is None:
        raise ContentInvalid(errors_of(problems))
    answers: dict[str, dict[int, tuple[Answer, str]]] = {}
    stale = 0
    records: Any = document.value["ratings"]
    for one in records:
        if one["by"] == UNSIGNED:
            continue
        if one["source_hash"] != source_hash:
            stale += 1
            continue
        signed = f"{one['by']}, {one['on']}"
        answers.setdefault(one["tool"], {}).update({int(number): (Answer(answer), signed) for number, answer in one["items"].items()})
    return Ratings(answers, stale)


def form(handout: str, source_hash: str, on: str, opens: Mapping[str, tuple[int, ...]]) -> bytes:
    """A ratings file to fill in: every open item by tool, answered “n/a”, for the text as it is now."""
    ratings: list[Mapping[str, object]] = [
        {
            "tool": tool,
            "by": UNSIGNED,
            "on": on,
            "source_hash": source_hash,
            "items": {str(number): "n/a" for number in numbers},
        }
        for tool, numbers in opens.items()
        if numbers
    ]
    value = {"$schema": "../../schemas/rating.schema.json", "format": 1, "handout": handout, "ratings": ratings}
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
