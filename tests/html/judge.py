"""What is wrong with a page, in words: read from its bytes alone. Nothing of `clinickit.html` is asked."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

from lxml import etree

from clinickit.languages import language
from tests.html.strings import XHTML, name, parsed

TAGS = frozenset(
    re.findall(
        r"\S+",
        """html head meta title style body a header main footer address section aside div p h1 h2 h3 ul ol li dl dt dd table caption thead
        tbody tr th td figure figcaption fieldset legend label input textarea blockquote strong span bdi br img svg path text tspan""",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        """lang dir class id role href rel for name type rows width height scope content charset http-equiv alt src tabindex autocomplete
        spellcheck viewBox d x y font-size text-anchor direction stroke-width stroke-linecap stroke-linejoin fill-rule fill-opacity fill
        stroke aria-label aria-labelledby aria-describedby aria-hidden""",
    )
)
LINKS = re.compile(r"(tel:|sms:|https://)[!-~]+|#text")
FONT = re.compile(r'url\(data:font/woff2;base64,[A-Za-z0-9+/=]+\) format\("woff2"\)')


def faults(page: bytes, tag: str) -> list[str]:
    """All that is wrong with a page in a language."""
    root = parsed(page)
    checks = (_head, _elements, _tongues, _ids, _headings, _places, _tables, _pictures, _landmarks)
    return [fault for check in checks for fault in check(root, tag)]


def _all(root: etree._Element, *names: str) -> list[etree._Element]:
    return [one for one in root.iter() if name(one) in names]


def _head(root: etree._Element, tag: str) -> Iterator[str]:
    style = root.findtext(f"{XHTML}head/{XHTML}style") or ""
    metas = {one.get("http-equiv") or one.get("name"): one.get("content", "") for one in root.iter(f"{XHTML}meta")}
    policy = metas["Content-Security-Policy"]
    wanted = f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    if policy != f"default-src 'none'; {wanted}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'":
        yield f"policy {policy}"
    if metas["referrer"] != "no-referrer":
        yield "a page that is linked to learns where its reader comes from"
    if "url(" in FONT.sub("", style) or "@import" in style or "expression" in style:
        yield "the style sheet fetches something"
    if not FONT.search(style):
        yield "no font inside"
    if not (root.findtext(f"{XHTML}head/{XHTML}title") or "").strip():
        yield "no title"


def _elements(root: etree._Element, tag: str) -> Iterator[str]:
    for one in root.iter():
        if not isinstance(one.tag, str) or name(one) not in TAGS:
            yield f"element {one.tag}"
            continue
        unknown = set(one.keys()) - ATTRIBUTES
        if unknown:
            yield f"attributes {sorted(unknown)} of {name(one)}"
        if name(one) == "a" and not LINKS.fullmatch(one.get("href", "")):
            yield f"link {one.get('href')}"
        if name(one) == "img" and not one.get("src", "").startswith("data:image/png;base64,"):
            yield f"picture {one.get('src')}"


def _tongues(root: etree._Element, tag: str) -> Iterator[str]:
    if root.get("lang") != tag or root.get("dir") != ("rtl" if language(tag).rtl else "ltr"):
        yield f"the page is in {root.get('lang')}, {root.get('dir')}"
    for one in root.iter():
        if name(one) in ("style", "meta"):
            continue
        above = [one, *one.iterancestors()]
        tongue = next(each.get("lang") for each in above if each.get("lang"))
        direction = next(each.get("dir") for each in above if each.get("dir"))
        if one.get("lang") and one.get("lang") == next((each.get("lang") for each in above[1:] if each.get("lang")), None):
            yield f"lang of {name(one)} said twice"
        own = one.text or ""
        rtl = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in own)
        if rtl and not (language(tongue).rtl and direction == "rtl"):
            yield f"{own[:40]} in {tongue}, {direction}"
        if one.get("lang") and not one.get("dir") and direction != ("rtl" if language(tongue).rtl else "ltr"):
            yield f"{name(one)} in {tongue} runs {direction}"


def _ids(root: etree._Element, tag: str) -> Iterator[str]:
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    yield from (f"id {one} twice" for one, count in ids.items() if count > 1)
    for one in root.iter():
        named = " ".join(one.get(key, "") for key in ("for", "aria-labelledby", "aria-describedby")).split()
        yield from (f"{name(one)} refers to {other}, which is not there" for other in named if other not in ids)


def _headings(root: etree._Element, tag: str) -> Iterator[str]:
    levels = [int(name(one)[1]) for one in _all(root, "h1", "h2", "h3")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings {levels}"
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield f"a level left out: {levels}"
    yield from (
        f"empty {name(one)}" for one in _all(root, "h1", "h2", "h3", "th", "p", "label", "legend") if not "".join(one.itertext()).strip()
    )


def _places(root: etree._Element, tag: str) -> Iterator[str]:
    labels = {one.get("for") for one in _all(root, "label") if one.get("for")}
    for one in _all(root, "input", "textarea"):
        inside = any(name(each) == "label" for each in one.iterancestors())
        if not (inside or one.get("id") in labels or one.get("aria-labelledby")):
            yield f"{name(one)} without a label"
        if one.get("autocomplete") != "off":
            yield f"{name(one)} that a browser may fill in"
        if one.get("type") == "radio" and not one.get("name"):
            yield "a button without a group"
    yield from (f"{name(one)} inside the page" for one in _all(root, "form", "button", "script", "iframe", "object"))


def _tables(root: etree._Element, tag: str) -> Iterator[str]:
    for one in _all(root, "table"):
        if name(one[0]) != "caption" or not "".join(one[0].itertext()).strip():
            yield "a table without a caption"
        widths = {len(row) for row in _all(one, "tr")}
        if len(widths) != 1:
            yield f"rows of {widths} cells"
    yield from ("a header cell without scope" for one in _all(root, "th") if one.get("scope") not in ("row", "col"))


def _pictures(root: etree._Element, tag: str) -> Iterator[str]:
    for one in _all(root, "svg"):
        told = bool(one.get("aria-label"))
        if (one.get("role") == "img") is not told or (one.get("aria-hidden") == "true") is told:
            yield "a picture that says nothing, and is not silent"


def _landmarks(root: etree._Element, tag: str) -> Iterator[str]:
    body = root.find(f"{XHTML}body")
    found = [name(one) for one in body]
    if found not in (["a", "header", "main", "footer"], ["a", "main", "footer"]):
        yield f"parts {found}"
    if body[0].get("href") not in [f"#{one.get('id')}" for one in body if name(one) == "main"]:
        yield "the skip link leads nowhere"
