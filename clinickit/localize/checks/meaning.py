"""Checks of meaning, as far as a machine can: a “not” that got lost, “before” that became “after”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.localize.checks.model import Finding, Ground, Unit
from clinickit.localize.checks.words import bare, find, has, sentences, without

_PAIRS = (("before", "after"), ("at-least", "at-most"), ("more", "less"), ("always", "never"))
_WORDS = {"at-least": "at least", "at-most": "at most"}
_NOT_NEGATIVE = re.compile(
    r"\b(?:no one but|not only|nothing but|no doubt|no matter|whether or not|or not|no longer|why not|with or without"
    r"|(?:not|never) the same"
    r"|(?:say|says|saying|said) no|not sure|(?:will not|won't|won’t) let|not easy|not always easy|not at all)\b",
    re.IGNORECASE,
)
"""Said in other languages without a “not”, as often as with one."""


def negation(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """A “not” of the source is in the translation.

    A lost “not” is the worst slip there is: “Do not stop your medicine” becomes its opposite. Sentence by sentence where both have as many,
    words of negation are counted: the translation has one at least, and no fewer than the source where that has several.
    Mend: say the negation. Where your language says it without such a word (“keep away from” for “do not go to”), waive it with the reason.
    """
    if not ground.words.groups.get("negation") or unit.search_words:
        return
    wanted, found = sentences(unit.source), sentences(unit.target)
    pairs = zip(wanted, found, strict=True) if len(wanted) == len(found) else ((unit.source, unit.target),)
    for source, target in pairs:
        wanted_ones = find(_NOT_NEGATIVE.sub(" ", source), ground.english.groups["negation"], ground.english)
        there = find(target, ground.words.groups["negation"], ground.words, ground.base)
        if wanted_ones and (not there or (len(wanted_ones) > 1 and len(there) < len(wanted_ones))):
            said = ", ".join(f"“{one}”" for one in wanted_ones)
            what = "fewer words of negation" if there else "no word of negation"
            yield Finding(
                f"The source says {said}; the translation of “{bare(source).strip()[:70]}” has {what}.",
                "Say the negation, or waive this where the meaning is kept without such a word.",
            )


def polarity(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Before is not after, at least is not at most, more is not less, always is not never.

    Told where the source has one of a pair and the translation only the other.
    Mend: write the one that the source means.
    """
    if unit.search_words:
        return
    target = unit.target
    for one, other in _PAIRS:
        for mine, contrary in ((one, other), (other, one)):
            if not (_says(unit.source, mine, ground, True) and not _says(unit.source, contrary, ground, True)):
                continue
            if _says(target, contrary, ground, False) and not _says(target, mine, ground, False):
                here = _WORDS.get(mine, mine)
                yield Finding(
                    f"The source says “{here}”; the translation seems to say “{_WORDS.get(contrary, contrary)}”.", f"Say “{here}”."
                )


def _says(string: str, group: str, ground: Ground, english: bool) -> bool:
    """Whether a string has a cue; phrases that hold it and mean another thing are taken out first (“at least” holds no “less”)."""
    cues = ground.english if english else ground.words
    if group in ("more", "less"):
        string = without(string, (*cues.groups.get("at-least", ()), *cues.groups.get("at-most", ())), cues)
    if group == "more" and not cues.unspaced:
        string = without(string, cues.groups.get("less", ()), cues) if cues.mixes else string
    if group == "at-least":
        string = without(string, [one for one in cues.groups.get("at-most", ()) if " " in one], cues)
    return has(string, group, cues, ground.base if not english else "")
