"""Where postal codes are, without a network: the package `zipcodes` (United States; extra `places`), and a clinic's own CSV for any
country. In: a file or nothing. Out: gazetteers for `asking.point`. Called by the command line."""

from __future__ import annotations

import csv
import importlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType

from clinickit.errors import FileProblem
from clinickit.referral.asking import Gazetteer, Point

_HEADER = ("postal_code", "latitude", "longitude")
_ZIP = re.compile(r"\d{5}(-\d{4})?\Z")


def _key(code: str) -> str:
    """A postal code without spaces and case: "sw1a 1aa" is "SW1A1AA"."""
    return re.sub(r"[\s-]", "", code).upper()


@dataclass(frozen=True, slots=True)
class Listed:
    """The postal codes of a CSV."""

    points: Mapping[str, Point]

    def find(self, code: str) -> Point | None:
        """The place of a code, spaces and case apart."""
        return self.points.get(_key(code))


@dataclass(frozen=True, slots=True)
class UnitedStates:
    """ZIP codes, as `zipcodes` has them."""

    module: ModuleType

    def find(self, code: str) -> Point | None:
        """The middle of a ZIP code, or of the one before its dash."""
        code = code.strip()
        if not _ZIP.match(code):
            return None
        for row in self.module.matching(code[:5]):
            return Point(float(row["lat"]), float(row["long"]), code)
        return None


def installed() -> tuple[Gazetteer, ...]:
    """The gazetteers of the extra `places`, none where it is not installed."""
    try:
        return (UnitedStates(importlib.import_module("zipcodes")),)
    except ImportError:
        return ()


def listed(data: bytes, name: str) -> Listed:
    """A CSV of postal codes, UTF-8, with the header postal_code,latitude,longitude (more columns are let be). Raises FileProblem, naming
    file and line."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as problem:
        raise FileProblem(f"{name} is not UTF-8 (byte {problem.start}). Save it as “CSV UTF-8”.") from None
    missing = [column for column in _HEADER if column not in (reader.fieldnames or ())]
    if missing:
        raise FileProblem(f"{name}:1: the header lacks {', '.join(missing)}. Let the first line be: {','.join(_HEADER)}")
    found: dict[str, Point] = {}
    for row in reader:
        code = (row["postal_code"] or "").strip()
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except (TypeError, ValueError):
            raise FileProblem(f"{name}:{reader.line_num}: “{code}” has no latitude and longitude in degrees, such as 37.75.") from None
        if not code or abs(latitude) > 90 or abs(longitude) > 180:
            raise FileProblem(f"{name}:{reader.line_num}: a postal code is missing, or its place is nowhere on earth. Correct the line.")
        found[_key(code)] = Point(latitude, longitude, code)
    return Listed(MappingProxyType(found))
