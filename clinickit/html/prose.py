"""Paragraphs, words to say, terms, what to read next, and lists. Blocks in, elements out. Called by `blocks`."""

from __future__ import annotations

from collections.abc import Sequence

from clinickit.content.model import ListBlock, ListKind, Paragraph, Say, See, Terms, Text
from clinickit.html import signs
from clinickit.html.maker import Maker
from clinickit.html.tree import Element, Node, el
from clinickit.html.words import said
from clinickit.layout.blocks.lists import COLUMNS_FROM, COLUMNS_TO, GUTTER, led
from clinickit.layout.blocks.prose import quoted


def paragraph(one: Paragraph) -> Element:
    return said("p", one.text)


def say(maker: Maker, one: Say) -> Element:
    """When to say it, then the words in the quotation marks of the language."""
    return el(
        "ul",
        *(
            el(
                "li",
                said("p", line.situation, class_="when") if line.situation is not None else None,
                el("blockquote", said("p", quoted(maker.wording, line))),
            )
            for line in one.lines
        ),
        class_="say",
        role="list",
    )


def terms(one: Terms) -> Element:
    return el("dl", *(part for item in one.items for part in (said("dt", item.term), said("dd", item.text))))


def see(maker: Maker, one: See) -> Element:
    return _list(maker, one.titles, "dots", ())


def list_block(maker: Maker, one: ListBlock) -> Element:
    """Steps carry their numbers as words, in the digits of the language; a box to tick is one."""
    texts = tuple(led(item) for item in one.items)
    if one.kind is ListKind.STEPS:
        return _steps(maker, texts)
    if one.kind is ListKind.CHECKLIST:
        return _list(maker, texts, "boxes", (), ticked=True)
    if one.kind is ListKind.LIST:
        return _list(maker, texts, "dots", ())
    do = one.kind is ListKind.DO
    drawn = signs.tick(maker.wording.do_sign) if do else signs.cross(maker.wording.avoid_sign)
    return _list(maker, texts, "signed", (drawn,))


def _steps(maker: Maker, texts: Sequence[Text]) -> Element:
    numbers = (el("span", maker.wording.number(at), class_="number", language=maker.wording.language) for at in range(1, len(texts) + 1))
    return el("ol", *(el("li", count, said("span", text)) for count, text in zip(numbers, texts, strict=True)), class_="steps", role="list")


def _list(maker: Maker, texts: Sequence[Text], name: str, before: tuple[Node, ...], *, ticked: bool = False) -> Element:
    """Items one under the other, or in two columns where all are short; at most one element or string stands before each."""
    items = []
    for text in texts:
        words = said("span", text)
        items.append(el("li", el("label", tick_box(), words)) if ticked else el("li", *before, words))
    return el("ul", *items, class_=f"{name} pairs" if _short(maker, texts) else name, role="list")


def tick_box(told: str | None = None) -> Element:
    """A box that can be ticked, nothing keeps what is; `told` is the id of what is said of it beside its label."""
    return el("input", type="checkbox", autocomplete="off", aria_describedby=told)


def _short(maker: Maker, texts: Sequence[Text]) -> bool:
    """Whether items stand in two columns: as on paper, where each takes a line and a half at most."""
    look = maker.setter.theme
    half = (look.column - GUTTER) / 2 - look.hang
    return (
        COLUMNS_FROM <= len(texts) <= COLUMNS_TO
        and all(text.source is None and text.note is None for text in texts)
        and all(maker.setter.width(text, look.text) <= 1.5 * half for text in texts)
    )
