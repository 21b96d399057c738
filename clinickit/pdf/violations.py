"""What a document can break: every rule that this room checks, with its clause, and a violation of it at a place.

The rules are those of ISO 14289-1 (PDF/UA-1), ISO 32000-1 and ISO 19005-2 (PDF/A-2a) that a paged document can break; what the writer
keeps by construction is in PDF_UA1.md beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Rule(Enum):
    """(stable code, clause, what must hold)."""

    TITLE = ("title", "ISO 14289-1 7.1", "the document has a title")
    LANGUAGE = ("language", "ISO 14289-1 7.2", "the document and every tag have a well-formed BCP 47 language")
    TEXT_LANGUAGE = ("text-language", "ISO 14289-1 7.2", "text stands in a tag of its own language")
    PAGES = ("pages", "ISO 32000-1 7.7.3", "there is a page, and each is between 3 and 14400 points on a side")
    ROOT = ("root", "ISO 32000-1 14.8.4.2", "the tree begins with one Document")
    EMPTY_TAG = ("empty-tag", "ISO 14289-1 7.1", "only a table cell may be empty")
    CONTENT_IN_GROUP = ("content-in-group", "ISO 32000-1 14.8.4", "content stands in a tag that says what it is, not in a group")
    NESTING = ("nesting", "ISO 14289-1 7.2", "tags stand only where the standard lets them")
    LEAF_TWICE = ("leaf-twice", "ISO 14289-1 7.1", "each leaf stands in the tree once")
    LEAF_NOT_PLACED = ("leaf-not-placed", "ISO 14289-1 7.1", "each leaf of the tree stands on a page")
    MARK_UNKNOWN = ("mark-unknown", "ISO 14289-1 7.1", "content on a page belongs to the tree or is an artifact")
    MARK_EMPTY = ("mark-empty", "ISO 14289-1 7.1", "a mark holds something")
    READING_ORDER = ("reading-order", "ISO 14289-1 7.2", "a page is written in the order of the tree")
    HEADING_FIRST = ("heading-first", "ISO 14289-1 7.4.2", "the first heading is H1")
    HEADING_SKIPPED = ("heading-skipped", "ISO 14289-1 7.4.2", "no heading level is skipped")
    FIGURE_ALT = ("figure-alt", "ISO 14289-1 7.3", "a figure has alternative text")
    FIGURE_BOUNDS = ("figure-bounds", "ISO 32000-1 14.8.5.4.3", "a figure says which rectangle of its page it takes")
    TABLE_HEADERS = ("table-headers", "ISO 14289-1 7.5", "a table has header cells")
    TABLE_SCOPE = ("table-scope", "ISO 14289-1 7.5", "a header cell says whether it heads a row or a column")
    TABLE_REGULAR = ("table-regular", "ISO 14289-1 7.2", "every row of a table has as many cells")
    LIST_NUMBERING = ("list-numbering", "ISO 14289-1 7.6", "a list whose items have labels says how it is numbered")
    LINK_TAG = ("link-tag", "ISO 14289-1 7.18.5", "a link's rectangle belongs to a Link, and each Link has one")
    LINK_CONTENTS = ("link-contents", "ISO 14289-1 7.18.5", "a link says where it leads, in words")
    LINK_TARGET = ("link-target", "ISO 32000-1 12.6.4.7", "a link leads to an absolute URI in ASCII, the one of its tag")
    LINK_PLACE = ("link-place", "ISO 14289-1 7.18.1", "a link's rectangle has a size and is on the page of its text")
    FORM_TAG = (
        "form-tag",
        "ISO 14289-1 7.18.4",
        "a form field stands in a Form of its own, and each Form holds one field and nothing else",
    )
    FORM_TOOLTIP = ("form-tooltip", "ISO 14289-1 7.18.4", "a form field says in words what it is for")
    FORM_NAME = ("form-name", "ISO 32000-1 12.7.3.2", "a form field has a name of its own, and each button of a choice a state of its own")
    FORM_PLACE = ("form-place", "ISO 14289-1 7.18.1", "a form field's rectangle has a size and is on its page")
    FORM_ORDER = ("form-order", "ISO 14289-1 7.18.3", "form fields follow each other in the order of the tag tree")
    FORM_TEXT = ("form-text", "ISO 14289-1 7.21.4.1", "what is typed has one embedded face to be drawn in")
    FORM_LOOK = ("form-look", "ISO 19005-2 6.3.3", "a box or button has an appearance for each of its states")
    NOTE_ID = ("note-id", "ISO 14289-1 7.9", "each note has an identifier of its own")
    BOOKMARKS = ("bookmarks", "ISO 14289-1 7.17", "a document with headings has bookmarks that follow them")
    NOTDEF = ("notdef", "ISO 14289-1 7.21.8", "no text shows the missing glyph")
    UNICODE = ("unicode", "ISO 14289-1 7.21.7, ISO 19005-2 6.2.11.7", "each code says exactly one character that stands for itself")
    WIDTHS = ("widths", "ISO 14289-1 7.21.5", "widths are those of the font program")
    CODES = ("codes", "ISO 32000-1 9.7.5", "a face has fewer than 65536 codes in a document")
    METADATA_TEXT = ("metadata-text", "ISO 19005-2 6.6.2", "metadata can be written as XML")

    @property
    def code(self) -> str:
        return str(self.value[0])

    @property
    def clause(self) -> str:
        return str(self.value[1])

    @property
    def demand(self) -> str:
        return str(self.value[2])


@dataclass(frozen=True, slots=True)
class Violation:
    """`place` is a path of tags, a page (1-based) or a code; `found` what stands there instead."""

    rule: Rule
    place: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}. {self.rule.clause} demands that {self.rule.demand}. [{self.rule.code}]"
