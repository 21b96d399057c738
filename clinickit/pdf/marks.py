"""Marks of a page become the operators of its content stream (ISO 32000-1 8, 9, 14.6). Called by `write`, once a document.

Each mark stands in a BDC … EMC of its own and begins with no memory of colors or fonts, so its bytes depend on nothing around it.
A right-to-left run is one show operator inside /ReversedChars BMC … EMC (14.8.2.3.3), nested in the mark."""

from __future__ import annotations

from collections.abc import Iterable

from clinickit.layout.pages import Color, Mark, PagedDocument, Placed, PlacedPath, PlacedPicture, PlacedRun
from clinickit.layout.tags import Decoration, Leaf
from clinickit.pdf.codes import Codes
from clinickit.pdf.numbering import Numbering, standard_name
from clinickit.pdf.pictures import PictureTable, gray
from clinickit.pdf.syntax import number, shade

_ARTIFACTS = {
    Decoration.HEAD: "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    Decoration.FOOT: "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
    Decoration.LAYOUT: "/Artifact<</Type/Layout>>BDC",
}


def write_pages(document: PagedDocument, numbering: Numbering, codes: Codes, pictures: PictureTable) -> tuple[bytes, ...]:
    """Each page's content stream. Fills `codes` and `pictures`: personal marks after all others."""
    identifiers = _identifiers(document)
    done: dict[tuple[int, int], str] = {}
    for personal in (False, True):
        for at, page in enumerate(document.pages):
            for order, mark in enumerate(page.marks):
                if mark.personal is personal:
                    opening = _opening(mark, identifiers[at][order], numbering)
                    done[at, order] = f"{opening}\n{_body(mark.items, codes, pictures)}EMC\n"
    return tuple("".join([done[at, order] for order in range(len(page.marks))]).encode("ascii") for at, page in enumerate(document.pages))


def _identifiers(document: PagedDocument) -> list[list[int]]:
    """The MCID of each mark; -1 for an artifact."""
    found = []
    for page in document.pages:
        row, following = [], 0
        for mark in page.marks:
            leaf = isinstance(mark.owner, Leaf)
            row.append(following if leaf else -1)
            following += leaf
        found.append(row)
    return found


def _opening(mark: Mark, identifier: int, numbering: Numbering) -> str:
    if isinstance(mark.owner, Leaf):
        parent = numbering.parents.get(mark.owner.number)
        return f"/{standard_name(parent.kind) if parent else 'Span'}<</MCID {identifier}>>BDC"
    if mark.owner is Decoration.BACKGROUND:
        box = " ".join(map(number, _bounds(mark.items)))
        return f"/Artifact<</Type/Background/BBox[{box}]>>BDC"
    return _ARTIFACTS[mark.owner]


def _body(items: tuple[Placed, ...], codes: Codes, pictures: PictureTable) -> str:
    rows: list[str] = []
    text: list[PlacedRun] = []
    for item in items:
        if isinstance(item, PlacedRun):
            text.append(item)
            continue
        if text:
            rows.append(_text(text, codes))
            text = []
        rows.append(path_operators(item) if isinstance(item, PlacedPath) else _picture(item, pictures))
    if text:
        rows.append(_text(text, codes))
    return "".join(rows)


def _text(runs: list[PlacedRun], codes: Codes) -> str:
    """One text object. Every run has its own matrix, because a line's runs are written in logical order."""
    rows = ["BT\n"]
    font: tuple[object, float] | None = None
    color: Color | None = None
    for placed in runs:
        run = placed.run
        table = codes.table(run.face)
        if font != (run.face, run.size):
            font = (run.face, run.size)
            rows.append(f"/{codes.resource(run.face)} {number(run.size)} Tf ")
        if color != placed.color:
            color = placed.color
            rows.append(_color(color, "g", "rg"))
        show = f"1 0 0 1 {number(placed.x)} {number(placed.y)} Tm {table.operand(run.words)}TJ"
        rows.append(f"/ReversedChars BMC {show} EMC\n" if run.rtl else f"{show}\n")
    rows.append("ET\n")
    return "".join(rows)


def _color(color: Color, one: str, three: str) -> str:
    """Equal components as gray, which prints in black ink alone (8.6.4)."""
    red, green, blue = map(shade, color)
    return f"{red} {one} " if red == green == blue else f"{red} {green} {blue} {three} "


def path_operators(item: PlacedPath) -> str:
    """A path with its colors; nothing where it is painted with neither fill nor stroke."""
    if item.fill is None and item.stroke is None:
        return ""
    head = ""
    if item.fill is not None:
        head += _color(item.fill, "g", "rg")
    if item.stroke is not None:
        cap = 1 if item.round else 0
        head += f"{_color(item.stroke, 'G', 'RG')}{number(item.width)} w {cap} J {cap} j "
    steps = " ".join(
        [" ".join([number(value) if not isinstance(value, str) else "" for value in step[1:]] + [str(step[0])]) for step in item.path]
    )
    paint = "S" if item.fill is None else "f" if item.stroke is None else "B"
    star = "*" if item.even_odd and item.fill is not None else ""
    return f"{head}{steps} {paint}{star}\n"


def _picture(item: PlacedPicture, pictures: PictureTable) -> str:
    """A drawn picture as paths in its own space, pixels as an image of one unit square."""
    picture = item.picture
    if picture.pixels:
        name = pictures.name(picture.pixels, picture.pixel_size, item.gray)
        return f"q {number(item.width)} 0 0 {number(item.height)} {number(item.x)} {number(item.y)} cm /{name} Do Q\n"
    across, up = item.width / picture.width, item.height / picture.height
    rows = [f"q {across:.5f} 0 0 {up:.5f} {number(item.x)} {number(item.y)} cm\n"]
    for stroke in picture.strokes:
        fill, line = stroke.fill, stroke.stroke
        if item.gray:
            fill, line = gray(fill), gray(line)
        rows.append(path_operators(PlacedPath(stroke.path, fill, line, stroke.width, even_odd=stroke.even_odd)))
    rows.append("Q\n")
    return "".join(rows)


def _bounds(items: Iterable[Placed]) -> tuple[float, float, float, float]:
    """Around every point of paths and pictures, control points included; in points."""
    across: list[float] = []
    up: list[float] = []
    for item in items:
        if isinstance(item, PlacedPath):
            for step in item.path:
                values = [value for value in step[1:] if not isinstance(value, str)]
                if step[0] == "re":
                    values = [values[0], values[1], values[0] + values[2], values[1] + values[3]]
                across += values[0::2]
                up += values[1::2]
        elif isinstance(item, PlacedPicture):
            across += [item.x, item.x + item.width]
            up += [item.y, item.y + item.height]
        else:
            across += [item.x, item.x + item.run.width]
            up += [item.y, item.y + item.run.size]
    return (min(across), min(up), max(across), max(up)) if across else (0.0, 0.0, 0.0, 0.0)
