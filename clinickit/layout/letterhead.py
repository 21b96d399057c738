"""The top of a letter, in place of a sheet's head: which copy it is, the clinic, the address (in the window of the envelope), who writes,
the day. In: a localized Letterhead, the clinic, and what the letter is printed on. Out: a `Head`, like that of a sheet. Called by
`compose`.

All of it has its place on page 1, so it is one slab. On later pages the band and the copy's label repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from clinickit.content.clinic import Clinic
from clinickit.content.letterhead import Band, Letterhead
from clinickit.content.model import Inline, LineBreak, Plain, Section, Text, Value
from clinickit.errors import Unknown
from clinickit.languages import language
from clinickit.layout.blocks.contacts import alone
from clinickit.layout.blocks.signs import circle
from clinickit.layout.flow import Keep, Piece, Slab, moved
from clinickit.layout.head import AFTER_HEAD, Head, head
from clinickit.layout.pages import Bookmark, Color, LinkArea, PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Tag
from clinickit.layout.theme import Ink, Theme, Type
from clinickit.layout.windows import MM, LetterPaper, Opening

MARGIN = 72.0
"""Left and right, in every print size: where an address begins in any window."""
BAND_TOP, BAND, UNDER_BAND = 20.0, 6.0, 3.0
AFTER_LABEL, BEFORE_DAY, AFTER_DAY, AFTER_ADDRESS = 9.0, 10.0, 12.0, 14.0
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0)
"""Of an address in a window, largest first: one that all lines fit in at is taken."""
ADDRESS_LEADING = 1.22
BESIDE = 9.0
"""Between a window's area and what stands beside it."""
SENDER_START, SENDER_BELOW = 125 * MM, 5 * MM
"""DIN 5008: the block of who writes begins 125 mm from the left and 5 mm below the upper edge of the address field."""
ASIDE = 0.56
"""Without a window, the part of the column before who writes."""
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+\Z")
_NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{5,}\Z")
FOLD = (4 * MM, 8 * MM, 11 * MM)
"""A fold mark from where to where, a hole's to where, at the left edge."""


def letter_theme(look: Theme, paper: LetterPaper) -> Theme:
    """The theme of a letter: its margins, a subject in place of a title, room for the band above and for pre-printed paper below."""
    subject = replace(look.heading, color=look.palette.ink)
    top = BAND_TOP + BAND + UNDER_BAND + look.head.leading * 1.1 + AFTER_LABEL
    return replace(look, margin=MARGIN, top=top, title=subject, foot_rule=look.foot_rule + paper.foot)


def letterhead(setter: Setter, said: Letterhead, clinic: Clinic | None, ink: Ink, paper: LetterPaper, window: Opening | None) -> Head:
    """The head of a letter; the clinic stands in it unless it stands on the paper. Raises Unknown where something does not fit beside
    or into the window."""
    made = _Made(setter, window, [], [], [])
    top = setter.theme.top
    strip, label, height = _strip(setter, said)
    if paper.head:
        y = paper.head
    else:
        made.put(moved(strip, top - BAND_TOP), label)
        y = BAND_TOP + height
        y += made.clinic(clinic, ink, y)
    low = made.address(said, y)
    aside = made.aside(said.sender, y)
    y = max(low, aside or 0.0)
    if paper.head:
        y += AFTER_LABEL
        made.put(moved(strip, top - y), label)
        y += height
    if aside is None:
        y += made.lines(said.sender, y)
    if said.dated is not None:
        y += BEFORE_DAY
        y += made.text(said.dated, setter.theme.text, made.column, y)
    made.marks()
    first = Slab(y + AFTER_DAY - top, tuple(made.pieces), keep=Keep.HARD, links=tuple(made.links))
    at = max(paper.head_later, BAND_TOP)
    later = tuple(Piece(Decoration.HEAD, item) for _, item, _ in moved(strip, top - at))
    return Head(first, tuple(made.tags), later, max(0.0, at + height - top))


def neutral(bookmarks: tuple[Bookmark, ...], said: Letterhead, sections: tuple[Section, ...]) -> tuple[Bookmark, ...]:
    """The bookmarks of a letter: its neutral name, and the headings without what was filled in."""
    bare = {section.heading.plain(): unfilled(section.heading) for section in sections}
    named = ((one, unfilled(said.name) if one.level == 1 else bare.get(one.title, "")) for one in bookmarks)
    return tuple(replace(one, title=title) for one, title in named if title)


def unfilled(text: Text) -> str:
    """What a text says without what was filled in."""
    said = "".join(one.text if isinstance(one, Plain) else " " for one in text.inlines)
    return " ".join(said.split())


def together(lines: tuple[Text, ...], tag: str) -> Text:
    """Lines as one text: of names in one language in that language, as that country's post reads it; else in the language `tag`, a line
    in another one keeping its own."""
    tongues = {one.language for line in lines for one in line.inlines if isinstance(one, Value)}
    if len(tongues) == 1 and all(isinstance(one, Value) for line in lines for one in line.inlines):
        tag = tongues.pop()
        lines = tuple(replace(line, language=tag) for line in lines)
    found: list[Inline] = []
    for at, line in enumerate(lines):
        found += [LineBreak()] if at else []
        found += line.inlines if line.language == tag else (Value(line.plain(), line.language),)
    return Text(tuple(found), tag)


