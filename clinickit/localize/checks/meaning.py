"""Checks of meaning, as far as a machine can: a “not” that got lost, “before” that became “after”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.localize.checks.model import Finding, Ground, Unit
from clinickit.localize.checks.words import bare, find, sentences, without

_PAIRS = (("before", "after"), ("at-least", "at-most"), ("more", "less"), ("always", "never"))
_WORDS = {"at-least": "at least", "at-most": "at most"}
_NOT_NEGATIVE = re.compile(
    r"\b(?:no one but|not only|nothing but|no doubt|no matter|whether or not|or not|no longer|yes or no|why not|with or without"
    r"|(?:not|never) the same"
    r"|(?:say|says|saying|said) no|not sure|(?:will not|won't|won’t) let|not enough|not optional|not easy|not always easy|not at all)\b",
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
    for source, target in _aligned(unit):
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

    Told where the source has more of one of a pair than the translation has, and the translation more of the other, sentence by sentence
    where both have as many.
    Mend: write the one that the source means.
    """
    if unit.search_words or not ground.words.groups:
        return
    for source, target in _aligned(unit):
        for one, other in _PAIRS:
            wanted = {name: _many(source, name, ground, True) for name in (one, other)}
            if not any(wanted.values()):
                continue
            there = {name: _many(target, name, ground, False) for name in (one, other)}
            for mine, contrary in ((one, other), (other, one)):
                if wanted[mine] > there[mine] and there[contrary] > wanted[contrary] and not (there[mine] and len(target) > _MUCH):
                    said = _WORDS.get(mine, mine)
                    message = f"The source says “{said}”; the translation seems to say “{_WORDS.get(contrary, contrary)}”."
                    yield Finding(message, f"Say “{said}”.")


_MUCH = 400
"""Characters of a stretch in which cues cannot be set against each other one by one."""


def _aligned(unit: Unit) -> tuple[tuple[str, str], ...]:
    """Sentences of source and translation side by side, where there are as many; else the strings as wholes."""
    wanted, found = sentences(unit.source), sentences(unit.target)
    return tuple(zip(wanted, found, strict=True)) if len(wanted) == len(found) else ((unit.source, unit.target),)


def _many(string: str, group: str, ground: Ground, english: bool) -> int:
    """How many cues of a group a string has; phrases that hold one and mean another thing are taken out first (“at least” holds no
    “less”, 更少 no “more”)."""
    cues = ground.english if english else ground.words
    others = {
        "more": ("at-least", "at-most", "less"),
        "less": ("at-least", "at-most"),
        "at-least": ("at-most",),
    }.get(group, ())
    for other in others:
        phrases = [one for one in cues.groups.get(other, ()) if other != "at-most" or group != "at-least" or " " in one]
        string = without(string, phrases, cues)
    return len(find(string, cues.groups.get(group, ()), cues, "" if english else ground.base))
