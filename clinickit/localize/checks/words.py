"""Words of a string, and whether it has one of the cues by which a meaning is told. A string and patterns go in; words and answers come
out. Called by the checks.

A pattern is a word, or several; `*` stands for any letters at its beginning, end or middle. Words are letters, marks and digits together,
in lower case, apostrophes straight; vowel marks of Arabic and Hebrew, which a writer may leave out, are taken away. In a script without
spaces a pattern counts wherever it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from clinickit.localize.checks.model import Cues

PLACE = re.compile(r"\{[^{}\s]*\}")
MARKUP = re.compile(r"</?strong>|<br/>")
NO_STOP = frozenset(("th", "lo", "km", "my"))
"""Languages that may end a sentence without a mark."""
JOINERS = "\u200c\u200d"
_QUOTED = re.compile(r"[“«「„‘\"][^“”«»「」„\"]*[”»」“’\"]")
_SENTENCE = re.compile(r"(?<=[.!?؟。！？।።])[\s”»」]*")


LINK = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#~+:-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|edu|int|info)\b(?:/[\w./?=&%#~+-]*\w)?",
    re.ASCII,
)
"""Web and e-mail addresses."""


def bare(string: str) -> str:
    """The string without markup, placeholders and addresses, each a space."""
    return LINK.sub(" ", MARKUP.sub(" ", PLACE.sub(" ", string)))


def unquoted(string: str) -> str:
    """The string without what stands between quotation marks."""
    return _QUOTED.sub(" ", string)


@lru_cache(maxsize=8192)
def is_letter(character: str) -> bool:
    """Whether a character belongs to a word: a letter, a mark, a joiner."""
    return unicodedata.category(character)[0] in "LM" or character in JOINERS


@lru_cache(maxsize=4096)
def tokens(string: str) -> tuple[str, ...]:
    """The words of a string as they stand, apostrophes inside kept; digits count as letters."""
    found: list[str] = []
    word = ""
    for place, one in enumerate(string):
        following = string[place + 1 : place + 2]
        if is_letter(one) or one.isdigit() or (one in "'’ʼ״׳" and word and following and is_letter(following)):
            word += one
        elif word:
            found.append(word)
            word = ""
    return (*found, word) if word else tuple(found)


@lru_cache(maxsize=4096)
def folded(string: str) -> str:
    """Lower case, straight apostrophes, no vowel marks of Arabic or Hebrew, one form (NFC)."""
    lowered = unicodedata.normalize("NFC", string.lower()).replace("’", "'").replace("ʼ", "'")
    return "".join(one for one in lowered if not ("\u0591" <= one <= "\u05c7" or "\u064b" <= one <= "\u0652" or one in "\u0670\u0640"))


@lru_cache(maxsize=4096)
def spoken(string: str) -> str:
    """The words of a string, folded, a space around each."""
    return f" {' '.join(folded(one) for one in tokens(bare(string)))} "


def sentences(string: str) -> tuple[str, ...]:
    """The sentences of a string, empty ones left out."""
    return tuple(one for one in _SENTENCE.split(string) if one and one.strip())


@lru_cache(maxsize=8192)
def compiled(patterns: tuple[str, ...], anywhere: bool, clitics: str = "") -> re.Pattern[str]:
    """One expression for all patterns; `anywhere` inside words too. `clitics` are letters that may hang before a word (و of Arabic)."""
    parts = []
    for pattern in sorted(patterns, key=len, reverse=True):
        body = re.escape(folded(pattern)).replace(r"\*", r"[^\s]*").replace(r"\ ", r"\s+" if not anywhere else r"\s*")
        parts.append(body)
    joined = "|".join(parts) or r"(?!)"
    if anywhere:
        return re.compile(joined)
    hang = f"(?:[{clitics}]{{1,2}})?" if clitics else ""
    return re.compile(rf"(?<= ){hang}(?:{joined})(?= )")


CLITICS = {"ar": "وفبلك", "he": "ושבכלמה", "fa": "و", "am": ""}


def find(string: str, patterns: tuple[str, ...], cues: Cues, base: str = "") -> tuple[str, ...]:
    """What of the string the patterns match, words that only look like a cue left out."""
    anywhere = cues.unspaced or cues.loose
    said = without(string, cues.groups.get("neutral", ()), cues)
    return tuple(one.strip() for one in compiled(patterns, anywhere, CLITICS.get(base, "")).findall(said))


def has(string: str, group: str, cues: Cues, base: str = "") -> bool:
    """Whether the string has a cue of a group."""
    patterns = cues.groups.get(group, ())
    return bool(patterns) and bool(find(string, patterns, cues, base))


def without(string: str, patterns: Iterable[str], cues: Cues) -> str:
    """The string, folded and, where words have spaces, with one around each; a middle dot for what the patterns match."""
    anywhere = cues.unspaced or cues.loose
    said = folded(bare(string)) if anywhere else spoken(string)
    return compiled(tuple(patterns), anywhere).sub("·", said)
