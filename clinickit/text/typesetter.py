"""Spans and a width in, lines out. Called by `layout`.

    spans ── bidi levels (once a paragraph) ── breaks (ICU, once a paragraph) ── items (script, face) ── shaped words ── lines

A `Typesetter` is safe to share between threads; what it caches does not depend on a document."""

from __future__ import annotations

from clinickit.text.runs import Paragraph, Span, Style


class Typesetter:
    """Sets paragraphs. One for a Library; it holds the fonts and the caches of words and paragraphs."""

    def paragraph(self, spans: tuple[Span, ...], style: Style, width: float) -> Paragraph:
        """Break into ragged lines no wider than `width` points (a single unbreakable piece may be wider).

        Raises FontMissing, GlyphMissing."""
        raise NotImplementedError

    def width(self, spans: tuple[Span, ...], style: Style) -> float:
        """Width in points on one line, unbroken (longest line where there are breaks)."""
        raise NotImplementedError
