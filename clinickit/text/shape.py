"""A word in, its codes out: what each code draws, says, and how far it moves. Called by `typesetter` for words it has not kept.

One code a character, one drawing a cluster, so that a reader gives back exactly what was written:

- a cluster of one glyph and one character that is not moved up or down stays that glyph; kerning is its `before` and `after`;
- any other cluster is one composite drawn by its first code from the left, and as many codes as it has characters, the others blank;
  their advances share the cluster's, a combining mark (Mn) taking `MARK`, the rest equal parts;
- a cluster without an advance joins its base, which in right-to-left output stands after it.

`MARK` is 0.101 em: poppler takes starts closer than 0.1 em for doubled text, pdf.js makes a space of more than 0.102 em after a mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple, cast

import uharfbuzz as hb

from clinickit.errors import GlyphMissing
from clinickit.text.breaks import SPACES
from clinickit.text.fonts import EM, Font
from clinickit.text.runs import Blank, Code, Drawn, FaceKey, Glyph, Word

MARK = 101
LRM, RLM, ZWSP = "\u200e", "\u200f", "\u200b"
HYPHENS = "-\u2010"
PAIRS = "“”‘’„‚«»‹›()[]{}…"
_FEATURES = {"dlig": False}
_LEVEL = hb.BufferClusterLevel.MONOTONE_CHARACTERS
_BLANKS = {" ": 250, "\u00a0": 250, "\u2009": 200, "\u202f": 200, "\u3000": EM}
"""Advances of white space that the font itself lacks."""


Placed = tuple[int, int, int, int, int]
"""A glyph as HarfBuzz gives it: number, cluster, x and y offset, x advance."""

Sized = tuple[Code, int]
"""A code, and how far it moves the pen."""


class Cluster(NamedTuple):
    """Characters start … end of the text that are drawn together."""

    start: int
    end: int
    glyphs: list[Placed]


class Request(NamedTuple):
    """What a word's shape depends on. `context` is the unspaced text that holds it from `at` on; `cuts` are the places, counted in `text`,
    where a line may break."""

    text: str
    script: str
    language: str
    rtl: bool
    context: str = ""
    at: int = 0
    cuts: tuple[int, ...] = ()


def words(font: Font, request: Request) -> tuple[Word, ...]:
    """The word, in one Word a piece between `cuts`, in logical order. Raises GlyphMissing when the font has no glyph."""
    text = request.text
    if not text:
        return (Word(font.key, (), 0),)
    buffer, at = _shape(font, request)
    infos = [(info.codepoint, info.cluster - at) for info in buffer.glyph_infos]
    places = [place.position for place in buffer.glyph_positions]
    if not request.cuts and len(infos) == len(text):
        short = _short(font, request, infos, places)
        if short is not None:
            return (short,)
    glyphs = [
        (gid, cluster, *place[:3]) if gid else _without_glyph(font, request, cluster)
        for (gid, cluster), place in zip(infos, places, strict=True)
    ]
    found = _clusters(glyphs, len(text), request.rtl)
    made = []
    for start, end in zip((0, *request.cuts), (*request.cuts, len(text)), strict=True):
        codes: list[Sized] = []
        for one in found:
            if start <= one.start < end:
                _add_codes(codes, font, text, one, request.rtl)
        if request.rtl:
            codes = _parted(codes)
        space = _space(codes, request.rtl) if text[end - 1] in SPACES else 0
        made.append(Word(font.key, tuple([code for code, _ in codes]), sum([size for _, size in codes]), space))
    return tuple(made)


def _short(font: Font, request: Request, infos: list[tuple[int, int]], places: list[tuple[int, int, int, int]]) -> Word | None:
    """A word whose characters each have their own glyph, not moved up or down; None for any other."""
    text = request.text[::-1] if request.rtl else request.text
    count = len(text)
    if [cluster for _, cluster in infos] != list(range(count - 1, -1, -1) if request.rtl else range(count)):
        return None
    keys = list(zip([gid for gid, _ in infos], text, places, strict=True))
    codes = [font.codes.get(key) or _plain_code(font, *key) for key in keys]
    if None in codes:
        return None
    sizes = [place[2] for place in places]
    spaces = count - len(request.text.rstrip(SPACES))
    space = sum(sizes[:spaces] if request.rtl else sizes[count - spaces :])
    return Word(font.key, cast(tuple[Code, ...], tuple(codes)), sum(sizes), space)


def ordinary(font: Font, texts: Sequence[str], script: str, language: str) -> list[Word | None]:
    """Left-to-right words shaped in one call, by the short way for nearly every word of most scripts: each character has its own glyph,
    not moved up or down. None for a word that needs `words`. Only for words that do not change beside a space."""
    text = " ".join(texts)
    buffer, _ = _shape(font, Request(text, script, language, False))
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if [info.cluster for info in infos] != list(range(len(text))):
        return [ordinary(font, (one,), script, language)[0] for one in texts] if len(texts) > 1 else [None]
    gids, places = [info.codepoint for info in infos], [place.position for place in positions]
    keys = list(zip(gids, text, places, strict=True))
    codes = list(map(font.codes.get, keys))
    whole = None not in codes
    if not whole:
        codes = [code or _plain_code(font, *key) for code, key in zip(codes, keys, strict=True)]
        whole = None not in codes
    ends = [0, *accumulate([place[2] for place in places])]
    found: list[Word | None] = []
    start = 0
    for one in texts:
        end = start + len(one)
        held = tuple(codes[start:end])
        if whole or None not in held:
            solid = start + len(one.rstrip(SPACES))
            found.append(Word(font.key, cast(tuple[Code, ...], held), ends[end] - ends[start], ends[end] - ends[solid]))
        else:
            found.append(None)
        start = end + 1
    return found


def _plain_code(font: Font, gid: int, character: str, place: tuple[int, int, int, int]) -> Code | None:
    """The code of a glyph that is one character's and needs no composite."""
    x, y, advance, _ = place
    if not gid or y or not advance or is_mark(character):
        return None
    code = Code(Glyph(gid), character, x, advance - font.advance(gid) - x)
    return font.codes.setdefault((gid, character, place), code)


