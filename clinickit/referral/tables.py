"""The directory's file: its tables, opening and making it, and the lock that lets one importer in at a time. In: a path. Out: a connection.
Called by `store`.

One SQLite file with a rollback journal: a write-ahead log would be three files, and does not work on network folders at all. What a killed
import had not committed is undone by SQLite when the file is opened next. The file is readable by its owner alone, for a directory
holds what must not be known of shelters."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from clinickit.errors import FileProblem

APPLICATION = 0x636B7266
"""`application_id`: "ckrf". A file without it is some other program's."""
VERSION = 2
"""`user_version`: the shape of the tables below. 1 had no `calls`, and gets them when it is opened."""
PATIENCE = 30.0
"""Seconds to wait for another program that is writing."""

COLUMNS = (
    "name TEXT NOT NULL, sort TEXT NOT NULL, organization TEXT NOT NULL, status TEXT NOT NULL, minimum_age INTEGER, maximum_age INTEGER, "
    "languages TEXT NOT NULL, modalities TEXT NOT NULL, costs TEXT NOT NULL, areas TEXT NOT NULL, placed INTEGER NOT NULL, "
    "guarded INTEGER NOT NULL, assured_on TEXT, digest TEXT NOT NULL"
)
"""What services and staged records both have: lists are JSON arrays of folded words, `sort` is the name folded; `guarded` says
that something of it is withheld."""
NAMES = tuple(column.split()[0] for column in COLUMNS.split(", "))
TEXTS = ("title", "owner", "about", "terms", "spoken")
"""Columns of the full-text index: names, organization, description, terms, languages by name."""

CALLS = """CREATE TABLE calls (number INTEGER NOT NULL REFERENCES services, called_on TEXT NOT NULL, by TEXT NOT NULL, answer TEXT NOT NULL,
    said TEXT NOT NULL, given TEXT NOT NULL, PRIMARY KEY (number, called_on)) WITHOUT ROWID"""
"""What the clinic was told on the phone: one call of a service a day; `said` and `given` are JSON, see `calls`."""
SCHEMA = f"""
CREATE TABLE imports (number INTEGER PRIMARY KEY, source TEXT NOT NULL, taken_on TEXT NOT NULL, fingerprint TEXT NOT NULL,
    read INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL, returned INTEGER NOT NULL,
    vanished INTEGER NOT NULL, refused INTEGER NOT NULL);
CREATE TABLE refusals (import INTEGER NOT NULL REFERENCES imports, place TEXT NOT NULL, id TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE services (number INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, first_on TEXT NOT NULL, changed_on TEXT NOT NULL,
    vanished_on TEXT, indexed INTEGER NOT NULL, {COLUMNS}, UNIQUE (source, id));
CREATE INDEX services_by_name ON services (sort, number);
CREATE INDEX services_vanished ON services (number) WHERE vanished_on IS NOT NULL;
CREATE TABLE entries (number INTEGER PRIMARY KEY REFERENCES services, entry TEXT NOT NULL);
CREATE TABLE facets (value TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (value, number)) WITHOUT ROWID;
CREATE INDEX facets_by_number ON facets (number);
CREATE TABLE history (number INTEGER NOT NULL REFERENCES services, import INTEGER NOT NULL REFERENCES imports, happened_on TEXT NOT NULL,
    what TEXT NOT NULL, before TEXT);
CREATE INDEX history_by_number ON history (number);
{CALLS};
CREATE VIRTUAL TABLE texts USING fts5({", ".join(TEXTS)}, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'");
CREATE VIRTUAL TABLE places USING rtree(key, south, north, west, east, +number INTEGER, +latitude REAL, +longitude REAL);
CREATE TABLE place_keys (number INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (number, key)) WITHOUT ROWID;
CREATE TABLE staging (source TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, read INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE staged (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {COLUMNS}, {" TEXT NOT NULL, ".join(TEXTS)} TEXT NOT NULL,
    facets TEXT NOT NULL, points TEXT NOT NULL, entry TEXT NOT NULL);
CREATE TABLE staged_refusals (position INTEGER PRIMARY KEY, place TEXT NOT NULL, id TEXT NOT NULL, why TEXT NOT NULL);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, with the file's name and what to do."""
    try:
        yield
    except sqlite3.Error as problem:
        raise FileProblem(f"{path}: {_why(problem)}") from None


