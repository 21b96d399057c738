"""What of a service can be searched. In: an `Entry`. Out: a `Row` for the directory's tables: columns for filters, folded words for the
full-text index, coordinates. Called by `taking`.

Only what may be shown is searched: a shelter must not be found by its street, nor its place be worked out from distances. So the row is
made of `protect.shown`, while the entry is kept whole."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from clinickit.cldr import facts
from clinickit.content.search import folded
from clinickit.referral import protect, records
from clinickit.referral.model import Entry, Service

INDEX = 1
"""Which rules made a row, beside those of `protect`; raise it when this module changes what is searched."""
UNSAID = "?"
"""Stands in a filter's column where a service says nothing."""
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u064b-\u065f]*[^\W_]*)*")
_WHOLE = 3
"""Letters of a word that is asked for whole; of longer ones the beginning is enough."""
_ALONE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MANY = 32
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Row(NamedTuple):
    """A service as the table `staged` has it, after its position; the names are the columns'."""

    id: str
    name: str
    sort: str
    organization: str
    status: str
    minimum_age: int | None
    maximum_age: int | None
    languages: str
    modalities: str
    costs: str
    areas: str
    placed: int
    guarded: int
    assured_on: str | None
    digest: str
    title: str
    owner: str
    about: str
    terms: str
    spoken: str
    facets: str
    points: str
    entry: str


@cache
def rules() -> int:
    """A number that changes with every change of what is withheld or indexed: what was written under another number is not trusted."""
    here = files("clinickit.referral")
    parts = [here.joinpath(name).read_bytes() for name in ("protect.py", "protect_words.py")]
    return int.from_bytes(hashlib.sha256(b"\0".join((f"{INDEX}".encode(), *parts))).digest()[:7], "big")


def row(entry: Entry) -> Row:
    """What the directory keeps and searches of an entry. Raises ValueError, TypeError or RecursionError where it
    is no JSON."""
    text = records.entry_to_text(entry)
    seen = protect.shown(entry.service)
    lists = {
        "language": languages(seen.languages),
        "modality": words(seen.modalities),
        "cost": words(one.kind for one in seen.costs if one.kind != "unknown"),
        "area": words(seen.areas),
    }
    points = [(one.latitude, one.longitude) for one in seen.places if one.latitude is not None and one.longitude is not None]
    return Row(
        id=entry.service.id,
        name=seen.name,
        sort=folded(seen.name).strip(),
        organization=seen.organization,
        status=str(seen.status),
        minimum_age=seen.minimum_age,
        maximum_age=seen.maximum_age,
        languages=_json(lists["language"]),
        modalities=_json(lists["modality"]),
        costs=_json(lists["cost"]),
        areas=_json(lists["area"]),
        placed=len(points),
        guarded=seen is not entry.service,
        assured_on=seen.assured_on.isoformat() if seen.assured_on else None,
        digest=records.digest(text),
        title=folded(f"{seen.name} {seen.also_called}"),
        owner=folded(seen.organization),
        about=folded(" ".join((seen.description, seen.eligibility, *seen.areas))),
        terms=folded(" ".join((*(one.name for one in seen.terms), *seen.modalities))),
        spoken=folded(" ".join(_named(seen))),
        facets=_json([facet(kind, one) for kind, several in lists.items() for one in several or (UNSAID,)]),
        points=_json([list(one) for one in points if -90 <= one[0] <= 90 and -180 <= one[1] <= 180]),
        entry=text,
    )


def facet(kind: str, value: str) -> str:
    """A filter and its value as one word of the table `facets`."""
    return f"{kind}={value}"


def words(several: Iterable[str]) -> list[str]:
    """Words as they are compared, each once, in order."""
    return sorted({plain for one in several if (plain := folded(one).strip())})


def languages(tags: Iterable[str]) -> list[str]:
    """Languages as they are asked for: `es` for es-MX, for who speaks one understands the other well enough to be called."""
    return sorted({tag.replace("_", "-").partition("-")[0].lower() for tag in tags if tag.strip()})


def phrases(asked: str) -> list[str]:
    """Words that are asked for, as FTS5 strings, each quoted so that nothing in them is an operator. Letters of a script without spaces
    that stand together are a phrase; in other scripts the beginning of a long word is enough."""
    found: dict[str, None] = {}
    for part in asked.split():
        run: list[str] = []
        for token in _TOKEN.findall(folded(part)):
            if _ALONE.match(token):
                run.append(token)
                continue
            found[f'"{token}"' if len(token) <= _WHOLE else f'"{token}"*'] = None
        if run:
            found[f'"{" ".join(run)}"'] = None
    return list(found)[:_MANY]


def _named(seen: Service) -> Iterator[str]:
    for tag in seen.languages:
        about = facts(tag) or facts(tag.partition("-")[0])
        yield tag
        if about:
            yield about.english_name
            yield about.own_name


def _json(several: list[str] | list[list[float]]) -> str:
    return _AS_JSON(several)
