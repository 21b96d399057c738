"""What HSDS has no field for, carried in an attribute of our own, so that our export comes back as the same records. In: a service and
its record, or fields. Out: the service with those fields, or the attribute. Called by the HSDS reader and `hsds_out`.

The attribute's term is of the taxonomy `clinickit`, code `record`; its value is JSON of fields of `Service`, as `records` writes them.
It is read as any foreign value is: a field of another type than ours is passed over."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from clinickit.referral.model import Service
from clinickit.referral.readers.fields import items
from clinickit.referral.records import service_from_json, service_to_json

TAXONOMY, CODE = "clinickit", "record"
NOT_GIVEN = "Not given"
"""The organization of a service in tables, where HSDS wants one and nobody told it."""
LIMIT = 1 << 17


def own_fields(service: Service, read_back: Service) -> dict[str, Any]:
    """The fields of a service that HSDS did not bring back as they were, as JSON."""
    written = service_to_json(service)
    empty = service_to_json(Service("", "", "\0"))
    different = (one.name for one in dataclasses.fields(Service) if getattr(service, one.name) != getattr(read_back, one.name))
    return {name: written.get(name, empty.get(name)) for name in different}


def with_own(service: Service, record: Mapping[str, Any]) -> Service:
    """The service with the fields that its record carries in our attribute."""
    for one in items(record, "attributes"):
        term, value = one.get("taxonomy_term"), one.get("value")
        ours = isinstance(term, dict) and term.get("taxonomy") == TAXONOMY and term.get("code") == CODE
        if ours and isinstance(value, str) and len(value) <= LIMIT:
            return _laid_over(service, value)
    return service


def _laid_over(service: Service, value: str) -> Service:
    try:
        carried = json.loads(value)
    except (ValueError, RecursionError):
        return service
    if not isinstance(carried, dict):
        return service
    now = service_to_json(service)
    for name, inner in carried.items():
        if inner is None:
            now.pop(name, None)
        else:
            now[name] = inner
    try:
        made = service_from_json(now)
        sound = _sound(made) and service_from_json(service_to_json(made)) == made
    except (TypeError, ValueError, AttributeError, KeyError):
        return service
    return made if sound else service


_KINDS: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "bool | None": (bool, type(None)),
    "int | None": (int, type(None)),
    "float | None": (float, int, type(None)),
    "date | None": (date, type(None)),
    "tuple[str, ...]": (tuple,),
}


def _sound(value: Any) -> bool:
    """Whether each field holds a value of its type."""
    for one in dataclasses.fields(value):
        has = getattr(value, one.name)
        allowed = _KINDS.get(str(one.type))
        if allowed and (not isinstance(has, allowed) or (isinstance(has, bool) and bool not in allowed)):
            return False
        if isinstance(has, tuple) and not all(
            _sound(inner) if dataclasses.is_dataclass(inner) else isinstance(inner, str) for inner in has
        ):
            return False
    return True