def _why(problem: sqlite3.Error) -> str:
    said = str(problem)
    if "locked" in said or "busy" in said:
        return f"another program is writing to it ({said}). Wait until it has ended and try again."
    if "full" in said:
        return "the disk is full; nothing that was there is lost. Make room and run the same command again: it goes on where it was."
    if "not a database" in said or "malformed" in said:
        return f"this is no directory, or it is damaged ({said}). Name another file, or import again into a new one."
    if "readonly" in said or "unable to open" in said:
        return f"it cannot be opened or written ({said}). Look at its permissions and those of its folder."
    return f"{said}. Nothing was changed."


def made(path: Path) -> sqlite3.Connection:
    """The directory to write to; a new one where there is none. Raises FileProblem."""
    if not path.exists():
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as problem:
            raise FileProblem(f"Cannot make {path}: {problem.strerror or problem}. Choose another place.") from None
    with told(path):
        link = _link(path, "rw")
        link.execute("BEGIN IMMEDIATE")
        if _asked(link, "SELECT count(*) FROM sqlite_schema") == 0 and _asked(link, "PRAGMA application_id") == 0:
            for statement in SCHEMA.split(";"):
                link.execute(statement)
        _upgrade(link)
        link.execute("COMMIT")
    _ours(link, path)
    return link


def _upgrade(link: sqlite3.Connection) -> None:
    """Bring a directory of version 1 up to date, inside a transaction."""
    if _asked(link, "PRAGMA application_id") == APPLICATION and _asked(link, "PRAGMA user_version") == 1:
        link.execute(CALLS)
        link.execute(f"PRAGMA user_version = {VERSION}")


def opened(path: Path) -> sqlite3.Connection:
    """A directory that is there, to read. Raises FileProblem."""
    if not path.is_file():
        raise FileProblem(f"There is no directory {path}. To make one: clinickit referral import FILE --into {path} --as NAME")
    with told(path):
        try:
            link = _link(path, "rw")
            link.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if _asked(link, "PRAGMA user_version") == 1:
                link.execute("BEGIN IMMEDIATE")
                _upgrade(link)
                link.execute("COMMIT")
        except sqlite3.OperationalError:
            link = _link(path, "ro")
        link.execute("PRAGMA query_only = 1")
    _ours(link, path)
    return link


def _link(path: Path, mode: str) -> sqlite3.Connection:
    link = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, check_same_thread=False, isolation_level=None
    )
    link.execute("PRAGMA cache_size = -65536")
    return link


def _ours(link: sqlite3.Connection, path: Path) -> None:
    with told(path):
        application, version = _asked(link, "PRAGMA application_id"), _asked(link, "PRAGMA user_version")
    if application != APPLICATION:
        link.close()
        raise FileProblem(f"{path} is a database of another program. Name a directory made by: clinickit referral import")
    if version != VERSION:
        link.close()
        hint = "Install a newer clinickit." if version > VERSION else "Import its sources again into a new file."
        raise FileProblem(f"{path} has tables of version {version}; this clinickit reads version {VERSION}. {hint}")


def _asked(link: sqlite3.Connection, question: str) -> int:
    return int(link.execute(question).fetchone()[0])


@contextlib.contextmanager
def alone(path: Path, wait: float = 0.0) -> Iterator[None]:
    """The right to import, for one program at a time: an SQLite lock on an empty file beside the directory, which ends
    with the program that holds it, however that ends. Raises FileProblem where another holds it for longer than `wait` seconds."""
    beside = path.with_name(f"{path.name}.lock")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_WRONLY, 0o600))
        link = sqlite3.connect(beside, timeout=wait, isolation_level=None)
    except (OSError, sqlite3.Error) as problem:
        raise FileProblem(f"Cannot write beside {path}: {problem}. Choose another folder.") from None
    try:
        link.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        link.close()
        raise FileProblem(
            f"Another import into {path} is running. Nothing was changed. Try again when it has ended, "
            "or say --wait 600 to wait ten minutes."
        ) from None
    try:
        yield
    finally:
        link.close()
