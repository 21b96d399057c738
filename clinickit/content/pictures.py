"""A clinic's logo: the bytes of a PNG or SVG file go in, a `Picture` comes out. Called by `load.clinic` and by embedding programs.

A logo comes from outside, so it is looked at before it is decoded: sizes are bounded, nothing is ever fetched, and what could not be
printed as it looks (text in a font that is not there, a gradient, a filter) is refused with what to do about it. svglib does the
drawing; its shapes are read by the names of their attributes, so nothing here depends on the library that they belong to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

from PIL import Image

from clinickit.content.clinic import Picture, Stroke
from clinickit.errors import FileProblem

MOST_BYTES = 1 << 20
MOST_PNG_BYTES = 16 << 20
MOST_PIXELS = 4_000_000
MOST_DEPTH = 32
MOST_SHAPES = 2_000
MOST_NUMBERS = 100_000
MOST_RULES = 200
POINTS_A_PIXEL = 0.75
"""96 pixels an inch, as CSS has it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_PLAIN = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "symbol", "use", "switch"})
_SILENT = frozenset({"title", "desc", "metadata", "style"})
_ADVICE = {
    "text": "convert text to outlines (Inkscape: Path, Object to Path; Illustrator: Type, Create Outlines)",
    "tspan": "convert text to outlines",
    "textPath": "convert text to outlines",
    "image": "export the logo as PNG instead, or redraw the picture as shapes",
    "linearGradient": "use flat colors, or export the logo as PNG",
    "radialGradient": "use flat colors, or export the logo as PNG",
    "script": "export it again as plain SVG",
    "a": "remove the link: export it again as plain SVG",
}
_OUTSIDE = re.compile(r"@import|url\s*\(|expression\s*\(", re.IGNORECASE)
_OPACITY = re.compile(r"(?:^|;)\s*opacity\s*:\s*([^;]+)")
_DASHES = re.compile(r"(?:^|;)\s*stroke-dasharray\s*:\s*([^;]+)")
_NUMBER = re.compile(r"[0-9.]+")
_ROUND = 0.5522847498
"""Control points of a quarter circle, in radii."""

Matrix = tuple[float, float, float, float, float, float]
Step = tuple[str | float, ...]


def read_logo(data: bytes, name: str) -> Picture:
    """The picture in a PNG or SVG file; `name` is only for messages. Raises FileProblem, which says what is wrong and what to do."""
    if data.startswith(_PNG):
        return _read_png(data, name)
    if data.startswith(b"\x1f\x8b"):
        raise FileProblem(f"{name} is a compressed SVG, which is not read. Save it as plain SVG (.svg, not .svgz).")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _Drawing(name).read(data)
    raise FileProblem(f"{name} is neither PNG nor SVG, the two kinds of logo that can be printed. Export the logo as one of them.")


def _read_png(data: bytes, name: str) -> Picture:
    if len(data) > MOST_PNG_BYTES:
        raise FileProblem(f"{name} has {len(data) >> 20} MB; a logo may have {MOST_PNG_BYTES >> 20}. Export it smaller.")
    columns, rows = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not columns or not rows or data[12:16] != b"IHDR":
        raise FileProblem(f"{name} is not a whole PNG file. Export it again.")
    if columns * rows > MOST_PIXELS:
        raise FileProblem(
            f"{name} has {columns} by {rows} pixels; a logo may have 4 million in all. Scale it to {_fitting(columns, rows)} or less."
        )
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            if image.size != (columns, rows):
                raise ValueError("two sizes")
            shown = image.convert("RGBA")
        white = Image.new("RGBA", shown.size, (255, 255, 255, 255))
        pixels = Image.alpha_composite(white, shown).convert("RGB").tobytes()
    except (OSError, ValueError, SyntaxError, EOFError) as problem:
        raise FileProblem(f"{name} cannot be read as PNG ({problem}). Export it again.") from problem
    return Picture(columns * POINTS_A_PIXEL, rows * POINTS_A_PIXEL, (), pixels, (columns, rows))


def _fitting(columns: int, rows: int) -> str:
    factor = math.sqrt(MOST_PIXELS / (columns * rows))
    return f"{max(1, int(columns * factor))} by {max(1, int(rows * factor))}"