def neutral(font: Font, letters: Sequence[str], script: str, language: str) -> bool:
    """Whether letters keep their own glyph and place beside a space, so that words may be shaped in one call."""
    text = "".join([f" {one}" for one in letters]) + " "
    buffer, _ = _shape(font, Request(text, script, language, False))
    if [info.cluster for info in buffer.glyph_infos] != list(range(len(text))):
        return False
    return all(
        place.position == (0, 0, font.advance(info.codepoint), 0)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


def extent(font: Font, code: Code) -> int:
    """How far a code moves the pen."""
    own = font.advance(code.draw.gid) if isinstance(code.draw, Glyph) else code.draw.advance
    return code.before + own + code.after


def blank(face: FaceKey, says: str, aside: int = 0) -> Word:
    """A blank that takes no room: it stands left of where it is put, and `aside` more, in 1/1000 em."""
    return Word(face, (Code(Blank(MARK), says, -MARK - aside, aside),), 0)


def last_mark(font: Font, word: Word) -> tuple[Word, Word] | None:
    """A right-to-left word that ends with a mark, as what stands before that mark and the mark with the space after it; None for any
    other. pdf.js gives a mark that is the first thing of a show operator to the line before; as an operator of its own it stays."""
    at = marks = 0
    for at, code in enumerate(word.codes):
        if is_mark(code.says):
            marks = at + 1
        elif marks or not (code.says in SPACES or code.says == RLM):
            break
    if not marks:
        return None
    tail = sum(extent(font, code) for code in word.codes[:marks])
    return Word(word.face, word.codes[marks:], word.advance - tail), Word(word.face, word.codes[:marks], tail, word.space)


def closed(word: Word) -> Word | None:
    """A word whose rightmost letter is a hyphen, with a blank U+200B right of it; None for any other. Poppler takes a hyphen at the right
    end of a line for hyphenation and drops it."""
    for at in range(len(word.codes) - 1, -1, -1):
        says = word.codes[at].says
        if says in HYPHENS:
            made = (*word.codes[: at + 1], Code(Blank(MARK), ZWSP, -MARK, 0), *word.codes[at + 1 :])
            return Word(word.face, made, word.advance, word.space)
        if says not in SPACES:
            break
    return None


def is_mark(character: str) -> bool:
    """A combining mark without width of its own."""
    return unicodedata.category(character) == "Mn"


def is_rtl(character: str) -> bool:
    """A right-to-left letter."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def _shape(font: Font, request: Request) -> tuple[hb.Buffer, int]:
    """The shaped buffer, glyphs in visual order; and the cluster of the request's first character."""
    context, at = (request.context, request.at) if request.context else (request.text, 0)
    if "\u2011" in context and not (font.has("\u2011") or font.has("\u2010")):
        context = context.replace("\u2011", "-")
    buffer = hb.Buffer()
    buffer.add_str(context, at, len(request.text))
    buffer.direction = "rtl" if request.rtl else "ltr"
    buffer.script = request.script
    buffer.language = request.language
    buffer.cluster_level = _LEVEL
    hb.shape(font.hb, buffer, _FEATURES)
    return buffer, at


def _without_glyph(font: Font, request: Request, cluster: int) -> Placed:
    """White space that the font lacks, as glyph -1; for anything else, GlyphMissing."""
    character = request.text[cluster]
    if character not in _BLANKS:
        raise GlyphMissing(character, request.language, request.text, (font.key.face,))
    return -1, cluster, 0, 0, _BLANKS[character]


def _clusters(glyphs: Sequence[Placed], length: int, rtl: bool) -> list[Cluster]:
    """In visual order, left to right; their characters cover the text."""
    joined: list[list[Placed]] = []
    starts: list[int] = []
    waiting: list[Placed] = []
    for cluster, group in groupby(glyphs, itemgetter(1)):
        held = list(group)
        flat = not any(map(itemgetter(4), held))
        if flat and rtl:
            waiting += held
        elif flat and joined:
            joined[-1] += held
        else:
            joined.append(waiting + held)
            starts.append(cluster)
            waiting = []
    if waiting:
        joined.append(waiting)
        starts.append(min([glyph[1] for glyph in waiting]))
    order = sorted(starts)
    end = dict(zip(order, [*order[1:], length], strict=True))
    return [Cluster(0 if start == order[0] else start, end[start], held) for start, held in zip(starts, joined, strict=True)]


def _add_codes(codes: list[Sized], font: Font, text: str, cluster: Cluster, rtl: bool) -> None:
    """A cluster's codes, left to right."""
    said, glyphs = text[cluster.start : cluster.end], cluster.glyphs
    gid, _, x, y, advance = glyphs[0]
    if len(glyphs) == 1 and len(said) == 1 and not y and gid >= 0 and (advance or x):
        codes.append((Code(Glyph(gid), said, x, advance - font.advance(gid) - x), advance))
        return
    left, parts = 0, []
    for gid, _, x, y, advance in glyphs:
        if gid >= 0:
            parts.append((gid, left + x, y))
        left += advance
    for at, character in enumerate(reversed(said) if rtl else said):
        rest = len(said) - at
        share = left if rest == 1 else min(left, MARK) if is_mark(character) else left // rest
        left -= share
        draw = Drawn(tuple(parts), share) if at == 0 and parts else Blank(share)
        codes.append((Code(draw, character), share))


def _parted(codes: list[Sized]) -> list[Sized]:
    """Right to left: a blank U+200F between a character that is no letter and a mark to its right, taken out of that character's
    advance (standing in it, where it is narrow); else PDFium swaps the full stop and the tanween of “جداً.”."""
    found: list[Sized] = []
    after = False
    for code, size in reversed(codes):
        if not after or is_mark(code.says) or is_rtl(code.says):
            found.append((code, size))
        elif size < 2 * MARK:
            found += [(Code(Blank(MARK), RLM, -MARK), 0), (code, size)]
        else:
            draw: Drawn | Blank = Blank(size - MARK)
            if isinstance(code.draw, Glyph):
                draw = Drawn(((code.draw.gid, code.before, 0),), size - MARK)
            elif isinstance(code.draw, Drawn):
                draw = Drawn(code.draw.parts, size - MARK)
            found += [(Code(Blank(MARK), RLM), MARK), (Code(draw, code.says), size - MARK)]
        after = is_mark(code.says)
    return found[::-1]


def _space(codes: Sequence[Sized], rtl: bool) -> int:
    """The advance of the white space at the word's end."""
    total = 0
    for code, size in codes if rtl else reversed(codes):
        if code.says not in SPACES and code.says != RLM:
            break
        total += size
    return total
