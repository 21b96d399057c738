"""A DocumentReference of FHIR R4: a PDF by its size and hashes, or with its bytes. Called by `fhir` for a letter and by
`delivery.education` for a handout. Title and type are neutral: they stand in lists that others see."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date

from clinickit.referral.letters.fhir_terms import URI, Resource, concept, given


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF that goes along: `data` its bytes, `language` BCP 47; `enclosed`: its bytes stand in the record, else size and hash alone."""

    data: bytes
    language: str
    enclosed: bool = True


def document(
    named: str,
    pdf: Pdf,
    on: date,
    title: str,
    kind: dict[str, str],
    category: Resource,
    subject: Resource,
    identifiers: tuple[Resource, ...],
) -> Resource:
    """The record of a PDF made on a day. `attachment.hash` is SHA-1, as R4 defines it; the SHA-256 is an identifier (RFC 6920), for SHA-1
    no longer proves that nobody changed the file."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(pdf.data).digest()).decode().rstrip("=")
    attachment = {
        "contentType": "application/pdf",
        "language": pdf.language,
        "data": base64.b64encode(pdf.data).decode() if pdf.enclosed else "",
        "size": len(pdf.data),
        "hash": base64.b64encode(hashlib.sha1(pdf.data, usedforsecurity=False).digest()).decode(),
        "title": title,
        "creation": on.isoformat(),
    }
    return given(
        {
            "resourceType": "DocumentReference",
            "id": named,
            "identifier": [*identifiers, {"system": URI, "value": f"ni:///sha-256;{digest}"}],
            "status": "current",
            "docStatus": "final",
            "type": concept(kind),
            "category": [category] if category else [],
            "subject": subject,
            "content": [{"attachment": given(attachment)}],
        }
    )