class _Drawing:
    """Reads one SVG file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers = 0
        self._rules = 0
        self._strokes: list[Stroke] = []

    def read(self, data: bytes) -> Picture:
        if len(data) > MOST_BYTES:
            raise self._refused(
                f"has {len(data) >> 10} KB, and a logo may have {MOST_BYTES >> 10}", "simplify its paths, or export it as PNG"
            )
        root = self._parse(data)
        self._look(root)
        drawing = self._draw(root)
        width, height = float(drawing.width), float(drawing.height)
        if not (0 < width <= 14400 and 0 < height <= 14400):
            raise self._refused("has no usable size", "give it a width and a height")
        for shape, matrix in _shapes(drawing, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)):
            self._add(shape, matrix)
        if not self._strokes:
            raise self._refused("draws nothing", "export it again with its shapes visible")
        return Picture(width, height, tuple(self._strokes))

    def _refused(self, fault: str, advice: str) -> FileProblem:
        return FileProblem(f"{self._name} {fault}, so it cannot be printed as it looks. To mend it: {advice}.")

    def _parse(self, data: bytes) -> Any:
        """The root element. No entity is resolved, no file or address is opened."""
        doctype = "remove the line that begins with <!DOCTYPE, or export it again as plain SVG"
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._refused("has a DOCTYPE or entities, which could hide content", doctype)
        etree = import_module("lxml.etree")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as problem:
            raise FileProblem(f"{self._name} is not well-formed XML ({problem}). Export the logo again as plain SVG.") from problem
        if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
            raise self._refused("has a DOCTYPE or entities, which could hide content", doctype)
        return root

    def _look(self, root: Any) -> None:
        """Refuses what cannot be drawn; takes away what other programs keep in the file for themselves."""
        if _local(root) != "svg":
            raise FileProblem(f"{self._name} is XML but no SVG drawing. Export the logo as SVG or PNG.")
        depths = [(root, 1)]
        shapes = 0
        targets: dict[str, Any] = {}
        uses: list[Any] = []
        while depths:
            element, depth = depths.pop()
            if depth > MOST_DEPTH:
                raise self._refused(f"has groups more than {MOST_DEPTH} deep", "ungroup its shapes")
            for kid in list(element):
                if not isinstance(kid.tag, str):
                    raise self._refused("has entities", "export it again as plain SVG")
                foreign = kid.tag.startswith("{") and not kid.tag.startswith(f"{{{_SVG}}}")
                if foreign or _local(kid) == "metadata":
                    element.remove(kid)
                    continue
                depths.append((kid, depth + 1))
            self._look_at(element)
            kind = _local(element)
            shapes += kind not in ("svg", "g", "defs", "title", "desc", "style")
            if shapes > MOST_SHAPES:
                raise self._refused(f"has more than {MOST_SHAPES} shapes", "simplify it, or export it as PNG")
            targets[element.get("id", "")] = element
            if kind == "use":
                uses.append(element)
        self._count_uses(uses, targets)

    def _look_at(self, element: Any) -> None:
        kind = _local(element)
        if kind not in _PLAIN and kind not in _SILENT:
            advice = _ADVICE.get(kind, "use plain shapes with flat colors, or export it as PNG")
            raise self._refused(f"holds <{kind}>", advice)
        if kind == "style":
            text = "".join(element.itertext())
            self._rules += text.count("{")
            if self._rules > MOST_RULES or len(text) > MOST_BYTES >> 4:
                raise self._refused(f"has more than {MOST_RULES} style rules", "export it with its colors as attributes")
            self._look_in(text)
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2]
            if attribute.lower().startswith("on"):
                raise self._refused("holds scripts", "export it again as plain SVG")
            if attribute == "href" and not value.startswith("#"):
                raise self._refused("links to something outside the file", "embed nothing and link nothing: export it again as plain SVG")
            self._look_in(value)
            if attribute in ("d", "points"):
                self._numbers += len(_NUMBER.findall(value))
                if self._numbers > MOST_NUMBERS:
                    raise self._refused(f"has more than {MOST_NUMBERS} numbers in its paths", "simplify them, or export it as PNG")
            told = {"opacity": _OPACITY, "stroke-dasharray": _DASHES}
            for name, pattern in told.items():
                met = pattern.search(value) if attribute == "style" else None
                said = value if attribute == name else met[1] if met else None
                if said is not None and said.strip() not in ("1", "1.0", "none", "0"):
                    fault, advice = (
                        ("is partly transparent", "use solid colors")
                        if name == "opacity"
                        else ("has dashed lines", "convert strokes to paths")
                    )
                    raise self._refused(fault, advice)

    def _look_in(self, value: str) -> None:
        if _OUTSIDE.search(value):
            raise self._refused(
                "uses gradients, patterns, clips, masks or links (“url(…)”)", "use plain shapes with flat colors, or export it as PNG"
            )

    def _count_uses(self, uses: list[Any], targets: dict[str, Any]) -> None:
        """<use> may repeat shapes, not repeat repetitions: so a small file stays a small drawing."""
        total = 0
        for use in uses:
            href = next((value for key, value in use.attrib.items() if key.rpartition("}")[2] == "href"), "")
            target = targets.get(href[1:])
            if target is None:
                continue
            inside = [_local(one) for one in target.iter()]
            if "use" in inside:
                raise self._refused("repeats shapes that repeat others", "export it again with its clones unlinked")
            total += len(inside)
        if total > MOST_SHAPES:
            raise self._refused(f"has more than {MOST_SHAPES} shapes", "simplify it, or export it as PNG")

    def _draw(self, root: Any) -> Any:
        """svglib's drawing, origin at the lower left, in points. A color it does not know is refused, not left out."""
        svglib = import_module("svglib.svglib")
        renderer = svglib.SvgRenderer(self._name)
        convert = renderer.attrConverter.convertColor

        def known(text: str) -> Any:
            color = convert(text)
            if color is None and text not in ("", "none"):
                raise self._refused(f"has a color that is not known, “{text[:40]}”", "write it as #rrggbb")
            return color

        renderer.attrConverter.convertColor = known
        try:
            return renderer.render(root)
        except FileProblem:
            raise
        except Exception as problem:  # whatever a hostile or broken number makes svglib do
            raise FileProblem(f"{self._name} cannot be drawn ({type(problem).__name__}). Export the logo again as plain SVG.") from problem

    def _add(self, shape: Any, matrix: Matrix) -> None:
        fill = _color(getattr(shape, "fillColor", None), getattr(shape, "fillOpacity", None))
        line = _color(getattr(shape, "strokeColor", None), getattr(shape, "strokeOpacity", None))
        width = float(getattr(shape, "strokeWidth", None) or 0) * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        if type(shape).__name__ in ("Line", "PolyLine"):
            fill = None
        if type(shape).__name__ == "NoStrokePath" or not width:
            line = None
        path = _moved(_steps(shape), matrix)
        if not path or (fill is None and line is None):
            return
        numbers = [value for step in path for value in step if isinstance(value, float)]
        if not all(abs(value) < 100_000 for value in (*numbers, width)):
            raise self._refused("has numbers that are too large", "scale it to the size of a page")
        even_odd = getattr(shape, "fillMode", None) == 0
        self._strokes.append(Stroke(path, fill, line, width or 1.0, even_odd, getattr(shape, "strokeLineCap", 0) == 1))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _shapes(node: Any, matrix: Matrix) -> Iterator[tuple[Any, Matrix]]:
    """Every shape below a group, with the matrix that leads to the drawing."""
    for one in node.contents:
        if hasattr(one, "contents"):
            yield from _shapes(one, _product(matrix, one.transform))
        else:
            yield one, matrix


