"""Services found in the directory by words, place and plain facts. In: a `Query`. Out: services that may be shown, in a stated order.
Called by the command line and by whoever needs candidates; `matching` decides with reasons which of them fit.

Only what `protect.shown` shows was indexed, and only that comes out: a shelter is never found by its street, nor its place by distances."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinickit.referral import indexing
from clinickit.referral.asking import Point
from clinickit.referral.indexing import UNSAID
from clinickit.referral.model import Service, Status
from clinickit.referral.protect import Override
from clinickit.referral.store import Store

_DEGREE = 6_371_008.8 * math.pi / 180
"""Meters of a degree of latitude on the sphere that `Point.meters` measures on."""
_AROUND = 20_100_000.0
"""Meters that reach any place on earth."""
_RINGS = (5_000.0, 20_000.0, 80_000.0, 320_000.0, 1_280_000.0)
_MORE = 1 + 1e-6
"""So that rounding leaves out nothing on the edge."""
_FEW = 20_000
"""A filter that leaves fewer services than this is asked first; else services are walked by name until there are enough."""
_PRESENT = "s.vanished_on IS NULL"
_WEIGHTS = "bm25(texts, 8.0, 4.0, 1.0, 3.0, 2.0)"


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; `west` greater than `east` goes across the line of dates."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked; all that is given must fit. `words` in names, descriptions, terms and languages; `within` meters of `near`, or
    inside `box`; `age` in years; `language` BCP 47; `modalities` and `statuses`: one of them is enough; `cost` a kind; `area` as
    the source writes it. `unsaid` keeps services that say nothing of what is asked; those without a known place come last.
    Order: by distance where `near` is given, else by how well the words fit, else by name; then by source and id."""

    words: str = ""
    near: Point | None = None
    within: float | None = None
    box: Box | None = None
    age: int | None = None
    language: str = ""
    modalities: tuple[str, ...] = ()
    cost: str = ""
    area: str = ""
    statuses: tuple[Status, ...] = ()
    source: str = ""
    unsaid: bool = True
    vanished: bool = False
    at_most: int = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A service as it may be shown; `number` is the directory's own; `meters` how far it is, where that was asked and is known."""

    number: int
    service: Service
    meters: float | None = None
    vanished_on: date | None = None


def search(store: Store, query: Query, override: Override | None = None) -> tuple[Found, ...]:
    """The services that fit. Raises FileProblem."""
    far: dict[int, float | None] = {}
    if query.near or query.box:
        numbers, far = _placed(store, query)
    elif query.words.strip():
        numbers = _matches(store, query, *_filters(query), query.at_most)
    else:
        numbers = _named(store, query)
    kept = store.kept(numbers[: query.at_most])
    return tuple(Found(one.number, one.shown(override), far.get(one.number), one.vanished_on) for one in kept)


def _placed(store: Store, query: Query) -> tuple[list[int], dict[int, float | None]]:
    """Those within reach, nearest first; then, where unsaid ones are kept, those without a known place. And how far each is."""
    where, values = _filters(query)
    worded = bool(query.words.strip())
    best = {number: at for at, number in enumerate(_matches(store, query, where, values, -1))} if worded else None
    near: list[int] = []
    far: dict[int, float | None] = {}
    for reach in _reaches(query):
        far = _within(store, query, reach)
        near = list(far)
        if best is None:
            inside = f"SELECT s.number FROM services s WHERE s.number IN (SELECT value FROM json_each(?)) AND {where}"
            near = [row[0] for row in store.rows(inside, (json.dumps(near), *values))]
        else:
            near = [number for number in near if number in best]
        if len(near) >= query.at_most:
            break
    near.sort(key=lambda number: (far[number] or 0.0, best[number] if best else 0, number))
    missing = query.at_most - len(near)
    if query.unsaid and missing > 0:
        where = f"s.placed = 0 AND {where}"
        near += _matches(store, query, where, values, missing) if worded else _walked(store, where, values, missing)
    return near, far


def _reaches(query: Query) -> list[float | None]:
    """Distances to look within, one after the other until enough is found: what is near is found without measuring the rest."""
    if query.near is None or query.box is not None:
        return [query.within]
    last = _AROUND if query.within is None else query.within
    return [*(reach for reach in _RINGS if reach < last), last]


def _matches(store: Store, query: Query, where: str, values: Sequence[Any], at_most: int) -> list[int]:
    """Services that have all the words, the best first; where none has, those with some of them."""
    asked = indexing.phrases(query.words)
    joined = "JOIN services s ON s.number = texts.rowid"
    if where == _PRESENT:
        joined, where = "", "texts.rowid NOT IN (SELECT number FROM services WHERE vanished_on IS NOT NULL)"
    for joint in (" AND ", " OR ") if len(asked) > 1 else (" ",):
        rows = store.rows(
            f"""SELECT texts.rowid FROM texts {joined} WHERE texts MATCH ? AND {where}
            ORDER BY {_WEIGHTS}, texts.rowid LIMIT ?""",
            (joint.join(asked) or '""', *values, at_most),
        )
        if rows:
            return [row[0] for row in rows]
    return []


