"""What a reader reads as sentences. In: a Handout, in any language. Out: its running words. Called by the measures beside it.

Left out: headings, tables, figures, fields, contacts, sources, and names that placeholders fill in. Every string ends a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.content.model import (
    Block,
    Box,
    Handout,
    LineBreak,
    ListBlock,
    Paragraph,
    Plain,
    Reader,
    Say,
    Section,
    Terms,
    Text,
)

SENTENCE_END = re.compile(r"[.!?…؟।。！？]+[”’\"'»)\]]*(?:\s+|$)|(?<=[。！？])")


def client_sections(handout: Handout) -> tuple[Section, ...]:
    """The sections that a client gets; all of them in a guide for clinicians."""
    if handout.audience == "clinician":
        return handout.sections
    return tuple(section for section in handout.sections if section.reader is Reader.CLIENT)


def running(handout: Handout) -> Iterator[str]:
    """The strings that are read as sentences: lede, paragraphs, items with their leads, words to say, meanings."""
    yield said(handout.lede)
    for section in client_sections(handout):
        yield from of_section(section)


def of_section(section: Section) -> Iterator[str]:
    """The running words of one section."""
    for text in spoken(section.blocks):
        yield said(text)


def spoken(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """The leaves of blocks that are read as sentences, in order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case ListBlock():
                for item in block.items:
                    yield from (one for one in (item.lead, item.text) if one is not None)
            case Say():
                yield from (line.text for line in block.lines)
            case Terms():
                yield from (item.text for item in block.items)
            case Box():
                yield from spoken(block.blocks)
            case _:
                continue


def said(text: Text) -> str:
    """The words without markup; a break ends a sentence, a placeholder is a name and left out."""
    return "".join(one.text if isinstance(one, Plain) else ". " if isinstance(one, LineBreak) else "" for one in text.inlines).strip()


def sentences(strings: Iterator[str]) -> Iterator[str]:
    """The sentences of strings, each with a letter in it."""
    for string in strings:
        for found in SENTENCE_END.split(string):
            if any(letter.isalpha() for letter in found):
                yield found.strip().rstrip("。！？")
