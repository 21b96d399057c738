"""A catalog brought up to the content: the bytes of a PO file (or none) and the messages of now go in; the new bytes, what happened, and
what looks wrong come out. Called by `clinickit locale sync`.

Entries are matched by msgctxt alone, never by similarity. A translation whose source changed stays, marked fuzzy, with the source that it
was made for and the words that changed; one whose context is gone stays at the end as obsolete; what an editor did to headers, order and
wrapping is undone. No string is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import ContentInvalid
from clinickit.localize import po
from clinickit.localize.catalogs import file_name
from clinickit.localize.extract import Message
from clinickit.localize.merges import CHANGED, GUESSED, Merge, merges, word_diff
from clinickit.localize.po import PoEntry, PoFile, PoProblem
from clinickit.workspace import CATALOG_LIMIT


@dataclass(frozen=True, slots=True)
class Synced:
    """`data` the new file; `kept`, `new`, `changed` (now fuzzy), `gone` (now obsolete) and `back` (obsolete before) count entries;
    `merges` are those that look like a merge by similarity."""

    data: bytes
    kept: int
    new: int
    changed: int
    gone: int
    back: int
    merges: tuple[Merge, ...] = ()


def sync(
    data: bytes | None,
    messages: Iterable[Message],
    name: str,
    language: str,
    *,
    origin: str = "human",
    level: str = "draft",
    drop_merges: bool = False,
) -> Synced:
    """Bring a catalog up to `messages`. `origin` and `level` are for a new file's header. `drop_merges` takes away translations that a
    merge by similarity brought, keeping each as a remark. Raises ContentInvalid for bytes that cannot be read: they are not touched."""
    wanted = tuple(messages)
    found = _read(data, name, language) if data is not None else None
    kept, unknown = _sorted_out(found.entries if found else (), {one.context for one in wanted})
    similar = merges(tuple(kept.values()), wanted, name, language)
    if drop_merges:
        kept |= {one.entry.context: _dropped(one.entry) for one in similar}
    counts = {"kept": 0, "new": 0, "changed": 0, "back": 0}
    guessed = {} if drop_merges else {one.entry.context: one.donor for one in similar}
    entries = []
    for one in wanted:
        entry, what = _brought(kept.get(one.context), one, guessed.get(one.context))
        counts[what] += 1
        entries.append(entry)
    gone = [_gone(one) for one in unknown.values() if one.target or one.remarks]
    headers = po.canonical_headers(language, found, origin, level)
    made = PoFile(headers, (*entries, *sorted(gone, key=lambda one: (one.context, one.source))), found.remarks if found else ())
    fresh = sum(not one.obsolete and bool(one.target) for one in unknown.values())
    return Synced(po.write(made), counts["kept"], counts["new"], counts["changed"], fresh, counts["back"], similar)


def _read(data: bytes, name: str, language: str) -> PoFile:
    problem = "is larger than 4 MiB" if len(data) > CATALOG_LIMIT else ""
    try:
        if not problem:
            return po.read(data)
    except PoProblem as refused:
        problem = f"is not UTF-8 ({refused})" if refused.code == "encoding" else f"cannot be read as a PO file ({refused})"
    place = Location(file_name(name, language), language=language)
    message = f"The catalog {problem}, so it was left as it is."
    raise ContentInvalid((Diagnostic("catalog.syntax", Severity.ERROR, place, message, "Correct it in a text editor, or take it away."),))


def _sorted_out(entries: Iterable[PoEntry], wanted: set[str]) -> tuple[dict[str, PoEntry], dict[tuple[str, str], PoEntry]]:
    """Entries by context that are wanted, living ones before obsolete ones; and the others, by context and source. Where two claim one
    place, the first stays and keeps the other's words as a remark."""
    kept: dict[str, PoEntry] = {}
    unknown: dict[tuple[str, str], PoEntry] = {}
    for one in sorted(entries, key=lambda one: one.obsolete):
        if one.context in wanted:
            kept[one.context] = _joined(kept[one.context], one) if one.context in kept else one
        else:
            key = (one.context, one.source if not one.context else "")
            unknown[key] = _joined(unknown[key], one) if key in unknown else one
    return kept, unknown


def _joined(first: PoEntry, other: PoEntry) -> PoEntry:
    """The first, and of the other what would be lost."""
    if not first.target:
        first, other = replace(other, obsolete=first.obsolete, remarks=tuple(dict.fromkeys((*first.remarks, *other.remarks)))), first
    said = () if other.target in ("", first.target) else (f"also: “{_one_line(other.target)}” for “{_one_line(other.source)}”",)
    return replace(first, remarks=tuple(dict.fromkeys((*first.remarks, *other.remarks, *said))))


def _brought(old: PoEntry | None, now: Message, donor: str | None) -> tuple[PoEntry, str]:
    """The entry of a message as it is now, and what happened to it. `donor` is where a guess came from, None for no guess."""
    if old is None:
        return PoEntry(now.context, now.source, notes=now.notes), "new"
    what = "back" if old.obsolete else "kept"
    entry = PoEntry(now.context, now.source, old.target, remarks=old.remarks, flags=_kept_flags(old.flags), notes=now.notes)
    if not old.target:
        return entry, what
    if old.source != now.source:
        made_for = old.previous if old.fuzzy and old.previous is not None else old.source
        what = what if what == "back" else "changed"
    elif old.fuzzy:
        made_for = now.source if old.previous is None else old.previous
    else:
        return entry, what
    entry = replace(entry, fuzzy=True)
    if made_for != now.source:
        entry = replace(entry, previous=made_for, notes=(*now.notes, CHANGED + word_diff(made_for, now.source)))
    if donor is not None:
        entry = replace(entry, previous_context=old.previous_context, notes=(*now.notes, GUESSED + donor))
    return entry, what


def _kept_flags(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Flags without those that tools guess from the letters (python-brace-format) or set for their own wrapping."""
    return tuple(one for one in flags if not one.endswith(("-format", "wrap")))


def _gone(one: PoEntry) -> PoEntry:
    """An entry that no content asks for: kept at the end, without notes."""
    return replace(one, obsolete=True, notes=())


def _dropped(one: PoEntry) -> PoEntry:
    """An entry without the translation that a merge brought; its words stay as a remark."""
    remark = f"not for this: “{_one_line(one.target)}”"
    return replace(one, target="", fuzzy=False, previous=None, previous_context=None, remarks=(*one.remarks, remark))


def _one_line(string: str) -> str:
    return " ".join(string.split())
