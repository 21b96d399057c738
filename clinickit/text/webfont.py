"""A font and the characters that a web page draws with it in, the TrueType program with just those out. Called by `html`, which packs it.

hb-subset keeps the characters with their cmap, at the pinned weight, and every glyph that the font's own layout features (joining,
marks, kerning) make of them: the browser shapes."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz as hb

from clinickit.text.fonts import Font

_DROPPED = ("STAT", "BASE", "DSIG", "gasp", "prep", "fpgm", "cvt ", "vhea", "vmtx")


def webfont(font: Font, characters: Iterable[str]) -> bytes:
    """The program. Characters that the font lacks are passed over; the same characters give the same bytes."""
    request = hb.SubsetInput()
    request.unicode_set.update(ord(one) for one in characters)
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    for axis, value in font.axes().items():
        request.pin_axis_location(font.face, axis, value)
    for tag in _DROPPED:
        request.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    return bytes(hb.SubsetPlan(font.face, request).execute().blob.data)
