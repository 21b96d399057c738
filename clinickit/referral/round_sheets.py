"""A call round on paper: a Handout for clinic staff, two services a page, each with what the list says and room to write what is
true. In: `Due`s and the page's own words (`ui/round/…` of ui.json). Out: a Handout, printed by `delivery.rounds`.

Words of a directory stay in its own language, marked so."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from clinickit.content import inlines
from clinickit.content.model import (
    Column,
    Handout,
    Item,
    ListBlock,
    ListKind,
    Review,
    Role,
    Row,
    Section,
    Table,
    Text,
    Value,
)
from clinickit.errors import Unknown
from clinickit.referral.model import Service, Status
from clinickit.referral.round_words import FACTS, now, phones_of
from clinickit.referral.rounds import Due

NAME = "call-round"
_NOT_SAID = "–"
_ON_PAPER = tuple(fact for fact in FACTS if fact.name not in ("accepting", "wait", "phone"))
"""Facts that have a row of their own below the others."""
_LONG, _OWNER = 160, 52


def handout(several: Iterable[Due], say: Callable[[str], str], on: date, *, directory_language: str = "en") -> Handout:
    """The sheet for the day `on`. `say` gives a word of ui.json in English; `directory_language` is that of the directory's own
    words. Raises Unknown where there is nobody to call."""
    words = _Words(say, directory_language)
    services = tuple(_section(one, at, words) for at, one in enumerate(several, 1))
    if not services:
        raise Unknown("Nobody needs a call, so there is no sheet. To call sooner: --older-than 3mo")
    points = tuple(Item(name, words.own(f"how-{name}")) for name in ("call", "write", "silent", "type"))
    how = Section("how", Role.SUMMARY, words.own("how"), (ListBlock("steps", ListKind.STEPS, points),))
    return Handout(
        id=NAME,
        version="1.0.0",
        version_date=on,
        language="en",
        series="round",
        audience="clinician",
        topics=(),
        title=words.own("title"),
        short_title=words.own("title"),
        lede=words.own("lede"),
        objective=words.own("lede"),
        not_for=words.own("lede"),
        review=Review(False, on),
        sections=(how, *services),
    )


class _Words:
    """Words of ui.json, which catalogs have, and those of the directory."""

    def __init__(self, say: Callable[[str], str], language: str) -> None:
        self._say, self._language = say, language

    def own(self, name: str) -> Text:
        """`ui/round/NAME`."""
        context = f"ui/round/{name}"
        return Text(inlines.parse(self._say(context))[0], "en", context)

    def theirs(self, said: str) -> Text:
        """Words of the directory, or a mark: nothing to translate."""
        said = " ".join("".join(one for one in said if one.isprintable() or one.isspace()).split())
        said = said if len(said) <= _LONG else f"{said[: _LONG - 1]}…"
        return Text((Value(said, self._language),) if said else (), self._language)


def _section(one: Due, at: int, words: _Words) -> Section:
    service = one.service
    checked = service.assured_on.isoformat() if service.assured_on else ""
    called = replace(service, phones=tuple(phone for phone in phones_of(service) if "fax" not in phone.kind.casefold()), places=())
    numbers = now(next(fact for fact in FACTS if fact.name == "phone"), called)
    waits = "; ".join(said for fact in FACTS[:2] if (said := now(fact, service)))
    rows = [
        _row("checked", checked, words),
        _row("open", "" if service.status is Status.UNKNOWN else service.status, words, words.own("choice-open")),
        _row("accepting", waits, words, words.own("choice-accepting")),
        _row("phone", numbers, words),
        *(_row(fact.name.replace("_", "-"), now(fact, service), words) for fact in _ON_PAPER),
    ]
    owner = service.organization if service.organization != service.name else ""
    dial = " · ".join(part for part in (_dial(called), textwrap.shorten(owner, _OWNER, placeholder=" …")) if part)
    columns = tuple(Column(name, words.own(f"column-{name}")) for name in ("ask", "list", "true"))
    name = words.theirs(f"{at} · {service.name}")
    return Section(
        f"call-{at}", Role.PLAIN, name, (Table("facts", words.theirs(dial or _NOT_SAID), columns, tuple(rows)),), keep_together=True
    )


def _dial(service: Service) -> str:
    """The number to call, else where else it is found."""
    first = next(iter(service.phones), None)
    if first is None:
        return service.url or service.email
    return f"{first.number}{f' x{first.extension}' if first.extension else ''}"


def _row(name: str, said: str, words: _Words, choice: Text | None = None) -> Row:
    """What to ask, what the list says, and what to circle, or an empty cell to write in."""
    return Row(name, words.own(f"ask-{name}"), (words.theirs(said or _NOT_SAID), choice or words.theirs("")))
