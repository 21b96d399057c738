"""Review records: files of a workspace go in, Records come out; and a new record becomes the bytes of a file with one more at its end.
Called by `apply` (through CatalogSource) and by `clinickit locale review`.

A record says who read which strings, when, at which step and with which qualification, and binds each string by a hash. Records are
added, never changed. What they are worth is the business of `evidence`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from clinickit.content import load
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import ContentInvalid
from clinickit.languages import gettext_name, tag_of
from clinickit.workspace import SourceFile, Workspace

BACK = "back-translation"
STEPS = ("translated", BACK, "revised", "clinical", "piloted")
KINDS = ("accuracy", "terminology", "linguistic-conventions", "style", "locale-conventions", "audience-appropriateness", "design", "other")
"""MQM's dimensions."""
SEVERITIES = ("neutral", "minor", "major", "critical")
BLOCKING = ("major", "critical")


@dataclass(frozen=True, slots=True)
class Issue:
    """A flaw that a reviewer found: MQM kind and severity; `open` until it is closed."""

    context: str
    kind: str
    severity: str
    open: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One review of one catalog. `strings` are contexts with their hashes (`catalogs.string_hash`); `back` what a back-translation says;
    `pair` the languages that the reviewer works between; the two hashes are of all source strings and of all translations."""

    catalog: str
    language: str
    step: str
    by: str
    qualification: str
    pair: tuple[str, ...]
    read_by_person: bool
    on: date
    source_hash: str
    catalog_hash: str
    strings: Mapping[str, str]
    back: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    note: str = ""

    @property
    def person(self) -> str:
        """The initials, without the role: “AB, reviser” and “a.b., translator” are one person."""
        return "".join(letter for letter in self.by.partition(",")[0].casefold() if letter.isalnum())

    @classmethod
    def of(cls, catalog: str, language: str, raw: Mapping[str, Any]) -> Record:
        """From one record of a checked file."""
        return cls(
            catalog,
            language,
            raw["step"],
            raw["by"],
            raw["qualification"],
            tuple(raw["language_pair"]),
            raw["read_by_person"] is True,
            date.fromisoformat(raw["on"]),
            raw["source_hash"],
            raw["catalog_hash"],
            MappingProxyType(dict(raw["strings"])),
            MappingProxyType(dict(raw.get("back", {}))),
            tuple(
                Issue(one["context"], one["kind"], one["severity"], one.get("open", True), one.get("note", ""))
                for one in raw.get("issues", ())
            ),
            raw.get("note", ""),
        )

    def raw(self) -> dict[str, Any]:
        """As JSON, keys in the schema's order, what is empty left out."""
        issues = [
            {"context": one.context, "kind": one.kind, "severity": one.severity, "open": one.open}
            | ({"note": one.note} if one.note else {})
            for one in self.issues
        ]
        extra = {"back": dict(self.back), "issues": issues, "note": self.note}
        return {
            "step": self.step,
            "by": self.by,
            "qualification": self.qualification,
            "language_pair": list(self.pair),
            "read_by_person": self.read_by_person,
            "on": self.on.isoformat(),
            "source_hash": self.source_hash,
            "catalog_hash": self.catalog_hash,
            "strings": dict(self.strings),
        } | {name: value for name, value in extra.items() if value}


Records = Callable[[str], Sequence[Record]]
"""A BCP 47 tag to the records of that language, oldest first in each file."""


def no_records(language: str) -> Sequence[Record]:
    """The records of a world without any."""
    return ()


def reader(workspace: Workspace) -> Records:
    """The records of a workspace, each language read once. Raises ContentInvalid for a clinic's file that is not valid."""
    kept: dict[str, tuple[Record, ...]] = {}

    def records(language: str) -> Sequence[Record]:
        found = kept.get(language)
        if found is None:
            files = workspace.reviews(gettext_name(language))
            schemas = Schemas(workspace) if any(one.own for one in files) else None
            found = kept[language] = tuple(record for file in files for record in _records(file, language, schemas))
        return found

    return records


def _records(file: SourceFile, language: str, schemas: Schemas | None) -> list[Record]:
    value = _checked(file, schemas) if file.own and schemas else load.bundled(file.data)
    if tag_of(value["language"]) != language or value["id"] != file.name.rpartition("/")[2].removesuffix(".json"):
        raise ContentInvalid((_misplaced(file.name, value["id"], value["language"]),))
    return [Record.of(value["id"], language, one) for one in value["records"]]


def _checked(file: SourceFile, schemas: Schemas) -> Mapping[str, Any]:
    document, _, told = load.document(schemas, file.data, file.name, "review-record")
    if document is None:
        raise ContentInvalid(told)
    value: Mapping[str, Any] = document.value
    return value


def _misplaced(name: str, catalog: str, language: str) -> Diagnostic:
    message = f"The file says that it is about {catalog} in {language}, but it stands elsewhere, so nobody would find it."
    hint = f"Put it into locales/{gettext_name(language)}/reviews/{catalog}.json."
    return Diagnostic("review.place", Severity.ERROR, Location(name), message, hint)


def file_name(catalog: str, language: str) -> str:
    """Where the records of a catalog stand, from the content's root, with forward slashes."""
    return f"locales/{gettext_name(language)}/reviews/{catalog}.json"


def appended(data: bytes | None, name: str, record: Record, workspace: Workspace) -> bytes:
    """The bytes of a file of records with one more at the end; `data` is the file as it is, None for a new one. Raises ContentInvalid
    where either is not valid."""
    schemas = Schemas(workspace)
    value: dict[str, Any] = {
        "$schema": "review-record.schema.json",
        "format": 1,
        "id": record.catalog,
        "language": record.language,
        "records": [],
    }
    if data is not None:
        value = dict(_checked(SourceFile(name, data, own=True), schemas))
    value["records"] = [*value["records"], record.raw()]
    made = json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
    _checked(SourceFile(name, made, own=True), schemas)
    return made
