"""All that a sheet says, string by string, in the order of reading: read from the tag tree of its pages, and from its HTML. Nothing of
`clinickit.html` is asked.

Two strings are the same if their letters are: where a line ends, and marks that only steer directions, are no part of what is said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lxml import etree

from clinickit.layout.pages import PagedDocument, PlacedRun
from clinickit.layout.tags import Kind, Leaf, Numbering, Tag

XHTML = "{http://www.w3.org/1999/xhtml}"
_HOLDERS = frozenset(
    (Kind.P, Kind.H1, Kind.H2, Kind.H3, Kind.LBL, Kind.LBODY, Kind.TH, Kind.TD, Kind.CAPTION, Kind.FIGURE, Kind.NOTE, Kind.LI)
)
_PARTS = ("p", "label", "span", "input", "textarea")
_SAYING = ("p", "h1", "h2", "h3", "dt", "dd", "th", "td", "legend", "label", "figcaption", "bdi", "a", "span", "text")
BOX = "[box]"
"""A box to tick: a sign with an alternative text on paper, an input on a page."""
_SILENT = frozenset("\u200b\u200e\u200f\u2066\u2067\u2068\u2069\u00ad")


def bare(text: str) -> str:
    """The letters of a text, composed."""
    letters = "".join(one for one in text if not one.isspace() and one not in _SILENT)
    return unicodedata.normalize("NFC", letters)


def of_pages(document: PagedDocument) -> Iterator[str]:
    """What each tag that holds words says, and each alternative text as “[…]”."""
    said: dict[int, str] = {}
    for page in document.pages:
        for mark in page.marks:
            if isinstance(mark.owner, Leaf):
                for item in mark.items:
                    if isinstance(item, PlacedRun):
                        letters = [code.says for word in item.run.words for code in word.codes]
                        written = "".join(reversed(letters) if item.run.rtl else letters)
                        said[mark.owner.number] = said.get(mark.owner.number, "") + written
    yield from _tag(document.tree, said)


def _tag(tag: Tag, said: dict[int, str], above: Tag | None = None) -> Iterator[str]:
    if tag.alt is not None:
        boxed = tag.kind is Kind.LBL and above is not None and above.numbering is Numbering.SQUARE
        yield BOX if boxed else f"[{bare(tag.alt)}]"
    inner, words = [], ""
    for kid in tag.kids:
        if isinstance(kid, Leaf):
            words += said.get(kid.number, "")
        elif kid.kind in (Kind.SPAN, Kind.STRONG, Kind.LINK):
            words += _letters(kid, said)
        elif kid.kind is not Kind.FORM:
            inner.append(kid)
    if bare(words):
        yield f"<{''.join(sorted(bare(words)))}>" if tag.kind is Kind.FIGURE else bare(words)
    for kid in inner:
        yield from _tag(kid, said, tag if tag.kind is Kind.L else above)


def _letters(tag: Tag, said: dict[int, str]) -> str:
    return "".join(said.get(kid.number, "") if isinstance(kid, Leaf) else _letters(kid, said) for kid in tag.kids)


def of_html(page: bytes, *, narrow: bool = False) -> Iterator[str]:
    """The same of a page as a wide screen (or a narrow one) shows it; without the skip link, which says the title once more."""
    yield from _element(parsed(page).find(f"{XHTML}body"), "wide" if narrow else "narrow")


def parsed(page: bytes) -> etree._Element:
    """The root of a page, which is well-formed XML too. Raises XMLSyntaxError."""
    return etree.fromstring(page, etree.XMLParser(resolve_entities=False, no_network=True))


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _element(element: etree._Element, hidden: str) -> Iterator[str]:
    names = element.get("class", "").split()
    if element.get("aria-hidden") == "true" or {hidden, "skip"} & set(names):
        return
    told = element.get("aria-label") or element.get("alt")
    if told:
        yield f"[{bare(told)}]"
    if name(element) == "svg":
        words = bare("".join(element.itertext()))
        if words:
            yield f"<{''.join(sorted(words))}>"
        return
    if name(element) == "caption":
        yield bare("".join(element.itertext()))
        return
    if name(element) == "ul" and "boxes" in names:
        for kid in element:
            yield BOX
            yield from _element(kid, hidden)
        return
    words = None
    if name(element) == "td":
        words = (element.text or "") + "".join((("".join(kid.itertext()) if _spoken(kid) else "") + (kid.tail or "")) for kid in element)
    elif name(element) in _SAYING and not any(name(kid) in _PARTS and not _beneath(kid) for kid in element):
        words = "".join(element.itertext())
    if words is not None:
        if bare(words):
            yield bare(words)
        return
    for kid in element:
        yield from _element(kid, hidden)


def _beneath(element: etree._Element) -> bool:
    return element.get("class") in ("source", "note-beneath")


def _spoken(element: etree._Element) -> bool:
    return element.get("aria-hidden") != "true"
