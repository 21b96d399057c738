"""Importers as people start them: several at once, killed at any moment, and answers of a call round beside them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from clinickit.referral import round_answers
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from tests.helpers.services import entries
from tests.referral.test_taking import ROOT, sound

ON = date(2026, 11, 24)
ANSWERS = "service,called_on,open,wait\n" + "".join(f"made#s-{number:07},2026-11-20,yes,{number} weeks\n" for number in range(40))

ANSWERING = """
import sys, time
from datetime import date
from pathlib import Path
from clinickit.referral import laying, round_answers
from clinickit.referral.store import Store

def wait(*words):
    laid(*words)
    print("there", flush=True)
    time.sleep(600)

laid, round_answers.lay = round_answers.lay, wait
with Store.make(Path(sys.argv[1])) as store:
    store.write("PRAGMA cache_size = 2")
    round_answers.take(store, Path(sys.argv[2]).read_bytes(), "a.csv", "AB", date(2026, 11, 24))
"""


def table(path: Path, first: int, count: int) -> Path:
    rows = "".join(f"r{number},Talk {number},555-{number:07},{'words ' * 20}\n" for number in range(first, first + count))
    path.write_text(f"id,name,phone,description\n{rows}", encoding="utf-8")
    return path


def importer(source: Path, directory: Path, name: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "clinickit", "referral", "import", str(source), "--into", str(directory), "--as", name, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def ids(directory: Path) -> list[str]:
    with Store.open(directory) as store:
        return [f"{one.entry.service.source}/{one.entry.service.id}" for one in store.entries()]


def test_importers_that_wait_come_one_after_the_other(tmp_path: Path) -> None:
    directory = tmp_path / "d.sqlite"
    started = [importer(table(tmp_path / f"{name}.csv", 0, 300), directory, name, "--wait", "60") for name in ("a", "b", "c")]
    said = [one.communicate(timeout=90) for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], said
    assert len(ids(directory)) == 900 and sound(directory)


def test_importers_that_do_not_wait_are_taken_whole_or_refused(tmp_path: Path) -> None:
    directory, source = tmp_path / "d.sqlite", table(tmp_path / "t.csv", 0, 1200)
    started = [importer(source, directory, name) for name in ("a", "b")]
    said = {name: (one.communicate(timeout=90)[1], one.returncode) for name, one in zip("ab", started, strict=True)}
    taken = [name for name, (_, code) in said.items() if code == 0]
    assert taken and all("Another import" in words for words, code in said.values() if code != 0)
    assert len(ids(directory)) == 1200 * len(taken) and sound(directory)


def test_killed_in_the_middle_nothing_is_lost_and_the_same_command_completes_it(tmp_path: Path) -> None:
    directory, source = tmp_path / "d.sqlite", table(tmp_path / "t.csv", 0, 2500)
    with Store.make(directory) as store:
        take(store, "made", entries(30), ON)
        had = ids(directory)
        one = importer(source, directory, "new")
        while not (rows := store.rows("SELECT read FROM staging")) or rows[0][0] < 1000:
            assert one.poll() is None, one.communicate()
            time.sleep(0.01)
        one.send_signal(signal.SIGKILL)
    one.communicate()
    assert one.returncode == -signal.SIGKILL and ids(directory) == had
    again = importer(source, directory, "new")
    said = "".join(again.communicate(timeout=90))
    assert "Went on after" in said and "2500 records read; 2500 new" in said
    assert len(ids(directory)) == 2530 and sound(directory)


def test_answers_that_are_killed_leave_all_as_it_was(tmp_path: Path) -> None:
    directory, answers = tmp_path / "d.sqlite", tmp_path / "a.csv"
    answers.write_text(ANSWERS, encoding="utf-8")
    with Store.make(directory) as store:
        take(store, "made", entries(60), ON)
    with Store.open(directory) as store:
        before = list(store.entries())
    one = subprocess.Popen([sys.executable, "-c", ANSWERING, str(directory), str(answers)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert one.stdout is not None and one.stdout.readline() == "there\n"
    one.kill()
    one.communicate()
    with Store.make(directory) as store:
        assert list(store.entries()) == before
        done = round_answers.take(store, answers.read_bytes(), "a.csv", "AB", ON)
    assert done.confirmed == 40 and sound(directory)


@pytest.mark.parametrize("first", ["import", "answers"])
def test_an_import_and_answers_do_not_undo_each_other(tmp_path: Path, first: str) -> None:
    directory = tmp_path / "d.sqlite"
    with Store.make(directory) as store:
        take(store, "made", entries(60), date(2026, 11, 1))
        for step in ("answers", "import") if first == "answers" else ("import", "answers"):
            if step == "answers":
                round_answers.take(store, ANSWERS.encode(), "a.csv", "AB", ON)
            else:
                take(store, "made", entries(50), date(2026, 11, 24))
        waits = {one.entry.service.id: one.entry.service.wait for one in store.entries()}
    assert waits == {f"s-{number:07}": f"{number} weeks" if number < 40 else "" for number in range(50)} and sound(directory)
