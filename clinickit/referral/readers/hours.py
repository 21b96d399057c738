"""Times of opening, from what formats say. In: schedules with RFC 5545 fields (HSDS, HSDS-UK), times of FHIR, words. Out: `Opening`s.
Called by the readers. A rule that is no plain week (every second Tuesday, the first of a month, until a day) keeps its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clinickit.referral.model import Opening
from clinickit.referral.readers.fields import first, text

WEEK = ("mo", "tu", "we", "th", "fr", "sa", "su")
_TIME = re.compile(r"(?:T)?(\d{1,2})(?::?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?(?:Z|[+-]\d{2}:?\d{2})?\Z", re.IGNORECASE)
_ODD = ("bymonthday", "byweekno", "byyearday", "count", "until", "valid_to")


def clock(value: object) -> str:
    """HH:MM of a time of day (`10:00:00`, `1000`, `9 am`, `24:00`); empty where it is none."""
    found = _TIME.match(text(value))
    if not found:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if minute < 60 and (hour < 24 or (hour == 24 and minute == 0)) else ""


def days(value: object) -> tuple[str, ...]:
    """Days of a week from `MO,TU`, `Monday`, `mo-fr`, in the week's order; empty where any part is something else (`2MO`)."""
    found: set[str] = set()
    parts = [part for part in re.split(r"[,;\s]+", re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", text(value).lower())) if part]
    for part in parts:
        ends = [WEEK.index(one[:2]) if re.fullmatch(_DAY, one) else -1 for one in part.split("-", 1)]
        if -1 in ends:
            return ()
        last = ends[-1] if ends[-1] >= ends[0] else ends[-1] + 7
        found |= {WEEK[at % 7] for at in range(ends[0], last + 1)}
    return tuple(one for one in WEEK if one in found)


_DAY = (
    r"(?:mo(?:n(?:day)?)?|tu(?:e(?:s(?:day)?)?)?|we(?:d(?:nesday)?)?|th(?:u(?:r(?:s(?:day)?)?)?)?|fr(?:i(?:day)?)?"
    r"|sa(?:t(?:urday)?)?|su(?:n(?:day)?)?)s?"
)


def opening(days_open: tuple[str, ...], opens: str, closes: str, note: str = "") -> Opening | None:
    """One, or None where it says nothing. Midnight as an end is 24:00; without both times no day is told."""
    closes = "24:00" if closes == "00:00" else closes
    if not (opens and closes):
        return Opening((), "", "", note) if note else None
    return Opening(days_open, opens, closes, note)


def of_schedule(record: Mapping[str, Any]) -> Opening | None:
    """One HSDS schedule (also a `regular_schedule` of the UK's first profile)."""
    opens, closes = clock(record.get("opens_at")), clock(record.get("closes_at"))
    frequency, by = first(record, "freq").upper(), first(record, "byday", "weekday")
    told = " ".join(part for part in (first(record, "description"), first(record, "notes")) if part)
    if frequency == "DAILY" and not by:
        week: tuple[str, ...] = WEEK
    elif by:
        week = days(by)
    else:
        week = _day_of(first(record, "dtstart"))
    plain = frequency in ("", "WEEKLY", "DAILY") and first(record, "interval") in ("", "1", "1.0")
    plain = plain and not any(first(record, name) for name in _ODD)
    if plain and week:
        return opening(week, opens, closes, told)
    return opening((), opens, closes, told or _rule(record))


def _rule(record: Mapping[str, Any]) -> str:
    """A rule that nobody put in words, as it stands."""
    names = ("freq", "interval", "byday", "bymonthday", "byweekno", "byyearday", "count", "until", "valid_from", "valid_to")
    return ", ".join(f"{name} {first(record, name)}" for name in names if first(record, name))


def _day_of(start: str) -> tuple[str, ...]:
    try:
        return (WEEK[date.fromisoformat(start[:10]).weekday()],)
    except ValueError:
        return ()


def of_fhir(record: Mapping[str, Any]) -> Opening | None:
    """`availableTime` of FHIR R4."""
    listed = record.get("daysOfWeek")
    week = days(",".join(text(one) for one in listed)) if isinstance(listed, list) else ()
    if record.get("allDay") is True:
        return opening(week, "00:00", "24:00")
    return opening(week, clock(record.get("availableStartTime")), clock(record.get("availableEndTime")))


_RANGE = re.compile(
    rf"(?P<days>{_DAY}(?:\s*(?:-|–|to|,)\s*{_DAY})*)\s*:?\s*(?P<opens>\d{{1,2}}(?::\d{{2}})?\s*(?:[ap]m)?)\s*(?:-|–|to)\s*"
    rf"(?P<closes>\d{{1,2}}(?::\d{{2}})?\s*(?:[ap]m)?)",
    re.IGNORECASE,
)


def of_words(words: str) -> tuple[Opening, ...]:
    """Hours in words: each part that is a plain range (`mo-fr 09:00-17:00; sat 10 am to 12 pm`) as such, any other kept as words."""
    found = []
    for part in re.split(r"[;\n]", text(words)):
        match = _RANGE.fullmatch(part.strip())
        if match and (one := opening(days(match["days"]), clock(match["opens"]), clock(match["closes"]))) and one.days:
            found.append(one)
        elif part.strip():
            found.append(Opening((), "", "", part.strip()))
    return tuple(found)


def all_once(found: Iterable[Opening | None]) -> tuple[Opening, ...]:
    """Those that say something, each once."""
    return tuple(dict.fromkeys(one for one in found if one is not None))
