"""Checks on the tag tree alone: what stands in what, languages, headings, tables, lists, figures, notes. Called by `conformance`.

The tree is walked once; a place is spelled out only where something is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.layout.tags import Kind, Leaf, Numbering, Tag
from clinickit.pdf.violations import Rule, Violation

WELL_FORMED = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?"
)
"""BCP 47 2.1, without the grandfathered tags."""

HEADINGS = {Kind.H1: 1, Kind.H2: 2, Kind.H3: 3}
_ROW_GROUPS = frozenset({Kind.THEAD, Kind.TBODY})
_CELLS = frozenset({Kind.TH, Kind.TD})

ONLY_IN = {
    Kind.TR: frozenset({Kind.TABLE, *_ROW_GROUPS}),
    Kind.THEAD: frozenset({Kind.TABLE}),
    Kind.TBODY: frozenset({Kind.TABLE}),
    Kind.TH: frozenset({Kind.TR}),
    Kind.TD: frozenset({Kind.TR}),
    Kind.TOCI: frozenset({Kind.TOC}),
    Kind.LI: frozenset({Kind.L}),
    Kind.LBODY: frozenset({Kind.LI}),
    Kind.LBL: frozenset({Kind.LI, Kind.NOTE, Kind.P, Kind.TABLE, Kind.FIGURE, Kind.TOCI}),
    Kind.CAPTION: frozenset({Kind.TABLE, Kind.L, Kind.FIGURE, Kind.TOC}),
}
"""Tags that may stand nowhere else (ISO 32000-1 14.8.4.3; ISO 14289-1 7.2)."""

ONLY_HOLD = {
    Kind.TABLE: frozenset({Kind.TR, Kind.CAPTION, *_ROW_GROUPS}),
    Kind.THEAD: frozenset({Kind.TR}),
    Kind.TBODY: frozenset({Kind.TR}),
    Kind.TR: _CELLS,
    Kind.TOC: frozenset({Kind.TOCI, Kind.TOC, Kind.CAPTION}),
    Kind.TOCI: frozenset({Kind.LBL, Kind.REFERENCE, Kind.P, Kind.TOC}),
    Kind.L: frozenset({Kind.LI, Kind.L, Kind.CAPTION}),
    Kind.LI: frozenset({Kind.LBL, Kind.LBODY}),
}
"""Tags that may hold nothing else."""

GROUPS = frozenset({Kind.DOCUMENT, Kind.PART, Kind.SECT, Kind.DIV, Kind.BLOCKQUOTE, *ONLY_HOLD})
"""Tags that hold tags and no content of their own."""


def check_tree(tree: Tag) -> list[Violation]:
    """Every violation of the tree, in reading order."""
    walk = _Walk()
    if tree.kind is not Kind.DOCUMENT:
        walk.found.append(Violation(Rule.ROOT, str(tree.kind), f"the tree begins with {tree.kind}"))
    walk.walk(tree, ())
    return walk.found


Trail = tuple[tuple[Tag, int], ...]
"""The way down to a tag: each tag above it, with the place (0-based) of the next among its kids."""


class _Walk:
    """One walk over a tree."""

    def __init__(self) -> None:
        self.found: list[Violation] = []
        self._level = 0
        self._notes: set[str] = set()
        self._languages: dict[str, bool] = {}

    def walk(self, tag: Tag, trail: Trail) -> None:
        self._own(tag, trail[-1][0].kind if trail else None, trail)
        if tag.kind is Kind.TABLE:
            self.found += _table(tag, trail)
        elif tag.kind is Kind.L:
            self.found += _list(tag, trail)
        holds, group = ONLY_HOLD.get(tag.kind), tag.kind in GROUPS
        for at, kid in enumerate(tag.kids):
            if isinstance(kid, Leaf):
                if group:
                    self._tell(Rule.CONTENT_IN_GROUP, tag, trail, f"leaf {kid.number} stands in {tag.kind} itself")
                continue
            below = (*trail, (tag, at))
            if holds is not None and kid.kind not in holds:
                self._tell(Rule.NESTING, kid, below, f"{kid.kind} stands in {tag.kind}")
            elif kid.kind is Kind.DOCUMENT:
                self._tell(Rule.NESTING, kid, below, "a Document stands inside another")
            self.walk(kid, below)

    def _tell(self, rule: Rule, tag: Tag, trail: Trail, fault: str) -> None:
        self.found.append(Violation(rule, path(tag, trail), fault))

    def _own(self, tag: Tag, parent: Kind | None, trail: Trail) -> None:
        """What can be said of a tag by itself and its parent."""
        kind = tag.kind
        fine = self._languages.get(tag.language)
        if fine is None:
            fine = self._languages[tag.language] = WELL_FORMED.fullmatch(tag.language) is not None
        if not fine:
            self._tell(Rule.LANGUAGE, tag, trail, f"the language is “{tag.language}”")
        if not tag.kids and kind not in _CELLS:
            self._tell(Rule.EMPTY_TAG, tag, trail, f"{kind} holds nothing")
        allowed = ONLY_IN.get(kind)
        if allowed is not None and parent not in allowed and (parent is None or parent not in ONLY_HOLD):
            self._tell(Rule.NESTING, tag, trail, f"{kind} stands in {parent or 'nothing'}")
        level = HEADINGS.get(kind)
        if level is not None:
            self._heading(tag, level, trail)
        elif kind is Kind.FIGURE:
            self._figure(tag, trail)
        elif kind is Kind.TH and tag.scope is None:
            self._tell(Rule.TABLE_SCOPE, tag, trail, "the header cell has no scope")
        elif kind is Kind.NOTE:
            if not tag.note_id:
                self._tell(Rule.NOTE_ID, tag, trail, "the note has no identifier")
            elif tag.note_id in self._notes:
                self._tell(Rule.NOTE_ID, tag, trail, f"another note is “{tag.note_id}” too")
            self._notes.add(tag.note_id or "")

    def _heading(self, tag: Tag, level: int, trail: Trail) -> None:
        if self._level == 0 and level != 1:
            self._tell(Rule.HEADING_FIRST, tag, trail, f"the first heading is {tag.kind}")
        elif level > self._level + 1:
            self._tell(Rule.HEADING_SKIPPED, tag, trail, f"{tag.kind} follows H{self._level}")
        self._level = level

    def _figure(self, tag: Tag, trail: Trail) -> None:
        if not (tag.alt or "").strip():
            self._tell(Rule.FIGURE_ALT, tag, trail, "the figure has no alternative text")
        if tag.bounds is None or tag.bounds[1] >= tag.bounds[3] or tag.bounds[2] >= tag.bounds[4]:
            self._tell(Rule.FIGURE_BOUNDS, tag, trail, "the figure has no rectangle")


def path(tag: Tag, trail: Trail) -> str:
    """Where a tag stands, as "Document/Sect[2]/Table[1]": each step with its place (1-based) among its parent's kids."""
    tags = [*(above for above, _ in trail), tag]
    names = [str(tags[0].kind)]
    names += [f"{below.kind}[{place + 1}]" for below, (_, place) in zip(tags[1:], trail, strict=True)]
    return "/".join(names)


