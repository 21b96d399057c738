"""A localized handout in, the bytes of one web page out: self-contained, without a script, and forbidden to fetch anything. Called by the
pipeline.

What stands on it is made by `body`, how it looks by `style`, the fonts that it carries by `fonts`. Nothing here knows a catalog, a clock or
a file: same input, same bytes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from clinickit.content.clinic import Clinic
from clinickit.content.model import Copy, Handout
from clinickit.content.wording import Wording
from clinickit.html.body import Side, body
from clinickit.html.fonts import WebFonts, letters
from clinickit.html.maker import Ids, Maker
from clinickit.html.style import style
from clinickit.html.tree import Element, Raw, el, markup
from clinickit.languages import language
from clinickit.layout.bilingual import column_theme
from clinickit.layout.setter import Setter
from clinickit.layout.theme import Ink, Paper, PrintSize, theme
from clinickit.text.typesetter import Typesetter

_POLICY = "default-src 'none'; style-src '{style}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Look:
    """How a page looks, and, where a browser prints it, on which paper."""

    paper: Paper = Paper.LETTER
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOR
    copy: Copy = Copy.CLIENT
    facing: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A handout in a language, with the page's words in it."""

    handout: Handout
    wording: Wording


class HtmlWriter:
    """Writes pages. One for a Library; safe to share between threads."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._fonts = WebFonts(typesetter.fonts)

    def write(self, said: Said, clinic: Clinic | None, look: Look, beside: Said | None = None) -> bytes:
        """The page, UTF-8. Raises FontMissing, GlyphMissing."""
        ids = Ids()
        first = self._side(said, look, ids, beside is not None and not look.facing)
        second = self._side(beside, look, ids, not look.facing) if beside is not None else None
        page = el("html", body(first, second, look.facing, clinic, look.copy), language=said.wording.language)
        tongues = {tongue for tongue, _ in letters(page)}
        css = style(theme(look.paper, look.size, look.ink), look.paper, look.ink, self._fonts.faces(page), tongues)
        return markup(_whole(page, said.handout, look.copy, css)).encode("utf-8")

    def _side(self, said: Said, look: Look, ids: Ids, column: bool) -> Side:
        row = language(said.wording.language)
        whole = theme(look.paper, look.size, look.ink)
        setter = Setter(self._typesetter, column_theme(whole) if column else whole, said.wording, row.rtl)
        return Side(said.handout, Maker(said.wording, setter, ids))


def _whole(page: Element, handout: Handout, copy: Copy, css: str) -> Element:
    """With its head: a title without anything personal, and the policy before anything that it governs."""
    policy = _POLICY.format(style=f"sha256-{b64encode(sha256(css.encode('utf-8')).digest()).decode('ascii')}")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="format-detection", content="telephone=no"),
        el("title", handout.title.plain(), language=handout.title.language),
        el("meta", name="description", content=handout.lede.plain()) if copy is not Copy.DISCREET else None,
        el("style", Raw(css)),
    )
    return Element("html", (("xmlns", "http://www.w3.org/1999/xhtml"),), (head, *page.kids), page.language)
