"""Strings of content to inlines and back. In: a string of a handout, a catalog or the ui strings. Out: inlines, and what is wrong.
Called by `build`, `localize` and rules.

Three things are markup: <strong>…</strong>, <br/>, and placeholders in braces: {clinic_name}, {handout:ID}, and {value:NAME} for what a
program fills in. Whatever else looks like markup is text and prints
as it stands. Nothing here can raise: what is wrong stays as text and is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from clinickit.content.model import Inline, LineBreak, Placeholder, Plain, Value

_PIECE = re.compile(r"<strong>|</strong>|<br/>|\{[^{}<>\s]{0,80}\}|[{}]")
_NAMED = re.compile(r"(handout|value):[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")

CONTENT_NAMES = ("clinic_name",)
"""Placeholders of handouts, beside `handout:ID` and `value:NAME`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`offset` 0-based in the string."""

    offset: int
    message: str
    hint: str


def parse(string: str, names: Collection[str] = CONTENT_NAMES) -> tuple[tuple[Inline, ...], tuple[Problem, ...]]:
    """The inlines of a string; `names` are the placeholders it may hold, beside `handout:ID` and `value:NAME`. Neighbouring letters are
    one Plain."""
    done: list[Inline] = []
    problems: list[Problem] = []
    opened: int | None = None
    end = 0
    for match in _PIECE.finditer(string):
        piece, start = match.group(), match.start()
        _letters(done, string[end:start], opened is not None)
        end = match.end()
        if piece == "<strong>" and opened is None:
            opened = start
            if string.startswith("</strong>", end):
                problems.append(Problem(start, "<strong> holds nothing.", "Take it away."))
        elif piece == "</strong>" and opened is not None:
            opened = None
        elif piece == "<br/>" and opened is None:
            done.append(LineBreak())
        elif piece[0] == "{" and (piece[1:-1] in names or _NAMED.match(piece[1:-1])):
            done.append(Placeholder(piece[1:-1], opened is not None))
        else:
            problems.append(_wrong(piece, start, names))
            _letters(done, piece, opened is not None)
    _letters(done, string[end:], opened is not None)
    if opened is not None:
        problems.append(Problem(opened, "<strong> is never closed.", "Write </strong> after the words that are strong."))
    return tuple(done), tuple(problems)


def _letters(done: list[Inline], letters: str, strong: bool) -> None:
    if not letters:
        return
    last = done[-1] if done else None
    if isinstance(last, Plain) and last.strong == strong:
        done[-1] = Plain(last.text + letters, strong)
    else:
        done.append(Plain(letters, strong))


def _wrong(piece: str, offset: int, names: Collection[str]) -> Problem:
    if piece == "<strong>":
        return Problem(offset, "<strong> stands inside <strong>.", "Close the first one before.")
    if piece == "</strong>":
        return Problem(offset, "</strong> closes nothing.", "Write <strong> where the strong words begin.")
    if piece == "<br/>":
        return Problem(offset, "<br/> stands inside <strong>.", "Close <strong> before the break and open it again after.")
    known = ", ".join(f"{{{name}}}" for name in sorted(names))
    if len(piece) == 1:
        return Problem(
            offset, f"A brace “{piece}” stands alone; braces are for placeholders only.", f"Known: {known}, {{handout:ID}}, {{value:NAME}}."
        )
    return Problem(offset, f"There is no placeholder {piece}.", f"Known: {known}, {{handout:ID}}, {{value:NAME}}.")


def placeholders(inlines: tuple[Inline, ...]) -> tuple[str, ...]:
    """Names of the placeholders, in order."""
    return tuple(one.name for one in inlines if isinstance(one, Placeholder))


def write(inlines: tuple[Inline, ...]) -> str:
    """The string that parses to these inlines; a filled value becomes its letters."""
    parts: list[str] = []
    strong = False
    for one in inlines:
        now = False if isinstance(one, LineBreak) else one.strong
        if now != strong:
            parts.append("<strong>" if now else "</strong>")
            strong = now
        if isinstance(one, LineBreak):
            parts.append("<br/>")
        elif isinstance(one, Placeholder):
            parts.append(f"{{{one.name}}}")
        elif isinstance(one, (Plain, Value)):
            parts.append(one.text)
    if strong:
        parts.append("</strong>")
    return "".join(parts)
