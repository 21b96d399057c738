"""What stands around the text on each page: the clinic's head, the foot, the draft notice. On page 1 they say something, so they
are tagged; on later pages they repeat, so they are artifacts without links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from clinickit.content.clinic import Clinic
from clinickit.content.model import Plain, Text
from clinickit.languages import language
from clinickit.layout.blocks import signs
from clinickit.layout.blocks.contacts import alone
from clinickit.layout.flow import Keep, Piece, Slab, moved
from clinickit.layout.pages import PlacedPath, PlacedPicture
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind, Tag
from clinickit.layout.theme import Ink

LOGO_HEIGHT, LOGO_WIDTH, LOGO_GAP = 40.0, 140.0, 12.0
UNDER_HEAD, AFTER_HEAD = 8.0, 15.0
ABOVE_NOTICE, UNDER_RULE = 6.0, 6.0
NUMBER_GAP = 14.0


def by_language(pairs: tuple[tuple[str, str], ...], wanted: str) -> Text | None:
    """The wording of a clinic's name or tagline: in the reader's language, else in English, else the first."""
    if not pairs:
        return None
    table = dict(pairs)
    tag = wanted if wanted in table else "en" if "en" in table else pairs[0][0]
    return Text((Plain(table[tag]),), tag)


@dataclass(frozen=True, slots=True)
class Head:
    """`first` is page 1's head as a slab (None without a clinic) and its tags; `later` the pieces of the others, from y 0 down, and
    its height."""

    first: Slab | None
    tags: tuple[Tag, ...]
    later: tuple[Piece, ...]
    later_height: float


def head(setter: Setter, clinic: Clinic | None, ink: Ink) -> Head:
    """The head of a clinic: name, line and logo on the start side, phone and web on the end side, a hair rule. In right-to-left pages
    phone and web stand lower than the name: PDFium tears a number that shares a line with right-to-left letters."""
    name = by_language(clinic.names, setter.wording.language) if clinic else None
    if clinic is None or (name is None and not clinic.phone and not clinic.web and clinic.logo is None):
        return Head(None, (), (), 0.0)
    theme = setter.theme
    column = Place(theme.margin, theme.column)
    pieces: list[Piece] = []
    tags: list[Tag] = []
    logo_width, logo_height = _logo(setter, clinic, ink, pieces, tags)
    start = column.inset(logo_width, column.width * 0.42)
    y = 0.0
    bold = replace(theme.head, size=theme.head.size + 1, bold=True)
    tagline = by_language(clinic.taglines, setter.wording.language)
    for text, kind in ((name, bold), (tagline, theme.head)):
        if text is not None:
            done = setter.text(text, kind, start, personal=True)
            pieces += done.block(y)
            tags.append(setter.tag(Kind.P, text, done.kids))
            y -= done.height
    end, z = _reach(setter, clinic, column, y)
    links = []
    low = z
    for (display, uri), place, top in end:
        slab, tag = alone(setter, display, uri, theme.head, place, personal=True, align="end")
        pieces += moved(slab.pieces, top)
        links += [replace(area, y0=area.y0 + top, y1=area.y1 + top) for area in slab.links]
        tags.append(tag)
        low = min(low, top - slab.height)
    height = max(-y, -low, logo_height) + UNDER_HEAD
    pieces.append(_rule(setter, -height, Decoration.LAYOUT))
    first = Slab(height + AFTER_HEAD, tuple(pieces), keep=Keep.HARD, links=tuple(links))
    later, later_height = _later(setter, clinic, name)
    return Head(first, tuple(tags), later, later_height)


def _reach(setter: Setter, clinic: Clinic, column: Place, y: float) -> tuple[list[tuple[tuple[str, str], Place, float]], float]:
    """Phone and web with their places and upper edges: one under the other beside the name; in right-to-left pages below it, side by side
    where they fit, the phone at the left, as a left-to-right line."""
    both = [pair for pair in ((clinic.phone, tel(clinic.phone)), (clinic.web, web(clinic.web))) if pair[0]]
    aside = Place(column.start + column.width * 0.6, column.width * 0.4)
    lead = setter.theme.leading(setter.theme.head, language(setter.wording.language))
    if not setter.rtl:
        return [(pair, aside, -lead * at) for at, pair in enumerate(both)], 0.0
    widths = [setter.width(Text((Plain(text),), setter.wording.language), setter.theme.head, ltr=True) + 1 for text, _ in both]
    if sum(widths) + LOGO_GAP > column.width:
        return [(pair, aside, y - lead * at) for at, pair in enumerate(both)], y
    found = []
    edge = column.start + column.width
    for pair, width in zip(both, widths, strict=True):
        found.append((pair, Place(edge - width, width), y))
        edge -= width + LOGO_GAP
    return found, y


def _logo(setter: Setter, clinic: Clinic, ink: Ink, pieces: list[Piece], tags: list[Tag]) -> tuple[float, float]:
    """Place the logo; width it takes with its gap, and height."""
    if clinic.logo is None:
        return 0.0, 0.0
    factor = min(LOGO_HEIGHT / clinic.logo.height, LOGO_WIDTH / clinic.logo.width)
    width, height = clinic.logo.width * factor, clinic.logo.height * factor
    leaf = setter.leaves.next()
    x = setter.left(setter.theme.margin, width)
    pieces.append(Piece(leaf, PlacedPicture(x, -height, width, height, clinic.logo, ink is Ink.GRAY)))
    name = by_language(clinic.names, setter.wording.language)
    said = Text((Plain(clinic.logo_alt),), setter.wording.language) if clinic.logo_alt else name
    tags.append(setter.figure(said or Text((Plain("Logo"),), "en"), leaf))
    return width + LOGO_GAP, height


def _later(setter: Setter, clinic: Clinic, name: Text | None) -> tuple[tuple[Piece, ...], float]:
    theme = setter.theme
    column = Place(theme.margin, theme.column)
    kind = replace(theme.head, bold=True)
    pieces: list[Piece] = []
    height = theme.head.leading
    if name is not None:
        done = setter.text(name, kind, column.inset(0, column.width * 0.42), personal=True)
        pieces += _artifact(done.block())
        height = done.height
    if clinic.phone:
        slab, _ = alone(setter, clinic.phone, "", theme.head, Place(column.start + column.width * 0.6, column.width * 0.4), align="end")
        pieces += _artifact(moved(slab.pieces, -height if setter.rtl else 0.0))
        height = height + slab.height if setter.rtl else max(height, slab.height)
    pieces.append(_rule(setter, -height - UNDER_HEAD, Decoration.HEAD))
    return tuple(pieces), height + UNDER_HEAD + AFTER_HEAD


def _artifact(pieces: tuple[Piece, ...], kind: Decoration = Decoration.HEAD) -> list[Piece]:
    return [Piece(kind, item, True) for _, item, _ in pieces]


def _rule(setter: Setter, y: float, kind: Decoration) -> Piece:
    theme = setter.theme
    path = (("m", theme.margin, y), ("l", theme.width - theme.margin, y))
    return Piece(kind, PlacedPath(path, stroke=theme.palette.rule, width=0.75))


def tel(phone: str) -> str:
    """The address that dials a clinic's phone, or empty."""
    digits = "".join(letter for letter in phone if letter.isascii() and (letter.isdigit() or letter == "+"))
    return f"tel:{digits}" if digits else ""


