"""Services indexed again with the clinic's word laid over them. In: a `Store` inside a transaction, and numbers of services. Out: the rows
and indexes of `tables` as `searching` reads them. Called by `staging` after an import and by `round_answers`.

What the source gave stays in `entries`, and its digest in `services`: an import compares with what the source said before."""

from __future__ import annotations

import json
from collections.abc import Iterable

from clinickit.referral import indexing
from clinickit.referral.indexing import Row
from clinickit.referral.store import Store
from clinickit.referral.tables import NAMES, TEXTS

_KEPT = ("digest",)


def lay(store: Store, numbers: Iterable[int]) -> None:
    """Index these services as they are known now. Raises FileProblem."""
    for kept in store.kept(tuple(numbers)):
        _index(store, kept.number, indexing.row(kept.entry))


def _index(store: Store, number: int, row: Row) -> None:
    names = [name for name in NAMES if name not in _KEPT]
    store.write(
        f"UPDATE services SET indexed = ?, {', '.join(f'{name} = ?' for name in names)} WHERE number = ?",
        (indexing.rules(), *(getattr(row, name) for name in names), number),
    )
    store.write("DELETE FROM texts WHERE rowid = ?", (number,))
    store.write("DELETE FROM facets WHERE number = ?", (number,))
    store.write("DELETE FROM places WHERE key IN (SELECT key FROM place_keys WHERE number = ?)", (number,))
    store.write("DELETE FROM place_keys WHERE number = ?", (number,))
    texts = [getattr(row, name) for name in TEXTS]
    store.write(f"INSERT INTO texts (rowid, {', '.join(TEXTS)}) VALUES (?, {', '.join('?' * len(TEXTS))})", (number, *texts))
    store.write_many("INSERT OR IGNORE INTO facets VALUES (?, ?)", [(value, number) for value in json.loads(row.facets)])
    last = int(store.rows("SELECT ifnull(max(key), 0) FROM place_keys")[0][0])
    points = [(y, y, x, x, number, y, x) for y, x in json.loads(row.points)]
    store.write_many("INSERT INTO places VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", points)
    store.write("INSERT INTO place_keys SELECT number, key FROM places WHERE key > ?", (last,))
