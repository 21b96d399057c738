"""Records on their way into the directory. In: rows of `indexing`, and refusals. Out: services, all at once. Called by `taking`.

Records are staged in batches, each a transaction that also keeps how many records of the input it has behind it: an import that is killed
goes on from there when the same input comes again. The directory itself changes in one transaction at the end, by SQL alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from clinickit.referral.indexing import Row, rules
from clinickit.referral.laying import lay
from clinickit.referral.model import Refused
from clinickit.referral.store import Store
from clinickit.referral.tables import NAMES, TEXTS

_ROW = f"INSERT INTO staged (position, {', '.join(Row._fields)}) VALUES ({', '.join('?' * (len(Row._fields) + 1))})"
_REFUSAL = "INSERT INTO staged_refusals (position, place, id, why) VALUES (?, ?, ?, ?)"
_COLUMNS = ", ".join(NAMES)
_TEXTS = ", ".join(TEXTS)


class Counts(NamedTuple):
    """What an import did: records by what became of them."""

    new: int
    changed: int
    unchanged: int
    returned: int
    vanished: int
    unsure: int


class Staging:
    """The staging tables of a directory, for one source."""

    def __init__(self, store: Store, source: str) -> None:
        self._store = store
        self._source = source

    def begin(self, fingerprint: str) -> int:
        """How many records of this very input are staged already; 0, and empty tables, where it is another one. An empty fingerprint is
        never the same."""
        rows = self._store.rows(
            "SELECT read FROM staging WHERE source = ? AND fingerprint = ? AND ? <> ''", (self._source, fingerprint, fingerprint)
        )
        if rows:
            return int(rows[0][0])
        with self._store.whole():
            self._clear()
            self._store.write("INSERT INTO staging VALUES (?, ?, 0)", (self._source, fingerprint))
        return 0

    def digest(self, service_id: str) -> str | None:
        """The digest of a record that is staged under an id."""
        rows = self._store.rows("SELECT digest FROM staged WHERE id = ?", (service_id,))
        return str(rows[0][0]) if rows else None

    def add(self, rows: Sequence[tuple[int, Row]], refused: Sequence[tuple[int, Refused]], read: int) -> None:
        """Keep a batch; `read` records of the input are then behind us."""
        with self._store.whole():
            self._store.write_many(_ROW, [(position, *row) for position, row in rows])
            self._store.write_many(_REFUSAL, [(position, one.place, one.id, one.why) for position, one in refused])
            self._store.write("UPDATE staging SET read = ?", (read,))

    def taken(self) -> int:
        """How many records are staged."""
        return int(self._store.rows("SELECT count(*) FROM staged")[0][0])

    def refused(self) -> tuple[Refused, ...]:
        """The records that were not taken, in their order."""
        return tuple(Refused(*row) for row in self._store.rows("SELECT place, id, why FROM staged_refusals ORDER BY position"))

    def switch(self, fingerprint: str, on: date, *, vanish: bool) -> Counts:
        """Let the directory have what is staged: one transaction, after which the staging tables are empty.
        `vanish`: mark what is missing even where a record was refused that told no id, and might be it."""
        day = on.isoformat()
        with self._store.whole():
            number = 1 + int(self._store.rows("SELECT ifnull(max(number), 0) FROM imports")[0][0])
            self._compare()
            gone, unsure = self._vanish(day, number, vanish)
            self._remember(day, number)
            self._replace(day)
            self._index()
            self._lay()
            counts = self._counts(gone, unsure)
            self._store.write(
                "INSERT INTO imports SELECT ?, source, ?, ?, read, ?, ?, ?, ?, ?, (SELECT count(*) FROM staged_refusals) FROM staging",
                (number, day, fingerprint, *counts[:5]),
            )
            self._store.write("INSERT INTO refusals SELECT ?, place, id, why FROM staged_refusals ORDER BY position", (number,))
            self._clear()
            self._store.write("DROP TABLE temp.moves")
        return counts

    def _clear(self) -> None:
        for table in ("staged", "staged_refusals", "staging"):
            self._store.write(f"DELETE FROM {table}")

    def _compare(self) -> None:
        """The table `moves`: each staged record beside the service it is; `other` where its content is another, `stale` where it must be
        indexed."""
        self._store.write("DROP TABLE IF EXISTS temp.moves")
        self._store.write(
            "CREATE TEMP TABLE moves (position INTEGER PRIMARY KEY, number INTEGER, was TEXT NOT NULL, other INTEGER NOT NULL, "
            "stale INTEGER NOT NULL)"
        )
        self._store.write(
            """INSERT INTO moves SELECT t.position, s.number,
                CASE WHEN s.number IS NULL THEN 'new' WHEN s.vanished_on IS NOT NULL THEN 'gone' ELSE 'there' END,
                s.digest IS NOT t.digest, s.digest IS NOT t.digest OR s.indexed IS NOT ?
            FROM staged t LEFT JOIN services s ON s.source = ? AND s.id = t.id""",
            (rules(), self._source),
        )

    def _vanish(self, day: str, number: int, certain: bool) -> tuple[int, int]:
        """Mark what the source no longer has: how many are marked, and how many are not, because they may be among the records that were
        refused. A record that was refused by its id is there still, so what we have of it stays."""
        where = """source = ? AND vanished_on IS NULL AND id NOT IN (SELECT id FROM staged)
            AND id NOT IN (SELECT id FROM staged_refusals WHERE id <> '')"""
        if not certain and self._store.rows("SELECT 1 FROM staged_refusals WHERE id = '' LIMIT 1"):
            return 0, int(self._store.rows(f"SELECT count(*) FROM services WHERE {where}", (self._source,))[0][0])
        self._store.write(
            f"INSERT INTO history SELECT number, ?, ?, 'vanished', NULL FROM services WHERE {where}", (number, day, self._source)
        )
        return self._store.write(f"UPDATE services SET vanished_on = ? WHERE {where}", (day, self._source)), 0

    def _remember(self, day: str, number: int) -> None:
        """Keep what was, of everything that returns or changes."""
        self._store.write(
            """INSERT INTO history SELECT m.number, ?, ?, iif(m.was = 'gone', 'returned', 'changed'), iif(m.other, e.entry, NULL)
            FROM moves m JOIN entries e ON e.number = m.number WHERE m.was = 'gone' OR (m.was = 'there' AND m.other) ORDER BY m.position""",
            (number, day),
        )

    def _replace(self, day: str) -> None:
        """Bring services and entries up to what is staged."""
        self._store.write("UPDATE services SET vanished_on = NULL WHERE number IN (SELECT number FROM moves WHERE was = 'gone')")
        same = ", ".join(f"{name} = t.{name}" for name in NAMES)
        self._store.write(
            f"""UPDATE services SET indexed = ?, changed_on = iif(m.other, ?, changed_on), {same}
            FROM moves m JOIN staged t ON t.position = m.position WHERE services.number = m.number AND m.stale""",
            (rules(), day),
        )
        self._store.write(
            f"""INSERT INTO services (source, id, first_on, changed_on, indexed, {_COLUMNS})
            SELECT ?, t.id, ?, ?, ?, {", ".join(f"t.{name}" for name in NAMES)}
            FROM staged t JOIN moves m ON m.position = t.position WHERE m.was = 'new' ORDER BY t.position""",
            (self._source, day, day, rules()),
        )
        self._store.write(
            """UPDATE moves SET number = (SELECT s.number FROM staged t JOIN services s ON s.source = ? AND s.id = t.id
            WHERE t.position = moves.position) WHERE number IS NULL""",
            (self._source,),
        )
        self._store.write(
            "INSERT OR REPLACE INTO entries SELECT m.number, t.entry FROM staged t JOIN moves m ON m.position = t.position WHERE m.other"
        )

    def _index(self) -> None:
        """Index everything that is new, changed, or indexed by older rules."""
        old = "SELECT number FROM moves WHERE stale AND was <> 'new'"
        self._store.write(f"DELETE FROM texts WHERE rowid IN ({old})")
        self._store.write(f"DELETE FROM facets WHERE number IN ({old})")
        self._store.write(f"DELETE FROM places WHERE key IN (SELECT key FROM place_keys WHERE number IN ({old}))")
        self._store.write(f"DELETE FROM place_keys WHERE number IN ({old})")
        fresh = "FROM staged t JOIN moves m ON m.position = t.position"
        named = ", ".join(f"t.{name}" for name in TEXTS)
        self._store.write(f"INSERT INTO texts (rowid, {_TEXTS}) SELECT m.number, {named} {fresh} WHERE m.stale ORDER BY m.number")
        self._store.write(f"INSERT OR IGNORE INTO facets SELECT j.value, m.number {fresh}, json_each(t.facets) j WHERE m.stale")
        last = int(self._store.rows("SELECT ifnull(max(key), 0) FROM place_keys")[0][0])
        self._store.write(
            f"""INSERT INTO places SELECT NULL, y, y, x, x, number, y, x FROM (
                SELECT m.number, json_extract(j.value, '$[0]') y, json_extract(j.value, '$[1]') x {fresh}, json_each(t.points) j
                WHERE m.stale ORDER BY m.number)"""
        )
        self._store.write("INSERT INTO place_keys SELECT number, key FROM places WHERE key > ?", (last,))

    def _lay(self) -> None:
        """What the clinic was told on the phone is found in place of what a new import says of the same service."""
        rows = self._store.rows("SELECT DISTINCT m.number FROM moves m JOIN calls c ON c.number = m.number WHERE m.stale ORDER BY m.number")
        lay(self._store, [row[0] for row in rows])

    def _counts(self, gone: int, unsure: int) -> Counts:
        rows = self._store.rows(
            """SELECT count(*) FILTER (WHERE was = 'new'), count(*) FILTER (WHERE was = 'there' AND other),
                count(*) FILTER (WHERE was = 'there' AND NOT other), count(*) FILTER (WHERE was = 'gone') FROM moves"""
        )
        new, changed, unchanged, returned = rows[0]
        return Counts(new, changed, unchanged, returned, gone, unsure)
