"""A call round: which services to telephone, in which order and why, and the table of it for a spreadsheet. In: entries of a `Store` and a
day. Out: `Due`s, and CSV. Called by `delivery.rounds` (paper) and the command line; `round_answers` reads the table back.

Only what may be shown is in it: a listing that is confidential as a whole is never called from a list, and of a shelter there is its
name and public phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clinickit.errors import Unknown
from clinickit.referral import protect
from clinickit.referral.asking import Ask
from clinickit.referral.calls import Answer, differs
from clinickit.referral.matching import FRESH, STALE, months_after
from clinickit.referral.model import Service, Status
from clinickit.referral.round_words import FACTS, now
from clinickit.referral.rules import nearest
from clinickit.referral.store import Kept

AT_MOST = 20
"""Calls of one round, unless asked for: an afternoon."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_AGE = re.compile(r"\s*(\d{1,4})\s*(d|days?|w|weeks?|mo|months?|y|years?)\s*\Z", re.IGNORECASE)
_ASKED = ("phone", "hours", "languages", "cost")
"""Facts without which a family cannot call: those who lack one come first."""
HEAD = ("number", "service", "name", "organization", "last_checked", "why", "called_on", "open")
COLUMNS = (*HEAD, *(name for fact in FACTS for name in (f"{fact.name}_now", fact.name)))
"""The columns of the table: `number` is that of the sheet; `…_now` is what the directory says, the column beside it is for what is true."""


class Why(StrEnum):
    """Why a service is to be called."""

    UNCHECKED = "never checked"
    OFF_PAPER = "off paper"
    STALE = "stale"
    OTHER = "source says otherwise"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Due:
    """A service to call, as it may be shown; `missing` are names of facts that it lacks, `tried_on` the last day nobody answered."""

    service: Service
    why: Why
    missing: tuple[str, ...] = ()
    tried_on: date | None = None

    @property
    def key(self) -> str:
        """How the table names the service: no spreadsheet takes it for a number or a day."""
        return f"{self.service.source}#{self.service.id}"


@dataclass(frozen=True, slots=True)
class Age:
    """How long after a check a service is called again: months count as the calendar does."""

    months: int = FRESH
    days: int = 0

    def over(self, checked: date, on: date) -> bool:
        """Whether a check is longer ago than this."""
        return on > months_after(checked, self.months) + timedelta(days=self.days)


def age(words: str) -> Age:
    """6mo, 90d, 12w, 1y. Raises Unknown."""
    found = _AGE.match(words)
    if not found:
        raise Unknown(f"“{words[:20]}” is no length of time. Write a number and d, w, mo or y: --older-than 6mo")
    count, unit = int(found[1]), found[2][0].lower()
    if unit in ("d", "w"):
        return Age(0, count * (7 if unit == "w" else 1))
    return Age(count * (12 if unit == "y" else 1))


def due(kept: Kept, on: date, older: Age, *, missing_too: bool = False) -> Due | None:
    """Why a service is to be called on the day `on`; None where it is not: fresh, closed for good, gone, or confidential as a whole.
    `missing_too`: fresh ones that lack a phone, hours, languages or cost as well."""
    service = kept.shown()
    if service.confidential or kept.vanished_on or service.status in (Status.DEFUNCT, Status.INACTIVE):
        return None
    guarded = not kept.open and bool(protect.nature(kept.entry.service))
    asked = [fact for fact in FACTS if fact.name in _ASKED and not (guarded and fact.name == "hours")]
    lacks = tuple(fact.name for fact in asked if not now(fact, service))
    checked = service.assured_on if service.assured_on and service.assured_on <= on else None
    tried = max((one.on for one in kept.calls if one.answer is Answer.NOBODY and (not checked or one.on > checked)), default=None)
    if checked is None:
        return Due(service, Why.UNCHECKED, lacks, tried)
    if older.over(checked, on):
        return Due(service, Why.OFF_PAPER if on > months_after(checked, STALE) else Why.STALE, lacks, tried)
    if differs(kept.source_says, kept.calls):
        return Due(service, Why.OTHER, lacks, tried)
    return Due(service, Why.MISSING, lacks, tried) if lacks and missing_too else None


def chosen(several: Iterable[Due], ask: Ask) -> tuple[Due, ...]:
    """Those near enough, where a place is asked for (what has no known place stays), in the order of calling: never checked first, then
    those that lack most, then the longest unchecked; then by name and id."""
    return tuple(sorted((one for one in several if _near(one.service, ask)), key=_order))


def _near(service: Service, ask: Ask) -> bool:
    if ask.near is None or ask.within is None:
        return True
    far = nearest(ask.near, service)
    return far is None or far <= ask.within.meters


def _order(one: Due) -> tuple[bool, int, date, str, str, str]:
    service = one.service
    return (
        one.why is not Why.UNCHECKED,
        -len(one.missing),
        service.assured_on or date.min,
        service.name.casefold(),
        service.id,
        service.source,
    )


def reason(one: Due) -> str:
    """Why, in a few words for the table."""
    parts = [str(one.why) if one.why is not Why.MISSING else ""]
    parts += [f"no {name}" for name in one.missing]
    parts += [f"nobody answered on {one.tried_on}"] if one.tried_on else []
    return "; ".join(part for part in parts if part)


def table(several: Iterable[Due]) -> bytes:
    """The round as CSV: UTF-8 with a byte order mark, which spreadsheets ask for. A cell that one would take for a formula begins with an
    apostrophe, which `round_answers` takes away again."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for number, one in enumerate(several, 1):
        service = one.service
        checked = service.assured_on.isoformat() if service.assured_on else ""
        facts = [cell for fact in FACTS for cell in (now(fact, service), "")]
        rows.writerow(
            [guarded(cell) for cell in (str(number), one.key, service.name, service.organization, checked, reason(one), "", "", *facts)]
        )
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def bare(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
