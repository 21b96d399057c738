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
from clinickit.text.runs import Direction, FaceKey, Line, Paragraph, Span, Style, Weight

_PARAGRAPHS = 8192


class Typesetter:
    """Sets paragraphs. One for a Library; it holds the fonts and the caches of words and paragraphs. `rows` finds a language's row."""

    def __init__(self, fonts: FontSet | None = None, rows: Callable[[str], Language] = language) -> None:
        self.fonts = fonts or FontSet()
        self._rows = rows
        self._composer = Composer(self.fonts, rows)
        self._composed: Cache[tuple[tuple[Span, ...], Style], Plain | Mixed] = Cache(_PARAGRAPHS)
        self._paragraphs: Cache[tuple[tuple[Span, ...], Style, float], Paragraph] = Cache(_PARAGRAPHS)

    def paragraph(self, spans: tuple[Span, ...], style: Style, width: float) -> Paragraph:
        """Break into ragged lines no wider than `width` points (a single unbreakable piece may be wider).

        Raises FontMissing, GlyphMissing."""
        key = (spans, style, width)
        known = self._paragraphs.get(key)
        if known is None:
            known = self._paragraphs.put(key, self._set(spans, style, width))
        return known

    def width(self, spans: tuple[Span, ...], style: Style) -> float:
        """Width in points on one line, unbroken (longest line where there are breaks)."""
        return max((line.width for line in self.paragraph(spans, style, float("inf")).lines), default=0.0)

    def _set(self, spans: tuple[Span, ...], style: Style, width: float) -> Paragraph:
        key = (spans, style)
        composed = self._composed.get(key)
        if composed is None:
            composed = self._composed.put(key, self._composer.compose(spans, style))
        lines: list[Line]
        if isinstance(composed, Plain):
            lines = plain_lines(composed, width)
        else:
            lines = mixed_lines(composed.units, style.direction is Direction.RTL, width, self._composer)
        row = self._rows(style.language)
        metrics = self.fonts.font(FaceKey(row.faces[0], Weight.REGULAR)).metrics
        size = style.size * row.size
        return Paragraph(tuple(lines), metrics.ascent * size / EM, -metrics.descent * size / EM, composed.fallbacks)
