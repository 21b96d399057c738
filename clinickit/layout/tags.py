"""The tag tree: what each placed thing is (ISO 32000-1 14.8.4). Made in layout from the content block, numbered by `pdf`.

A `Tag` holds tags and leaves; a `Leaf` is what marks on pages name. A tag that needs a fact takes it in its constructor function
below: a header cell its scope, a figure its alternative text, a link its target."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    DOCUMENT = "Document"
    PART = "Part"
    SECT = "Sect"
    DIV = "Div"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    P = "P"
    TOC = "TOC"
    TOCI = "TOCI"
    L = "L"
    LI = "LI"
    LBL = "Lbl"
    LBODY = "LBody"
    TABLE = "Table"
    THEAD = "THead"
    TBODY = "TBody"
    TR = "TR"
    TH = "TH"
    TD = "TD"
    CAPTION = "Caption"
    FIGURE = "Figure"
    LINK = "Link"
    FORM = "Form"
    SPAN = "Span"
    STRONG = "Strong"  # role-mapped to Span
    NOTE = "Note"
    REFERENCE = "Reference"
    BLOCKQUOTE = "BlockQuote"


class Scope(StrEnum):
    ROW = "Row"
    COLUMN = "Column"


class Numbering(StrEnum):
    """ListNumbering (ISO 32000-1 table 347). A list whose items have labels must say one that is not NONE (ISO 14289-1 7.6); labels
    that are words or signs stand where a bullet would."""

    NONE = "None"
    DISC = "Disc"
    SQUARE = "Square"
    DECIMAL = "Decimal"


class Leaf(NamedTuple):
    """A number that marks on pages name; unique in its document."""

    number: int


@dataclass(frozen=True, slots=True)
class Tag:
    """`language` and `rtl` are set on every tag (the writer prints /Lang and /WritingMode /RlTb only where they change).
    `alt` is alternative text, `scope` for TH, `numbering` for L, `uri` for Link, `bounds` (page, x0, y0, x1, y1) for Figure,
    `note_id` for Note. A FORM
    holds one leaf: that of its form field, which no mark names."""

    kind: Kind
    kids: tuple[Tag | Leaf, ...]
    language: str
    rtl: bool = False
    alt: str | None = None
    scope: Scope | None = None
    numbering: Numbering | None = None
    uri: str | None = None
    bounds: tuple[int, float, float, float, float] | None = None
    note_id: str | None = None


class Decoration(StrEnum):
    """Artifacts (ISO 32000-1 14.8.2.2): HEAD and FOOT repeat (Pagination, with Subtype Header/Footer), LAYOUT decorates,
    BACKGROUND is a tint."""

    HEAD = "head"
    FOOT = "foot"
    LAYOUT = "layout"
    BACKGROUND = "background"


def dump(tag: Tag, texts: dict[int, str], depth: int = 0) -> str:
    """The tree as text a reviewer can read, one tag a line, each leaf's text after it (`texts` by leaf number)."""
    facts = [
        f'{name}="{value}"' for name, value in (("alt", tag.alt), ("scope", tag.scope), ("lang", tag.language), ("uri", tag.uri)) if value
    ]
    own = " ".join([f"{'  ' * depth}{tag.kind}", *facts])
    rows = [own]
    for kid in tag.kids:
        rows.append(f"{'  ' * (depth + 1)}“{texts.get(kid.number, '')}”" if isinstance(kid, Leaf) else dump(kid, texts, depth + 1))
    return "\n".join(rows)


@dataclass(slots=True)
class LeafCounter:
    """Gives out leaves for one document."""

    used: int = field(default=0)

    def next(self) -> Leaf:
        self.used += 1
        return Leaf(self.used - 1)
