"""Why a service is offered or not: one `Reason` for each rule that was asked, as a sentence that people read. Made by `rules`, gathered by
`matching`, shown by the command line and by sheets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What a rule says of a service. UNKNOWN: its record does not tell, so it stays and ranks lower."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """`rule` names the rule; `said` is a whole sentence; `lower` says by how many places-to-be-lower it counts in the order (0: none)."""

    rule: str
    answer: Answer
    said: str
    lower: int = 0


def yes(rule: str, said: str, lower: int = 0) -> Reason:
    """It fits; `lower` where it fits less well than others."""
    return Reason(rule, Answer.YES, said, lower)


def no(rule: str, said: str) -> Reason:
    """It does not fit, and is left out."""
    return Reason(rule, Answer.NO, said)


def unknown(rule: str, said: str, lower: int = 1) -> Reason:
    """The record does not tell: kept, and ranked lower."""
    return Reason(rule, Answer.UNKNOWN, said, lower)


def joined(parts: tuple[str, ...] | list[str], last: str = "and") -> str:
    """ "a, b and c"."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""
