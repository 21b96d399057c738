"""The short way from spans to words, for nearly every paragraph of a left-to-right language: called by `compose`, which goes the long way
where this gives None.

It takes spans whose letters are all in their language's first face and of its script, whose words do not reach over a span's end, and
which are all of one size."""

from __future__ import annotations

from collections.abc import Callable

from clinickit.languages import Language
from clinickit.text import bidi
from clinickit.text.breaks import FORCED, SPACES, pieces
from clinickit.text.cache import Cache
from clinickit.text.fonts import FontSet
from clinickit.text.items import JOINING, PIECEWISE, SCRIPTS, Coverage, Scripts
from clinickit.text.lines import Look, Plain
from clinickit.text.runs import Direction, FaceKey, Span, Style, Weight, Word
from clinickit.text.shape import Request, words

_WORDS = 65536
_ENDS = frozenset(SPACES + FORCED)


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
    `words` are whole words, without a break inside, by their text."""

    __slots__ = ("face", "own", "script", "simple", "words")

    def __init__(self, own: Language, weight: Weight) -> None:
        self.own = own
        self.face = FaceKey(own.faces[0], weight)
        self.script = SCRIPTS.get(own.script, own.script)
        self.simple: set[str] = set()
        self.words: Cache[str, Word] = Cache(_WORDS)


class PlainComposer:
    """Makes `Plain` paragraphs."""

    def __init__(self, shaper: Shaper, scripts: Scripts, coverage: Coverage, rows: Callable[[str], Language]) -> None:
        self._shaper, self._scripts, self._coverage, self._rows = shaper, scripts, coverage, rows
        self._tables: dict[tuple[str, Weight], _Table] = {}

    def compose(self, spans: tuple[Span, ...], style: Style) -> Plain | None:
        """The paragraph's words, or None where the long way is needed. Raises FontMissing, GlyphMissing."""
        if style.direction is not Direction.LTR or not spans:
            return None
        tables = [self._table(span.language, span.weight) for span in spans]
        first = tables[0].own.script
        if any(table.own.script != first or not self._simple(span, table) for span, table in zip(spans, tables, strict=True)):
            return None
        row = self._rows(style.language)
        size = style.size * (row.size if first == row.script else 1.0)
        found = pieces("".join([span.text for span in spans]), row.breaks)
        shared = _Paragraph(size)
        at, numbers = 0, iter(found)
        for span, table in zip(spans, tables, strict=True):
            left, held = len(span.text), []
            while left > 0:
                piece = next(numbers)
                left -= len(piece)
                held.append(piece)
            if left < 0 or (span is not spans[-1] and held and held[-1][-1] not in _ENDS):
                return None
            self._words(held, table, shared)
            at += len(held)
            shared.looks.append((at, Look(table.face, size, span.language, 0, False)))
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
            if table.own.rtl or table.own.script in JOINING or not self._coverage.whole("".join(unknown), table.face):
                return False
            if any(self._scripts.of(one) not in ("", table.script) or bidi.has_rtl(one) for one in unknown):
                return False
            table.simple |= unknown
        return not (span.opaque and bidi.is_code(span.text) and any(one in span.text for one in " -./"))

    def _words(self, held: list[str], table: _Table, shared: _Paragraph) -> None:
        """Words of the pieces of one span."""
        known, made, texts, forced = table.words.get, shared.words, shared.texts, shared.forced
        alone = table.own.script in PIECEWISE
        chunk: list[str] = []
        for piece in held:
            end = piece[-1]
            if end in FORCED:
                piece = piece.rstrip(FORCED)
                forced.append(len(texts))
            texts.append(piece)
            if not (alone or end in _ENDS):
                chunk.append(piece)
            elif chunk:
                made += self._broken([*chunk, piece], table)
                chunk = []
            else:
                made.append(known(piece) or self._word(piece, table))
        if len(chunk) == 1:
            made.append(known(chunk[0]) or self._word(chunk[0], table))
        elif chunk:
            made += self._broken(chunk, table)

    def _word(self, text: str, table: _Table) -> Word:
        request = Request(text, table.script, table.own.shape, False)
        return table.words.put(text, self._shaper.words(table.face, request)[0])

    def _broken(self, chunk: list[str], table: _Table) -> tuple[Word, ...]:
        """An unspaced word with places inside where a line may end."""
        cuts = []
        at = 0
        for piece in chunk[:-1]:
            at += len(piece)
            cuts.append(at)
        return self._shaper.words(table.face, Request("".join(chunk), table.script, table.own.shape, False, cuts=tuple(cuts)))


class _Paragraph:
    """A plain paragraph while it is made."""

    __slots__ = ("forced", "looks", "size", "texts", "words")

    def __init__(self, size: float) -> None:
        self.size = size
        self.words: list[Word] = []
        self.texts: list[str] = []
        self.forced: list[int] = []
        self.looks: list[tuple[int, Look]] = []

    def plain(self) -> Plain:
        """The finished paragraph, neighbors of one look joined."""
        joined: list[tuple[int, Look]] = []
        for end, look in self.looks:
            if joined and joined[-1][1] == look:
                joined.pop()
            joined.append((end, look))
        return Plain(tuple(self.words), tuple(self.texts), frozenset(self.forced), tuple(joined))
