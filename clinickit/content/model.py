"""WHAT a handout says: the one content model. `load` makes it from checked JSON, `lines.resolve` fills its contacts,
`localize.apply` puts it into a language (same type), `layout` and `html` read it. Everything is frozen.

Every leaf is a `Text`, never a `str`: it knows its language, its context (the path of ids that is its msgctxt) and, where both
must print, its source. See `walk` for the fold and the map over all leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinickit.content.leaves import Inline as Inline
from clinickit.content.leaves import LineBreak as LineBreak
from clinickit.content.leaves import Placeholder as Placeholder
from clinickit.content.leaves import Plain as Plain
from clinickit.content.leaves import Text as Text
from clinickit.content.leaves import Value as Value
from clinickit.content.letterhead import Letterhead, Spoken


class Basis(StrEnum):
    """What a statement rests on when it names no reference."""

    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind a node: claim ids, reference ids, or `basis`."""

    claims: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    basis: Basis | None = None


NO_SUPPORT = Support()


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    text: Text
    support: Support = NO_SUPPORT


class ListKind(StrEnum):
    """The `type` of a list block."""

    LIST = "list"
    CHECKLIST = "checklist"
    DO = "do"
    AVOID = "avoid"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Item:
    """An item; `lead` is printed bold before its text."""

    id: str
    text: Text
    lead: Text | None = None
    support: Support = NO_SUPPORT


@dataclass(frozen=True, slots=True)
class ListBlock:
    id: str
    kind: ListKind
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """`heading` is the row's header cell, under the first column; `cells` stand under the others, in column order."""

    id: str
    heading: Text
    cells: tuple[Text, ...]
    support: Support = NO_SUPPORT


@dataclass(frozen=True, slots=True)
class Table:
    """The first column holds the row headings; every other column has one cell in each row."""

    id: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    support: Support = NO_SUPPORT


class FigureKind(StrEnum):
    """What is drawn. CYCLE: labels clockwise from the top. AXES: labels whose `place` is an axis end (left, right, top, bottom)
    or a quarter (top-left …). SCALE: stops from low to high. STEPS: one after the other. BALANCE: two sides, `place` left and right, and
    what they rest on, `place` bottom. NETWORK: the first label in the middle, the others around it."""

    CYCLE = "cycle"
    AXES = "axes"
    SCALE = "scale"
    STEPS = "steps"
    BALANCE = "balance"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Label:
    id: str
    text: Text
    detail: Text | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    kind: FigureKind
    labels: tuple[Label, ...]
    alt: Text
    caption: Text | None = None
    support: Support = NO_SUPPORT


class BoxKind(StrEnum):
    NOTE = "note"
    REMEMBER = "remember"


@dataclass(frozen=True, slots=True)
class Box:
    """A tinted or framed group; its heading, if any, is an H3."""

    id: str
    kind: BoxKind
    heading: Text | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SayLine:
    """Words to say, in quotation marks of the locale; `situation` says when."""

    id: str
    text: Text
    situation: Text | None = None
    support: Support = NO_SUPPORT


@dataclass(frozen=True, slots=True)
class Say:
    id: str
    lines: tuple[SayLine, ...]


@dataclass(frozen=True, slots=True)
class TermItem:
    id: str
    term: Text
    text: Text
    support: Support = NO_SUPPORT


@dataclass(frozen=True, slots=True)
class Terms:
    id: str
    items: tuple[TermItem, ...]


