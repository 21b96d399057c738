"""What must not be told by accident. In: a service. Out: the copy that may be shown, and what it lacks and why. Everything that leaves
(sheet, letter, export, search result, log) goes through `shown`.

Three things are withheld: what a directory marked confidential (a listing, a place, an address, a phone); every whereabouts of a
shelter or family-violence service, whatever its flags say, for directories forget the flag and an address found by the wrong person
can kill; and words elsewhere in the listing that repeat a withheld address, street, postcode, place name or point on the map.

Of a protected service stay the name, public phones, and facts that say nothing of a place (ages, languages, kinds of cost). Its name is
public, so a town that is part of the name stays; its street does not. Only a recorded `Override` shows more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from clinickit.errors import Unknown
from clinickit.referral.model import Address, Cost, Phone, Place, Service, Term
from clinickit.referral.protect_words import PHONE_KINDS, TAXONOMY, WORDS

WITHHELD = "…"
"""Stands in the place of words that were taken out."""
BARE_NAME = "Confidential listing"
"""The name of a listing that is confidential as a whole."""


@dataclass(frozen=True, slots=True)
class Override:
    """Who decided to show what is protected, on which day, and why. Raises Unknown where one of them is missing."""

    by: str
    on: date
    why: str

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.why.strip():
            raise Unknown("Showing what is protected needs the name of whoever decides and the reason. Give both, or leave it withheld.")

    def record(self, services: Iterable[Service]) -> Mapping[str, object]:
        """What is to be kept of it: who, when, why, and which services it showed (ids alone: a record tells no whereabouts)."""
        ids = [f"{one.source}/{one.id}" for one in services if withheld(one)]
        return {"by": self.by, "on": self.on.isoformat(), "why": self.why, "services": ids}


def nature(service: Service) -> tuple[str, ...]:
    """Why a service is a shelter or family-violence service: reasons, none where it is not."""
    reasons = [f"taxonomy {one.code}" for one in service.terms if one.code.upper().startswith(TAXONOMY)]
    phones = (*service.phones, *(phone for place in service.places for phone in place.phones))
    reasons += [f"phone type “{one.kind}”" for one in phones if PHONE_KINDS.search(one.kind) or PHONE_KINDS.search(one.note)]
    names = (service.name, service.also_called, service.organization, *(place.name for place in service.places))
    reasons += _words("name", names)
    reasons += _words("taxonomy", (f"{one.code} {one.name}" for one in service.terms))
    told = (
        service.description,
        service.eligibility,
        service.alert,
        service.how_to_apply,
        service.ask_for,
        *(one.directions for one in service.places),
    )
    reasons += _words("description", told)
    return tuple(dict.fromkeys(reasons))


def _words(where: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        found = WORDS.first(text)
        if found:
            yield f"“{found}” in {where}"


def withheld(service: Service) -> tuple[str, ...]:
    """What `shown` keeps back, with its reason; none where the service is shown whole. Tells no whereabouts itself."""
    if service.confidential:
        return ("the whole listing: marked confidential",)
    kinds = nature(service)
    if kinds:
        return (f"whereabouts and words: a shelter or family-violence service ({'; '.join(kinds[:3])})",)
    found = []
    if any(one.confidential for one in service.phones):
        found.append("a phone: marked confidential")
    for place in service.places:
        if place.confidential:
            found.append("a place: marked confidential")
            continue
        if any(one.confidential for one in place.addresses):
            found.append("an address, its directions and coordinates: marked confidential")
        if any(one.confidential for one in place.phones):
            found.append("a phone of a place: marked confidential")
    return tuple(dict.fromkeys(found))


def shown(service: Service, override: Override | None = None) -> Service:
    """The copy that may be shown. The same object where nothing is withheld, or where an override is recorded."""
    if override is not None or not withheld(service):
        return service
    if service.confidential:
        return Service(service.id, service.source, BARE_NAME, status=service.status, confidential=True)
    return _sheltered(service) if nature(service) else _without_marked(service)


def cleaner(service: Service) -> Callable[[str], str]:
    """What takes the whereabouts of a service that may not be told out of the words of someone else, such as a letter's. It gives the same
    text where that tells none, and `WITHHELD` where nothing else is left."""
    if not withheld(service):
        return str
    whole = service.confidential or bool(nature(service))
    if service.confidential:
        service = replace(service, phones=tuple(replace(one, confidential=True) for one in service.phones))
    return _Secrets(service, _places(service, marked_only=not whole)).clean


def _sheltered(service: Service) -> Service:
    """A protected service: name, public phones, and facts without a place."""
    secret = _Secrets(service, _places(service, marked_only=False))
    phones = [one for one in service.phones if not one.confidential] or [
        one for place in service.places if not place.confidential for one in place.phones if not one.confidential
    ]
    public = [replace(one, note="") for one in phones if _dialled(one) and secret.clean(one.number) == one.number]
    return Service(
        id=service.id,
        source=service.source,
        name=secret.clean(service.name) or WITHHELD,
        status=service.status,
        phones=tuple(replace(one, kind=secret.clean(one.kind), extension=secret.clean(one.extension)) for one in public),
        languages=service.languages,
        interpreters=service.interpreters,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        costs=tuple(dict.fromkeys(Cost(one.kind) for one in service.costs)),
        accepting=service.accepting,
        remote=service.remote,
        modalities=service.modalities,
        terms=tuple(Term(one.code, secret.clean(one.name), one.scheme) for one in service.terms if secret.clean(one.code) == one.code),
        assured_on=service.assured_on,
        changed_on=service.changed_on,
    )


_DIALLED = re.compile(r"[\d+#*][\d\s().+/*#-]*(?:\s?(?:ext|x|local)\.?\s?\d+)?\Z|[A-Z0-9-]{7,15}\Z", re.IGNORECASE)


def _dialled(phone: Phone) -> bool:
    """A number that people call (no fax), and nothing else in its field."""
    return bool(_DIALLED.match(phone.number.strip())) and "fax" not in phone.kind.lower()


def _without_marked(service: Service) -> Service:
    """A service of which parts are marked: they are taken out, and words that repeat them."""
    secret = _Secrets(service, _places(service, marked_only=True))
    places = tuple(_open_place(one, secret) for one in service.places if not one.confidential)
    texts: dict[str, Any] = {name: secret.clean(getattr(service, name)) for name in _TEXTS}
    texts |= {name: secret.clean_all(getattr(service, name)) for name in _LISTS}
    return replace(
        service,
        phones=_open_phones(service.phones, secret),
        places=places,
        openings=tuple(replace(one, note=secret.clean(one.note)) for one in service.openings),
        costs=tuple(replace(one, option=secret.clean(one.option), note=secret.clean(one.note)) for one in service.costs),
        terms=tuple(replace(one, name=secret.clean(one.name)) for one in service.terms),
        **texts,
    )


_TEXTS = ("name", "organization", "also_called", "description", "url", "email", "eligibility", "how_to_apply", "ask_for", "wait", "alert")
_LISTS = ("areas", "insurance", "documents", "referral_methods", "access")


def _open_phones(phones: Iterable[Phone], secret: _Secrets) -> tuple[Phone, ...]:
    kept = (one for one in phones if not one.confidential and secret.clean(one.number) == one.number)
    return tuple(replace(one, note=secret.clean(one.note), kind=secret.clean(one.kind)) for one in kept)


def _open_place(place: Place, secret: _Secrets) -> Place:
    """A place without its confidential addresses; one such address takes the point on the map and the way there with it."""
    marked = any(one.confidential for one in place.addresses)
    return replace(
        place,
        name=secret.clean(place.name),
        addresses=tuple(
            _open_address(one, secret) for one in place.addresses if not one.confidential and not (marked and secret.repeats(one))
        ),
        latitude=None if marked else place.latitude,
        longitude=None if marked else place.longitude,
        directions="" if marked else secret.clean(place.directions),
        access=secret.clean_all(place.access),
        phones=_open_phones(place.phones, secret),
    )


def _open_address(address: Address, secret: _Secrets) -> Address:
    return replace(address, lines=secret.clean_all(address.lines))


def _places(service: Service, *, marked_only: bool) -> tuple[Place, ...]:
    """The places, or parts of places, whose whereabouts are secret."""
    if not marked_only:
        return service.places
    found = []
    for place in service.places:
        marked = tuple(one for one in place.addresses if one.confidential)
        if place.confidential:
            found.append(place)
        elif marked:
            found.append(replace(place, name="", addresses=marked))
    return tuple(found)


class _Secrets:
    """Words that tell where the places of a service are, and a text without them. Numbers alone (a house number) are no secret."""

    def __init__(self, service: Service, places: tuple[Place, ...]) -> None:
        published = service.name.casefold()
        phones = (*service.phones, *(phone for place in service.places for phone in place.phones))
        hidden = (one for place in places if place.confidential for one in place.phones)
        words = {part for place in places for part in _telling(place, published)}
        words |= {one.number for one in (*(one for one in phones if one.confidential), *hidden)}
        self._any = _any_of(tuple(sorted((one for one in words if _worth(one)), key=lambda one: (-len(one), one))))
        self._mapped = bool(places)

    def clean(self, text: str) -> str:
        """The text without the sentences that tell a secret; without the words alone where it is one sentence."""
        if not text or not (self._tells(text)):
            return text
        sentences = re.split(r"(?<=[.!?;\n])\s+", text)
        kept = [one for one in sentences if not self._tells(one)] if len(sentences) > 1 else []
        if kept:
            cleaned = " ".join(kept).strip()
            return cleaned if not self._tells(cleaned) else WITHHELD
        cut = _MAP.sub(WITHHELD, text) if self._mapped else text
        cut = self._any.sub(WITHHELD, cut) if self._any else cut
        return WITHHELD if self._tells(cut) or not re.search(r"\w", cut) else " ".join(cut.split())

    def clean_all(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Each text cleaned; those of which nothing is left are dropped."""
        return tuple(kept for one in texts if (kept := self.clean(one)) and kept != WITHHELD)

    def repeats(self, address: Address) -> bool:
        """Whether an address is the secret one in other words (a mailing copy of it)."""
        return any(self._tells(line) for line in (*address.lines, address.postal_code))

    def _tells(self, text: str) -> bool:
        return bool((self._any and self._any.search(text)) or (self._mapped and _MAP.search(text)))


