"""What was told on the phone, taken into the directory. In: the table of a call round (CSV), filled in, and who called. Out: a `Report`;
the directory with the calls laid over its sources. Called by the command line and by programs.

All of the table is taken or nothing: a mistake is told with its line and column. An empty cell, and one that says what the directory says,
changes nothing; taking the same table again changes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import ContentInvalid, Unknown
from clinickit.referral import records, tables
from clinickit.referral.calls import Answer, Call, laid
from clinickit.referral.laying import lay
from clinickit.referral.model import Service
from clinickit.referral.round_words import FACTS, Fact, Unclear, now, read
from clinickit.referral.rounds import COLUMNS, HEAD, bare
from clinickit.referral.store import Kept, Store

LIMIT = 16 << 20
"""Bytes of a table."""
BY = 40
_OPEN = {
    "yes": Answer.OPEN,
    "y": Answer.OPEN,
    "open": Answer.OPEN,
    "no": Answer.CLOSED,
    "n": Answer.CLOSED,
    "closed": Answer.CLOSED,
    "for now": Answer.PAUSED,
    "closed for now": Answer.PAUSED,
    "no answer": Answer.NOBODY,
    "nobody": Answer.NOBODY,
    "nobody answered": Answer.NOBODY,
}
_SAY = "Write yes, no (closed for good), for now (closed for now) or no answer."
_NEEDED = ("service", "open")


@dataclass(frozen=True, slots=True)
class Told:
    """One filled row: `service` as the table names it, and the words of its cells by column, with the line it stands on."""

    line: int
    service: str
    cells: Mapping[str, str]
    columns: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the rows: services confirmed as open, closed (for good or for now), not reached; `same` were taken before; `empty`
    rows say nothing; `changed` counts fields that are now the clinic's word; `gone` names services that their source no longer has, so that
    they stay off lists although somebody answered."""

    confirmed: int = 0
    closed: int = 0
    unreached: int = 0
    same: int = 0
    empty: int = 0
    changed: int = 0
    gone: tuple[str, ...] = ()


def take(store: Store, data: bytes, name: str, by: str, today: date, *, on: date | None = None, wait: float = 0.0) -> Report:
    """Take the answers of a table. `by` is a role or initials; `today` the last day that a call may be of; `on` the day of the calls where
    a row names none (None: each must, for a table that is taken again on another day would make calls that nobody made); `wait` seconds
    for an import to end. Raises ContentInvalid (with every mistake), Unknown (no `by`), FileProblem."""
    if not by.strip() or len(by) > BY or not by.isprintable():
        raise Unknown(f"Say who called, in {BY} characters at most: a role or initials, such as --by “front desk”.")
    rows = tuple(table(data, name))
    with tables.alone(store.path, wait), store.whole():
        made: list[tuple[Kept, Call]] = []
        wrong: list[Diagnostic] = []
        empty = 0
        seen: dict[int, int] = {}
        for row in rows:
            try:
                found = _call(store, row, by.strip(), (on, today), seen)
            except _Wrong as problem:
                wrong += [_diagnostic(name, row.line, *one) for one in problem.found]
                continue
            if found is None:
                empty += 1
            else:
                made.append(found)
        if wrong:
            raise ContentInvalid(tuple(wrong))
        return _kept(store, made, empty)


def _kept(store: Store, made: Iterable[tuple[Kept, Call]], empty: int) -> Report:
    """The calls written down, and what that changed."""
    report = Report(empty=empty)
    touched = []
    for kept, call in made:
        if any(one.on == call.on and one.columns()[2:4] == call.columns()[2:4] for one in kept.calls):
            report = replace(report, same=report.same + 1)
            continue
        store.write("INSERT OR REPLACE INTO calls VALUES (?, ?, ?, ?, ?, ?)", (kept.number, *call.columns()))
        touched.append(kept.number)
        count = {Answer.OPEN: "confirmed", Answer.NOBODY: "unreached"}.get(call.answer, "closed")
        gone = (*report.gone, kept.shown().name) if kept.vanished_on else report.gone
        report = replace(report, **{count: getattr(report, count) + 1}, changed=report.changed + len(call.said), gone=gone)
    lay(store, touched)
    return report


class _Wrong(Exception):
    """Mistakes of one row: column, its number, what is wrong, what to do."""

    def __init__(self, *found: tuple[str, int, str, str]) -> None:
        super().__init__()
        self.found = found


def _call(store: Store, row: Told, by: str, days: tuple[date | None, date], seen: dict[int, int]) -> tuple[Kept, Call] | None:
    """The call of a row, None where nobody wrote an answer. Raises _Wrong."""
    kept = _service(store, row)
    if kept.number in seen:
        raise _Wrong((*_at(row, "service"), f"“{row.service}” stands on line {seen[kept.number]} too.", "Keep one row of each service."))
    seen[kept.number] = row.line
    answers = {fact: row.cells[fact.name] for fact in FACTS if row.cells.get(fact.name)}
    said_open = row.cells.get("open", "")
    if not said_open:
        if answers:
            column = next(iter(answers)).name
            raise _Wrong((*_at(row, "open"), f"The row says something of “{column}” and not whether it is open.", _SAY))
        return None
    answer = _OPEN.get(" ".join(said_open.casefold().split()))
    wrong: list[tuple[str, int, str, str]] = []
    if answer is None:
        wrong.append((*_at(row, "open"), f"“{said_open[:40]}” is no answer.", _SAY))
    day = _day(row, *days, wrong)
    before = laid(kept.source_says, (one for one in kept.calls if one.on < day))
    said = _said(row, answers, before, kept, wrong)
    if answer is Answer.NOBODY and said:
        wrong.append(
            (*_at(row, "open"), "Nobody answered, and the row says what they said.", "Write yes if somebody told you, or empty the cells.")
        )
    if wrong or answer is None:
        raise _Wrong(*wrong)
    return kept, Call(day, by, answer, said, records.fields_to_json(kept.source_says, said))


