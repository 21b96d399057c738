"""Checked JSON to the content model. In: a handout's document and the fragments that it includes, all checked against their schemas;
the references. Out: a frozen `Handout`. Called by `check`. Nothing here can fail on checked JSON: what is wrong in a string stays text,
and a rule has told it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clinickit.content import inlines, model
from clinickit.content.model import NO_SUPPORT, Basis, Support, Text

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: context path, language, and whether its part is high-risk."""

    context: str
    language: str
    risk: bool

    def below(self, node: Json) -> _Place:
        return _Place(f"{self.context}/{node['id']}", self.language, self.risk or "risk" in node)

    def text(self, node: Json, field: str = "text") -> Text:
        """The node's own string, under the node's context; other fields append a dot and their name."""
        context = self.context if field == "text" else f"{self.context}.{field}"
        return Text(inlines.parse(node[field])[0], self.language, context, self.risk or "risk" in node)

    def maybe(self, node: Json, field: str) -> Text | None:
        return self.text(node, field) if field in node else None


def handout(
    value: Json, fragments: Mapping[str, Json], references: Mapping[str, model.Source], evidence: Mapping[str, str] | None = None
) -> model.Handout:
    """The handout of a checked document. `fragments` holds every included one that exists; the others are left out. `evidence` says for
    each claim what kind of study stands behind it."""
    top = _Place(value["id"], value["language"], False)
    sections = tuple(_sections(value, fragments, top))
    return model.Handout(
        id=value["id"],
        version=value["version"],
        version_date=date.fromisoformat(value["version_date"]),
        language=value["language"],
        series=value["series"],
        audience=value["audience"],
        topics=tuple(value["topics"]),
        title=top.text(value, "title"),
        short_title=top.text(value, "short_title"),
        lede=top.text(value, "lede"),
        objective=top.text(value, "objective"),
        not_for=top.text(value, "not_for"),
        review=_review(value["review"]),
        sections=sections,
        sources=sources(sections, references),
        codes=tuple((code["system"], code["code"]) for code in value.get("codes", ())),
        source_hash=source_hash(value, fragments),
        evidence=_evidence(sections, evidence or {}),
    )


def source_hash(value: Json, fragments: Mapping[str, Json]) -> str:
    """SHA-256 (hex) over the canonical JSON (keys sorted, no white space, UTF-8) of the handout and the fragments it uses, by name."""
    whole = {"handout": value, "fragments": {name: fragments[name] for name in sorted(included(value)) if name in fragments}}
    canonical = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def included(value: Json) -> tuple[str, ...]:
    """Names of the fragments that a handout includes, in order, once each."""
    return tuple(dict.fromkeys(section["include"] for section in value["sections"] if "include" in section))


def client_copy(whole: model.Handout) -> model.Handout:
    """What a client gets: without the sections for clinicians, and with the sources of the rest alone. A handout for clinicians stays
    as it is."""
    kept = tuple(section for section in whole.sections if section.reader is model.Reader.CLIENT)
    if whole.audience == "clinician" or len(kept) == len(whole.sections):
        return whole
    return replace(whole, sections=kept, sources=sources(kept, {source.id: source for source in whole.sources}))


def _review(value: Json) -> model.Review:
    due = date.fromisoformat(value["due"])
    if value["status"] == "unreviewed":
        return model.Review(False, due)
    return model.Review(True, due, value["by"], date.fromisoformat(value["on"]))


def _sections(value: Json, fragments: Mapping[str, Json], top: _Place) -> Iterator[model.Section]:
    for section in value["sections"]:
        if "include" not in section:
            yield _section(section, top.below(section), section["id"], "")
        elif section["include"] in fragments:
            name = section["include"]
            fragment = fragments[name]
            yield _section(fragment, _Place(name, fragment["language"], "risk" in fragment), name.replace("/", "-"), name)


def _section(value: Json, place: _Place, section_id: str, fragment: str) -> model.Section:
    return model.Section(
        id=section_id,
        role=model.Role(value.get("role", "plain")),
        heading=place.text(value, "heading"),
        blocks=tuple(_block(block, place.below(block)) for block in value["blocks"]),
        reader=model.Reader(value.get("for", "client")),
        keep_together="keep" in value,
        fragment=fragment,
        support=_support(value),
    )


def _support(node: Json) -> Support:
    if not ("claims" in node or "refs" in node or "basis" in node):
        return NO_SUPPORT
    basis = Basis(node["basis"]) if "basis" in node else None
    return Support(tuple(node.get("claims", ())), tuple(node.get("refs", ())), basis)


def _block(node: Json, place: _Place) -> model.Block:
    return _BLOCKS[node["type"]](node, place)


def _paragraph(node: Json, place: _Place) -> model.Block:
    return model.Paragraph(node["id"], place.text(node), _support(node))


def _list(node: Json, place: _Place) -> model.Block:
    return model.ListBlock(node["id"], model.ListKind(node["type"]), tuple(_item(item, place.below(item)) for item in node["items"]))


