"""XLIFF 2.1 (OASIS, 2018): one file a catalog, one unit a message. Bold is a `pc`, a break or placeholder a `ph` with its text as original
data, so that tools protect them. What XLIFF has no place for (headers, flags, previous text) stands in notes by category."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from clinickit.localize.exchange.shape import TOOL, Exchange, ExchangeProblem, Part, Piece, legal, original, pieces
from clinickit.localize.po import PoEntry, PoFile

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_N = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FUZZY, _OBSOLETE = f"{TOOL}:fuzzy", f"{TOOL}:obsolete"
_DONE = frozenset(("translated", "reviewed", "final"))
Xml = Any
"""lxml has no types for elements that fit strict checking without its stubs."""


def write(given: Exchange) -> bytes:
    """The bytes of an XLIFF 2.1 document."""
    names = {"version": "2.1", "srcLang": given.source_language, "trgLang": given.language}
    root = etree.Element(f"{_N}xliff", names, nsmap={None: NAMESPACE})
    file = etree.SubElement(root, f"{_N}file", {"id": "f1", "original": given.catalog})
    headers = [("header", f"{name}: {value}") for name, value in given.file.headers]
    _notes(file, [*headers, *(("remark", line) for line in given.file.remarks)])
    for number, one in enumerate(given.file.entries, 1):
        _unit(file, number, one)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)) + b"\n"


def _unit(file: Xml, number: int, one: PoEntry) -> None:
    unit = etree.SubElement(file, f"{_N}unit", {"id": f"u{number}", "name": legal(one.context)})
    if one.obsolete:
        unit.set("translate", "no")
    told = [("extracted", line) for line in one.notes] + [("remark", line) for line in one.remarks] + [("flag", flag) for flag in one.flags]
    if one.previous is not None:
        told.append(("previous", one.previous))
    if one.previous_context is not None:
        told.append(("previous-context", one.previous_context))
    if one.obsolete:
        told.append(("obsolete", "yes"))
    _notes(unit, told)
    codes = {piece.text: f"d{at}" for at, piece in enumerate(dict.fromkeys(_codes(one)), 1)}
    if codes:
        data = etree.SubElement(unit, f"{_N}originalData")
        for text, name in codes.items():
            etree.SubElement(data, f"{_N}data", {"id": name}).text = text
    segment = etree.SubElement(unit, f"{_N}segment", {"state": "translated" if one.target and not one.fuzzy else "initial"})
    if one.fuzzy:
        segment.set("subState", _FUZZY)
    _string(segment, "source", one.source, codes)
    if one.target:
        _string(segment, "target", one.target, codes)


def _codes(one: PoEntry) -> Iterator[Piece]:
    for string in (one.source, one.target):
        yield from (piece for piece in pieces(string) if piece.part is Part.CODE)


def _notes(holder: Xml, told: list[tuple[str, str]]) -> None:
    if told:
        notes = etree.SubElement(holder, f"{_N}notes")
        for category, text in told:
            etree.SubElement(notes, f"{_N}note", {"category": category}).text = legal(text)


def _string(segment: Xml, kind: str, string: str, codes: dict[str, str]) -> None:
    element = etree.SubElement(segment, f"{_N}{kind}", {_SPACE: "preserve"})
    here, count = element, 0
    for piece in pieces(string):
        if piece.part is Part.TEXT:
            _append(here, legal(piece.text))
        elif piece.part is Part.OPEN:
            count += 1
            here = etree.SubElement(here, f"{_N}pc", {"id": str(count), "type": "fmt", "subType": "xlf:b"})
        elif piece.part is Part.CLOSE:
            here = here.getparent()
        else:
            count += 1
            facts = {"id": str(count), "equiv": piece.text, "disp": piece.text, "dataRef": codes[piece.text]}
            etree.SubElement(here, f"{_N}ph", facts)


def _append(element: Xml, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def read(data: bytes) -> Exchange:
    """The catalog of an XLIFF 2.x document. Raises ExchangeProblem. No entity is resolved and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise ExchangeProblem(f"it is not well-formed XML: {problem.msg}", problem.lineno or 0) from None
    if root.tag != f"{_N}xliff":
        raise ExchangeProblem("it is no XLIFF 2 document; export it again, or save it as XLIFF 2 in your tool", root.sourceline or 0)
    file = root.find(f"{_N}file")
    if file is None:
        raise ExchangeProblem("it holds no <file>", root.sourceline or 0)
    notes = list(_told(file))
    headers = tuple(tuple(text.split(": ", 1)) if ": " in text else (text.rstrip(":"), "") for kind, text in notes if kind == "header")
    entries = tuple(_entry(unit) for unit in file.iter(f"{_N}unit"))
    remarks = tuple(text for kind, text in notes if kind == "remark")
    return Exchange(file.get("original", ""), root.get("trgLang", ""), root.get("srcLang", ""), PoFile(headers, entries, remarks))  # type: ignore[arg-type]


def _told(holder: Xml) -> Iterator[tuple[str, str]]:
    notes = holder.find(f"{_N}notes")
    for note in notes if notes is not None else ():
        yield note.get("category", ""), original(note.text or "")


def _entry(unit: Xml) -> PoEntry:
    told = list(_told(unit))
    segments = unit.findall(f"{_N}segment")
    if not segments:
        raise ExchangeProblem(f"the unit “{unit.get('name', '')}” has no segment", unit.sourceline or 0)
    data = {one.get("id"): one.text or "" for one in unit.iterfind(f"{_N}originalData/{_N}data")}
    source, target = (
        "".join(_plain(segment.find(f"{_N}{kind}"), data) for segment in segments if segment.find(f"{_N}{kind}") is not None)
        for kind in ("source", "target")
    )

    def every(kind: str) -> tuple[str, ...]:
        return tuple(text for category, text in told if category == kind)

    done = all(segment.get("state", "initial") in _DONE for segment in segments)
    return PoEntry(
        original(unit.get("name", "")),
        source,
        target,
        fuzzy=(bool(target) and not done) or (not target and any(segment.get("subState") == _FUZZY for segment in segments)),
        previous=next(iter(every("previous")), None),
        previous_context=next(iter(every("previous-context")), None),
        notes=every("extracted"),
        remarks=every("remark"),
        flags=every("flag"),
        obsolete=bool(every("obsolete")),
        line=unit.sourceline or 0,
    )


def _plain(element: Xml, data: dict[str, str]) -> str:
    """A source or target as the string that it was."""
    made = [original(element.text or "")]
    for kid in element:
        name = etree.QName(kid).localname if isinstance(kid.tag, str) else ""
        if name == "pc":
            made.append(f"<strong>{_plain(kid, data)}</strong>")
        elif name == "ph":
            made.append(data.get(kid.get("dataRef", ""), kid.get("equiv", "")))
        elif name == "cp":
            made.append(chr(int(kid.get("hex", "20"), 16)))
        elif name in ("mrk", "sc", "ec", "sm", "em"):
            made.append(_plain(kid, data))
        made.append(original(kid.tail or ""))
    return "".join(made)
