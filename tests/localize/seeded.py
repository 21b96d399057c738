"""Seeded defects and good strings for the checks of translations, one JSON object a line in corpus/LANGUAGE.jsonl. A corpus goes in; what
each check caught and what it said of good strings comes out. Used by the test and by `make checks`.

A line has `check` (the code of the check that must speak up, or “good”), and `source` and `target`, or `strings`, pairs of them that are
checked together, as of high risk. `glossary` (source, translation, status) and `style` are those of the line alone; `notes`, `risk` and
`context` are the string's. corpus/files.json holds whole catalogs, for the checks that look at a file."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clinickit.diagnostics import Severity
from clinickit.languages import tag_of
from clinickit.localize import po
from clinickit.localize.checks import ground, run
from clinickit.localize.checks import language as of_language
from clinickit.localize.checks.files import CatalogFile
from clinickit.localize.checks.model import Ground, Unit
from clinickit.localize.checks.registry import CHECKS
from clinickit.localize.extract import Message
from clinickit.localize.templates import Templates
from clinickit.text.fonts import FontSet
from clinickit.workspace import Workspace

CORPUS = Path(__file__).with_name("corpus")
FONTS = FontSet()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a corpus, and where it stands."""

    language: str
    number: int
    check: str
    units: tuple[Unit, ...]
    ground: Ground

    def said(self) -> tuple[str, ...]:
        """Codes of the checks that speak up, in order."""
        found = [check.code for unit in self.units for check, _ in run.string_findings(unit, self.ground)]
        found += [one.code for one in CHECKS if one.all is not None and any(one.all(self.units, self.ground))]
        return tuple(found)


def lines(language: str) -> Iterator[Line]:
    """The corpus of a language."""
    plain = ground.ground(language, fonts=FONTS)
    for number, row in enumerate((CORPUS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        value = json.loads(row)
        own = ground.ground(language, _glossary(value), _style(value), FONTS) if {"glossary", "style"} & value.keys() else plain
        yield Line(language, number, value["check"], _units(value), own)


def _units(value: dict[str, Any]) -> tuple[Unit, ...]:
    if "strings" in value:
        return tuple(
            Unit(f"corpus/{place}", source, target, risk=True, catalog="corpus") for place, (source, target) in enumerate(value["strings"])
        )
    notes = tuple(value.get("notes", ()))
    return (Unit(value.get("context", "corpus/line"), value["source"], value["target"], notes, value.get("risk", False), catalog="corpus"),)


def _glossary(value: dict[str, Any]) -> bytes | None:
    if "glossary" not in value:
        return None
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("source", "translation", "status"), *value["glossary"]])
    return out.getvalue().encode()


def _style(value: dict[str, Any]) -> bytes | None:
    return json.dumps(value["style"]).encode() if "style" in value else None


def languages() -> tuple[str, ...]:
    """Languages that have a corpus, sorted."""
    return tuple(sorted(path.stem for path in CORPUS.glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class WholeFile:
    """One catalog of corpus/files.json."""

    language: str
    check: str
    file: CatalogFile

    def said(self) -> tuple[str, ...]:
        """Codes of the checks that speak up, in order."""
        return tuple(one.code for one in run.check((self.file,), ground.ground(self.language, fonts=FONTS)))


def files() -> Iterator[WholeFile]:
    """The catalogs of corpus/files.json."""
    for place, value in enumerate(json.loads((CORPUS / "files.json").read_text(encoding="utf-8"))):
        messages = tuple(Message(context, source) for context, source in value["messages"])
        data = "\n".join(value["po"]).encode()
        yield WholeFile(value["language"], value["check"], CatalogFile("x", f"files.json[{place}]", data, messages))


@dataclass(slots=True)
class Rates:
    """What was counted: seeded and caught defects, and languages, by check; good strings, and what was said of them by check; the lines
    that were missed, the false alarms, and the errors of catalogs that ship, to be read."""

    seeded: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    tongues: dict[str, set[str]] = field(default_factory=dict)
    good: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, line: Line | WholeFile) -> None:
        """Count a line or a file."""
        said = line.said()
        if isinstance(line, Line):
            shown, strings = f"{line.language}:{line.number} {line.check}: {line.units[-1].target}", len(line.units)
        else:
            shown, strings = f"{line.file.shown} {line.check}", len(line.file.messages)
        if line.check == "good":
            self._good(said, shown, strings)
            return
        self.seeded[line.check] += 1
        self.tongues.setdefault(line.check, set()).add(line.language)
        if line.check in said:
            self.caught[line.check] += 1
        else:
            self.missed.append(shown)

    def _good(self, said: tuple[str, ...], shown: str, strings: int) -> None:
        self.good += strings
        if said:
            self.alarmed += 1
            self.alarms.update(set(said))
            self.false.append(f"{shown} [{', '.join(said)}]")

    def add_shipped(self) -> None:
        """Count every string of every catalog that ships as good."""
        workspace = Workspace.bundled()
        templates = Templates(workspace)
        for folder in workspace.catalog_languages():
            tag = tag_of(folder)
            files = of_language.catalog_files(templates, tag, templates.names())
            self.good += sum(len(run.units(po.read(one.data), one.name, one.messages)) for one in files)
            found = run.check(files, of_language.ground_of(workspace, tag, FONTS))
            strings = [one for one in found if one.code in _OF_STRINGS]
            self.errors += [f"{one.file}:{one.line} {one.code}: {one.finding.message}" for one in found if one.severity is Severity.ERROR]
            self.alarmed += len({(one.file, one.context) for one in strings})
            self.alarms.update(one.code for one in strings)
            self.false += [f"{one.file}:{one.line} {one.code}: {one.finding.message}" for one in strings]


_OF_STRINGS = frozenset(one.code for one in CHECKS if one.string is not None or one.all is not None)


def measured() -> Rates:
    """The rates of the whole corpus and of the catalogs that ship."""
    rates = Rates()
    for language in languages():
        for line in lines(language):
            rates.add(line)
    for file in files():
        rates.add(file)
    rates.add_shipped()
    return rates
