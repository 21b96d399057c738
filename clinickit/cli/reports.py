"""Diagnostics for people and machines. In: diagnostics. Out: text, JSON, SARIF 2.1.0 or annotations of GitHub, all made from the same
dicts. Called by the commands that check; nothing here prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
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
    """A whole report as JSON; `files` are the names of what was looked at."""

    format: int
    files: list[str]
    errors: int
    warnings: int
    diagnostics: list[Row]


def rows(found: Iterable[Diagnostic]) -> list[Row]:
    """Diagnostics as JSON."""
    return [_row(one) for one in found]


def report(found: Iterable[Diagnostic], shape: str, files: Iterable[str] = ()) -> str:
    """A report in a shape: text, json, sarif or github."""
    listed = rows(found)
    errors, warnings = (sum(row["severity"] == level for row in listed) for level in ("error", "warning"))
    made: Report = {"format": 1, "files": list(files), "errors": errors, "warnings": warnings, "diagnostics": listed}
    return {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}[shape](made)


_AT_MOST = 3
"""Strings of one catalog with one fault that are told one by one."""


def warnings(found: Iterable[Diagnostic]) -> list[str]:
    """What a person must know of a sheet that was printed, each thing once: where many strings of a catalog have the same fault, how many,
    the first of them, and how to see all."""
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for one in dict.fromkeys(found):
        if one.severity is Severity.WARNING:
            key = (one.code, one.location.file, one.location.language or "")
            alike.setdefault(key if one.code.startswith("translation.") else (one.code, str(one), ""), []).append(one)
    told: list[str] = []
    for (code, file, tag), group in alike.items():
        if len(group) <= _AT_MOST:
            told += map(str, group)
            continue
        todo = f"To see each: clinickit locale todo {tag} {PurePath(file).stem}"
        told.append(f"{file}: warning: {len(group)} strings like this one: {group[0].message} {todo} [{code}]")
    return list(dict.fromkeys(told))


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
    looked = f"{_count(len(made['files']), 'file')}: " if made["files"] else ""
    lines.append(f"{looked}{_count(made['errors'], 'error')}, {_count(made['warnings'], 'warning')}.")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def as_json(made: Report) -> str:
    """The report itself."""
    return json.dumps(made, ensure_ascii=False, indent=2)


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(made: Report) -> str:
    """Workflow commands of GitHub Actions, one a diagnostic: they stand beside the line in a pull request. The last line is for people."""
    lines = []
    for row in made["diagnostics"]:
        place = {"file": row["file"], "line": row["line"], "col": row["column"] if row["line"] else None, "title": row["code"]}
        given = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
        where = f"{row['path']}: " if row["path"] else ""
        said = _data(f"{where}{row['message']} {row['hint']}".strip())
        lines.append(f"::{_COMMANDS[Severity(row['severity'])]} {given}::{said}")
    return "\n".join((*lines, f"{_count(made['errors'], 'error')}, {_count(made['warnings'], 'warning')}."))


def _data(text: str) -> str:
    """A message as workflow commands write it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(made: Report) -> str:
    """SARIF 2.1.0 for code hosts: one run, a rule for each code, columns in code points."""
    codes = sorted({row["code"] for row in made["diagnostics"]})
    run = {
        "tool": {"driver": {"name": "clinickit", "version": version("clinickit"), "rules": [{"id": code} for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file)}} for file in made["files"]],
        "results": [_result(row, codes.index(row["code"])) for row in made["diagnostics"]],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


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
