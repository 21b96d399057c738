"""Where things stand: the scanner against the standard parser."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.content.positions import JsonPath, line_column, locate, spots, unquote, written

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-1, 1) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


def at(value: Any, path: JsonPath) -> Any:
    for step in path:
        value = value[step]
    return value


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_value_is_found_where_it_stands(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps({"top": value}, indent=indent, ensure_ascii=ascii_only)
    seen = 0
    for spot in spots(text):
        token = text[spot.start : spot.end]
        if spot.is_key:
            assert unquote(token) == spot.path[-1]
            continue
        seen += 1
        there = at(json.loads(text), spot.path)
        if token in "{[":
            assert isinstance(there, dict if token == "{" else list)
        else:
            assert json.loads(token) == there
            assert not token.startswith('"') or unquote(token) == there
    assert seen == count(json.loads(text))


def count(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(count(one) for one in inner)


def test_locate_tells_keys_from_values() -> None:
    text = '{\n  "a": [1,\n   {"b c": true}]}'
    found = locate(text, [(("a", 1, "b c"), False), (("a", 1, "b c"), True), (("nowhere",), False)])
    assert {key: line_column(text, offset) for key, offset in found.items()} == {
        (("a", 1, "b c"), False): (3, 12),
        (("a", 1, "b c"), True): (3, 5),
    }
    assert written(("a", 1, "b c")) == "$.a[1]['b c']"
