"""An item of a score sheet and its answer. Used by `pemat` and `index`, which judge what a machine can judge; people sign the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """YES and NO count; NOT_APPLICABLE does not; OPEN waits for a person."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "n/a"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Item:
    """`number` is the sheet's own; `question` is said in our words; `why` tells what was found. `by` names who answered: "machine", or the
    role of the person who signed."""

    number: int
    question: str
    answer: Answer
    why: str = ""
    by: str = "machine"


def score(items: tuple[Item, ...]) -> int | None:
    """Per cent of YES among YES and NO, or None where nothing is answered."""
    counted = [item for item in items if item.answer in (Answer.YES, Answer.NO)]
    return round(100 * sum(item.answer is Answer.YES for item in counted) / len(counted)) if counted else None


def told(good: bool, found: str, missing: str) -> tuple[Answer, str]:
    """The answer and its reason."""
    return (Answer.YES, found) if good else (Answer.NO, missing)
