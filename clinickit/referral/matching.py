"""Services that fit a family, best first, each with its reasons. In: an `Ask` and services, from a store or a list. Out: an `Outcome`.
Called by the command line, sheets and embedding programs. Pure: the same services and day give the same order.

Every rule that was asked gives a `Reason`. One no leaves a service out. The rest are ordered by how much counts against them: what is
unknown, what fits less well, and how long ago the record was checked; then the nearer one, then by name and id. Rules see services as
they may be shown, so the whereabouts of a shelter are not to be guessed from a distance."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clinickit.referral import protect
from clinickit.referral.asking import Ask
from clinickit.referral.model import Service
from clinickit.referral.reasons import Answer, Reason, unknown, yes
from clinickit.referral.rules import RULES, nearest

FRESH, STALE = 6, 12
"""Months after the check up to which a record is fresh, and up to which it may stand on paper."""
ON_PAPER = 3
"""The most choices that a family gets on paper."""


@dataclass(frozen=True, slots=True)
class Match:
    """A service as it may be shown, with a reason for each rule that was asked; `meters` to its nearest place, None where not asked or
    unknown; `paper` whether it may be printed."""

    service: Service
    reasons: tuple[Reason, ...]
    meters: float | None
    paper: bool

    @property
    def fits(self) -> bool:
        """Whether no rule said no."""
        return all(one.answer is not Answer.NO for one in self.reasons)

    @property
    def lower(self) -> int:
        """How much counts against it: 0 where all is known, fits and is fresh."""
        return sum(one.lower for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`found` best first; `left_out` by name, each with at least one no."""

    found: tuple[Match, ...]
    left_out: tuple[Match, ...]

    def for_paper(self, at_most: int = ON_PAPER) -> tuple[Match, ...]:
        """The best that may be printed: never more than three."""
        return tuple(one for one in self.found if one.paper)[: min(at_most, ON_PAPER)]


def match(ask: Ask, services: Iterable[Service], *, shown: bool = False) -> Outcome:
    """All services judged; `shown` where they come from `searching`, as they may be shown already."""
    judged = [judge(ask, one, shown=shown) for one in services]
    found = sorted((one for one in judged if one.fits), key=_order)
    left = sorted((one for one in judged if not one.fits), key=lambda one: _name(one.service))
    return Outcome(tuple(found), tuple(left))


def judge(ask: Ask, service: Service, *, shown: bool = False) -> Match:
    """One service by every rule that was asked; see `match`."""
    service = service if shown else protect.shown(service)
    said = [reason for rule in RULES if (reason := rule(ask, service)) is not None]
    fresh, paper = freshness(service.assured_on, ask.on, ask.unchecked)
    meters = nearest(ask.near, service) if ask.near is not None else None
    return Match(service, (*said, fresh), meters, paper)


def freshness(assured_on: date | None, on: date, unchecked: bool = False) -> tuple[Reason, bool]:
    """What the day of the last check counts, and whether the record may stand on paper: fresh for 6 months, then lower, after 12 off
    paper. A record without a day, or with one still to come, was never checked: off paper unless asked for. Days count whole: the same
    day of the sixth month is still fresh."""
    if assured_on is None or assured_on > on:
        why = (
            "Nobody ever checked its record"
            if assured_on is None
            else f"Its record says that it was checked on {assured_on}, a day to come"
        )
        asked = " Records never checked were asked for." if unchecked else " It stays off paper."
        return unknown("checked", f"{why}.{asked}", lower=3), unchecked
    if on <= months_after(assured_on, FRESH):
        return yes("checked", f"Its record was checked on {assured_on}, {FRESH} months ago at most."), True
    if on <= months_after(assured_on, STALE):
        return yes("checked", f"Its record was checked on {assured_on}, more than {FRESH} months ago.", lower=2), True
    return unknown("checked", f"Its record was checked on {assured_on}, more than {STALE} months ago. It stays off paper.", lower=4), False


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _order(one: Match) -> tuple[int, float, str, str, str]:
    return (one.lower, float("inf") if one.meters is None else one.meters, *_name(one.service))


def _name(service: Service) -> tuple[str, str, str]:
    return (service.name.casefold(), service.id, service.source)
