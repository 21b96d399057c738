"""Contacts: for each a line that says what it is for, its numbers large, each on a line of its own, and how, when and for whom.

A number, an address or a code is a left-to-right paragraph by itself, whatever the page's direction, and so is a line's name in a
right-to-left page: no reader tears it then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinickit.content.model import Block, Contact, Contacts, Inline, Plain, Text, Value, Way, WayKind
from clinickit.languages import language
from clinickit.layout.blocks import scan
from clinickit.layout.flow import Keep, Laid, Piece, Slab, begun, chain, moved
from clinickit.layout.pages import LinkArea, PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind, Leaf, Numbering, Tag
from clinickit.layout.theme import Type

RULE_BEFORE, RULE_AFTER = 6.0, 4.5
BLANK_HEIGHT, BLANK_WIDTH = 26.0, 220.0
COLUMNS, GUTTER = 3, 14.0
BETWEEN = " · "


def contacts(setter: Setter, one: Contacts, place: Place) -> Laid:
    """L with an LI a contact; "sources checked on" and the note below as P."""
    slabs: tuple[Slab, ...] = ()
    items = []
    for at, contact in enumerate(one.entries):
        made, tag = _contact(setter, contact, place)
        slabs += begun(made, f"{contact.kind} {at}")
        items.append(tag)
    tags: list[Tag] = []
    if items:
        tags.append(replace(setter.group_tag(Kind.L, tuple(items)), numbering=Numbering.DISC))
    for text, kind in ((one.note, setter.theme.text), (one.checked, setter.theme.source)):
        if text is not None:
            done = setter.text(text, kind, place)
            if slabs:
                slabs = (*slabs[:-1], slabs[-1]._replace(keep=Keep.HARD))
            slabs += begun(setter.flowing(done, RULE_BEFORE), "below")
            tags.append(setter.tag(Kind.P, text, done.kids))
    return Laid(slabs, tuple(tags))


def checked_once(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a section, with "sources checked on" below its last contacts alone: the earliest day of all."""
    dated = [(min(days), one) for one in blocks if isinstance(one, Contacts) and (days := _days(one))]
    if len(dated) < 2:
        return blocks
    earliest = min(dated, key=lambda pair: pair[0])[1].checked
    last = dated[-1][1]
    return tuple(
        replace(one, checked=earliest if one is last else None) if isinstance(one, Contacts) and one.checked else one for one in blocks
    )


def _days(one: Contacts) -> list[date]:
    return [entry.checked_on for entry in one.entries if entry.checked_on is not None]


def _contact(setter: Setter, contact: Contact, place: Place) -> tuple[tuple[Slab, ...], Tag]:
    theme = setter.theme
    x = setter.left(place.start, place.width)
    line = PlacedPath((("m", x, 0.0), ("l", x + place.width, 0.0)), stroke=theme.palette.rule, width=0.75)
    slabs: tuple[Slab, ...] = (Slab(RULE_AFTER, (Piece(Decoration.LAYOUT, line),), RULE_BEFORE, Keep.HARD),)
    code, place = scan.beside(setter, contact.scan, place)
    label: tuple[Tag, ...] = ()
    named, apart = said_of(contact, setter.rtl)
    if named is not None:
        done = setter.text(named, theme.text, place)
        slabs += setter.flowing(done, 0.0)
        label = (setter.tag(Kind.LBL, named, done.kids),)
    slabs = chain(slabs, Keep.TIGHT)
    made, body = _ways(setter, contact.ways, place)
    if apart is not None:
        done = setter.text(apart, theme.text, place)
        slabs += setter.flowing(done, 0.0)
        body = [setter.tag(Kind.P, apart, done.kids), *body]
    slabs += made
    if contact.say_first is not None:
        done = setter.text(contact.say_first, theme.text, place)
        slabs += chain(setter.flowing(done, 1.0), Keep.TIGHT)
        body.append(setter.tag(Kind.P, contact.say_first, done.kids))
    if code is not None:
        slabs, body = (scan.joined(slabs, code),), [*body, code.tag]
    lbody = setter.group_tag(Kind.LBODY, tuple(body))
    return chain(slabs, Keep.HARD), setter.group_tag(Kind.LI, (*label, lbody))


def said_of(contact: Contact, rtl: bool) -> tuple[Text | None, Text | None]:
    """What is said of a contact, and its name where that stands on a line of its own: a left-to-right name in a right-to-left page."""
    if contact.name and rtl and not language(contact.name_language).rtl:
        return _named(replace(contact, name="")), Text((Plain(contact.name),), contact.name_language)
    return _named(contact), None


def _named(contact: Contact) -> Text | None:
    """What it is for, in bold, then its name, and when, for whom and in which languages, in one text."""
    purpose, detail = contact.purpose, contact.detail
    if purpose is None:
        return detail
    parts: list[Inline] = [replace(one, strong=True) if isinstance(one, (Plain, Value)) else one for one in purpose.inlines]
    source = list(purpose.source.inlines) if purpose.source else []
    if contact.name:
        parts += (Plain(BETWEEN), Value(contact.name, contact.name_language))
    if detail is not None and detail.language == purpose.language:
        parts += (Plain(BETWEEN), *detail.inlines)
        source += (Plain(BETWEEN), *detail.source.inlines) if source and detail.source else ()
    below = replace(purpose.source, inlines=tuple(source)) if purpose.source else None
    return replace(purpose, inlines=tuple(parts), source=below)


