"""Services as JSON, and back: what the directory's file keeps. In: the types of `model`. Out: plain dicts without what nobody said, so that
they stay small, and the same bytes for the same facts. Called by `store`, `taking`, and whoever writes services down.

The fields are read from the types once, so that a field added to `model` is kept without a change here."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from clinickit.referral.model import Entry, Service

_Turn = Callable[[Any], Any]
_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def service_to_json(service: Service) -> dict[str, Any]:
    """A service as a JSON object; fields that hold their default are left out."""
    return cast("dict[str, Any]", _writer(Service)(service))


def service_from_json(value: Mapping[str, Any]) -> Service:
    """A service from `service_to_json`; names that this version does not know are passed over."""
    return cast(Service, _reader(Service)(value))


def entry_to_text(entry: Entry) -> str:
    """An entry as one line of JSON, names in order: equal facts give equal text. Raises ValueError or TypeError where `raw` is no JSON."""
    whole = {"service": service_to_json(entry.service), "format": entry.format, "raw": entry.raw}
    return _AS_JSON(whole)


def entry_from_text(text: str) -> Entry:
    """An entry from `entry_to_text`."""
    whole = json.loads(text)
    return Entry(service_from_json(whole["service"]), whole["format"], whole["raw"])


def fields_to_json(service: Service, names: Iterable[str]) -> dict[str, Any]:
    """The fields of these names as a JSON object, also those that nobody said."""
    hints = _hints(Service)
    found = {}
    for name in names:
        turn, value = _out(hints[name]), getattr(service, name)
        found[name] = turn(value) if turn and value is not None else value
    return found


def with_fields(service: Service, value: Mapping[str, Any]) -> Service:
    """The service with the fields of `fields_to_json` in place of its own; names that this version does not know are passed over."""
    hints = _hints(Service)
    known = {name: has for name, has in value.items() if name in hints}
    return replace(service, **{name: turn(has) if (turn := _in(hints[name])) and has is not None else has for name, has in known.items()})


def digest(text: str) -> str:
    """What tells whether an entry changed."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _writer(kind: type) -> _Turn:
    hints = _hints(kind)
    rows = [(one.name, _default(one), _out(hints[one.name])) for one in dataclasses.fields(kind)]

    def write(value: Any) -> dict[str, Any]:
        found = {}
        for name, default, turn in rows:
            has = getattr(value, name)
            if has != default or default is dataclasses.MISSING:
                found[name] = turn(has) if turn and has is not None else has
        return found

    return write


@cache
def _reader(kind: type) -> _Turn:
    hints = _hints(kind)
    rows = {one.name: _in(hints[one.name]) for one in dataclasses.fields(kind)}

    def read(value: Mapping[str, Any]) -> Any:
        return kind(
            **{name: (turn(has) if (turn := rows[name]) and has is not None else has) for name, has in value.items() if name in rows}
        )

    return read


def _default(one: dataclasses.Field[Any]) -> Any:
    return one.default_factory() if one.default_factory is not dataclasses.MISSING else one.default


def _out(hint: Any) -> _Turn | None:
    """How a value of a type is written; None: as it is."""
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        inner = _out(get_args(hint)[0])
        return (lambda value: [inner(one) for one in value]) if inner else list
    if dataclasses.is_dataclass(hint):
        return _writer(cast(type, hint))
    if hint is date:
        return date.isoformat
    return str if isinstance(hint, type) and issubclass(hint, Enum) else None


def _in(hint: Any) -> _Turn | None:
    """How a value of a type is read; None: as it is."""
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        inner = _in(get_args(hint)[0])
        return (lambda value: tuple(inner(one) for one in value)) if inner else tuple
    if dataclasses.is_dataclass(hint):
        return _reader(cast(type, hint))
    if hint is date:
        return date.fromisoformat
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint
