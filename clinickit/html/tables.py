"""Tables: a caption, header cells with their scope; on a narrow screen each row is a list of its cells, each after the name of its column.
Called by `blocks` and `fields`."""

from __future__ import annotations

from clinickit.content.model import Column, Table, Text
from clinickit.content.wording import fill
from clinickit.html.maker import Maker
from clinickit.html.tree import Element, el
from clinickit.html.words import beneath, inlines, said


def table(maker: Maker, one: Table) -> Element:
    """Roles are written out: a narrow screen shows the cells as blocks, and some browsers then forget what they are."""
    rows = []
    for row in one.rows:
        cells = [_cell(maker, column, text) for column, text in zip(one.columns[1:], row.cells, strict=True)]
        rows.append(el("tr", said("th", row.heading, scope="row", role="rowheader"), *cells, role="row"))
    heads = (said("th", column.text, scope="col", role="columnheader") for column in one.columns)
    return framed(one.caption, el("tr", *heads, role="row"), rows)


def framed(caption: Text, head: Element, rows: list[Element], name: str = "stacks", below: Element | None = None) -> Element:
    """Caption (with what stands below it), head and body of a table."""
    return el(
        "table",
        el("caption", said("p", caption), below),
        el("thead", head, role="rowgroup"),
        el("tbody", *rows, role="rowgroup"),
        class_=name,
        role="table",
    )


def _cell(maker: Maker, column: Column, text: Text) -> Element:
    return el("td", column_name(maker, column.text), *inlines(text), *beneath(text), role="cell", language=text.language)


def column_name(maker: Maker, column: Text) -> Element:
    """The name of its column before a cell, where rows are lists; a screen reader hears it from the header cell."""
    pattern = maker.wording.stacked
    words = fill(pattern, {"column": column.plain(), "cell": ""}) if pattern.language == column.language else column
    return el("span", *inlines(words), class_="column", aria_hidden="true", language=column.language)
