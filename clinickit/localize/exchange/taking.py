"""A catalog that came back. In: our file and the one that came back. Out: ours with its translations, and what was not taken. Called by
`clinickit locale import`.

Matched by context alone. A translation made for another source than ours is now is not taken; nor is an empty one, so that nothing is
lost. What ours holds beside (headers, notes, order) stays ours; the translator's remarks are added."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinickit.localize.po import PoEntry, PoFile


@dataclass(frozen=True, slots=True)
class Refused:
    """Not taken, and why; `line` of the file that came back."""

    context: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Taken:
    file: PoFile
    changed: int
    same: int
    refused: tuple[Refused, ...]


def take(ours: PoFile, came: PoFile) -> Taken:
    """Our file with the translations of the other."""
    there = {one.context: one for one in came.entries if not one.obsolete}
    living = {one.context: one for one in ours.entries if not one.obsolete}
    refused = [
        Refused(name, "our catalog has no such string; sync it first", one.line) for name, one in there.items() if name not in living
    ]
    entries, changed, same = [], 0, 0
    for one in ours.entries:
        back = None if one.obsolete else there.get(one.context)
        if back is None or not back.target:
            entries.append(one)
            continue
        if back.source != one.source:
            refused.append(Refused(one.context, "it was made for another English text than ours is now; export it again", back.line))
            entries.append(one)
            continue
        new = _brought(one, back)
        changed, same = (changed, same + 1) if new == one else (changed + 1, same)
        entries.append(new)
    return Taken(PoFile(ours.headers, tuple(entries), ours.remarks), changed, same, tuple(refused))


def _brought(one: PoEntry, back: PoEntry) -> PoEntry:
    remarks = tuple(dict.fromkeys((*one.remarks, *back.remarks)))
    if back.fuzzy:
        return replace(one, target=back.target, fuzzy=True, remarks=remarks)
    return replace(one, target=back.target, fuzzy=False, previous=None, previous_context=None, remarks=remarks)
