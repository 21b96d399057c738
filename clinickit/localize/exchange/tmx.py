"""TMX 1.4b (LISA OSCAR, 2005): a translation memory of a catalog, one unit a message with its context as `tuid`. What TMX has no place for
stands in props."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from lxml import etree

from clinickit.localize.exchange.shape import TOOL, Exchange, ExchangeProblem, Part, legal, original, pieces
from clinickit.localize.po import PoEntry, PoFile

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Xml = Any


def write(given: Exchange) -> bytes:
    """The bytes of a TMX 1.4b document."""
    root = etree.Element("tmx", {"version": "1.4"})
    facts = {
        "creationtool": TOOL,
        "creationtoolversion": version(TOOL),
        "segtype": "block",
        "o-tmf": "PO",
        "adminlang": "en",
        "srclang": given.source_language,
        "datatype": "plaintext",
    }
    head = etree.SubElement(root, "header", facts)
    _props(head, [("x-catalog", given.catalog), ("x-language", given.language)])
    _props(head, [("x-header", f"{name}: {value}") for name, value in given.file.headers])
    _props(head, [("x-remark", line) for line in given.file.remarks])
    body = etree.SubElement(root, "body")
    for one in given.file.entries:
        _unit(body, one, given)
    kind = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=kind)) + b"\n"


def _unit(body: Xml, one: PoEntry, given: Exchange) -> None:
    unit = etree.SubElement(body, "tu", {"tuid": legal(one.context)})
    for line in one.notes:
        etree.SubElement(unit, "note").text = legal(line)
    _props(unit, [("x-remark", line) for line in one.remarks])
    _props(unit, [("x-flag", flag) for flag in (*(("fuzzy",) if one.fuzzy else ()), *one.flags)])
    if one.previous is not None:
        _props(unit, [("x-previous", one.previous)])
    if one.previous_context is not None:
        _props(unit, [("x-previous-context", one.previous_context)])
    if one.obsolete:
        _props(unit, [("x-obsolete", "yes")])
    for tag, string in ((given.source_language, one.source), (given.language, one.target)):
        if string or tag == given.source_language:
            variant = etree.SubElement(unit, "tuv", {_LANG: tag})
            _segment(etree.SubElement(variant, "seg"), string)


def _props(holder: Xml, told: list[tuple[str, str]]) -> None:
    for kind, text in told:
        etree.SubElement(holder, "prop", {"type": kind}).text = legal(text)


def _segment(seg: Xml, string: str) -> None:
    last: Xml = None
    count = 0
    for piece in pieces(string):
        if piece.part is Part.TEXT:
            if last is None:
                seg.text = (seg.text or "") + legal(piece.text)
            else:
                last.tail = (last.tail or "") + legal(piece.text)
            continue
        if piece.part is Part.OPEN:
            count += 1
        name = {Part.OPEN: "bpt", Part.CLOSE: "ept", Part.CODE: "ph"}[piece.part]
        last = etree.SubElement(seg, name, {} if piece.part is Part.CODE else {"i": str(count)})
        last.text = piece.text


def read(data: bytes) -> Exchange:
    """The catalog of a TMX document. Raises ExchangeProblem. No entity is resolved and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise ExchangeProblem(f"it is not well-formed XML: {problem.msg}", problem.lineno or 0) from None
    head, body = root.find("header"), root.find("body")
    if root.tag != "tmx" or head is None or body is None:
        raise ExchangeProblem("it is no TMX document with a header and a body", root.sourceline or 0)
    told = list(_told(head))
    facts = dict(told)
    headers = tuple(tuple(text.split(": ", 1)) if ": " in text else (text.rstrip(":"), "") for kind, text in told if kind == "x-header")
    source = head.get("srclang", "en")
    language = facts.get("x-language", "")
    entries = tuple(_entry(unit, source, language) for unit in body.iterfind("tu"))
    remarks = tuple(text for kind, text in told if kind == "x-remark")
    return Exchange(facts.get("x-catalog", ""), language, source, PoFile(headers, entries, remarks))  # type: ignore[arg-type]


def _told(holder: Xml) -> Iterator[tuple[str, str]]:
    for prop in holder.iterfind("prop"):
        yield prop.get("type", ""), original(prop.text or "")


def _entry(unit: Xml, source: str, language: str) -> PoEntry:
    told = list(_told(unit))
    said: dict[str, str] = {}
    for variant in unit.iterfind("tuv"):
        tag = variant.get(_LANG) or variant.get("lang") or ""
        seg = variant.find("seg")
        if seg is not None:
            said[tag.lower()] = _plain(seg)
    flags = tuple(text for kind, text in told if kind == "x-flag")

    def first(kind: str) -> str | None:
        return next((text for category, text in told if category == kind), None)

    return PoEntry(
        original(unit.get("tuid", "")),
        said.get(source.lower(), ""),
        said.get(language.lower(), ""),
        fuzzy="fuzzy" in flags,
        previous=first("x-previous"),
        previous_context=first("x-previous-context"),
        notes=tuple(original(note.text or "") for note in unit.iterfind("note")),
        remarks=tuple(text for kind, text in told if kind == "x-remark"),
        flags=tuple(flag for flag in flags if flag != "fuzzy"),
        obsolete=first("x-obsolete") is not None,
        line=unit.sourceline or 0,
    )


def _plain(seg: Xml) -> str:
    """A segment as the string that it was: codes hold their own text, highlights (`hi`) what they stand around."""
    return original("".join(seg.itertext()))
