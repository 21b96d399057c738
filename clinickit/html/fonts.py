"""The fonts of a page: its tree in, the faces that draw its letters out, each a WOFF2 of just those letters. Called by `write`.

A language's letters are drawn by its own faces in their order (see `languages`), a letter by the first that has it. What a reader types is
drawn by the reader's own fonts: ours hold only what the page says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from io import BytesIO

from fontTools.ttLib import TTFont

from clinickit.html.tree import Element, walk
from clinickit.languages import language
from clinickit.text.cache import Cache
from clinickit.text.fonts import FontSet
from clinickit.text.runs import FaceKey, Weight
from clinickit.text.webfont import webfont

BOLD_TAGS = frozenset(("h1", "h2", "h3", "strong", "th", "dt", "legend"))
BOLD_CLASSES = frozenset(("strong", "kicker", "name", "when", "asked", "reach", "title", "number", "column"))
REGULAR_CLASSES = frozenset(("note-beneath", "checked"))
"""What is bold, and what inside it is not: the style sheet is made from these, so that no letter is bold without a bold font."""
_SILENT = frozenset(("title", "style"))
_ALWAYS = frozenset(map(chr, range(32, 127)))
"""Latin letters, digits and signs are always there in a face of Latin letters: so most sheets of one language share a font."""
_KEPT = 256


def letters(page: Element) -> dict[tuple[str, Weight], set[str]]:
    """The characters that a page draws, by language and weight."""
    found: dict[tuple[str, Weight], set[str]] = {}
    for text, tongue, above in walk(page):
        if not _SILENT.intersection(one.tag for one in above):
            found.setdefault((tongue, _weight(above)), set()).update(text)
    return found


def _weight(above: tuple[Element, ...]) -> Weight:
    for one in reversed(above):
        names = dict(one.attributes).get("class", "").split()
        if not REGULAR_CLASSES.isdisjoint(names):
            return Weight.REGULAR
        if one.tag in BOLD_TAGS or not BOLD_CLASSES.isdisjoint(names):
            return Weight.BOLD
    return Weight.REGULAR


class WebFonts:
    """Packs fonts and remembers the last ones by what they draw. One for a Library; safe to share between threads."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._packed: Cache[tuple[FaceKey, frozenset[str]], str] = Cache(_KEPT)

    def faces(self, page: Element) -> Mapping[FaceKey, str]:
        """Each face that draws something, as a data address, in a fixed order. Raises FontMissing for a language's first face."""
        wanted: dict[FaceKey, set[str]] = {}
        for (tongue, weight), characters in letters(page).items():
            for key, some in self._shared(tongue, weight, characters).items():
                wanted.setdefault(key, set()).update(some)
        return {key: self._address(key, frozenset(wanted[key])) for key in sorted(wanted)}

    def _shared(self, tongue: str, weight: Weight, characters: Iterable[str]) -> dict[FaceKey, set[str]]:
        """The characters by the first face of a language that has them."""
        row = language(tongue)
        self._fonts.font(FaceKey(row.faces[0], weight))
        there = [FaceKey(name, weight) for name in row.faces if self._fonts.installed(name)]
        found: dict[FaceKey, set[str]] = {}
        for character in characters:
            key = next((one for one in there if self._fonts.font(one).has(character)), None)
            if key is not None:
                found.setdefault(key, set()).add(character)
        return found

    def _address(self, key: FaceKey, characters: frozenset[str]) -> str:
        font = self._fonts.font(key)
        drawn = frozenset(one for one in characters | _ALWAYS if font.has(one))
        known = self._packed.get((key, drawn))
        if known is None:
            packed = b64encode(woff2(webfont(font, sorted(drawn)))).decode("ascii")
            known = self._packed.put((key, drawn), f"data:font/woff2;base64,{packed}")
        return known


def woff2(program: bytes) -> bytes:
    """A TrueType program as WOFF2; its dates stay what they are."""
    font = TTFont(BytesIO(program), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed, reorderTables=False)
    return packed.getvalue()
