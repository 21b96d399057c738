"""What translators get: a Handout goes in, its messages come out, in content order, with notes for the translator. Extraction is the fold
over all leaves; called by `catalogs` (templates) and by the commands for translators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinickit.content import inlines
from clinickit.content.model import (
    Column,
    Field,
    Figure,
    Handout,
    Item,
    Label,
    LineBreak,
    ListBlock,
    Option,
    Placeholder,
    Role,
    Row,
    SayLine,
    Section,
    Table,
    TermItem,
    Text,
)
from clinickit.content.walk import owned_texts


@dataclass(frozen=True, slots=True)
class Message:
    """`context` is the msgctxt, `source` the msgid with its markup, `notes` what a translator should know, one line each."""

    context: str
    source: str
    notes: tuple[str, ...] = ()
    risk: bool = False


def catalog_of(context: str) -> str:
    """The catalog that a context belongs to: its first name (`safety/partner.heading` → `safety`, `secure.title` → `secure`)."""
    return context.partition("/")[0].partition(".")[0]


def messages(handout: Handout, catalog: str = "") -> tuple[Message, ...]:
    """The messages of a handout that belong to `catalog` (its own, unless told: `safety` gives those of the fragments it includes)."""
    name = catalog or handout.id
    return tuple(
        Message(text.context, inlines.write(text.inlines), tuple(_notes(owners, field, text)), text.risk)
        for owners, field, text in owned_texts(handout)
        if catalog_of(text.context) == name
    )


def merged(parts: Iterable[tuple[Message, ...]]) -> tuple[Message, ...]:
    """Messages of several handouts as one catalog, each context once, in the order first met (fragments stand in many handouts)."""
    found: dict[str, Message] = {}
    for part in parts:
        for one in part:
            found.setdefault(one.context, one)
    return tuple(found.values())


def ui_messages(source: Mapping[str, Text], notes: Mapping[str, str] = MappingProxyType({})) -> tuple[Message, ...]:
    """The messages of the words that a page itself says, in the order of ui.json or web.json; `notes` are its notes by context."""
    return tuple(
        Message(
            context, inlines.write(text.inlines), ((notes[context],) if context in notes else ()) + tuple(_place_notes(text)), text.risk
        )
        for context, text in source.items()
    )


_FIELDS = {
    "title": "title of the handout",
    "short_title": "short title, in the foot of each page",
    "lede": "first words under the title",
    "objective": "what the reader can do afterwards; in lists, not on the page",
    "not_for": "whom this sheet could harm; shown to the clinician, not on the page",
    "heading": "heading",
    "caption": "caption",
    "alt": "says in words what a picture shows, for people who do not see it",
}


_OWNERS: dict[tuple[type, str], str] = {
    (Table, "caption"): "caption of a table",
    (Column, "text"): "column heading of a table",
    (Row, "heading"): "row heading of a table",
    (Row, "cells"): "cell of a table",
    (Figure, "caption"): "caption of a picture",
    (Label, "text"): "words inside a picture: keep them short",
    (Label, "detail"): "small words under a label of a picture: keep them short",
    (Item, "lead"): "bold words before the text of the same item",
    (SayLine, "text"): "words to say aloud, as a person would say them; the page adds the quotation marks",
    (SayLine, "situation"): "when to say it",
    (TermItem, "term"): "a term; its meaning follows",
    (TermItem, "text"): "what the term means",
    (Field, "label"): "what to write here; stands above the ruled lines",
    (Field, "help"): "small line that helps to fill it in",
    (Field, "low"): "what 0 means on a scale from 0 to 10",
    (Field, "high"): "what 10 means on a scale from 0 to 10",
    (Option, "text"): "an answer to tick",
}

_LISTS = {
    "checklist": "item of a list to tick",
    "do": "something to do",
    "avoid": "something NOT to do: the page draws a cross before it",
    "steps": "step, in order",
}

_ROLES = {
    Role.SUMMARY: "in the summary",
    Role.ACTION: "in the one thing to do today",
    Role.SAFETY_CHECK: "in the safety check",
    Role.SAFETY: "in the safety box",
}


def _notes(owners: tuple[object, ...], field: str, text: Text) -> Iterator[str]:
    owner = owners[-1]
    what = _OWNERS.get((type(owner), field)) or _FIELDS.get(field, "")
    if isinstance(owner, Item) and field == "text":
        group = next((one for one in reversed(owners) if isinstance(one, ListBlock)), None)
        what = _LISTS.get(group.kind, "item of a list") if group else ""
    section = next((one for one in owners if isinstance(one, Section)), None)
    where = _ROLES.get(section.role, "") if section else ""
    if what or where:
        yield f"{', '.join(one for one in (what or 'text', where) if one)}."
    yield from _place_notes(text)


def _place_notes(text: Text) -> Iterator[str]:
    if text.risk:
        yield "HIGH RISK: a wrong word here could hurt someone. Say exactly this, no more and no less."
    seen: set[str] = set()
    for one in text.inlines:
        if isinstance(one, Placeholder) and one.name not in seen:
            seen.add(one.name)
            yield f"{{{one.name}}}: {_place(one.name)}; keep it as it is."
    if any(getattr(one, "strong", False) for one in text.inlines):
        yield "<strong>…</strong>: printed bold; put it around the same words."
    if any(isinstance(one, LineBreak) for one in text.inlines):
        yield "<br/>: a new line; keep it."


def _place(name: str) -> str:
    if name == "clinic_name":
        return "name of the clinic"
    if name.startswith("handout:"):
        return f"title of the handout “{name.partition(':')[2]}” in your language"
    if name.startswith("value:"):
        return f"filled in when it is printed ({name.partition(':')[2].replace('-', ' ')})"
    return f"filled in by the page ({name.replace('_', ' ')})"