class WayKind(StrEnum):
    """NUMBER is dialled or texted; ADDRESS is opened in a browser; BLANK is a ruled line to write on."""

    NUMBER = "number"
    ADDRESS = "address"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Way:
    """One number or address, printed on a line of its own. `display` is ASCII; `link` a tel:, sms: or https: URI or empty;
    `label` (filled by localize) says how: "Call or text", "Text HOME to"."""

    kind: WayKind
    display: str
    link: str
    channels: tuple[str, ...]
    keyword: str | None = None
    press: str | None = None
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Local time; days are mo … su; times HH:MM, `closes` may be 24:00."""

    days: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Contact:
    """One line, clinic or emergency number. `lines.resolve` fills all but the Texts; `localize` fills `purpose` (what it is for)
    and `detail` (when, what it costs, which languages, whom it serves). `also` names further kinds of the block that the same line
    answers: it prints once, with each purpose. `scan` is one of its ways, to be drawn as a code to scan where there is room; its label is
    the alternative text."""

    kind: str
    line_id: str | None
    name: str
    name_language: str
    ways: tuple[Way, ...]
    hours: tuple[Hours, ...] | None = None
    languages: tuple[str, ...] | None = None
    interpreters: bool | None = None
    audience: tuple[str, ...] = ()
    free: bool = False
    checked_on: date | None = None
    also: tuple[str, ...] = ()
    purpose: Text | None = None
    detail: Text | None = None
    say_first: Text | None = None
    scan: Way | None = None


@dataclass(frozen=True, slots=True)
class Contacts:
    """`entries` is empty until `lines.resolve`; `checked` (filled by localize) is the one line "Sources checked on …"."""

    id: str
    kinds: tuple[str, ...]
    at_most: int
    entries: tuple[Contact, ...] = ()
    checked: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class See:
    """What to read next: ids in the file, titles in the reader's language once localized."""

    id: str
    handouts: tuple[str, ...]
    titles: tuple[Text, ...] = ()


class FieldKind(StrEnum):
    """What is written in a field: one line, several, a tick, one of some options, a number from 0 to 10, a day, rows of a table."""

    TEXT = "text"
    LINES = "lines"
    CHECKBOX = "checkbox"
    CHOICE = "choice"
    SCALE = "scale"
    DATE = "date"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Field:
    """A place to write: ruled on paper, a form field in the fillable copy. `rows` counts the lines of LINES and the rows of GRID, else 1;
    `options` are those of CHOICE, `columns` those of GRID, `low` and `high` the ends of SCALE. A field's `context` names it among the
    fields of its sheet."""

    id: str
    kind: FieldKind
    label: Text
    help: Text | None = None
    rows: int = 1
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    low: Text | None = None
    high: Text | None = None
    context: str = ""


Block = Paragraph | ListBlock | Table | Figure | Box | Say | Terms | Contacts | See | Field


class Role(StrEnum):
    """What a section is for, whatever its heading; checks and looks hang on it. CARD is made for a discreet copy: no file names it."""

    PLAIN = "plain"
    SUMMARY = "summary"
    ACTION = "action"
    SAFETY_CHECK = "safety-check"
    SAFETY = "safety"
    CARD = "card"


class Reader(StrEnum):
    """Whom a section is for."""

    CLIENT = "client"
    CLINICIAN = "clinician"


class Copy(StrEnum):
    """Which copy of a handout a sheet is: a client's, a client's that tells nobody what it is about, or a clinician's, with sources."""

    CLIENT = "client"
    DISCREET = "discreet"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Section:
    """`fragment` is the name of the shared fragment it came from, or empty."""

    id: str
    role: Role
    heading: Text
    blocks: tuple[Block, ...]
    reader: Reader = Reader.CLIENT
    keep_together: bool = False
    fragment: str = ""
    support: Support = NO_SUPPORT


@dataclass(frozen=True, slots=True)
class Review:
    """`by` and `on` are set only when a person reviewed it."""

    reviewed: bool
    due: date
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A reference in short form for a client handout: "Simpson and Rholes, Current Opinion in Psychology, 2017."; `link` is its address
    (that of its DOI where it has one), for clinicians."""

    id: str
    authors: tuple[str, ...]
    more_authors: bool
    container: str
    title: str
    year: int | None
    language: str = "en"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole handout, includes resolved. `series` and `audience` are names of the ui catalog; `evidence` says for each claim that it
    names what kind of study stands behind it. `values` fill the placeholders {value:NAME} of its texts: a day in the reader's format, a
    language by its name in it, words as they are (a `Value` says their language, a plain string has the handout's)."""

    id: str
    version: str
    version_date: date
    language: str
    series: str
    audience: str
    topics: tuple[str, ...]
    title: Text
    short_title: Text
    lede: Text
    objective: Text
    not_for: Text
    review: Review
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    source_hash: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    letterhead: Letterhead | None = None
    values: tuple[tuple[str, date | str | Value | Spoken], ...] = ()
