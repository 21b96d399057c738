"""A source is taken into the directory. In: entries and refusals from a reader. Out: a `Report`. Called by the command line and by clinics.

Killed at any moment, nothing that was there is lost: the directory is as it was before, and the next run of the same input goes on from the
last batch. What is accepted is kept whole; what is refused is reported, and never makes a service vanish that we have already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import ContentInvalid, FileProblem, Unknown
from clinickit.referral import indexing, tables
from clinickit.referral.indexing import Row
from clinickit.referral.model import Entry, Refused
from clinickit.referral.staging import Staging
from clinickit.referral.store import Store

BATCH = 1000
"""Records that are staged at once: what a killed import may have to read again."""
Progress = Callable[[str, int], None]
"""Told what is done now ("reading", "switching") and how many records are read."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `read` records of the input, of which `resumed` were taken by an earlier run that did not end; `repeated` came
    again word for word. `unsure` services were missing, but are not marked, because records were refused that told no id."""

    source: str
    on: date
    read: int
    new: int
    changed: int
    unchanged: int
    returned: int
    vanished: int
    unsure: int = 0
    refused: tuple[Refused, ...] = ()
    resumed: int = 0
    repeated: int = 0


def take(
    store: Store,
    source_name: str,
    entries: Iterable[Entry | Refused],
    on: date,
    on_progress: Progress | None = None,
    *,
    fingerprint: str = "",
    wait: float = 0.0,
    vanish: bool = False,
) -> Report:
    """Bring a source in the directory up to these entries, all of them at once at the end. `fingerprint` names the input, so that a killed
    import of the same goes on where it was; empty: it begins anew. `wait` seconds for another import to end. `vanish`: mark what is
    missing even where a refused record, or a file that broke off, may have been it. Raises FileProblem, Unknown
    (a name that is none), ContentInvalid (nothing could be taken, so nothing was changed), and what `entries` raises."""
    if not source_name.strip():
        raise Unknown("A source needs a name, under which its next import is the same source. Say --as NAME, such as --as county-211.")
    tell = on_progress or (lambda _stage, _read: None)
    with tables.alone(store.path, wait):
        staging = Staging(store, source_name)
        behind = staging.begin(fingerprint)
        read = _stage(staging, source_name, entries, behind, tell)
        refused = staging.refused()
        taken = staging.taken()
        if not taken:
            raise ContentInvalid(_nothing(source_name, refused))
        tell("switching", read)
        counts = staging.switch(fingerprint, on, vanish=vanish)
    return Report(source_name, on, read, *counts, refused, behind, read - taken - len(refused))


def fingerprint(paths: Sequence[Path], format: str = "") -> str:
    """What names an input: its files' content, in their order, the format that was asked for, and what reads them. Raises FileProblem."""
    known = hashlib.sha256(f"{version('clinickit')} {indexing.rules()} {format}".encode())
    for path in (file for one in paths for file in (sorted(one.rglob("*")) if one.is_dir() else (one,))):
        if path.is_file() or not path.exists():
            try:
                with path.open("rb") as stream:
                    known.update(hashlib.file_digest(stream, "sha256").digest())
            except OSError as problem:
                raise FileProblem(f"Cannot read {path}: {problem.strerror or problem}. Name a file that is there.") from None
    return known.hexdigest()


def _stage(staging: Staging, source: str, entries: Iterable[Entry | Refused], behind: int, tell: Progress) -> int:
    """Stage what is not yet behind us, in batches; how many records there were."""
    read, records = behind, iter(entries)
    for _ in islice(records, behind):
        pass
    tell("reading", read)
    while batch := list(islice(records, BATCH)):
        rows: dict[str, tuple[int, Row]] = {}
        refused = []
        for position, one in enumerate(batch, read + 1):
            found = one if isinstance(one, Refused) else _row(one, source, position, rows, staging)
            if isinstance(found, Refused):
                refused.append((position, found))
            elif found is not None:
                rows[found.id] = position, found
        read += len(batch)
        staging.add(list(rows.values()), refused, read)
        tell("reading", read)
    return read


def _row(entry: Entry, source: str, position: int, before: dict[str, tuple[int, Row]], staging: Staging) -> Row | Refused | None:
    """The row of an entry; None where the same came before; or why it is not taken."""
    place, service = f"record {position}", entry.service
    if not service.id.strip() or not service.name.strip():
        lacks = "name" if service.id.strip() else "id"
        return Refused(place, service.id, f"It has no {lacks}, by which it could be found again. Give it one.")
    if service.source != source:
        entry = replace(entry, service=replace(service, source=source))
    try:
        made = indexing.row(entry)
    except (ValueError, TypeError, RecursionError) as problem:
        return Refused(place, service.id, f"It cannot be kept as JSON ({problem}). Correct the record.")
    same = before[made.id][1].digest if made.id in before else staging.digest(made.id)
    if same is None:
        return made
    if same == made.digest:
        return None
    return Refused(
        place, service.id, f"An earlier record of this import has the id “{service.id}” and says something else. Give each its own id."
    )


def _nothing(source: str, refused: tuple[Refused, ...]) -> tuple[Diagnostic, ...]:
    found = [Diagnostic("referral.refused", Severity.ERROR, Location(one.place), one.why) for one in refused[:20]]
    why = f"Nothing of “{source}” could be taken ({len(refused)} records refused), so the directory was not changed."
    return (
        *found,
        Diagnostic("referral.nothing", Severity.ERROR, Location(source), why, "Correct the file, or name its format: --format."),
    )
