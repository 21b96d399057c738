"""Diagnostics for people and machines. In: diagnostics. Out: text, JSON, or SARIF 2.1.0, all made from the same dicts. Called by the
commands that check; nothing here prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath, PureWindowsPath
from typing import TypedDict
from urllib.parse import quote

from clinickit.diagnostics import Diagnostic, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Row(TypedDict):
    """One diagnostic as JSON; `line` and `column` are 1-based and None where unknown."""

    file: str
    line: int | None
    column: int | None
    path: str
    language: str | None
    severity: str
    code: str
    message: str
    hint: str


class Report(TypedDict):
    """A whole report as JSON."""

    format: int
    errors: int
    warnings: int
    diagnostics: list[Row]


def report(found: Iterable[Diagnostic]) -> Report:
    """The one dict that every output is made from."""
    rows = [_row(one) for one in found]
    counts = {level: sum(row["severity"] == level for row in rows) for level in ("error", "warning")}
    return {"format": 1, "errors": counts["error"], "warnings": counts["warning"], "diagnostics": rows}


def _row(one: Diagnostic) -> Row:
    where = one.location
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "path": where.path,
        "language": where.language,
        "severity": str(one.severity),
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
    }


def as_text(made: Report) -> str:
    """One line a diagnostic, `file:line:column: severity: message (path) [code]`, its hint below; then how many there are."""
    lines = []
    for row in made["diagnostics"]:
        place = row["file"] or "-"
        if row["line"] is not None:
            place += f":{row['line']}:{row['column'] or 1}"
        where = f" ({row['path']})" if row["path"] else ""
        spoken = f" [{row['language']}]" if row["language"] else ""
        lines.append(f"{place}: {row['severity']}: {row['message']}{where}{spoken} [{row['code']}]")
        if row["hint"]:
            lines.append(f"    {row['hint']}")
    lines.append(f"{_count(made['errors'], 'error')}, {_count(made['warnings'], 'warning')}.")
    return "\n".join(lines) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def as_json(made: Report) -> str:
    """The report itself."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def as_sarif(made: Report, version: str) -> str:
    """SARIF 2.1.0 for code hosts: one run, a rule for each code, columns in code points; `version` is clinickit's."""
    codes = sorted({row["code"] for row in made["diagnostics"]})
    run = {
        "tool": {"driver": {"name": "clinickit", "version": version, "rules": [{"id": code} for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, codes.index(row["code"])) for row in made["diagnostics"]],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(row: Row, rule: int) -> dict[str, object]:
    text = f"{row['message']} {row['hint']}".strip()
    result: dict[str, object] = {
        "ruleId": row["code"],
        "ruleIndex": rule,
        "level": _LEVELS[Severity(row["severity"])],
        "message": {"text": text},
    }
    if row["file"]:
        physical: dict[str, object] = {"artifactLocation": {"uri": _uri(row["file"])}}
        if row["line"] is not None:
            physical["region"] = {"startLine": row["line"], "startColumn": row["column"] or 1}
        place: dict[str, object] = {"physicalLocation": physical}
        if row["path"]:
            place["logicalLocations"] = [{"fullyQualifiedName": row["path"]}]
        result["locations"] = [place]
    return result


def _uri(file: str) -> str:
    """A URI reference of a file name (RFC 3986): relative names stay relative, drive letters and roots become file: URIs."""
    path: PurePath = PureWindowsPath(file) if "\\" in file or file[1:2] == ":" else PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
