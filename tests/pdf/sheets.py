"""Small paged documents for this room's tests: words go in, a `PagedDocument` with every kind of tag comes out.

A `Desk` sets text with the real typesetter, one line under another, and gives back the tag; no layout is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from clinickit.content.clinic import Picture, Stroke
from clinickit.languages import language
from clinickit.layout.pages import (
    Bookmark,
    Facts,
    FormField,
    Input,
    LinkArea,
    Mark,
    Page,
    PagedDocument,
    Placed,
    PlacedPath,
    PlacedPicture,
    PlacedRun,
)
from clinickit.layout.tags import Decoration, Kind, Leaf, LeafCounter, Numbering, Scope, Tag
from clinickit.text.fonts import FontSet
from clinickit.text.runs import Direction, FaceKey, Span, Style, Weight
from clinickit.text.typesetter import Typesetter

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 60.0
BLACK = (0.0, 0.0, 0.0)
FONTS = FontSet()
TYPESETTER = Typesetter(FONTS)

WORDS = {
    "en": (
        "Anxious attachment",
        "You may worry that people will leave. Many people do.",
        "What helps",
        "Breathe out slowly",
        "Name the feeling",
        "Pattern",
        "Close",
        "Secure",
        "Feels safe",
        "A drawn circle of worry",
    ),
    "ar": (
        "التعلق القلق",
        "قد تقلق جداً من أن يتركك الناس. هذا يحدث لكثيرين.",
        "ما الذي يساعد",
        "تنفس ببطء",
        "سمِّ الشعور",
        "النمط",
        "القرب",
        "آمن",
        "يشعر بالأمان",
        "دائرة مرسومة للقلق",
    ),
    "hi": (
        "चिंतित लगाव",
        "आपको डर हो सकता है कि लोग चले जाएंगे। कई लोगों को होता है।",
        "क्या मदद करता है",
        "धीरे से साँस छोड़ें",
        "भावना को नाम दें",
        "ढंग",
        "निकटता",
        "सुरक्षित",
        "सुरक्षित महसूस होता है",
        "एक गोल घेरा जो डर और राहत दिखाता है",
    ),
}

LOGO = Picture(
    20.0,
    20.0,
    (
        Stroke((("m", 0.0, 0.0), ("l", 20.0, 0.0), ("c", 20.0, 10.0, 10.0, 20.0, 0.0, 20.0), ("h",)), (0.1, 0.4, 0.6), None),
        Stroke((("m", 2.0, 2.0), ("l", 18.0, 18.0)), None, (1.0, 0.0, 0.0), 2.0),
    ),
)
PHOTO = Picture(30.0, 20.0, (), bytes(range(18)), (3, 2))


@dataclass(slots=True)
class Desk:
    """Sets lines from the top of a page downward. `tag` is the language of the document."""

    tag: str
    leaves: LeafCounter = field(default_factory=LeafCounter)
    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    links: list[list[LinkArea]] = field(default_factory=lambda: [[]])
    bookmarks: list[Bookmark] = field(default_factory=list)
    y: float = HEIGHT - MARGIN

    @property
    def rtl(self) -> bool:
        return language(self.tag).rtl

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.links.append([])
        self.y = HEIGHT - MARGIN

    def runs(self, text: str, tag: str = "", weight: Weight = Weight.REGULAR, size: float = 12.0) -> tuple[PlacedRun, ...]:
        """The runs of one line at the pen."""
        row = language(tag or self.tag)
        style = Style(size, row.tag, Direction.RTL if row.rtl else Direction.LTR)
        (line,) = TYPESETTER.paragraph((Span(text, row.tag, weight),), style, 10_000.0).lines
        left = WIDTH - MARGIN - line.width if self.rtl else MARGIN
        self.y -= 22.0
        return tuple(PlacedRun(left + run.x, self.y, run, BLACK) for run in line.runs)

    def leaf(self, text: str, tag: str = "", weight: Weight = Weight.REGULAR, personal: bool = False) -> Leaf:
        """One line that is one leaf."""
        leaf = self.leaves.next()
        self.pages[-1].append(Mark(leaf, self.runs(text, tag, weight), text, personal))
        return leaf

    def draw(self, owner: Leaf | Decoration, *items: Placed) -> None:
        self.pages[-1].append(Mark(owner, items))

    def make(self, kind: Kind, *kids: Tag | Leaf, tag: str = "") -> Tag:
        row = language(tag or self.tag)
        return Tag(kind, kids, row.tag, row.rtl)

    def heading(self, kind: Kind, text: str) -> Tag:
        self.bookmarks.append(Bookmark(text, int(kind.value[1]), len(self.pages) - 1, self.y))
        return self.make(kind, self.leaf(text, weight=Weight.BOLD))

    def link(self, text: str, uri: str) -> Tag:
        leaf = self.leaf(text, "en")
        left = min(item.x for item in self.pages[-1][-1].items if isinstance(item, PlacedRun))
        self.links[-1].append(LinkArea(leaf, left, self.y - 4, left + 120, self.y + 12, uri, text))
        return replace(self.make(Kind.LINK, leaf, tag="en"), uri=uri)

    def listing(self, numbering: Numbering, items: tuple[str, ...]) -> Tag:
        rows = []
        for at, text in enumerate(items, 1):
            label = self.make(Kind.LBL, self.leaf(f"{at}", "en"), tag="en")
            rows.append(self.make(Kind.LI, label, self.make(Kind.LBODY, self.leaf(text))))
        return replace(self.make(Kind.L, *rows), numbering=numbering)

    def document(self, tree: Tag, title: str = "") -> PagedDocument:
        pages = tuple(Page(WIDTH, HEIGHT, tuple(marks), tuple(links)) for marks, links in zip(self.pages, self.links, strict=True))
        facts = Facts(
            title or WORDS[self.tag][0], self.tag, "sample", "1.2.0", date(2026, 3, 4), "A <sample> & more", "Clinic", ("one", "two")
        )
        return PagedDocument(pages, tree, tuple(self.bookmarks), facts, self.rtl)


def plain(tag: str = "en", name: str = "") -> PagedDocument:
    """A heading and a paragraph; `name` is a clinic's, on a personal mark."""
    desk = Desk(tag)
    words = WORDS[tag]
    tags = [desk.make(Kind.P, desk.leaf(name, "en", personal=True), tag="en")] if name else []
    tags += [desk.heading(Kind.H1, words[0]), desk.make(Kind.P, desk.leaf(words[1]))]
    return desk.document(desk.make(Kind.DOCUMENT, *tags))


