"""Lines as a clinic keeps them: lists, gaps, confirmations, lines of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_commands import run

HEADER = "id,territory,region,kinds,name,call,text,chat,web,languages,hours,checked_on,source"
ROW = "us-ourline,us,,crisis partner-violence,Our County Line,+1 415 555 0100,,,ourcounty.example/help,en es,24/7,2026-11-01,https://ourcounty.example"


def lines(*words: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("lines", *words, "--json").output)
    return rows


def test_by_territory_and_kind() -> None:
    rows = lines("--territory", "US", "--kind", "crisis", "--on", "2026-11-24")
    assert {row["territory"] for row in rows} == {"US"} and all("crisis" in row["kinds"] for row in rows)  # type: ignore[operator]
    assert next(row for row in rows if row["id"] == "us-988")["state"] == "prints"
    text = run("lines", "--territory", "us", "--on", "2026-11-24").output
    assert "us-988" in text and "checked 2026-11-24, due 2028-11-24" in text


def test_a_region_leaves_out_the_lines_of_others() -> None:
    scotland = {row["id"] for row in lines("--territory", "GB-SCT")}
    whole = {row["id"] for row in lines("--territory", "GB")}
    assert scotland < whole and "gb-ndah" in whole


def test_overdue_lines_are_to_dial() -> None:
    late = lines("--due", "--on", "2040-01-01")
    assert late and {row["state"] for row in late} == {"overdue"}
    assert "us-988" in {row["id"] for row in late}
    assert "us-988" not in {row["id"] for row in lines("--due", "--on", "2026-11-24")}


def test_gaps_say_what_a_confirmation_would_fill() -> None:
    gaps = {row["territory"]: row for row in json.loads(run("lines", "--gaps", "--on", "2026-11-24", "--json").output)}
    assert "child-helpline" in gaps["US"]["kinds"] and "crisis" not in gaps["US"]["kinds"]
    assert gaps["VN"]["near"] and "nothing for" in run("lines", "--gaps", "--territory", "VN").output


def test_an_unknown_territory() -> None:
    result = run("lines", "--territory", "XQ")
    assert result.exit_code == 2 and "Nothing is known of “XQ”" in result.output


def test_a_clinics_own_line_prints(tmp_path: Path) -> None:
    own, table = tmp_path / "own", tmp_path / "lines.csv"
    table.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    result = run("lines", "import", str(table), "--content", str(own))
    assert result.exit_code == 0 and "1 new (us-ourline)" in result.output
    assert run("validate", str(own / "handouts" / "lines.json")).exit_code == 0
    assert "1 replaced" in run("lines", "import", str(table), "--content", str(own)).output
    rows = lines("--territory", "US", "--content", str(own), "--on", "2026-11-24")
    assert rows[0]["id"] == "us-ourline" and rows[0]["state"] == "prints" and rows[0]["due_on"] == "2027-11-01"
    said = run(
        "print",
        "anxious-attachment",
        "--territory",
        "US",
        "--content",
        str(own),
        "--on",
        "2026-11-24",
        "-o",
        str(tmp_path / "a.pdf"),
        "--json",
    )
    assert "us-ourline" in said.stdout


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (f"{HEADER}\nUS Line,US,,crisis,X,911,,,,,,2026-11-01,https://a.example", "“US Line” is no id"),
        (f"{HEADER}\nus-x,US,,crisis,X,,,,,,,2026-11-01,https://a.example", "no way to reach it"),
        (f"{HEADER}\nus-x,US,,crisis,X,911,,,,,,soon,https://a.example", "“soon” is not a day"),
        (f"{HEADER}\nus-x,US,,wonder,X,911,,,,,,2026-11-01,https://a.example", "wonder"),
        ("id,name\nus-x,X", "The header lacks territory, kinds"),
        ("id,name\n\xff", "lines.csv"),
    ],
)
def test_a_bad_table_is_refused_whole(tmp_path: Path, table: str, says: str) -> None:
    own, path = tmp_path / "own", tmp_path / "lines.csv"
    path.write_text(f"{table}\n{ROW}\n", encoding="latin-1" if "\xff" in table else "utf-8")
    result = run("lines", "import", str(path), "--content", str(own))
    assert result.exit_code == 1 and says in result.output and not own.exists()


def test_each_mistake_of_a_table_is_told_at_its_cell(tmp_path: Path) -> None:
    """Line and character of the file that the clinic wrote: after empty lines, commas in quotation marks, and a row over two lines."""
    path = tmp_path / "lines.csv"
    rows = [
        HEADER,
        "",
        'us-a,USA,,crisis,"One, two",911,,,,en,24/7,2026-11-01,https://a.example',
        'us-b,US,,crisis wonder,"Line ""b"", here",911,,,,en,,2026-11-01,nowhere',
        'us-c,US,,wonder,"Two\nlines",911,,,,en,,2026-11-01,https://a.example',
        ROW,
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = run("lines", "import", str(path), "--content", str(tmp_path / "own"))
    assert result.exit_code == 1 and not (tmp_path / "own").exists()
    places = re.findall(rf"{re.escape(str(path))}:(\d+):(\d+): (\w+): error", result.output)
    written = "\n".join(rows).split("\n")
    assert [(line, column) for line, _, column in places] == [
        ("3", "territory"),
        ("4", "kinds"),
        ("4", "source"),
        ("5", "name"),
    ]
    at = {(line, column): written[int(line) - 1][int(start) - 1 :] for line, start, column in places[:3]}
    assert [cell.split(",")[0] for cell in at.values()] == ["USA", "crisis wonder", "nowhere"]
    assert [start for _, start, _ in places[3:]] == ["1"], "of a row over two lines the line is told"
