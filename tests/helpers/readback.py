"""Does a printed sheet give its words back? A file, what it should say and what readers made of it go in; sentences that say what is
wrong come out, none where all is well.

Three steps carry a string from the catalog to each reader: it stands in the text of the tag tree, in printing order (`in_tree`); page
for page the reader gives the text of the tree, letter for letter and in the tree's order (`in_order`); poppler, which sorts by
position, gives each block when it reads the block's rectangle (`block_by_block`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.helpers import readers
from tests.helpers.expected import Expected
from tests.helpers.readers import Box, bare
from tests.helpers.structure import Element, Leaf, Piece, Tagged

_INLINE = frozenset({"Span", "Strong", "Link", "Reference", "Quote", "Code"})


def in_tree(tagged: Tagged, strings: Sequence[Expected]) -> list[str]:
    """Every string stands in the tree, alternative texts as Alt; units follow one another in printing order."""
    said = bare(tagged.tree.text)
    alternatives = {bare(element.alt) for element in tagged.tree.elements() if element.alt}
    found, start = [], 0
    for unit, group in groupby(strings, key=lambda one: one.unit):
        end = start
        for one in group:
            if one.alternative:
                if not any(one.pattern().fullmatch(alternative) for alternative in alternatives):
                    found.append(f"{one.context}: no Alt says “{one.text}”")
                continue
            match = one.pattern().search(said, start)
            if match:
                end = max(end, match.end())
            elif one.pattern().search(said):
                found.append(f"{one.context}: stands before {unit}, which is printed earlier: “{one.text}”")
            else:
                found.append(f"{one.context}: not in the tag tree: “{one.text}”")
        start = end
    return found


def in_order(tagged: Tagged, reader: str, pages: Sequence[str]) -> list[str]:
    """Page for page, the reader's text holds the text of the tree in one piece."""
    found = []
    for number, page in enumerate(pages):
        wanted, got = bare(tagged.tagged_text(number)), bare(page)
        if wanted not in got:
            found.append(f"{reader}, page {number + 1}: {difference(wanted, got)}")
    return found


def block_by_block(path: Path, tagged: Tagged) -> list[str]:
    """Poppler reads the rectangle of each block."""
    found = []
    for pieces in blocks(tagged.tree):
        for page, group in groupby(pieces, key=lambda piece: piece.box.page):
            here = list(group)
            wanted = bare("".join(piece.text for piece in here))
            if not wanted:
                continue
            got = bare(readers.poppler_box(path, around([piece.box for piece in here if bare(piece.text)])))
            if wanted not in got and not (_UNSPACED.search(wanted) and _line_by_line(path, here)):
                found.append(f"poppler, page {page + 1}: {difference(wanted, got)}")
    return found


_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def _line_by_line(path: Path, pieces: Sequence[Piece]) -> bool:
    """Whether poppler gives each line of a block: where words stand without spaces, it takes the rest of a line after bold words for a
    column of its own, and puts a short last line before it."""
    lines = groupby(pieces, key=lambda piece: round(piece.box.y + piece.box.height))
    texts = [list(line) for _, line in lines]
    return all(
        bare("".join(piece.text for piece in line)) in bare(readers.poppler_box(path, around([piece.box for piece in line])))
        for line in texts
        if bare("".join(piece.text for piece in line))
    )


def blocks(element: Element, language: str = "") -> Iterator[list[Piece]]:
    """The pieces that a person sees as one block: those of the innermost element that is not inline. What stands in another language
    (a source beneath its translation) is a block of its own, as is each piece in a figure, whose labels lie about."""
    together: list[Piece] = []
    for kid in element.kids:
        if isinstance(kid, Leaf):
            held = kid.pieces
        elif kid.kind in _INLINE and all(part.lang in (None, language) for part in kid.elements()):
            held = [piece for inner in blocks(kid, language) for piece in inner]
        else:
            if together:
                yield together
                together = []
            yield from blocks(kid, kid.lang or language)
            continue
        if element.kind == "Figure":
            yield from ([piece] for piece in held)
        else:
            together = [*together, *held]
    if together:
        yield together


def around(boxes: Sequence[Box]) -> Box:
    """The smallest rectangle around all, with half a point on each side for what a reader rounds."""
    left, top = min(box.x for box in boxes) - 0.5, min(box.y for box in boxes) - 0.5
    right, bottom = max(box.x + box.width for box in boxes) + 0.5, max(box.y + box.height for box in boxes) + 0.5
    return Box(boxes[0].page, left, top, right - left, bottom - top)


def difference(wanted: str, got: str) -> str:
    """Where the two part: the longest start of `wanted` that stands in `got`, and what follows in each."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in got else (low, middle - 1)
    at = got.find(wanted[:low]) + low
    return f"after “{wanted[max(0, low - 25) : low]}” should come “{wanted[low : low + 40]}”, came “{got[at : at + 40]}”"
