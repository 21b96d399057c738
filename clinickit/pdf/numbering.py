"""Gives each leaf of the tag tree its marked-content identifiers. A paged document goes in; called by `write` before anything is written.

A leaf may stand on several pages, and several times on one page; each time it has its own MCID (ISO 32000-1 14.7.4.2), counted from 0
on each page in the order of the marks."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.layout.pages import PagedDocument
from clinickit.layout.tags import Kind, Leaf, Tag


@dataclass(frozen=True, slots=True)
class Numbering:
    """`places`: where each leaf stands, (page, MCID), in page order. `leaves`: each page's leaf by MCID. `parents`: the tag that
    holds each leaf. Leaves by number."""

    places: dict[int, tuple[tuple[int, int], ...]]
    leaves: tuple[tuple[int, ...], ...]
    parents: dict[int, Tag]


def number_leaves(document: PagedDocument) -> Numbering:
    """Pages are 0-based."""
    places: dict[int, list[tuple[int, int]]] = {}
    leaves: list[tuple[int, ...]] = []
    for at, page in enumerate(document.pages):
        here = [mark.owner.number for mark in page.marks if isinstance(mark.owner, Leaf)]
        for identifier, leaf in enumerate(here):
            places.setdefault(leaf, []).append((at, identifier))
        leaves.append(tuple(here))
    parents: dict[int, Tag] = {}
    _collect(document.tree, parents)
    return Numbering({leaf: tuple(found) for leaf, found in places.items()}, tuple(leaves), parents)


def _collect(tag: Tag, parents: dict[int, Tag]) -> None:
    for kid in tag.kids:
        if isinstance(kid, Leaf):
            parents[kid.number] = tag
        else:
            _collect(kid, parents)


def standard_name(kind: Kind) -> str:
    """The standard structure type (ISO 32000-1 14.8.4) that a kind is, or is role-mapped to."""
    return Kind.SPAN.value if kind is Kind.STRONG else kind.value
