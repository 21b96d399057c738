"""The directory: one SQLite file of services, whole as they came, with what became of them. In: a path. Out: a `Store` that answers;
`taking` writes to it, `searching` searches it, the command line and the other steps of referral read it.

What it gives is whole, with what is confidential: whoever lets it leave calls `protect.shown` first (`searching` does)."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from clinickit.errors import Unknown
from clinickit.referral import protect, records, tables
from clinickit.referral.calls import Call, laid, of_columns
from clinickit.referral.indexing import rules
from clinickit.referral.model import Entry, Refused, Service
from clinickit.referral.protect import Override


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as the directory has it. `first_on` the day it came, `changed_on` the day it came last with other content, `vanished_on` the
    day its source no longer had it (None: it has it still). `open`: by today's rules, nothing of it is withheld. `entry` has what the
    clinic was told in its `calls` laid over what its source says, which is `given`."""

    number: int
    entry: Entry
    first_on: date
    changed_on: date
    vanished_on: date | None
    open: bool = False
    calls: tuple[Call, ...] = ()
    given: Service | None = None

    @property
    def source_says(self) -> Service:
        """The service as its source has it."""
        return self.given or self.entry.service

    def shown(self, override: Override | None = None) -> Service:
        """The service as it may be shown."""
        return self.entry.service if self.open else protect.shown(self.entry.service, override)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a service on a day: new, changed, vanished or returned; `before` is the entry as it was, where it changed."""

    on: date
    what: str
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source and its last import: how many services it has now, how many of its services vanished, how many records were refused."""

    name: str
    services: int
    vanished: int
    taken_on: date
    refused: int


