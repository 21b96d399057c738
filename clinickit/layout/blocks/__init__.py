"""One file a block type: a content block and a place in, slabs and tags out. `block` picks the file by the block's type."""

from __future__ import annotations

from clinickit.content.model import Block, Box, Contacts, Field, Figure, ListBlock, Paragraph, Say, See, Table, Terms
from clinickit.layout.blocks.box import box
from clinickit.layout.blocks.contacts import contacts
from clinickit.layout.blocks.field import field
from clinickit.layout.blocks.figures import figure
from clinickit.layout.blocks.lists import list_block
from clinickit.layout.blocks.prose import paragraph, say, see, terms
from clinickit.layout.blocks.table import table
from clinickit.layout.flow import Laid
from clinickit.layout.setter import Place, Setter


def block(setter: Setter, one: Block, place: Place) -> Laid:
    """Lay out a block of any type."""
    if isinstance(one, Box):
        return box(setter, one, place, block)
    if isinstance(one, Paragraph):
        return paragraph(setter, one, place)
    if isinstance(one, ListBlock):
        return list_block(setter, one, place)
    if isinstance(one, Table):
        return table(setter, one, place)
    if isinstance(one, Figure):
        return figure(setter, one, place)
    if isinstance(one, Say):
        return say(setter, one, place)
    if isinstance(one, Terms):
        return terms(setter, one, place)
    if isinstance(one, Contacts):
        return contacts(setter, one, place)
    if isinstance(one, Field):
        return field(setter, one, place)
    assert isinstance(one, See)
    return see(setter, one, place)
