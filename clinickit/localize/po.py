"""PO files as they are on disk: bytes go in, a PoFile comes out, and back, with nothing lost on the way that a translator wrote. The only
module that knows polib. Called by `catalogs` (which keeps of a file what may be printed), `sync`, and the commands for translators.

What is written has no dates, no line numbers, no wrapping and nothing of an editor's own: two writings differ only where a string does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import polib

from clinickit.languages import canonical, chain, gettext_name, tag_of

_STAND_INS = {chr(code): chr(0xF700 + code % 256) for code in (0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)}
"""Characters at which polib would cut a line, and private ones that carry them through it."""
_THERE = str.maketrans(_STAND_INS)
_BACK = str.maketrans({stand_in: one for one, stand_in in _STAND_INS.items()})

NOISE = re.compile(r"(?i)(project-id-version|report-msgid-bugs-to|po-revision-date|pot-creation-date|last-translator|language-team"
                   r"|x-generator|x-poedit.*|x-crowdin.*|x-source-language|x-accelerator-marker|x-project-style)\Z")  # fmt: skip
"""Headers that editors write and nobody reads: dates, addresses, folders of one computer."""


_OPEN = re.compile(r'(?m)^(?:#[~|]+ ?)?(?:msg\w+(?:\[\d+\])?[ \t]+)?"(?:[^"\\\n]|\\.)*$')
"""A string that no quotation mark closes on its line: polib would cut its last letter off."""


class PoProblem(ValueError):
    """The bytes are no PO file. `code` is a diagnostic's tail (encoding, syntax), the message what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One entry. `notes` are for the translator (`#.`), `remarks` the translator's own (`# `), `flags` those beside fuzzy; `previous` and
    `previous_context` what the source was (`#|`), None where the entry does not say; `line` the 1-based line of the file where it begins,
    0 where unknown, no part of what the entry says."""

    context: str
    source: str
    target: str = ""
    fuzzy: bool = False
    previous: str | None = None
    previous_context: str | None = None
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PoFile:
    """`headers` in their order; `remarks` are the comment above them."""

    headers: tuple[tuple[str, str], ...]
    entries: tuple[PoEntry, ...]
    remarks: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def parsed(data: bytes) -> polib.POFile:
    """What polib makes of the bytes. Raises PoProblem."""
    try:
        string = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise PoProblem("encoding", f"byte {problem.start}") from None
    cut = _OPEN.search(string)
    if cut is not None:
        raise PoProblem("syntax", f"line {string.count(chr(10), 0, cut.start()) + 1}: a string is not closed")
    if any(one in string for one in _STAND_INS):
        string = string.translate(_THERE)
    try:
        found: polib.POFile = polib.pofile(string.replace("\n#~| ", "\n#| ") + "\n")
    except (OSError, ValueError, IndexError) as problem:
        raise PoProblem("syntax", str(problem)) from None
    return found


def read(data: bytes) -> PoFile:
    """A PO file with all that it holds. Raises PoProblem."""
    found = parsed(data)
    carried = any(one.encode() in data for one in _STAND_INS)
    entries = tuple(_entry(one, carried) for one in found)
    headers = tuple((key, str(value)) for key, value in found.metadata.items())
    return PoFile(headers, entries, _lines(found.header))


def _entry(one: polib.POEntry, carried: bool) -> PoEntry:
    target, remarks = one.msgstr, _lines(one.tcomment)
    if one.msgid_plural:
        forms = [form for _, form in sorted(one.msgstr_plural.items())]
        target = target or (forms[0] if forms else "")
        remarks += tuple(f"plural: {form}" for form in forms[1:] if form)

    def plain(string: str) -> str:
        return string.translate(_BACK) if carried else string

    def maybe(string: str | None) -> str | None:
        return None if string is None else plain(string)

    return PoEntry(
        plain(one.msgctxt or ""),
        plain(one.msgid),
        plain(target),
        "fuzzy" in one.flags,
        maybe(one.previous_msgid),
        maybe(one.previous_msgctxt),
        tuple(plain(line) for line in _lines(one.comment)),
        tuple(plain(line) for line in remarks),
        tuple(dict.fromkeys(flag for flag in one.flags if flag != "fuzzy")),
        bool(one.obsolete),
        one.linenum or 0,
    )


def _lines(comment: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in comment.split("\n")) if comment else ()


def write(file: PoFile) -> bytes:
    """The bytes of a PO file, in the order of its entries."""
    head = "".join(f'"{escaped(f"{name}: {value}".rstrip(" ") if not value else f"{name}: {value}")}\\n"\n' for name, value in file.headers)
    rows = [f'{_comments("#", file.remarks)}msgid ""\nmsgstr ""\n{head}']
    rows += [_row(one) for one in file.entries]
    return "\n".join(rows).encode()


def _row(one: PoEntry) -> str:
    mark = "#~ " if one.obsolete else ""
    past = "#~| " if one.obsolete else "#| "
    flags = (*(("fuzzy",) if one.fuzzy else ()), *one.flags)
    row = _comments("#", one.remarks) + _comments("#.", one.notes)
    if flags:
        row += f"#, {', '.join(flags)}\n"
    if one.previous_context is not None:
        row += f'{past}msgctxt "{escaped(one.previous_context)}"\n'
    if one.previous is not None:
        row += f'{past}msgid "{escaped(one.previous)}"\n'
    if one.context:
        row += f'{mark}msgctxt "{escaped(one.context)}"\n'
    return row + f'{mark}msgid "{escaped(one.source)}"\n{mark}msgstr "{escaped(one.target)}"\n'


def _comments(sign: str, lines: tuple[str, ...]) -> str:
    return "".join(f"{sign} {line}".rstrip() + "\n" for line in lines)


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\v": "\\v", "\b": "\\b", "\f": "\\f"})


def escaped(string: str) -> str:
    """A string as it stands between quotation marks."""
    return string.translate(_ESCAPES)


def canonical_headers(language: str, found: PoFile | None, origin: str, level: str) -> tuple[tuple[str, str], ...]:
    """Our headers, in their order; what an editor added as noise is gone, what it added as fact (plural forms, `X-` of another kind)
    stands after. `origin` and `level` are for a new file. A header that names another language is kept, for a check to tell."""
    raw = found.header("Language").strip() if found else ""
    stated = canonical(tag_of(raw))
    same = not stated or language in chain(stated) or stated in chain(language)
    ours = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": gettext_name(language) if same else raw,
        "X-Clinickit-Origin": (found.header("X-Clinickit-Origin") if found else "") or origin,
        "X-Clinickit-Level": (found.header("X-Clinickit-Level") if found else "") or level,
    }
    known = {name.lower() for name in ours}
    rest = [(name, value) for name, value in (found.headers if found else ()) if name.lower() not in known and not NOISE.match(name)]
    return (*ours.items(), *rest)
