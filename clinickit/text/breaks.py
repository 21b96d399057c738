"""Text in, the pieces between its line break opportunities out (UAX #14, by ICU). Called by `typesetter`, once a paragraph."""

from __future__ import annotations

import re

from icu4py.breakers import LineBreaker

FORCED = "\n\r\v\f\x85\u2028\u2029"
"""Characters after which a line must end (classes BK, CR, LF, NL); they are not drawn."""

SPACES = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""White space that a line's width does not count at its end. No-break spaces are not among them."""

_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f"
_WORD = rf"\(?[{_LETTERS}0-9](?:[{_LETTERS}0-9’',.;:)]*[{_LETTERS}0-9)])?[,.;:!?)]*"
_EASY = re.compile(rf"{_WORD}(?: {_WORD})*")
"""Text in which a line may end after each space and nowhere else, whatever the locale: most sentences of Latin and Cyrillic."""

_SOFT_HYPHEN = "\u00ad"
_DOT = "·"
"""Stands between facts on one line ("Worksheets · For adults"), and ends a line rather than beginning one."""


def sentence(text: str) -> list[str] | None:
    """The same pieces as `pieces` gives, ten times as fast, for text without anything to decide: each but the last ends with a space.
    None for other text."""
    if not _EASY.fullmatch(text):
        return None
    words = [f"{word} " for word in text.split(" ")]
    words[-1] = words[-1][:-1]
    return words


def pieces(text: str, locale: str) -> list[str]:
    """The text, cut at every place where a line may or must end; `locale` is an ICU locale such as `ja-u-lb-strict`.

    ICU's positions count UTF-16 units, so pieces are taken as text. No break at a soft hyphen: handouts are not hyphenated. None before
    a dot that stands between spaces."""
    found = list(LineBreaker(text, locale))
    if _SOFT_HYPHEN not in text and _DOT not in text:
        return found
    kept: list[str] = []
    for piece in found:
        if kept and (kept[-1].endswith(_SOFT_HYPHEN) or piece.strip(SPACES) == _DOT):
            kept[-1] += piece
        else:
            kept.append(piece)
    return kept