def _item(node: Json, place: _Place) -> model.Item:
    return model.Item(node["id"], place.text(node), place.maybe(node, "lead"), _support(node))


def _table(node: Json, place: _Place) -> model.Block:
    columns = tuple(model.Column(column["id"], place.below(column).text(column)) for column in node["columns"])
    rows = tuple(_row(row, place.below(row)) for row in node["rows"])
    return model.Table(node["id"], place.text(node, "caption"), columns, rows, _support(node))


def _row(node: Json, place: _Place) -> model.Row:
    """Support of single cells is the row's."""
    cells = tuple(place.below(cell).text(cell) for cell in node["cells"])
    parts = [_support(part) for part in (node, *node["cells"])]
    claims = tuple(dict.fromkeys(claim for part in parts for claim in part.claims))
    refs = tuple(dict.fromkeys(ref for part in parts for ref in part.refs))
    basis = next((part.basis for part in parts if part.basis is not None), None)
    support = Support(claims, refs, basis) if claims or refs or basis else NO_SUPPORT
    return model.Row(node["id"], place.text(node, "heading"), cells, support)


def _figure(node: Json, place: _Place) -> model.Block:
    labels = tuple(_label(label, place.below(label)) for label in node["labels"])
    alt, caption = place.text(node, "alt"), place.maybe(node, "caption")
    return model.Figure(node["id"], model.FigureKind(node["kind"]), labels, alt, caption, _support(node))


def _label(node: Json, place: _Place) -> model.Label:
    return model.Label(node["id"], place.text(node), place.maybe(node, "detail"), node.get("place", ""))


def _box(node: Json, place: _Place) -> model.Block:
    blocks = tuple(_block(block, place.below(block)) for block in node["blocks"])
    return model.Box(node["id"], model.BoxKind(node["kind"]), place.maybe(node, "heading"), blocks)


def _say(node: Json, place: _Place) -> model.Block:
    return model.Say(node["id"], tuple(_say_line(line, place.below(line)) for line in node["lines"]))


def _say_line(node: Json, place: _Place) -> model.SayLine:
    return model.SayLine(node["id"], place.text(node), place.maybe(node, "situation"), _support(node))


def _terms(node: Json, place: _Place) -> model.Block:
    return model.Terms(node["id"], tuple(_term(item, place.below(item)) for item in node["items"]))


def _term(node: Json, place: _Place) -> model.TermItem:
    return model.TermItem(node["id"], place.text(node, "term"), place.text(node), _support(node))


def _contacts(node: Json, place: _Place) -> model.Block:
    return model.Contacts(node["id"], tuple(node["kinds"]), node.get("at_most", 2))


def _field(node: Json, place: _Place) -> model.Block:
    return model.Field(
        id=node["id"],
        kind=model.FieldKind(node["kind"]),
        label=place.text(node, "label"),
        help=place.maybe(node, "help"),
        rows=node.get("rows", 1),
        options=tuple(model.Option(one["id"], place.below(one).text(one)) for one in node.get("options", ())),
        columns=tuple(model.Column(one["id"], place.below(one).text(one)) for one in node.get("columns", ())),
        low=place.maybe(node, "low"),
        high=place.maybe(node, "high"),
        context=place.context,
    )


def _see(node: Json, place: _Place) -> model.Block:
    return model.See(node["id"], tuple(node["handouts"]))


_BLOCKS = {
    "paragraph": _paragraph,
    **dict.fromkeys(("list", "checklist", "do", "avoid", "steps"), _list),
    "table": _table,
    "figure": _figure,
    "box": _box,
    "say": _say,
    "term": _terms,
    "contacts": _contacts,
    "see": _see,
    "field": _field,
}


def sources(sections: tuple[model.Section, ...], references: Mapping[str, model.Source]) -> tuple[model.Source, ...]:
    """The references that the sections name, in order of first use; unknown ones are left out."""
    used = (ref for section in sections for support in supports(section) for ref in support.refs)
    return tuple(references[ref] for ref in dict.fromkeys(used) if ref in references)


def _evidence(sections: tuple[model.Section, ...], known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Claims that the sections name, in order of first use, each with its evidence."""
    used = (claim for section in sections for support in supports(section) for claim in support.claims)
    return tuple((claim, known[claim]) for claim in dict.fromkeys(used) if claim in known)


def supports(section: model.Section) -> Iterator[Support]:
    """What stands behind each node of a section, in order; of a table's cells with their row."""
    yield section.support
    for block in section.blocks:
        yield from _block_supports(block)


def _block_supports(block: model.Block) -> Iterator[Support]:
    match block:
        case model.Paragraph():
            yield block.support
        case model.ListBlock() | model.Terms():
            yield from (item.support for item in block.items)
        case model.Table():
            yield block.support
            yield from (row.support for row in block.rows)
        case model.Figure():
            yield block.support
        case model.Say():
            yield from (line.support for line in block.lines)
        case model.Box():
            for inner in block.blocks:
                yield from _block_supports(inner)
        case _:
            return
