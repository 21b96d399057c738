"""The directory's part of `make bench`: services made by rule are taken in and searched; a child process for each size, so that memory is
its own. 1,000, 10,000 and 100,000; the million too where CLINICKIT_MILLION is set, for it takes the better part of an hour.

    python -m benchmarks.referral              the table
    python -m benchmarks.referral COUNT        one size, as JSON"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks.run import note, run, table
from clinickit.referral.asking import Point
from clinickit.referral.searching import Query, search
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from tests.helpers.services import entries

SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
ASKED = 60
"""Searches of each kind."""
_WORDS = ("grief support", "family therapy", "teens school", "juniper", "couples weekend", "spanish anxiety", "veterans", "panic loss")
_LANGUAGES = ("es", "zh", "vi", "ar", "am", "hi")
_HELP = ("cbt", "ipt", "group", "couples", "emdr")
_TOWNS = (Point(37.80, -122.27), Point(39.74, -104.99), Point(-18.12, 178.45))


def asked(dice: random.Random) -> dict[str, Query]:
    """One search of each kind."""
    near = dice.choice(_TOWNS)
    language, kind, age = dice.choice(_LANGUAGES), dice.choice(_HELP), dice.randrange(5, 70)
    return {
        "words": Query(dice.choice(_WORDS)),
        "a word that four of ten have": Query("couples"),
        "within 10 miles": Query(near=near, within=16_093.0, unsaid=False),
        "filters": Query(language=language, age=age, modalities=(kind,), cost="sliding", unsaid=False),
        "filters, unsaid kept": Query(language=language, age=age, modalities=(kind,), cost="sliding"),
        "all of it": Query(dice.choice(_WORDS), near=near, within=40_000.0, language=language, age=age, modalities=(kind,)),
    }


def measure(count: int, path: Path) -> dict[str, Any]:
    """Take in, take in the same again, search."""
    facts: dict[str, Any] = {"count": count}
    with Store.make(path) as store:
        made = list(entries(count)) if count < MILLION else entries(count)
        facts["base"] = peak() if count < MILLION else 0.0
        for name in ("import", "again"):
            begun, switching = perf_counter(), 0.0

            def tell(stage: str, _read: int) -> None:
                nonlocal switching
                switching = perf_counter() if stage == "switching" else 0.0

            take(store, "made", made if count < MILLION else entries(count), date(2026, 11, 24), tell)
            facts[name], facts[f"{name}_switch"] = perf_counter() - begun, perf_counter() - switching
    facts["peak"], facts["size"] = peak(), path.stat().st_size / 2**20
    with Store.open(path) as store:
        facts["searches"] = searched(store)
    return facts


def searched(store: Store) -> dict[str, tuple[float, float]]:
    """Median and 99th of a hundred, in milliseconds, of each kind of search."""
    dice, took = random.Random(6), dict[str, list[float]]()
    for _ in range(ASKED):
        for name, query in asked(dice).items():
            begun = perf_counter()
            search(store, query)
            took.setdefault(name, []).append((perf_counter() - begun) * 1000)
    return {name: (median(times), quantiles(times, n=100)[98]) for name, times in took.items()}


def peak() -> float:
    """MiB that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def report() -> None:
    """The tables: growth of the import, then of each search."""
    sizes = (*SIZES, MILLION) if os.environ.get("CLINICKIT_MILLION") else SIZES
    rows, kinds = [], dict[str, list[str]]()
    for count in sizes:
        note(f"directory: {count:,} services")
        facts = json.loads(run([sys.executable, "-m", "benchmarks.referral", str(count)]).output)
        rate, again = (count / facts[name] for name in ("import", "again"))
        memory = f"{facts['peak']:.0f} ({facts['base']:.0f})" if facts["base"] else f"{facts['peak']:.0f}"
        rows.append([f"{count:,}", f"{facts['import']:.1f}", f"{rate:.0f}", f"{facts['import_switch']:.1f}", f"{again:.0f}", memory])
        rows[-1].append(f"{facts['size']:.0f}")
        for name, (middle, high) in facts["searches"].items():
            kinds.setdefault(name, []).append(f"{middle:.1f} / {high:.1f}")
    table(["services", "import, s", "a second", "of it switching, s", "again, a second", "peak, MiB", "file, MiB"], rows)
    print("peak: of the whole process; in brackets what it had when the services to take in were made and nothing was taken.")
    table(["search, p50 / p99 ms", *(f"{count:,}" for count in sizes)], [[name, *cells] for name, cells in kinds.items()])


def main() -> None:
    if sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(int(sys.argv[1]), Path(folder) / "directory.sqlite")))
    else:
        report()


if __name__ == "__main__":
    main()
