"""A call round: who is called and why, the sheet and the table, and what was told, over what the source says."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinickit import Library
from clinickit.delivery.rounds import sheet
from clinickit.errors import ContentInvalid, FileProblem, Unknown
from clinickit.referral import round_answers, rounds, tables
from clinickit.referral.asking import Ask, Distance, Point
from clinickit.referral.hsds_out import as_json
from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Service, Status
from clinickit.referral.round_answers import Report
from clinickit.referral.round_words import FACTS, Unclear, now, read
from clinickit.referral.rounds import Age, Due, Why
from clinickit.referral.searching import Query, search
from clinickit.referral.store import Kept, Store
from clinickit.referral.taking import take
from tests.cli.test_commands import run
from tests.helpers import outloud, structure, verapdf

ON = date(2026, 11, 24)
OLD = date(2026, 3, 1)
HALF_A_YEAR = Age()
TALK = Service(
    "0012",
    "county",
    "Talk Center",
    "Mission Health",
    status=Status.ACTIVE,
    phones=(Phone("415-555-0132", note="front desk"), Phone("415-555-0199", kind="fax")),
    places=(Place("p", "", (Address(("1 Mission St",), "San Francisco", "CA", "94110", "US"),), 37.75, -122.41),),
    openings=(Opening(("mo", "tu", "we", "th", "fr"), "09:00", "17:00"),),
    languages=("en", "es"),
    costs=(Cost("sliding"),),
    assured_on=OLD,
)
BARE = Service("b", "county", "Bay Help", status=Status.ACTIVE, phones=(Phone("+1 415 555 0177"),))
FRESH = replace(TALK, id="f", name="Fresh Start", assured_on=date(2026, 10, 1))
GONE = replace(TALK, id="g", name="Gone For Good", status=Status.DEFUNCT)
SHELTER = replace(
    TALK,
    id="s",
    name="Haven House",
    description="A shelter for women who flee violence.",
    places=(
        Place("p", "Quince Hall", (Address(("12 Quince Lane",), "Oakland", "CA", "94601", "US"),), 37.81, -122.25, "Behind the mill."),
    ),
    phones=(Phone("800-555-0100"), Phone("510-555-0166", confidential=True)),
    ask_for="Ana at the Quince door",
)
LISTED = replace(TALK, id="c", name="Secret Listing", confidential=True)
HIDDEN = replace(
    TALK,
    id="h",
    name="Open Door",
    places=(
        Place("p", "", (Address(("9 Quince Road",), "Oakland", "CA", "94602", "US", confidential=True),), 37.8, -122.2, "Quince gate"),
    ),
    phones=(Phone("415-555-0111"), Phone("415-555-0166", confidential=True)),
    wait="Come to 9 Quince Road at noon.",
)
SECRETS = ("Quince", "Oakland", "94601", "94602", "0166", "mill", "Secret Listing", "37.8")
ALL = (TALK, BARE, FRESH, GONE, SHELTER, LISTED, HIDDEN)


def filled(path: Path, *services: Service, on: date = date(2026, 3, 2)) -> Path:
    with Store.make(path) as store:
        take(store, "county", [Entry(one, "csv", {"id": one.id}) for one in services], on)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "d.sqlite", *ALL)


def due(path: Path, on: date = ON, older: Age = HALF_A_YEAR, *, missing_too: bool = False, ask: Ask | None = None) -> tuple[Due, ...]:
    with Store.open(path) as store:
        found = [one for kept in store.entries() if (one := rounds.due(kept, on, older, missing_too=missing_too))]
    return rounds.chosen(found, ask or Ask(on))


def written(data: bytes, answers: dict[str, dict[str, str]]) -> bytes:
    """The table with cells filled, by service."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for row in rows:
        row |= answers.get(row["service"], {})
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def told(path: Path, answers: dict[str, dict[str, str]], *, on: date = ON, by: str = "front desk") -> Report:
    table = written(rounds.table(due(path, on, rounds.Age(0, 0), missing_too=True)), answers)
    with Store.make(path) as store:
        return round_answers.take(store, table, "round.csv", by, on, on=on)


def known(path: Path, service_id: str) -> Kept:
    with Store.open(path) as store:
        return store.entry(service_id, "county")


