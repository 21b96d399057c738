"""What a clinic was told on the phone, laid over what a source says. In: a service as its source gave it, and calls. Out: the service as it
is now known. Called by `store` and `laying`; `round_answers` makes the calls.

A call changes the fields that it names, and no import of the source undoes that: the word of who picked up the phone counts more than a
listing. Where the source has since said something else, `differs` tells it, so that the next round asks again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from clinickit.referral import records
from clinickit.referral.model import Phone, Service, Status

_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class Answer(StrEnum):
    """What came of a call. NOBODY: no one was reached, so it changes nothing."""

    OPEN = "open"
    CLOSED = "closed"
    PAUSED = "closed for now"
    NOBODY = "nobody answered"


STATUS: Mapping[Answer, Status] = {Answer.OPEN: Status.ACTIVE, Answer.CLOSED: Status.DEFUNCT, Answer.PAUSED: Status.CLOSED}


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `by` is a role or initials; `said` holds the fields of a `Service` that the call changed, as `records.fields_to_json`
    writes them; `given` the same fields as the source had them that day."""

    on: date
    by: str
    answer: Answer
    said: Mapping[str, Any]
    given: Mapping[str, Any]

    def columns(self) -> tuple[str, str, str, str, str]:
        """As the table `calls` has it, after the service's number."""
        return self.on.isoformat(), self.by, str(self.answer), _AS_JSON(self.said), _AS_JSON(self.given)


def of_columns(on: str, by: str, answer: str, said: str, given: str) -> Call:
    """The call that `Call.columns` wrote."""
    return Call(date.fromisoformat(on), by, Answer(answer), json.loads(said), json.loads(given))


def laid(service: Service, calls: Iterable[Call]) -> Service:
    """The service as it is known by these calls: the last word on each field counts, and the last day on which anyone was reached is the
    day of its check, where the source names no later one."""
    for one in sorted(calls, key=lambda call: call.on):
        if one.answer is not Answer.NOBODY:
            service = _changed(service, one.said)
            checked = max(one.on, service.assured_on) if service.assured_on else one.on
            service = replace(service, status=STATUS[one.answer], assured_on=checked)
    return service


def _changed(service: Service, said: Mapping[str, Any]) -> Service:
    """Public phones that a call named take the place of all others, those of places too; confidential ones stay as they are."""
    changed = records.with_fields(service, said)
    if "phones" not in said:
        return changed
    places = tuple(replace(one, phones=_secret(one.phones)) for one in service.places)
    return replace(changed, phones=(*changed.phones, *_secret(service.phones)), places=places)


def _secret(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    return tuple(one for one in phones if one.confidential)


def differs(service: Service, calls: Iterable[Call]) -> tuple[str, ...]:
    """Fields of which the source now says neither what it said when it was called about, nor what the clinic was told."""
    last: dict[str, tuple[Any, Any]] = {}
    for one in sorted(calls, key=lambda call: call.on):
        last |= {name: (one.given.get(name), said) for name, said in one.said.items()}
    if not last:
        return ()
    now = records.fields_to_json(service, [name for name in last if hasattr(service, name)])
    return tuple(name for name, value in now.items() if value not in last[name])
