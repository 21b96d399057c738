"""Languages that this room must set whether or not clinickit has a row for them, and a `rows` function for a Typesetter."""

from __future__ import annotations

from clinickit.languages import Language

LATIN = ("atkinson", "source-sans-3", "noto-sans")


def _row(tag: str, script: str, *faces: str, rtl: bool = False) -> Language:
    stack = (*faces, *(face for face in LATIN if face not in faces))
    return Language(tag, script, rtl, stack, tag, tag, breaks=tag.split("-")[0], shape=tag.lower(), format_as=tag.split("-")[0])


ROWS = {
    row.tag: row
    for row in (
        _row("en", "Latn"),
        _row("es", "Latn"),
        _row("fr", "Latn"),
        _row("de", "Latn"),
        _row("vi", "Latn", "source-sans-3"),
        _row("ru", "Cyrl", "source-sans-3"),
        _row("el", "Grek", "source-sans-3"),
        _row("ar", "Arab", "plex-arabic", rtl=True),
        _row("fa", "Arab", "plex-arabic", rtl=True),
        _row("ur", "Arab", "plex-arabic", rtl=True),
        _row("ckb", "Arab", "plex-arabic", rtl=True),
        _row("he", "Hebr", "heebo", rtl=True),
        _row("hi", "Deva", "noto-devanagari"),
        _row("mr", "Deva", "noto-devanagari"),
        _row("ne", "Deva", "noto-devanagari"),
        _row("zh-Hans", "Hans", "noto-sc"),
    )
}


def rows(tag: str) -> Language:
    return ROWS[tag]
