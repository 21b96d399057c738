"""Pseudo-locales: English that looks foreign, made in memory, to see what a page does with longer words and with right-to-left text
before any translator has begun. Called by `apply` and `ui` in place of a catalog; never shipped, hidden from `languages()`.

`en-XA`: accented letters, about a third longer. `ar-XB`: Arabic letters from right to left, with no override characters and no
brackets. Placeholders, breaks and strong stretches stay."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Inline, Plain, Text

ACCENTED, MIRRORED = "en-XA", "ar-XB"

_ACCENTS = str.maketrans("aceghijklnorstuwyzACEGHIJKLNORSTUWYZ", "áçéğĥíĵķĺñöŕšťüŵýžÁÇÉĞĤÍĴĶĹÑÖŔŠŤÜŴÝŽ")
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz?,;%()[]«»",
    "ابجدهفغحيزكلمنوپقرستثڤوخيض؟،؛٪“”“”“”".replace("پ", "ب").replace("ڤ", "ف"),
)
_FILL = ("áńd", "á", "ĺöñğéŕ", "ẃáý", "öf", "šáýíñğ", "íť", "ĥéŕé")


def pseudo(text: Text, tag: str) -> Text:
    """The leaf in a pseudo-locale, from its source. `source` is not kept: it is the caller's to set."""
    if tag == MIRRORED:
        inlines = tuple(_plain(one, one.text.lower().translate(_ARABIC)) if isinstance(one, Plain) else one for one in text.inlines)
    else:
        inlines = _longer(text.inlines)
    return replace(text, inlines=inlines, language=tag, source=None)


def _longer(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Accents on every letter, and words added to the last stretch of letters until the whole is a third longer."""
    total = sum(len(one.text) for one in inlines if isinstance(one, Plain))
    last = max((place for place, one in enumerate(inlines) if isinstance(one, Plain) and len(one.text) > 2), default=-1)
    done: list[Inline] = []
    for place, one in enumerate(inlines):
        if isinstance(one, Plain):
            letters = one.text.translate(_ACCENTS)
            done.append(_plain(one, _padded(letters, (total + 2) // 3) if place == last else letters))
        else:
            done.append(one)
    return tuple(done)


def _padded(letters: str, more: int) -> str:
    """At least `more` characters longer, before the closing punctuation."""
    body = letters.rstrip(".?!:,” ")
    tail, added, turn = letters[len(body) :], "", 0
    while len(added) < more:
        added += " " + _FILL[turn % len(_FILL)]
        turn += 1
    return body + added + tail


def _plain(one: Plain, letters: str) -> Plain:
    return Plain(letters, one.strong)
