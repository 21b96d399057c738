"""The sheet that a family takes along: up to three services as a Handout. In: the handout `referral-sheet` (its own words, with catalogs)
and services. Out: a Handout to print like any other, through `delivery.referrals`. Nothing here knows the reader's language: hours and
"Sources checked on" are worded by `localize`, for the contacts are contacts.

Words of a directory stay in its own language, marked so, unless a catalog `directory` of the clinic translates them: the context of each
is `directory/<source>/<id>.<field>`. Where a record does not tell something, the sheet says "Ask when you call" in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from clinickit.content import walk
from clinickit.content.model import (
    Contact,
    Contacts,
    Handout,
    Hours,
    Paragraph,
    Plain,
    Role,
    Section,
    TermItem,
    Terms,
    Text,
    Way,
    WayKind,
)
from clinickit.errors import Unknown
from clinickit.referral import protect
from clinickit.referral.asking import Ask
from clinickit.referral.matching import ON_PAPER, judge
from clinickit.referral.model import Cost, Phone, Service
from clinickit.referral.reasons import Answer

TEMPLATE = "referral-sheet"
PLACE = "place"
"""The section of the template that services take the place of."""
_WAYS = 3
_LONG = 400
_KINDS = {"text": "text", "sms": "text", "tty": "tty", "tdd": "tty", "textphone": "tty"}
"""Kinds of phone that are not called; a fax is no way to reach anyone, and all others are."""
_EXTENSION = re.compile(r"(.*\d)[\s,;]*(?:local|loc|extension|ext|x)[\s.:]*(\d{1,6})\Z", re.IGNORECASE)


def handout(
    template: Handout,
    services: Iterable[Service],
    on: date,
    *,
    directory_language: str = "en",
    unchecked: bool = False,
    named: bool = False,
    codes: bool = True,
) -> Handout:
    """The sheet for the day `on`, services in the order given; `named`: their names stand with their numbers too, for a copy whose numbers
    stand on a card apart; `codes`: each has a code to scan that calls it, or opens its page, where there is room. Raises Unknown for none,
    for more than three, and for one that may not stand on paper that day, saying why."""
    chosen = tuple(_printable(one, on, unchecked) for one in services)
    if not 1 <= len(chosen) <= ON_PAPER:
        raise Unknown(f"A sheet holds one to {ON_PAPER} services, for more choices are no help; {len(chosen)} were given.")
    words = _Words(template, directory_language, named, codes)
    places = tuple(_section(one, at, words) for at, one in enumerate(chosen))
    sections = tuple(made for section in template.sections for made in (places if section.id == PLACE else (section,)))
    return replace(template, sections=sections)


def to_translate(template: Handout, services: Iterable[Service], directory_language: str = "en") -> Handout:
    """All that sheets would say of these services in the directory's own words, fresh or not, for whoever translates it."""
    words = _Words(template, directory_language, False, False)
    shown = (protect.shown(service) for service in services)
    return replace(template, sections=tuple(_section(one, at, words) for at, one in enumerate(shown) if not one.confidential))


def _printable(service: Service, on: date, unchecked: bool) -> Service:
    """The service as it may be shown. Raises Unknown where it is closed, full, confidential or stale."""
    judged = judge(Ask(on, unchecked=unchecked), service)
    against = [one.said for one in judged.reasons if one.answer is Answer.NO or (one.rule == "checked" and not judged.paper)]
    if against:
        who = f"“{judged.service.name}” ({service.source}/{service.id})"
        raise Unknown(
            f"{who} may not stand on paper: {' '.join(against)} Call it and take its answer (clinickit referral round), or choose another."
        )
    return judged.service


class _Words:
    """The template's own words by context, and words of the directory with their language and context."""

    def __init__(self, template: Handout, language: str, named: bool, codes: bool) -> None:
        self.language, self.named, self.codes = language, named, codes
        self._own = {text.context: text for text in walk.texts(template)}
        self._id = template.id

    def own(self, path: str) -> Text:
        """A word of the template: `place/cost.label`. Raises Unknown where a clinic's own template lacks it."""
        context = f"{self._id}/{path}"
        if context not in self._own:
            raise Unknown(f"The handout “{self._id}” has no “{context}”, which the sheet needs. Keep the ids of its fields.")
        return self._own[context]

    def theirs(self, service: Service, field: str, said: str) -> Text:
        """Words of the directory."""
        return Text((Plain(said),), self.language, f"directory/{service.source}/{service.id}.{field}")


def _section(service: Service, at: int, words: _Words) -> Section:
    about = {"organization": service.organization, "description": _short(service.description), "alert": service.alert}
    told = {field: _clean(text) for field, text in about.items() if text != service.name}
    paragraphs = tuple(Paragraph(field, words.theirs(service, field, text)) for field, text in told.items() if text)
    contact = _contact(service, words)
    contacts = (Contacts("reach", (), _WAYS, (contact,)),) if contact else ()
    terms = Terms("facts", tuple(_facts(service, words, reachable=contact is not None)))
    return Section(f"place-{at + 1}", Role.PLAIN, words.theirs(service, "name", _clean(service.name)), (*paragraphs, *contacts, terms))


def _contact(service: Service, words: _Words) -> Contact | None:
    """Numbers and address, each on a line of its own, with hours, languages and the day of the check; None where nobody can be reached."""
    ways = tuple(_ways(service))
    if not ways:
        return None
    return Contact(
        kind="service",
        line_id=None,
        name=_clean(service.name) if words.named else "",
        name_language=words.language,
        ways=ways,
        hours=tuple(Hours(one.days, one.opens, one.closes) for one in service.openings if one.days and one.opens and one.closes) or None,
        languages=service.languages or None,
        interpreters=service.interpreters,
        checked_on=service.assured_on,
        purpose=words.own(f"{PLACE}/phone.label"),
        scan=_scan(ways) if words.codes else None,
    )


