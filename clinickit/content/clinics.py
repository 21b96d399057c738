"""A clinic's profile from its file. In: bytes of a clinic.json, and a reader of the files beside it. Out: a `Clinic`. Called by
`library` and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from clinickit.content import load, pictures
from clinickit.content.clinic import Clinic
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid
from clinickit.workspace import Workspace

ReadFile = Callable[[str], bytes]


def read(data: bytes, name: str, read_file: ReadFile) -> Clinic:
    """A clinic's profile. `read_file` gives the bytes of a file that lies beside it, named without a folder. Raises ContentInvalid for
    a profile that breaks its schema, FileProblem for a logo that cannot be read or used."""
    parsed, _, problems = load.document(Schemas(Workspace.bundled()), data, name, "clinic")
    if parsed is None:
        raise ContentInvalid(errors_of(problems))
    value: Mapping[str, Any] = parsed.value
    logo = value.get("logo", "")
    return Clinic(
        names=tuple(value["name"].items()),
        taglines=tuple(value.get("tagline", {}).items()),
        phone=value.get("phone", ""),
        web=value.get("web", ""),
        logo=pictures.read_logo(read_file(logo), logo) if logo else None,
        logo_alt=value.get("logo_alt", ""),
        territory=value.get("territory", ""),
        region=value.get("region", ""),
        paper=value.get("paper", ""),
        required_level=value.get("required_level", "revised"),
        languages=tuple(value.get("languages", ())),
    )