def _said(row: Told, answers: Mapping[Fact, str], before: Service, kept: Kept, wrong: list[tuple[str, int, str, str]]) -> Mapping[str, Any]:
    """The fields that the cells change, as JSON: what the directory says already is no change."""
    found: dict[str, Any] = {}
    shown = replace(kept, entry=replace(kept.entry, service=before)).shown()
    for fact, words in answers.items():
        try:
            fields = read(fact, words, shown)
        except Unclear as problem:
            wrong.append((*_at(row, fact.name), problem.message, problem.hint))
            continue
        if " ".join(words.split()).casefold() != now(fact, shown).casefold():
            changed = replace(before, **fields)
            found |= records.fields_to_json(changed, [name for name in fact.fields if fields[name] != getattr(shown, name)])
    return found


def _day(row: Told, on: date | None, today: date, wrong: list[tuple[str, int, str, str]]) -> date:
    words = row.cells.get("called_on", "")
    if not words and on is not None:
        return on
    try:
        day = date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) else None
    except ValueError:
        day = None
    if day is None:
        hint = f"Write it as year-month-day, such as {today}; or leave all empty and say --on {today}."
        what = f"“{words[:20]}” is not a day." if words else "The day of the call is missing."
        wrong.append((*_at(row, "called_on"), what, hint))
    elif day > today:
        wrong.append((*_at(row, "called_on"), f"{day} is still to come; this is {today}.", "Write the day of the call."))
    return day or today


def _service(store: Store, row: Told) -> Kept:
    """The service that a row names. Raises _Wrong."""
    for at in (match.start() for match in re.finditer("#", row.service)):
        try:
            kept = store.entry(row.service[at + 1 :], row.service[:at])
        except Unknown:
            continue
        if not kept.entry.service.confidential:
            return kept
    hint = "Keep the cell as the round has it: source#id. To make a new round: clinickit referral round --csv round.csv"
    raise _Wrong((*_at(row, "service"), f"The directory has no service “{row.service[:60]}” to call.", hint))


def _at(row: Told, column: str) -> tuple[str, int]:
    return column, row.columns.get(column, 1)


def _diagnostic(name: str, line: int, column: str, number: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic("round.answer", Severity.ERROR, Location(name, column, line, number), message, hint)


def table(data: bytes, name: str) -> Iterator[Told]:
    """The rows of a table, empty lines passed over. Columns may stand in any order, and those of what the directory says may be missing.
    Raises ContentInvalid."""
    reader = csv.reader(io.StringIO(_text(data, name), newline=""), delimiter=_delimiter(data))
    begun = 1
    try:
        header = [re.sub(r"[\s-]+", "_", bare(one.strip()).lower()) for one in next(reader, [])]
        _check(header, name)
        columns = {one: at for at, one in enumerate(header, 1) if one}
        begun = reader.line_num + 1
        for cells in reader:
            line, begun = begun, reader.line_num + 1
            if any(one.strip() for one in cells[len(header) :]):
                hint = f"The first line names {len(header)}. Put a cell with a {_delimiter(data)!r} in quotes."
                raise ContentInvalid((_diagnostic(name, line, "", len(header) + 1, f"The row has {len(cells)} cells.", hint),))
            found = {one: bare(cell.strip()).strip() for one, cell in zip(header, cells, strict=False) if one}
            if any(found.values()):
                yield Told(line, found.get("service", ""), found, columns)
    except csv.Error as problem:
        raise ContentInvalid((_diagnostic(name, begun, "", 1, f"The table cannot be read: {problem}.", "Save it again as CSV."),)) from None


def _check(header: list[str], name: str) -> None:
    found = [one for one in _NEEDED if one not in header]
    if found:
        hint = f"The first line of a round is: {','.join((*HEAD, '…'))}. Keep it as it was."
        raise ContentInvalid((_diagnostic(name, 1, "", 1, f"The first line lacks {' and '.join(found)}.", hint),))
    wrong = [
        _diagnostic(name, 1, one, at, f"There is no column “{one[:40]}”.", f"Take it out, or name it: {', '.join(COLUMNS)}.")
        for at, one in enumerate(header, 1)
        if one and one not in COLUMNS
    ]
    wrong += [
        _diagnostic(name, 1, one, at, f"The column “{one}” stands twice.", "Keep one.")
        for at, one in enumerate(header, 1)
        if one and one in header[: at - 1]
    ]
    if wrong:
        raise ContentInvalid(tuple(wrong))


def _text(data: bytes, name: str) -> str:
    if len(data) > LIMIT:
        raise ContentInvalid((_diagnostic(name, 1, "", 1, "The table is larger than 16 MiB.", "Split it."),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise ContentInvalid(
            (_diagnostic(name, line, "", 1, "The table is not UTF-8.", "In a spreadsheet, save it as “CSV UTF-8”."),)
        ) from None
    if "\0" in text:
        raise ContentInvalid((_diagnostic(name, 1, "", 1, "This is no table.", "Save it as “CSV UTF-8”."),))
    return text


def _delimiter(data: bytes) -> str:
    """What parts the cells: spreadsheets of some countries write ; or a tab."""
    line = data.partition(b"\n")[0]
    return max(",;\t", key=lambda one: line.count(one.encode()))