def _scan(ways: tuple[Way, ...]) -> Way | None:
    """What a code to scan leads to: the first number that is called, else the page on the web. An extension cannot be dialled by a code
    in a way that all phones know, so the number alone is called."""
    called = (way for way in ways if way.link.startswith("tel:") and "call" in way.channels)
    return next(called, None) or next((way for way in ways if way.kind is WayKind.ADDRESS), None)


def _ways(service: Service) -> Iterator[Way]:
    """Numbers to call first, as the directory has them; then the page on the web."""
    phones = [*service.phones, *(phone for place in service.places for phone in place.phones)]
    most = _WAYS - bool(_web(service))
    seen: set[str] = set()
    for phone in phones:
        display, extension = _split(phone)
        number = re.sub(r"[^+0-9*#]", "", display)
        if "fax" in phone.kind.casefold() or not number or number in seen or len(seen) == most:
            continue
        seen.add(number)
        channel = _KINDS.get(phone.kind.casefold(), "call")
        link = _link(channel, number) if re.fullmatch(r"[+0-9*#().\s/-]+", display) else ""
        yield Way(WayKind.NUMBER, display, link, (channel,), press=extension or None)
    if _web(service):
        yield Way(WayKind.ADDRESS, re.sub(r"^https?://(www\.)?|/$", "", service.url), service.url, ("web",))


def _split(phone: Phone) -> tuple[str, str]:
    """A number as it is printed, in ASCII, and what to press then: "604-985-5355 Local 336"."""
    text = unicodedata.normalize("NFKC", _clean(phone.number)).replace("\u2010", "-").replace("\u2013", "-")
    text = "".join(one for one in text if one.isascii())
    found = _EXTENSION.match(text)
    extension = re.sub(r"\D", "", phone.extension)
    return (found[1].strip(), extension or found[2]) if found else (text.strip(), extension)


def _link(channel: str, number: str) -> str:
    """RFC 3966 tel:, RFC 5724 sms:."""
    return f"{'sms' if channel == 'text' else 'tel'}:{number.replace('#', '%23')}"


def _web(service: Service) -> bool:
    return bool(re.fullmatch(r"https?://[!-~]{1,80}", service.url))


def _facts(service: Service, words: _Words, *, reachable: bool) -> Iterator[TermItem]:
    ask = words.own(f"{PLACE}/languages.help")
    if service.ask_for:
        yield _term("ask", words, words.theirs(service, "ask-for", _clean(service.ask_for)))
    if service.eligibility:
        yield _term("people", words, words.theirs(service, "eligibility", _clean(_short(service.eligibility))))
    where = _where(service)
    if where:
        yield _term("where", words, words.theirs(service, "where", where))
    yield _term("cost", words, _cost(service, words) or ask)
    if not service.languages and service.interpreters is None:
        yield _term("languages", words, ask)
    begin = _sentences(service.how_to_apply, "" if reachable else service.email, service.wait)
    if begin or not reachable:
        yield _term("begin", words, words.theirs(service, "begin", begin) if begin else ask)
    if service.documents:
        yield TermItem("bring", words.own("bring.heading"), words.theirs(service, "documents", _clean("; ".join(service.documents))))


def _term(field: str, words: _Words, text: Text) -> TermItem:
    return TermItem(field, words.own(f"{PLACE}/{field}.label"), text)


def _where(service: Service) -> str:
    """The first place that has an address, with the way there and what the building offers."""
    for place in service.places:
        for address in place.addresses:
            if address.kind == "physical":
                town = " ".join(
                    part for part in (", ".join(one for one in (address.city, address.region) if one), address.postal_code) if part
                )
                lines = ", ".join(_clean(line) for line in (*address.lines, town) if line.strip())
                return _sentences(lines, place.directions, "; ".join((*place.access, *service.access)))
    return ""


def _sentences(*texts: str) -> str:
    """Texts one after the other, each ended."""
    ended = (one if one[-1] in ".!?。؟।…" else f"{one}." for text in texts if (one := _clean(text)))
    return " ".join(ended)


def _cost(service: Service, words: _Words) -> Text | None:
    """What the directory says in its own words, else the kind in the reader's; None where nobody said."""
    told = [one for one in service.costs if one.kind != "unknown"]
    own = [said for one in told if (said := _amount(one))]
    if own:
        return words.theirs(service, "cost", "; ".join(own))
    if told:
        return words.own(f"{PLACE}/cost/{told[0].kind}")
    return None


def _amount(cost: Cost) -> str:
    amount = f"{cost.amount:g} {cost.currency}".strip() if cost.amount is not None else ""
    return _clean(" · ".join(part for part in (cost.option, amount, cost.note) if part))


def _short(text: str) -> str:
    """At most some 400 characters, ended at a sentence or else a word."""
    text = " ".join(text.split())
    if len(text) <= _LONG:
        return text
    cut = text[:_LONG]
    sentence = max(cut.rfind(mark) for mark in (". ", "! ", "? ", "。", "؟ ", "। "))
    return cut[: sentence + 1] if sentence > _LONG // 3 else cut[: cut.rfind(" ")] + " …"


def _clean(text: str) -> str:
    """Words on one line, without characters that nobody can see."""
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())
