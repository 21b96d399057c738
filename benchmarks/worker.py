"""One producer in a process of its own: `python -m benchmarks.worker NAME warm|once|check …`, an answer in JSON on standard output.

`warm`: a small other document first, so that code and fonts are loaded; then the sheet for the first time, the same structure with
every paragraph changed, and the same sheet with nothing but the name changed. `once PARTS FILE`: one document, as a command would.
`check`: our reading and checking of the file, which `warm` and `once` leave out."""

from __future__ import annotations

import importlib
import json
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import ours, peers
from benchmarks.text import Sheet, sheet

WARM_UP, FIRST, OTHERS = 90, 1, (2, 3, 4, 5, 6)


def main() -> None:
    name, mode, *rest = sys.argv[1:]
    match mode:
        case "once":
            answer = once(name, int(rest[0]), Path(rest[1]))
        case "warm":
            answer = warm(name, int(rest[0]))
        case _:
            answer = check()
    print(json.dumps(answer))


def producer(name: str, sheets: list[Sheet]) -> peers.Render:
    """The producer, ready to render. Ours has read and checked the files, which is a job that no other does; `bounds` tells its time."""
    if name != "clinickit":
        made: Callable[[], peers.Render] = getattr(peers, name)
        return made()
    clinickit = importlib.import_module("clinickit")
    folder = Path(tempfile.mkdtemp(prefix="clinickit-bench-"))
    ours.write(folder, sheets)
    library, options = clinickit.Library.open(folder), clinickit.PrintOptions()
    for one in sheets:
        library.handout(ours.name_of(one))

    def render(one: Sheet) -> bytes:
        clinic = clinickit.Clinic(names=(("en", one.name),), territory=ours.TERRITORY)
        return library.render(ours.name_of(one), language="en", clinic=clinic, options=options, on=ours.ON).pdf

    return render


def warm(name: str, copies: int) -> dict[str, Any]:
    """Seconds a document: `first`, `known`, `named`; and of `copies` copies with other names."""
    first, small, others = sheet(FIRST), sheet(WARM_UP, parts=2), [sheet(seed) for seed in OTHERS]
    render = producer(name, [first, small, *others])
    render(small)
    pdf, seconds = timed(render, first)
    pages = len(importlib.import_module("pypdfium2").PdfDocument(pdf))
    known = [timed(render, other)[1] for other in others]
    render(first)
    named = [timed(render, replace(first, name=f"Clinic of {number}"))[1] for number in range(9)]
    start = perf_counter()
    for number in range(copies):
        render(replace(first, name=f"House {number}"))
    many = perf_counter() - start
    return {
        "first": seconds,
        "known": median(known),
        "named": median(named),
        "copies": copies,
        "many": many,
        "pages": pages,
        "bytes": len(pdf),
    }


def once(name: str, parts: int, path: Path) -> dict[str, Any]:
    """One document to a file; seconds of the rendering alone, pages, and this process's peak in MiB."""
    one = sheet(FIRST, parts=parts)
    pdf, seconds = timed(producer(name, [one]), one)
    path.write_bytes(pdf)
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    return {"seconds": seconds, "peak": peak, "bytes": len(pdf)}


def check() -> dict[str, Any]:
    """Seconds to read and check our file, the first in this process and the next ones."""
    clinickit = importlib.import_module("clinickit")
    folder, sheets = Path(tempfile.mkdtemp(prefix="clinickit-bench-")), [sheet(seed) for seed in (FIRST, *OTHERS)]
    ours.write(folder, sheets)
    library, spent = clinickit.Library.open(folder), []
    for one in sheets:
        start = perf_counter()
        library.handout(ours.name_of(one))
        spent.append(perf_counter() - start)
    return {"first": spent[0], "next": median(spent[1:])}


def timed(render: peers.Render, one: Sheet) -> tuple[bytes, float]:
    start = perf_counter()
    pdf = render(one)
    return pdf, perf_counter() - start


if __name__ == "__main__":
    main()
