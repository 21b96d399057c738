"""Where an envelope's window lies on a folded letter: facts of paper, and what a clinic says of its own. `letterhead` reads it; nothing
here sets text. Lengths in points from the page's upper left corner, whatever the direction of writing: a window does not mirror.

A letter slides in its envelope. `area` is all of the page that may ever show: nothing but the address stands there. `field` is the part
that shows however the letter lies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from clinickit.errors import Unknown
from clinickit.layout.theme import PAPERS, Paper

MM = 72 / 25.4
INCH = 72.0
MOST = 0.4
"""The part of a page that pre-printed paper may take."""


class Window(StrEnum):
    """The envelope of a letter."""

    NONE = "none"
    US = "us"
    DL = "dl"
    DL_RIGHT = "dl-right"


class Box(NamedTuple):
    """Points from the page's upper left corner, y down."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Opening:
    """A window over a page of `paper`. `name` for people; `low`: the address stands at the lower edge of the field; `back`: the sender's
    line stands above it; `folds` and `hole` are y of the marks at the left edge."""

    name: str
    paper: Paper
    area: Box
    field: Box
    low: bool
    back: bool
    folds: tuple[float, ...] = ()
    hole: float | None = None


_US = Opening(
    name="a #10 envelope with a window at the left",
    paper=Paper.LETTER,
    area=Box(0.0, 2.042 * INCH, 5.375 * INCH, 3.625 * INCH),
    field=Box(1.0 * INCH, 2.167 * INCH, 4.25 * INCH, 3.042 * INCH),
    low=True,
    back=False,
)
"""US Letter in three equal parts (11/3 inches) in a #10 envelope, 4 1/8 by 9 1/2 inches; its usual window is 1 1/8 by 4 1/2, 7/8 from the
left, 1/2 from below. USPS Domestic Mail Manual 601.6.3 asks for 1/8 inch between the address and the window's edges; so much is taken off
all around. The letter stands on its fold; pushed up as far as it goes (0.458), the last two lines still show: so lines stand low."""

_DL = Opening(
    name="a DL envelope with a window at the left",
    paper=Paper.A4,
    area=Box(10 * MM, 45 * MM, 110 * MM, 95 * MM),
    field=Box(25.4 * MM, 62.7 * MM, 100 * MM, 90 * MM),
    low=False,
    back=True,
    folds=(105 * MM, 210 * MM),
    hole=148.5 * MM,
)
"""DIN 5008:2020 form B: the field for the address lies 45 mm from above and 20 from the left, 85 wide and 45 high: 17.7 for the sender's
line and remarks, written upwards, 27.3 for the address; folds at 105 and 210 mm, a mark for the hole at 148.5. DIN 680: the window is 90
by 45, 20 from the left and 15 from below, so at most 10 mm of what lies left show, and 5 of what lies below. The address ends 10 mm
before the standard's field: so it shows wherever the letter slides."""

_DL_RIGHT = Opening(
    name="a DL or C5/6 envelope with a window at the right",
    paper=Paper.A4,
    area=Box(98 * MM, 35 * MM, 210 * MM, 93 * MM),
    field=Box(122 * MM, 50 * MM, 190 * MM, 75 * MM),
    low=True,
    back=False,
    folds=(105 * MM, 210 * MM),
    hole=148.5 * MM,
)
"""SN 010130, windows at the right of C5/6 (114 by 229 mm), old and new: 100 by 45, 12 from the right and 21 from below; 90 by 40, 17 and
30. The field is what both show, and DL with them, of a letter folded at 105 mm, however it slides."""

OPENINGS = {Window.US: _US, Window.DL: _DL, Window.DL_RIGHT: _DL_RIGHT}


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """What a letter is printed on and sent in. `head` and `head_later`: points from the page's upper edge that pre-printed paper has taken,
    on page 1 and on the others (0: the letterhead is printed); `foot`: points from the lower edge, on all pages."""

    window: Window = Window.NONE
    head: float = 0.0
    head_later: float = 0.0
    foot: float = 0.0


PLAIN = LetterPaper()
"""Plain paper, in an envelope without a window."""


def _measure(points: float) -> str:
    """A length as people measure it, and in points."""
    return f"{points / MM:.0f} mm ({points:.0f} points)"


def opening(asked: LetterPaper, paper: Paper) -> Opening | None:
    """The window of a letter's envelope; None for an envelope without. Raises Unknown for a paper that does not go into it, and for
    pre-printed paper that leaves no room."""
    for name, points in (("head", asked.head), ("later head", asked.head_later), ("foot", asked.foot)):
        if not 0.0 <= points <= MOST * PAPERS[paper][1]:
            most = _measure(MOST * PAPERS[paper][1])
            raise Unknown(f"The pre-printed {name} takes {_measure(points)}; from 0 to {most} leave room for a letter. Measure it again.")
    found = OPENINGS.get(asked.window)
    if found is None:
        return None
    if found.paper is not paper:
        fitting = ", ".join(f"“{kind.value}”" for kind, one in OPENINGS.items() if one.paper is paper)
        raise Unknown(
            f"{found.name[0].upper()}{found.name[1:]} is for {_PAPER[found.paper]}, and this letter is on {_PAPER[paper]}. "
            f"Choose the window {fitting} or “none”, or the other paper: --paper {found.paper.value}."
        )
    if asked.head > found.area.top + 0.01:
        raise Unknown(
            f"The pre-printed head ends {_measure(asked.head)} from the page's upper edge, where {found.name} shows the address: its "
            f"window begins at {_measure(found.area.top)}. Print without a window (“none”), or on plain paper."
        )
    return found


_PAPER = {Paper.A4: "A4", Paper.LETTER: "US Letter"}
