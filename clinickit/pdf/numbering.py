"""Where each leaf of the tag tree stands: in which tag, in which Link, and under which marked-content identifiers. A paged document goes
in; called by `write` before anything is checked or written.

A leaf may stand on several pages, and several times on one page; each time it has its own MCID (ISO 32000-1 14.7.4.2), counted from 0
on each page in the order of the marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from clinickit.layout.pages import PagedDocument
from clinickit.layout.tags import Kind, Leaf, Tag


@dataclass(frozen=True, slots=True)
class Owners:
    """Leaves by number, in reading order. `tags`: the tag of each; `links`: the Link that each leaf of a link stands in, with the number
    of leaves before it, which tells one Link from another. What should not be: `twice`, leaves met again and the tag of that;
    `nested`, Links inside a Link."""

    tags: dict[int, Tag] = field(default_factory=dict)
    links: dict[int, tuple[int, Tag]] = field(default_factory=dict)
    twice: list[tuple[int, Tag]] = field(default_factory=list)
    nested: list[Tag] = field(default_factory=list)


def owners_of(tree: Tag) -> Owners:
    """One walk over the tree."""
    found = Owners()
    _collect(tree, None, found)
    return found


def _collect(tag: Tag, link: tuple[int, Tag] | None, found: Owners) -> None:
    if tag.kind is Kind.LINK:
        if link is not None:
            found.nested.append(tag)
        link = (len(found.tags), tag)
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _collect(kid, link, found)
        elif kid.number in found.tags:
            found.twice.append((kid.number, tag))
        else:
            found.tags[kid.number] = tag
            if link is not None:
                found.links[kid.number] = link


@dataclass(frozen=True, slots=True)
class Numbering:
    """`places`: where each leaf stands, (page, MCID), in page order. `leaves`: each page's leaf by MCID. Pages are 0-based."""

    places: dict[int, tuple[tuple[int, int], ...]]
    leaves: tuple[tuple[int, ...], ...]


def number_leaves(document: PagedDocument) -> Numbering:
    """One walk over the pages."""
    places: dict[int, tuple[tuple[int, int], ...]] = {}
    leaves: list[tuple[int, ...]] = []
    for at, page in enumerate(document.pages):
        here = [mark.owner.number for mark in page.marks if isinstance(mark.owner, Leaf)]
        for identifier, leaf in enumerate(here):
            places[leaf] = (*places.get(leaf, ()), (at, identifier))
        leaves.append(tuple(here))
    return Numbering(places, tuple(leaves))


def standard_name(kind: Kind) -> str:
    """The standard structure type (ISO 32000-1 14.8.4) that a kind is, or is role-mapped to."""
    return Kind.SPAN.value if kind is Kind.STRONG else kind.value