def _named(store: Store, query: Query) -> list[int]:
    """By name. Where a filter leaves few, they are asked first."""
    where, values = _filters(query)
    first = min(((_count(store, one), one) for one in _facets(query)), default=(_FEW, []), key=lambda pair: pair[0])
    if first[0] < _FEW:
        where = f"s.number IN (SELECT number FROM facets WHERE value IN ({_marks(first[1])})) AND {where}"
        values = [*first[1], *values]
    return _walked(store, where, values, query.at_most)


def _walked(store: Store, where: str, values: Sequence[Any], at_most: int) -> list[int]:
    rows = store.rows(f"SELECT s.number FROM services s WHERE {where} ORDER BY s.sort, s.number LIMIT ?", (*values, at_most))
    return [row[0] for row in rows]


def _count(store: Store, values: list[str]) -> int:
    """How many services have one of these facets, counted as far as it matters."""
    question = f"SELECT count(*) FROM (SELECT 1 FROM facets WHERE value IN ({_marks(values)}) LIMIT {_FEW})"
    return int(store.rows(question, values)[0][0])


def _lists(query: Query) -> list[tuple[str, str, list[str]]]:
    """The filters on lists: facet, column, and the values of which one is enough."""
    asked = (
        ("language", "languages", indexing.languages((query.language,))),
        ("modality", "modalities", indexing.words(query.modalities)),
        ("cost", "costs", indexing.words((query.cost,))),
        ("area", "areas", indexing.words((query.area,))),
    )
    return [one for one in asked if one[2]]


def _facets(query: Query) -> list[list[str]]:
    unsaid = [UNSAID] if query.unsaid else []
    return [[indexing.facet(kind, one) for one in (*values, *unsaid)] for kind, _, values in _lists(query)]


def _filters(query: Query) -> tuple[str, list[Any]]:
    """A condition on services, and its values."""
    parts: list[str] = [] if query.vanished else [_PRESENT]
    values: list[Any] = []
    for _, column, several in _lists(query):
        each = [f"instr(s.{column}, ?)"] * len(several) + ([f"s.{column} = '[]'"] if query.unsaid else [])
        parts.append(f"({' OR '.join(each)})")
        values += [json.dumps(one, ensure_ascii=False) for one in several]
    if query.age is not None:
        said = "" if query.unsaid else " AND (s.minimum_age IS NOT NULL OR s.maximum_age IS NOT NULL)"
        parts.append(f"ifnull(s.minimum_age, 0) <= ? AND ifnull(s.maximum_age, 999) >= ?{said}")
        values += [query.age, query.age]
    if query.statuses:
        wanted = {*query.statuses, *([Status.UNKNOWN] if query.unsaid else [])}
        parts.append(f"s.status IN ({_marks(wanted)})")
        values += sorted(wanted)
    if query.source:
        parts.append("s.source = ?")
        values.append(query.source)
    return " AND ".join(parts) or "1", values


def _within(store: Store, query: Query, reach: float | None) -> dict[int, float | None]:
    """Services with a place inside what is asked: how far the nearest of their places is, None where no distance was asked."""
    found: dict[int, float | None] = {}
    for box in _boxes(query, reach):
        rows = store.rows(
            "SELECT number, latitude, longitude FROM places WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?",
            (box.south, box.north, box.west, box.east),
        )
        for number, latitude, longitude in rows:
            meters = query.near.meters(latitude, longitude) if query.near else None
            if meters is None:
                found[number] = None
            elif reach is None or meters <= reach:
                found[number] = min(meters, before) if (before := found.get(number)) is not None else meters
    return found


def _boxes(query: Query, reach: float | None) -> list[Box]:
    """Boxes that hold all that is asked for, none across the line of dates."""
    box = query.box
    if box is None and query.near and reach is not None:
        box = around(query.near, reach)
    if box is None:
        return [Box(-90, -180, 90, 180)]
    if box.west <= box.east:
        return [box]
    return [Box(box.south, box.west, box.north, 180), Box(box.south, -180, box.north, box.east)]


def around(point: Point, meters: float) -> Box:
    """The smallest box of degrees that holds a circle on the sphere: all longitudes where a pole is within."""
    high = meters * _MORE / _DEGREE
    south, north = point.latitude - high, point.latitude + high
    if south <= -90 or north >= 90:
        return Box(max(south, -90), -180, min(north, 90), 180)
    wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(min(high, 90))) / math.cos(math.radians(point.latitude)))))
    if wide >= 180:
        return Box(south, -180, north, 180)
    west, east = point.longitude - wide, point.longitude + wide
    return Box(south, west + 360 if west < -180 else west, north, east - 360 if east > 180 else east)


def _marks(values: Sequence[Any] | set[Any]) -> str:
    return ", ".join("?" * len(values))