def form(tag: str = "en", name: str = "") -> PagedDocument:
    """A heading, a line, some lines, a box and a choice of two, each a form field beside its words; `name` as in `plain`."""
    desk = Desk(tag)
    fields: list[FormField] = []
    face = FaceKey("atkinson", Weight.REGULAR)
    path = (("re", 1.0, 1.0, 12.0, 12.0),)
    empty, filled = PlacedPath(path, stroke=BLACK), PlacedPath(path, fill=BLACK)

    def place(kind: Input, named: str, words: str, option: str = "") -> Tag:
        leaf = desk.leaves.next()
        size = (14.0, 14.0) if kind in (Input.CHECK, Input.CHOICE) else (200.0, 20.0 if kind is Input.TEXT else 60.0)
        group = "What helps" if option else ""
        drawn = ((), ()) if kind in (Input.TEXT, Input.LINES) else ((empty,), (empty, filled))
        at = (300.0, desk.y - 4, 300.0 + size[0], desk.y - 4 + size[1])
        fields.append(FormField(leaf, kind, named, words, *at, 12.0, BLACK, option, group, *drawn, None if drawn[0] else face))
        return desk.make(Kind.P, desk.leaf(words, "en"), desk.make(Kind.FORM, leaf, tag="en"), tag="en")

    tags = [desk.make(Kind.P, desk.leaf(name, "en", personal=True), tag="en")] if name else []
    tags += [desk.heading(Kind.H1, WORDS[tag][0])]
    tags += [place(Input.TEXT, "short_where", "Where were you?"), place(Input.LINES, "short_what", "What came next?")]
    desk.y -= 60
    tags += [place(Input.CHECK, "short_again", "It came before.")]
    tags += [
        place(Input.CHOICE, "short_helps", f"What helps: {words}", option) for option, words in (("walk", "A walk"), ("talk", "A talk"))
    ]
    document = desk.document(desk.make(Kind.DOCUMENT, *tags))
    return replace(document, pages=(replace(document.pages[0], fields=tuple(fields)),))


