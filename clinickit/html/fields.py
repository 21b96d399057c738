"""Places to write: inputs with their labels on a screen, ruled lines on paper. Nothing keeps or sends what is typed. Called by `blocks`."""

from __future__ import annotations

from clinickit.content.model import Column, Field, FieldKind
from clinickit.html.maker import Maker
from clinickit.html.prose import tick_box
from clinickit.html.tables import column_name, framed
from clinickit.html.tree import Element, Node, el
from clinickit.html.words import said

STOPS = 11


def field(maker: Maker, one: Field) -> Element:
    """A field of any kind."""
    if one.kind is FieldKind.CHECKBOX:
        return _checkbox(maker, one)
    if one.kind is FieldKind.CHOICE:
        return _choice(maker, one)
    if one.kind is FieldKind.SCALE:
        return _scale(maker, one)
    if one.kind is FieldKind.GRID:
        return _grid(maker, one)
    return _written(maker, one)


def _helped(maker: Maker, one: Field) -> tuple[Element | None, str | None]:
    """The quiet line below a label, and its id."""
    if one.help is None:
        return None, None
    name = maker.ids.next()
    return said("p", one.help, class_="help", id=name), name


def _written(maker: Maker, one: Field) -> Element:
    """One line, several, or a day."""
    own = maker.ids.next()
    quiet, told = _helped(maker, one)
    if one.kind is FieldKind.LINES:
        place = el("textarea", id=own, rows=one.rows, autocomplete="off", spellcheck="false", aria_describedby=told)
    else:
        name = "day" if one.kind is FieldKind.DATE else None
        place = el("input", id=own, type="text", class_=name, autocomplete="off", spellcheck="false", aria_describedby=told)
    return el("div", el("p", said("label", one.label, for_=own), class_="asked"), quiet, place, class_="field")


def _checkbox(maker: Maker, one: Field) -> Element:
    quiet, told = _helped(maker, one)
    return el("div", el("label", tick_box(told), said("span", one.label), class_="tick-line"), quiet, class_="field")


def _choice(maker: Maker, one: Field) -> Element:
    group = maker.ids.next()
    answers = (el("li", el("label", _button(group), said("span", option.text))) for option in one.options)
    return _group(maker, one, el("ul", *answers, class_="answers", role="list"))


def _scale(maker: Maker, one: Field) -> Element:
    """A number from 0 to 10, the words for both ends above."""
    assert one.low is not None and one.high is not None
    group, low, high = maker.ids.next(), maker.ids.next(), maker.ids.next()
    stops = []
    for value in range(STOPS):
        end = low if value == 0 else high if value == STOPS - 1 else None
        words = el("span", maker.wording.number(value), language=maker.wording.language)
        stops.append(el("li", el("label", _button(group, end), words)))
    ends = el("div", said("p", one.low, id=low), said("p", one.high, id=high), class_="ends")
    return _group(maker, one, ends, el("ul", *stops, class_="stops", role="list"))


def _button(group: str, told: str | None = None) -> Element:
    return el("input", type="radio", name=group, autocomplete="off", aria_describedby=told)


def _group(maker: Maker, one: Field, *answers: Node) -> Element:
    quiet, told = _helped(maker, one)
    return el("fieldset", said("legend", one.label), quiet, *answers, class_="field", aria_describedby=told)


def _grid(maker: Maker, one: Field) -> Element:
    """A table to fill in; each place is named by its column and its row."""
    heads = [(column, maker.ids.next()) for column in one.columns]
    head = el(
        "tr",
        el("td", role="cell"),
        *(said("th", column.text, scope="col", role="columnheader", id=own) for column, own in heads),
        role="row",
    )
    rows = []
    for at in range(one.rows):
        own = maker.ids.next()
        words = maker.wording.number(at + 1)
        number = el("th", words, scope="row", role="rowheader", id=own, language=maker.wording.language)
        rows.append(el("tr", number, *(_place(maker, column, f"{head_id} {own}") for column, head_id in heads), role="row"))
    quiet, _ = _helped(maker, one)
    return el("div", framed(one.label, head, rows, "stacks grid", quiet), class_="field")


def _place(maker: Maker, column: Column, named: str) -> Element:
    place = el("textarea", rows=2, autocomplete="off", spellcheck="false", aria_labelledby=named)
    return el("td", column_name(maker, column.text), place, role="cell")
