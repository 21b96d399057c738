"""Marks of a page become the operators of its content stream (ISO 32000-1 8, 9, 14.6). Called by `skeleton` and `write`.

Each mark stands in a BDC … EMC of its own and begins with no memory of colors or fonts, so its bytes depend on nothing around it.
A right-to-left run is one show operator inside /ReversedChars BMC … EMC (14.8.2.3.3), nested in the mark."""

from __future__ import annotations

from collections.abc import Iterable

from clinickit.layout.pages import Color, Mark, Placed, PlacedPath, PlacedPicture, PlacedRun
from clinickit.layout.tags import Decoration, Leaf
from clinickit.pdf.codes import Codes
from clinickit.pdf.pictures import PictureTable, gray
from clinickit.pdf.syntax import number, shade

_ARTIFACTS = {
    Decoration.HEAD: "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    Decoration.FOOT: "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
    Decoration.LAYOUT: "/Artifact<</Type/Layout>>BDC",
}

_STEPS: dict[str | float, str] = {
    "m": "%.2f %.2f m",
    "l": "%.2f %.2f l",
    "c": "%.2f %.2f %.2f %.2f %.2f %.2f c",
    "re": "%.2f %.2f %.2f %.2f re",
    "h": "h",
}
"""Path construction (8.5.2); 1/100 point is far below any printer's dot."""


class MarkWriter:
    """Writes marks with the codes and pictures of one document."""

    def __init__(self, codes: Codes, pictures: PictureTable) -> None:
        self._codes, self._pictures = codes, pictures
        self._colors: dict[tuple[Color, str, str], str] = {}

    def mark(self, mark: Mark, identifier: int, kind: str) -> str:
        """A whole marked-content sequence. `identifier` (MCID) and `kind`, a standard structure type, are those of a leaf."""
        if isinstance(mark.owner, Leaf):
            opening = f"/{kind}<</MCID {identifier}>>BDC"
        elif mark.owner is Decoration.BACKGROUND:
            opening = f"/Artifact<</Type/Background/BBox[{' '.join(map(number, _bounds(mark.items)))}]>>BDC"
        else:
            opening = _ARTIFACTS[mark.owner]
        rows = [opening]
        text: list[PlacedRun] = []
        for item in mark.items:
            if isinstance(item, PlacedRun):
                text.append(item)
                continue
            if text:
                rows.append(self._text(text))
                text = []
            rows.append(self.path(item) if isinstance(item, PlacedPath) else self._picture(item))
        if text:
            rows.append(self._text(text))
        rows.append("EMC\n")
        return "\n".join(rows)

    def _text(self, runs: list[PlacedRun]) -> str:
        """One text object. Every run has its own matrix, because a line's runs are written in logical order. x has four
        decimals: poppler tells a mark from doubled text by 0.001 em, and two decimals were too few for that."""
        rows = ["BT"]
        font, size, color = "", 0.0, None
        for placed in runs:
            run = placed.run
            name, operand = self._codes.operand(run.face, run.words)
            state = ""
            if font != name or size != run.size:
                font, size = name, run.size
                state = f"/{name} {number(size)} Tf "
            if color != placed.color:
                color = placed.color
                state += self._color(color, "g", "rg")
            show = f"{state}1 0 0 1 {placed.x:.4f} {placed.y:.2f} Tm {operand}TJ"
            rows.append(f"/ReversedChars BMC {show} EMC" if run.rtl else show)
        rows.append("ET")
        return "\n".join(rows)

    def _color(self, color: Color, one: str, three: str) -> str:
        key = (color, one, three)
        found = self._colors.get(key)
        if found is None:
            found = self._colors[key] = color_operator(color, one, three)
        return found

    def path(self, item: PlacedPath) -> str:
        """A path with its colors; nothing where it is painted with neither fill nor stroke."""
        if item.fill is None and item.stroke is None:
            return ""
        head = "" if item.fill is None else self._color(item.fill, "g", "rg")
        if item.stroke is not None:
            end = 1 if item.round else 0
            head += f"{self._color(item.stroke, 'G', 'RG')}{number(item.width)} w {end} J {end} j "
        steps = [_STEPS[step[0]] % step[1:] for step in item.path]
        paint = "S" if item.fill is None else "f" if item.stroke is None else "B"
        star = "*" if item.even_odd and item.fill is not None else ""
        return f"{head}{' '.join(steps)} {paint}{star}"

    def _picture(self, item: PlacedPicture) -> str:
        """A drawn picture as paths in its own space, pixels as an image of one unit square."""
        picture = item.picture
        place = f"{number(item.x)} {number(item.y)} cm"
        if picture.pixels:
            name = self._pictures.name(picture.pixels, picture.pixel_size, item.gray)
            return f"q {number(item.width)} 0 0 {number(item.height)} {place} /{name} Do Q"
        rows = [f"q {item.width / picture.width:.5f} 0 0 {item.height / picture.height:.5f} {place}"]
        for stroke in picture.strokes:
            fill, line = (gray(stroke.fill), gray(stroke.stroke)) if item.gray else (stroke.fill, stroke.stroke)
            rows.append(self.path(PlacedPath(stroke.path, fill, line, stroke.width, stroke.round, stroke.even_odd)))
        rows.append("Q")
        return "\n".join(rows)


def color_operator(color: Color, one: str, three: str) -> str:
    """Equal components as gray, which prints in black ink alone (8.6.4)."""
    red, green, blue = map(shade, color)
    return f"{red} {one} " if red == green == blue else f"{red} {green} {blue} {three} "


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
