"""A block of any type as elements. Called by `sections`, and by itself for boxes."""

from __future__ import annotations

from clinickit.content.model import Block, Box, BoxKind, Contacts, Field, Figure, ListBlock, Paragraph, Say, See, Table, Terms
from clinickit.html.contacts import contacts
from clinickit.html.fields import field
from clinickit.html.figures import figure
from clinickit.html.maker import Maker
from clinickit.html.prose import list_block, paragraph, say, see, terms
from clinickit.html.tables import table
from clinickit.html.tree import Element, Node, el
from clinickit.html.words import said


def block(maker: Maker, one: Block) -> tuple[Node, ...]:
    """Elements one under the other."""
    if isinstance(one, Contacts):
        return contacts(maker, one)
    return (_single(maker, one),)


def _single(maker: Maker, one: Block) -> Element:
    if isinstance(one, Box):
        return _box(maker, one)
    if isinstance(one, Paragraph):
        return paragraph(one)
    if isinstance(one, ListBlock):
        return list_block(maker, one)
    if isinstance(one, Table):
        return table(maker, one)
    if isinstance(one, Figure):
        return figure(maker, one)
    if isinstance(one, Say):
        return say(maker, one)
    if isinstance(one, Terms):
        return terms(one)
    if isinstance(one, Field):
        return field(maker, one)
    assert isinstance(one, See)
    return see(maker, one)


def _box(maker: Maker, one: Box) -> Element:
    """A note (tint and bar) or something to remember (frame)."""
    heading = said("h3", one.heading) if one.heading is not None else None
    inner = (node for each in one.blocks for node in block(maker, each))
    return el("aside", heading, *inner, class_="box note" if one.kind is BoxKind.NOTE else "box remember", role="note")
