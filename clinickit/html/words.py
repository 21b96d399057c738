"""A `Text` of the model as nodes: strong words, values in their own language, the source and the note beneath. Called by every block."""

from __future__ import annotations

from clinickit.content.model import LineBreak, Placeholder, Plain, Text, Value
from clinickit.html.tree import Element, Node, el


def said(tag: str, text: Text, *before: Node | None, **attributes: str | None) -> Element:
    """An element that says a text; where the text carries its source or a note, each stands beneath in its own language."""
    return el(tag, *before, *inlines(text), *beneath(text), language=text.language, **attributes)


def inlines(text: Text) -> tuple[Node, ...]:
    """The words of a text, without what stands beneath. A value is isolated from the letters around it."""
    return tuple(node for one in text.inlines for node in _inline(one))


def beneath(text: Text) -> tuple[Node, ...]:
    """The source and the note of a text."""
    return tuple(
        el("span", *inlines(one), class_=name, language=one.language)
        for one, name in ((text.source, "source"), (text.note, "note-beneath"))
        if one is not None
    )


def _inline(one: Plain | Placeholder | Value | LineBreak) -> tuple[Node, ...]:
    if isinstance(one, LineBreak):
        return (el("br"),)
    if isinstance(one, Value):
        kept = el("bdi", one.text, language=one.language)
        return (el("strong", kept) if one.strong else kept,)
    letters = one.text if isinstance(one, Plain) else f"{{{one.name}}}"
    return (el("strong", letters) if one.strong else letters,)
