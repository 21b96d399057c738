"""What a machine can see in a handout. In: a Handout in English. Out: facts that items of score sheets are judged by: active voice,
terms explained, actions, tools, pictures. Called by `pemat` and `index`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clinickit.content.model import (
    Block,
    Box,
    Contacts,
    Field,
    Figure,
    Handout,
    ListBlock,
    ListKind,
    Paragraph,
    Role,
    Say,
    Table,
    Terms,
)
from clinickit.content.quality.running import client_sections, of_section, running, said, sentences, spoken

_BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got|gotten)"
_PARTICIPLE = (
    r"(?:\w+ed|born|brought|built|caught|chosen|done|drawn|driven|felt|found|given|gone|heard|held|hidden|hurt|kept|known|left|let|lost|made|"
    r"meant|met|paid|put|read|said|seen|sent|set|shaken|shown|shut|taken|taught|thought|told|understood|used|worn|written)"
)
_PASSIVE = re.compile(rf"\b{_BE}\b(?:\s+(?:not|also|often|always|never|still|only|just|being|\w+ly))*\s+{_PARTICIPLE}\b", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:scared|worried|tired|stressed|excited|interested|based|supposed|used to|allowed|married|depressed|ashamed|upset|relaxed|"
    r"concerned|gone|done|hurt|left out|needed|trained|licensed|registered|mixed|limited|related|involved|linked|crowded|confused|"
    r"surprised|pleased|bored|loved|wanted|closed|rushed|overwhelmed|pressured|alarmed|trusted|skilled|shared|expected|prepared|settled|"
    r"connected|focused|numbed?|guarded|troubled|exhausted|annoyed|disappointed|frightened|panicked|isolated|noticed)\b",
    re.IGNORECASE,
)
"""Participles that say how someone is, not what is done to them."""

TERMS = (
    "attachment", "CBT", "IPT", "IPT-A", "EFT", "ABFT", "psychodynamic", "mentalization", "mindfulness", "disorganized",
    "reactive attachment disorder", "kinship",
)  # fmt: skip
"""Words of the field that a handout explains when it uses them."""

_ADDRESS = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
SHORT_PARAGRAPH, SHORT_ITEM = 75, 45
"""Words: a paragraph and an item that are still short."""


@dataclass(frozen=True, slots=True)
class Found:
    """`passive` is the share of sentences in the passive voice; `unexplained` terms of the field; `long` texts that are too long;
    `steps` whether an action is told as steps; `untitled` the pictures that neither a caption nor, close above, a heading names."""

    passive: float
    passive_example: str
    unexplained: tuple[str, ...]
    long: tuple[str, ...]
    headings: bool
    summary_first: bool
    summary_words: int
    purpose: bool
    cues: int
    figures: tuple[Figure, ...]
    untitled: tuple[str, ...]
    tables: tuple[Table, ...]
    action: bool
    steps: bool
    direct: bool
    tools: int
    lists: int
    numbers: tuple[str, ...]


def look(handout: Handout) -> Found:
    """All that can be seen."""
    sections = client_sections(handout)
    every = [block for section in sections for block in flat(section.blocks)]
    said_all = list(sentences(running(handout)))
    passive = [one for one in said_all if _is_passive(one)]
    actions = [section for section in sections if section.role is Role.ACTION]
    summaries = [section for section in sections if section.role is Role.SUMMARY]
    advice = [text for section in actions for text in of_section(section)]
    return Found(
        passive=len(passive) / len(said_all) if said_all else 0.0,
        passive_example=passive[0] if passive else "",
        unexplained=tuple(term for term in TERMS if not _explained(term, handout)),
        long=tuple(_long(every)),
        headings=all(section.heading.inlines for section in sections),
        summary_first=bool(summaries) and sections[0] is summaries[0],
        summary_words=sum(len(words.split()) for section in summaries for words in of_section(section)),
        purpose=bool(said(handout.lede)) and bool(said(handout.objective)),
        cues=sum(isinstance(block, (Box, ListBlock, Figure, Say, Terms)) for block in every),
        figures=tuple(block for block in every if isinstance(block, Figure)),
        untitled=tuple(one for section in sections for one in _untitled(section.blocks)),
        tables=tuple(block for block in every if isinstance(block, Table)),
        action=bool(actions),
        steps=any(isinstance(block, ListBlock) and block.kind is ListKind.STEPS for section in sections for block in flat(section.blocks)),
        direct=any(_ADDRESS.search(words) or _imperative(words) for words in advice),
        tools=sum(_is_tool(block) for block in every),
        lists=sum(isinstance(block, ListBlock) for block in every),
        numbers=tuple(one for words in said_all for one in re.findall(r"\b\d+(?:[.,]\d+)?\s?%|\b\d+ (?:out of|in) \d+\b", words)),
    )


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks, those inside a box after it."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from flat(block.blocks)


def _untitled(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Pictures without a caption that do not stand right under the section's heading, or one paragraph below it."""
    for at, block in enumerate(blocks):
        if isinstance(block, Figure) and block.caption is None and (at > 1 or (at == 1 and not isinstance(blocks[0], Paragraph))):
            yield block.id


def _is_passive(sentence: str) -> bool:
    return any(not _STATES.search(match.group()) for match in _PASSIVE.finditer(sentence))


def _imperative(words: str) -> bool:
    return bool(re.match(r"[A-Z][a-z]+\b", words)) and not re.match(r"(?:The|A|An|It|This|They|He|She|We|Many|Some)\b", words)


def _is_tool(block: Block) -> bool:
    """Something the reader uses: words to say, boxes to tick, places to write, numbers to call, a table to compare."""
    if isinstance(block, ListBlock):
        return block.kind is ListKind.CHECKLIST
    return isinstance(block, (Say, Field, Contacts, Table))


def _long(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph) and len(said(block.text).split()) > SHORT_PARAGRAPH:
            yield said(block.text)
        elif isinstance(block, ListBlock):
            yield from (said(item.text) for item in block.items if len(said(item.text).split()) > SHORT_ITEM)


def _explained(term: str, handout: Handout) -> bool:
    """Whether a term does not occur, or some sentence says what it is."""
    uses = re.compile(rf"(?<!-)\b{re.escape(term)}\b(?!-)", re.IGNORECASE)
    texts = [text for section in client_sections(handout) for text in spoken(section.blocks)]
    words = [said(handout.lede), *(said(text) for text in texts)]
    if not any(uses.search(one) for one in words):
        return True
    terms = [
        item for section in client_sections(handout) for block in flat(section.blocks) if isinstance(block, Terms) for item in block.items
    ]
    if any(uses.search(said(item.term)) for item in terms):
        return True
    named = re.escape(term)
    verb = r"(?:is|are|means?|stands for|looks? at|links?|helps?|works?|teach(?:es)?|describes?|says?|was made|grows?|may|can|of)"
    says = re.compile(
        rf"\b{named}\b[^.?!]{{0,60}}\b{verb}\b|\b(?:call(?:ed|s)?|name for|known as|or|in short|that is)\b[^.?!]{{0,40}}\b{named}\b",
        re.IGNORECASE,
    )
    return any(says.search(one) for one in words)
