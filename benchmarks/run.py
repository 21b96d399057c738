"""`make bench`: one table. The same text by every producer, each in processes of its own, turn about, so that what else the machine
does falls on all alike; medians; ratios to ours. Then growth from 1 to 200 pages, the peak memory of one command, `--help`; last the
directory of services (`benchmarks.referral`).

Never a test: nothing here passes or fails."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

ROUNDS = 3
MEMORY_BOUND, HELP_BOUND, SYNC_BOUND, PREVIEW_BOUND = 150, 0.2, 1.0, 300
"""MiB, seconds, seconds, ms: what we promise of one command, of `locale sync`, and of a changed option on the page."""
GROWTH = (1, 4, 18, 92, 370)
"""Parts of a sheet: about 1, 2, 10, 50 and 200 pages."""


CHECKS = (("first", "the first of a process"), ("next", "each further one"))


class Producer(NamedTuple):
    """`copies` in the run of a hundred; `grows` the sizes that it can be asked for in reasonable time."""

    name: str
    package: str
    says: str
    copies: int
    grows: int


PRODUCERS = (
    Producer("clinickit", "clinickit", "PDF/UA-1 and PDF/A-2a", 100, 5),
    Producer("typst", "typst", "PDF/UA-1", 100, 5),
    Producer("platypus", "reportlab", "no tags, no shaping", 100, 5),
    Producer("platypus_shaped", "reportlab", "no tags, shaping", 20, 4),
    Producer("emboss", "emboss-pdf", "tagged, no shaping", 20, 4),
    Producer("weasyprint", "weasyprint", "PDF/UA-1", 10, 4),
    Producer("fpdf2", "fpdf2", "no tags, shaping", 10, 3),
)


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Bytecode is kept, as pip keeps it for what it installs; each command runs once unmeasured, to have it."""


class Ran(NamedTuple):
    """A command: wall seconds, peak MiB, standard output."""

    seconds: float
    peak: float
    output: str


def run(command: list[str], cwd: Path | None = None) -> Ran:
    """Run a command and wait. Raises RuntimeError with its last words where it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd, env=ENVIRONMENT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode:
            raise RuntimeError(f"{' '.join(command)} failed: {err.read().decode(errors='replace')[-800:]}")
        peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        return Ran(seconds, peak, out.read().decode())


def worker(name: str, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run([sys.executable, "-m", "benchmarks.worker", name, *words]).output.splitlines()[-1])
    return answer


def script(name: str) -> str:
    """A command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def commands(folder: Path) -> dict[str, list[str]]:
    """How one document is made from a shell, by each that a shell can ask; typst comes as a Python package without a command."""
    prepared = run([sys.executable, "-m", "benchmarks.prepare", str(folder)])
    name = prepared.output.strip()
    out = str(folder / "out.pdf")
    ours = [script("clinickit"), "print", name, "--content", str(folder), "--territory", "US", "--on", "2026-11-01", "--yes", "-o", out]
    weasy = [script("weasyprint"), "--pdf-variant", "pdf/ua-1", str(folder / "sheet.html"), out]
    known = {"clinickit": ours, "weasyprint": weasy}
    for one in PRODUCERS:
        known.setdefault(one.name, [sys.executable, "-m", "benchmarks.worker", one.name, "once", "8", out])
    return known