def test_who_is_called_in_which_order_and_why(path: Path) -> None:
    found = [(one.service.id, one.why, one.missing) for one in due(path)]
    assert found == [
        ("b", Why.UNCHECKED, ("hours", "languages", "cost")),
        ("s", Why.STALE, ()),
        ("h", Why.STALE, ()),
        ("0012", Why.STALE, ()),
    ]
    assert {one.service.id: one.why for one in due(path, date(2027, 3, 2))} == {
        "b": Why.UNCHECKED,
        "s": Why.OFF_PAPER,
        "h": Why.OFF_PAPER,
        "0012": Why.OFF_PAPER,
    }
    assert [one.service.id for one in due(path, older=Age(9))] == ["b"]


@pytest.mark.parametrize(
    ("words", "checked", "over"),
    [
        ("6mo", date(2026, 5, 24), False),
        ("6mo", date(2026, 5, 23), True),
        ("90d", date(2026, 8, 26), False),
        ("12 weeks", date(2026, 8, 31), True),
        ("1y", date(2025, 11, 24), False),
    ],
)
def test_how_long_ago_is_long_ago(words: str, checked: date, over: bool) -> None:
    assert rounds.age(words).over(checked, ON) is over


@pytest.mark.parametrize("words", ["", "six months", "6", "-1mo", "6 m o"])
def test_what_is_no_length_of_time(words: str) -> None:
    with pytest.raises(Unknown, match="--older-than"):
        rounds.age(words)


def test_a_place_leaves_out_what_is_too_far_and_keeps_what_has_no_place(path: Path) -> None:
    ask = Ask(ON, near=Point(32.7, -117.1), within=Distance(10_000, "km"))
    assert [one.service.id for one in due(path, ask=ask)] == ["b", "s", "h"]


def test_the_table_can_be_opened_by_a_spreadsheet_and_runs_nothing(path: Path) -> None:
    filled(path, replace(BARE, name='=HYPERLINK("http://x.example","a")', wait="-1+1", id="x"), *ALL)
    data = rounds.table(due(path))
    assert data.startswith(b"\xef\xbb\xbf") and data == rounds.table(due(path))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == rounds.COLUMNS
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert [row[1] for row in rows[1:]] == ["county#x", "county#b", "county#s", "county#h", "county#0012"]


def test_an_untouched_table_changes_nothing(path: Path) -> None:
    before = known(path, "0012")
    assert told(path, {}) == Report(empty=5)
    assert known(path, "0012") == before


def test_what_stands_in_the_table_already_is_no_change(path: Path) -> None:
    (row,) = [one for one in csv.DictReader(io.StringIO(rounds.table(due(path)).decode("utf-8-sig"))) if one["service"] == "county#0012"]
    same = {fact.name: row[f"{fact.name}_now"] for fact in FACTS}
    assert told(path, {"county#0012": {**same, "open": "yes"}}) == Report(confirmed=1, empty=4)
    kept = known(path, "0012")
    assert kept.entry.service == replace(TALK, assured_on=ON) and kept.source_says == TALK


def test_what_was_told_is_the_clinic_s_word_and_survives_the_next_import(path: Path) -> None:
    answers = {
        "phone": "415-555-0199 x7; text: 415-555-0140",
        "hours": "mo, we 10:00-12:00",
        "languages": "Spanish, Vietnamese, interpreters",
        "ages": "13 to 25",
        "cost": "free",
        "accepting": "no",
        "wait": "3 weeks",
        "ask_for": "Intake",
        "open": "yes",
    }
    assert told(path, {"county#0012": answers}) == Report(confirmed=1, empty=4, changed=10)
    for _ in range(2):
        service = known(path, "0012").entry.service
        assert [(one.number, one.kind, one.extension) for one in service.phones] == [
            ("415-555-0199", "fax", "7"),
            ("415-555-0140", "text", ""),
        ]
        assert service.openings == (Opening(("mo", "we"), "10:00", "12:00"),) and service.languages == ("es", "vi") and service.interpreters
        assert (service.minimum_age, service.maximum_age, service.costs, service.accepting) == (13, 25, (Cost("free"),), False)
        assert (service.wait, service.ask_for, service.assured_on, service.status) == ("3 weeks", "Intake", ON, Status.ACTIVE)
        with Store.open(path) as store:
            assert [one.service.id for one in search(store, Query("vietnamese", language="vi", unsaid=False))] == ["0012"]
            assert b"3 weeks" in as_json(store.services()).data
        filled(
            path, *(replace(one, description="New words of the source.") if one.id == "0012" else one for one in ALL), on=date(2026, 12, 1)
        )
    assert known(path, "0012").entry.service.description == "New words of the source."


