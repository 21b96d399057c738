"""Services made by rule, as many as are asked for: for tests of the directory and for `benchmarks.referral`. The same number gives the same
service everywhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Service, Status, Term

_TOWNS = (("Oakland", "CA", 37.8044, -122.2712), ("Denver", "CO", 39.7392, -104.9903), ("Suva", "FJ", -18.1248, 178.4501))
_LANGUAGES = ("en",) * 20 + ("es",) * 6 + ("zh-Hans", "vi", "ar", "tl", "am", "hi", "ru", "ht")
_MODALITIES = ("cbt", "ipt", "psychodynamic", "group", "couples", "family", "individual", "dbt", "emdr")
_KINDS = (
    "Counseling",
    "Family Therapy",
    "Grief Support",
    "Youth Drop-in",
    "Parenting Program",
    "Anxiety Clinic",
    "Mental Health Evaluation",
)
_HOSTS = ("Harbor", "Cedar", "Juniper", "Lakeside", "Mission", "Northgate", "Riverbend", "Sunrise", "Willow", "Umbrella")
_WORDS = (
    *(
        "children",
        "teens",
        "adults",
        "families",
        "couples",
        "anxiety",
        "depression",
        "grief",
        "trauma",
        "separation",
        "attachment",
        "sleep",
    ),
    *("anger", "school", "work", "group", "individual", "evening", "weekend", "telehealth", "interpreter", "sliding", "scale", "insurance"),
    *("referral", "assessment", "crisis", "support", "skills", "mindfulness", "parenting", "foster", "adoption", "military", "veterans"),
    *("refugees", "students", "seniors", "pregnancy", "postpartum", "stress", "panic", "worry", "loss", "divorce", "illness", "pain"),
)

_SHARES = tuple(1 / rank for rank in range(1, len(_WORDS) + 1))
"""The first word is in most descriptions, the last in one of twenty: as words are shared out in a language."""
_OTHERS = tuple(
    f"{a}{b}{c}"
    for a in "bdfgklmnprst"
    for b in ("alo", "eri", "ina", "oma", "usu")
    for c in ("ban", "dor", "kel", "mir", "net", "pas", "tul")
)


def entry(number: int, **changed: object) -> Entry:
    """The service of a number, with some of its fields changed."""
    dice = random.Random(number)
    town, region, latitude, longitude = dice.choices(_TOWNS, (6, 3, 1))[0]
    host = f"{dice.choice(_HOSTS)} {dice.choice(_HOSTS)} {dice.choice(('Center', 'Clinic', 'Services', 'House'))}"
    kind = dice.choice(_KINDS)
    north, east = latitude + dice.uniform(-1.5, 1.5), (longitude + dice.uniform(-1.5, 1.5) + 180) % 360 - 180
    street = Address((f"{dice.randrange(1, 9999)} Main Street",), town, region, f"{dice.randrange(10000, 99999)}", "US")
    lowest = dice.choice((None, 0, 5, 13, 18))
    facts: dict[str, object] = {
        "id": f"s-{number:07}",
        "source": "made",
        "name": f"{kind} {number}",
        "organization": host,
        "description": " ".join((*dice.choices(_WORDS, _SHARES, k=12), *dice.choices(_OTHERS, k=45))).capitalize() + ".",
        "status": dice.choices((Status.ACTIVE, Status.INACTIVE, Status.DEFUNCT, Status.CLOSED, Status.UNKNOWN), (80, 5, 5, 5, 5))[0],
        "phones": (Phone(f"+1-555-{number % 10_000_000:07}", languages=("en",)),),
        "places": (Place(f"p-{number}", host, (street,), round(north, 6), round(east, 6)),) if dice.random() < 0.9 else (),
        "openings": (Opening(("mo", "tu", "we"), "09:00", "17:00"),),
        "areas": (f"{town}, {region}",) if dice.random() < 0.7 else (),
        "languages": tuple(dict.fromkeys(dice.choices(_LANGUAGES, k=dice.randrange(4)))),
        "minimum_age": lowest,
        "maximum_age": dice.choice((None, 12, 25)) if lowest in (0, 5) else None,
        "costs": tuple(Cost(one) for one in dice.choice(((), ("free",), ("sliding", "insurance"), ("fee",)))),
        "modalities": tuple(sorted(set(dice.choices(_MODALITIES, k=dice.randrange(4))))),
        "terms": (Term(f"RP-{dice.randrange(1000, 2000)}", kind, "AIRS"),),
        "assured_on": date(2026, 11, 1) - timedelta(days=dice.randrange(700)) if dice.random() < 0.9 else None,
    }
    service = Service(**{**facts, **changed})  # type: ignore[arg-type]
    return Entry(service, "csv", {"number": number, "note": f"as it came {number}", "kept": {"whole": [number, None, True]}})


def entries(count: int, first: int = 0) -> Iterator[Entry]:
    """So many services, one after the other."""
    return (entry(number) for number in range(first, first + count))
