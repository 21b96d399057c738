"""Schemas of others, from a file the user names (Open Referral's are not ours to ship). In: the path of a JSON Schema, and values. Out:
findings. Called by `referral.checks`. It stands in this room because jsonschema is seen here alone.

Nothing is ever fetched: a schema that refers to another file is refused, so use the compiled ones. Text is checked for the formats uuid,
email, date, date-time and uri in their plain sense."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from referencing import Registry
from referencing.exceptions import Unresolvable

from clinickit.content.findings import AT_MOST, Finding, error, shown
from clinickit.errors import FileProblem

_SIZE = 16 << 20
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("uuid", raises=ValueError)
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or str(uuid.UUID(value)) == value.lower()


@_FORMATS.checks("email")
def _is_email(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


@_FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", value))


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or ("T" in value.upper() and bool(datetime.fromisoformat(value)))


class ForeignSchema:
    """One schema file; `definitions` names its parts. Raises FileProblem where it is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._validators: dict[str, Any] = {}
        try:
            if path.stat().st_size > _SIZE:
                raise FileProblem(f"{path} is larger than 16 MiB, which no schema is. Name the folder of the compiled schemas.")
            self.schema: dict[str, Any] = json.loads(path.read_bytes())
            Draft202012Validator.check_schema(self.schema)
        except OSError as problem:
            raise FileProblem(f"Cannot read the schema {path}: {problem.strerror or problem}. Name the folder of the schemas.") from None
        except (ValueError, RecursionError, SchemaError) as problem:
            raise FileProblem(f"{path} is no JSON Schema ({str(problem).splitlines()[0][:100]}). Download it again.") from None

    def check(self, value: object, definition: str = "", *, quote: bool = True) -> tuple[Finding, ...]:
        """What breaks the schema, or one of its definitions: at most AT_MOST findings. Without `quote` no value is told, for what is
        confidential. Raises FileProblem where it refers elsewhere."""
        try:
            return tuple(dict.fromkeys(self._told(one, quote) for one in islice(self._validator(definition).iter_errors(value), AT_MOST)))
        except Unresolvable as problem:
            where = f"{self._path} refers to {problem.ref}, which is not in it."
            raise FileProblem(f"{where} Use the compiled schema; nothing is fetched.") from None

    def _validator(self, definition: str) -> Any:
        made = self._validators.get(definition)
        if made is None:
            whole: Mapping[str, Any] = self.schema
            if definition:
                whole = {"$ref": f"#/definitions/{definition}", "definitions": self.schema.get("definitions", {})}
            made = self._validators[definition] = Draft202012Validator(whole, format_checker=_FORMATS, registry=Registry())
        return made

    def required(self, definition: str = "") -> tuple[str, ...]:
        """Names of the fields that must be there."""
        return tuple(self._part(definition).get("required", ()))

    def _part(self, definition: str) -> Mapping[str, Any]:
        part: Mapping[str, Any] = self.schema.get("definitions", {}).get(definition, {}) if definition else self.schema
        return part

    def numbers(self, definition: str = "") -> Iterator[str]:
        """Names of the fields that are numbers (tables hold them as text)."""
        return (name for name, one in self._part(definition).get("properties", {}).items() if one.get("type") in ("number", "integer"))

    def _told(self, failure: ValidationError, quote: bool) -> Finding:
        path = tuple(failure.absolute_path)
        keyword, wanted = str(failure.validator), failure.validator_value
        field = next((step for step in reversed(path) if isinstance(step, str)), "the record")
        if keyword == "required" and isinstance(wanted, list):
            lacks = [name for name in wanted if isinstance(failure.instance, dict) and name not in failure.instance]
            return error("referral.schema", path, f"“{field}” lacks {', '.join(lacks)}.", "The schema asks for it.")
        got = shown(failure.instance) if quote else "something"
        choice = ", ".join(map(str, wanted)) if isinstance(wanted, list) else ""
        hints = {"enum": f"Write one of: {choice}.", "type": f"It must be a {wanted}."}
        message = f"“{field}” is {got}, which its schema does not allow ({keyword}: {shown(wanted)})."
        return error("referral.schema", path, message, hints.get(keyword, "Correct it in the directory it came from."))
