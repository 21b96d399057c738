"""Paragraphs, words to say, terms and what to read next."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Paragraph, Plain, Say, SayLine, See, Terms, Text
from clinickit.content.wording import Wording
from clinickit.layout.blocks.lists import bulleted
from clinickit.layout.flow import Keep, Laid, Piece, Slab, begun, chain
from clinickit.layout.pages import PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind, Numbering, Tag


def paragraph(setter: Setter, one: Paragraph, place: Place) -> Laid:
    """P, no wider than the measure."""
    done = setter.text(one.text, setter.theme.text, narrow(setter, place))
    slabs = setter.flowing(done, setter.theme.space_paragraph)
    return Laid(slabs, (setter.tag(Kind.P, one.text, done.kids),))


def narrow(setter: Setter, place: Place) -> Place:
    """The place, no wider than the measure; inside a box the text may fill it."""
    return place if place.start > setter.theme.margin else Place(place.start, min(place.width, setter.theme.measure))


def say(setter: Setter, one: Say, place: Place) -> Laid:
    """Words to say: the situation, then the words in the locale's quotation marks, beside a rule. L of LI, the situation as Lbl."""
    slabs: list[Slab] = []
    tags = []
    inner = narrow(setter, place).inset(setter.theme.hang)
    for line in one.lines:
        kids: list[Tag] = []
        found: tuple[Slab, ...] = ()
        if line.situation is not None:
            done = setter.text(line.situation, setter.theme.strong, inner)
            kids.append(setter.tag(Kind.LBL, line.situation, done.kids))
            found = chain((*setter.flowing(done, setter.theme.space_paragraph), Slab(0.0, ())), Keep.HARD)[:-1]
        words = quoted(setter.wording, line)
        done = setter.text(words, setter.theme.text, inner)
        kids.append(setter.tag(Kind.LBODY, words, done.kids))
        found = chain(found + setter.flowing(done, 0.0 if found else setter.theme.space_paragraph, whole=True), Keep.SOFT)
        slabs += begun(tuple(_ruled(setter, slab, place) for slab in found), line.id)
        tags.append(setter.group_tag(Kind.LI, tuple(kids)))
    return Laid(tuple(slabs), (replace(setter.group_tag(Kind.L, tuple(tags)), numbering=Numbering.DISC),))


def quoted(wording: Wording, line: SayLine) -> Text:
    """The words in quotation marks: those of the text's own language where they are the page's, else plain double ones."""
    own = line.text.language == wording.language
    opening, closing = (wording.quote_open, wording.quote_close) if own else ("“", "”")
    said = line.text.plain()
    if said.startswith(opening):
        return line.text
    return replace(line.text, inlines=(Plain(opening), *line.text.inlines, Plain(closing)))


def _ruled(setter: Setter, slab: Slab, place: Place) -> Slab:
    bar = 2.0
    x = setter.left(place.start + 2, bar)
    rule = PlacedPath((("re", x, -slab.height, bar, slab.height),), fill=setter.theme.palette.rule)
    return slab._replace(pieces=(Piece(Decoration.LAYOUT, rule), *slab.pieces))


def terms(setter: Setter, one: Terms, place: Place) -> Laid:
    """Terms: bold, then the meaning. L with the term as Lbl."""
    slabs: tuple[Slab, ...] = ()
    tags = []
    inner = narrow(setter, place)
    for item in one.items:
        term = setter.text(item.term, setter.theme.strong, inner)
        meaning = setter.text(item.text, setter.theme.text, inner)
        made = setter.flowing(term, setter.theme.space_paragraph) + setter.flowing(meaning, 0.0, whole=True)
        slabs += begun(chain(made, Keep.SOFT), item.id)
        kids = (setter.tag(Kind.LBL, item.term, term.kids), setter.tag(Kind.LBODY, item.text, meaning.kids))
        tags.append(setter.group_tag(Kind.LI, kids))
    return Laid(slabs, (replace(setter.group_tag(Kind.L, tuple(tags)), numbering=Numbering.DISC),))


def see(setter: Setter, one: See, place: Place) -> Laid:
    """Titles of what to read next, as a bulleted list."""
    return bulleted(setter, one.titles, place)