def _product(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _color(color: Any, opacity: float | None) -> tuple[float, float, float] | None:
    """RGB laid on white by its opacity."""
    if color is None:
        return None
    alpha = float(color.alpha if opacity is None else opacity)
    red, green, blue = (1 - alpha + alpha * float(part) for part in (color.red, color.green, color.blue))
    return (red, green, blue)


def _moved(path: list[Step], matrix: Matrix) -> tuple[Step, ...]:
    a, b, c, d, e, f = matrix
    done: list[Step] = []
    for name, *values in path:
        numbers = [float(value) for value in values]
        pairs = zip(numbers[0::2], numbers[1::2], strict=True)
        done.append((name, *(part for x, y in pairs for part in (a * x + c * y + e, b * x + d * y + f))))
    return tuple(done)


def _steps(shape: Any) -> list[Step]:
    """The operators of one shape, in its own space."""
    kind = type(shape).__name__
    if kind in ("Path", "NoStrokePath"):
        return _path(shape.points, shape.operators)
    if kind == "Rect":
        return _rounded(shape.x, shape.y, shape.width, shape.height, shape.rx, shape.ry)
    if kind == "Circle":
        return _rounded(shape.cx - shape.r, shape.cy - shape.r, 2 * shape.r, 2 * shape.r, shape.r, shape.r)
    if kind == "Ellipse":
        return _rounded(shape.cx - shape.rx, shape.cy - shape.ry, 2 * shape.rx, 2 * shape.ry, shape.rx, shape.ry)
    if kind == "Line":
        return [("m", shape.x1, shape.y1), ("l", shape.x2, shape.y2)]
    if kind in ("PolyLine", "Polygon"):
        pairs = list(zip(shape.points[0::2], shape.points[1::2], strict=True))
        steps: list[Step] = [("l" if at else "m", x, y) for at, (x, y) in enumerate(pairs)]
        return [*steps, ("h",)] if kind == "Polygon" else steps
    return []


def _path(points: list[float], operators: list[int]) -> list[Step]:
    steps: list[Step] = []
    at = 0
    for operator in operators:
        name, count = (("m", 2), ("l", 2), ("c", 6), ("h", 0))[operator]
        steps.append((name, *points[at : at + count]))
        at += count
    return steps


def _rounded(x: float, y: float, width: float, height: float, rx: float, ry: float) -> list[Step]:
    """A rectangle with elliptic corners; a circle is one all of corners."""
    right, top = x + width, y + height
    if not rx or not ry:
        return [("m", x, y), ("l", right, y), ("l", right, top), ("l", x, top), ("h",)]
    p, q = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return [
        ("m", x + rx, y),
        ("l", right - rx, y),
        ("c", right - p, y, right, y + q, right, y + ry),
        ("l", right, top - ry),
        ("c", right, top - q, right - p, top, right - rx, top),
        ("l", x + rx, top),
        ("c", x + p, top, x, top - q, x, top - ry),
        ("l", x, y + ry),
        ("c", x, y + q, x + p, y, x + rx, y),
        ("h",),
    ]
