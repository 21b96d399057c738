"""The list of sources, small and numbered, at the end of a handout."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Handout, Plain, Text
from clinickit.content.wording import Wording
from clinickit.languages import language
from clinickit.layout.flow import Keep, Laid, Piece, Slab
from clinickit.layout.pages import LinkArea
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Kind, Leaf, Numbering, Tag

GUTTER, GAP = 20.0, 1.0
PAIRS_FROM = 6
"""So many sources or more stand in two columns."""
FEW = 5
"""So many sources or fewer stand on one page."""


def sources(setter: Setter, handout: Handout, place: Place) -> Laid:
    """Sect with an H2 and an ordered L; each LBody holds the Note of one reference, with its number as Lbl."""
    theme, wording = setter.theme, setter.wording
    heading = setter.text(wording.sources, theme.heading, place)
    made = tuple(slab._replace(keep=Keep.HARD) for slab in setter.flowing(heading, theme.space_heading))
    slabs = (made[0]._replace(bookmark=(wording.sources.plain(), 2)), *made[1:])
    hang = 20.0 * theme.source.size / 10
    pairs = not theme.stacked and not wording.source_link and len(wording.source_line) >= PAIRS_FROM
    half = (place.width - GUTTER) / 2
    strips = [Place(place.start, half), Place(place.start + half + GUTTER, half)] if pairs else [place]
    lines, items, areas = [], [], []
    for at, (source, text) in enumerate(zip(handout.sources, wording.source_line, strict=True)):
        first = (len(handout.sources) + 1) // 2
        strip = strips[1] if pairs and at >= first else strips[0]
        number, label, done = _line(setter, at + 1, text, strip, hang)
        said = [setter.tag(Kind.LBL, number, label.kids), setter.tag(Kind.P, text, done.kids)]
        links: tuple[LinkArea, ...] = ()
        if wording.source_link and wording.source_link[at]:
            done, tag, links = _linked(setter, Text((Plain(wording.source_link[at]),), source.language), strip, hang, done)
            said.append(tag)
        lines.append((label, done))
        areas.append(links)
        note = replace(setter.group_tag(Kind.NOTE, tuple(said)), note_id=f"{setter.prefix}source-{source.id}")
        items.append(setter.group_tag(Kind.LI, (setter.group_tag(Kind.LBODY, (note,)),)))
    slabs += (_columns(lines, theme.space_after_heading),) if pairs else _rows(lines, areas, theme.space_after_heading)
    listed = replace(setter.group_tag(Kind.L, tuple(items)), numbering=Numbering.DECIMAL)
    return Laid(slabs, (setter.group_tag(Kind.SECT, (setter.tag(Kind.H2, wording.sources, heading.kids), listed)),))


def _line(setter: Setter, number: int, text: Text, strip: Place, hang: float) -> tuple[Text, SetText, SetText]:
    """A number and a source beside it. A left-to-right source in a right-to-left page is set from the left, its number too, in its own
    language: PDFium would put a number from the other side into the middle of the line. Digits of the source stand on its line."""
    kind = setter.theme.source
    label = numbered(setter.wording, number, text, setter.rtl)
    if setter.rtl and not language(text.language).rtl:
        at_left = Place(strip.start + strip.width - hang, hang)
        return label, setter.text(label, kind, at_left, align="end"), setter.text(text, kind, strip.inset(0, hang), align="end")
    return label, setter.text(label, kind, Place(strip.start, hang)), setter.text(text, kind, strip.inset(hang))


def numbered(wording: Wording, number: int, text: Text, rtl: bool) -> Text:
    """The number before a source, in the source's own language where its digits are those, or where it is a left-to-right line of a
    right-to-left page."""
    said = str(number) if rtl and not language(text.language).rtl else wording.number(number)
    return Text((Plain(f"{said}."),), text.language if said == str(number) else wording.language)


def _linked(setter: Setter, link: Text, strip: Place, hang: float, done: SetText) -> tuple[SetText, Tag, tuple[LinkArea, ...]]:
    """The source with its address beneath, as a left-to-right paragraph of its own, linked."""
    place, align = (strip.inset(0, hang), "end") if setter.rtl else (strip.inset(hang), "start")
    below = setter.text(link, setter.theme.source, place, align=align, ltr=True)
    tag = Tag(Kind.P, (Tag(Kind.LINK, below.kids, link.language, uri=link.plain()),), link.language)
    leaf = next(kid for kid in below.kids if isinstance(kid, Leaf))
    areas = setter.link_areas(below, leaf, link.plain(), link.plain(), -done.height)
    both = SetText(done.heights + below.heights, done.lines + below.lines, done.kids, max(done.width, below.width))
    return both, tag, areas


def _rows(lines: list[tuple[SetText, SetText]], areas: list[tuple[LinkArea, ...]], before: float) -> tuple[Slab, ...]:
    """One under the other, each kept whole, with its links; a few together, else the first two and the last two."""
    count = len(lines)
    weak = Keep.SOFT if count <= FEW else Keep.FREE
    held = [Keep.HARD if at in (0, count - 2) else weak for at in range(count - 1)] + [Keep.FREE]
    return tuple(
        Slab(done.height, (*label.block(), *done.block()), before if at == 0 else GAP, held[at], links=links, begins=str(at))
        for at, ((label, done), links) in enumerate(zip(lines, areas, strict=True))
    )


def _columns(lines: list[tuple[SetText, SetText]], before: float) -> Slab:
    """Down the first column, then down the second."""
    first = (len(lines) + 1) // 2
    pieces: list[Piece] = []
    tall = 0.0
    for column in (lines[:first], lines[first:]):
        y = 0.0
        for label, done in column:
            pieces += (*label.block(y), *done.block(y))
            y -= done.height + GAP
        tall = max(tall, -y - GAP)
    return Slab(tall, tuple(pieces), before)
