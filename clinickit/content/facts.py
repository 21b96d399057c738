"""What handouts rest on. In: the layers of references.json and claims.json. Out: sources in short form and claims by id. Called by
`check` and rules; a clinic's records replace ours one by one, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clinickit.content import load
from clinickit.content.model import Source
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic
from clinickit.workspace import SourceFile, Workspace

_NAMED = 2
"""Authors that the short form names; of more than these only the first."""


class Print(StrEnum):
    """How firmly a handout may say a claim."""

    YES = "yes"
    AS_WORDED = "as-worded"
    PRACTICE = "practice-advice"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Claim:
    """`wording` is the advice how to write it; `clinician` keeps it out of client sections; `evidence` says what kind of study stands
    behind it ("meta-analysis", "trial" …)."""

    id: str
    print: Print
    claim: str
    wording: str
    refs: tuple[str, ...]
    risk: bool
    clinician: bool
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """References in short form and claims, by id; `unseen` are references that no page seen shows."""

    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    unseen: frozenset[str] = frozenset()


def read(workspace: Workspace, schemas: Schemas) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """The facts of a workspace, and what is wrong in the clinic's layers, which are left out then. Ours are checked by tests."""
    found: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    unseen: set[str] = set()
    for layer in workspace.shared("references"):
        for record in _records(layer, "references", schemas, found):
            sources[record["id"]] = source(record)
            (unseen.discard if record["verified"] else unseen.add)(record["id"])
    for layer in workspace.shared("claims"):
        for record in _records(layer, "claims", schemas, found):
            claims[record["id"]] = _claim(record)
    return Facts(sources, claims, frozenset(unseen)), tuple(found)


def _records(layer: SourceFile, kind: str, schemas: Schemas, found: list[Diagnostic]) -> list[Mapping[str, Any]]:
    document, problems = layer_document(layer, kind, schemas)
    found.extend(problems)
    records: Any = document[kind] if document is not None else []
    return list(records)


def layer_document(layer: SourceFile, kind: str, schemas: Schemas) -> tuple[Mapping[str, Any] | None, tuple[Diagnostic, ...]]:
    """The JSON of one layer: ours as it stands, a clinic's checked against the schema."""
    if layer.own:
        document, _, problems = load.document(schemas, layer.data, layer.name, kind)
        return (None if document is None else document.value), problems
    return load.bundled(layer.data), ()


def source(record: Mapping[str, Any]) -> Source:
    """A CSL-JSON record in short form: one or two authors by family name (an organization by its whole name), or the first and more;
    the journal, or else who published it."""
    names = tuple(author.get("family") or author.get("literal") or author.get("given", "") for author in record["author"])
    more = len(names) > _NAMED
    parts = record["issued"].get("date-parts")
    container = record.get("container-title") or record.get("publisher") or ""
    year = parts[0][0] if parts else None
    first = names[:1] if more else names
    return Source(record["id"], first, more, container, record["title"], year, record.get("language", "en"), _link(record))


def _link(record: Mapping[str, Any]) -> str:
    """Where it is found: its DOI as an address, which does not change, else its own address."""
    return f"https://doi.org/{record['DOI']}" if "DOI" in record else str(record.get("URL", ""))


def _claim(record: Mapping[str, Any]) -> Claim:
    return Claim(
        id=record["id"],
        print=Print(record["print"]),
        claim=record["claim"],
        wording=record.get("wording", ""),
        refs=tuple(record["refs"]),
        risk="risk" in record,
        clinician="for" in record,
        evidence=record.get("evidence", ""),
    )
