"""Documents that break the standard, one rule each: the rule that must refuse it, and the clause by which veraPDF fails its bytes.

`clause` is empty where a validator of finished files cannot see it, or where no bytes can be made of it at all (`bytes_exist` False)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from clinickit.layout.pages import Bookmark, FormField, LinkArea, Mark, Page, PagedDocument, PlacedRun
from clinickit.layout.tags import Decoration, Kind, Leaf, Numbering, Tag
from clinickit.pdf.violations import Rule
from clinickit.text.runs import Code, Draw, FaceKey, Glyph, Weight, Word
from tests.pdf.sheets import change, form, full, plain


@dataclass(frozen=True, slots=True)
class Broken:
    """`make` is called with nothing, so that a broken document is made only where it is used."""

    name: str
    rule: Rule
    make: Callable[[], PagedDocument]
    clause: str = ""
    flavour: str = "ua1"
    bytes_exist: bool = True


def _facts(**changes: object) -> Callable[[], PagedDocument]:
    def make() -> PagedDocument:
        document = full()
        return replace(document, facts=replace(document.facts, **changes))

    return make


def _tags(kind: Kind, edit: Callable[[Tag], Tag], only: int | None = None) -> Callable[[], PagedDocument]:
    """Every tag of a kind edited, or one of them by its number (leaves upward)."""

    def make() -> PagedDocument:
        met = [0]

        def once(tag: Tag) -> Tag:
            if tag.kind is not kind:
                return tag
            met[0] += 1
            return edit(tag) if only in (None, met[0] - 1) else tag

        return change(full(), once)

    return make


def _kids(
    kind: Kind, edit: Callable[[tuple[Tag | Leaf, ...]], tuple[Tag | Leaf, ...]], only: int | None = 0
) -> Callable[[], PagedDocument]:
    return _tags(kind, lambda tag: replace(tag, kids=edit(tag.kids)), only)


def _as(kind: Kind, other: Kind, only: int | None = 0) -> Callable[[], PagedDocument]:
    return _tags(kind, lambda tag: replace(tag, kind=other), only)


def _page(edit: Callable[[Page], Page], at: int = 0) -> Callable[[], PagedDocument]:
    def make() -> PagedDocument:
        document = full()
        pages = tuple(edit(page) if number == at else page for number, page in enumerate(document.pages))
        return replace(document, pages=pages)

    return make


def _link(**changes: object) -> Callable[[], PagedDocument]:
    return _page(lambda page: replace(page, links=tuple(replace(link, **changes) for link in page.links)))


def _code(draw: Draw | None, says: str) -> Callable[[], PagedDocument]:
    """The first letter of the title drawn or read otherwise."""

    def make() -> PagedDocument:
        document = plain()
        page = document.pages[0]
        mark = page.marks[0]
        placed = mark.items[0]
        assert isinstance(placed, PlacedRun)
        word = placed.run.words[0]
        code = Code(draw if draw is not None else word.codes[0].draw, says)
        run = placed.run._replace(words=(Word(word.face, (code, *word.codes[1:]), word.advance), *placed.run.words[1:]))
        marks = (replace(mark, items=(placed._replace(run=run), *mark.items[1:])), *page.marks[1:])
        return replace(document, pages=(replace(page, marks=marks),))

    return make


def _bookmarks(*bookmarks: Bookmark) -> Callable[[], PagedDocument]:
    return lambda: replace(full(), bookmarks=bookmarks)


def _fields(edit: Callable[[tuple[FormField, ...]], tuple[FormField, ...]]) -> Callable[[], PagedDocument]:
    """The fields of the sheet with a form edited: a line, some lines, a box, two buttons."""

    def make() -> PagedDocument:
        document = form()
        (page,) = document.pages
        return replace(document, pages=(replace(page, fields=edit(page.fields)),))

    return make


def _field(at: int, **changes: object) -> Callable[[], PagedDocument]:
    return _fields(lambda fields: tuple(replace(one, **changes) if number == at else one for number, one in enumerate(fields)))


def _form_tag(edit: Callable[[Tag], Tag]) -> Callable[[], PagedDocument]:
    return lambda: change(form(), lambda tag: edit(tag) if tag.kind is Kind.FORM else tag)


def _moved_link() -> PagedDocument:
    """The rectangle of page 1's link on page 2."""
    document = full()
    first, second = document.pages
    return replace(document, pages=(replace(first, links=()), replace(second, links=first.links)))


