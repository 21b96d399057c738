"""What stands behind each statement, in a clinician's copy: a localized Handout goes in; the same with a quiet line ("Evidence: …
Sources: 2, 5.") below every text that names claims or references comes out. Called by `apply`.

Numbers are those of the list of sources. What rests on practice alone says so in its own words, and gets no line."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from clinickit.content.model import (
    Block,
    Box,
    Figure,
    Handout,
    Item,
    ListBlock,
    Paragraph,
    Row,
    Say,
    SayLine,
    Section,
    Support,
    Table,
    TermItem,
    Terms,
    Text,
)
from clinickit.localize.ui import Words

NOTHING = "none"
"""The evidence of a claim that no study stands behind."""

Node = TypeVar("Node", Item, TermItem, SayLine)


class _Notes:
    """The line for each support of one handout."""

    def __init__(self, handout: Handout, words: Words) -> None:
        self._words = words
        self._numbers = {source.id: at for at, source in enumerate(handout.sources, 1)}
        self._kinds = dict(handout.evidence)

    def line(self, support: Support) -> Text | None:
        """The line for a support; None where it names neither claim nor source."""
        words = self._words
        kinds = list(dict.fromkeys(self._kinds[claim] for claim in support.claims if claim in self._kinds))
        if len(kinds) > 1 and NOTHING in kinds:
            kinds.remove(NOTHING)
        numbers = sorted({self._numbers[ref] for ref in support.refs if ref in self._numbers})
        strength = words.formats(words.text("ui/evidence/full").language).all_of(
            [words.say(f"ui/evidence/{kind}").plain() for kind in kinds]
        )
        listed = ", ".join(words.formats().digits(str(number)) for number in numbers)
        if kinds and numbers:
            return words.say("ui/evidence/full", strength=strength, numbers=listed)
        if kinds:
            return words.say("ui/evidence/bare", strength=strength)
        return words.say("ui/evidence/sources", numbers=listed) if numbers else None

    def below(self, text: Text, support: Support) -> Text:
        """The text with its line."""
        line = self.line(support)
        return text if line is None else replace(text, note=line)


def weighed(handout: Handout, words: Words) -> Handout:
    """The handout as a clinician's copy says it."""
    notes = _Notes(handout, words)
    return replace(handout, sections=tuple(_section(one, notes) for one in handout.sections))


def _section(one: Section, notes: _Notes) -> Section:
    blocks = tuple(_block(block, notes) for block in one.blocks)
    return replace(one, heading=notes.below(one.heading, one.support), blocks=blocks)


def _block(block: Block, notes: _Notes) -> Block:
    match block:
        case Paragraph():
            return replace(block, text=notes.below(block.text, block.support))
        case ListBlock():
            return replace(block, items=tuple(_node(one, notes) for one in block.items))
        case Terms():
            return replace(block, items=tuple(_node(one, notes) for one in block.items))
        case Say():
            return replace(block, lines=tuple(_node(one, notes) for one in block.lines))
        case Table():
            rows = tuple(_row(one, notes) for one in block.rows)
            return replace(block, caption=notes.below(block.caption, block.support), rows=rows)
        case Figure():
            line = notes.line(block.support)
            return replace(block, caption=notes.below(block.caption, block.support) if block.caption else line)
        case Box():
            return replace(block, blocks=tuple(_block(one, notes) for one in block.blocks))
        case _:
            return block


def _node(one: Node, notes: _Notes) -> Node:
    return replace(one, text=notes.below(one.text, one.support))


def _row(one: Row, notes: _Notes) -> Row:
    """The line stands in the cell that says most, which is the widest."""
    if not one.cells:
        return replace(one, heading=notes.below(one.heading, one.support))
    at = max(range(len(one.cells)), key=lambda place: len(one.cells[place].plain()))
    return replace(one, cells=(*one.cells[:at], notes.below(one.cells[at], one.support), *one.cells[at + 1 :]))
