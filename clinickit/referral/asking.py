"""What a family needs of a service: the values that `matching` is asked with, and how they are read from what a person types. Nothing here
names a person, and nothing is kept."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from clinickit.errors import Unknown

_EARTH = 6_371_008.8
"""Mean radius of the earth in meters (IUGG)."""
_UNITS = {"mi": 1609.344, "km": 1000.0}
_PAIR = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;]\s*([+-]?\d+(?:\.\d+)?)\s*\Z")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(mi|miles?|km)\s*\Z", re.IGNORECASE)
COSTS = ("free", "sliding", "insurance", "fee")
"""What a family can use: nothing to pay, pay by income, an insurance, a fee."""


class Safety(StrEnum):
    """Whether each person was asked alone about fear, threats, control and violence."""

    ASKED_SAFE = "alone-asked-safe"
    CONCERN = "concern"
    NOT_ASKED = "not-asked"


class Setting(StrEnum):
    """How help may be given; ANY where nobody minds."""

    ANY = "any"
    REMOTE = "remote"
    IN_PERSON = "in-person"


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84; `name` is what was typed for it."""

    latitude: float
    longitude: float
    name: str = ""

    def meters(self, latitude: float, longitude: float) -> float:
        """The distance over the ground, by the haversine formula on a sphere (wrong by half a percent at most)."""
        here, there = math.radians(self.latitude), math.radians(latitude)
        turn = math.radians(longitude - self.longitude)
        half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
        return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))


@dataclass(frozen=True, slots=True)
class Distance:
    """A length in meters, with the unit it was asked in: mi or km."""

    meters: float
    unit: str = "km"

    def said(self, meters: float | None = None) -> str:
        """The length, or another one, in words: "3.2 mi"; under ten with one decimal."""
        value = (self.meters if meters is None else meters) / _UNITS[self.unit]
        return f"{value:.1f} {self.unit}" if value < 10 and round(value, 1) != round(value) else f"{value:.0f} {self.unit}"


class Gazetteer(Protocol):
    """Where postal codes are."""

    def find(self, code: str) -> Point | None:
        """The middle of a postal code's area, or None."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is needed, on a day. What is None or empty was not asked, so no rule looks at it. `language` is a BCP 47 tag, `age` in years,
    `cost` one of COSTS, `insurance` a name as on the card; `access` what the building or the staff must offer; `method` how the referral
    is made (self, professional, or a word of the directory); of `modalities` one is enough. `full` keeps services that take nobody now,
    `unchecked` lets those that nobody ever checked on paper."""

    on: date
    near: Point | None = None
    within: Distance | None = None
    area: str = ""
    language: str = ""
    age: int | None = None
    cost: str = ""
    insurance: str = ""
    access: tuple[str, ...] = ()
    setting: Setting = Setting.ANY
    method: str = ""
    modalities: tuple[str, ...] = ()
    safety: Safety = Safety.NOT_ASKED
    full: bool = False
    unchecked: bool = False


def distance(text: str) -> Distance:
    """A length as typed, "10mi" or "15 km". Raises Unknown."""
    found = _LENGTH.match(text)
    if not found:
        raise Unknown(f"“{text[:40]}” is not a distance. Write a number and its unit: 10mi or 15km.")
    unit = "km" if found[2].lower() == "km" else "mi"
    return Distance(float(found[1]) * _UNITS[unit], unit)


def point(text: str, gazetteers: tuple[Gazetteer, ...]) -> Point:
    """A place as typed: "LAT,LON" in degrees, else a postal code that one of the gazetteers has, in their order. Raises Unknown."""
    pair = _PAIR.match(text)
    if pair:
        latitude, longitude = float(pair[1]), float(pair[2])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise Unknown(f"“{text[:40]}” is nowhere on earth: latitude goes from -90 to 90 and comes first, longitude from -180 to 180.")
        return Point(latitude, longitude, text.strip())
    for gazetteer in gazetteers:
        found = gazetteer.find(text)
        if found is not None:
            return found
    raise Unknown(
        f"Nobody here knows where “{text[:40]}” is. Give it as LAT,LON (37.75,-122.42), or a list of postal codes with --places FILE.csv "
        "(postal_code,latitude,longitude); codes of the United States come with: pip install 'clinickit[places]'."
    )
