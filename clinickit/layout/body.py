"""The body of a sheet: all that stands on it but the clinic's head. A localized handout and its wording in, slabs and tags out.
Called by `compose`, which keeps bodies: they do not change with the clinic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from clinickit.content.model import Block, Copy, Figure, Handout, Paragraph, Reader, Role, Section, Text
from clinickit.layout.blocks import block, forms, signs
from clinickit.layout.blocks.box import barred, cut_off, framed
from clinickit.layout.blocks.contacts import checked_once
from clinickit.layout.blocks.figures import BESIDE, NARROW, beside
from clinickit.layout.blocks.sources import sources
from clinickit.layout.flow import Group, Keep, Laid, Piece, Slab, begun, chain, grouped
from clinickit.layout.head import Foot, foot
from clinickit.layout.pages import Color
from clinickit.layout.setter import Place, Setter, colored
from clinickit.layout.tags import Decoration, Kind, Tag

RING = 22.0
LEAD_IN = 2
"""A paragraph of so many lines at most, twice as many with its source, leads in what follows it, and stays with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """`opening` (kicker, title, lede) stands before what the foot of page 1 says, in the order of reading; `rest` after it."""

    opening: Laid
    foot: Foot
    rest: Laid


def body(setter: Setter, handout: Handout, upper: float, copy: Copy) -> Body:
    """Lay out everything but the head. `upper` is the y where the text of later pages begins. Only a clinician's copy holds sections for
    clinicians; the card of a discreet one stands last."""
    column = Place(setter.theme.margin, setter.theme.column)
    opening = laid_opening(setter, handout, column)
    bottom = foot(setter)
    setter.room = upper - bottom.later_top
    there = [one for one in handout.sections if copy is Copy.CLINICIAN or one.reader is Reader.CLIENT]
    sections = [section(setter, one, column) for one in there if one.role is not Role.CARD]
    if setter.wording.source_line:
        sections.append(sources(setter, handout, column))
    sections += [section(setter, one, column) for one in there if one.role is Role.CARD]
    slabs = tuple(slab for one in sections for slab in one.slabs)
    return Body(opening, bottom, Laid(slabs, tuple(tag for one in sections for tag in one.tags)))


def laid_opening(setter: Setter, handout: Handout, column: Place) -> Laid:
    """Kicker, title, lede; of a letter its subject alone."""
    look = setter.theme
    kicker_kind = replace(look.head, bold=True, color=look.palette.accent, size=look.head.size + 0.5)
    slabs: tuple[Slab, ...] = ()
    tags = []
    narrow = Place(column.start, min(column.width, look.measure * look.lede.size / look.text.size))
    for text, kind, tag, place, before in (
        (setter.wording.kicker, kicker_kind, Kind.P, column, 0.0),
        (handout.title, look.title, Kind.H1, column, 2.0),
        (None if handout.letterhead else handout.lede, look.lede, Kind.P, narrow, 5.0),
    ):
        if text is None:
            continue
        done = setter.text(text, kind, place)
        made = begun(setter.flowing(done, before), tag)
        if tag is Kind.H1:
            made = (made[0]._replace(bookmark=(handout.title.plain(), 1)), *made[1:])
        slabs += made
        tags.append(setter.tag(tag, text, done.kids))
    return Laid(chain((*slabs, Slab(0.0, ())), Keep.HARD)[:-1], tuple(tags))


class SectionParts(NamedTuple):
    """A section's heading and blocks before they are joined; `tags` are those of both, in order."""

    heading: tuple[Slab, ...]
    blocks: tuple[tuple[Slab, ...], ...]
    tags: tuple[Tag, ...]
    group: Group | None
    whole: bool


def section(setter: Setter, one: Section, column: Place) -> Laid:
    """Sect with an H2 and its blocks, in the frame that its role asks for."""
    parts = section_parts(setter, one, column)
    slabs = joined(parts, parts.heading, parts.blocks)
    if setter.fillable:
        slabs = forms.under(one.heading, slabs)
    return Laid(slabs, (setter.group_tag(Kind.SECT, parts.tags),))


def joined(parts: SectionParts, heading: tuple[Slab, ...], blocks: tuple[tuple[Slab, ...], ...]) -> tuple[Slab, ...]:
    """The slabs of a section, held together and framed as it asks for."""
    slabs = (*heading, *(slab for block in blocks for slab in block))
    slabs = chain(slabs, Keep.SOFT) if parts.whole else slabs
    return slabs if parts.group is None else grouped(slabs, parts.group)


