"""`clinickit referral import`, `list`, `show` and `history` as a person types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clinickit.cli import cli
from clinickit.referral import tables

HEADER = "id,name,organization,description,phone,address,city,region,latitude,longitude,languages,minimum_age,cost,status,terms,assured_on"
ROWS = (
    "a,Grief Group,Juniper,For adults who lost someone,555-0101,1 Main Street,Oakland,CA,37.8,-122.2,en;es,18,free,active,,2026-10-01",
    "b,Teen Line,Juniper,For teens,555-0102,2 Main Street,Oakland,CA,37.8,-122.3,en,13,sliding,active,,",
    "c,Old Clinic,Cedar,Closed long ago,555-0103,3 Main Street,Oakland,CA,,,,,,defunct,,2020-01-01",
    "s,Harbor Safe House,Harbor,Refuge,555-0104,77 Quince Street,Oakland,CA,37.7,-122.1,en,,,active,AIRS:BH-1800.1500-100 X,2026-10-01",
)
DAYS = ("2026-11-01", "2026-11-08")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["referral", *words], catch_exceptions=False)


def table(path: Path, *rows: str) -> str:
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def there(tmp_path: Path) -> str:
    """A directory of the four services."""
    into = str(tmp_path / "directory.sqlite")
    result = run("import", table(tmp_path / "county.csv", *ROWS), "--into", into, "--as", "county", "--on", DAYS[0])
    assert result.exit_code == 0 and "county: 4 records read; 4 new." in result.output
    return into


def test_import_again_says_what_became_of_each(there: str, tmp_path: Path) -> None:
    changed = ROWS[0].replace("555-0101", "555-9999")
    again = table(tmp_path / "next.csv", changed, ROWS[1], ROWS[3], "d,,No name,,,,,,,,,,,,,")
    result = run("import", again, "--into", there, "--as", "county", "--on", DAYS[1])
    assert result.exit_code == 0
    assert "1 changed, 2 unchanged, 1 vanished, 1 refused" in result.stdout or "none is marked as vanished" in result.stderr
    assert "Refused: " in result.stderr and "next.csv:5" in result.stderr
    told = json.loads(run("list", "--refused", "county", "--in", there, "--json").stdout)
    assert len(told) == 1 and "next.csv:5" in told[0]["place"]
    history = run("history", "a", "--in", there).stdout
    assert f"{DAYS[0]}  new" in history and f"{DAYS[1]}  changed" in history and "phones: 555-0101 → 555-9999" in history


def test_import_as_json_counts(there: str, tmp_path: Path) -> None:
    report = json.loads(
        run("import", str(tmp_path / "county.csv"), "--into", there, "--as", "county", "--on", DAYS[1], "--format", "csv", "--json").stdout
    )
    assert (report["read"], report["unchanged"], report["vanished"], report["refused"], report["on"]) == (4, 4, 0, [], DAYS[1])


def test_several_files_are_one_source(tmp_path: Path) -> None:
    into = str(tmp_path / "d.sqlite")
    one, two = table(tmp_path / "one.csv", ROWS[0]), table(tmp_path / "two.csv", ROWS[1])
    assert "2 new" in run("import", one, two, "--into", into, "--as", "county").output
    assert "1 unchanged, 1 vanished" in run("import", two, "--into", into, "--as", "county").output


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ((), ["Grief Group", "Harbor Safe House", "Teen Line"]),
        (("lost",), ["Grief Group"]),
        (("--language", "es"), ["Grief Group"]),
        (("--language", "es", "--unsaid"), ["Grief Group"]),
        (("--language", "es", "--unsaid", "--status", "defunct"), ["Old Clinic"]),
        (("--language", "es", "--status", "defunct"), []),
        (("--age", "15"), ["Teen Line"]),
        (("--cost", "sliding"), ["Teen Line"]),
        (("--status", "defunct"), ["Old Clinic"]),
        (("--at-most", "1"), ["Grief Group"]),
        (("--source", "nobody"), []),
        (("quince",), []),
    ],
)
def test_list_filters(there: str, words: tuple[str, ...], names: list[str]) -> None:
    rows = json.loads(run("list", *words, "--in", there, "--json").stdout)
    assert [row["name"] for row in rows] == names


def test_list_for_people(there: str, tmp_path: Path) -> None:
    said = run("list", "--in", there).stdout
    assert "Grief Group  county/a" in said and "checked 2026-10-01" in said and "Old Clinic" not in said
    closed = run("list", "--in", there, "--status", "defunct").stdout
    assert "DEFUNCT" in closed and "never" in said
    assert run("list", "xylophone", "--in", there).stderr.startswith("Nothing fits.")
    run("import", table(tmp_path / "next.csv", *ROWS[1:]), "--into", there, "--as", "county", "--on", DAYS[1])
    assert "Grief" not in run("list", "--in", there).stdout
    assert f"[vanished {DAYS[1]}]" in run("list", "--vanished", "--in", there).stdout
    assert f"vanished on {DAYS[1]}" in run("show", "a", "--in", there).stdout
    assert "county  3 services, 1 vanished; imported 2026-11-08, 0 refused" in run("list", "--sources", "--in", there).stdout


def test_show_says_what_there_is(there: str) -> None:
    said = run("show", "a", "--in", there).stdout
    assert "  in the directory  since " in said
    for words in ("Grief Group  county/a", "Juniper", "555-0101", "1 Main Street, Oakland", "from 18", "2026-10-01", f"since {DAYS[0]}"):
        assert words in said, words
    whole = json.loads(run("show", "b", "--in", there, "--json").stdout)
    assert whole["service"]["name"] == "Teen Line" and whole["withheld"] == [] and whole["days"]["first"] == DAYS[0]


def test_no_command_tells_where_a_shelter_is(there: str, tmp_path: Path) -> None:
    moved = ROWS[3].replace("77 Quince Street", "12 Mulberry Lane").replace("555-0104", "555-0105")
    run("import", table(tmp_path / "next.csv", *ROWS[:3], moved), "--into", there, "--as", "county", "--on", DAYS[1])
    asked = (("list",), ("list", "safe house"), ("show", "s"), ("history", "s"))
    every = [(*words, "--in", there, *shape) for words in asked for shape in ((), ("--json",))]
    for words in every:
        result = run(*words)
        assert result.exit_code == 0 and ("Harbor Safe House" in result.output or words == ("history", "s", "--in", there, "--json"))
        assert not any(secret in result.output for secret in ("Quince", "Mulberry", "37.7,", "122.1")), words
    assert "withheld" in run("show", "s", "--in", there).stdout
    assert "phones: withheld" in run("history", "s", "--in", there).stdout


def test_a_protection_that_came_later_hides_what_was_before(there: str, tmp_path: Path) -> None:
    turned = ROWS[1].replace("For teens", "A shelter for women fleeing violence")
    run("import", table(tmp_path / "next.csv", ROWS[0], turned, *ROWS[2:]), "--into", there, "--as", "county", "--on", DAYS[1])
    assert "2 Main Street" not in run("history", "b", "--in", there, "--json").stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("import", "none.csv", "--into", "d.sqlite", "--as", "x"), 5, "none.csv"),
        (("import", "empty.csv", "--into", "d.sqlite", "--as", "x"), 1, "not changed"),
        (("import", "good.csv", "--into", "d.sqlite"), 2, "--as"),
        (("import", "good.csv", "--into", "no/where/d.sqlite", "--as", "x"), 5, "Choose another place"),
        (("import", "good.csv", "--into", "good.csv", "--as", "x"), 5, "no directory"),
        (("list", "--in", "none.sqlite"), 5, "referral import"),
        (("list", "--in", "made.sqlite", "--refused", "nobody"), 2, "There are: x"),
        (("show", "zzz", "--in", "made.sqlite"), 2, "referral list"),
        (("history", "zzz", "--in", "made.sqlite"), 2, "referral list"),
    ],
)
def test_mistakes_say_what_to_do(words: tuple[str, ...], code: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "good.csv", ROWS[0])
    table(tmp_path / "empty.csv")
    run("import", "good.csv", "--into", "made.sqlite", "--as", "x")
    result = run(*words)
    assert result.exit_code == code and says in result.output


def test_a_second_importer_is_told_to_wait(there: str, tmp_path: Path) -> None:
    with tables.alone(Path(there)):
        words = ["import", str(tmp_path / "county.csv"), "--into", there, "--as", "county"]
        code = f"import sys; from clinickit.cli import main; sys.argv = ['clinickit', 'referral', *{words!r}]; main()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 5 and "Another import" in done.stderr and "--wait" in done.stderr


def test_help_of_each(tmp_path: Path) -> None:
    for name in ("import", "list", "show", "history"):
        result = run(name, "--help")
        assert result.exit_code == 0 and "directory" in result.output
