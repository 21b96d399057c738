"""Sets texts of the model as lines with tags. One `Setter` a document: it holds the typesetter, the theme, the direction and the
leaves given out so far. Every block uses it; nothing else asks the text room for lines.

Places are logical: `start` counts points from the start side of the page (the left in left-to-right pages, else the right)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from clinickit.content.model import LineBreak, Placeholder, Plain, Text, Value
from clinickit.content.wording import Wording
from clinickit.languages import Language, language
from clinickit.layout.flow import Keep, Piece, Slab, moved
from clinickit.layout.pages import Color, LinkArea, PlacedRun
from clinickit.layout.tags import Kind, Leaf, LeafCounter, Tag
from clinickit.layout.theme import Theme, Type
from clinickit.text.runs import Direction, Line, LineRun, Span, Style, Weight
from clinickit.text.typesetter import Typesetter


class Place(NamedTuple):
    """A strip of the page: points from the start side, and its width."""

    start: float
    width: float

    def inset(self, start: float, end: float = 0.0) -> Place:
        """A narrower strip inside this one."""
        return Place(self.start + start, self.width - start - end)


@dataclass(frozen=True, slots=True)
class SetText:
    """Lines of a text: for each its height and its pieces relative to its upper edge; `kids` go into the tag that holds the text;
    `width` is that of the widest line."""

    heights: tuple[float, ...]
    lines: tuple[tuple[Piece, ...], ...]
    kids: tuple[Tag | Leaf, ...]
    width: float
    paired: bool = False
    """Whether the source stands beneath; the two then stay on one page where they fit."""

    @property
    def height(self) -> float:
        return sum(self.heights)

    def block(self, dy: float = 0.0) -> tuple[Piece, ...]:
        """All lines as one block whose upper edge is `dy` below (negative) the slab's."""
        found: list[Piece] = []
        for height, line in zip(self.heights, self.lines, strict=True):
            found += moved(line, dy)
            dy -= height
        return tuple(found)


def spans_of(text: Text, bold: bool = False) -> tuple[Span, ...]:
    """The spans of a text: strong is bold, a value is opaque, a break is a new line."""
    found = []
    for one in text.inlines:
        if isinstance(one, Plain):
            found.append(Span(one.text, text.language, Weight.BOLD if bold or one.strong else Weight.REGULAR))
        elif isinstance(one, Value):
            found.append(Span(one.text, one.language, Weight.BOLD if bold or one.strong else Weight.REGULAR, opaque=True))
        elif isinstance(one, LineBreak):
            found.append(Span("\n", text.language))
        elif isinstance(one, Placeholder):
            found.append(Span(f"{{{one.name}}}", text.language, opaque=True))
    return tuple(found)


