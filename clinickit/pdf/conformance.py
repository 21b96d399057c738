"""The standard, checked before any byte is written: a paged document goes in, every violation comes out. Called by `write`.

Each check is collected with its place; nothing stops at the first. What the writer keeps by construction, and what only a reader of the
text can judge, is told clause by clause in PDF_UA1.md. A new rule is one member of `Rule`, one check, one line there, one failing test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.layout.pages import LinkArea, Mark, PagedDocument, PlacedRun
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.pdf.conformance_fonts import check_font
from clinickit.pdf.conformance_forms import check_forms
from clinickit.pdf.conformance_tree import HEADINGS, WELL_FORMED, check_tree
from clinickit.pdf.fonts import EmbeddedFont
from clinickit.pdf.numbering import Owners
from clinickit.pdf.violations import Rule, Violation

__all__ = ["Rule", "Violation", "check_document", "check_fonts", "check_personal"]

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_document(document: PagedDocument, owners: Owners) -> tuple[Violation, ...]:
    """Every violation that pages, tags and facts have."""
    found = [*_facts(document), *check_tree(document.tree), *_owners(owners)]
    found += [*_marks(document, owners), *_links(document, owners), *check_forms(document, owners), *_bookmarks(document)]
    return tuple(found)


def check_personal(document: PagedDocument, owners: Owners) -> tuple[Violation, ...]:
    """Every violation that personal marks and links have, in a document whose other parts are known to have none."""
    found: list[Violation] = []
    for at, page in enumerate(document.pages, 1):
        for mark in page.marks:
            if mark.personal and isinstance(mark.owner, Leaf):
                found += _content(mark, owners.tags[mark.owner.number], at)
    return (*found, *_links(document, owners))


def check_fonts(fonts: tuple[EmbeddedFont, ...]) -> tuple[Violation, ...]:
    """Every violation of code tables and font programs."""
    return tuple(one for font in fonts for one in check_font(font))


def _facts(document: PagedDocument) -> Iterator[Violation]:
    facts = document.facts
    if not facts.title.strip():
        yield Violation(Rule.TITLE, "document", "the title is empty")
    if WELL_FORMED.fullmatch(facts.language) is None:
        yield Violation(Rule.LANGUAGE, "document", f"the language is “{facts.language}”")
    for name in ("title", "identifier", "version", "subject", "author"):
        if _NOT_XML.search(getattr(facts, name)):
            yield Violation(Rule.METADATA_TEXT, name, "it holds a character that XML cannot")
    if any(_NOT_XML.search(word) for word in facts.keywords):
        yield Violation(Rule.METADATA_TEXT, "keywords", "they hold a character that XML cannot")
    if not document.pages:
        yield Violation(Rule.PAGES, "document", "there is no page")
    for at, page in enumerate(document.pages, 1):
        if not (3 <= page.width <= 14400 and 3 <= page.height <= 14400):
            yield Violation(Rule.PAGES, f"page {at}", f"it measures {page.width} by {page.height} points")


def _owners(owners: Owners) -> Iterator[Violation]:
    for tag in owners.nested:
        yield Violation(Rule.NESTING, f"Link to {tag.uri or 'nothing'}", "it stands inside another Link")
    for leaf, tag in owners.twice:
        yield Violation(Rule.LEAF_TWICE, f"leaf {leaf}", f"it stands in {owners.tags[leaf].kind} and again in {tag.kind}")


def _marks(document: PagedDocument, owners: Owners) -> Iterator[Violation]:
    """Every leaf on a page, every mark in the tree, each page in the order of the tree, text in tags of its language."""
    order = {leaf: at for at, leaf in enumerate(owners.tags)}
    placed: set[int] = set()
    for at, page in enumerate(document.pages, 1):
        last, last_leaf = -1, -1
        for mark in page.marks:
            if not isinstance(mark.owner, Leaf):
                continue
            leaf = mark.owner.number
            placed.add(leaf)
            tag = owners.tags.get(leaf)
            if tag is None:
                yield Violation(Rule.MARK_UNKNOWN, f"page {at}, leaf {leaf}", "it is in no tag")
                continue
            yield from _content(mark, tag, at)
            if order[leaf] < last:
                place = f"page {at}, leaf {leaf}"
                yield Violation(Rule.READING_ORDER, place, f"it is written after leaf {last_leaf}, which the tree has later")
            last, last_leaf = order[leaf], leaf
    for leaf, tag in owners.tags.items():
        if leaf not in placed and tag.kind is not Kind.FORM:
            yield Violation(Rule.LEAF_NOT_PLACED, f"leaf {leaf}", f"{tag.kind} holds it and no page shows it")


def _content(mark: Mark, tag: Tag, page: int) -> Iterator[Violation]:
    """Something in the mark, and text in its tag's language."""
    if not mark.items:
        yield Violation(Rule.MARK_EMPTY, f"page {page}", f"a mark of {tag.kind} holds nothing")
    for item in mark.items:
        if isinstance(item, PlacedRun) and item.run.language != tag.language:
            found = f"text in “{item.run.language}” stands in {tag.kind} in “{tag.language}”"
            yield Violation(Rule.TEXT_LANGUAGE, f"page {page}, “{_said(mark)[:40]}”", found)
            break