class Store:
    """A directory that is open. It may be used from several threads; close it, or use it in a `with`."""

    def __init__(self, path: Path, link: sqlite3.Connection) -> None:
        self.path = path
        self._link = link
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Store:
        """A directory that exists, to read. Raises FileProblem."""
        return cls(path, tables.opened(path))

    @classmethod
    def make(cls, path: Path) -> Store:
        """A directory to import into, made where there is none. Raises FileProblem."""
        return cls(path, tables.made(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End using the file."""
        with self._lock:
            self._link.close()

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The answer to a question in SQL, whole. Raises FileProblem."""
        with self._lock, tables.told(self.path):
            return self._link.execute(question, values).fetchall()

    def write(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Do one statement; the number of rows it touched. For `staging`, inside its transactions. Raises FileProblem."""
        with self._lock, tables.told(self.path):
            return self._link.execute(statement, values).rowcount

    def write_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Do one statement for each row. Raises FileProblem."""
        with self._lock, tables.told(self.path):
            self._link.executemany(statement, rows)

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """A transaction: all that is written in it, or nothing. Raises FileProblem."""
        self.write("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(Exception):
                self.write("ROLLBACK")
            raise
        self.write("COMMIT")

    def kept(self, numbers: Sequence[int]) -> list[Kept]:
        """Entries by the directory's own numbers, in that order."""
        found: dict[int, Kept] = {}
        for at in range(0, len(numbers), 500):
            part = numbers[at : at + 500]
            for one in self._with_calls(self.rows(f"{_KEPT} WHERE s.number IN ({', '.join('?' * len(part))})", part)):
                found[one.number] = one
        return [found[one] for one in numbers if one in found]

    def entry(self, service_id: str, source: str = "") -> Kept:
        """The entry of a service's id; `source` where several have it, or both in one, as lists and call rounds write them: `source/id`,
        `source#id`. Raises Unknown."""
        rows = self.rows(f"{_KEPT} WHERE s.id = ? AND (s.source = ? OR ? = '') ORDER BY s.source LIMIT 9", (service_id, source, source))
        if not rows and not source:
            marks = [at for at, one in enumerate(service_id) if one in "/#"]
            pairs = [(service_id[at + 1 :], service_id[:at]) for at in marks[:9]]
            rows = [row for pair in pairs for row in self.rows(f"{_KEPT} WHERE s.id = ? AND s.source = ?", pair)]
        if len(rows) == 1:
            return self._with_calls(rows)[0]
        of = f" of “{source}”" if source else ""
        if not rows:
            raise Unknown(f"{self.path} has no service “{service_id}”{of}. To see what it has: clinickit referral list --in {self.path}")
        several = ", ".join(records.entry_from_text(row[1]).service.source for row in rows)
        raise Unknown(f"{len(rows)} sources have a service “{service_id}”: {several}. Say which: --source NAME")

    def entries(self, source: str = "", *, vanished: bool = False) -> Iterator[Kept]:
        """Every entry, by source and id; without those that vanished, unless asked for."""
        question = f"""{_KEPT} WHERE (s.source, s.id) > (?, ?) AND (s.source = ? OR ? = '') AND (s.vanished_on IS NULL OR ?)
            ORDER BY s.source, s.id LIMIT 1000"""
        after = ("", "")
        while rows := self.rows(question, (*after, source, source, vanished)):
            for one in self._with_calls(rows):
                yield one
                after = one.entry.service.source, one.entry.service.id

    def _with_calls(self, rows: list[tuple[Any, ...]]) -> list[Kept]:
        numbers = [row[0] for row in rows]
        found: dict[int, list[Call]] = {}
        question = f"SELECT number, called_on, by, answer, said, given FROM calls WHERE number IN ({', '.join('?' * len(numbers))})"
        for number, *columns in self.rows(f"{question} ORDER BY number, called_on", numbers):
            found.setdefault(number, []).append(of_columns(*columns))
        return [_kept(row, tuple(found.get(row[0], ()))) for row in rows]

    def services(self, source: str = "") -> Iterator[Service]:
        """Every service that has not vanished, whole: see `protect.shown` before one leaves."""
        return (one.entry.service for one in self.entries(source))

    def history(self, number: int) -> tuple[Change, ...]:
        """What happened to a service, oldest first. Raises Unknown."""
        begun = self.rows("SELECT first_on FROM services WHERE number = ?", (number,))
        if not begun:
            raise Unknown(f"{self.path} has no service of number {number}.")
        rows = self.rows("SELECT happened_on, what, before FROM history WHERE number = ? ORDER BY rowid", (number,))
        changes = [Change(date.fromisoformat(on), what, records.entry_from_text(text) if text else None) for on, what, text in rows]
        return (Change(date.fromisoformat(begun[0][0]), "new"), *changes)

    def sources(self) -> tuple[Source, ...]:
        """Every source, with its last import, by name."""
        rows = self.rows(
            """SELECT i.source, (SELECT count(*) FROM services s WHERE s.source = i.source AND s.vanished_on IS NULL),
                (SELECT count(*) FROM services s WHERE s.source = i.source AND s.vanished_on IS NOT NULL), i.taken_on, i.refused
            FROM imports i WHERE i.number IN (SELECT max(number) FROM imports GROUP BY source) ORDER BY i.source"""
        )
        return tuple(Source(name, services, vanished, date.fromisoformat(on), refused) for name, services, vanished, on, refused in rows)

    def refused(self, source: str) -> tuple[Refused, ...]:
        """The records that the last import of a source did not take."""
        rows = self.rows(
            "SELECT place, id, why FROM refusals WHERE import = (SELECT max(number) FROM imports WHERE source = ?) ORDER BY rowid",
            (source,),
        )
        return tuple(Refused(*row) for row in rows)


_KEPT = """SELECT s.number, e.entry, s.first_on, s.changed_on, s.vanished_on, s.guarded, s.indexed
    FROM services s JOIN entries e ON e.number = s.number"""


def _kept(row: tuple[Any, ...], calls: tuple[Call, ...]) -> Kept:
    number, text, first_on, changed_on, vanished_on, guarded, indexed = row
    gone = date.fromisoformat(vanished_on) if vanished_on else None
    whole = not guarded and indexed == rules()
    entry, days = records.entry_from_text(text), (date.fromisoformat(first_on), date.fromisoformat(changed_on), gone)
    if not calls:
        return Kept(number, entry, *days, whole)
    return Kept(number, replace(entry, service=laid(entry.service, calls)), *days, whole, calls, entry.service)