@dataclass(slots=True)
class Setter:
    """`rtl` is the page's direction; `fillable` asks for form fields where a reader writes. `fallbacks` collects (language, word, face)
    of words that another face had to draw, `figures` the leaves of pictures. `room` is the height of a later page's text, in points;
    `prefix` stands before the ids of notes, which are unique in a document, also in one of two languages."""

    typesetter: Typesetter
    theme: Theme
    wording: Wording
    rtl: bool
    leaves: LeafCounter = field(default_factory=LeafCounter)
    fallbacks: dict[tuple[str, str, str], None] = field(default_factory=dict)
    figures: set[int] = field(default_factory=set)
    fillable: bool = False
    room: float = 500.0
    prefix: str = ""

    def left(self, start: float, width: float) -> float:
        """x of the left edge of a strip."""
        return self.theme.width - start - width if self.rtl else start

    def style(self, kind: Type, row: Language, ltr: bool = False) -> Style:
        return Style(kind.size, row.tag, Direction.RTL if row.rtl and not ltr else Direction.LTR)

    def width(self, text: Text, kind: Type, *, ltr: bool = False) -> float:
        """Width in points on one line."""
        return self.typesetter.width(spans_of(text, kind.bold), self.style(kind, language(text.language), ltr))

    def text(self, text: Text, kind: Type, place: Place, *, personal: bool = False, align: str = "start", ltr: bool = False) -> SetText:
        """Set a text in a strip; where it carries its source, the source stands beneath in its own language and direction,
        and so does its note, small. `ltr` sets a number or an address from left to right in any language."""
        done = self._lines(text, kind, place, personal, align, ltr)
        quiet = self.theme.palette.quiet
        for beneath, look in ((text.source, kind), (text.note, replace(self.theme.head, bold=False))):
            if beneath is not None:
                below = self._lines(beneath, replace(look, color=quiet), place, personal, align, False)
                row = language(beneath.language)
                span = Tag(Kind.SPAN, below.kids, row.tag, row.rtl)
                width = max(done.width, below.width)
                done = SetText(done.heights + below.heights, done.lines + below.lines, (*done.kids, span), width, paired=True)
        return done

    def _lines(self, text: Text, kind: Type, place: Place, personal: bool, align: str, ltr: bool) -> SetText:
        row = language(text.language)
        set_ = self.typesetter.paragraph(spans_of(text, kind.bold), self.style(kind, row, ltr), place.width)
        for word, face in set_.fallbacks:
            self.fallbacks[(row.tag, word, face)] = None
        leading = self.theme.leading(kind, row)
        base = (leading - set_.ascent - set_.descent) / 2 + set_.ascent
        left = self.left(place.start, place.width)
        inlines = _Inlines(self, row, kind.bold)
        lines = [
            tuple(
                Piece(inlines.leaf(run), PlacedRun(self._line_x(line, left, place.width, align) + run.x, -base, run, kind.color), personal)
                for run in line.runs
            )
            for line in set_.lines
        ]
        width = max((line.width for line in set_.lines), default=0.0)
        return SetText((leading,) * len(lines), tuple(lines), inlines.kids(), width)

    def _line_x(self, line: Line, left: float, width: float, align: str) -> float:
        if align == "center":
            return left + (width - line.width) / 2
        return left + width - line.width if (align == "end") is not self.rtl else left

    def tag(self, kind: Kind, text: Text, kids: tuple[Tag | Leaf, ...]) -> Tag:
        """A tag in the language of a text."""
        row = language(text.language)
        return Tag(kind, kids, row.tag, row.rtl)

    def figure(self, text: Text, leaf: Leaf) -> Tag:
        """A Figure of one leaf with its alternative text."""
        self.figures.add(leaf.number)
        return replace(self.tag(Kind.FIGURE, text, (leaf,)), alt=text.plain())

    def group_tag(self, kind: Kind, kids: tuple[Tag | Leaf, ...]) -> Tag:
        """A tag in the language of the page."""
        return Tag(kind, kids, self.wording.language, self.rtl)

    def flowing(self, done: SetText, before: float, *, whole: bool = False) -> tuple[Slab, ...]:
        """A slab a line; no single first or last line is left alone, three lines or less never part."""
        count = len(done.lines)
        found = []
        for at, (height, line) in enumerate(zip(done.heights, done.lines, strict=True)):
            hold = Keep.HARD if count <= 3 or at == 0 or at == count - 2 else Keep.SOFT if whole or done.paired else Keep.FREE
            found.append(Slab(height, line, before if at == 0 else 0.0, Keep.FREE if at == count - 1 else hold))
        return tuple(found)

    def link_areas(self, done: SetText, leaf: Leaf, uri: str, label: str, dy: float = 0.0) -> tuple[LinkArea, ...]:
        """Rectangles around the lines of a text whose runs belong to a link's leaf."""
        areas = []
        for height, line in zip(done.heights, done.lines, strict=True):
            runs = [piece.item for piece in line if piece.owner is leaf and isinstance(piece.item, PlacedRun)]
            if runs:
                x0, x1 = min(run.x for run in runs), max(run.x + run.run.width for run in runs)
                areas.append(LinkArea(leaf, x0, dy - height, x1, dy, uri, label))
            dy -= height
        return tuple(areas)


class _Inlines:
    """Gives each run of a text its leaf: runs in a row of one weight and language share one; a bold one in regular text stands in
    Strong, one of another language in a Span."""

    def __init__(self, setter: Setter, row: Language, bold: bool) -> None:
        self._setter, self._row, self._bold = setter, row, bold
        self._key: tuple[str, bool] | None = None
        self._found: list[tuple[tuple[str, bool], Leaf]] = []

    def leaf(self, run: LineRun) -> Leaf:
        key = (run.language, run.face.weight is Weight.BOLD)
        if key != self._key:
            self._key = key
            self._found.append((key, self._setter.leaves.next()))
        return self._found[-1][1]

    def kids(self) -> tuple[Tag | Leaf, ...]:
        made: list[Tag | Leaf] = []
        for (tag, bold), leaf in self._found:
            if bold is not self._bold:
                made.append(Tag(Kind.STRONG, (leaf,), tag, language(tag).rtl))
            elif tag != self._row.tag:
                made.append(Tag(Kind.SPAN, (leaf,), tag, language(tag).rtl))
            else:
                made.append(leaf)
        return tuple(made)


def colored(kind: Type, color: Color) -> Type:
    """The same type in another color."""
    return replace(kind, color=color)
