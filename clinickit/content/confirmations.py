"""A clinic's word that a line still runs. In: its lines.json (or nothing) and who dialled when. Out: the file with the confirmation added.
Called by the command line."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from clinickit.content import load
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid, Unknown
from clinickit.workspace import Workspace


def add(data: bytes | None, name: str, line_id: str, on: date, by: str) -> bytes:
    """The bytes of lines.json with a confirmation of `line_id`, in place of an older one. Raises ContentInvalid where the file, or what
    would become of it, breaks its schema; Unknown where the line was dialled later than `on`."""
    schemas = Schemas(Workspace.bundled())
    value: dict[str, Any] = {"$schema": "../schemas/lines.schema.json", "format": 1, "lines": []}
    if data is not None:
        document, _, problems = load.document(schemas, data, name, "lines")
        if document is None:
            raise ContentInvalid(errors_of(problems))
        value = dict(document.value)
    later = max((one["on"] for one in value.get("confirmations", []) if one["line"] == line_id), default="")
    if later > on.isoformat():
        raise Unknown(f"{name} says already that {line_id} was confirmed on {later}, which is later than {on}. Nothing was changed.")
    kept = [one for one in value.get("confirmations", []) if one["line"] != line_id]
    value["confirmations"] = [*kept, {"line": line_id, "on": on.isoformat(), "by": by}]
    made = json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
    document, _, problems = load.document(schemas, made, name, "lines")
    if document is None:
        raise ContentInvalid(errors_of(problems))
    return made
