"""A discreet copy: a sheet that goes home to someone who may not want it seen. A localized Handout goes in; the same text with a neutral
title, without topics, and with its contacts on a card at the end comes out. Called by `apply`.

What the body says stays: the reader needs it. What stands around the body, and what the file says of itself, tells nobody what it is
about."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Block, Box, Contact, Contacts, Handout, Paragraph, Role, Section, Text
from clinickit.localize.ui import Words


def discreet(handout: Handout, words: Words) -> Handout:
    """The handout as a discreet copy says it."""
    title = words.say("ui/discreet/title")
    moved: list[Contacts] = []
    there = words.say("ui/discreet/moved")
    sections = tuple(replace(one, blocks=tuple(_without(block, moved, there) for block in one.blocks)) for one in handout.sections)
    found = _each_once(moved)
    if found:
        how = Paragraph("how", words.say("ui/discreet/cut"))
        sections += (Section("card", Role.CARD, words.say("ui/discreet/card"), (how, *found), keep_together=True),)
    return replace(handout, title=title, short_title=title, topics=(), codes=(), sections=sections)


def _without(block: Block, moved: list[Contacts], there: Text) -> Block:
    """The block, its contacts taken out and words in their place that say where they are."""
    if isinstance(block, Box):
        return replace(block, blocks=tuple(_without(one, moved, there) for one in block.blocks))
    if not isinstance(block, Contacts):
        return block
    moved.append(block)
    return Paragraph(block.id, there)


def _each_once(moved: list[Contacts]) -> tuple[Contacts, ...]:
    """All contacts, in order; what two boxes named stands on the card once, and so does the note."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    found: list[Contacts] = []
    noted = False
    for one in moved:
        entries: list[Contact] = []
        for entry in one.entries:
            key = (entry.purpose.plain() if entry.purpose else entry.kind, tuple(way.display for way in entry.ways))
            if key not in seen:
                seen.add(key)
                entries.append(entry)
        note = None if noted else one.note
        noted = noted or note is not None
        if entries or note is not None:
            found.append(replace(one, entries=tuple(entries), note=note, checked=one.checked if entries else None))
    return tuple(found)
