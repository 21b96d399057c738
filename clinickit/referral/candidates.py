"""Services of a directory worth judging for what was asked. In: a `Store` and an `Ask`. Out: services as they may be shown, for `matching`,
and whether they are all there are. Called by the command line.

As few filters as the size of the directory allows: what `matching` leaves out it leaves out with a reason, what is not fetched has none."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.referral.asking import Ask, Setting
from clinickit.referral.model import Service
from clinickit.referral.searching import Query, search
from clinickit.referral.store import Store

MOST = 2000
"""How many are judged at most."""
_MARGIN = 2
"""Looked at up to twice the distance that was asked: what is a little too far is left out with its reason."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """`whole`: every service of the place and words that were asked is among them, so each that does not fit has its reason."""

    services: tuple[Service, ...]
    whole: bool


def candidates(store: Store, ask: Ask, words: str = "", source: str = "") -> Candidates:
    """Services near enough or of no stated place, and those that help from afar; where there are too many, only those that do not plainly
    contradict what was asked. Raises FileProblem."""
    near = Query(words=words, near=ask.near, within=ask.within.meters * _MARGIN if ask.within else None, source=source, at_most=MOST)
    found = [one.service for one in search(store, near)]
    whole = len(found) < MOST
    if not whole:
        found = [one.service for one in search(store, _narrowed(near, ask))]
    if ask.near is not None and ask.within is not None and ask.setting is not Setting.IN_PERSON:
        far = Query(words=words, source=source, at_most=MOST)
        found += [one.service for one in search(store, _narrowed(far, ask)) if one.service.remote]
    return Candidates(tuple({(one.source, one.id): one for one in found}.values()), whole)


def _narrowed(query: Query, ask: Ask) -> Query:
    """The query with the filters that the store knows; a service that says nothing of one stays. Language is no filter: interpreters
    may speak it."""
    return Query(
        words=query.words,
        near=query.near,
        within=query.within,
        source=query.source,
        age=ask.age,
        modalities=ask.modalities,
        unsaid=True,
        at_most=query.at_most,
    )
