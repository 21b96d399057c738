"""Diagnostics as text, JSON and SARIF."""

from __future__ import annotations

import json
from dataclasses import replace

from clinickit.cli import reports
from clinickit.diagnostics import Diagnostic, Location, Severity

FOUND = (
    Diagnostic("schema.required", Severity.ERROR, Location("my handouts/a.json", "$.sections[0]", 3, 7), "“id” is missing.", "Add it."),
    Diagnostic("rule.words", Severity.WARNING, Location("my handouts/a.json", "$.title", 2, 1), "A word.", "Another."),
    Diagnostic("lines.region", Severity.INFO, Location("", "GB"), "Some lines."),
    Diagnostic("rule.words", Severity.WARNING, Location(r"C:\x\b.json", "", 1, 1, "es"), "Palabra.", ""),
)


def test_text_has_place_what_and_what_to_do() -> None:
    text = reports.report(FOUND, "text", ["a.json", "b.json"])
    assert text.splitlines() == [
        "my handouts/a.json:3:7: error: “id” is missing. ($.sections[0]) [schema.required]",
        "    Add it.",
        "my handouts/a.json:2:1: warning: A word. ($.title) [rule.words]",
        "    Another.",
        "-: info: Some lines. (GB) [lines.region]",
        r"C:\x\b.json:1:1: warning: Palabra. [es] [rule.words]",
        "2 files: 1 error, 2 warnings.",
    ]
    assert reports.report((), "text") == "no errors, no warnings."


def test_json_is_the_same_facts() -> None:
    made = json.loads(reports.report(FOUND, "json", ["a.json"]))
    assert (made["format"], made["errors"], made["warnings"], made["files"]) == (1, 1, 2, ["a.json"])
    assert made["diagnostics"][0] == {
        "file": "my handouts/a.json",
        "line": 3,
        "column": 7,
        "path": "$.sections[0]",
        "language": None,
        "severity": "error",
        "code": "schema.required",
        "message": "“id” is missing.",
        "hint": "Add it.",
    }
    assert made["diagnostics"] == reports.rows(FOUND)


def test_sarif_2_1_0() -> None:
    made = json.loads(reports.report(FOUND, "sarif", ["my handouts/a.json"]))
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "warning"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    first = run["results"][0]["locations"][0]
    assert first["physicalLocation"] == {"artifactLocation": {"uri": "my%20handouts/a.json"}, "region": {"startLine": 3, "startColumn": 7}}
    assert first["logicalLocations"] == [{"fullyQualifiedName": "$.sections[0]"}]
    assert "locations" not in run["results"][2]
    assert run["results"][3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///C:/x/b.json"
    assert run["artifacts"] == [{"location": {"uri": "my%20handouts/a.json"}}]


def test_many_strings_with_one_fault_are_told_once() -> None:
    def missing(number: int, catalog: str = "cbt", code: str = "translation.missing") -> Diagnostic:
        place = Location(f"locales/am/LC_MESSAGES/{catalog}.po", f"{catalog}.s{number}", language="am")
        return Diagnostic(code, Severity.WARNING, place, f"“{number}” has no translation.", "Translate it.")

    few = [missing(at, "ui") for at in range(3)]
    other = Diagnostic("lines.due", Severity.WARNING, Location("lines.json"), "Dial it.")
    many = [missing(at) for at in range(41)]
    said = reports.warnings([*few, *many, other, *many, replace(other, severity=Severity.INFO)])
    assert said == [
        *map(str, few),
        "locales/am/LC_MESSAGES/cbt.po: warning: 41 strings like this one: “0” has no translation. "
        "To see each: clinickit locale todo am cbt [translation.missing]",
        str(other),
    ]
    assert len(reports.warnings([*many, *(missing(at, code="translation.missing-high-risk") for at in range(4))])) == 2