def _links(document: PagedDocument, owners: Owners) -> Iterator[Violation]:
    """Each rectangle in a Link and on the page of its text, each Link with a rectangle."""
    used: set[int] = set()
    for at, page in enumerate(document.pages, 1):
        here = {mark.owner.number for mark in page.marks if isinstance(mark.owner, Leaf)}
        for link in page.links:
            place = f"page {at}, link to {link.uri or 'nothing'}"
            owner = owners.links.get(link.leaf.number)
            if owner is None:
                yield Violation(Rule.LINK_TAG, place, f"leaf {link.leaf.number} stands in no Link")
            else:
                used.add(owner[0])
                if owner[1].uri is not None and owner[1].uri != link.uri:
                    yield Violation(Rule.LINK_TARGET, place, f"its tag leads to {owner[1].uri}")
            if not link.label.strip():
                yield Violation(Rule.LINK_CONTENTS, place, "it has no words")
            if link.page is None and _URI.fullmatch(link.uri) is None:
                yield Violation(Rule.LINK_TARGET, place, "this is no absolute URI in ASCII")
            if link.page is not None and not 0 <= link.page < len(document.pages):
                yield Violation(Rule.LINK_TARGET, place, f"there is no page {link.page + 1}")
            if link.leaf.number not in here:
                yield Violation(Rule.LINK_PLACE, place, "its text stands on another page")
            if not _inside(link, page.width, page.height):
                yield Violation(Rule.LINK_PLACE, place, "its rectangle is empty or reaches over the edge of the page")
    for leaf, (key, tag) in owners.links.items():
        if key not in used:
            used.add(key)
            yield Violation(Rule.LINK_TAG, f"leaf {leaf}", f"its Link to {tag.uri or 'nothing'} has no rectangle on a page")


def _inside(link: LinkArea, width: float, height: float) -> bool:
    return 0 <= link.x0 < link.x1 <= width and 0 <= link.y0 < link.y1 <= height


def _bookmarks(document: PagedDocument) -> Iterator[Violation]:
    """Bookmarks where there are headings (a discreet copy has none on purpose); levels without a gap; pages that exist."""
    if document.outlined and not document.bookmarks and _has_heading(document.tree):
        yield Violation(Rule.BOOKMARKS, "document", "there are headings and no bookmark")
    level = 0
    for at, one in enumerate(document.bookmarks, 1):
        place = f"bookmark {at}"
        if not one.title.strip():
            yield Violation(Rule.BOOKMARKS, place, "it has no title")
        if not 1 <= one.level <= level + 1:
            yield Violation(Rule.BOOKMARKS, place, f"level {one.level} follows level {level}")
        if not 0 <= one.page < len(document.pages):
            yield Violation(Rule.BOOKMARKS, place, f"there is no page {one.page + 1}")
        level = one.level


def _has_heading(tag: Tag) -> bool:
    return tag.kind in HEADINGS or any(isinstance(kid, Tag) and _has_heading(kid) for kid in tag.kids)


def _said(mark: Mark) -> str:
    """What a mark says, to find it by; its letters as they stand in the file where it does not tell."""
    return mark.text or "".join(
        code.says for item in mark.items if isinstance(item, PlacedRun) for word in item.run.words for code in word.codes
    )
