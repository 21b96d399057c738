"""The catalogs that ship: whole, in the order of the content, without noise, and each string fit to be used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from clinickit.content import build, load
from clinickit.languages import gettext_name, known, tag_of
from clinickit.localize import ui
from clinickit.localize.catalogs import read, write_catalog, write_template
from clinickit.localize.extract import Message, messages, ui_messages
from clinickit.workspace import Workspace

LOCALES = Path(__file__).parents[2] / "locales"
WORKSPACE = Workspace.bundled()
NAMES = [*WORKSPACE.handout_ids(), "safety", "ui", "web"]
CATALOGS = [(tag_of(name), catalog) for name in WORKSPACE.catalog_languages() for catalog in NAMES if WORKSPACE.catalog(name, catalog)]


def value(data: bytes) -> Mapping[str, object]:
    """The JSON of a bundled file."""
    document, told = load.unchecked(data, "")
    assert document is not None, told
    return document.value


def expected(name: str) -> tuple[Message, ...]:
    """The messages of a catalog from the content as it is now; `safety` those of all fragments, by name."""
    fragments = {one: value(WORKSPACE.fragment(one).data) for one in WORKSPACE.fragment_ids()}
    if name in ("ui", "web"):
        raw = value(WORKSPACE.shared(name)[0].data)
        notes = raw.get("notes", {})
        assert isinstance(notes, dict)
        return ui_messages(ui.load(raw), notes)
    if name == "safety":
        any_handout = dict(value(WORKSPACE.handout(WORKSPACE.handout_ids()[0]).data))
        return messages(build.handout(any_handout | {"sections": [{"include": one} for one in fragments]}, fragments, {}), "safety")
    return messages(build.handout(value(WORKSPACE.handout(name).data), fragments, {}))


@pytest.mark.parametrize("name", NAMES)
def test_every_context_stands_once_and_can_be_written_back(name: str) -> None:
    found = expected(name)
    assert found
    assert len({one.context for one in found}) == len(found)
    catalog, told = read(write_catalog(found, {one.context: one.source for one in found}, "es", "human", "draft"), name, "es")  # type: ignore[arg-type]
    assert catalog is not None
    assert not told
    assert not [(context, entry.problem, entry.detail) for context, entry in catalog.entries.items() if entry.target is None]


@pytest.mark.parametrize(("tag", "name"), CATALOGS)
def test_a_catalog_is_whole_and_fresh(tag: str, name: str) -> None:
    data = WORKSPACE.catalog(gettext_name(tag), name)
    assert data is not None
    catalog, told = read(data, name, tag)
    assert catalog is not None
    assert not told
    wanted = {one.context: one.source for one in expected(name)}
    stale = {context: entry.source for context, entry in catalog.entries.items() if wanted.get(context) != entry.source}
    assert not stale
    assert not wanted.keys() - catalog.entries.keys()
    assert not [(context, entry.problem, entry.detail) for context, entry in catalog.entries.items() if entry.target is None]


@pytest.mark.parametrize(("tag", "name"), CATALOGS)
def test_a_catalog_is_in_content_order_without_noise(tag: str, name: str) -> None:
    data = WORKSPACE.catalog(gettext_name(tag), name)
    assert data is not None
    lines = data.decode().splitlines()
    assert not [line for line in lines if line.startswith(("#:", "#~", "#|")) or "-Date:" in line]
    contexts = [json.loads(line.removeprefix("msgctxt ")) for line in lines if line.startswith("msgctxt ")]
    assert contexts == [one.context for one in expected(name)]


@pytest.mark.parametrize("path", sorted(LOCALES.glob("*.pot")), ids=lambda path: path.stem)
def test_a_template_is_as_extract_writes_it(path: Path) -> None:
    assert path.stem in NAMES, "no content asks for this template: take it away"
    assert path.read_bytes() == write_template(expected(path.stem)), "run: make catalogs"


def test_a_language_with_catalogs_has_a_row_and_the_page_words() -> None:
    tags = {row.tag for row in known() if not row.pseudo}
    for name in WORKSPACE.catalog_languages():
        assert tag_of(name) in tags
        assert WORKSPACE.catalog(name, "ui") is not None
