"""What a directory knows of a service: the types that every room of referral shares. Readers make `Service`s from other formats, `store`
keeps them, `matching` chooses among them, sheets print them. Frozen; None means: nobody said.

Names follow HSDS 3.1 (Open Referral). `Entry.raw` keeps what a format had and no field holds, so that nothing accepted is lost.
`confidential` marks what must never be printed or exported without a recorded override; `protect` decides what else is so by its nature
(shelters)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """HSDS `status`; UNKNOWN where a format does not say."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    CLOSED = "temporarily closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` as written; `kind` voice, fax, text, tty, hotline …; `languages` BCP 47."""

    number: str
    kind: str = "voice"
    extension: str = ""
    note: str = ""
    languages: tuple[str, ...] = ()
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """`kind` physical, postal or virtual; `country` ISO 3166-1 alpha-2."""

    lines: tuple[str, ...]
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    kind: str = "physical"
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is given. `directions` how to get there; `access` what the building offers (step-free …)."""

    id: str
    name: str = ""
    addresses: tuple[Address, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    directions: str = ""
    access: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """Times of a week, local: `days` mo … su; HH:MM, `closes` may be 24:00. `note` in words; a rule that is no
    plain week stays in words."""

    days: tuple[str, ...]
    opens: str
    closes: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """`kind` free, sliding, insurance, fee or unknown; `amount` in `currency` (ISO 4217)."""

    kind: str
    option: str = ""
    amount: float | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A taxonomy term: `scheme` such as AIRS, Open Eligibility, SNOMED CT."""

    code: str
    name: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """`id` is the source's own; `source` names the directory it came from. Ages in whole years. `assured_on` is the day its facts were last
    checked; `ask_for` whom to ask for on the phone. `modalities` are words of `vocabulary.MODALITIES` (cbt, ipt, psychodynamic, group,
    couples, family, individual, …)."""

    id: str
    source: str
    name: str
    organization: str = ""
    also_called: str = ""
    description: str = ""
    status: Status = Status.UNKNOWN
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    places: tuple[Place, ...] = ()
    openings: tuple[Opening, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreters: bool | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility: str = ""
    costs: tuple[Cost, ...] = ()
    insurance: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    how_to_apply: str = ""
    referral_methods: tuple[str, ...] = ()
    wait: str = ""
    accepting: bool | None = None
    remote: bool | None = None
    access: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    alert: str = ""
    assured_on: date | None = None
    changed_on: date | None = None
    confidential: bool = False
    ask_for: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as a format gave it: `raw` is JSON of the record as it came, for what no field holds; `format` hsds, hsds-uk, airs, fhir
    or csv."""

    service: Service
    format: str
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was not taken: where it stood in the file, its id if any, and why."""

    place: str
    id: str
    why: str
