"""What a translation is worth, string by string: a catalog and the review records of its language go in; the level that each string has
earned comes out, and whether it is stale or blocked. Called by `translate`, `ui`, `status` and `clinickit locale review`.

A header is a claim, worth "translated" at most, for a machine's words "draft". What stands above needs records, each of a person with a
qualification who works between the two languages and read the very string, bound by its hash (45 CFR 92.201 asks for a qualified person
where a machine translated text that matters):

    translated   lifts a machine's words: a qualified person corrected them
    revised      by another person than the translator; for a string of high risk also a back-translation, by another than the translator
    clinical     on top of revised;   piloted   on top of clinical

An open major or critical issue sends a string back to "draft" until the string changes or a later record closes the issue. A string that
changed after it was read is stale, and alone loses what the record gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clinickit.localize.catalogs import Catalog, Entry
from clinickit.localize.levels import Level, lowest
from clinickit.localize.reviews import BACK, BLOCKING, Record

_ABOVE = ((Level.CLINICAL, Level.REVISED), (Level.PILOTED, Level.CLINICAL))


@dataclass(frozen=True, slots=True)
class Worth:
    """What one string, or several, are worth. `on` is the day of the record that gave the level (of several: the earliest); `stale` when
    a record read an older form; `blocked` by an open issue; `back_needed` where only a back-translation is missing."""

    level: Level
    on: date | None = None
    stale: bool = False
    blocked: bool = False
    back_needed: bool = False


class Evidence:
    """The records of one catalog, ready to be asked. `source_language` is that of the content."""

    def __init__(self, catalog: Catalog | None, records: Sequence[Record], source_language: str) -> None:
        self.catalog = catalog
        mine = [one for one in records if catalog and (one.catalog, one.language) == (catalog.name, catalog.language)]
        pair = (source_language, catalog.language) if catalog else ()
        self._counting = [one for one in mine if one.read_by_person and one.qualification.strip() and one.pair == pair]
        self._all = mine
        self._kept: dict[tuple[str, str, bool], Worth] = {}

    def worth(self, context: str, entry: Entry, risk: bool = False) -> Worth:
        """What a usable entry is worth."""
        key = (context, entry.digest, risk)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._weighed(context, entry, risk) if self._all else Worth(entry.claim)
        return found

    def _weighed(self, context: str, entry: Entry, risk: bool) -> Worth:
        digest = entry.digest
        binding = [one for one in self._counting if one.strings.get(context) == digest]
        earlier = any(context in one.strings and one.strings[context] != digest for one in self._counting if one.step != BACK)
        if self.blocked(context, digest):
            return Worth(lowest((entry.claim, Level.DRAFT)), None, earlier, True)
        best = Worth(entry.claim)
        translators = {one.person for one in binding if one.step == Level.TRANSLATED}
        if translators and not best.level.reaches(Level.TRANSLATED):
            best = Worth(Level.TRANSLATED, max(one.on for one in binding if one.step == Level.TRANSLATED))
        revisers = [one for one in binding if one.step == Level.REVISED and one.person not in translators]
        backs = [one for one in binding if one.step == BACK and context in one.back and one.person not in translators]
        if revisers and risk and not backs:
            return Worth(best.level, best.on, False, False, True)
        if revisers:
            best = Worth(Level.REVISED, revisers[-1].on)
        for step, below in _ABOVE:
            days = [one.on for one in binding if one.step == step]
            if days and best.level is below:
                best = Worth(step, days[-1])
        stale = earlier and not best.level.reaches(Level.REVISED)
        return Worth(best.level, best.on, stale)

    def blocked(self, context: str, digest: str) -> bool:
        """Whether a major or critical issue of this very string is open. Anyone may block; a later record that counts closes."""
        standing: dict[str, bool] = {}
        for one in self._all:
            for issue in one.issues:
                if issue.context == context and (one.strings.get(context) == digest if issue.open else one in self._counting):
                    standing[issue.kind] = issue.open and issue.severity in BLOCKING
        return any(standing.values())

    def whole(self, risky: Iterable[str] = ()) -> Worth:
        """The lowest of all strings of the catalog that may be used; `risky` are the contexts of high risk."""
        if self.catalog is None:
            return Worth(Level.NONE)
        high = frozenset(risky)
        entries = ((context, self.catalog.usable(context)) for context in self.catalog.contexts())
        return least([self.worth(context, one, context in high) for context, one in entries if one is not None])


def least(worths: Sequence[Worth]) -> Worth:
    """Several as one: the lowest level, its earliest day, any flaw."""
    level = lowest(tuple(one.level for one in worths))
    days = [one.on for one in worths if one.on is not None]
    return Worth(
        level,
        min(days) if days and level.reaches(Level.TRANSLATED) else None,
        any(one.stale for one in worths),
        any(one.blocked for one in worths),
        any(one.back_needed for one in worths),
    )
