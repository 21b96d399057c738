"""What PDFium makes of the directions in a line: what stands where in, whether it would be misjudged out, and where a phrase must be cut.
Called by `ordering`.

PDFium sorts the show operators of a line by where they begin, and cuts what they say into segments: left-to-right letters, right-to-left
letters, weak characters (digits, marks, classes ES, ET, CS and BN) and neutral ones. Where it counts more segments of right-to-left
letters than of left-to-right ones (at least as many, before 2026) it gives the segments from the right, else from the left. A character
that stands within `SAME` of the same one, of the last `LOOKS_BACK`, is dropped before that; between two operators it may put a space."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from clinickit.text.breaks import SPACES
from clinickit.text.runs import Code

LEFT, RIGHT, WEAK, NEUTRAL, SPACE = "left", "right", "weak", "neutral", "space"
_CLASSES = {"L": LEFT, "R": RIGHT, "AL": RIGHT} | dict.fromkeys(("AN", "EN", "NSM", "CS", "ES", "ET", "BN"), WEAK)

SAME, LOOKS_BACK = 70, 7
"""1/1000 em; characters."""

Said = tuple[float, str]
"""Where a character begins, in 1/1000 em, and what it says."""


def of(character: str) -> str:
    """The direction of one character."""
    return _CLASSES.get(unicodedata.bidirectional(character), NEUTRAL)


def misjudged(runs: Iterable[Iterable[Said]], rtl: bool) -> bool:
    """Whether PDFium might take a line for one of the other direction; runs from left to right. Whether it puts a space between two of
    them is not foreseen: the own direction's segments are counted without, the other's with it."""
    wanted, unwanted = (RIGHT, LEFT) if rtl else (LEFT, RIGHT)
    kept: list[Said] = []
    own = other = 0
    last_own = NEUTRAL
    for run in runs:
        last_other = NEUTRAL
        for x, character in run:
            if any(character == before and abs(x - at) < SAME for at, before in kept[-LOOKS_BACK:]):
                continue
            kept.append((x, character))
            direction = of(character)
            own += direction == wanted != last_own
            other += direction == unwanted != last_other
            last_own = last_other = direction
    return own <= other


def pieces(codes: Sequence[Code]) -> list[tuple[int, int]]:
    """(start, end) of each segment, from the left, white space with the segment to its right."""
    found: list[tuple[int, int]] = []
    at, space = 0, False
    for direction, group in groupby([SPACE if code.says in SPACES else of(code.says) for code in codes]):
        end = at + len(list(group))
        if space:
            found[-1] = (found[-1][0], end)
        else:
            found.append((at, end))
        at, space = end, direction == SPACE
    return found
