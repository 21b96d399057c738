"""A source is taken in whole or not at all: killed importers, two importers, what changed, vanished, came back, and was refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinickit.errors import ContentInvalid, FileProblem, Unknown
from clinickit.referral import taking
from clinickit.referral.model import Entry, Refused
from clinickit.referral.searching import Query, search
from clinickit.referral.store import Store
from clinickit.referral.taking import Report, take
from tests.helpers.services import entries, entry

DAY, NEXT, LAST = date(2026, 11, 1), date(2026, 11, 8), date(2026, 11, 15)
ROOT = Path(__file__).parents[2]
BATCH = 100
"""Records of a batch here, so that few make several."""

CHILD = """
import sys, time
from datetime import date
from pathlib import Path
from clinickit.referral import taking
from clinickit.referral.staging import Staging
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from tests.helpers.services import entries
taking.BATCH = 100
path, count, stop, where = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def wait():
    print("there", flush=True)
    time.sleep(float(sys.argv[5]))

def given():
    for number, one in enumerate(entries(count)):
        if where == "reading" and number == stop:
            wait()
        yield one

if where != "reading":
    setattr(Staging, where, lambda *words: wait())
with Store.make(path) as store:
    store.write("PRAGMA cache_size = 10")
    take(store, "made", given(), date(2026, 11, 1), fingerprint="same input")