def section_parts(setter: Setter, one: Section, column: Place) -> SectionParts:
    """The parts of a section, inside the frame that its role asks for."""
    look = setter.theme
    palette = look.palette
    before = look.space_heading
    place, color, group = column, palette.accent, None
    if one.role is Role.SUMMARY:
        group, color = barred(setter, column, palette.accent, palette.tint, before), palette.accent_on_tint
        place = column.inset(look.box_side + look.bar, look.box_side)
    elif one.role in (Role.SAFETY, Role.SAFETY_CHECK):
        group, color = barred(setter, column, palette.warm, palette.warm_tint, before), palette.warm
        place = column.inset(look.box_side + look.bar, look.box_side)
    elif one.role is Role.CARD:
        group = cut_off(setter, column, before)
        place = column.inset(look.box_side, look.box_side)
    elif one.role is Role.ACTION:
        group = framed(setter, column, palette.accent, before)
        place = column.inset(look.box_side + _ring(setter) + 10, look.box_side)
    heading, tag = _heading(setter, one.heading, place, color, 0.0 if group else before)
    if one.role is Role.ACTION:
        heading = (heading[0]._replace(pieces=(*_ringed(setter, column), *heading[0].pieces)), *heading[1:])
    blocks, tags = _body(setter, one, place)
    return SectionParts(begun(heading, one.id), blocks, (tag, *tags), group, one.keep_together or _whole(one.role))


def _whole(role: Role) -> bool:
    return role in (Role.SUMMARY, Role.ACTION, Role.SAFETY_CHECK, Role.SAFETY, Role.CARD)


def _ring(setter: Setter) -> float:
    return RING * setter.theme.text.size / 12


def _ringed(setter: Setter, column: Place) -> tuple[Piece, ...]:
    size = _ring(setter)
    x = setter.left(column.start + setter.theme.box_side, size) + size / 2
    drawn = signs.ringed_tick(x, -size / 2, size, setter.theme.palette.accent)
    return tuple(Piece(Decoration.LAYOUT, path) for path in drawn)


def _heading(setter: Setter, text: Text, place: Place, color: Color, before: float) -> tuple[tuple[Slab, ...], Tag]:
    """H2, held to what follows it."""
    done = setter.text(text, colored(setter.theme.heading, color), place)
    made = setter.flowing(done, before)
    made = tuple(slab._replace(keep=Keep.HARD) for slab in made)
    made = (made[0]._replace(bookmark=(text.plain(), 2)), *made[1:])
    return made, setter.tag(Kind.H2, text, done.kids)


def _body(setter: Setter, one: Section, place: Place) -> tuple[tuple[tuple[Slab, ...], ...], tuple[Tag, ...]]:
    """The slabs of each block, and the tags of all."""
    found: list[tuple[Slab, ...]] = []
    tags: tuple[Tag, ...] = ()
    blocks = checked_once(one.blocks)
    at = 0
    while at < len(blocks):
        here = blocks[at]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        pair = None if setter.theme.stacked else _pair(setter, here, following, place)
        made = pair or block(setter, here, place)
        at += 2 if pair else 1
        if not any(found) and made.slabs and made.slabs[0].groups == ():
            made = Laid((made.slabs[0]._replace(before=setter.theme.space_after_heading), *made.slabs[1:]), made.tags)
        if pair is None and isinstance(here, Paragraph) and following is not None and len(made.slabs) <= _lead_in(here):
            made = Laid(chain((*made.slabs, Slab(0.0, ())), Keep.LEAD)[:-1], made.tags)
        found.append(begun(made.slabs, here.id))
        tags += made.tags
    return tuple(found), tags


def _lead_in(paragraph: Paragraph) -> int:
    return LEAD_IN if paragraph.text.source is None else 2 * LEAD_IN


def _pair(setter: Setter, here: Block, following: Block | None, place: Place) -> Laid | None:
    """A picture beside the paragraph next to it, where the column is wide enough."""
    if place.width < BESIDE * 1.7:
        return None
    if isinstance(here, Figure) and here.kind in NARROW and isinstance(following, Paragraph) and here.caption is None:
        return beside(setter, here, following, place, text_first=False)
    if isinstance(here, Paragraph) and isinstance(following, Figure) and following.kind in NARROW:
        return beside(setter, following, here, place, text_first=True)
    return None
