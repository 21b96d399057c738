"""`python -m benchmarks.sync`: seconds to sync a catalog of 3,000 strings with 300 edits, reading and writing included; median of five."""

from __future__ import annotations

import json
from dataclasses import replace
from statistics import median
from time import perf_counter

from clinickit.localize.catalogs import write_catalog
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin
from clinickit.localize.sync import sync

STRINGS, EDITS = 3000, 300


def main() -> None:
    text = "People who worry about being left often look for signs, and a calm step can help them to wait a little."
    words = text.split()
    before = tuple(Message(f"one/{at}", " ".join([*words[at % 7 :], str(at)]), ("item of a list.",)) for at in range(STRINGS))
    data = write_catalog(before, {one.context: f"es {one.source}" for one in before}, "es", Origin.HUMAN, Level.DRAFT)
    step = STRINGS // EDITS
    after = tuple(replace(one, source=one.source.replace("calm", "small")) if at % step == 0 else one for at, one in enumerate(before))
    taken = []
    for _ in range(5):
        start = perf_counter()
        done = sync(data, after, "one", "es")
        taken.append(perf_counter() - start)
        assert (done.kept, done.changed) == (STRINGS - EDITS, EDITS)
    print(json.dumps({"seconds": median(taken)}))


if __name__ == "__main__":
    main()
