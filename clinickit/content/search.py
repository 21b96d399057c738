"""Handouts found by words. In: handouts in one language, and the words that ask for safety. Out: an `Index` that answers with hits, the
best first. Called by `library`, one index a language.

SQLite's FTS5 does it, in memory. Scripts without spaces are indexed letter by letter and asked for by pairs of letters; in the others the
beginning of a word is enough. Words of danger put the safety sheet first, whatever else fits better: that is decided here, by the
phrases that translators give, never by rank."""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from clinickit.content import walk
from clinickit.content.model import Handout, Reader, Text

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters: words stand there without spaces."""
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u064b-\u065f]*[^\W_]*)*")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_SHORT = 3
"""Letters of a word that is asked for whole; of longer ones the beginning is enough."""
_WEIGHTS = (0.0, 8.0, 6.0, 3.0, 1.0)
"""bm25 weights of the columns: id, titles, topics, headings, body."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A handout that was found; `language` is that of its title. `safety` marks a sheet that words of danger put first;
    `passage` is the string that fits best."""

    handout: str
    title: str
    language: str
    audience: str
    passage: str
    safety: bool = False


class Index:
    """Handouts of one language, ready to be searched from any thread. `urgent` maps a handout's id to the phrases that put it first."""

    def __init__(
        self, handouts: Iterable[Handout], language: str, topics: Mapping[str, str], urgent: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._handouts = {one.id: one for one in handouts}
        self._urgent = {key: phrases for key, phrases in urgent.items() if key in self._handouts}
        self._lock = threading.Lock()
        self._store = sqlite3.connect(":memory:", check_same_thread=False)
        stem = "porter " if language.partition("-")[0] == "en" else ""
        self._store.execute(
            "CREATE VIRTUAL TABLE sheets USING fts5(id UNINDEXED, titles, topics, headings, body, "
            f"tokenize = \"{stem}unicode61 remove_diacritics 2 categories 'L* N* M* Co'\")"
        )
        rows = (_row(one, topics) for one in self._handouts.values())
        self._store.executemany("INSERT INTO sheets VALUES (?, ?, ?, ?, ?)", rows)

    def find(self, words: str, at_most: int = 10) -> tuple[Hit, ...]:
        """The handouts that fit, best first; the safety sheet before all where the words speak of danger. Empty where nothing fits."""
        first = tuple(one for one, phrases in self._urgent.items() if any(_speaks(phrase, words) for phrase in phrases))
        asked = _query(words)
        found: list[str] = []
        if asked:
            order = f"bm25(sheets, {', '.join(map(str, _WEIGHTS))}), id"
            with self._lock:
                rows = self._store.execute(f"SELECT id FROM sheets WHERE sheets MATCH ? ORDER BY {order} LIMIT ?", (asked, at_most))
                found = [row[0] for row in rows]
        ids = dict.fromkeys((*first, *found))
        return tuple(self._hit(one, words, one in first) for one in list(ids)[:at_most])

    def _hit(self, handout_id: str, words: str, safety: bool) -> Hit:
        one = self._handouts[handout_id]
        return Hit(one.id, one.title.plain(), one.title.language, one.audience, _passage(one, words), safety)


def phrases(listed: str) -> tuple[str, ...]:
    """The phrases of a ui string, parted by semicolons."""
    return tuple(part.strip() for part in re.split("[;；؛]", listed) if part.strip())


def _row(one: Handout, topics: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    headings = [section.heading for section in one.sections]
    named = {one.title, one.short_title}
    body = [text for text in _texts(one) if text not in named]
    return (
        one.id,
        folded(" ".join((one.title.plain(), one.short_title.plain()))),
        folded(" ".join(f"{topic.replace('-', ' ')} {topics.get(topic, '')}" for topic in one.topics)),
        folded(" ".join(text.plain() for text in headings)),
        folded(" ".join(text.plain() for text in body)),
    )


def _texts(one: Handout) -> Iterator[Text]:
    """What readers of the handout read: for clients, without the sections for clinicians."""
    hidden = {id(section) for section in one.sections if section.reader is Reader.CLINICIAN and one.audience != "clinician"}
    for owners, _, text in walk.owned_texts(one):
        if not any(id(owner) in hidden for owner in owners):
            yield text


def folded(words: str) -> str:
    """Letters as they are compared: compatible forms as one, no case, no accents, no Arabic vowel signs; letters of scripts without
    spaces apart."""
    plain = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", words).casefold().replace("’", "'"))
    plain = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", plain))
    plain = plain.translate({0x0111: 0x64, 0x0623: 0x0627, 0x0625: 0x0627, 0x0622: 0x0627, 0x0649: 0x064A})
    return _UNSPACED.sub(lambda match: f" {match.group()} ", plain)


def _query(words: str) -> str:
    """An FTS5 expression: any of the words, each quoted, so that nothing in it is an operator."""
    plain = folded(words)
    asked: dict[str, None] = {}
    run: list[str] = []
    for token in _TOKEN.findall(plain):
        if _UNSPACED.match(token):
            run.append(token)
            continue
        _pairs(run, asked)
        run = []
        asked[f'"{token}"' if len(token) <= _SHORT else f'"{token}"*'] = None
    _pairs(run, asked)
    return " OR ".join(list(asked)[:64])


def _pairs(run: list[str], asked: dict[str, None]) -> None:
    """Neighbouring letters of a script without spaces, two by two; a single one as it is."""
    if len(run) == 1:
        asked[f'"{run[0]}"'] = None
    for one, other in pairwise(run):
        asked[f'"{one} {other}"'] = None


def _speaks(phrase: str, words: str) -> bool:
    """Whether every word of a phrase begins a word that was asked for; in scripts without spaces, whether it stands among them."""
    wanted, said = folded(phrase), folded(words)
    if not _UNSPACED.search(wanted):
        return _all_there(_words(phrase), _words(words))
    return wanted.replace(" ", "") in said.replace(" ", "")


def _words(string: str) -> list[tuple[str, str]]:
    """The words of a string, each as it is compared, and with its accents."""
    plain = unicodedata.normalize("NFC", string).casefold().replace("’", "").replace("'", "")
    return [(folded(word).strip(), word) for word in _TOKEN.findall(plain)]


def _all_there(parts: list[tuple[str, str]], tokens: list[tuple[str, str]]) -> bool:
    """Whether each part begins a word of its own."""
    left = list(tokens)
    for part in parts:
        found = next((token for token in left if _begins(token, part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _begins(token: tuple[str, str], part: tuple[str, str]) -> bool:
    """A word of a few Latin letters must occur whole: “hit” is no part of “hitherto”. Where the asker wrote accents, they count."""
    at = 0 if token[0] == token[1] else 1
    whole = len(part[0]) <= _SHORT and part[0].isascii()
    return token[at] == part[at] if whole else token[at].startswith(part[at])


def _passage(one: Handout, words: str) -> str:
    """The string of a handout with most of the words that were asked for; the earlier one where two have as many."""
    asked = {token for token in _TOKEN.findall(folded(words)) if len(token) > _SHORT or _UNSPACED.match(token)}
    best, most = one.lede.plain(), 0
    for text in _texts(one):
        if text in (one.title, one.short_title, one.objective, one.not_for):
            continue
        there = _TOKEN.findall(folded(text.plain()))
        count = sum(any(token.startswith(word[:5]) for token in there) for word in asked)
        if count > most:
            best, most = text.plain(), count
    return best
