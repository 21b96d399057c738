"""Equal input and `on` give identical bytes: in two processes with other hash seeds, locales, clocks and time zones, in any order of
printing, and from eight threads at once."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from clinickit import Clinic, Ink, Library, PrintOptions, PrintSize
from tests.helpers import expected

ON = date(2026, 11, 24)
CLINIC = Clinic(names=(("en", "Harbor Street Clinic"),), phone="+1 555 0100", territory="US")
HANDOUT = "anxious-attachment"
SHEETS = tuple(
    (handout, language, size)
    for handout in expected.handouts()
    for language in ("en", "ar", "hi")
    for size in (PrintSize.STANDARD, PrintSize.LARGE)
    if language in expected.languages(handout)
)


def printed(library: Library, sheet: tuple[str, str, PrintSize]) -> str:
    """SHA-256 of a sheet."""
    handout, language, size = sheet
    ink = Ink.GRAY if size is PrintSize.LARGE else Ink.COLOR
    done = library.render(handout, language=language, clinic=CLINIC, options=PrintOptions(size=size, ink=ink, draft=True), on=ON)
    return hashlib.sha256(done.pdf).hexdigest()


def all_printed(order: Sequence[int]) -> dict[int, str]:
    """By one library, in an order of places in SHEETS."""
    library = Library()
    return {at: printed(library, SHEETS[at]) for at in order}


def in_another_process(order: Sequence[int], **surroundings: str) -> dict[int, str]:
    code = f"import json; from tests.package.test_same_bytes import all_printed; print(json.dumps(all_printed({list(order)})))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, **surroundings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {int(at): digest for at, digest in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def here() -> dict[int, str]:
    return all_printed(range(len(SHEETS)))


def test_sheets_differ_from_each_other(here: dict[int, str]) -> None:
    assert len(set(here.values())) == len(SHEETS) >= 8


def test_two_processes_with_other_surroundings(here: dict[int, str]) -> None:
    forward = range(len(SHEETS))
    one = in_another_process(forward, PYTHONHASHSEED="1", LC_ALL="C", TZ="Pacific/Kiritimati", SOURCE_DATE_EPOCH="0")
    other = in_another_process(
        forward, PYTHONHASHSEED="4242", LC_ALL="tr_TR.UTF-8", TZ="America/Adak", SOURCE_DATE_EPOCH="1999999999", PYTHONUTF8="0"
    )
    assert one == here
    assert other == here


def test_any_order_of_printing(here: dict[int, str]) -> None:
    assert all_printed(range(len(SHEETS) - 1, -1, -1)) == here


def test_a_library_that_printed_before_and_one_that_did_not(here: dict[int, str]) -> None:
    library = Library()
    again = [printed(library, SHEETS[0]) for _ in range(3)]
    assert set(again) == {here[0]}


def test_eight_threads_at_once(here: dict[int, str]) -> None:
    """They start together on one library that has printed nothing yet."""
    library, start, count = Library(), Barrier(8), len(SHEETS)

    def work(thread: int) -> dict[int, str]:
        start.wait(timeout=60)
        return {(at + thread) % count: printed(library, SHEETS[(at + thread) % count]) for at in range(count)}

    with ThreadPoolExecutor(8) as pool:
        assert all(found == here for found in pool.map(work, range(8)))


def test_another_day_gives_other_lines_not_another_file_date(here: dict[int, str]) -> None:
    """`on` selects lines and warnings; every date inside the file is the content's."""
    library = Library()
    day, later = (library.render(HANDOUT, clinic=CLINIC, on=on).pdf for on in (ON, date(2026, 11, 25)))
    assert day == later
