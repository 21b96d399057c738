"""A letter from its file, and back. In: bytes of a letter.json that someone wrote. Out: a `Letter` with the `Document` it came from, or
diagnostics with line and column; `written` is the reverse. Called by the command line, by the web page and by embedding programs.

Only the form is checked here; a letter may lack anything, for it is begun before it is whole: `rules.check` says what is missing.
No diagnostic repeats a value of the file: what is quoted ends up in logs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clinickit.content import load
from clinickit.content.findings import Document, shown
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic
from clinickit.referral.letters.model import Client, Consent, Guardian, Letter, Party, Receiver, Risk, SafeContact, Urgency
from clinickit.workspace import Workspace

SCHEMA = "letter.schema.json"
Json = Mapping[str, Any]
_TOLD = re.compile(r"; this is .*(?=\.\Z)|(?<=\AThe number) .*(?= is out)", re.DOTALL)
"""What a message says of a value that is no text: a number may be one to call."""


@dataclass(frozen=True, slots=True)
class Read:
    """A letter and where its values stand, for diagnostics."""

    letter: Letter
    document: Document


def read(data: bytes, file: str, on: date, schemas: Schemas | None = None) -> tuple[Read | None, tuple[Diagnostic, ...]]:
    """The letter, or None and what is wrong with the form of its file. `file` is what diagnostics call it; `on` is the letter's day where
    the file says none; `schemas` those of a `Checker`, for programs that read many."""
    document, _, found = load.document(schemas or Schemas(Workspace.bundled()), data, file, "letter")
    if document is None:
        return None, _unquoted(found, data, file)
    return Read(letter(document.value, on), document), ()


def letter(value: Json, on: date) -> Letter:
    """The letter of JSON that its schema has passed."""
    said = value.get
    return Letter(
        on=_day(said("on")) or on,
        urgency=Urgency(said("urgency", "")),
        reason=_words(said("reason")),
        question=_words(said("question")),
        risk=_risk(said("risk", {})),
        client=_client(said("client", {})),
        contact=_contact(said("contact", {})),
        consent=_consent(said("consent", {})),
        sender=_party(said("sender", {})),
        recipient=_party(said("recipient", {})),
        reply_by=_day(said("reply_by")),
        copies=tuple(Receiver(one) for one in value["copies"]) if "copies" in value else None,
        background=_words(said("background")),
        treatment=_words(said("treatment")),
        medicines=_words(said("medicines")),
        language=said("language", "en"),
        services=tuple(said("services", ())),
        handouts=tuple(said("handouts", ())),
        also_to=tuple(said("also_to", ())),
    )


def _risk(value: Json) -> Risk:
    return Risk(_words(value.get("now")), _words(value.get("plan")), value.get("immediate"), value.get("safety_in_doubt"))


def _client(value: Json) -> Client:
    guardian = value.get("guardian")
    return Client(
        name=value.get("name", ""),
        born=_day(value.get("born")),
        language=value.get("language", ""),
        interpreter=value.get("interpreter"),
        access_needs=_words(value.get("access_needs")),
        guardian=_guardian(guardian) if guardian else None,
        identifier=value.get("identifier", ""),
    )


def _guardian(value: Json) -> Guardian:
    return Guardian(value.get("name", ""), value.get("relation", ""), value.get("phone", ""), value.get("consents"))


def _contact(value: Json) -> SafeContact:
    said = value.get
    return SafeContact(said("number", ""), said("voicemail"), said("text"), said("hours", ""), said("name", ""))


def _consent(value: Json) -> Consent:
    said = value.get
    return Consent(_words(said("scope")), _day(said("on")), said("given_by", ""), _day(said("until")), said("substance_use"))


def _party(value: Json) -> Party:
    texts = {name: value.get(name, "") for name in ("name", "role", "organization", "phone", "fax", "email", "identifier")}
    return Party(**texts, lines=tuple(value.get("lines", ())))


def _words(said: str | list[str] | None) -> str:
    return "\n".join(said) if isinstance(said, list) else said or ""


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def written(made: Letter) -> dict[str, object]:
    """The JSON of a letter, without what nobody said: `read` of it gives the same letter back."""
    value: dict[str, object] = {"$schema": SCHEMA, "format": 1}
    texts = {"reason": made.reason, "question": made.question, "background": made.background}
    texts |= {"treatment": made.treatment, "medicines": made.medicines}
    value |= {"on": made.on, "urgency": str(made.urgency), "reply_by": made.reply_by, "language": made.language}
    value |= {name: _lines(text) for name, text in texts.items()}
    risk, client, consent = made.risk, made.client, made.consent
    value["risk"] = _said(risk, now=_lines(risk.now), plan=_lines(risk.plan))
    guardian = _said(client.guardian) if client.guardian else None
    value["client"] = _said(client, access_needs=_lines(client.access_needs), guardian=guardian)
    value["contact"] = _said(made.contact)
    value["consent"] = _said(consent, scope=_lines(consent.scope))
    value |= {"sender": _said(made.sender), "recipient": _said(made.recipient)}
    value["copies"] = [str(one) for one in made.copies or ()]
    value |= {"also_to": list(made.also_to), "services": list(made.services), "handouts": list(made.handouts)}
    return {name: _plain(one) for name, one in value.items() if _is_said(one)}


def _said(part: object, **instead: object) -> dict[str, object]:
    """The fields of a part that were said; `instead` takes the place of some."""
    names = part.__dataclass_fields__  # type: ignore[attr-defined]
    values = {name: instead.get(name, getattr(part, name)) for name in names}
    return {name: _plain(one) for name, one in values.items() if _is_said(one)}


def _is_said(value: object) -> bool:
    return value is not None and value not in ("", (), [], {})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _lines(text: str) -> str | list[str]:
    parts = [one.strip() for one in text.splitlines() if one.strip()]
    return parts if len(parts) > 1 else "".join(parts)


def _unquoted(found: Iterable[Diagnostic], data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """The diagnostics without the values that they quote: names and numbers of a patient."""
    document, _ = load.unchecked(data, file)
    values = sorted(_strings(document.value), key=len, reverse=True) if document else []
    return tuple(replace(one, message=_without(one.message, values)) for one in found)


def _without(message: str, values: Iterable[str]) -> str:
    for value in values:
        message = message.replace(f"“{shown(value)}”", "This")
    return _TOLD.sub("", message)


def _strings(value: object) -> set[str]:
    if isinstance(value, dict):
        return {text for one in value.values() for text in _strings(one)}
    if isinstance(value, list):
        return {text for one in value for text in _strings(one)}
    return {value} if isinstance(value, str) and value else set()
