"""The short way from spans to words, for nearly every paragraph of a left-to-right language: called by `compose`, which goes the long way
where this gives None.

It takes spans whose letters are all in their language's first face and of its script, whose words do not reach over a span's end, and
which are all of one size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from clinickit.languages import Language
from clinickit.text import bidi
from clinickit.text.breaks import FORCED, SPACES, pieces, sentence
from clinickit.text.cache import Cache
from clinickit.text.fonts import FontSet
from clinickit.text.items import JOINING, PIECEWISE, SCRIPTS, Coverage, Scripts
from clinickit.text.lines import Plain
from clinickit.text.ordering import Look
from clinickit.text.runs import Direction, FaceKey, Span, Style, Weight, Word
from clinickit.text.shape import Request, neutral, ordinary, words

_WORDS = 65536
_SPACED = frozenset({"Latn", "Cyrl", "Grek", "Hani", "Armn", "Geor"})
"""Scripts whose new words are shaped in one call."""

_BLANK = SPACES + FORCED
_ENDS = frozenset(_BLANK)
_NEVER: frozenset[int] = frozenset()


class Shaper:
    """The cache of shaped words, by all that a word's shape depends on."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._words: Cache[tuple[FaceKey, Request], tuple[Word, ...]] = Cache(_WORDS)

    def words(self, face: FaceKey, request: Request) -> tuple[Word, ...]:
        """One Word a piece of the request. Raises FontMissing, GlyphMissing."""
        key = (face, request)
        known = self._words.get(key)
        return known if known is not None else self._words.put(key, words(self.fonts.font(face), request))


class _Table:
    """What is known of one language at one weight: `simple` letters need nothing but the first face and the language's script;
    `words` are whole words, without a break inside, by their text; `neutral` as long as no letter met so far changes beside a space."""

    __slots__ = ("_looks", "face", "neutral", "own", "script", "simple", "words")

    def __init__(self, own: Language, weight: Weight) -> None:
        self.own = own
        self.face = FaceKey(own.faces[0], weight)
        self.script = SCRIPTS.get(own.script, own.script)
        self.simple: set[str] = set()
        self.neutral = self.script in _SPACED
        self.words: Cache[str, Word] = Cache(_WORDS)
        self._looks: dict[float, Look] = {}

    def look(self, size: float) -> Look:
        """At level 0."""
        known = self._looks.get(size)
        return known or self._looks.setdefault(size, Look(self.face, size, self.own.tag, 0, False))


