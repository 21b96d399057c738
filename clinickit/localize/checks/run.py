"""A language's catalogs through all checks. Files and a Ground go in; what was found comes out, in the order of files and lines, waivers
heeded; and, for `fix`, the files with their safe suggestions applied. Called by the commands.

A waiver is a translator's comment in the entry: `# clinickit: ok negation because “stay away from” says it`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.localize import po
from clinickit.localize.checks import files
from clinickit.localize.checks.files import CatalogFile
from clinickit.localize.checks.model import Check, Finding, Ground, Unit
from clinickit.localize.checks.registry import BY_CODE, CHECKS
from clinickit.localize.extract import Message
from clinickit.localize.po import PoFile

_WAIVER = re.compile(r"clinickit:\s*ok\s+([a-z][a-z.\-]*)\s*(?:[,;:—–-]?\s*because\b|[:—–])?\s*(.*)", re.IGNORECASE)
_ROUNDS = 8
"""Times that a string is corrected again, until no check has anything to suggest."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `file` is the name to tell, `line` 1-based and 0 for the whole file."""

    code: str
    severity: Severity
    file: str
    line: int
    context: str
    finding: Finding

    def diagnostic(self, tag: str) -> Diagnostic:
        """As a fact to report."""
        place = Location(self.file, self.context, self.line or None, 1 if self.line else None, tag)
        return Diagnostic(f"check.{self.code}", self.severity, place, self.finding.message, self.finding.hint)


@dataclass(frozen=True, slots=True)
class Waiver:
    """`code` as written; `reason` empty where none is given."""

    code: str
    reason: str


def waivers(unit: Unit) -> tuple[Waiver, ...]:
    """The waivers in an entry's comments."""
    matches = (_WAIVER.search(line) for line in unit.remarks)
    return tuple(Waiver(one.group(1).lower().removeprefix("check."), one.group(2).strip(" .")) for one in matches if one)


def check(catalogs: Iterable[CatalogFile], ground: Ground) -> tuple[Found, ...]:
    """All findings of a language's catalogs."""
    found: list[Found] = []
    everything: list[Unit] = []
    shown: dict[str, str] = {}
    for file in catalogs:
        shown[file.name] = file.shown
        read, told = files.read(file, ground.tag)
        found += [
            Found(one.code, BY_CODE[one.code].severity, file.shown, one.line, one.context, Finding(one.message, one.hint)) for one in told
        ]
        everything += units(read, file.name, file.messages) if read else ()
    strings = tuple(everything)
    said = [(unit, one, finding) for unit in strings for one, finding in string_findings(unit, ground)]
    said += _findings_of_all(strings, ground)
    used = {(unit.catalog, unit.context, one.code) for unit, one, _ in said}
    for unit, one, finding in said:
        if not _waived(unit, one):
            found.append(Found(one.code, finding.severity or one.severity, shown[unit.catalog], unit.line, unit.context, finding))
    for unit in strings:
        found += [
            Found(code, BY_CODE[code].severity, shown[unit.catalog], unit.line, unit.context, finding)
            for code, finding in _about_waivers(unit, used)
        ]
    order = {name: place for place, name in enumerate(shown.values())}
    return tuple(sorted(found, key=lambda one: (order[one.file], one.line)))


def units(file: PoFile, name: str, messages: Iterable[Message]) -> tuple[Unit, ...]:
    """The strings of a file that are to be printed: translated, not fuzzy, of the content as it is."""
    wanted = {one.context: one for one in messages}
    done: dict[str, Unit] = {}
    for one in file.entries:
        now = wanted.get(one.context)
        if one.obsolete or one.fuzzy or now is None or not one.target.strip() or one.context in done:
            continue
        done[one.context] = Unit(
            one.context, one.source, one.target, now.notes, now.risk, one.previous, name, one.fuzzy, one.remarks, one.line
        )
    return tuple(done.values())


