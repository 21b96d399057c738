"""How far translations have come: a workspace goes in; for each catalog and language a Cell, and for each string that is not done a Todo,
come out. Called by `clinickit locale status` and `todo`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clinickit.languages import settable, tag_of
from clinickit.localize import reviews
from clinickit.localize.catalogs import Catalog, Catalogs, reader
from clinickit.localize.evidence import Evidence, Worth, least
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace


class Why(StrEnum):
    """Why a string is not done, worst first. The first six do not print; the rest print below the level asked for."""

    MISSING = "missing"
    CHANGED = "changed"
    FUZZY = "fuzzy"
    PLACEHOLDERS = "placeholders"
    MARKUP = "markup"
    BLOCKED = "blocked"
    STALE = "stale"
    BACK = "back-translation"
    BELOW = "below"


_PRINTS = (Why.BLOCKED, Why.STALE, Why.BACK, Why.BELOW)


@dataclass(frozen=True, slots=True)
class Todo:
    """One string that is not done. `level` is what it is worth now, NONE where it does not print; `words` counts those of the source."""

    catalog: str
    context: str
    source: str
    why: Why
    risk: bool
    level: Level
    words: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One catalog in one language. `done` of `total` strings print; `level` is the lowest of those; `words_left` counts the source's words
    in strings that do not print; `stale`, `blocked`, `back_needed` count strings, and so does `high_risk_left`: of high risk, below the
    level asked for. `there` is False where there is no catalog."""

    catalog: str
    language: str
    total: int
    done: int
    level: Level
    words_left: int
    stale: int = 0
    blocked: int = 0
    back_needed: int = 0
    high_risk_left: int = 0
    origin: Origin | None = None
    there: bool = True

    @property
    def percent(self) -> int:
        """Of the strings that print, rounded down: 100 means all."""
        return 100 * self.done // self.total if self.total else 100


class Progress:
    """The state of a workspace, catalog by catalog. `required` is the level that counts as finished."""

    def __init__(self, workspace: Workspace, required: Level, templates: Templates | None = None) -> None:
        self.templates = templates or Templates(workspace)
        self.required = required
        self._workspace = workspace
        self._catalogs = Catalogs(reader(workspace))
        self._records = reviews.reader(workspace)

    def languages(self) -> tuple[str, ...]:
        """Tags of the languages that have a catalog and can be set, sorted."""
        return tuple(tag for name in self._workspace.catalog_languages() if settable(tag := tag_of(name)))

    def cell(self, name: str, language: str) -> Cell:
        """One catalog in one language."""
        catalog = self._catalogs.get(name, language)[0]
        messages = self.templates.messages(name)
        evidence = self._evidence(name, language, catalog)
        worths = [worth for one in messages if isinstance(worth := _state(one, catalog, evidence), Worth)]
        left = tuple(self.todos(name, language))
        return Cell(
            name,
            language,
            len(messages),
            len(worths),
            least(worths).level if worths else Level.NONE,
            sum(one.words for one in left if one.why not in _PRINTS),
            sum(one.stale for one in worths),
            sum(one.blocked for one in worths),
            sum(one.back_needed for one in worths),
            sum(one.risk for one in left),
            catalog.origin if catalog else None,
            catalog is not None,
        )

    def todos(self, name: str, language: str) -> Iterator[Todo]:
        """Strings of a catalog that are not done, in content order."""
        catalog = self._catalogs.get(name, language)[0]
        evidence = self._evidence(name, language, catalog)
        for one in self.templates.messages(name):
            state = _state(one, catalog, evidence)
            why = state if isinstance(state, Why) else _why(state, self.required)
            if why is not None:
                level = state.level if isinstance(state, Worth) else Level.NONE
                yield Todo(name, one.context, one.source, why, one.risk, level, len(one.source.split()))

    def _evidence(self, name: str, language: str, catalog: Catalog | None) -> Evidence:
        return Evidence(catalog, self._records(language) if catalog else (), self.templates.source_language(name))


def _state(one: Message, catalog: Catalog | None, evidence: Evidence) -> Worth | Why:
    """What a message is worth, or why it does not print."""
    entry = catalog.lookup(one.context, one.source) if catalog else None
    if entry is None:
        return Why.MISSING
    if entry.target is None:
        return Why(entry.problem)
    if entry.source != one.source:
        return Why.CHANGED
    return evidence.worth(one.context, entry, one.risk)


def _why(worth: Worth, required: Level) -> Why | None:
    if worth.blocked:
        return Why.BLOCKED
    if worth.level.reaches(required):
        return None
    if worth.stale:
        return Why.STALE
    return Why.BACK if worth.back_needed else Why.BELOW


def urgent_first(todos: list[Todo]) -> list[Todo]:
    """High risk first, then by why; content order within."""
    order = list(Why)
    return sorted(todos, key=lambda one: (not one.risk, order.index(one.why)))