def _table(table: Tag, trail: Trail) -> Iterator[Violation]:
    """Captions first or last and one at most, one THead and then a TBody, regular rows, header cells (7.2, 7.5)."""
    kinds = [kid.kind for kid in table.kids if isinstance(kid, Tag)]
    place = path(table, trail)
    captions = [at for at, kind in enumerate(kinds) if kind is Kind.CAPTION]
    if len(captions) > 1 or (captions and captions[0] not in (0, len(kinds) - 1)):
        yield Violation(Rule.NESTING, place, "a caption is neither the first nor the last of its table, or there are two")
    if kinds.count(Kind.THEAD) > 1:
        yield Violation(Rule.NESTING, place, "the table has two THead")
    if Kind.THEAD in kinds and Kind.TBODY not in kinds:
        yield Violation(Rule.NESTING, place, "the table has a THead and no TBody")
    rows = [
        tuple(cell.kind for cell in row.kids if isinstance(cell, Tag))
        for group in table.kids
        if isinstance(group, Tag)
        for row in ([group] if group.kind is Kind.TR else group.kids if group.kind in _ROW_GROUPS else [])
        if isinstance(row, Tag)
    ]
    widths = sorted({len(row) for row in rows})
    if len(widths) > 1:
        yield Violation(Rule.TABLE_REGULAR, place, f"rows have {' and '.join(map(str, widths))} cells")
    if not any(Kind.TH in row for row in rows):
        yield Violation(Rule.TABLE_HEADERS, place, "the table has no header cell")


def _list(tag: Tag, trail: Trail) -> Iterator[Violation]:
    """A caption first, and numbering where there are labels (7.2, 7.6)."""
    kinds = [kid.kind for kid in tag.kids if isinstance(kid, Tag)]
    if Kind.CAPTION in kinds[1:]:
        yield Violation(Rule.NESTING, path(tag, trail), "a caption is not the first of its list")
    labels = any(isinstance(part, Tag) and part.kind is Kind.LBL for item in tag.kids if isinstance(item, Tag) for part in item.kids)
    if labels and tag.numbering in (None, Numbering.NONE):
        yield Violation(Rule.LIST_NUMBERING, path(tag, trail), "items have labels and the list has no numbering")
