"""The text that every producer sets: our own sentences, drawn by a seed, so that no sentence comes twice and each seed is new.

A seed and a length go in, a `Sheet` comes out: title, lede, sections with headings, paragraphs, lists and a table now and then.
Same seed, same text, on every machine."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

_WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
"""Patterns of a sentence, and what may stand in their places."""


@dataclass(frozen=True, slots=True)
class Table:
    """The first column holds row headings."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it, in this order."""

    heading: str
    opening: str
    items: tuple[str, ...]
    closing: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is what changes from one copy to the next."""

    title: str
    name: str
    lede: str
    parts: tuple[Part, ...]

    def words(self) -> int:
        return len(" ".join(self.strings()).split())

    def strings(self) -> list[str]:
        """Every string in reading order, the name aside."""
        found = [self.title, self.lede]
        for part in self.parts:
            found += [part.heading, part.opening, *part.items, part.closing]
            if part.table:
                found += [part.table.caption, *part.table.columns, *(cell for row in part.table.rows for cell in row)]
        return found


class _Sentences:
    """Draws sentences that have not been drawn before."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.drawn: set[str] = set()
        self.topics = 0

    def pick(self, name: str) -> str:
        return self.chance.choice(_WORDS[name])

    def one(self) -> str:
        while True:
            text = self.pick("sentence")
            while "{" in text:
                name = text[text.index("{") + 1 : text.index("}")]
                text = text.replace(f"{{{name}}}", self.pick(name), 1)
            text = text[0].upper() + text[1:]
            if text not in self.drawn:
                self.drawn.add(text)
                return text

    def many(self, count: int) -> str:
        return " ".join(self.one() for _ in range(count))

    def topic(self) -> str:
        """A heading that was not drawn before."""
        base = _WORDS["topic"][self.topics % len(_WORDS["topic"])]
        self.topics += 1
        while True:
            text = f"{base}, {self.pick('when').lower()}"
            if text not in self.drawn:
                self.drawn.add(text)
                return text

    def table(self) -> Table:
        columns = ("Time", "What you feel", "What you think", "What to try")
        whens = self.chance.sample(_WORDS["when"], 3)
        rows = tuple(
            (
                when,
                f"{self.pick('feel').capitalize()}, even {self.pick('feel')}",
                f"Perhaps {self.pick('think')}",
                self.pick("do").capitalize(),
            )
            for when in whens
        )
        return Table(f"Three moments with {self.pick('who')}", columns, rows)


def sheet(seed: int = 1, parts: int = 8, name: str = "Harbor Clinic") -> Sheet:
    """Eight parts are about 1,750 words, four to five Letter pages."""
    drawn = _Sentences(seed)
    made = tuple(
        Part(
            drawn.topic(),
            drawn.many(3),
            tuple(drawn.one() for _ in range(5)),
            drawn.many(3),
            drawn.table() if number % 4 == 1 else None,
        )
        for number in range(parts)
    )
    return Sheet("When closeness feels uncertain", name, drawn.many(2), made)
