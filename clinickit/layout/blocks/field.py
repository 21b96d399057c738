"""Places to write: ruled lines and boxes, with their label above."""

from __future__ import annotations

from clinickit.content.model import Field
from clinickit.layout.flow import Laid, Piece, Slab
from clinickit.layout.pages import PlacedPath
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Decoration, Kind

LINE = 24


def field(setter: Setter, one: Field, place: Place) -> Laid:
    """The label as a paragraph, then its ruled lines."""
    done = setter.text(one.label, setter.theme.strong, place)
    slabs = list(setter.flowing(done, setter.theme.space_paragraph, whole=True))
    x = setter.left(place.start, place.width)
    for _ in range(one.rows):
        rule = PlacedPath((("m", x, -LINE + 2), ("l", x + place.width, -LINE + 2)), stroke=setter.theme.palette.rule, width=0.8)
        slabs.append(Slab(LINE, (Piece(Decoration.LAYOUT, rule),)))
    return Laid(tuple(slabs), (setter.tag(Kind.P, one.label, done.kids),))