def _stray_link() -> PagedDocument:
    document = full()
    first, second = document.pages
    title = next(mark.owner for mark in first.marks if mark.text == "Anxious attachment")
    assert isinstance(title, Leaf)
    link = LinkArea(title, 60, 600, 200, 620, "https://www.example.org/", "Example")
    return replace(document, pages=(replace(first, links=(*first.links, link)), second))


def _caption_in_the_middle(kids: tuple[Tag | Leaf, ...]) -> tuple[Tag | Leaf, ...]:
    return (kids[1], kids[0], *kids[2:])


def _text(kids: tuple[Tag | Leaf, ...], kind: Kind = Kind.P) -> Tag:
    """The kids under another tag."""
    return Tag(kind, kids, "en")


def _in_another_language() -> PagedDocument:
    return change(full(), lambda tag: replace(tag, language="es") if tag.kind is Kind.BLOCKQUOTE or tag.kind is Kind.TD else tag)


def _leaf_twice(tag: Tag) -> Tag:
    return replace(tag, kids=(*tag.kids, tag.kids[0]))


def _unknown_mark(page: Page) -> Page:
    last = next(mark for mark in page.marks if isinstance(mark.owner, Leaf))
    return replace(page, marks=(*page.marks, Mark(Leaf(999), last.items)))


def _swapped(page: Page) -> Page:
    """Two leaves written the wrong way round."""
    marks = list(page.marks)
    marks[3], marks[5] = marks[5], marks[3]
    return replace(page, marks=tuple(marks))


def _nested_link(tag: Tag) -> Tag:
    return replace(tag, kids=(replace(tag),))


LIST_CAPTION = Tag(Kind.CAPTION, (), "en")

