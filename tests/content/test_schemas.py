"""The schemas: good drafts, helpful to editors, evaluated as any validator would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from clinickit.content.schemas import Schemas
from clinickit.content.strict_json import read
from clinickit.workspace import Workspace

WORKSPACE = Workspace.bundled()
EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = WORKSPACE.schema_names()


def parsed(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(WORKSPACE.schema(name))
    return loaded


def plain(kind: str) -> Any:
    """jsonschema's own validator, with `$ref`s resolved by the standard's rules."""
    resources = [(f"{name}.schema.json", Resource(contents=parsed(name), specification=DRAFT202012)) for name in NAMES]
    registry: Any = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": f"{kind}.schema.json"}, registry=registry)


def test_all_kinds_of_file_have_one() -> None:
    assert set(NAMES) == {
        "blocks",
        "claims",
        "clinic",
        "fragment",
        "handout",
        "letter",
        "lines",
        "options",
        "rating",
        "references",
        "review-record",
        "ui",
    }


@pytest.mark.parametrize("name", NAMES)
def test_is_a_good_draft_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(parsed(name))
    assert parsed(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert parsed(name)["title"] and parsed(name)["description"]


def objects(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node:
            yield path, node
        for key, inner in node.items():
            yield from objects(inner, f"{path}/{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from objects(inner, f"{path}/{index}")


@pytest.mark.parametrize("name", ["blocks", "handout", "fragment", "clinic"])
def test_editors_can_tell_what_each_field_is(name: str) -> None:
    definitions = parsed("blocks")["$defs"]
    for path, found in objects(parsed(name), name):
        assert found["additionalProperties"] is False, path
        for key, field in found["properties"].items():
            target = definitions[field["$ref"].rpartition("/")[2]] if "$ref" in field else {}
            described = "description" in field or "description" in target or "title" in target or "const" in field
            assert described or key == "code", f"{path}/{key}"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.json")), ids=lambda path: path.stem)
def test_our_evaluation_agrees_with_the_standard_one(path: Path) -> None:
    document, _ = read(path.read_bytes(), path.name)
    if document is None:
        return
    schemas = Schemas(WORKSPACE)
    kind, unknown = schemas.kind_of(document.value)
    if not unknown:
        ours = {one.code for one in schemas.check(kind, document.value)} - {"schema.format"}
        assert bool(ours) == (not plain(kind).is_valid(document.value))


def test_the_kind_is_the_base_name_alone() -> None:
    schemas = Schemas(WORKSPACE)
    for name in (
        "handout.schema.json",
        "../schemas/handout.schema.json",
        "https://example.org/x/handout.schema.json",
        r"..\handout.schema.json",
    ):
        assert schemas.kind_of({"$schema": name}) == ("handout", ())
    for name in ("blocks.schema.json", "handout", "handout.schema.json?x", 5, ""):
        kind, found = schemas.kind_of({"$schema": name})
        assert kind == "" and found[0].code == "schema.kind"
