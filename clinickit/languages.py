"""Facts of each language, one row a language: everything that is not wording. Read by text, localize and layout.

`faces` is the stack in order: a language is set whole in the first face that has all its letters; the others are asked word by word."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.errors import Unknown


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` BCP 47; `script` ISO 15924; `leading` a factor of the size (Latin 1.35 is the look's own table); `size` a factor of the
    look's sizes; `digits` the ten digits that dates and page numbers use; `breaks` the ICU locale for line breaks; `shape` the
    HarfBuzz language; `format_as` the CLDR locale that Babel formats with; `parent` where a missing string falls back to, inside one
    language and script."""

    tag: str
    script: str
    rtl: bool
    faces: tuple[str, ...]
    own_name: str
    english_name: str
    leading: float = 1.35
    size: float = 1.0
    digits: str = "0123456789"
    breaks: str = "en"
    shape: str = "en"
    format_as: str = "en"
    quotes: tuple[str, str] = ("“", "”")
    parent: str = ""
    pseudo: bool = False


_LATIN = ("atkinson", "source-sans-3", "noto-sans")

_ROWS = (
    Language("en", "Latn", False, _LATIN, "English", "English"),
    Language("es", "Latn", False, _LATIN, "español", "Spanish", breaks="es", shape="es", format_as="es", quotes=("«", "»")),
    Language("ar", "Arab", True, ("plex-arabic", *_LATIN), "العربية", "Arabic", leading=1.6, size=13 / 12, breaks="ar", shape="ar", format_as="ar"),
    Language("hi", "Deva", False, ("noto-devanagari", *_LATIN), "हिन्दी", "Hindi", leading=1.5, size=13 / 12, breaks="hi", shape="hi", format_as="hi"),
    Language("zh-Hans", "Hans", False, ("noto-sc", *_LATIN), "简体中文", "Simplified Chinese", leading=1.6, breaks="zh", shape="zh-hans", format_as="zh_Hans"),
)

_BY_TAG = {row.tag: row for row in _ROWS}


def language(tag: str) -> Language:
    """The row of a BCP 47 tag. Raises Unknown, naming those that exist."""
    try:
        return _BY_TAG[tag]
    except KeyError:
        known = ", ".join(row.tag for row in _ROWS if not row.pseudo)
        raise Unknown(f"There is no language “{tag}” here. Known: {known}.") from None


def known() -> tuple[Language, ...]:
    """All rows, pseudo-locales included, in a fixed order."""
    return _ROWS
