"""A review as it is made: a catalog as it stands and what a reviewer says go in; a Record, or the reason why there can be none, comes out.
Called by `clinickit locale review`. The rules are those of `evidence`: here they are said while the reviewer can still act on them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinickit.content import inlines
from clinickit.errors import FileProblem, Unknown
from clinickit.localize import reviews
from clinickit.localize.catalogs import Catalog, Catalogs, Entry, reader
from clinickit.localize.evidence import Evidence
from clinickit.localize.levels import Level
from clinickit.localize.reviews import BACK, BLOCKING, KINDS, SEVERITIES, Issue, Record
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

_COLUMNS = ("context", "translation", "back_translation")


@dataclass(frozen=True, slots=True)
class Reading:
    """What lies before a reviewer: the strings that print, by context; `risky` those of high risk; `missing` how many do not print; the
    records so far."""

    catalog: Catalog
    source_language: str
    strings: Mapping[str, Entry]
    risky: frozenset[str]
    missing: int
    records: tuple[Record, ...]

    @classmethod
    def of(cls, workspace: Workspace, templates: Templates, name: str, language: str) -> Reading:
        """A catalog as it is now. Raises Unknown where there is nothing to review."""
        catalog = Catalogs(reader(workspace)).get(name, language)[0]
        messages = templates.messages(name)
        strings = {}
        for one in messages:
            entry = catalog.lookup(one.context, one.source) if catalog else None
            if entry is not None and entry.target is not None and entry.source == one.source:
                strings[one.context] = entry
        if catalog is None or not strings:
            raise Unknown(f"No string of {name} is translated into {language} yet, so there is nothing to review.")
        risky = frozenset(one.context for one in messages if one.risk)
        mine = tuple(one for one in reviews.reader(workspace)(language) if one.catalog == name)
        return cls(catalog, templates.source_language(name), strings, risky, len(messages) - len(strings), mine)

    def evidence(self, more: Sequence[Record] = ()) -> Evidence:
        """What the strings are worth, with further records."""
        return Evidence(self.catalog, (*self.records, *more), self.source_language)


def record(
    reading: Reading,
    step: str,
    by: str,
    qualification: str,
    on: date,
    issues: Sequence[Issue] = (),
    back: Mapping[str, str] | None = None,
    note: str = "",
) -> Record:
    """A record of every string that prints; of a back-translation, of those that it says. Raises Unknown, saying what to do, where the
    ladder does not allow it."""
    said = dict(back or {})
    strings = {context: one.digest for context, one in reading.strings.items() if step != BACK or context in said}
    catalog = reading.catalog
    made = Record(
        catalog.name,
        catalog.language,
        step,
        by.strip(),
        qualification.strip(),
        (reading.source_language, catalog.language),
        True,
        on,
        catalog.source_hash,
        catalog.target_hash,
        strings,
        {context: said[context] for context in strings if context in said},
        tuple(issues),
        note.strip(),
    )
    for refused in _refusals(reading, made, said):
        raise Unknown(refused)
    return made


def _refusals(reading: Reading, made: Record, said: Mapping[str, str]) -> Iterator[str]:
    if not made.person or not made.qualification:
        yield "A record names a person and what qualifies them: give --by and --qualification."
    for issue in made.issues:
        yield from _issue_refusals(issue, reading)
    strange = [context for context in said if context not in reading.strings]
    if strange:
        yield f"The back-translation has “{strange[0]}”, which is no string that prints. Take it out, or make the sheet anew."
    if made.step == BACK and not made.strings:
        yield "The back-translation is empty: fill in the column back_translation."
    yield from _ladder_refusals(reading, made)


def _issue_refusals(issue: Issue, reading: Reading) -> Iterator[str]:
    if issue.context not in reading.strings:
        yield f"There is no string “{issue.context[:120]}” that prints, so no issue can stand there."
    if issue.kind.partition("/")[0] not in KINDS:
        yield f"“{issue.kind[:40]}” is no kind of MQM. Known: {', '.join(KINDS)}, each perhaps with its own, as in accuracy/omission."
    if issue.severity not in SEVERITIES:
        yield f"“{issue.severity[:40]}” is no severity. Known: {', '.join(SEVERITIES)}."


def _ladder_refusals(reading: Reading, made: Record) -> Iterator[str]:
    """The reviser and the back-translator are not the translator; a clinician reads what is revised; readers try what is clinical."""
    translated = [
        one
        for one in reading.records
        if one.step == Level.TRANSLATED and any(one.strings.get(context) == digest for context, digest in made.strings.items())
    ]
    if made.step in (Level.REVISED, BACK) and made.person in {one.person for one in translated}:
        yield f"{made.by} translated these strings, so {made.step} needs another person."
    below = {Level.CLINICAL: Level.REVISED, Level.PILOTED: Level.CLINICAL}
    wanted = next((low for step, low in below.items() if step == made.step), None)
    if wanted is not None:
        evidence = reading.evidence((replace(made, issues=tuple(one for one in made.issues if not one.open)),))
        short = [
            context
            for context, one in reading.strings.items()
            if not evidence.worth(context, one, context in reading.risky).level.reaches(wanted)
        ]
        if short:
            more = f", {short[0]} among them" if len(short) > 1 else f": {short[0]}"
            yield f"“{made.step}” comes after “{wanted}”, which {len(short)} of {len(reading.strings)} strings have not reached{more}."


def outcome(reading: Reading, made: Record) -> Iterator[str]:
    """What the record changes and what it leaves open, in lines for whoever made it."""
    evidence = reading.evidence((made,))
    worths = {context: evidence.worth(context, one, context in reading.risky) for context, one in reading.strings.items()}
    levels = [one.level for one in worths.values()]
    counted = [f"{levels.count(level)} {level}" for level in reversed(Level) if level in levels]
    yield f"Strings now: {', '.join(counted)}."
    if reading.missing:
        yield f"{reading.missing} strings are not translated or fuzzy; they are not in this record."
    waiting = sum(one.back_needed for one in worths.values())
    if waiting:
        yield f"{waiting} strings of high risk stay below “revised” until a back-translation: --step back-translation."
    blocked = [context for context, one in worths.items() if one.blocked]
    if blocked:
        more = " …" if len(blocked) > 5 else ""
        yield f"Blocked by a {' or '.join(BLOCKING)} issue until the string is corrected, or --close: {', '.join(blocked[:5])}{more}."


def back_sheet(reading: Reading) -> bytes:
    """A CSV for whoever translates back: context, translation, and an empty column. The source is not in it, on purpose."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for context, one in reading.strings.items():
        if context in reading.risky and one.target is not None:
            rows.writerow((context, inlines.write(one.target), ""))
    return out.getvalue().encode("utf-8-sig")


def read_back(data: bytes, name: str) -> dict[str, str]:
    """What a filled-in sheet says, by context; rows without words are left out. Raises FileProblem."""
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        if not {_COLUMNS[0], _COLUMNS[2]} <= set(rows.fieldnames or ()):
            raise FileProblem(f"{name} has no columns {_COLUMNS[0]} and {_COLUMNS[2]}. Make it anew: give a file name that does not exist.")
        return {row[_COLUMNS[0]]: said for row in rows if (said := (row[_COLUMNS[2]] or "").strip())}
    except (UnicodeDecodeError, csv.Error) as problem:
        raise FileProblem(f"{name} cannot be read as CSV in UTF-8 ({problem}). Save it as “CSV UTF-8”.") from None
