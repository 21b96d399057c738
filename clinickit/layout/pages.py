"""`PagedDocument`: pages of placed, tagged things, and the tag tree. Nothing is left to decide; `pdf` numbers and writes it.

Points, origin at the lower left of the page, y up; text by its baseline. Every placed thing stands in a `Mark`, and a mark names
a leaf of the tag tree or a kind of artifact: there is no third possibility."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from clinickit.content.clinic import Picture
from clinickit.layout.tags import Decoration, Leaf, Tag
from clinickit.text.runs import FaceKey, LineRun

Color = tuple[float, float, float]
"""RGB, 0..1."""


class PlacedRun(NamedTuple):
    """`x`, `y`: left end of the run's baseline. (A named tuple, like the path: there are hundreds on a page.)"""

    x: float
    y: float
    run: LineRun
    color: Color


class PlacedPath(NamedTuple):
    """A path: ("m", x, y), ("l", x, y), ("c", x1, y1, x2, y2, x3, y3), ("re", x, y, w, h), ("h",). Painted with fill, stroke or both."""

    path: tuple[tuple[str | float, ...], ...]
    fill: Color | None = None
    stroke: Color | None = None
    width: float = 1.0
    round: bool = False
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture with its lower left corner at x, y, scaled to width and height. `gray` asks for gray values."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture
    gray: bool = False


Placed = PlacedRun | PlacedPath | PlacedPicture


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of placed things that are one leaf, or one artifact. `personal` marks what changes with the clinic's or reader's name
    (its codes are numbered after all others, so that the rest of the document keeps its bytes)."""

    owner: Leaf | Decoration
    items: tuple[Placed, ...]
    text: str = ""
    personal: bool = False


@dataclass(frozen=True, slots=True)
class LinkArea:
    """The rectangle of a link annotation: `leaf` is a leaf inside its Link tag; `label` its Contents (ISO 14289-1 7.18.5). It leads to
    `uri`, or, where `page` (0-based) is not None, to the top of that page of the document, and then `uri` is empty."""

    leaf: Leaf
    x0: float
    y0: float
    x1: float
    y1: float
    uri: str
    label: str
    page: int | None = None


class Input(StrEnum):
    """What a form field takes: one line of text, several, a tick, or one of the buttons that share its name."""

    TEXT = "text"
    LINES = "lines"
    CHECK = "check"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormField:
    """A form field of a fillable copy: `leaf` is the one leaf of its Form tag. `name` is ASCII and unique, but for the buttons of one
    choice, which share it and differ in `option`; `tooltip` is read aloud (ISO 14289-1 7.18.4), for a button too, and `group` is that of
    a choice as a whole. Text is set in `size` points and `color`. `off` and `on` draw a box or button empty and chosen, from the lower
    left corner of the rectangle."""

    leaf: Leaf
    kind: Input
    name: str
    tooltip: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 12.0
    color: Color = (0.0, 0.0, 0.0)
    option: str = ""
    group: str = ""
    off: tuple[PlacedPath, ...] = ()
    on: tuple[PlacedPath, ...] = ()
    face: FaceKey | None = None
    """What is typed is drawn in; one face a document."""


@dataclass(frozen=True, slots=True)
class Page:
    """Marks in the order to write them: backgrounds, then leaves in reading order, then head and foot."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    links: tuple[LinkArea, ...] = ()
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`level` 1-based; `page` 0-based; `top` in points from the lower edge."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What the metadata says. `on` is the content version's date; every date in the file comes from it."""

    title: str
    language: str
    identifier: str
    version: str
    on: date
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagedDocument:
    """`outlined` is False where a copy has no bookmarks on purpose."""

    pages: tuple[Page, ...]
    tree: Tag
    bookmarks: tuple[Bookmark, ...]
    facts: Facts
    rtl: bool
    outlined: bool = True
