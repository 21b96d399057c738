"""The fold and the map over every `Text` of a handout: a Handout goes in; its leaves, or the same Handout with other leaves, come out.
Called by `localize` (extraction is the fold, translation the map) and by checks. Nothing here knows what a leaf says.

The walk is generic over the frozen dataclasses of `model`: which fields of a class can hold a leaf is read once from its type hints,
so a new block type needs no line here. Order is content order, as a reader meets the strings, depth first: the fields as the dataclass
lists them, those of FIRST before the others. A leaf's `source` is not walked, nor is `Source` (a reference is not a message)."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from clinickit.content.model import Block, Box, Contact, Contacts, Handout, Placeholder, Text

FIRST = ("heading", "caption", "alt", "lead", "situation", "term", "label", "help")
"""Fields that stand before the others of their class."""


def texts(handout: Handout) -> Iterator[Text]:
    """Every leaf, in content order."""
    return _texts(handout)


def owned_texts(handout: Handout) -> Iterator[tuple[tuple[Any, ...], str, Text]]:
    """Every leaf with what it stands in, outermost first (the handout, a section, a block, an item …), and the field that holds it."""
    return _owned((handout,))


def blocks(handout: Handout) -> Iterator[Block]:
    """Every block, in order; a box before what it holds."""
    for section in handout.sections:
        for one in section.blocks:
            yield one
            if isinstance(one, Box):
                yield from one.blocks


def map_texts(handout: Handout, change: Callable[[Text], Text]) -> Handout:
    """The same handout with `change` applied to each leaf, in content order. Parts without a changed leaf are shared, not copied."""
    done = _mapped(handout, change)
    assert isinstance(done, Handout)
    return done


def map_blocks(handout: Handout, change: Callable[[Block], Block]) -> Handout:
    """The same handout with `change` applied to each block, those inside boxes first."""
    return replace(
        handout,
        sections=tuple(replace(section, blocks=tuple(_block(one, change) for one in section.blocks)) for section in handout.sections),
    )


def _block(block: Block, change: Callable[[Block], Block]) -> Block:
    if isinstance(block, Box):
        block = replace(block, blocks=tuple(_block(one, change) for one in block.blocks))
    return change(block)


def _texts(node: Any) -> Iterator[Text]:
    for name, many in _leafy(node.__class__):
        value = getattr(node, name)
        if value is None:
            continue
        for one in value if many else (value,):
            if type(one) is Text:
                yield one
            else:
                yield from _texts(one)


def _owned(owners: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str, Text]]:
    node = owners[-1]
    for name, many in _leafy(node.__class__):
        value = getattr(node, name)
        if value is None:
            continue
        for one in value if many else (value,):
            if type(one) is Text:
                yield owners, name, one
            else:
                yield from _owned((*owners, one))


def _mapped(node: Any, change: Callable[[Text], Text]) -> Any:
    changed: dict[str, Any] = {}
    for name, many in _leafy(node.__class__):
        value = getattr(node, name)
        if value is None:
            continue
        if many:
            new: Any = tuple([change(one) if type(one) is Text else _mapped(one, change) for one in value])
            if all(map(_same, new, value)):
                continue
        else:
            new = change(value) if type(value) is Text else _mapped(value, change)
            if new is value:
                continue
        changed[name] = new
    if not changed:
        return node
    return node.__class__(**{name: changed[name] if name in changed else getattr(node, name) for name in _names(node.__class__)})


def _same(one: object, other: object) -> bool:
    return one is other


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _leafy(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass that can hold a leaf, with whether they hold a tuple of parts."""
    hints = typing.get_type_hints(kind)
    found = []
    for one in fields(kind):
        hint = hints[one.name]
        many = typing.get_origin(hint) is tuple
        if any(_holds_text(part, frozenset({kind})) for part in _parts(hint)):
            found.append((one.name, many))
    return tuple(sorted(found, key=lambda one: FIRST.index(one[0]) if one[0] in FIRST else len(FIRST)))


def _parts(hint: Any) -> tuple[Any, ...]:
    """The classes that a hint names: of a tuple its items, of a union its members."""
    origin = typing.get_origin(hint)
    if origin is tuple:
        return tuple(part for item in typing.get_args(hint) if item is not Ellipsis for part in _parts(item))
    if origin in (types.UnionType, typing.Union):
        return tuple(part for item in typing.get_args(hint) for part in _parts(item))
    return (hint,)


def _holds_text(kind: Any, seen: frozenset[type]) -> bool:
    if kind is Text:
        return True
    if not (isinstance(kind, type) and is_dataclass(kind)) or kind in seen:
        return False
    hints = typing.get_type_hints(kind)
    return any(_holds_text(part, seen | {kind}) for one in fields(kind) for part in _parts(hints[one.name]))


def names_clinic(handout: Handout) -> bool:
    """Whether the handout says something of the clinic it is printed for: its name, or a contact that is the clinic's own."""
    named = any(isinstance(one, Placeholder) and one.name == "clinic_name" for text in texts(handout) for one in text.inlines)
    return named or any(entry.kind == "clinic" for section in handout.sections for block in section.blocks for entry in _entries(block))


def _entries(block: Block) -> tuple[Contact, ...]:
    if isinstance(block, Box):
        return tuple(entry for inner in block.blocks for entry in _entries(inner))
    return block.entries if isinstance(block, Contacts) else ()