def test_a_source_that_says_something_new_is_asked_about_again(path: Path) -> None:
    told(path, {"county#0012": {"open": "yes", "wait": "3 weeks"}})
    later = date(2026, 12, 1)
    assert "0012" not in {one.service.id for one in due(path, later)}
    filled(path, replace(TALK, wait="none"), *ALL[1:], on=later)
    assert {one.service.id: one.why for one in due(path, later)}["0012"] is Why.OTHER
    assert known(path, "0012").entry.service.wait == "3 weeks"
    filled(path, replace(TALK, wait="3 weeks"), *ALL[1:], on=later)
    assert "0012" not in {one.service.id for one in due(path, later)}


def test_the_later_of_two_checks_counts(path: Path) -> None:
    told(path, {"county#0012": {"open": "yes"}})
    filled(path, replace(TALK, assured_on=date(2027, 1, 5)), *ALL[1:], on=date(2027, 1, 6))
    assert known(path, "0012").entry.service.assured_on == date(2027, 1, 5)


@pytest.mark.parametrize(("word", "status"), [("no", Status.DEFUNCT), ("for now", Status.CLOSED), ("Closed  for now", Status.CLOSED)])
def test_a_closed_service_leaves_lists_and_sheets(path: Path, tmp_path: Path, word: str, status: Status) -> None:
    assert told(path, {"county#0012": {"open": word}}) == Report(closed=1, empty=4)
    filled(path, *ALL, on=date(2026, 12, 1))
    assert known(path, "0012").entry.service.status is status
    done = run("referral", "sheet", "0012", "--in", str(path), "--on", "2026-12-01", "-o", str(tmp_path / "x.pdf"))
    assert done.exit_code == 2 and "(county/0012) may not stand on paper" in done.output
    listed = run("referral", "list", "--in", str(path)).output
    assert ("Talk Center" in listed) is (status is Status.CLOSED)
    assert ("0012" in {one.service.id for one in due(path, date(2027, 7, 1))}) is (status is Status.CLOSED)


def test_nobody_answered_is_kept_and_checks_nothing(path: Path) -> None:
    assert told(path, {"county#0012": {"open": "no answer"}}) == Report(unreached=1, empty=4)
    assert known(path, "0012").entry.service == TALK
    (again,) = [one for one in due(path) if one.service.id == "0012"]
    assert again.tried_on == ON and rounds.reason(again) == f"stale; nobody answered on {ON}"


def test_the_same_table_again_changes_nothing_and_a_corrected_one_replaces_the_call(path: Path) -> None:
    answers = {"county#0012": {"open": "yes", "wait": "3 weeks", "called_on": "2026-11-20"}}
    table = written(rounds.table(due(path)), answers)
    with Store.make(path) as store:
        first = round_answers.take(store, table, "r.csv", "AB", ON)
        bytes_before = path.read_bytes()
        again = round_answers.take(store, table, "r.csv", "AB", date(2026, 12, 24))
        assert path.read_bytes() == bytes_before
    assert (first.confirmed, again) == (1, Report(same=1, empty=3))
    told(path, {"county#0012": {"open": "yes", "wait": "2 weeks", "called_on": "2026-11-20"}})
    kept = known(path, "0012")
    assert [(one.on, one.by) for one in kept.calls] == [(date(2026, 11, 20), "front desk")] and kept.entry.service.wait == "2 weeks"


def test_a_call_typed_late_does_not_undo_a_later_one(path: Path) -> None:
    told(path, {"county#0012": {"open": "yes", "wait": "now", "called_on": "2026-11-20"}})
    told(path, {"county#0012": {"open": "yes", "wait": "before", "called_on": "2026-11-10"}})
    service = known(path, "0012").entry.service
    assert service.wait == "now" and service.assured_on == date(2026, 11, 20)


