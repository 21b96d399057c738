"""Sections of a handout as elements, in one language or in two, block beside block. Called by `body`."""

from __future__ import annotations

from itertools import zip_longest

from clinickit.content.model import Block, Copy, Figure, Handout, Paragraph, Reader, Role, Section
from clinickit.html import signs
from clinickit.html.blocks import block
from clinickit.html.figures import figure
from clinickit.html.maker import Maker
from clinickit.html.tree import Element, Node, el, link
from clinickit.html.words import inlines, said
from clinickit.layout.blocks.contacts import checked_once
from clinickit.layout.blocks.figures import NARROW
from clinickit.layout.blocks.sources import numbered

Parts = tuple[Node, ...]
Side = tuple[Maker, Section]


def shown(handout: Handout, copy: Copy) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The sections that a copy holds: those before the sources, and the card after them."""
    there = [one for one in handout.sections if copy is Copy.CLINICIAN or one.reader is Reader.CLIENT]
    return tuple(one for one in there if one.role is not Role.CARD), tuple(one for one in there if one.role is Role.CARD)


def section(first: Side, second: Side | None = None) -> Element:
    """A section with its heading, in the frame that its role asks for."""
    maker, one = first
    drawn = signs.ringed_tick() if one.role is Role.ACTION else signs.scissors(maker.rtl) if one.role is Role.CARD else None
    rows: Parts
    if second is None:
        rows = (said("h2", one.heading), *(node for part in _parts(maker, one.blocks, paired=True) for node in part))
    else:
        other, two = second
        heading = el("h2", said("span", one.heading), said("span", two.heading), class_="pair")
        pairs = zip_longest(_parts(maker, one.blocks, paired=False), _parts(other, two.blocks, paired=False), fillvalue=())
        rows = (heading, *(pair(maker, a, other, b) for a, b in pairs))
    return el("section", drawn, *rows, class_=None if one.role is Role.PLAIN else str(one.role))


def pair(first: Maker, one: Parts, second: Maker, two: Parts) -> Element:
    """The same in two languages, side by side where the screen is wide enough."""
    return el(
        "div",
        el("div", *one, language=first.wording.language),
        el("div", *two, language=second.wording.language),
        class_="pair",
    )


def _parts(maker: Maker, blocks: tuple[Block, ...], *, paired: bool) -> list[Parts]:
    """The elements of each block; where `paired`, a picture and the paragraph next to it are one, side by side, as on paper."""
    blocks = checked_once(blocks)
    found: list[Parts] = []
    at = 0
    while at < len(blocks):
        here, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        both = _beside(maker, here, following) if paired and not maker.setter.theme.stacked else None
        found.append((both,) if both is not None else block(maker, here))
        at += 2 if both is not None else 1
    return found


def _beside(maker: Maker, here: Block, following: Block | None) -> Element | None:
    if isinstance(here, Figure) and here.kind in NARROW and isinstance(following, Paragraph) and here.caption is None:
        return el("div", figure(maker, here, aside=True), *block(maker, following), class_="beside")
    if isinstance(here, Paragraph) and isinstance(following, Figure) and following.kind in NARROW:
        return el("div", *block(maker, here), figure(maker, following, aside=True), class_="beside")
    return None


def sources(first: tuple[Maker, Handout], second: tuple[Maker, Handout] | None = None) -> Element:
    """The numbered list of sources; in two languages side by side."""
    lists = _listed(*first)
    heading = said("h2", first[0].wording.sources)
    if second is None:
        return el("section", heading, lists)
    heading = el("h2", said("span", first[0].wording.sources), said("span", second[0].wording.sources), class_="pair")
    return el("section", heading, pair(first[0], (lists,), second[0], (_listed(*second),)))


def _listed(maker: Maker, handout: Handout) -> Element:
    items = []
    for at, (one, text) in enumerate(zip(handout.sources, maker.wording.source_line, strict=True)):
        label = numbered(maker.wording, at + 1, text, maker.rtl)
        uri = maker.wording.source_link[at] if maker.wording.source_link else ""
        target = link(uri)
        below = el("a", uri, href=target, dir="ltr", rel="noreferrer") if target else el("bdi", uri, dir="ltr")
        count = el("span", *inlines(label), class_="number", language=label.language)
        line = (count, said("p", text), el("p", below, language=one.language) if uri else None)
        items.append(el("li", *line, language=label.language if label.language == text.language else ""))
    return el("ol", *items, class_="listed", role="list")