BROKEN = (
    Broken("no title", Rule.TITLE, _facts(title=" ")),
    Broken("language of the document", Rule.LANGUAGE, _facts(language="english language"), "7.2-29"),
    Broken("language of a tag", Rule.LANGUAGE, _tags(Kind.SPAN, lambda tag: replace(tag, language="e n")), "7.2-29"),
    Broken("no language", Rule.LANGUAGE, _tags(Kind.DOCUMENT, lambda tag: replace(tag, language="")), "7.2-29"),
    Broken("text in a tag of another language", Rule.TEXT_LANGUAGE, _in_another_language),
    Broken("no page", Rule.PAGES, lambda: replace(plain(), pages=()), bytes_exist=False),
    Broken("a page too large", Rule.PAGES, _page(lambda page: replace(page, width=20000.0)), "6.1.13-11", "2a"),
    Broken("no Document", Rule.ROOT, _as(Kind.DOCUMENT, Kind.DIV)),
    Broken("a tag that holds nothing", Rule.EMPTY_TAG, _kids(Kind.BLOCKQUOTE, lambda kids: ())),
    Broken("content in a group", Rule.CONTENT_IN_GROUP, _as(Kind.P, Kind.SECT)),
    Broken("a paragraph in a row", Rule.NESTING, _as(Kind.TD, Kind.P), "7.2-10"),
    Broken("a header cell outside a row", Rule.NESTING, _as(Kind.BLOCKQUOTE, Kind.TH), "7.2-8"),
    Broken("a data cell outside a row", Rule.NESTING, _as(Kind.BLOCKQUOTE, Kind.TD), "7.2-9"),
    Broken("a row outside a table", Rule.NESTING, _as(Kind.BLOCKQUOTE, Kind.TR), "7.2-4"),
    Broken("a paragraph in a list item", Rule.NESTING, _as(Kind.LBODY, Kind.P), "7.2-20"),
    Broken("a paragraph in a list", Rule.NESTING, _as(Kind.LI, Kind.P), "7.2-19"),
    Broken("a list item outside a list", Rule.NESTING, _as(Kind.BLOCKQUOTE, Kind.LI), "7.2-17"),
    Broken("a list body outside an item", Rule.NESTING, _as(Kind.BLOCKQUOTE, Kind.LBODY), "7.2-18"),
    Broken("a paragraph in a table", Rule.NESTING, _as(Kind.CAPTION, Kind.P), "7.2-3"),
    Broken("a cell in a table body", Rule.NESTING, _as(Kind.TR, Kind.P, 1), "7.2-37"),
    Broken("a paragraph in a table head", Rule.NESTING, _as(Kind.TR, Kind.P, 0), "7.2-36"),
    Broken("two table heads", Rule.NESTING, _as(Kind.TBODY, Kind.THEAD), "7.2-11"),
    Broken("a table head and no body", Rule.NESTING, _kids(Kind.TABLE, lambda kids: (*kids[:2], *kids[2].kids)), "7.2-14"),
    Broken("a caption inside a table", Rule.NESTING, _kids(Kind.TABLE, _caption_in_the_middle), "7.2-16"),
    Broken("two captions", Rule.NESTING, _kids(Kind.TABLE, lambda kids: (*kids, _text((), Kind.CAPTION))), "7.2-39"),
    Broken("a caption after a list", Rule.NESTING, _kids(Kind.L, lambda kids: (*kids, LIST_CAPTION)), "7.2-40"),
    Broken("a Document in a Document", Rule.NESTING, _as(Kind.BLOCKQUOTE, Kind.DOCUMENT)),
    Broken("a Link in a Link", Rule.NESTING, _tags(Kind.LINK, _nested_link)),
    Broken("rows of unequal length", Rule.TABLE_REGULAR, _kids(Kind.TR, lambda kids: kids[:-1], 2), "7.2-43"),
    Broken("a leaf in two tags", Rule.LEAF_TWICE, _tags(Kind.H1, _leaf_twice)),
    Broken("a leaf on no page", Rule.LEAF_NOT_PLACED, _kids(Kind.H1, lambda kids: (*kids, Leaf(999)))),
    Broken("content in no tag", Rule.MARK_UNKNOWN, _page(_unknown_mark), "7.1-3"),
    Broken("a mark that holds nothing", Rule.MARK_EMPTY, _page(lambda page: replace(page, marks=(Mark(Leaf(0), ()), *page.marks)))),
    Broken("order of the page", Rule.READING_ORDER, _page(_swapped)),
    Broken("H2 first", Rule.HEADING_FIRST, _as(Kind.H1, Kind.H2), "7.4.2-1"),
    Broken("H3 after H1", Rule.HEADING_SKIPPED, _as(Kind.H2, Kind.H3), "7.4.2-1"),
    Broken("a figure without words", Rule.FIGURE_ALT, _tags(Kind.FIGURE, lambda tag: replace(tag, alt=None)), "7.3-1"),
    Broken("a figure with blank words", Rule.FIGURE_ALT, _tags(Kind.FIGURE, lambda tag: replace(tag, alt="  "))),
    Broken("a figure without place", Rule.FIGURE_BOUNDS, _tags(Kind.FIGURE, lambda tag: replace(tag, bounds=None))),
    Broken("a header cell without scope", Rule.TABLE_SCOPE, _tags(Kind.TH, lambda tag: replace(tag, scope=None)), "7.5-1"),
    Broken("a table without header cells", Rule.TABLE_HEADERS, _tags(Kind.TH, lambda tag: replace(tag, kind=Kind.TD, scope=None))),
    Broken("a list that says nothing of its labels", Rule.LIST_NUMBERING, _tags(Kind.L, lambda tag: replace(tag, numbering=None))),
    Broken("a list that denies its labels", Rule.LIST_NUMBERING, _tags(Kind.L, lambda tag: replace(tag, numbering=Numbering.NONE))),
    Broken("a link outside a Link", Rule.LINK_TAG, _stray_link, "7.18.5-1"),
    Broken("a Link without a rectangle", Rule.LINK_TAG, _page(lambda page: replace(page, links=()))),
    Broken("a link without words", Rule.LINK_CONTENTS, _link(label=""), "7.18.5-2"),
    Broken("a link to a relative address", Rule.LINK_TARGET, _link(uri="www.example.org")),
    Broken("a link with letters beyond ASCII", Rule.LINK_TARGET, _link(uri="https://exämple.org/")),
    Broken("a link to another place than its tag says", Rule.LINK_TARGET, _link(uri="https://elsewhere.example/")),
    Broken("a link over the edge", Rule.LINK_PLACE, _link(x1=900.0)),
    Broken("a link of no size", Rule.LINK_PLACE, _link(y1=0.0)),
    Broken("a link on another page than its text", Rule.LINK_PLACE, _moved_link),
    Broken("a field outside a Form", Rule.FORM_TAG, _form_tag(lambda tag: replace(tag, kind=Kind.SPAN)), "7.18.4-1"),
    Broken("a Form without a field", Rule.FORM_TAG, _fields(lambda fields: fields[:-1])),
    Broken("two fields in one Form", Rule.FORM_TAG, _fields(lambda fields: (*fields, replace(fields[0], name="other")))),
    Broken("a field without words", Rule.FORM_TOOLTIP, _field(0, tooltip=" ")),
    Broken("a field with an empty tooltip", Rule.FORM_TOOLTIP, _field(0, tooltip=""), "7.18.1-3"),
    Broken("a choice without words", Rule.FORM_TOOLTIP, _field(3, group="")),
    Broken("two fields of one name", Rule.FORM_NAME, _field(1, name="short_where")),
    Broken("a box named like a choice", Rule.FORM_NAME, _field(2, name="short_helps")),
    Broken("two buttons of one state", Rule.FORM_NAME, _field(4, option="walk")),
    Broken("a button whose state is Off", Rule.FORM_NAME, _field(4, option="Off")),
    Broken("a full stop in a name", Rule.FORM_NAME, _field(0, name="short.where")),
    Broken("a field over the edge", Rule.FORM_PLACE, _field(0, x1=900.0)),
    Broken("a field of no size", Rule.FORM_PLACE, _field(0, y1=0.0)),
    Broken("fields in another order than the tree", Rule.FORM_ORDER, _fields(lambda fields: fields[::-1])),
    Broken("letters without a face", Rule.FORM_TEXT, _field(0, face=None)),
    Broken("two faces to type with", Rule.FORM_TEXT, _field(0, face=FaceKey("source-sans-3", Weight.REGULAR))),
    Broken("a box that is not drawn", Rule.FORM_LOOK, _field(2, on=())),
    Broken("a note without identifier", Rule.NOTE_ID, _tags(Kind.NOTE, lambda tag: replace(tag, note_id=None)), "7.9-1"),
    Broken("two notes of one name", Rule.NOTE_ID, _tags(Kind.NOTE, lambda tag: replace(tag, note_id="same")), "7.9-2"),
    Broken("no bookmarks", Rule.BOOKMARKS, _bookmarks()),
    Broken("a bookmark level skipped", Rule.BOOKMARKS, _bookmarks(Bookmark("a", 1, 0, 700), Bookmark("b", 3, 0, 600))),
    Broken("a bookmark without title", Rule.BOOKMARKS, _bookmarks(Bookmark(" ", 1, 0, 700))),
    Broken("a bookmark to no page", Rule.BOOKMARKS, _bookmarks(Bookmark("a", 1, 7, 700)), bytes_exist=False),
    Broken("the missing glyph", Rule.NOTDEF, _code(Glyph(0), "A")),
    Broken("a code that says nothing", Rule.UNICODE, _code(None, "\0"), "7.21.7-2"),
    Broken("a code that says a byte order mark", Rule.UNICODE, _code(None, "\ufeff"), "7.21.7-2"),
    Broken("a code that says a noncharacter", Rule.UNICODE, _code(None, "\ufffe"), "7.21.7-2"),
    Broken("a code of private use", Rule.UNICODE, _code(None, "\ue123"), "6.2.11.7.3-1", "2a"),
    Broken("a code that says two characters", Rule.UNICODE, _code(None, "fi")),
    Broken("a title that XML cannot hold", Rule.METADATA_TEXT, _facts(title="Anxious\x0b attachment")),
    Broken("decoration that is the only text", Rule.LEAF_NOT_PLACED, _page(lambda page: _all_decoration(page)), ""),
)


def _all_decoration(page: Page) -> Page:
    return replace(page, marks=tuple(replace(mark, owner=Decoration.LAYOUT) for mark in page.marks), links=())