"""


def child(path: Path, count: int, stop: int, where: str, seconds: float = 600.0) -> subprocess.Popen[str]:
    """An importer that stops at a record, or before its last commit, and waits there."""
    words = [sys.executable, "-c", CHILD, str(path), str(count), str(stop), where, str(seconds)]
    started = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert started.stdout is not None and started.stdout.readline() == "there\n"
    return started


def kill(started: subprocess.Popen[str]) -> None:
    started.kill()
    started.communicate()
    assert started.returncode != 0


def sound(path: Path) -> bool:
    """Whether SQLite and its full-text and R*Tree indexes find nothing wrong."""
    with Store.make(path) as store:
        store.write("INSERT INTO texts (texts, rank) VALUES ('integrity-check', 1)")
        checks = store.rows("PRAGMA integrity_check"), store.rows("SELECT rtreecheck('places')")
        facets = store.rows("SELECT count(*) FROM facets WHERE number NOT IN (SELECT number FROM services)")
        texts = store.rows("SELECT (SELECT count(*) FROM texts) - (SELECT count(*) FROM services)")
    return checks == ([("ok",)], [("ok",)]) and facets == [(0,)] and texts == [(0,)]


def taken(path: Path, several: Iterator[Entry | Refused] | list[Entry | Refused] | list[Entry], on: date = DAY, **words: object) -> Report:
    with Store.make(path) as store:
        return take(store, "made", several, on, **words)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.returned, report.vanished


def whole(path: Path) -> list[Entry]:
    with Store.open(path) as store:
        return [one.entry for one in store.entries()]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(taking, "BATCH", BATCH)
    return tmp_path / "directory.sqlite"


def test_everything_accepted_is_kept_whole(path: Path) -> None:
    report = taken(path, entries(300))
    assert counts(report) == (300, 0, 0, 0, 0) and report.read == 300 and not report.refused
    assert whole(path) == list(entries(300))
    assert sound(path)


def test_the_same_again_changes_nothing(path: Path) -> None:
    taken(path, entries(50))
    before = path.read_bytes()
    report = taken(path, entries(50), NEXT)
    assert counts(report) == (0, 0, 50, 0, 0)
    with Store.open(path) as store:
        assert len(store.history(store.entry("s-0000007").number)) == 1
        assert store.entry("s-0000007").changed_on == DAY and store.sources()[0].taken_on == NEXT
    assert len(path.read_bytes()) == len(before)


def test_changes_are_kept_with_what_was(path: Path) -> None:
    taken(path, list(entries(4)))
    new = entry(2, name="Night Clinic", description="Only at night.")
    report = taken(path, [entry(0), entry(1), new, entry(3)], NEXT)
    assert counts(report) == (0, 1, 3, 0, 0)
    with Store.open(path) as store:
        kept = store.entry("s-0000002")
        assert kept.entry == new and (kept.first_on, kept.changed_on) == (DAY, NEXT)
        first, second = store.history(kept.number)
        assert (first.what, first.on, first.before) == ("new", DAY, None)
        assert (second.what, second.on, second.before) == ("changed", NEXT, entry(2))
        assert [one.service.id for one in search(store, Query("night clinic"))] == ["s-0000002"]
        assert search(store, Query(f'"{entry(2).service.name}"')) != search(store, Query("night clinic"))
    assert sound(path)


def test_what_vanished_is_marked_and_kept_and_may_return(path: Path) -> None:
    taken(path, entries(4))
    assert counts(taken(path, entries(3), NEXT)) == (0, 0, 3, 0, 1)
    with Store.open(path) as store:
        assert store.entry("s-0000003").vanished_on == NEXT and store.entry("s-0000003").entry == entry(3)
        assert "s-0000003" not in {one.service.id for one in search(store, Query())}
        assert "s-0000003" in {one.service.id for one in search(store, Query(vanished=True))}
        words = entry(3).service.name
        assert "s-0000003" not in {one.service.id for one in search(store, Query(words))}
        assert "s-0000003" not in {one.service.id for one in search(store, Query(words, age=30))}
        assert search(store, Query(words, vanished=True))[0].vanished_on == NEXT
        assert [one.id for one in store.services()] == ["s-0000000", "s-0000001", "s-0000002"]
    assert counts(taken(path, entries(3), NEXT)) == (0, 0, 3, 0, 0)
    assert counts(taken(path, entries(4), LAST)) == (0, 0, 3, 1, 0)
    with Store.open(path) as store:
        kept = store.entry("s-0000003")
        assert kept.vanished_on is None and [one.what for one in store.history(kept.number)] == ["new", "vanished", "returned"]
    assert sound(path)


def test_one_source_never_touches_another(path: Path) -> None:
    taken(path, entries(3))
    with Store.make(path) as store:
        report = take(store, "other", [entry(1, name="Same id elsewhere")], NEXT)
        assert counts(report) == (1, 0, 0, 0, 0)
        assert [(one.name, one.services, one.vanished) for one in store.sources()] == [("made", 3, 0), ("other", 1, 0)]
        assert store.entry("s-0000001", "other").entry.service.source == "other"
        with pytest.raises(Unknown, match="--source"):
            store.entry("s-0000001")


def test_what_is_refused_is_told_and_its_service_does_not_vanish(path: Path) -> None:
    taken(path, entries(3))
    refused = Refused("made.csv:3", "s-0000001", "It has no name.")
    report = taken(path, [entry(0), refused, entry(2)], NEXT)
    assert counts(report) == (0, 0, 2, 0, 0) and report.refused == (refused,) and report.unsure == 0
    with Store.open(path) as store:
        assert store.entry("s-0000001").vanished_on is None and store.refused("made") == (refused,)


def test_a_file_that_breaks_off_marks_nothing_as_vanished_unless_told(path: Path) -> None:
    taken(path, entries(5))
    broken: list[Entry | Refused] = [entry(0), entry(1), Refused("made.json", "", "The file breaks off.")]
    report = taken(path, broken, NEXT)
    assert report.vanished == 0 and report.unsure == 3
    assert len(whole(path)) == 5
    assert taken(path, broken, NEXT, vanish=True).vanished == 3


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (entry(1, id=" "), "no id"),
        (entry(1, name=""), "no name"),
        (replace(entry(1), raw={"bad": float("nan")}), "JSON"),
        (replace(entry(1), raw={"bad": {1, 2}}), "JSON"),
        (entry(1, name="half a letter \ud800"), "JSON"),
        (entry(0, name="Another of the same id"), "earlier record"),
    ],
)
def test_records_that_cannot_be_kept_are_refused_with_the_reason(path: Path, wrong: Entry, why: str) -> None:
    report = taken(path, [entry(0), wrong, entry(2)])
    assert report.new == 2 and len(report.refused) == 1
    assert report.refused[0].place == "record 2" and why in report.refused[0].why


def test_the_same_record_twice_is_one(path: Path) -> None:
    report = taken(path, [entry(0), entry(1), entry(0)])
    assert (report.read, report.new, report.repeated) == (3, 2, 1) and not report.refused


@pytest.mark.parametrize("several", [[], [Refused("x.csv:2", "", "It has no name.")]])
def test_nothing_to_take_changes_nothing(path: Path, several: list[Entry | Refused]) -> None:
    taken(path, entries(3))
    with pytest.raises(ContentInvalid, match="not changed"):
        taken(path, several, NEXT)
    assert whole(path) == list(entries(3))


def test_a_source_needs_a_name(path: Path) -> None:
    with Store.make(path) as store, pytest.raises(Unknown, match="--as"):
        take(store, " ", entries(1), DAY)


def test_a_reader_that_fails_leaves_all_as_it_was(path: Path) -> None:
    taken(path, entries(3))

    def broken() -> Iterator[Entry]:
        yield from entries(BATCH + 5)
        raise FileProblem("the disk was taken out")

    with pytest.raises(FileProblem, match="taken out"):
        taken(path, broken(), NEXT)
    assert whole(path) == list(entries(3))
    assert counts(taken(path, entries(4), NEXT)) == (1, 0, 3, 0, 0) and sound(path)


def test_killed_while_reading_the_next_run_goes_on(path: Path) -> None:
    taken(path, entries(3))
    kill(child(path, 2 * BATCH + 300, BATCH + 50, "reading"))
    assert whole(path) == list(entries(3))
    report = taken(path, entries(2 * BATCH + 300), NEXT, fingerprint="same input")
    assert report.resumed == BATCH and counts(report) == (2 * BATCH + 297, 0, 3, 0, 0)
    assert whole(path) == list(entries(2 * BATCH + 300)) and sound(path)


@pytest.mark.parametrize("step", ["_remember", "_index", "_counts"])
def test_killed_while_switching_nothing_is_half_done(path: Path, step: str) -> None:
    taken(path, entries(3))
    kill(child(path, BATCH + 300, 0, step))
    if step == "_counts":
        assert path.with_name("directory.sqlite-journal").stat().st_size > 0, "the kill came where nothing was being written"
    assert whole(path) == list(entries(3))
    report = taken(path, entries(BATCH + 300), NEXT, fingerprint="same input")
    assert report.resumed == BATCH + 300 and counts(report) == (BATCH + 297, 0, 3, 0, 0)
    assert whole(path) == list(entries(BATCH + 300)) and sound(path)


def test_another_input_after_a_kill_begins_anew(path: Path) -> None:
    kill(child(path, BATCH + 300, BATCH + 100, "reading"))
    report = taken(path, entries(20, first=5), fingerprint="another input")
    assert report.resumed == 0 and counts(report) == (20, 0, 0, 0, 0)
    assert whole(path) == list(entries(20, first=5))


def test_a_second_importer_is_refused_while_the_first_goes_on(path: Path) -> None:
    first = child(path, 30, 10, "reading")
    try:
        with pytest.raises(FileProblem, match=r"Another import.*--wait"):
            taken(path, entries(3))
    finally:
        kill(first)
    assert taken(path, entries(3)).new == 3 and sound(path)


def test_a_second_importer_may_wait(path: Path) -> None:
    first = child(path, 30, 10, "reading", seconds=1.0)
    with Store.make(path) as store:
        report = take(store, "other", entries(5), DAY, wait=60.0)
    assert first.wait(60) == 0 and report.new == 5
    with Store.open(path) as store:
        assert [(one.name, one.services) for one in store.sources()] == [("made", 30), ("other", 5)]
    assert sound(path)


def test_the_directory_can_be_read_while_an_import_runs(path: Path) -> None:
    taken(path, entries(3))
    first = child(path, BATCH + 30, BATCH + 10, "reading")
    try:
        assert whole(path) == list(entries(3))
    finally:
        kill(first)


def test_progress_is_told(path: Path) -> None:
    said: list[tuple[str, int]] = []
    with Store.make(path) as store:
        take(store, "made", entries(BATCH + 1), DAY, lambda stage, read: said.append((stage, read)))
    assert said == [("reading", 0), ("reading", BATCH), ("reading", BATCH + 1), ("switching", BATCH + 1)]


def test_the_fingerprint_is_of_content_and_format(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("a", encoding="utf-8")
    other.write_text("a", encoding="utf-8")
    same = taking.fingerprint((one,))
    assert same == taking.fingerprint((other,)) != taking.fingerprint((one,), "csv")
    assert taking.fingerprint((tmp_path,)) == taking.fingerprint((one, other)) != same
    other.write_text("b", encoding="utf-8")
    assert taking.fingerprint((other,)) != same
    with pytest.raises(FileProblem, match=r"none\.csv"):
        taking.fingerprint((tmp_path / "none.csv",))


def test_older_rules_are_indexed_again_without_a_change(path: Path) -> None:
    taken(path, entries(5))
    with Store.make(path) as store:
        store.write("UPDATE services SET indexed = 1")
        store.write("DELETE FROM texts WHERE rowid = 2")
        store.write("INSERT INTO texts (rowid, title, owner, about, terms, spoken) VALUES (2, 'zebra', '', '', '', '')")
        assert not store.entry("s-0000001").open
    assert counts(taken(path, entries(5), NEXT)) == (0, 0, 5, 0, 0)
    with Store.open(path) as store:
        assert search(store, Query("zebra")) == () and store.entry("s-0000001").open
        assert store.entry("s-0000001").changed_on == DAY
    assert sound(path)
