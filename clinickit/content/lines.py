"""Fills the contacts of a handout. In: a handout, the records, the clinic, territory, region, reader's language and day. Out: the handout
with its `Contacts` filled, and what whoever prints must know. Called by `pipeline`. What a contact is called ("In crisis") is said by
`localize`.

Which line prints: of the asked kind; of the territory (or the one it uses), and of the region where the record names one; `print` yes, or
with-warning and told; checked, and not overdue; meant for this sheet's readers. Emergency numbers print only where verified and with a
role that fits. Where nothing may print, the clinic's phone stands in; without a territory, ruled blanks to write on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clinickit.content.clinic import Clinic
from clinickit.content.line_records import Line, Lines, Print
from clinickit.content.model import Block, Box, Contact, Contacts, Handout, Way, WayKind
from clinickit.content.ways import name, primary, ways
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import Unknown

_ROLES = {
    "emergency-all": ("all",),
    "emergency-police": ("all", "police"),
    "emergency-ambulance": ("all", "ambulance"),
}
_BLANK = Way(WayKind.BLANK, "", "", ())
_CHILD_ONLY = frozenset(("children", "teens"))
_CHILD_READERS = frozenset(("parent", "teen"))
_TURN = {"anyone": 0, "women": 1, "men": 2, "lgbtq": 3}
"""Lines for anyone stand first; the others in this order, then any other."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """All that a choice depends on; `lines` are those of the day."""

    handout: Handout
    records: Lines
    lines: tuple[Line, ...]
    clinic: Clinic
    territory: str
    region: str
    language: str
    said_in: str
    on: date


def resolve(
    handout: Handout, records: Lines, clinic: Clinic | None, territory: str, region: str, language: str, on: date, said_in: str = ""
) -> tuple[Handout, tuple[Diagnostic, ...]]:
    """The handout with every Contacts block filled. `territory` is ISO 3166-1 alpha-2 and `region` ISO 3166-2, "" for the clinic's
    own; raises Unknown for what is neither. `language` chooses the lines; names and ways are those for readers of `said_in`, where the
    sheet says the same lines in a second language."""
    profile = clinic or Clinic()
    where = territory or profile.territory
    part = region or (profile.region if where == profile.territory else "")
    if where and not re.fullmatch("[A-Z]{2}", where):
        raise Unknown(f"“{where[:20]}” is no territory. Give the ISO 3166-1 code of the country, two capital letters: US.")
    if where == "UK":
        raise Unknown("“UK” is not the ISO 3166-1 code of the United Kingdom. Give GB, or a region of it: GB-SCT.")
    if part and not part.startswith(f"{where}-"):
        raise Unknown(f"“{part[:20]}” is no region of {where or 'an unknown territory'}. Give its ISO 3166-2 code, such as GB-SCT.")
    ask = _Ask(handout, records, records.on(on), profile, where, part, language, said_in or language, on)
    told: list[Diagnostic] = []
    sections = tuple(replace(one, blocks=tuple(_block(block, ask, told) for block in one.blocks)) for one in handout.sections)
    return replace(handout, sections=sections), tuple(dict.fromkeys(told))


def _block(block: Block, ask: _Ask, told: list[Diagnostic]) -> Block:
    if isinstance(block, Box):
        return replace(block, blocks=tuple(_block(inner, ask, told) for inner in block.blocks))
    if isinstance(block, Contacts) and not block.entries:
        return replace(block, entries=_once(tuple(_entries(block, ask, told))))
    return block


def _once(entries: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """A line that answers several kinds of the block prints once, where it comes first, with all of them."""
    found: dict[str, Contact] = {}
    for at, entry in enumerate(entries):
        key = entry.line_id or f"#{at}"
        first = found.get(key)
        found[key] = entry if first is None else replace(first, also=(*first.also, entry.kind))
    return tuple(found.values())


def _entries(block: Contacts, ask: _Ask, told: list[Diagnostic]) -> Iterator[Contact]:
    """The block's contacts in the order of its kinds; the clinic stands in once for all kinds that have no line."""
    missing = blank = False
    for kind in block.kinds:
        if kind in _ROLES:
            yield from _emergency(kind, ask, told)
        elif kind == "clinic":
            yield _clinic(ask)
        elif not ask.territory:
            told.append(_no_territory())
            if not blank:
                yield Contact(kind, None, "", ask.said_in, (_BLANK,))
            blank = True
        else:
            chosen = _chosen(kind, block.at_most, ask, told)
            yield from chosen
            missing = missing or not chosen
            if not chosen:
                told.append(_gap(kind, ask))
    if missing and "clinic" not in block.kinds:
        yield _clinic(ask)


def _emergency(kind: str, ask: _Ask, told: list[Diagnostic]) -> Iterator[Contact]:
    """The verified number whose role fits, one for everything before any other. Where a territory has no number for everything,
    emergency-all gives those of police and ambulance, each under its own kind."""
    if not ask.territory:
        told.append(_no_territory())
    numbers = [one for one in ask.records.territory(ask.territory).emergency if one.verified and one.role]
    fitting = sorted((one for one in numbers if one.role in _ROLES[kind]), key=lambda one: one.role != "all")[:1]
    if kind == "emergency-all" and not fitting:
        both = (next((one for one in numbers if one.role == role), None) for role in ("police", "ambulance"))
        fitting = [one for one in both if one is not None]
    for one in fitting:
        way = Way(WayKind.NUMBER, one.number, f"tel:{one.number}", ("call",))
        yield Contact(f"emergency-{one.role}", None, "", ask.said_in, (way,))
    if not fitting:
        if ask.territory:
            told.append(_no_emergency(kind, ask.territory))
        yield Contact(kind, None, "", ask.said_in, (_BLANK,))


