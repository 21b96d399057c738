"""Lists: dots, boxes to tick, do and avoid, numbered steps. Two columns where every item is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from clinickit.content.model import Inline, Item, ListBlock, ListKind, Plain, Text, Value
from clinickit.languages import language
from clinickit.layout.blocks import forms, signs
from clinickit.layout.flow import Keep, Laid, Piece, Slab, chain, moved
from clinickit.layout.pages import FormField, PlacedPath
from clinickit.layout.setter import Place, Setter, SetText
from clinickit.layout.tags import Decoration, Kind, Numbering, Tag

COLUMNS_FROM, COLUMNS_TO = 4, 12
GUTTER = 24


def list_block(setter: Setter, one: ListBlock, place: Place) -> Laid:
    """L with an LI for each item."""
    if one.kind is ListKind.STEPS:
        return steps(setter, one.items, place)
    return _marked(setter, one.kind, tuple(led(item) for item in one.items), place, tuple(item.id for item in one.items))


def bulleted(setter: Setter, texts: Sequence[Text], place: Place) -> Laid:
    """A plain bulleted list of texts."""
    return _marked(setter, ListKind.LIST, tuple(texts), place)


def led(item: Item) -> Text:
    """The item's text with its lead before it, in bold; a lead in another language (one of the two has no translation) keeps its own."""
    if item.lead is None:
        return item.text
    lead: tuple[Inline, ...] = (Value(item.lead.plain(), item.lead.language, strong=True),)
    if item.lead.language == item.text.language:
        lead = tuple(replace(one, strong=True) if isinstance(one, (Plain, Value)) else one for one in item.lead.inlines)
    source = item.text.source
    if source is not None and item.lead.source is not None:
        source = replace(source, inlines=(*item.lead.source.inlines, Plain(" "), *source.inlines))
    space = "" if item.text.language.startswith(("zh", "ja")) else " "
    return replace(item.text, inlines=(*lead, Plain(space), *item.text.inlines) if space else (*lead, *item.text.inlines), source=source)