def compare(folder: Path) -> None:
    """The main table."""
    asked = commands(folder)
    warm: dict[str, list[dict[str, Any]]] = {one.name: [] for one in PRODUCERS}
    cold: dict[str, list[Ran]] = {one.name: [] for one in PRODUCERS}
    for command in asked.values():
        run(command)
    for turn in range(ROUNDS):
        for one in PRODUCERS:
            note(f"round {turn + 1} of {ROUNDS}: {one.name}")
            warm[one.name].append(worker(one.name, "warm", str(one.copies if turn == 0 else min(10, one.copies))))
            cold[one.name].append(run(asked[one.name]))
    base: dict[str, float] = {}
    rows = []
    for one in PRODUCERS:
        mine = warm[one.name]
        first, known, named = (median(answer[key] for answer in mine) * 1000 for key in ("first", "known", "named"))
        hundred = mine[0]["many"] / mine[0]["copies"] * 100
        command = median(ran.seconds for ran in cold[one.name])
        peak = median(ran.peak for ran in cold[one.name])
        pages = mine[0]["pages"]
        values = {"first": first, "known": known, "named": named, "hundred": hundred, "command": command, "peak": peak}
        base = base or values
        cells = [ratio(values[key], base[key], digits) for key, digits in (("first", 1), ("known", 1), ("named", 1), ("hundred", 2))]
        cells += [f"{pages / known * 1000:.0f}", ratio(command, base["command"], 2), ratio(peak, base["peak"], 0)]
        rows.append([f"{one.name} {version(one.package)}", one.says, str(pages), f"{mine[0]['bytes'] / 1000:.0f}", *cells])
    head = [
        "producer",
        "file",
        "pages",
        "kB",
        "first, ms",
        "new text, ms",
        "new name, ms",
        "100 names, s",
        "pages/s",
        "command, s",
        "peak, MiB",
    ]
    table(head, rows)
    print("first: all caches of the text empty, code and fonts loaded. new text: every paragraph changed. new name: nothing else changed.")
    print("pages/s of new text. 100 names are scaled up from fewer where a producer takes long. In brackets: times ours. command and peak:")
    print("one whole process that writes one file (ours and WeasyPrint's are their own commands).")


def grow(folder: Path) -> None:
    """Seconds and MiB from 1 to 200 pages."""
    rows = []
    for one in PRODUCERS:
        for parts in GROWTH[: one.grows]:
            note(f"growth: {one.name}, {parts} parts")
            path = folder / "grown.pdf"
            answers = [worker(one.name, "once", str(parts), str(path)) for _ in range(3 if parts < 50 else 1)]
            pages = int(run([sys.executable, "-m", "benchmarks.prepare", "--pages", str(path)]).output)
            seconds = median(answer["seconds"] for answer in answers)
            peak = median(answer["peak"] for answer in answers)
            rows.append([one.name, str(pages), f"{seconds * 1000:.0f}", f"{seconds * 1000 / pages:.2f}", f"{peak:.0f}"])
    table(["producer", "pages", "ms, first document of a process", "ms a page", "peak, MiB"], rows)


def bounds(folder: Path) -> None:
    """What we promise of one command, beside what it was."""
    command = commands(folder)["clinickit"]
    bundled = [script("clinickit"), "print", "anxious-attachment", "-l", "ar", "--territory", "US", "--on", "2026-11-01", "--yes"]
    bundled += ["-o", str(folder / "a.pdf")]
    peak = max(run(one).peak for one in (command, bundled))
    helped = median(run([script("clinickit"), "--help"]).seconds for _ in range(7))
    checked = json.loads(run([sys.executable, "-m", "benchmarks.worker", "clinickit", "check"]).output)
    synced = json.loads(run([sys.executable, "-m", "benchmarks.sync"]).output)["seconds"]
    seen = json.loads(run([sys.executable, "-m", "benchmarks.preview"]).output)
    rows = [
        ["peak memory of one command, MiB", f"{peak:.0f}", str(MEMORY_BOUND)],
        ["clinickit --help, s", f"{helped:.3f}", str(HELP_BOUND)],
        ["a catalog of 3,000 strings synced with 300 edits, s", f"{synced:.2f}", str(SYNC_BOUND)],
        *(
            [f"a changed option seen on the page, {words}, ms (nine of ten)", f"{one['median']:.0f} ({one['p90']:.0f})", str(PREVIEW_BOUND)]
            for words, one in (("median", seen["changed"]), ("a language's first sheet", seen["language"]))
        ),
    ]
    rows += [[f"reading and checking the sheet's file, {words}, ms", f"{checked[key] * 1000:.1f}", ""] for key, words in CHECKS]
    table(["what", "measured", "bound"], rows)


def ratio(value: float, base: float, digits: int) -> str:
    return f"{value:.{digits}f} ({value / base:.1f})"


def table(head: list[str], rows: list[list[str]]) -> None:
    """A Markdown table, set out in columns."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    print()
    for row in [head, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
    print(flush=True)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; {ROUNDS} rounds, medians"
    )
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name))
        bounds(Path(name))
        grow(Path(name))
    note("the directory of services")
    print(run([sys.executable, "-m", "benchmarks.referral"]).output)


if __name__ == "__main__":
    main()