MISTAKES = [
    ({"open": "perhaps"}, "open", "Write yes, no"),
    ({"wait": "3 weeks"}, "open", "not whether it is open"),
    ({"open": "no answer", "wait": "3 weeks"}, "open", "Nobody answered"),
    ({"open": "yes", "called_on": "24/11/2026"}, "called_on", "year-month-day"),
    ({"open": "yes", "called_on": "2026-11-25"}, "called_on", "still to come"),
    ({"open": "yes", "phone": "call us"}, "phone", "no phone number"),
    ({"open": "yes", "phone": "pager: 415-555-0132"}, "phone", "no kind of phone"),
    ({"open": "yes", "hours": "mo 17:00-09:00; tu 13:00-05:00"}, "hours", "they end before they begin"),
    ({"open": "yes", "languages": "Spanish, Klingonese"}, "languages", "“Klingonese”"),
    ({"open": "yes", "ages": "25-13"}, "ages", "13 to 25"),
    ({"open": "yes", "ages": "grown-ups"}, "ages", "says no ages"),
    ({"open": "yes", "ages": "18"}, "ages", "one age"),
    ({"open": "yes", "accepting": "-"}, "accepting", "yes or no"),
    ({"open": "yes", "wait": "x" * 201}, "wait", "200"),
    ({"open": "yes", "ask_for": "An\u200ba"}, "ask_for", "nobody can see"),
    ({"service": "county#nobody", "open": "yes"}, "service", "no service “county#nobody”"),
    ({"service": "county#c", "open": "yes"}, "service", "no service “county#c”"),
    ({"service": "county#b", "open": "yes"}, "service", "too"),
]


@pytest.mark.parametrize(("cells", "column", "said"), MISTAKES)
def test_a_mistake_is_told_with_line_and_column_and_nothing_is_taken(path: Path, cells: dict[str, str], column: str, said: str) -> None:
    with pytest.raises(ContentInvalid) as problem:
        told(path, {"county#b": {"open": "yes"}, "county#0012": cells})
    (found,) = problem.value.diagnostics
    assert (found.location.path, found.location.line) == (column, 5)
    assert found.location.column == rounds.COLUMNS.index(column) + 1
    assert said in f"{found.message} {found.hint}" and found.hint
    assert known(path, "b").calls == () and known(path, "0012").calls == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"service,when\n", "lacks open"),
        (b"service,open,phones\n", "no column “phones”"),
        (b"service,open,open\n", "stands twice"),
        (b"service,open\ncounty#b,yes,more\n", "has 3 cells"),
        (b"service,open\n\0,yes\n", "no table"),
        (b"", "lacks service"),
    ],
)
def test_a_table_that_is_none(path: Path, data: bytes, said: str) -> None:
    with Store.make(path) as store, pytest.raises(ContentInvalid) as problem:
        round_answers.take(store, data, "r.csv", "AB", ON, on=ON)
    assert said in str(problem.value)


def test_a_day_is_needed_and_a_caller(path: Path) -> None:
    table = "service;open\ncounty#b;yes\n".encode("utf-8-sig")
    with Store.make(path) as store:
        with pytest.raises(ContentInvalid, match="day of the call is missing"):
            round_answers.take(store, table, "r.csv", "AB", ON)
        for by in (" ", "x" * 41, "a\nb"):
            with pytest.raises(Unknown, match="--by"):
                round_answers.take(store, table, "r.csv", by, ON, on=ON)
        assert round_answers.take(store, table, "r.csv", "AB", ON, on=ON) == Report(confirmed=1)


def test_no_answers_are_taken_while_an_import_runs(path: Path) -> None:
    with tables.alone(path), Store.make(path) as store, pytest.raises(FileProblem, match="Another import"):
        round_answers.take(store, b"service,open\n", "r.csv", "AB", ON, on=ON)


@pytest.mark.parametrize("service", ALL, ids=lambda one: one.id)
def test_words_of_a_fact_come_back_as_the_fact(service: Service) -> None:
    for fact in FACTS:
        words = now(fact, service)
        if words:
            changed = replace(service, **read(fact, words, service))
            assert now(fact, changed) == words


def test_a_dash_says_that_there_is_none() -> None:
    assert {fact.name: dict(read(fact, "-", TALK)) for fact in FACTS if fact.name != "accepting"} == {
        "wait": {"wait": ""},
        "phone": {"phones": ()},
        "hours": {"openings": ()},
        "languages": {"languages": (), "interpreters": None},
        "ages": {"minimum_age": None, "maximum_age": None},
        "cost": {"costs": ()},
        "ask_for": {"ask_for": ""},
    }
    with pytest.raises(Unclear):
        read(FACTS[0], "-", TALK)


def test_numbers_of_a_place_give_way_and_confidential_ones_stay(path: Path) -> None:
    placed = replace(
        TALK,
        phones=(Phone("415-555-0166", confidential=True),),
        places=(replace(TALK.places[0], phones=(Phone("415-555-0101"), Phone("415-555-0102", confidential=True))),),
    )
    filled(path, placed, *ALL[1:])
    told(path, {"county#0012": {"open": "yes", "phone": "415-555-0103"}})
    service = known(path, "0012").entry.service
    assert [one.number for one in service.phones] == ["415-555-0103", "415-555-0166"]
    assert [one.number for one in service.places[0].phones] == ["415-555-0102"]


