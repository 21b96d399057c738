"""Babel's tools read handouts, and find what our own templates hold."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from clinickit.errors import ContentInvalid
from clinickit.localize.babel_extractor import extract
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

ROOT = Path(__file__).parents[2]


def test_pybabel_finds_every_string_of_the_templates() -> None:
    """Through the entry point, as `pybabel extract` does."""
    found = {}
    for _, line, string, notes, context in extract_from_dir(str(ROOT / "handouts"), [("**.json", "clinickit")], comment_tags=()):
        assert line >= 1
        found[context] = (string, tuple(notes))
    templates = Templates(Workspace.bundled())
    wanted = {one.context: (one.source, one.notes) for name in templates.names() for one in templates.messages(name)}
    assert found == wanted


def test_a_string_has_its_line() -> None:
    data = (ROOT / "handouts" / "therapy-options.json").read_bytes()
    lines = data.decode().splitlines()
    rows = list(extract(io.BytesIO(data), (), (), {}))
    assert rows[0][:3] == (rows[0][0], "pgettext", ("therapy-options.title", rows[0][2][1]))
    assert all(string in lines[line - 1] for line, _, (_, string), _ in rows if '"' not in string)


def test_half_a_handout_makes_no_template() -> None:
    with pytest.raises(ContentInvalid):
        list(extract(io.BytesIO(b'{"$schema": "handout.schema.json", "format": 1}'), (), (), {}))
