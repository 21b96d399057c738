"""JSON Schema (draft 2020-12) in words that help a writer. In: a parsed document. Out: findings, each at its place, with what to do.
Called by `load`. The only module that imports jsonschema.

The schema files are plain draft 2020-12, so any editor can use them. A few keywords are evaluated in our own, equivalent way: `oneOf`
whose branches differ by a constant goes straight to the branch meant (fast, and one clear error in place of nine); `required` and
`additionalProperties` report all keys with their own places; `items` and `uniqueItems` stay linear on hostile lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from clinickit.content.findings import AT_MOST, Finding, error, shown
from clinickit.content.positions import JsonPath
from clinickit.workspace import Workspace

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    if isinstance(value, str):
        date.fromisoformat(value)
    return True


class Schemas:
    """The validators of one workspace, made when first asked for and kept; nothing else changes, so threads may share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._validators: dict[str, Any] = {}
        self._files: dict[str, Any] = {}

    def kinds(self) -> tuple[str, ...]:
        """Kinds of file that have a schema ("handout", "clinic")."""
        return tuple(name for name in self._workspace.schema_names() if name != "blocks")

    def kind_of(self, value: Mapping[str, object]) -> tuple[str, tuple[Finding, ...]]:
        """The kind of a file, from the base name of its `$schema`, which is never fetched; empty, with a finding, where unknown."""
        named = value.get("$schema")
        known = ", ".join(f"{kind}.schema.json" for kind in self.kinds())
        if not isinstance(named, str):
            missing = "“$schema” is missing, so nobody knows what kind of file this is."
            return "", (error("schema.kind", (), missing, f"Let its last part be one of: {known}."),)
        base = re.split(r"[/\\]", named)[-1]
        kind = base.removesuffix(".schema.json")
        if base == f"{kind}.schema.json" and kind in self.kinds():
            return kind, ()
        return "", (error("schema.kind", ("$schema",), f"There is no schema “{shown(base)}”.", _near(base, known.split(", "))),)

    def check(self, kind: str, value: object) -> tuple[Finding, ...]:
        """What breaks the schema of that kind: AT_MOST findings, in the order of the file once placed."""
        failures = list(islice(self._validator(kind).iter_errors(value), AT_MOST))
        formless = {tuple(one.absolute_path) for one in failures if one.validator == "pattern"}
        kept = [one for one in failures if one.validator != "format" or tuple(one.absolute_path) not in formless]
        return tuple(_finding(failure, value) for failure in kept)

    def _validator(self, kind: str) -> Any:
        made = self._validators.get(kind)
        if made is None:
            made = self._validators[kind] = self._made(f"{kind}.schema.json")
        return made

    def _made(self, name: str) -> Any:
        return _Validator(self._flat(self._file(name), name), format_checker=_FORMATS)

    def _file(self, name: str) -> Any:
        made = self._files.get(name)
        if made is None:
            made = self._files[name] = json.loads(self._workspace.schema(name.removesuffix(".schema.json")))
        return made

    def _flat(self, schema: Any, file: str) -> Any:
        """The schema of a file with every `$ref` replaced by what it names (none is recursive; what stands beside a `$ref` wins) and
        without the words for editors: jsonschema is several times faster on it."""
        if not isinstance(schema, dict):
            return schema
        flat: dict[str, Any] = {}
        if "$ref" in schema:
            name, _, pointer = schema["$ref"].partition("#/$defs/")
            name = name or file
            flat.update(self._flat(self._file(name)["$defs"][pointer], name))
        for keyword, value in schema.items():
            if keyword == "properties":
                flat[keyword] = {key: self._flat(one, file) for key, one in value.items()}
            elif keyword in ("oneOf", "anyOf", "allOf"):
                flat[keyword] = [self._flat(one, file) for one in value]
            elif keyword not in _FOR_EDITORS:
                flat[keyword] = self._flat(value, file)
        return flat


_FOR_EDITORS = frozenset(("$ref", "$defs", "$schema", "title", "description", "default"))