def _clinic(ask: _Ask) -> Contact:
    """The clinic's own phone and address; a blank for the phone where no profile has it."""
    names = dict(ask.clinic.names)
    tag = next((one for one in names if one == ask.said_in), None)
    tag = tag or next((one for one in names if primary(one) == primary(ask.said_in)), None) or next(iter(names), "")
    number = re.sub(r"[^+0-9]", "", ask.clinic.phone)
    phone = Way(WayKind.NUMBER, ask.clinic.phone, f"tel:{number}", ("call",)) if number else _BLANK
    web = (Way(WayKind.ADDRESS, ask.clinic.web, f"https://{ask.clinic.web}", ("web",)),) if ask.clinic.web else ()
    return Contact("clinic", None, names.get(tag, ""), tag or ask.said_in, (phone, *web))


def _chosen(kind: str, at_most: int, ask: _Ask, told: list[Diagnostic]) -> tuple[Contact, ...]:
    """The lines of a kind, best first: for anyone before those for some; then those that speak the reader's language or have
    interpreters; then in the order of the records."""
    code = ask.records.territory(ask.territory).code
    fitting = [line for line in ask.lines if kind in line.kinds and line.territory in (code, ask.territory)]
    fitting = [line for line in fitting if _serves(line, ask.handout.audience)]
    elsewhere = [line for line in fitting if line.region not in (None, ask.region)]
    fitting = [line for line in fitting if line.region in (None, ask.region)]
    if not ask.region and elsewhere:
        told.append(_regions(kind, ask.territory))
        if any(map(_for_most, elsewhere)) and not any(map(_for_most, fitting)):
            return ()
    current = []
    for line in fitting:
        if line.print is Print.CONFIRM_FIRST or line.due_on is None:
            continue
        if line.due_on < ask.on:
            told.append(_overdue(line, ask.on))
        else:
            current.append(line)
    current.sort(key=lambda line: (_turn(line, ask.handout.audience), not _speaks(line, ask.language)))
    told.extend(_unconfirmed(line) for line in current[:at_most] if line.print is Print.WITH_WARNING)
    return tuple(_contact(kind, line, ask.said_in) for line in current[:at_most])


def _serves(line: Line, audience: str) -> bool:
    """A line for children or teens alone stands only on sheets for parents and teens, one for parents alone only on parents' sheets."""
    if set(line.audience) <= _CHILD_ONLY:
        return audience in _CHILD_READERS
    return audience == "parent" or set(line.audience) != {"parents"}


def _for_most(line: Line) -> bool:
    """A line for anyone, or for women, who are harmed most often. Where those serve single regions and no region is given, lines for
    other groups would stand there as if they were for all: then the clinic helps to find the right one."""
    return bool({"anyone", "women"} & set(line.audience))


def _turn(line: Line, audience: str) -> int:
    if audience == "teen" and "teens" in line.audience:
        return -1
    return min(_TURN.get(one, 4) for one in line.audience)


def _speaks(line: Line, language: str) -> bool:
    return bool(line.interpreters) or line.languages is None or primary(language) in {primary(one) for one in line.languages}


def _contact(kind: str, line: Line, language: str) -> Contact:
    shown, free = ways(line.channels, language)
    called, spoken = name(line, language)
    return Contact(
        kind=kind,
        line_id=line.id,
        name=called,
        name_language=spoken,
        ways=shown,
        hours=line.hours,
        languages=line.languages,
        interpreters=line.interpreters,
        audience=line.audience,
        free=free,
        checked_on=line.checked_on,
    )


def _tell(code: str, severity: Severity, where: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, severity, Location("handouts/lines.json", where), message, hint)


def _no_territory() -> Diagnostic:
    message = "No territory is given, so the sheet leaves ruled blanks for the emergency number and a line to call."
    return _tell("lines.no-territory", Severity.WARNING, "", message, "Give --territory US, or a clinic profile that has one.")


def _no_emergency(kind: str, territory: str) -> Diagnostic:
    message = f"No verified number of {territory} fits “{kind}”, so the sheet leaves a ruled blank for it."
    return _tell("lines.no-emergency", Severity.WARNING, territory, message, "Write it in by hand, or add it to the clinic's lines.json.")


def _gap(kind: str, ask: _Ask) -> Diagnostic:
    message = f"No line of the kind “{kind}” in {ask.territory} may print for this sheet; the clinic's phone stands in."
    return _tell("lines.gap", Severity.WARNING, ask.territory, message, "Add or confirm a line in the clinic's own lines.json.")


def _regions(kind: str, territory: str) -> Diagnostic:
    message = f"Some lines of the kind “{kind}” serve only a region of {territory}; no region is given, so they are left out."
    hint = f"Give its ISO 3166-2 code, which begins with {territory}-, as --territory or as the clinic's “region”."
    return _tell("lines.region", Severity.WARNING, territory, message, hint)


def _overdue(line: Line, on: date) -> Diagnostic:
    message = f"“{line.name}” was to be checked again by {line.due_on}, which is past on {on}, so it is left out."
    return _tell(
        "lines.overdue",
        Severity.WARNING,
        line.id,
        message,
        f"Dial it, then: clinickit lines confirm {line.id} --on DATE --by ROLE --content FOLDER",
    )


def _unconfirmed(line: Line) -> Diagnostic:
    message = f"“{line.name}” prints, but no page seen shows for sure that it still runs."
    return _tell(
        "lines.unconfirmed",
        Severity.WARNING,
        line.id,
        message,
        f"Dial it, then: clinickit lines confirm {line.id} --on DATE --by ROLE --content FOLDER",
    )