def web(written: str) -> str:
    """The address of a clinic's page, which may be written without its scheme."""
    return written if written.startswith(("https://", "http://")) else f"https://{written}" if written else ""


@dataclass(frozen=True, slots=True)
class Foot:
    """`said` are page 1's pieces (notice and foot line) with `tags`, `drawn` its rule and sign; `later` is what stands on later pages, all
    of it decoration. `top` and `later_top` are the y that text may reach down to; `number` that of the page number's upper edge, the same
    on all pages."""

    said: tuple[Piece, ...]
    tags: tuple[Tag, ...]
    drawn: tuple[Piece, ...]
    later: tuple[Piece, ...]
    top: float
    later_top: float
    number: float


def foot(setter: Setter) -> Foot:
    """The foot line above the lower edge, the draft notice above its rule. In large print later pages have the short of both: else a page
    would be half foot."""
    wording = setter.wording
    first = _foot(setter, wording.foot, wording.notice)
    later = first
    if setter.theme.stacked:
        later = _foot(setter, wording.foot_later or wording.foot, wording.notice_later or wording.notice)
    after = tuple(Piece(Decoration.FOOT, item) for _, item, _ in (*later.said, *later.drawn))
    return Foot(first.said, first.tags, first.drawn, after, first.top, later.top, setter.theme.foot_rule - UNDER_RULE)


class _Bottom(NamedTuple):
    """A foot as it is said, with what is drawn beside it, and the y above it."""

    said: tuple[Piece, ...]
    tags: tuple[Tag, ...]
    drawn: tuple[Piece, ...]
    top: float


def _foot(setter: Setter, words: Text, notice: tuple[Text, ...]) -> _Bottom:
    theme = setter.theme
    column = Place(theme.margin, theme.column)
    line = setter.text(words, theme.foot, column.inset(0, _number_width(setter) + NUMBER_GAP))
    rule_y = theme.foot_rule + max(0.0, line.height - theme.foot.leading * 2)
    said: list[Piece] = []
    tags: list[Tag] = []
    drawn = [_rule(setter, rule_y, Decoration.FOOT)]
    top = rule_y
    if notice:
        size = 10.0 * theme.text.size / 12
        place = column.inset(size * 1.9)
        notes = [setter.text(text, replace(theme.text, color=theme.palette.ink), place) for text in notice]
        top = rule_y + ABOVE_NOTICE + sum(note.height for note in notes)
        y = top
        row = language(notice[0].language)
        sign_y = y - theme.leading(theme.text, row) * 0.5
        sign_x = setter.left(column.start, size * 1.2) + size * 0.6
        drawn += [Piece(Decoration.FOOT, path) for path in signs.warning(sign_x, sign_y, size, theme.palette.warm)]
        for text, note in zip(notice, notes, strict=True):
            said += note.block(y)
            tags.append(setter.tag(Kind.P, text, note.kids))
            y -= note.height
    said += line.block(rule_y - UNDER_RULE)
    tags.append(setter.tag(Kind.P, words, line.kids))
    return _Bottom(tuple(said), tuple(tags), tuple(drawn), top + theme.above_foot)


def page_number(setter: Setter, page: int, pages: int, top: float) -> tuple[Piece, ...]:
    """ "Page n of m" on the end side, always in the same place: its upper edge at `top`. Pages count from 1."""
    theme = setter.theme
    width = max(_number_width(setter), setter.width(setter.wording.paged(page, pages), theme.foot)) + 1
    place = Place(theme.margin + theme.column - width, width)
    done = setter.text(setter.wording.paged(page, pages), theme.foot, place, align="end")
    return tuple(Piece(Decoration.FOOT, item) for _, item, _ in done.block(top))


def _number_width(setter: Setter) -> float:
    """What "page n of m" may take."""
    return setter.width(setter.wording.paged(88, 88), setter.theme.foot)