def strings(file: CatalogFile) -> tuple[Unit, ...]:
    """The strings of a catalog that are to be printed; none where it cannot be read."""
    try:
        return units(po.read(file.data), file.name, file.messages)
    except po.PoProblem:
        return ()


def string_findings(unit: Unit, ground: Ground) -> Iterator[tuple[Check, Finding]]:
    """What the checks of one string say, waivers not heeded."""
    for one in CHECKS:
        if one.string is not None:
            for finding in one.string(unit, ground):
                yield one, finding


def _findings_of_all(strings: tuple[Unit, ...], ground: Ground) -> Iterator[tuple[Unit, Check, Finding]]:
    by_place = {(one.catalog, one.context): one for one in strings}
    for one in CHECKS:
        if one.all is not None:
            for finding in one.all(strings, ground):
                yield by_place[finding.catalog, finding.context], one, finding


def _waived(unit: Unit, check: Check) -> bool:
    return check.waivable and any(one.code == check.code and _reasoned(one) for one in waivers(unit))


def _reasoned(waiver: Waiver) -> bool:
    return sum(letter.isalpha() for letter in waiver.reason) >= 4


def _about_waivers(unit: Unit, used: set[tuple[str, str, str]]) -> Iterator[tuple[str, Finding]]:
    for one in waivers(unit):
        known = BY_CODE.get(one.code)
        if known is None:
            yield "waiver", Finding(f"There is no check “{one.code}” to waive.", "See docs/checks.md for the names.")
        elif not known.waivable:
            yield "waiver", Finding(f"“{one.code}” cannot be waived: the string could not be printed, or could hurt.", known.mend)
        elif not _reasoned(one):
            yield "waiver", Finding(f"The waiver of “{one.code}” gives no reason.", f"Write “# clinickit: ok {one.code} because …”.")
        elif (unit.catalog, unit.context, one.code) not in used:
            yield "waiver-unused", Finding(f"The waiver of “{one.code}” waives nothing.", "Delete the comment.")


def fixed(file: CatalogFile, ground: Ground) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The file with every safe suggestion applied, and which check mended which context; the bytes as they were where nothing is to be
    done or the file cannot be read."""
    read = files.read(file, ground.tag)[0]
    if read is None:
        return file.data, ()
    mended: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    for unit in units(read, file.name, file.messages):
        target, codes = corrected(unit, ground)
        if target != unit.target:
            targets[unit.context] = target
            mended += [(unit.context, code) for code in codes]
    if not targets:
        return file.data, ()
    entries = tuple(
        replace(one, target=targets.pop(one.context)) if one.context in targets and not one.obsolete and not one.fuzzy else one
        for one in read.entries
    )
    return po.write(replace(read, entries=entries)), tuple(mended)


def corrected(unit: Unit, ground: Ground) -> tuple[str, tuple[str, ...]]:
    """A string with the safe suggestions of all checks applied, one after the other, and the codes of those checks, in order. A correction
    that would make another check speak up as an error is not taken."""
    codes: list[str] = []
    for _ in range(_ROUNDS):
        step = next(_suggestions(unit, ground), None)
        if step is None:
            break
        code, target = step
        unit = replace(unit, target=target)
        codes.append(code)
    return unit.target, tuple(dict.fromkeys(codes))


def _suggestions(unit: Unit, ground: Ground) -> Iterator[tuple[str, str]]:
    """Codes of checks and the strings that they suggest, those that make nothing worse."""
    for one, finding in string_findings(unit, ground):
        target = finding.corrected
        if target is not None and target != unit.target and not _waived(unit, one) and not _worse(unit, target, ground):
            yield one.code, target


def _worse(unit: Unit, target: str, ground: Ground) -> bool:
    """Whether a correction brings an error of another kind."""

    def errors(one: Unit) -> set[str]:
        return {check.code for check, finding in string_findings(one, ground) if (finding.severity or check.severity) is Severity.ERROR}

    return bool(errors(replace(unit, target=target)) - errors(unit))
