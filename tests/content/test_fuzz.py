"""Good files with something changed in them: always diagnostics, never an exception."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinickit.content import build, clinics, line_records, lines
from clinickit.content.check import Checker
from clinickit.content.walk import texts
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid
from clinickit.workspace import Workspace

CHECKER = Checker(Workspace.bundled())
RECORDS, _ = line_records.read(CHECKER.workspace, CHECKER.schemas)
VALID = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (Path(__file__).parent.parent / "examples" / "valid").glob("*.json")
}
PLAIN = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    " ",
    "x",
    "x" * 200,
    "{",
    "<strong>",
    "{clinic_name}",
    "safety",
    "US",
    "2026-02-30",
    [],
    {},
    [[]],
    ["x"],
)
NODES = (
    {"id": "x"},
    {"include": "safety/partner"},
    {"type": "box", "id": "b", "kind": "note", "blocks": []},
    [{"id": "a", "text": "a"}] * 2,
)
ODD = st.sampled_from([*PLAIN, *NODES])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in places(one, (*path, key)))]


def changed(value: Any, path: tuple[Any, ...], how: str, odd: Any) -> Any:
    made = copy.deepcopy(value)
    holder = made
    for step in path[:-1]:
        holder = holder[step]
    if how == "drop":
        del holder[path[-1]]
    elif how == "twice" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[path[-1]]))
    elif how == "rename" and isinstance(holder, dict):
        holder[f"{path[-1]}x"] = holder.pop(path[-1])
    else:
        holder[path[-1]] = odd
    return made


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_change_is_told_or_harmless(data: st.DataObject) -> None:
    value = VALID[data.draw(st.sampled_from(sorted(VALID)))]
    path = data.draw(st.sampled_from(places(value)[1:]))
    made = changed(value, path, data.draw(st.sampled_from(["drop", "twice", "rename", "odd", "odd"])), data.draw(ODD))
    kind, found = CHECKER.file(json.dumps(made).encode(), f"{made.get('id', 'x')}.json", date(2026, 11, 24))
    assert all(str(one) for one in found)
    if kind == "handout" and not errors_of(found):
        fragments = {name: json.loads(CHECKER.workspace.fragment(name).data) for name in build.included(made)}
        handout = build.handout(made, fragments, CHECKER.facts.sources)
        contexts = [text.context for text in texts(handout)]
        assert len(contexts) == len(set(contexts))
        lines.resolve(build.client_copy(handout), RECORDS, None, "US", "", "en", date(2026, 11, 24))
    if kind == "clinic":
        try:
            clinics.read(json.dumps(made).encode(), "clinic.json", lambda _: b"")
        except ContentInvalid:
            pytest.fail("the checker let it pass")


def test_all_that_ships_is_looked_at() -> None:
    looked = dict(CHECKER.everything(date(2026, 11, 24)))
    assert {"handouts/anxious-attachment.json", "handouts/fragments/safety/partner.json", "handouts/lines.json", "handouts/ui.json"} <= set(
        looked
    )
    assert {name: [str(one) for one in found] for name, found in looked.items() if found} == {}
