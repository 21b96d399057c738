"""Checks on the form fields of a fillable copy: tags, tooltips, names, places, the order of tabs. Called by `conformance`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.layout.pages import FormField, Input, Page, PagedDocument
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.pdf.numbering import Owners
from clinickit.pdf.violations import Rule, Violation

_NAME = re.compile(r"[A-Za-z0-9_-]+")


def check_forms(document: PagedDocument, owners: Owners) -> Iterator[Violation]:
    """Every violation that form fields and Form tags have."""
    order = {leaf: at for at, leaf in enumerate(owners.tags)}
    used: set[int] = set()
    names = _Names()
    for at, page in enumerate(document.pages, 1):
        last = -1
        for field in page.fields:
            leaf = field.leaf.number
            place = f"page {at}, field “{field.name}”"
            yield from _tag(field, owners.tags.get(leaf), leaf in used, place)
            used.add(leaf)
            yield from _own(field, page, place)
            yield from names.check(field, place)
            if order.get(leaf, last) < last:
                yield Violation(Rule.FORM_ORDER, place, "the tree has it before the field that it follows")
            last = order.get(leaf, last)
    yield from _without(document.tree, used)
    faces = {field.face for page in document.pages for field in page.fields if field.face is not None}
    if len(faces) > 1:
        yield Violation(Rule.FORM_TEXT, "document", f"{len(faces)} faces are typed with")


def _tag(field: FormField, tag: Tag | None, again: bool, place: str) -> Iterator[Violation]:
    if tag is None or tag.kind is not Kind.FORM:
        yield Violation(Rule.FORM_TAG, place, f"leaf {field.leaf.number} stands in {tag.kind if tag else 'no tag'}")
    elif again:
        yield Violation(Rule.FORM_TAG, place, "another field stands in the same Form")


def _own(field: FormField, page: Page, place: str) -> Iterator[Violation]:
    """What can be said of a field by itself."""
    if not field.tooltip.strip() or (field.kind is Input.CHOICE and not field.group.strip()):
        yield Violation(Rule.FORM_TOOLTIP, place, "it has no words")
    if not (0 <= field.x0 < field.x1 <= page.width and 0 <= field.y0 < field.y1 <= page.height):
        yield Violation(Rule.FORM_PLACE, place, "its rectangle is empty or reaches over the edge of the page")
    if field.kind in (Input.TEXT, Input.LINES):
        if field.face is None:
            yield Violation(Rule.FORM_TEXT, place, "no face is named")
    elif not field.on or not field.off:
        yield Violation(Rule.FORM_LOOK, place, "it is not drawn both empty and chosen")


class _Names:
    """Names met so far: one field each, but for the buttons of one choice, which differ in what they stand for."""

    def __init__(self) -> None:
        self._kinds: dict[str, Input] = {}
        self._options: set[tuple[str, str]] = set()

    def check(self, field: FormField, place: str) -> Iterator[Violation]:
        if _NAME.fullmatch(field.name) is None:
            yield Violation(Rule.FORM_NAME, place, "a name is letters, digits, “-” and “_” of ASCII")
        known = self._kinds.get(field.name)
        self._kinds[field.name] = field.kind
        if field.kind is Input.CHOICE and known in (None, Input.CHOICE):
            if _NAME.fullmatch(field.option) is None or field.option == "Off" or (field.name, field.option) in self._options:
                yield Violation(Rule.FORM_NAME, place, f"a button of it is “{field.option}”, or two are")
            self._options.add((field.name, field.option))
        elif known is not None:
            yield Violation(Rule.FORM_NAME, place, "another field has the same name")


def _without(tag: Tag, used: set[int]) -> Iterator[Violation]:
    """Form tags that hold something else than the leaf of one field."""
    if tag.kind is Kind.FORM:
        leaves = [kid.number for kid in tag.kids if isinstance(kid, Leaf)]
        if len(tag.kids) != 1 or not leaves or leaves[0] not in used:
            yield Violation(Rule.FORM_TAG, f"Form of leaf {leaves[0] if leaves else 'none'}", "no field on a page is all that it holds")
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _without(kid, used)
