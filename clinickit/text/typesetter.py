"""Spans and a width in, lines out. Called by `layout`.

    spans ── bidi levels (once a paragraph) ── breaks (ICU, once a paragraph) ── items (script, face) ── shaped words ── lines

A `Typesetter` is safe to share between threads; what it caches does not depend on a document: words by what they are, paragraphs by
spans, style and width. Two threads may make the same thing twice; what they make is equal."""

from __future__ import annotations

from collections.abc import Callable

from clinickit.languages import Language, language
from clinickit.text.cache import Cache
from clinickit.text.compose import Composer, Mixed
from clinickit.text.fonts import EM, FontSet
from clinickit.text.lines import Plain, mixed_lines, plain_lines
from clinickit.text.runs import Direction, FaceKey, Paragraph, Span, Style, Weight

_PARAGRAPHS, _WIDTHS = 8192, 64


class Typesetter:
    """Sets paragraphs. One for a Library; it holds the fonts and the caches of words and paragraphs. `rows` finds a language's row."""

    def __init__(self, fonts: FontSet | None = None, rows: Callable[[str], Language] = language) -> None:
        self.fonts = fonts or FontSet()
        self._rows = rows
        self._composer = Composer(self.fonts, rows)
        self._measures: dict[str, tuple[float, float]] = {}
        self._composed: Cache[tuple[tuple[Span, ...], Style], _Composed] = Cache(_PARAGRAPHS)

    def fresh(self) -> Typesetter:
        """Another one with the same fonts, that has set nothing yet: what it is given stays in it alone."""
        return Typesetter(self.fonts, self._rows)

    def paragraph(self, spans: tuple[Span, ...], style: Style, width: float) -> Paragraph:
        """Break into ragged lines no wider than `width` points (a single unbreakable piece may be wider).

        Raises FontMissing, GlyphMissing."""
        key = (spans, style)
        known = self._composed.get(key)
        if known is None:
            known = self._composed.put(key, _Composed(self._composer.compose(spans, style)))
        done = known.at_width.get(width)
        return done or known.at_width.put(width, self._break(known.units, style, width))

    def width(self, spans: tuple[Span, ...], style: Style) -> float:
        """Width in points on one line, unbroken (longest line where there are breaks)."""
        return max((line.width for line in self.paragraph(spans, style, float("inf")).lines), default=0.0)

    def _break(self, composed: Plain | Mixed, style: Style, width: float) -> Paragraph:
        if isinstance(composed, Plain):
            lines = plain_lines(composed, width)
        else:
            lines = mixed_lines(composed.units, style.direction is Direction.RTL, width, self._composer)
        ascent, descent = self._measure(style.language)
        return Paragraph(tuple(lines), ascent * style.size, descent * style.size, composed.fallbacks)

    def _measure(self, tag: str) -> tuple[float, float]:
        """Ascent and descent of a language's first face, in ems of the size that the look asks for."""
        known = self._measures.get(tag)
        if known is None:
            row = self._rows(tag)
            metrics = self.fonts.font(FaceKey(row.faces[0], Weight.REGULAR)).metrics
            known = self._measures[tag] = (metrics.ascent * row.size / EM, -metrics.descent * row.size / EM)
        return known


class _Composed:
    """A paragraph's units, and its lines at the widths that were asked for."""

    __slots__ = ("at_width", "units")

    def __init__(self, units: Plain | Mixed) -> None:
        self.units = units
        self.at_width: Cache[float, Paragraph] = Cache(_WIDTHS)
