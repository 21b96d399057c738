"""`referral find`, `options` and `sheet` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run

ON = "2026-11-24"
TABLE = """\
id,name,phone,address,city,postal_code,latitude,longitude,languages,minimum_age,maximum_age,cost,modalities,status,accepting,assured_on
a1,Mission Teen Center,415-555-0132,1 Mission St,San Francisco,94110,37.75,-122.41,es; en,12,19,sliding scale,cbt,active,yes,2026-10-01
b2,Bay Help,415-555-0177,2 Oak St,San Francisco,94102,37.78,-122.42,,,,,,active,,2026-10-01
c3,Adults Only,415-555-0188,3 Elm St,San Francisco,94103,37.77,-122.41,es,18,,free,cbt,active,yes,2026-10-01
d4,Old Record,415-555-0199,4 Fir St,San Francisco,94110,37.75,-122.41,es,12,19,free,cbt,active,yes,2025-01-01
e5,Far Away,619-555-0100,5 Ash St,San Diego,92101,32.71,-117.16,es,12,19,free,cbt,active,yes,2026-10-01
f6,Haven Women's Shelter,415-555-0111,12 Secret Lane,San Francisco,94110,37.75,-122.41,es,,,free,,active,yes,2026-10-01
"""
ASKED = ("--near", "37.7509,-122.4153", "--within", "10mi", "--modality", "cbt", "-l", "es", "--age", "15", "--cost", "sliding", "--on", ON)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("directory")
    table = folder / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    done = run("referral", "import", str(table), "--into", str(folder / "d.sqlite"), "--as", "sample", "--on", ON)
    assert done.exit_code == 0, done.output
    return str(folder / "d.sqlite")


def find(directory: str, *words: str) -> str:
    done = run("referral", "find", "--in", directory, *ASKED, *words)
    assert done.exit_code == 0, done.output
    return done.output


def test_find_ranks_with_reasons_and_says_who_is_left_out_and_why(directory: str) -> None:
    rows = json.loads(run("referral", "find", "--in", directory, *ASKED, "--explain", "--json").stdout)
    assert [one["service"]["id"] for one in rows["found"]] == ["a1", "f6", "d4", "b2"]
    assert [one["paper"] for one in rows["found"]] == [True, True, False, True]
    left = {one["service"]["id"]: [why["said"] for why in one["reasons"] if why["answer"] == "no"] for one in rows["left_out"]}
    assert left == {"c3": ["It sees people aged from 18 up, and 15 was asked."]}
    said = find(directory, "--explain")
    assert "yes It sees people aged from 12 to 19; 15 was asked." in said and "no  It sees people aged from 18 up" in said
    assert "For paper: clinickit referral sheet sample/a1 sample/f6 sample/b2" in said and "not for paper" in said


def test_every_reason_that_was_found_is_printed(directory: str) -> None:
    more = (
        "--area",
        "San Francisco",
        "--insurance",
        "Medicaid",
        "--access",
        "step-free",
        "--setting",
        "in-person",
        "--method",
        "self",
        "--explain",
    )
    rows = json.loads(find(directory, *more, "--json"))
    said = " ".join(find(directory, *more).split())
    reasons = [why["said"] for one in rows["found"] for why in one["reasons"]]
    reasons += [why["said"] for one in rows["left_out"] for why in one["reasons"] if why["answer"] == "no"]
    assert len(reasons) > 40 and [one for one in reasons if one not in said] == []


def test_find_tells_no_whereabouts_of_a_shelter(directory: str) -> None:
    for words in (("--explain",), ("--explain", "--json"), ("--area", "San Francisco", "--explain", "--json")):
        assert "Haven" in find(directory, *words) and "Secret" not in find(directory, *words)
    rows = json.loads(run("referral", "find", "--in", directory, *ASKED, "--json").stdout)
    assert next(one["meters"] for one in rows["found"] if one["service"]["id"] == "f6") is None


def test_find_says_where_it_cannot_look(directory: str) -> None:
    assert "not a distance" in run("referral", "find", "--in", directory, "--near", "1,1", "--within", "ten").output
    assert "--near" in run("referral", "find", "--in", directory, "--within", "10mi").output
    assert run("referral", "find", "--in", directory, "--near", "SW1A 1AA").exit_code == 2
    assert "Nothing fits" in find(directory, "--modality", "emdr", "--age", "11", "--cost", "free", "zebra")


def test_postal_codes_from_a_table_of_ones_own(directory: str, tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    table.write_text("postal_code,latitude,longitude\nMISSION,37.75,-122.41\n", encoding="utf-8")
    rows = run("referral", "find", "--in", directory, "--near", "mission", "--places", str(table), "--within", "1km", "--on", ON, "--json")
    assert "a1" in [one["service"]["id"] for one in json.loads(rows.stdout)["found"]]


def test_options_say_first_things_first() -> None:
    said = run("referral", "options", "--age", "30", "--concern", "conflict", "--concern", "dying").output
    assert said.index("risk of suicide") < said.index("Ask first") < said.index("To talk about") < said.index("Not now")
    assert "Couples therapy: Nobody was asked alone" in said
    safe = json.loads(run("referral", "options", "--concern", "conflict", "--safety", "alone-asked-safe", "--json").output)
    assert "couples" in [one["id"] for one in safe["offered"]] and safe["crisis"] is None
    assert run("referral", "options", "--concern", "zzz").exit_code == 2


def test_a_sheet_for_the_family(directory: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    done = run("referral", "sheet", "a1", "b2", "f6", "--in", directory, "-l", "es", "--territory", "US", "--on", ON, "-o", str(path))
    assert done.exit_code == 0 and path.read_bytes().startswith(b"%PDF-") and "pages" in done.output


@pytest.mark.parametrize(("ids", "why"), [(("d4",), "more than 12 months ago"), (("a1",) * 4, "one to 3"), (("zz",), "no service “zz”")])
def test_a_sheet_that_is_refused(directory: str, tmp_path: Path, ids: tuple[str, ...], why: str) -> None:
    done = run("referral", "sheet", *ids, "--in", directory, "--on", ON, "-o", str(tmp_path / "sheet.pdf"))
    assert done.exit_code == 2 and why in done.output and not list(tmp_path.iterdir())


def test_a_vanished_service_stays_off_paper(tmp_path: Path) -> None:
    table, place = tmp_path / "table.csv", str(tmp_path / "d.sqlite")
    for rows in (TABLE, "\n".join(line for line in TABLE.splitlines() if not line.startswith("a1"))):
        table.write_text(rows, encoding="utf-8")
        assert run("referral", "import", str(table), "--into", place, "--as", "sample", "--on", ON).exit_code == 0
    done = run("referral", "sheet", "a1", "--in", place, "--on", ON, "-o", str(tmp_path / "sheet.pdf"))
    assert done.exit_code == 2 and "vanished" in done.output
