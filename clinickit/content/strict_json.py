"""Bytes that someone else wrote, to JSON that is safe to walk. In: bytes and a file name. Out: a `Document`, or diagnostics.
Called by `load`.

Size (1 MiB) and depth (32) are checked by a linear scan before anything is parsed. UTF-8 only; a UTF-8 byte order mark, which
Windows editors write, is accepted and dropped. Duplicate keys, NaN and Infinity, numbers too large to be meant, lone surrogates and
control characters (RFC 8259 section 7, 8.1, 8.2; RFC 7493 section 2) are errors with their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from clinickit.content.findings import Document, Finding, diagnostics, error, shown
from clinickit.content.positions import Spot, line_column, spots, unquote
from clinickit.diagnostics import Diagnostic, Location, Severity

SIZE_LIMIT = 1 << 20
DEPTH_LIMIT = 32
_NUMBER_LIMIT = 20

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_UNWANTED = "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb"
_CONTROL = re.compile(f"[{_UNWANTED}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile(rf"[{_UNWANTED[3:]}]|\\[bfnrtu]")


class _Refused(ValueError):
    """Raised by the parser's hooks; where it is, a scan of the text finds out."""


def read(data: bytes, file: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document, or None and what is wrong. Time and memory are linear in at most SIZE_LIMIT bytes."""
    if len(data) > SIZE_LIMIT:
        size = "The file is larger than 1 MiB, which no handout needs, and is not read."
        return None, (_at(file, "load.too-large", size, "Keep one handout a file, and pictures out of it."),)
    text, problem = _decode(data, file)
    if problem is not None:
        return None, (problem,)
    too_deep = _too_deep(text)
    if too_deep is not None:
        deep = f"Objects and lists are nested more than {DEPTH_LIMIT} deep; a handout needs 12."
        return None, (_at(file, "load.too-deep", deep, "Look for a bracket that is never closed.", text, too_deep),)
    try:
        value = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer, parse_float=_float)
    except json.JSONDecodeError as failure:
        return None, (_syntax(file, text, failure),)
    except _Refused:
        return None, diagnostics(Document(file, text, {}), _refused(text))
    if not isinstance(value, dict):
        return None, (_at(file, "load.not-an-object", "The file must be one JSON object.", "Let it begin with { and end with }.", text),)
    document = Document(file, text, value)
    if _SUSPECT.search(text):
        found = diagnostics(document, _bad_strings(text))
        if found:
            return None, found
    return document, ()


def _at(file: str, code: str, message: str, hint: str, text: str = "", offset: int = 0) -> Diagnostic:
    line, column = line_column(text, offset)
    return Diagnostic(code, Severity.ERROR, Location(file, "", line, column), message, hint)


def _decode(data: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """UTF-8 to text, line ends as written; UTF-16 and UTF-32 are told by their mark or their zero bytes (RFC 8259 section 8.1)."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        return "", _at(file, "load.encoding", "The file is not UTF-8 but UTF-16 or UTF-32.", "Save it again with the encoding UTF-8.")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as failure:
        before = data[: failure.start].decode("utf-8-sig", "replace")
        message = f"The byte 0x{data[failure.start]:02x} here is not UTF-8."
        return "", _at(file, "load.encoding", message, "Save the file again with the encoding UTF-8.", before, len(before))


def _too_deep(text: str) -> int | None:
    """The offset of the first bracket below DEPTH_LIMIT, or None. Stops there."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        first = text[match.start()]
        if first in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                return match.start()
        elif first in "]}":
            depth -= 1
    return None


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused
    return made


def _constant(name: str) -> object:
    raise _Refused(name)


def _integer(digits: str) -> int:
    if len(digits) > _NUMBER_LIMIT:
        raise _Refused
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits) if len(digits) <= _NUMBER_LIMIT else float("inf")
    if value in (float("inf"), float("-inf")):
        raise _Refused
    return value


def _refused(text: str) -> Iterator[Finding]:
    """Why the hooks refused: duplicate keys, NaN and Infinity, numbers out of all bounds."""
    seen: set[tuple[str | int, ...]] = set()
    for spot in spots(text):
        token = text[spot.start : spot.end]
        if spot.is_key:
            if spot.path in seen:
                key = shown(str(spot.path[-1]))
                yield _whole(spot, "load.duplicate-key", f"The key “{key}” stands twice in this object.", "Keep one of the two.")
            seen.add(spot.path)
        elif token in ("NaN", "Infinity", "-Infinity"):
            yield _whole(spot, "load.number", f"{token} is not a number in JSON.", "Write a number, or leave the field out.")
        elif token[0] in "-0123456789" and _unbounded(token):
            yield _whole(spot, "load.number", f"The number {shown(token, 24)} is out of all bounds.", "Correct it.")


def _unbounded(token: str) -> bool:
    return len(token) > _NUMBER_LIMIT or float(token) in (float("inf"), float("-inf"))


def _whole(spot: Spot, code: str, message: str, hint: str) -> Finding:
    return error(code, spot.path, message, hint, at_key=spot.is_key)


def _bad_strings(text: str) -> Iterator[Finding]:
    """Control characters, direction controls and lone surrogates, written out or as escapes."""
    for spot in spots(text):
        token = text[spot.start : spot.end]
        if token[0] != '"':
            continue
        string = unquote(token)
        if match := _SURROGATE.search(string):
            half = f"\\u{ord(match.group()):04x} is half a character: an unpaired surrogate."
            yield _whole(spot, "load.surrogate", half, "Write the character itself.")
        elif match := _CONTROL.search(string):
            yield _whole(spot, "load.control", f"A string holds U+{ord(match.group()):04X}, which does not print.", _advice(match.group()))


def _advice(char: str) -> str:
    if char in "\n\r\u2028\u2029":
        return "For a new line write <br/>."
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return "Leave it out: direction is set when the page is made."
    return "Leave it out; a space does for a tab."


def _syntax(file: str, text: str, failure: json.JSONDecodeError) -> Diagnostic:
    """The parser's complaint in our words, which do not change with the version of Python."""
    offset = min(failure.pos, len(text))
    here, before = text[offset : offset + 1], text[:offset].rstrip()
    after = text[offset + 1 :].lstrip()[:1]
    if before.endswith(",") and here in ("}", "]"):
        return _at(file, "load.json", "A comma stands before the closing bracket.", "Take the comma away.", text, len(before) - 1)
    if here == "," and after in ("}", "]"):
        return _at(file, "load.json", "A comma stands before the closing bracket.", "Take the comma away.", text, offset)
    if "control character" in failure.msg and here in "\r\n":
        hint = "Put a quotation mark at its end; for a new line in the text write <br/>."
        return _at(file, "load.json", "The string is not closed on this line.", hint, text, offset)
    if "control character" in failure.msg:
        return _at(file, "load.control", f"A string holds U+{ord(here or ' '):04X}, which does not print.", _advice(here), text, offset)
    if not here:
        message, hint = "The file ends too early.", "Close every bracket and quotation mark that was opened."
    elif "Unterminated" in failure.msg:
        message, hint = "This string is never closed.", 'Put a “"” at its end; inside it write \\".'
    elif "escape" in failure.msg:
        message, hint = "This backslash begins no escape that JSON knows.", "Write \\\\ for a backslash."
    elif "Extra data" in failure.msg:
        message, hint = "Something stands after the end of the object.", "Keep one object a file."
    elif "delimiter" in failure.msg:
        message, hint = "A comma, colon or closing bracket is missing before this.", "Look at the end of the line above, too."
    elif "property name" in failure.msg:
        message, hint = "A key in double quotes belongs here.", 'Write keys as "id"; JSON has no comments.'
    else:
        message, hint = "A value belongs here: a string, number, list, object, true, false or null.", "Put text in double quotes."
    return _at(file, "load.json", message, hint, text, offset)
