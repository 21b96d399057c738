"""A handout to start from. In: an id, series and audience. Out: JSON that validates, with every part that such a handout must have,
and words to replace. Called by the command line."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

_TWO = ("couples", "relationships")


def handout(handout_id: str, title: str, series: str, audience: str, on: date) -> bytes:
    """The bytes of the file. `on` dates the version; the review is due two years later."""
    two = series == "attachment" or audience == "partner"
    sections: list[dict[str, Any]] = [_short()]
    if two:
        sections.append({"include": "safety/check"})
    sections += [_try(), _know()]
    if audience == "clinician":
        sections = [_know()]
    sections += [{"include": name} for name in _boxes(two, audience)]
    value = {
        "$schema": "../schemas/handout.schema.json",
        "format": 1,
        "id": handout_id,
        "version": "0.1.0",
        "version_date": on.isoformat(),
        "language": "en",
        "series": series,
        "audience": audience,
        "topics": [_TWO[1] if two else "support"],
        "objective": "The reader can say what this sheet is about and try one step today.",
        "not_for": "Say here whom this sheet could harm.",
        "title": title,
        "short_title": title[:60].strip(),
        "lede": "Say here, in a sentence or two, what this sheet is for.",
        "review": {"status": "unreviewed", "due": _later(on).isoformat()},
        "sections": sections,
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _later(on: date) -> date:
    return date(on.year + 2, on.month, min(on.day, 28))


def _boxes(two: bool, audience: str) -> tuple[str, ...]:
    if audience == "clinician":
        return ()
    own = {"parent": ("safety/parent",), "teen": ("safety/teen",)}.get(audience, ())
    return (*(("safety/partner",) if two else ()), *own, "safety/crisis")


def _short() -> dict[str, Any]:
    items = [
        {"id": "what", "text": "Say the one thing that the reader should keep."},
        {"id": "help", "text": "Say that help is there, and where."},
    ]
    return {"id": "short", "role": "summary", "heading": "In short", "blocks": [{"type": "list", "id": "points", "items": items}]}


def _try() -> dict[str, Any]:
    steps = [
        {"id": "first", "text": "Say the first small step."},
        {"id": "then", "text": "Say what comes next."},
    ]
    blocks = [
        {"type": "paragraph", "id": "lead", "text": "Many therapists suggest a small step like this.", "basis": "practice"},
        {"type": "steps", "id": "steps", "items": steps},
    ]
    return {"id": "try", "role": "action", "heading": "One thing to try today", "blocks": blocks}


def _know() -> dict[str, Any]:
    blocks = [
        {"type": "paragraph", "id": "fact", "text": "Say here what is known. Give each fact the claims and references that it rests on."},
        {"type": "checklist", "id": "fits", "items": [{"id": "me", "text": "Something the reader can tick."}]},
    ]
    return {"id": "know", "heading": "What helps to know", "blocks": blocks}
