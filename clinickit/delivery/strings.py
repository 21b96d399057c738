"""A string as a translator's form shows it. In: entries of a PO file, messages of the content, records of reviews. Out: what stands in the
box, its state, and what a form gives back. Called by `translating`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clinickit.errors import FileProblem
from clinickit.localize import po
from clinickit.localize.catalogs import Catalog, read
from clinickit.localize.evidence import Evidence
from clinickit.localize.extract import Message
from clinickit.localize.po import PoEntry, PoFile
from clinickit.localize.reviews import Record
from clinickit.workspace import CATALOG_LIMIT

LONGEST = 8000
"""Letters of one translation that are taken."""


class State(StrEnum):
    """How far a string is: first what does not print, then what was found wrong, then the steps of review."""

    MISSING = "missing"
    CHANGED = "changed"
    UNSURE = "unsure"
    BROKEN = "broken"
    BLOCKED = "blocked"
    STALE = "stale"
    BACK = "back"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVISED = "revised"
    CLINICAL = "clinical"
    PILOTED = "piloted"

    @property
    def open(self) -> bool:
        """Whether it waits for a translator: it does not print as it is, or somebody found something."""
        return self in _OPEN


_OPEN = frozenset((State.MISSING, State.CHANGED, State.UNSURE, State.BROKEN, State.BLOCKED, State.STALE))


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of a string: `grave` for an error; what is wrong, how to mend it, and the string as it would be right, where a
    machine may say so."""

    grave: bool
    message: str
    hint: str
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One string. `number` as on the previewed page; `source` and `target` with their markup, as a catalog has them; `before` the English
    that the translation was made for, where it changed; `notes` for translators; `mark` what a form gives back, to tell whether the
    translation changed meanwhile."""

    number: str
    catalog: str
    context: str
    source: str
    target: str
    state: State
    risk: bool
    notes: tuple[str, ...]
    before: str
    remarks: tuple[Remark, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Page:
    """All strings of a sheet in a language, as the files are now. `seen` gives a form the state of each file; `preview` whether there is
    a sheet to look at, and `version` changes with any file of the folder."""

    name: str
    language: str
    rows: tuple[Row, ...]
    seen: Mapping[str, str]
    preview: bool
    version: str


@dataclass(frozen=True, slots=True)
class Has:
    """An entry as its file has it, and the file as far as it may be printed."""

    entry: PoEntry
    catalog: Catalog


def mark(string: str) -> str:
    """What stands for a translation in a form: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(string.encode()).hexdigest()[:16]


def cleaned(typed: str) -> str:
    """A translation as a form gives it: line ends as ours, without control characters, not longer than LONGEST."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one in "\n\t" or ord(one) > 31).encode("utf-8", "replace").decode()[:LONGEST]


def row(one: Message, catalog: str, number: str, target: str, state: State, before: str, remarks: tuple[Remark, ...]) -> Row:
    return Row(number, catalog, one.context, one.source, target, state, one.risk, one.notes, before, remarks, mark(target))


def state_of(one: Message, has: Has, records: Sequence[Record], source_language: str) -> tuple[State, str]:
    """How far a string is, and the English that its translation was made for where that is another."""
    entry = has.entry
    if not entry.target.strip():
        return State.MISSING, ""
    made_for = entry.previous if entry.fuzzy and entry.previous is not None else entry.source
    if made_for != one.source:
        return State.CHANGED, made_for
    if entry.fuzzy:
        return State.UNSURE, ""
    usable = has.catalog.entries[one.context]
    if usable.target is None:
        return State.BROKEN, ""
    worth = Evidence(has.catalog, records, source_language).worth(one.context, usable, one.risk)
    for flaw, state in ((worth.blocked, State.BLOCKED), (worth.stale, State.STALE), (worth.back_needed, State.BACK)):
        if flaw:
            return state, ""
    return State(str(worth.level)), ""


def _read(data: bytes, path: Path) -> PoFile:
    if len(data) > CATALOG_LIMIT:
        raise FileProblem(f"{path} is larger than {CATALOG_LIMIT >> 20} MiB. Take the version before.")
    try:
        return po.read(data)
    except po.PoProblem as problem:
        raise FileProblem(f"{path} cannot be read as a PO file ({problem}). Correct it in a text editor, or take it away.") from None


def living(data: bytes, name: str, language: str, path: Path) -> Mapping[str, Has]:
    """Living entries of a file by context, the first where one stands twice."""
    file, catalog = _read(data, path), read(data, name, language)[0]
    found: dict[str, Has] = {}
    for one in file.entries:
        if catalog is not None and not one.obsolete and one.context in catalog.entries:
            found.setdefault(one.context, Has(one, catalog))
    return found
