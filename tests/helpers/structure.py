"""The tag tree of a PDF with the text of each leaf, read by pikepdf from the bytes alone: nothing of clinickit is asked.

A path goes in, an `Element` comes out. A leaf's text is what its codes say through ToUnicode, in the order of the content stream,
a /ReversedChars run turned round (ISO 32000-1 14.8.2.3.3); its boxes are where the codes stand, one a show operator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from tests.helpers.fonts import Font, Matrix, times
from tests.helpers.readers import Box, bare


@dataclass(frozen=True, slots=True)
class Piece:
    """One show operator: what it says, and where (points, origin at the page's upper left)."""

    text: str
    box: Box


@dataclass(slots=True)
class Leaf:
    """One marked-content sequence. `page` is 0-based; `mcid` None for an artifact or for content without a mark."""

    page: int
    mcid: int | None
    artifact: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Element:
    """A structure element: its type as written, its facts, its elements and leaves in order."""

    kind: str
    kids: list[Element | Leaf]
    alt: str | None = None
    lang: str | None = None

    def leaves(self) -> Iterator[Leaf]:
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()

    def elements(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    @property
    def text(self) -> str:
        return "".join(leaf.text for leaf in self.leaves())

    def dump(self, depth: int = 0) -> str:
        """One element or leaf a line, for a person to read."""
        facts = "".join(f' {name}="{value}"' for name, value in (("alt", self.alt), ("lang", self.lang)) if value)
        rows = [f"{'  ' * depth}{self.kind}{facts}"]
        rows += [
            kid.dump(depth + 1) if isinstance(kid, Element) else f"{'  ' * (depth + 1)}{kid.page + 1}: “{kid.text}”" for kid in self.kids
        ]
        return "\n".join(rows)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A file: its tree, and for each page what is an artifact or has no mark, in content order."""

    tree: Element
    untagged: list[list[Leaf]]

    def tagged_text(self, page: int) -> str:
        """What the leaves of the tree say on a page (0-based), in tree order."""
        return "".join(leaf.text for leaf in self.tree.leaves() if leaf.page == page)

    def untagged_text(self, page: int) -> str:
        """What stands on a page outside the tree, in content order."""
        return "".join(leaf.text for leaf in self.untagged[page])


def read(path: Path) -> Tagged:
    """The tagged text of a file. Raises KeyError where a tag names content that is not there."""
    with pikepdf.open(path) as pdf:
        fonts: dict[tuple[int, int], Font] = {}
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        content = [_Reader(page, number, fonts).read() for number, page in enumerate(pdf.pages)]
        root = pdf.Root.StructTreeRoot
        tree = Element("StructTreeRoot", list(_kids(root, None, places, content)))
        untagged = [[leaf for leaf in leaves if leaf.mcid is None and leaf.pieces] for leaves in content]
    return Tagged(tree, untagged)


def _kids(node: Any, page: int | None, places: dict[Any, int], content: list[list[Leaf]]) -> Iterator[Element | Leaf]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            assert page is not None, "a mark without a page"
            yield _leaf(content, page, kid)
        elif kid.get("/Type") == "/MCR":
            yield _leaf(content, places[kid.Pg.objgen] if "/Pg" in kid else page or 0, int(kid.MCID))
        elif kid.get("/Type") != "/OBJR":
            here = places[kid.Pg.objgen] if "/Pg" in kid else page
            texts = {name: str(kid[key]) if key in kid else None for name, key in (("alt", "/Alt"), ("lang", "/Lang"))}
            yield Element(str(kid.S)[1:], list(_kids(kid, here, places, content)), **texts)


def _leaf(content: list[list[Leaf]], page: int, mcid: int) -> Leaf:
    for leaf in content[page]:
        if leaf.mcid == mcid:
            return leaf
    raise KeyError(f"the tree names mark {mcid} of page {page + 1}, which is not there")


class _Reader:
    """Walks one content stream. Only what places and says text is followed (ISO 32000-1 9.4)."""

    def __init__(self, page: pikepdf.Page, number: int, fonts: dict[tuple[int, int], Font]) -> None:
        self.page, self.number, self.fonts = page, number, fonts
        self.height = float(page.mediabox[3])
        self.ctm: Matrix = (1, 0, 0, 1, 0, 0)
        self.saved: list[tuple[Any, ...]] = []
        self.font: Font | None = None
        self.size = self.spacing = self.word_spacing = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.line: Matrix = (1, 0, 0, 1, 0, 0)
        self.at = self.line
        self.marks: list[tuple[str, Leaf | None]] = []
        self.leaves: list[Leaf] = []
        self.loose: Leaf | None = None

    def read(self) -> list[Leaf]:
        for operands, operator in pikepdf.parse_content_stream(self.page):
            way = _WAYS.get(str(operator))
            if way is not None:
                way(self, *operands)
        return self.leaves

    def open(self, tag: Any, facts: Any = None) -> None:
        if isinstance(facts, pikepdf.Name):
            facts = self.page.obj.Resources.Properties[facts]
        mcid = int(facts.MCID) if facts is not None and "/MCID" in facts else None
        leaf = None
        if mcid is not None or str(tag) == "/Artifact":
            leaf = Leaf(self.number, mcid, mcid is None)
            self.leaves.append(leaf)
            self.loose = None
        self.marks.append((str(tag), leaf))

    def close(self) -> None:
        self.marks.pop()

    def owner(self) -> Leaf:
        """The innermost mark that is a leaf or an artifact; content without one is gathered apart."""
        for _, leaf in reversed(self.marks):
            if leaf is not None:
                return leaf
        if self.loose is None:
            self.loose = Leaf(self.number, None)
            self.leaves.append(self.loose)
        return self.loose

    def save(self) -> None:
        self.saved.append((self.ctm, self.font, self.size, self.spacing, self.word_spacing, self.stretch, self.leading, self.rise))

    def restore(self) -> None:
        self.ctm, self.font, self.size, self.spacing, self.word_spacing, self.stretch, self.leading, self.rise = self.saved.pop()

    def transform(self, *numbers: Any) -> None:
        self.ctm = times(tuple(float(number) for number in numbers), self.ctm)

    def set_font(self, name: Any, size: Any) -> None:
        found = self.page.obj.Resources.Font[name]
        self.font = self.fonts.get(found.objgen) or self.fonts.setdefault(found.objgen, Font(found))
        self.size = float(size)

    def begin(self) -> None:
        self.line = self.at = (1, 0, 0, 1, 0, 0)

    def set_matrix(self, *numbers: Any) -> None:
        self.line = self.at = tuple(float(number) for number in numbers)

    def move(self, x: Any, y: Any) -> None:
        self.line = self.at = times((1, 0, 0, 1, float(x), float(y)), self.line)

    def move_and_lead(self, x: Any, y: Any) -> None:
        self.leading = -float(y)
        self.move(x, y)

    def next_line(self) -> None:
        self.move(0, -self.leading)

    def show(self, *operands: Any) -> None:
        if len(operands) == 3:
            self.word_spacing, self.spacing = float(operands[0]), float(operands[1])
        parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
        assert self.font is not None, "text without a font"
        start, end, said = None, self.at, []
        for part in parts:
            if not isinstance(part, pikepdf.String):
                self.advance(-float(part) / 1000 * self.size)
                continue
            for code, text, width in self.font.codes(bytes(part)):
                said.append(text)
                inked = not text.isspace() and bare(text) != ""
                start = start or (self.at if inked else None)
                self.advance(width / 1000 * self.size + self.spacing + (self.word_spacing if code == b" " else 0.0))
                end = self.at if inked else end
        reversed_run = any(tag == "/ReversedChars" for tag, _ in self.marks)
        text = "".join(said)
        self.owner().pieces.append(Piece(text[::-1] if reversed_run else text, self.box(start or end, end)))

    def show_below(self, *operands: Any) -> None:
        self.next_line()
        self.show(*operands)

    def advance(self, x: float) -> None:
        self.at = times((1, 0, 0, 1, x * self.stretch, 0), self.at)

    def box(self, start: Matrix, end: Matrix) -> Box:
        """From the pen's way between the first and the last letter: a fifth of an em below the baseline, four fifths above, so that no
        other line's baseline is in it."""
        first, last = times(start, self.ctm), times(end, self.ctm)
        em = abs(self.size * (first[3] or first[0]))
        x0, x1 = sorted((first[4], last[4]))
        top = self.height - first[5] - self.rise - 0.8 * em
        return Box(self.number, x0, top, x1 - x0, em)


def _setter(name: str, factor: float = 1.0) -> Any:
    return lambda reader, value: setattr(reader, name, float(value) * factor)


_WAYS: dict[str, Any] = {
    "BMC": _Reader.open, "BDC": _Reader.open, "EMC": _Reader.close, "q": _Reader.save, "Q": _Reader.restore, "cm": _Reader.transform,
    "Tf": _Reader.set_font, "BT": _Reader.begin, "Tm": _Reader.set_matrix, "Td": _Reader.move, "TD": _Reader.move_and_lead,
    "T*": _Reader.next_line, "Tj": _Reader.show, "TJ": _Reader.show, "'": _Reader.show_below, '"': _Reader.show_below,
    "Tc": _setter("spacing"), "Tw": _setter("word_spacing"), "Tz": _setter("stretch", 0.01), "TL": _setter("leading"),
    "Ts": _setter("rise"),
}  # fmt: skip
