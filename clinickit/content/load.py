"""A file of any kind, read and checked against its schema. In: bytes. Out: a `Document` with its kind, or diagnostics.
Called by `check`, `clinics`, `facts` and `lines`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clinickit.content import strict_json
from clinickit.content.findings import Document, diagnostics
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic


def document(schemas: Schemas, data: bytes, file: str, kind: str = "") -> tuple[Document | None, str, tuple[Diagnostic, ...]]:
    """The document, its kind and no diagnostics, or None, "" and what is wrong. `kind` demands one ("handout"); else the file's own
    `$schema` says."""
    parsed, problems = strict_json.read(data, file)
    if parsed is None:
        return None, "", problems
    named, unknown = schemas.kind_of(parsed.value)
    if unknown:
        return None, "", diagnostics(parsed, unknown)
    found = schemas.check(kind or named, parsed.value)
    if found:
        return None, "", diagnostics(parsed, found)
    return parsed, named, ()


def bundled(data: bytes) -> Mapping[str, Any]:
    """The JSON of a file that ships with us: tests check it, so nobody who prints waits for that."""
    value: Mapping[str, Any] = json.loads(data)
    return value


def unchecked(data: bytes, file: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document without its schema's check, but with all limits on what is read."""
    return strict_json.read(data, file)
