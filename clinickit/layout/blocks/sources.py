"""The list of sources, small and numbered, at the end of a handout."""

from __future__ import annotations

from dataclasses import replace

from clinickit.content.model import Handout, Plain, Text
from clinickit.layout.flow import Keep, Laid, Slab, chain
from clinickit.layout.setter import Place, Setter
from clinickit.layout.tags import Kind, Numbering, Tag


def sources(setter: Setter, handout: Handout, place: Place) -> Laid:
    """Sect with an H2 and an ordered L; each LBody holds the Note of one reference."""
    theme, wording = setter.theme, setter.wording
    heading = setter.text(wording.sources, theme.heading, place)
    made = tuple(replace(slab, keep=Keep.HARD) for slab in setter.flowing(heading, theme.space_heading))
    slabs = (replace(made[0], bookmark=(wording.sources.plain(), 2)), *made[1:])
    hang = 20.0 * theme.source.size / 10
    items: list[Tag] = []
    for at, (source, text) in enumerate(zip(handout.sources, wording.source_line, strict=True)):
        number = Text((Plain(f"{wording.number(at + 1)}."),), wording.language)
        label = setter.text(number, theme.source, Place(place.start, hang))
        done = setter.text(text, theme.source, Place(place.start + hang, min(place.width, theme.measure * 1.2) - hang))
        lines = setter.flowing(done, theme.space_after_heading if at == 0 else 1.5, whole=True)
        first: Slab = replace(lines[0], pieces=(*label.block(), *lines[0].pieces))
        slabs += chain((first, *lines[1:]), Keep.HARD)
        note = replace(setter.tag(Kind.NOTE, text, done.kids), note_id=f"source-{source.id}")
        body = setter.group_tag(Kind.LBODY, (note,))
        items.append(setter.group_tag(Kind.LI, (setter.tag(Kind.LBL, number, label.kids), body)))
    listed = replace(setter.group_tag(Kind.L, tuple(items)), numbering=Numbering.DECIMAL)
    return Laid(slabs, (setter.group_tag(Kind.SECT, (setter.tag(Kind.H2, wording.sources, heading.kids), listed)),))
