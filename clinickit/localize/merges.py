"""Merges by similarity that an editor made behind our back: entries of a catalog and the messages of now go in; what looks brought from
another string comes out. Called by `sync` and by checks.

"Update from POT" in Poedit, `msgmerge` and pre-translation fill a new string with the translation of the one that looks most like it, and
mark it fuzzy: the words of "Call 911" for "Call 988". `sync` never does that, so three signs tell such an entry: it says that its source
was another context's (`#| msgctxt`); the source that it was made for (`#| msgid`) is that of another message; or its words are those of
another message that says nearly the same. An entry that `sync` marked carries its note, which such a merge does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.localize.catalogs import file_name
from clinickit.localize.extract import Message
from clinickit.localize.po import PoEntry

CHANGED = "CHANGED: "
"""Begins the note by which `sync` shows the words of the source that changed."""
GUESSED = "GUESSED by an editor, from "
"""Begins the note by which `sync` marks a merge by similarity; what follows is the context that the words came from."""
_ALIKE, _SHORT = 0.6, 8
"""Sources at least so alike, and words at least so long, count as a guess: short answers are often the same by right."""

UNDO = "To undo it: clinickit locale sync {language} {name} --drop-merges, or take the file as it was before the editor's update."


@dataclass(frozen=True, slots=True)
class Merge:
    """One entry that looks merged; `donor` is the context that its words came from, empty where unknown."""

    entry: PoEntry
    donor: str
    told: Diagnostic


def merges(entries: Iterable[PoEntry], messages: Iterable[Message], name: str, language: str) -> tuple[Merge, ...]:
    """Fuzzy entries that a merge by similarity brought, in the order of the entries."""
    living = tuple(entries)
    sources = {one.context: one.source for one in messages}
    by_source: dict[str, list[str]] = {}
    for context, source in sources.items():
        by_source.setdefault(source, []).append(context)
    by_target: dict[str, list[PoEntry]] = {}
    for one in living:
        if one.target and not one.fuzzy:
            by_target.setdefault(one.target, []).append(one)
    found = []
    for one in living:
        if not one.fuzzy or not one.target:
            continue
        donor = _donor(one, by_source, by_target)
        if donor is not None:
            found.append(Merge(one, donor, _told(one, donor, name, language)))
    return tuple(found)


def _donor(one: PoEntry, by_source: dict[str, list[str]], by_target: dict[str, list[PoEntry]]) -> str | None:
    """Where the words came from (empty where unknown); None where nothing says that they came from elsewhere."""
    marked = next((note for note in one.notes if note.startswith(GUESSED)), None)
    if marked is not None:
        return marked.removeprefix(GUESSED)
    if one.previous_context not in (None, one.context):
        return one.previous_context
    if one.previous_context == one.context or _made_by_sync(one):
        return None
    others = by_source.get(one.previous or "", ())
    if one.previous != one.source and others and one.context not in others:
        return others[0]
    if len(one.target) < _SHORT:
        return None
    twins = (other for other in by_target.get(one.target, ()) if other.source not in (one.source, one.previous))
    return next((other.context for other in twins if _alike(other.source, one.source)), None)


def _made_by_sync(one: PoEntry) -> bool:
    return one.previous is not None and CHANGED + word_diff(one.previous, one.source) in one.notes


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _told(one: PoEntry, donor: str, name: str, language: str) -> Diagnostic:
    place = Location(file_name(name, language), one.context, language=language)
    was = f" (“{one.previous}”)" if one.previous else ""
    message = (
        f"An editor filled in “{one.source[:80]}” by similarity, with words made for {donor or 'another string'}{was}: "
        "such a guess can say the opposite."
    )
    return Diagnostic("catalog.merged-by-similarity", Severity.WARNING, place, message, UNDO.format(language=language, name=name))


_WORDS = re.compile(r"\s+|[^\s]+")


def word_diff(before: str, after: str) -> str:
    """What changed, word by word, as `[-gone-]` and `{+new+}`, on one line."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    said = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            said.append("".join(old[a:b]))
            continue
        if a < b:
            said.append(f"[-{''.join(old[a:b])}-]")
        if c < d:
            said.append(f"{{+{''.join(new[c:d])}+}}")
    return " ".join("".join(said).split())