class PlainComposer:
    """Makes `Plain` paragraphs."""

    def __init__(self, shaper: Shaper, scripts: Scripts, coverage: Coverage, rows: Callable[[str], Language]) -> None:
        self._shaper, self._scripts, self._coverage, self._rows = shaper, scripts, coverage, rows
        self._tables: dict[tuple[str, Weight], _Table] = {}

    def compose(self, spans: tuple[Span, ...], style: Style) -> Plain | None:
        """The paragraph's words, or None where the long way is needed. Raises FontMissing, GlyphMissing."""
        if style.direction is not Direction.LTR or not spans:
            return None
        row = self._rows(style.language)
        if len(spans) == 1:
            table = self._table(spans[0].language, spans[0].weight)
            if not self._simple(spans[0], table):
                return None
            easy = sentence(spans[0].text)
            if easy is not None:
                look = table.look(style.size * (row.size if table.own.script == row.script else 1.0))
                return Plain(tuple(self._whole(easy, table)), tuple(easy), _NEVER, ((len(easy), look),))
        return self._several(spans, style, row)

    def _several(self, spans: tuple[Span, ...], style: Style, row: Language) -> Plain | None:
        tables = [self._table(span.language, span.weight) for span in spans]
        first = tables[0].own.script
        for span, table in zip(spans, tables, strict=True):
            if table.own.script != first or not self._simple(span, table):
                return None
        size = style.size * (row.size if first == row.script else 1.0)
        text = "".join([span.text for span in spans])
        shared = _Paragraph()
        easy = sentence(text)
        found = pieces(text, row.breaks) if easy is None else easy
        for held, table, glued in _shared_out(found, [len(span.text) for span in spans], tables):
            if glued:
                shared.glued.append(len(shared.texts))
            if easy is None:
                self._words(held, table, shared)
            else:
                shared.words += self._whole(held, table)
                shared.texts += held
            shared.looks.append((len(shared.texts), table.look(size)))
        return shared.plain()

    def _table(self, language: str, weight: Weight) -> _Table:
        known = self._tables.get((language, weight))
        if known is None:
            known = self._tables.setdefault((language, weight), _Table(self._rows(language), weight))
        return known

    def _simple(self, span: Span, table: _Table) -> bool:
        """Whether the short way takes the span. Letters that it may take are remembered."""
        unknown = set(span.text) - table.simple
        if unknown:
            if table.own.rtl or table.own.script in JOINING or not all(self._coverage.has(one, table.face) for one in unknown):
                return False
            if any(self._scripts.of(one) not in ("", table.script) or bidi.has_rtl(one) for one in unknown):
                return False
            font = self._shaper.fonts.font(table.face)
            table.neutral = table.neutral and neutral(font, sorted(unknown - _ENDS), table.script, table.own.shape)
            table.simple |= unknown
        return not (span.opaque and bidi.is_code(span.text) and any(one in span.text for one in " -./"))

    def _words(self, held: list[str], table: _Table, shared: _Paragraph) -> None:
        """Words of the pieces of one span, of which some may end inside a word, or with the end of a line."""
        alone = table.own.script in PIECEWISE
        chunks: list[tuple[str, ...]] = []
        chunk: list[str] = []
        for piece in held:
            end = piece[-1]
            if end in FORCED:
                piece = piece.rstrip(FORCED)
                shared.forced.append(len(shared.texts))
            shared.texts.append(piece)
            chunk.append(piece)
            if alone or end in _ENDS:
                chunks.append(tuple(chunk))
                chunk = []
        if chunk:
            chunks.append(tuple(chunk))
        whole = iter(self._whole([one[0] for one in chunks if len(one) == 1], table))
        for one in chunks:
            if len(one) == 1:
                shared.words.append(next(whole))
            else:
                shared.words += self._broken(one, table)

    def _whole(self, texts: list[str], table: _Table) -> list[Word]:
        """Words without a break inside, from the table, or shaped and kept there."""
        found = list(map(table.words.kept.get, texts))
        if None in found:
            new = list(dict.fromkeys([text for text, word in zip(texts, found, strict=True) if word is None]))
            learned = dict(zip(new, self._learn(new, table), strict=True))
            found = [word or learned[text] for text, word in zip(texts, found, strict=True)]
        return cast(list[Word], found)

    def _learn(self, texts: list[str], table: _Table) -> list[Word]:
        language, keep = table.own.shape, table.words.put
        if not table.neutral:
            return [self._shaper.words(table.face, Request(text, table.script, language, False))[0] for text in texts]
        found = ordinary(self._shaper.fonts.font(table.face), texts, table.script, language)
        return [
            keep(text, word or self._shaper.words(table.face, Request(text, table.script, language, False))[0])
            for text, word in zip(texts, found, strict=True)
        ]

    def _broken(self, chunk: tuple[str, ...], table: _Table) -> tuple[Word, ...]:
        """An unspaced word with places inside where a line may end."""
        cuts = []
        at = 0
        for piece in chunk[:-1]:
            at += len(piece)
            cuts.append(at)
        return self._shaper.words(table.face, Request("".join(chunk), table.script, table.own.shape, False, cuts=tuple(cuts)))


def _shared_out(found: Sequence[str], lengths: Sequence[int], tables: Sequence[_Table]) -> Iterator[tuple[list[str], _Table, bool]]:
    """The pieces of each span; `glued` where the span starts inside a piece, so that no line may start with it. White space alone, or the
    end of a line, stays with what is before it."""
    numbers = iter(found)
    over, glued, taken = "", False, 0
    for length, table in zip(lengths, tables, strict=True):
        held: list[str] = []
        left = length - taken
        while left > 0:
            piece = over or next(numbers)
            over = ""
            if len(piece) > left and piece[left:].strip(_BLANK):
                piece, over = piece[:left], piece[left:]
            left -= len(piece)
            held.append(piece)
        if held:
            yield held, table, glued
        glued, taken = bool(over), max(0, -left)


class _Paragraph:
    """A plain paragraph while it is made."""

    __slots__ = ("forced", "glued", "looks", "texts", "words")

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.texts: list[str] = []
        self.forced: list[int] = []
        self.glued: list[int] = []
        self.looks: list[tuple[int, Look]] = []

    def plain(self) -> Plain:
        """The finished paragraph, neighbors of one look joined."""
        joined: list[tuple[int, Look]] = []
        for end, look in self.looks:
            if joined and joined[-1][1] == look:
                joined.pop()
            joined.append((end, look))
        return Plain(tuple(self.words), tuple(self.texts), frozenset(self.forced), tuple(joined), frozenset(self.glued))