_MAP = re.compile(
    r"///\s?\w+\.\w+\.\w+"  # what3words
    r"|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"  # Open Location Code
    r"|\bgeo:-?\d|https?://\S*(?:maps?\b|goo\.gl|openstreetmap|what3words|w3w\.co)\S*"
    r"|-?\b\d{1,3}\.\d{3,}\s*[,; ]\s*-?\d{1,3}\.\d{3,}",
    re.IGNORECASE,
)
"""Codes of a point on a map."""


def _telling(place: Place, published: str) -> Iterator[str]:
    """The words that tell where a place is."""
    if place.name and place.name.casefold() not in published:
        yield place.name
    for address in place.addresses:
        yield address.postal_code
        yield ", ".join(address.lines)
        for line in address.lines:
            yield line
            yield from _streets(line)
    if place.directions:
        yield place.directions
        yield from (one for one in re.split(r"(?<=[.!?;\n])\s+", place.directions) if len(one) > 12)
    for number in (place.latitude, place.longitude):
        if number is not None:
            yield f"{number}"
            yield f"{abs(number):.3f}"


_KINDS = (
    ("street", "str", "st"),
    ("avenue", "ave", "av"),
    ("road", "rd"),
    ("boulevard", "blvd"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("crescent", "cres"),
    ("highway", "hwy"),
    ("place", "pl"),
    ("court", "ct"),
    ("square", "sq"),
    ("terrace", "ter"),
    ("parkway", "pkwy"),
)


def _streets(line: str) -> Iterator[str]:
    """The street of a line without its numbers, and its common spellings: “1034 Austin Avenue” → “Austin Avenue”, “Austin Ave”."""
    for part in re.split(r",|(?<=\d)-(?=\d)", line):
        street = re.sub(r"^.*?\b\d+[a-z]?\b[\s-]*(?=\D*[^\W\d]{3})", "", part, flags=re.IGNORECASE).strip(" .-")
        if len(street) < 5 or not re.search(r"[^\W\d]{3}", street):
            continue
        yield street
        words = street.split()
        for at, word in enumerate(words):
            same = next((kinds for kinds in _KINDS if word.lower().strip(".") in kinds), ())
            if same and at:
                yield from (" ".join((*words[:at], kind)) for kind in same)


def _worth(word: str) -> bool:
    """Long enough to be told from other words: four letters or digits, and no lone small number."""
    letters = re.sub(r"\W", "", word)
    return len(letters) >= 4 and not (letters.isdigit() and len(letters) < 5 and "." not in word)


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern of all the words; spaces and marks between their parts may differ (V3K 3P3, V3K3P3)."""
    if not words:
        return None
    return re.compile("|".join(one for one in map(_loosely, words) if one), re.IGNORECASE)


def _loosely(word: str) -> str:
    """A pattern of a word. A long one, or one of letters and digits (a postcode), is found inside other words too; one of digits alone
    not inside longer numbers."""
    pieces = re.findall(r"[^\W_]+", word)
    pattern, whole = r"[\W_]*".join(re.escape(piece) for piece in pieces), "".join(pieces)
    if whole.isdigit():
        return rf"(?<!\d){pattern}(?!\d)"
    if len(whole) >= 8 or (len(whole) >= 5 and not whole.isalpha()):
        return pattern
    return rf"(?<![^\W_]){pattern}(?![^\W_])" if whole else ""