def _required(_: Any, required: list[str], instance: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        missing = [key for key in required if key not in instance]
        if missing:
            yield ValidationError("", validator_value=missing)


def _additional(validator: Any, allowed: Any, instance: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    known = schema.get("properties", {})
    for key, value in instance.items():
        if key in known:
            continue
        if allowed is False:
            yield ValidationError("", validator_value=list(known), path=(key,))
        else:
            yield from validator.descend(value, allowed, path=key)


def _one_of(validator: Any, branches: list[Any], instance: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    """The branch whose constant (`type` of a block, `status` of a review) is the instance's; its errors are the instance's."""
    keyed = [(branch["properties"], index) for index, branch in enumerate(branches)]
    key = "status" if "status" in keyed[0][0] else "type"
    choices = {value: index for properties, index in keyed for value in _values(properties[key])}
    if not isinstance(instance, dict):
        yield ValidationError("", validator="type", validator_value="object")
    elif key not in instance:
        yield ValidationError("", validator="required", validator_value=[key])
    elif not isinstance(instance[key], str) or instance[key] not in choices:
        yield ValidationError("", validator="enum", validator_value=list(choices), path=(key,), instance=instance[key])
    else:
        yield from validator.descend(instance, branches[choices[instance[key]]])


def _items(validator: Any, items: Any, instance: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    """A list that is too long is told by its length; nobody needs each of its items told as well."""
    if isinstance(instance, list) and len(instance) <= schema.get("maxItems", len(instance)):
        for index, item in enumerate(instance):
            yield from validator.descend(item, items, path=index)


def _unique_items(_: Any, wanted: bool, instance: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    """In linear time, where jsonschema compares all pairs of what cannot be sorted."""
    if not wanted or not isinstance(instance, list) or len(instance) > schema.get("maxItems", len(instance)):
        return
    if len({json.dumps(item, sort_keys=True) for item in instance}) < len(instance):
        yield ValidationError("")


def _values(schema: Mapping[str, Any]) -> list[str]:
    return list(schema["enum"]) if "enum" in schema else [schema["const"]]


_KEYWORDS = {"required": _required, "additionalProperties": _additional, "oneOf": _one_of, "items": _items, "uniqueItems": _unique_items}
_Validator: Any = extend(Draft202012Validator, _KEYWORDS)  # type: ignore[no-untyped-call]


_TYPES = {
    "object": "an object { … }",
    "array": "a list [ … ]",
    "string": "text in double quotes",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def _finding(failure: ValidationError, whole: object) -> Finding:
    """A failure in our words. `wanted` is the keyword's value, `got` the value that broke it."""
    path: JsonPath = tuple(failure.absolute_path)
    if failure.validator is None:
        return _out_of_place(path, failure.instance, whole)
    keyword = str(failure.validator)
    wanted: Any = failure.validator_value
    got: object = failure.instance
    key = next((step for step in reversed(path) if isinstance(step, str)), "file")
    where = _where(whole, path)
    code = f"schema.{_CODES.get(keyword, keyword)}"
    if keyword == "required":
        names = " and ".join(f"“{name}”" for name in wanted)
        verb = "is" if len(wanted) == 1 else "are"
        return error(code, path, f"{names} {verb} missing{where}.", f"Add {'it' if len(wanted) == 1 else 'them'}.")
    if keyword == "additionalProperties":
        hint = _near(key, list(wanted))
        return error(code, path, f"There is no field “{shown(key)}”{_where(whole, path[:-1])}.", hint, at_key=True)
    if keyword == "enum":
        choices = [str(choice) for choice in wanted if choice is not None]
        return error(code, path, f"“{shown(got)}” is not among the known values of “{key}”{where}.", _near(str(got), choices))
    if keyword == "const":
        message = f"“{key}” must be {json.dumps(wanted)}{where}; this is {shown(got)}."
        return error(code, path, message, _FORMS.get(key, "Correct it, or leave it out."))
    if keyword == "type":
        types = [wanted] if isinstance(wanted, str) else [one for one in wanted if one != "null"]
        kinds = " or ".join(_TYPES[one] for one in types)
        return error(code, path, f"“{key}” must be {kinds}{where}; this is {shown(got)}.", "Correct it.")
    if keyword == "pattern":
        return error(code, path, f"“{shown(got)}” has not the form of “{key}”{where}.", _form(failure))
    return error(code, path, *_sizes(keyword, wanted, got, key, where))


def _out_of_place(path: JsonPath, got: object, whole: object) -> Finding:
    """A field that its node may not have beside its `kind`. (jsonschema gives the place of the node for a schema that is `false`.)"""
    node: Any = whole
    for step in path:
        node = node[step]
    if isinstance(node, dict):
        path = (*path, next((key for key, value in node.items() if value is got), "kind"))
    kind = f"the kind “{shown(node['kind'])}”" if isinstance(node, dict) and "kind" in node else "the rest"
    message = f"“{path[-1]}” does not go with {kind}{_where(whole, path)}."
    return error("schema.unknown-field", path, message, "Leave it out, or choose another kind.", at_key=True)


_CODES = {
    "additionalProperties": "unknown-field",
    "minLength": "length",
    "maxLength": "length",
    "minItems": "count",
    "maxItems": "count",
    "uniqueItems": "twice",
}


def _sizes(keyword: str, wanted: Any, got: object, key: object, where: str) -> tuple[str, str]:
    """Message and hint of the keywords that count."""
    if keyword in ("minItems", "minProperties"):
        return f"“{key}” needs {wanted} or more{where}.", "Add what is missing, or leave the whole field out."
    if keyword in ("maxItems", "maxProperties"):
        return f"“{key}” holds more than {wanted}{where}.", "Split it, or leave some out."
    if keyword == "minLength":
        return f"“{key}” is empty{where}.", "Write something, or leave the field out where it may be missing."
    if keyword == "maxLength":
        return f"“{key}” is longer than {wanted} characters{where}.", "Shorten it, or split it."
    if keyword == "uniqueItems":
        return f"“{key}” names something twice{where}.", "Keep one."
    if keyword == "format":
        return f"“{shown(got)}” is no day of the calendar{where}.", "Write it as YYYY-MM-DD."
    if keyword in ("minimum", "maximum"):
        bound = "at least" if keyword == "minimum" else "at most"
        return f"“{key}” must be {bound} {wanted}{where}; this is {shown(got)}.", "Correct it."
    return f"“{key}” breaks the rule “{keyword}” of its schema{where}.", "See the description in the schema file."


_FORMS = {
    "id": "Use small letters, digits and hyphens, beginning with a letter: fear, after-a-fight.",
    "date": "Write a day as YYYY-MM-DD.",
    "on": "Write a day as YYYY-MM-DD.",
    "due": "Write a day as YYYY-MM-DD.",
    "version_date": "Write a day as YYYY-MM-DD.",
    "born": "Write a day as YYYY-MM-DD.",
    "until": "Write a day as YYYY-MM-DD.",
    "reply_by": "Write a day as YYYY-MM-DD.",
    "number": "Use digits, +, spaces, hyphens and brackets only: +1 555 010 0199.",
    "fax": "Use digits, +, spaces, hyphens and brackets only: +1 555 010 0199.",
    "email": "Write it as name@clinic.example.",
    "services": "Write source/id, as `clinickit referral find` shows them.",
    "version": "Write three numbers: 1.0.0.",
    "format": "Write 1; a file of a newer format needs a newer clinickit.",
    "display": "Use digits, +, spaces, hyphens and a leading # or *; for chat and web the address without https://.",
    "value": "Write +, country code and number, or the digits as dialled at home; for chat and web an https:// address.",
    "source_hash": "Write the 64 hexadecimal digits that clinickit shows.",
    "catalog_hash": "Write the 64 hexadecimal digits that clinickit shows.",
    "strings": "Use contexts as keys: ui/page.",
    "name": "Use language tags as keys: en, pt-BR.",
    "tagline": "Use language tags as keys: en, pt-BR.",
    "language": "Write a BCP 47 tag such as en or pt-BR.",
    "include": "Write folder and name: safety/partner.",
    "territory": "Write two capital letters (ISO 3166-1): US.",
    "region": "Write the ISO 3166-2 code: GB-SCT.",
    "phone": "Use digits, +, spaces and hyphens only: +1 555 010 0199.",
    "web": "Write the address without https://: clinic.example.",
    "logo": "Name a .png or .svg file that lies beside this file, without any folder or address.",
    "$schema": "Let its last part name the schema of this kind of file.",
}


def _form(failure: ValidationError) -> str:
    got = failure.instance
    if isinstance(got, str) and got != got.strip():
        return "Take away the space at its beginning or end."
    keys = [step for step in failure.absolute_path if isinstance(step, str)]
    return _FORMS.get(keys[-1] if keys else "", f"It must match {failure.validator_value}.")


def _near(wrong: str, known: list[str]) -> str:
    close = get_close_matches(wrong[:80], known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"Known: {', '.join(known)}." if known else "Take it away."


def _where(whole: object, path: JsonPath) -> str:
    """The nearest thing with a name around the path: " in the list “points”"; empty for the file itself."""
    node, name, field = whole, "", ""
    for step in path:
        node = node[step] if isinstance(node, (dict, list)) and _has(node, step) else None  # type: ignore[index]
        field = step if isinstance(step, str) else field
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            noun = node.get("type") if field == "blocks" and node.get("type") in _BLOCK_TYPES else _NOUNS.get(field, "entry")
            name = f" in the {noun} “{shown(node['id'], 40)}”"
    return name


_BLOCK_TYPES = (
    "paragraph",
    "list",
    "checklist",
    "do",
    "avoid",
    "steps",
    "table",
    "figure",
    "box",
    "say",
    "term",
    "contacts",
    "see",
    "field",
)
_NOUNS = {
    f"{noun}s": noun for noun in ("section", "block", "item", "label", "line", "column", "row", "cell", "option", "reference", "claim")
}


def _has(node: dict[str, object] | list[object], step: object) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(step, int) and step < len(node)