def test_a_directory_of_the_first_version_gets_the_table_of_calls(path: Path) -> None:
    for open_it in (Store.open, Store.make):
        with Store.make(path) as store:
            store.write("DROP TABLE calls")
            store.write("PRAGMA user_version = 1")
        with open_it(path) as store:
            assert len(list(store.entries())) == len(ALL)
    assert told(path, {"county#0012": {"open": "yes"}}).confirmed == 1


def test_no_whereabouts_stand_on_the_sheet_or_in_the_table(path: Path) -> None:
    listed = due(path)
    said = rounds.table(listed).decode() + str(listed)
    assert "Haven House" in said and "800-555-0100" in said and "Open Door" in said
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("round")
    done = sheet(Library(), due(filled(folder / "d.sqlite", *ALL)), on=ON)
    (folder / "round.pdf").write_bytes(done.pdf)
    return folder / "round.pdf", done.pages


def test_two_services_stand_on_a_page_with_room_to_write(printed: tuple[Path, int]) -> None:
    path, pages = printed
    tree = structure.read(path).tree
    assert pages == 3
    text = tree.text
    assert "1 · Bay Help" in text and "mo-fr 09:00-17:00" in text and "yes / no / closed for now" in text
    assert text.count("They say now") == 4 and [secret for secret in SECRETS if secret in text] == []


def test_it_is_sound(printed: tuple[Path, int], require: Callable[..., None]) -> None:
    assert outloud.judge(printed[0]) == []
    require("verapdf")
    for flavour in ("ua1", "2a"):
        assert verapdf.judge([printed[0]], flavour) == {printed[0]: []}


def test_a_round_from_the_command_line(path: Path, tmp_path: Path) -> None:
    place = ("--in", str(path), "--on", str(ON))
    pdf, table = tmp_path / "r.pdf", tmp_path / "r.csv"
    done = run("referral", "round", *place, "-o", str(pdf), "--csv", str(table), "--at-most", "2")
    assert (
        done.exit_code == 0
        and "4 to call: 1 never checked, 3 stale. The first 2 are listed" in done.output
        and pdf.read_bytes()[:5] == b"%PDF-"
    )
    table.write_bytes(written(table.read_bytes(), {"county#b": {"open": "yes", "wait": "none"}}))
    done = run("referral", "round", *place, "--answers", str(table), "--by", "front desk")
    assert done.output == "r.csv: 1 open, 1 not called. Facts changed: 1.\n"
    history = run("referral", "history", "b", "--in", str(path)).output
    assert f"{ON}  called: open, by front desk" in history and "wait: nothing → none" in history
    assert f"{ON} by front desk: open; changed: wait" in run("referral", "show", "b", "--in", str(path)).output
    listing = run("referral", "round", *place).output
    assert "Bay Help" not in listing and "Haven House" in listing and "Secret" not in listing
    assert "called: " not in run("referral", "history", "0012", "--in", str(path)).output


def test_what_is_asked_for_wrongly_from_the_command_line(path: Path, tmp_path: Path) -> None:
    place = ("--in", str(path), "--on", str(ON))
    for words, why in (
        (("--near", "1,1"), "--within"),
        (("--within", "10mi"), "--near"),
        (("--by", "AB"), "--answers"),
        (("--source", "other"), "There are: county"),
        (("--older-than", "long"), "6mo"),
        (("--answers", str(tmp_path / "none.csv"), "--by", "AB"), "none.csv"),
    ):
        done = run("referral", "round", *place, *words)
        assert done.exit_code == (5 if why == "none.csv" else 2) and why in done.output, words
    filled(path, FRESH)
    nobody = run("referral", "round", *place, "-o", str(tmp_path / "r.pdf"))
    assert "all is fresh" in nobody.output and nobody.exit_code == 0 and not (tmp_path / "r.pdf").exists()


def test_the_history_of_a_shelter_names_fields_without_what_was_said(path: Path) -> None:
    told(path, {"county#s": {"open": "yes", "ask_for": "Ana at the Quince door", "wait": "none", "languages": "es"}})
    said = run("referral", "history", "s", "--in", str(path)).output + run("referral", "show", "s", "--in", str(path)).output
    assert "languages: withheld" in said and [secret for secret in SECRETS if secret in said] == []
