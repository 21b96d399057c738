"""Facts of a service in words, and back: the cells of a call-round sheet. In: a `Service`, or the words of a cell. Out: words,
or fields of a service. Called by `rounds` (what the directory says now) and `round_answers` (what was told on the phone).

What `now` writes, `read` reads as the same facts. Each reader raises `Unclear` with what is wrong and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from clinickit.referral.checks import impossible
from clinickit.referral.model import Cost, Opening, Phone, Service
from clinickit.referral.readers import fields, hours
from clinickit.referral.vocabulary import cost_kind

NONE = "-"
"""In a cell: there is none."""
LONG = 200
_PHONE = re.compile(
    r"(?:(?P<kind>[a-z][a-z ]{1,20}):\s*)?(?P<number>\+?[\d(][\d\s().*#/-]{1,28}\d)(?:\s*(?:x|ext\.?|extension)\s*(?P<ext>\d{1,8}))?", re.I
)
_KINDS = ("voice", "text", "tty", "hotline", "fax")
_AGES = re.compile(r"(?:from\s+)?(?P<low>\d{1,3})\s*(?P<more>\+|and up|up|or older)?(?:\s*(?:-|–|to)\s*(?P<high>\d{1,3}))?\Z", re.I)
_UP_TO = re.compile(r"(?:up to|under)\s+(?P<high>\d{1,3})\Z", re.I)
_COSTS = ("free", "sliding", "insurance", "fee")


class Unclear(Exception):
    """`message` what is wrong with a cell, `hint` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to ask for: a column of the table and a row of the sheet. `fields` are those of a `Service` that it fills; `now` gives the
    words, empty where the directory does not say; `read` the fields from words, with the service as it was."""

    name: str
    fields: tuple[str, ...]
    now: Callable[[Service], str]
    read: Callable[[str, Service], Mapping[str, Any]]


def phones_of(service: Service) -> tuple[Phone, ...]:
    """All public phones: those of the service, then those of its places, each number once."""
    found: dict[str, Phone] = {}
    for one in (*service.phones, *(phone for place in service.places for phone in place.phones)):
        if not one.confidential and digits(one.number):
            found.setdefault(digits(one.number), one)
    return tuple(found.values())


def digits(number: str) -> str:
    """A number as it is compared."""
    return re.sub(r"[^\d+*#]", "", number)


def _phones(service: Service) -> str:
    return "; ".join(_phone(one) for one in phones_of(service))


def _phone(one: Phone) -> str:
    kind = "" if one.kind.casefold() in ("", "voice") else f"{one.kind}: "
    return f"{kind}{one.number}{f' x{one.extension}' if one.extension else ''}"


def _read_phones(words: str, was: Service) -> Mapping[str, Any]:
    """Numbers that were known keep what was known of them."""
    known = {digits(one.number): one for one in phones_of(was)}
    found = []
    for part in _parts(words):
        match = _PHONE.fullmatch(part)
        if not match or len(re.sub(r"\D", "", match["number"])) < 3:
            same = next((one for one in known.values() if _phone(one).casefold() == part.casefold()), None)
            if same is None:
                raise Unclear(
                    f"“{_cut(part)}” is no phone number.", "Write numbers parted by semicolons: 415-555-0132 x12; text: 415-555-0140"
                )
            found.append(same)
            continue
        kind = (match["kind"] or "").casefold()
        before = known.get(digits(match["number"]))
        if kind and kind not in _KINDS and not (before and before.kind.casefold() == kind):
            raise Unclear(f"“{_cut(kind)}” is no kind of phone.", f"Write one of: {', '.join(_KINDS)}; or the number alone.")
        one = before or Phone(match["number"])
        found.append(replace(one, number=match["number"], kind=kind or (before.kind if before else "voice"), extension=match["ext"] or ""))
    return {"phones": tuple(found)}


def _hours(service: Service) -> str:
    return "; ".join(said for one in service.openings if (said := _opening(one)))


def _opening(one: Opening) -> str:
    if not (one.days and one.opens and one.closes):
        return " ".join(part for part in (one.opens and f"{one.opens}-{one.closes}", one.note) if part).replace(";", ",")
    return f"{_days(one.days)} {one.opens}-{one.closes}"


def _days(several: tuple[str, ...]) -> str:
    """mo-fr, or mo, we, fr."""
    week = hours.WEEK
    at = [week.index(one) for one in several]
    if len(at) > 2 and at == list(range(at[0], at[-1] + 1)):
        return f"{several[0]}-{several[-1]}"
    return ", ".join(several)


def _read_hours(words: str, was: Service) -> Mapping[str, Any]:
    """Plain times of a week; anything else stays in words."""
    known = {_opening(one): one for one in was.openings}
    found: list[Opening] = []
    for part in _parts(words):
        several = (known[part],) if part in known else hours.of_words(part)
        for one in several:
            why = impossible(one)
            if why or (not one.days and re.search(r"\d{1,2}:\d{2}\s*-", part)):
                raise Unclear(
                    f"“{_cut(part)}” cannot be: {why or 'it names no day'}.", "Write days and times: mo-fr 09:00-17:00; sa 10:00-13:00"
                )
        found += several
    return {"openings": tuple(found)}


def _languages(service: Service) -> str:
    names = [*service.languages, *(("interpreters",) if service.interpreters else ())]
    return ", ".join(names)


def _read_languages(words: str, was: Service) -> Mapping[str, Any]:
    found: list[str] = []
    interpreters = False
    for part in re.split(r"[,;]", words):
        if not part.strip():
            continue
        if re.fullmatch(r"(?:with )?interpreters?", part.strip(), re.I):
            interpreters = True
            continue
        tag = fields.language(part)
        if not tag:
            raise Unclear(
                f"“{_cut(part)}” is no language that is known here.", "Write its English name or its code: Spanish, vi; or interpreters."
            )
        found.append(tag)
    return {"languages": fields.once(found), "interpreters": True if interpreters else False if was.interpreters else was.interpreters}


def ages(one: Service) -> str:
    """13 to 25, from 18, up to 12, all ages."""
    low, high = one.minimum_age, one.maximum_age
    if low == 0 and high is None:
        return "all ages"
    if low is None or high is None:
        return f"from {low}" if low is not None else f"up to {high}" if high is not None else ""
    return f"{low} to {high}"


def _read_ages(words: str, _: Service) -> Mapping[str, Any]:
    hint = "Write 13 to 25, from 18, up to 12, or all ages."
    if words.casefold() in ("all", "all ages", "any", "any age"):
        return {"minimum_age": 0, "maximum_age": None}
    below, match = _UP_TO.match(words), _AGES.match(words)
    low = int(match["low"]) if match and not below else None
    high = int(below["high"]) if below else int(match["high"]) if match and match["high"] else None
    if low is None and high is None:
        raise Unclear(f"“{_cut(words)}” says no ages.", hint)
    if match and not below and high is None and not (match["more"] or words.casefold().startswith("from")):
        raise Unclear(f"“{_cut(words)}” is one age.", hint)
    if max(low or 0, high or 0) > 120 or (low is not None and high is not None and low > high):
        raise Unclear(f"“{_cut(words)}” cannot be ages.", hint)
    return {"minimum_age": low, "maximum_age": high}


def _costs(service: Service) -> str:
    return "; ".join(said for one in service.costs if (said := _cost(one)))


def _cost(one: Cost) -> str:
    amount = f"{one.amount:g} {one.currency}".strip() if one.amount is not None else ""
    said = " ".join(part for part in (one.option, amount, one.note) if part).replace(";", ",")
    return said or ("" if one.kind == "unknown" else one.kind)


def _read_costs(words: str, was: Service) -> Mapping[str, Any]:
    known = {_cost(one): one for one in was.costs}
    found = [
        known.get(part) or (Cost(part.casefold()) if part.casefold() in _COSTS else Cost(cost_kind(part), note=part))
        for part in _parts(words)
    ]
    return {"costs": tuple(found)}


def _accepting(service: Service) -> str:
    return "" if service.accepting is None else "yes" if service.accepting else "no"


def _read_accepting(words: str, _: Service) -> Mapping[str, Any]:
    said = {"yes": True, "y": True, "no": False, "n": False}.get(words.casefold())
    if said is None:
        raise Unclear(f"“{_cut(words)}” is neither yes nor no.", "Write yes or no; a waiting list goes into “wait”.")
    return {"accepting": said}


def _plain(name: str) -> Callable[[str, Service], Mapping[str, Any]]:
    def read(words: str, _: Service) -> Mapping[str, Any]:
        if len(words) > LONG:
            raise Unclear(f"The words are {len(words)} characters long.", f"Keep them to {LONG}.")
        return {name: words}

    return read


FACTS = (
    Fact("accepting", ("accepting",), _accepting, _read_accepting),
    Fact("wait", ("wait",), lambda one: one.wait, _plain("wait")),
    Fact("phone", ("phones",), _phones, _read_phones),
    Fact("hours", ("openings",), _hours, _read_hours),
    Fact("languages", ("languages", "interpreters"), _languages, _read_languages),
    Fact("ages", ("minimum_age", "maximum_age"), ages, _read_ages),
    Fact("cost", ("costs",), _costs, _read_costs),
    Fact("ask_for", ("ask_for",), lambda one: one.ask_for, _plain("ask_for")),
)
"""What is asked on the phone, in this order."""
EMPTY = Service("", "", "")
"""What each field holds where there is none."""


def now(fact: Fact, service: Service) -> str:
    """What the directory says of it, on one line; the service as it may be shown."""
    return " ".join(fact.now(service).split())


def read(fact: Fact, words: str, was: Service) -> Mapping[str, Any]:
    """The fields that the words of a cell say; `-` says that there is none. Raises Unclear."""
    words = " ".join(words.split())
    if any(not one.isprintable() for one in words):
        raise Unclear("The cell holds a character that nobody can see.", "Type the words again.")
    if words == NONE:
        if fact.name == "accepting":
            raise Unclear("“-” is neither yes nor no.", "Write yes or no.")
        return {name: getattr(EMPTY, name) for name in fact.fields}
    return fact.read(words, was)


def _parts(words: str) -> list[str]:
    return [part.strip() for part in words.split(";") if part.strip()]


def _cut(words: str) -> str:
    return words.strip() if len(words.strip()) <= 40 else f"{words.strip()[:39]}…"