def _marked(setter: Setter, kind: ListKind, texts: tuple[Text, ...], place: Place, names: tuple[str, ...] = ()) -> Laid:
    hang = setter.theme.hang if kind is ListKind.LIST else setter.theme.hang * 1.5
    half = Place(place.start, (place.width - GUTTER) / 2)
    short = (
        not setter.theme.stacked
        and COLUMNS_FROM <= len(texts) <= COLUMNS_TO
        and all(text.source is None and text.note is None for text in texts)
        and all(setter.width(text, setter.theme.text) <= 1.5 * (half.width - hang) for text in texts)
    )
    strips = [half if short else place] * len(texts)
    if short:
        first = (len(texts) + 1) // 2
        other = Place(place.start + half.width + GUTTER, half.width)
        strips = [half if at < first else other for at in range(len(texts))]
    made = [_item(setter, kind, text, strip, hang) for text, strip in zip(texts, strips, strict=True)]
    numbering = Numbering.SQUARE if kind is ListKind.CHECKLIST else Numbering.DISC
    tag = replace(setter.group_tag(Kind.L, tuple(item.tag for item in made)), numbering=numbering)
    if short:
        return Laid((_columns(setter, made, (len(texts) + 1) // 2),), (tag,))
    slabs: tuple[Slab, ...] = ()
    for at, item in enumerate(made):
        lines = setter.flowing(item.done, setter.theme.space_item if at else setter.theme.space_paragraph, whole=True)
        name = names[at] if names else str(at)
        slabs += (lines[0]._replace(pieces=(*item.sign, *lines[0].pieces), fields=item.spaces, begins=name), *lines[1:])
    return Laid(_few_alone(slabs, [len(item.done.lines) for item in made]), (tag,))


def _few_alone(slabs: tuple[Slab, ...], counts: list[int]) -> tuple[Slab, ...]:
    """The first two and the last two items stand together."""
    if len(counts) < 2:
        return slabs
    held = list(slabs)
    for end in {counts[0], sum(counts[:-1])}:
        held[end - 1] = held[end - 1]._replace(keep=max(held[end - 1].keep, Keep.SOFT))
    return tuple(held)


def _columns(setter: Setter, made: list[_Item], first: int) -> Slab:
    """All items in one strip: down the first column, then down the second; rows stand level."""
    gap = setter.theme.space_item
    left, right = made[:first], made[first:]
    rows = [max(left[at].done.height, right[at].done.height if at < len(right) else 0.0) for at in range(first)]
    pieces: list[Piece] = []
    spaces: list[FormField] = []
    for column in (left, right):
        y = 0.0
        for item, height in zip(column, rows, strict=False):
            pieces += moved(item.sign, y)
            pieces += item.done.block(y)
            spaces += [replace(one, y0=one.y0 + y, y1=one.y1 + y) for one in item.spaces]
            y -= height + gap
    return Slab(sum(rows) + gap * (first - 1), tuple(pieces), setter.theme.space_paragraph, fields=tuple(spaces))


class _Item(NamedTuple):
    """An item: its words, its sign (or, in a fillable copy, its box to tick), its LI."""

    done: SetText
    sign: tuple[Piece, ...]
    spaces: tuple[FormField, ...]
    tag: Tag


def _item(setter: Setter, kind: ListKind, text: Text, place: Place, hang: float) -> _Item:
    done = setter.text(text, setter.theme.text, Place(place.start + hang, place.width - hang))
    if setter.fillable and kind is ListKind.CHECKLIST:
        size = 11 * setter.theme.text.size / 12
        x = setter.left(place.start + 1, size) + size / 2
        tag, space = forms.ticking(setter, text, forms.name_of(text.context), x, middle(setter, text), size)
        return _Item(done, (), (space,), setter.group_tag(Kind.LI, (setter.tag(Kind.LBODY, text, (tag, *done.kids)),)))
    sign, label = _sign(setter, kind, text, place)
    body = setter.tag(Kind.LBODY, text, done.kids)
    return _Item(done, sign, (), setter.group_tag(Kind.LI, (*label, body)))


def middle(setter: Setter, text: Text) -> float:
    """y of the middle of small letters on the first line, from the line's upper edge (negative)."""
    row = language(text.language)
    return -setter.theme.leading(setter.theme.text, row) * 0.52


def _sign(setter: Setter, kind: ListKind, text: Text, place: Place) -> tuple[tuple[Piece, ...], tuple[Tag, ...]]:
    theme, y = setter.theme, middle(setter, text)
    scale = theme.text.size / 12
    color = theme.palette.accent
    if kind is ListKind.LIST:
        x = setter.left(place.start + 2.5, 5 * scale) + 2.5 * scale
        return (Piece(Decoration.LAYOUT, signs.dot(x, y, 5 * scale, color)),), ()
    size = 11 * scale
    x = setter.left(place.start + 1, size) + size / 2
    drawn, meaning = {
        ListKind.CHECKLIST: (signs.square(x, y, size, theme.palette.ink), setter.wording.box_sign),
        ListKind.DO: (signs.tick(x, y, size, color, 2 * scale), setter.wording.do_sign),
        ListKind.AVOID: (signs.cross(x, y, size, theme.palette.warm, 2 * scale), setter.wording.avoid_sign),
    }[kind]
    leaf = setter.leaves.next()
    label = replace(setter.tag(Kind.LBL, meaning, (leaf,)), alt=meaning.plain())
    return (Piece(leaf, drawn),), (label,)


def steps(setter: Setter, items: tuple[Item, ...], place: Place) -> Laid:
    """Numbered steps: the number, in the locale's digits, in a drawn circle."""
    scale = setter.theme.text.size / 12
    radius = 9.5 * scale
    hang = 2 * radius + 8 * scale
    slabs: tuple[Slab, ...] = ()
    tags = []
    for at, item in enumerate(items):
        text = led(item)
        number = Text((Plain(setter.wording.number(at + 1)),), setter.wording.language)
        y = middle(setter, text)
        x = setter.left(place.start, 2 * radius) + radius
        small = replace(setter.theme.strong, size=setter.theme.text.size * 0.875, color=setter.theme.palette.accent)
        label = setter.text(number, small, Place(place.start, 2 * radius), align="center")
        ring = Piece(Decoration.LAYOUT, PlacedPath(signs.circle(x, y, radius), stroke=setter.theme.palette.accent, width=1.25))
        lead = setter.theme.leading(setter.theme.text, language(text.language))
        drop = y + setter.theme.leading(small, language(number.language)) * 0.5
        done = setter.text(text, setter.theme.text, place.inset(hang))
        lines = setter.flowing(done, setter.theme.space_paragraph + max(0.0, 2 * radius - lead) / 2, whole=True)
        slabs += (lines[0]._replace(pieces=(ring, *label.block(drop), *lines[0].pieces), begins=item.id), *lines[1:])
        body = setter.tag(Kind.LBODY, text, done.kids)
        tags.append(setter.group_tag(Kind.LI, (setter.tag(Kind.LBL, number, label.kids), body)))
    tag = replace(setter.group_tag(Kind.L, tuple(tags)), numbering=Numbering.DECIMAL)
    return Laid(chain(slabs, Keep.SOFT) if len(items) <= 5 else slabs, (tag,))
