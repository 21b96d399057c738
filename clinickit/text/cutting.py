"""Spans in, one text cut up out: embedding levels, break opportunities, and parts of one word, span and level. Called by `compose`.

Levels and breaks are of the whole paragraph, across spans; places are counted in characters of its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from clinickit.languages import Language
from clinickit.text import bidi
from clinickit.text.breaks import FORCED, SPACES, pieces, sentence
from clinickit.text.runs import Direction, Span, Style
from clinickit.text.shape import PAIRS

_CHUNK = re.compile(f"[^{SPACES}{FORCED}]*[{SPACES}]*[{FORCED}]?")
_SPLITS = frozenset(SPACES + FORCED)
_CONTEXT = 8
"""Letters on either side that a joining script may look at."""


ALONE = re.compile(f"[#$%+\\-¢£¤¥°±؉؊٪‰‱′″‴₠-⃀−∓{re.escape(PAIRS)}]")
"""Characters that have a run of their own in right-to-left text: MuPDF turns runs round at classes ES and ET, and PDFium mirrors
quotation marks and brackets, and takes an ellipsis apart, wherever it reads to the left."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A paragraph. `edges` are where spans begin, and the text's end; `breaks` the ends of pieces."""

    text: str
    spans: tuple[Span, ...]
    edges: tuple[int, ...]
    levels: list[int]
    breaks: list[int]
    row: Language
    style: Style

    @property
    def rtl(self) -> bool:
        return self.style.direction is Direction.RTL

    def parts(self) -> Iterator[tuple[int, int, Span]]:
        """(start, end, span) of one word, span and level each, in order; a sign that must stand alone is a part."""
        text, levels = self.text, self.levels
        cuts = {*self.edges, *[match.end() for match in _CHUNK.finditer(text)]}
        if any(levels):
            cuts.update([at for at, (one, other) in enumerate(pairwise(levels), 1) if one != other])
            for match in ALONE.finditer(text):
                if levels[match.start()] % 2:
                    cuts.update(match.span())
        for start, end in pairwise(sorted(cuts)):
            yield start, end, self.spans[bisect_right(self.edges, start) - 1]

    def breaks_between(self, start: int, end: int) -> list[int]:
        """Break opportunities inside a part."""
        return self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]

    def context(self, start: int, end: int) -> tuple[str, int]:
        """The unspaced text around a part, and where in it the part begins; empty where the part is all of it."""
        left, over = start, end
        if (start == 0 or self.text[start - 1] in _SPLITS) and (end == len(self.text) or self.text[end - 1] in _SPLITS):
            return "", 0
        while left > max(0, start - _CONTEXT) and self.text[left - 1] not in _SPLITS:
            left -= 1
        if self.text[end - 1] not in _SPLITS:
            while over < min(len(self.text), end + _CONTEXT) and self.text[over] not in _SPLITS:
                over += 1
        return (self.text[left:over].rstrip(FORCED), start - left) if left < start or over > end else ("", 0)

    def codes(self) -> list[tuple[int, int]]:
        """The opaque spans that are a number, an address or a code."""
        return [place for span, place in zip(self.spans, pairwise(self.edges), strict=True) if span.opaque and bidi.is_code(span.text)]


def cut(spans: tuple[Span, ...], style: Style, row: Language) -> Cut:
    """Cut a paragraph in the language of a row."""
    text = "".join([span.text for span in spans])
    edges = tuple(accumulate([len(span.text) for span in spans], initial=0))
    opaque = [place for span, place in zip(spans, pairwise(edges), strict=True) if span.opaque and span.text]
    rtl = style.direction is Direction.RTL
    levels = bidi.levels(text, rtl, opaque) if rtl or bidi.has_rtl(text) else [0] * len(text)
    found = sentence(text)
    breaks = list(accumulate([len(piece) for piece in (pieces(text, row.breaks) if found is None else found)]))
    return Cut(text, spans, edges, levels, breaks, row, style)