def _strip(setter: Setter, said: Letterhead) -> tuple[tuple[Piece, ...], Tag, float]:
    """The band and the copy's label below it, from y 0 down; its tag; its height with what stays free below."""
    theme = setter.theme
    kind = replace(theme.head, size=theme.head.size * 1.1, leading=theme.head.leading * 1.1, bold=True, color=theme.palette.accent)
    done = setter.text(said.label, kind, Place(theme.margin, theme.column))
    drawn = _band(said.band, theme.margin, theme.column, theme.palette.accent)
    pieces = (Piece(Decoration.LAYOUT, drawn), *done.block(-BAND - UNDER_BAND))
    return pieces, setter.tag(Kind.P, said.label, done.kids), BAND + UNDER_BAND + done.height + AFTER_LABEL


def _band(band: Band, x: float, width: float, color: Color) -> PlacedPath:
    """A band as wide as the column, from y 0 down: whole, of slanted strokes, or of dots."""
    if band is Band.FULL:
        return PlacedPath((("re", x, -BAND, width, BAND),), fill=color)
    size, slant = 5.0, BAND if band is Band.HATCHED else 0.0
    steps = int((width - size - slant) // (9.0 if slant else 11.0))
    path: tuple[tuple[str | float, ...], ...] = ()
    for at in range(steps + 1):
        left = x + at * (width - size - slant) / steps
        if band is Band.HATCHED:
            path += (("m", left, -BAND), ("l", left + size, -BAND), ("l", left + size + BAND, 0.0), ("l", left + BAND, 0.0), ("h",))
        else:
            path += circle(left + size / 2, -BAND / 2, size / 2)
    return PlacedPath(path, fill=color)


class _Line(NamedTuple):
    """A line, set: its pieces from y 0 down."""

    pieces: tuple[Piece, ...]
    height: float
    width: float
    tag: Tag
    links: tuple[LinkArea, ...] = ()


@dataclass(slots=True)
class _Made:
    """The slab as it is made: pieces relative to the upper edge of the text area; every y is points from the page's upper edge."""

    setter: Setter
    window: Opening | None
    pieces: list[Piece]
    tags: list[Tag]
    links: list[LinkArea]

    @property
    def column(self) -> Place:
        return Place(self.setter.theme.margin, self.setter.theme.column)

    def put(self, pieces: tuple[Piece, ...], tag: Tag) -> None:
        self.pieces += pieces
        self.tags.append(tag)

    def set(self, done: SetText, text: Text, y: float) -> None:
        self.put(done.block(self.setter.theme.top - y), self.setter.tag(Kind.P, text, done.kids))

    def text(self, text: Text, kind: Type, place: Place, y: float) -> float:
        """A text with its upper edge at y; its height."""
        done = self.setter.text(text, kind, place)
        self.set(done, text, y)
        return done.height

    def clinic(self, clinic: Clinic | None, ink: Ink, y: float) -> float:
        """The clinic's own head, as on every sheet, above the window: without its line, then with name and phone alone where there is no
        room; its height. Raises Unknown where that reaches into the window too."""
        room = (self.window.area.top if self.window else self.setter.theme.height) - y + AFTER_HEAD
        for shown in _shorter(clinic):
            own = head(self.setter, shown, ink)
            if own.first is None:
                return 0.0
            if own.first.height <= room:
                break
        else:
            name = self.window.name if self.window else "a page"
            raise Unknown(
                f"The clinic's head is too tall for {name}: it reaches into the window. Print the letter smaller, or choose an envelope "
                "without a window (“none”)."
            )
        height, down = own.first.height, self.setter.theme.top - y
        self.pieces += moved(own.first.pieces, down)
        self.links += [replace(area, y0=area.y0 + down, y1=area.y1 + down) for area in own.first.links]
        self.tags += own.tags
        return height

    def physical(self, left: float, right: float) -> Place:
        """A strip of the page between two x."""
        start = self.setter.theme.width - right if self.setter.rtl else left
        return Place(start, right - left)

    def address(self, said: Letterhead, y: float) -> float:
        """Where the letter goes to; the y below. Raises Unknown where it does not fit the window."""
        text = together(said.to, self.setter.wording.language)
        if self.window is None:
            if not said.to:
                return y
            place = self.column.inset(0, self.column.width * (1 - ASIDE) + BESIDE)
            return y + self.text(text, self.setter.theme.text, place, y) + AFTER_ADDRESS
        if said.to:
            self._in_window(said, text, self.window)
        return self.window.area.bottom

    def _in_window(self, said: Letterhead, text: Text, window: Opening) -> None:
        field = window.field
        place = self.physical(field.left, field.right)
        room = field.bottom - field.top
        tried = (self.setter.text(text, _address(self.setter, text.language, size), place) for size in SIZES)
        fits = next((one for one in tried if one.height <= room + 0.01 and one.width <= place.width + 0.01), None)
        if fits is None:
            raise Unknown(
                f"The address has {len(said.to)} lines, and {window.name} does not show all of them at {SIZES[-1]:g} points. Shorten "
                "the address (name, organization, street, place), or choose an envelope without a window (“none”)."
            )
        if said.back is not None and window.back:
            self._back(said.back, place, window)
        self.set(fits, text, field.bottom - fits.height if window.low else field.top)

    def _back(self, text: Text, place: Place, window: Opening) -> None:
        """The sender's line, small, right above the address. Raises Unknown where it is longer than the window is wide."""
        theme = self.setter.theme
        done = self.setter.text(text, replace(theme.foot, size=8.0, leading=10.5), place)
        if len(done.lines) > 2 or done.width > place.width + 0.01:
            raise Unknown(f"The sender's line is too long for {window.name}. Shorten it to name, street and place.")
        self.set(done, text, window.field.top - done.height - 2.0)
        x, y = self.setter.left(place.start, place.width), theme.top - window.field.top + 1.0
        line = PlacedPath((("m", x, y), ("l", x + place.width, y)), stroke=theme.palette.rule, width=0.5)
        self.pieces.append(Piece(Decoration.LAYOUT, line))

    def line(self, text: Text, kind: Type, place: Place) -> _Line:
        """One fact of who writes; an e-mail address or a page's is linked, and stands from left to right as numbers do."""
        said = text.plain()
        link = f"mailto:{said}" if _MAIL.match(said) else said if said.startswith("https://") else ""
        if link or _NUMBER.match(said):
            slab, tag = alone(self.setter, said, link, kind, place)
            return _Line(slab.pieces, slab.height, self.setter.width(text, kind, ltr=True), tag, slab.links)
        done = self.setter.text(text, kind, place)
        return _Line(done.block(), done.height, done.width, self.setter.tag(Kind.P, text, done.kids))

    def put_line(self, one: _Line, y: float) -> None:
        down = self.setter.theme.top - y
        self.put(moved(one.pieces, down), one.tag)
        self.links += [replace(area, y0=area.y0 + down, y1=area.y1 + down) for area in one.links]

    def aside(self, lines: tuple[Text, ...], y: float) -> float | None:
        """Who writes, beside the address; the y below, or None where it does not fit there (and on right-to-left pages: no number may
        share a line with right-to-left letters)."""
        if not lines:
            return 0.0
        place = self._beside()
        done = [self.line(line, kind, place) for line, kind in zip(lines, self._kinds(lines), strict=True)]
        tall = 2.1 * self.setter.theme.head.leading
        if self.setter.rtl or any(one.height > tall or one.width > place.width + 0.01 for one in done):
            return None
        y = y if self.window is None else max(y, self.window.area.top + SENDER_BELOW)
        for one in done:
            self.put_line(one, y)
            y += one.height
        return y

    def _beside(self) -> Place:
        edge = self.setter.theme.width - MARGIN
        if self.window is None:
            return self.column.inset(self.column.width * ASIDE)
        if self.window.area.right > edge:
            return self.physical(MARGIN, self.window.area.left - BESIDE)
        return self.physical(max(SENDER_START, self.window.area.right + BESIDE), edge)

    def lines(self, lines: tuple[Text, ...], y: float) -> float:
        """Who writes, a line each across the column; their height."""
        down = BEFORE_DAY
        for line, kind in zip(lines, self._kinds(lines), strict=True):
            one = self.line(line, kind, self.column)
            self.put_line(one, y + down)
            down += one.height
        return down

    def _kinds(self, lines: tuple[Text, ...]) -> tuple[Type, ...]:
        kind = self.setter.theme.head
        return tuple(replace(kind, bold=at == 0) for at in range(len(lines)))

    def marks(self) -> None:
        """Fold marks and the hole's, at the left edge of the paper."""
        if self.window is None:
            return
        theme = self.setter.theme
        ends = [(y, FOLD[1]) for y in self.window.folds] + ([(self.window.hole, FOLD[2])] if self.window.hole else [])
        for y, end in ends:
            path = (("m", FOLD[0], theme.top - y), ("l", end, theme.top - y))
            self.pieces.append(Piece(Decoration.LAYOUT, PlacedPath(path, stroke=theme.palette.line, width=0.5)))


def _shorter(clinic: Clinic | None) -> tuple[Clinic | None, ...]:
    if clinic is None:
        return (None,)
    return clinic, replace(clinic, taglines=()), replace(clinic, taglines=(), web="", logo=None, logo_alt="")


def _address(setter: Setter, tag: str, size: float) -> Type:
    """The type of an address in a window, as tall as asked in any script."""
    row = language(tag)
    return Type(size / row.size, size / row.size * ADDRESS_LEADING, setter.theme.palette.ink)
