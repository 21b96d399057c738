"""A letter as it may leave for another system. In: a letter, and what the directory knows of the services that it names. Out: the letter
without what `protect` withholds, the services as they may be shown, and what was kept back and why. Called by `fhir`.

A letter is typed by hand, so whereabouts come in three ways: as the address of a sender or recipient that is a shelter by its own words,
as the address of a service that the directory protects, and inside sentences that repeat either."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from clinickit.referral.letters.model import Letter, Party
from clinickit.referral.model import Address, Phone, Place, Service
from clinickit.referral.protect import WITHHELD, Override, cleaner, nature, shown, withheld

KeptBack = tuple[tuple[str, tuple[str, ...]], ...]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Leaving:
    """`letter` with the ids of `services` alone, which are as they may be shown; `kept_back` says of what, and why; `protected` are all
    that an override would show."""

    letter: Letter
    services: tuple[Service, ...]
    kept_back: KeptBack
    protected: tuple[Service, ...]


def leaving(letter: Letter, services: Iterable[Service], override: Override | None = None) -> Leaving:
    """The letter as it may leave. A service that it names and that is not among `services` stays behind: nobody can tell whether it is
    protected. With an override the letter leaves as it is, with the services that were given."""
    known = {f"{one.source}/{one.id}": one for one in services}
    named = [known[one] for one in letter.services if one in known]
    parties = (_as_service("sender", letter.sender), _as_service("recipient", letter.recipient))
    protected = tuple(one for one in (*parties, *named) if withheld(one))
    open_ = tuple(shown(one, override) for one in named if override is not None or not one.confidential)
    ids = tuple(f"{one.source}/{one.id}" for one in open_)
    missing = tuple((one, ("not looked up, so nobody knows whether it is protected",)) for one in letter.services if one not in known)
    if override is not None:
        return Leaving(replace(letter, services=ids), open_, missing, protected)
    without = replace(_without(letter, protected), services=ids, handouts=letter.handouts)
    told = tuple((_name_of(one), withheld(one)) for one in protected)
    if replace(without, services=(), sender=letter.sender, recipient=letter.recipient) != replace(letter, services=()):
        told = (*told, ("words of the letter", ("they repeat whereabouts that are kept back",)))
    return Leaving(without, open_, (*missing, *told), protected)


def _name_of(service: Service) -> str:
    return service.id if service.source == "letter" else f"{service.source}/{service.id}"


def _without(letter: Letter, protected: tuple[Service, ...]) -> Letter:
    if not protected:
        return letter

    cleaners = [cleaner(one) for one in protected]

    def clean(text: str) -> str:
        for take_out in cleaners:
            text = take_out(text)
        return "" if text == WITHHELD else text

    return replace(
        _mapped(letter, clean),
        sender=_open_party("sender", letter.sender, clean),
        recipient=_open_party("recipient", letter.recipient, clean),
    )


def _as_service(name: str, party: Party) -> Service:
    """A party as a directory would list it, so that the same rules judge it."""
    return Service(
        id=name,
        source="letter",
        name=party.organization or party.name,
        organization=party.organization,
        also_called=party.name,
        description=party.role,
        phones=(Phone(party.phone),) if party.phone else (),
        places=(Place(name, addresses=(Address(party.lines),)),) if party.lines else (),
    )


def _open_party(name: str, party: Party, clean: Callable[[str], str]) -> Party:
    """A party without an address that may not be told, and without fax and e-mail where it is a shelter: only the public phone stays."""
    if nature(_as_service(name, party)):
        return replace(_mapped(replace(party, lines=()), clean), fax="", email="")
    kept = _mapped(party, clean)
    return kept if kept.lines == party.lines else replace(kept, lines=())


def _mapped(value: Part, clean: Callable[[str], str]) -> Part:
    """A copy of a dataclass whose texts are cleaned, at any depth."""
    made: dict[str, Any] = {one.name: _each(getattr(value, one.name), clean) for one in fields(value)}  # type: ignore[arg-type]
    return replace(value, **made)  # type: ignore[type-var]


def _each(value: object, clean: Callable[[str], str]) -> object:
    if isinstance(value, str) and not isinstance(value, Enum):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(kept for one in value if (kept := _each(one, clean)) != "")
    return _mapped(value, clean) if is_dataclass(value) and not isinstance(value, date) else value