def _ways(setter: Setter, ways: tuple[Way, ...], place: Place) -> tuple[tuple[Slab, ...], list[Tag]]:
    """Side by side where each fits its column, else one under the other; each number on a line of its own in its column."""
    ways = labelled(ways)
    strips = () if setter.theme.stacked else _strips(setter, ways, place)
    if strips:
        made = [_way(setter, way, strip) for way, strip in zip(ways, strips, strict=True)]
        return (_level([slabs for slabs, _ in made]),), [tag for _, tags in made for tag in tags]
    slabs: tuple[Slab, ...] = ()
    tags: list[Tag] = []
    for way in ways:
        found, more = _way(setter, way, place)
        slabs += found
        tags += more
    return slabs, tags


def labelled(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The ways as they print: a number alone that is called needs no label."""
    if len(ways) == 1 and ways[0].channels == ("call",) and ways[0].press is None:
        return (replace(ways[0], label=None),)
    return ways


def _strips(setter: Setter, ways: tuple[Way, ...], place: Place) -> tuple[Place, ...]:
    """A column for each way, as wide as its number (and its label, where there is room for all) and an equal part of what is left; none
    where they do not fit side by side."""
    if not 1 < len(ways) <= COLUMNS:
        return ()
    numbers = [setter.width(_number(setter, way.display), _kind(setter, way), ltr=True) + 1 for way in ways]
    labels = [setter.width(way.label, setter.theme.text) + 1 if way.label else 0.0 for way in ways]
    widths = [max(pair) for pair in zip(numbers, labels, strict=True)]
    if sum(widths) + GUTTER * (len(ways) - 1) > place.width:
        widths = numbers
    spare = (place.width - sum(widths) - GUTTER * (len(ways) - 1)) / COLUMNS
    if spare < 0:
        return ()
    strips = []
    start = place.start
    for width in widths:
        strips.append(Place(start, width + spare))
        start += width + spare + GUTTER
    return tuple(strips)


def _level(columns: list[tuple[Slab, ...]]) -> Slab:
    """Columns of slabs as one strip, their last lines level."""
    tall = max(sum(slab.height for slab in column) for column in columns)
    pieces: list[Piece] = []
    links: list[LinkArea] = []
    for column in columns:
        y = sum(slab.height for slab in column) - tall
        for slab in column:
            pieces += moved(slab.pieces, y)
            links += [replace(area, y0=area.y0 + y, y1=area.y1 + y) for area in slab.links]
            y -= slab.height
    return Slab(tall, tuple(pieces), 1.0, links=tuple(links))


def _way(setter: Setter, way: Way, place: Place) -> tuple[tuple[Slab, ...], list[Tag]]:
    theme = setter.theme
    slabs: tuple[Slab, ...] = ()
    tags: list[Tag] = []
    if way.label is not None:
        done = setter.text(way.label, theme.text, place)
        slabs += setter.flowing(done, 1.0)
        tags.append(setter.tag(Kind.P, way.label, done.kids))
    if way.kind is WayKind.BLANK:
        width = min(BLANK_WIDTH * theme.text.size / 12, place.width)
        x = setter.left(place.start, width)
        rule = PlacedPath((("m", x, -BLANK_HEIGHT), ("l", x + width, -BLANK_HEIGHT)), stroke=theme.palette.quiet, width=0.75)
        return chain((*slabs, Slab(BLANK_HEIGHT + 3, (Piece(Decoration.LAYOUT, rule),))), Keep.TIGHT), tags
    slab, tag = alone(setter, way.display, way.link, _kind(setter, way), place)
    return chain((*slabs, slab), Keep.TIGHT), [*tags, tag]


def _kind(setter: Setter, way: Way) -> Type:
    theme = setter.theme
    return theme.number if way.kind is WayKind.NUMBER else replace(theme.strong, leading=theme.number.leading)


def _number(setter: Setter, display: str) -> Text:
    return Text((Plain(display),), setter.wording.language)


def alone(
    setter: Setter, display: str, link: str, kind: Type, place: Place, *, personal: bool = False, align: str = "start"
) -> tuple[Slab, Tag]:
    """A number or address on a line of its own, as a left-to-right paragraph, linked where it has a target."""
    text = _number(setter, display)
    done = setter.text(text, kind, place, personal=personal, align=align, ltr=True)
    tag = Tag(Kind.P, done.kids, text.language)
    areas: tuple[LinkArea, ...] = ()
    if link:
        leaf = next(kid for kid in done.kids if isinstance(kid, Leaf))
        tag = replace(tag, kids=(Tag(Kind.LINK, done.kids, text.language, uri=link),))
        areas = setter.link_areas(done, leaf, link, display)
    return Slab(done.height, done.block(), links=areas), tag