def full(tag: str = "en", name: str = "Bright Harbor Clinic") -> PagedDocument:
    """Every kind of tag and artifact on two pages, one paragraph across both."""
    desk = Desk(tag)
    words = WORDS[tag]
    box = PlacedPath((("re", MARGIN - 6, 500.0, 300.0, 60.0),), fill=(0.93, 0.95, 0.97))
    desk.draw(Decoration.BACKGROUND, box)
    head = desk.make(Kind.P, desk.leaf(name, "en", personal=True), desk.link("www.example.org", "https://www.example.org/"), tag="en")
    logo = desk.leaves.next()
    desk.draw(logo, PlacedPicture(500, 740, 20, 20, LOGO), PlacedPicture(530, 740, 30, 20, PHOTO))
    logo_tag = replace(desk.make(Kind.FIGURE, logo, tag="en"), alt="Bright Harbor logo", bounds=(0, 500, 740, 560, 760))
    title = desk.heading(Kind.H1, words[0])
    first = desk.leaf(words[1])
    strong = desk.make(Kind.STRONG, desk.leaf(words[3], weight=Weight.BOLD))
    opening = desk.make(Kind.P, first, strong, desk.make(Kind.SPAN, desk.leaf("The Worry Book", "en"), tag="en"))
    section = desk.make(
        Kind.SECT,
        desk.heading(Kind.H2, words[2]),
        desk.listing(Numbering.DECIMAL, words[3:5]),
        desk.make(Kind.DIV, desk.heading(Kind.H3, words[4]), desk.listing(Numbering.DISC, words[3:4])),
        desk.make(Kind.BLOCKQUOTE, desk.make(Kind.P, desk.leaf(words[1]))),
    )
    desk.draw(Decoration.LAYOUT, PlacedPath((("m", MARGIN, 100.0), ("l", 400.0, 100.0)), stroke=(0.5, 0.5, 0.5), width=0.5))
    across = desk.leaf(words[1])
    desk.draw(Decoration.FOOT, *_at_foot(desk, "1"))
    desk.turn()
    desk.pages[-1].append(Mark(across, desk.runs(words[1]), words[1]))
    continued = desk.make(Kind.P, across)
    tree = desk.make(
        Kind.DOCUMENT, head, logo_tag, title, opening, section, continued, _table(desk, words), _figure(desk, words), *_notes(desk, words)
    )
    desk.pages[-1].append(Mark(Decoration.HEAD, _at_foot(desk, name), name, personal=True))
    desk.draw(Decoration.FOOT, *_at_foot(desk, "2"))
    return desk.document(tree)


def _at_foot(desk: Desk, text: str) -> tuple[PlacedRun, ...]:
    before, desk.y = desk.y, 60.0
    runs = desk.runs(text, "en", size=9.0)
    desk.y = before
    return runs


def _table(desk: Desk, words: tuple[str, ...]) -> Tag:
    def header(text: str, scope: Scope) -> Tag:
        return replace(desk.make(Kind.TH, desk.leaf(text, weight=Weight.BOLD)), scope=scope)

    caption = desk.make(Kind.CAPTION, desk.make(Kind.P, desk.leaf(words[2])))
    head = desk.make(Kind.THEAD, desk.make(Kind.TR, header(words[5], Scope.COLUMN), *(header(words[at], Scope.COLUMN) for at in (6, 7))))
    rows = [
        desk.make(Kind.TR, header(words[at], Scope.ROW), *(desk.make(Kind.TD, desk.leaf(words[8])) for _ in range(2))) for at in (7, 5, 6)
    ]
    empty = desk.make(Kind.TR, header(words[5], Scope.ROW), desk.make(Kind.TD, desk.leaf(words[8])), desk.make(Kind.TD))
    return desk.make(Kind.TABLE, caption, head, desk.make(Kind.TBODY, *rows, empty))


def _figure(desk: Desk, words: tuple[str, ...]) -> Tag:
    leaf = desk.leaves.next()
    circle = PlacedPath(
        (("m", 300.0, 300.0), ("c", 300.0, 330.0, 250.0, 330.0, 250.0, 300.0), ("h",)), fill=(1, 1, 1), stroke=(0.2, 0.3, 0.4), width=1.5
    )
    desk.draw(leaf, circle, *desk.runs(words[7]))
    figure = replace(desk.make(Kind.FIGURE, leaf), alt=words[9], bounds=(1, 60.0, 290.0, 552.0, 720.0))
    caption = desk.make(Kind.CAPTION, desk.leaf(words[9]))
    return replace(figure, kids=(*figure.kids, caption))


def _notes(desk: Desk, words: tuple[str, ...]) -> tuple[Tag, ...]:
    reference = desk.make(Kind.P, desk.leaf(words[1]), desk.make(Kind.REFERENCE, desk.leaf("1", "en"), tag="en"))
    notes = tuple(
        replace(
            desk.make(
                Kind.NOTE, desk.make(Kind.LBL, desk.leaf(f"{at}", "en"), tag="en"), desk.leaf("Simpson and Rholes, 2017.", "en"), tag="en"
            ),
            note_id=f"source-{at}",
        )
        for at in (1, 2)
    )
    return reference, *notes


def change(document: PagedDocument, edit: Callable[[Tag], Tag]) -> PagedDocument:
    """The document with every tag passed through `edit`, leaves upward."""

    def walk(tag: Tag) -> Tag:
        kids = tuple(kid if isinstance(kid, Leaf) else walk(kid) for kid in tag.kids)
        return edit(replace(tag, kids=kids))

    return replace(document, tree=walk(document.tree))
