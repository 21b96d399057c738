"""Checks of how a string is encoded: what an eye does not see and a reader of PDFs, a search or a voice stumbles over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clinickit.localize.checks.model import Finding, Ground, Unit, parts_at
from clinickit.localize.checks.words import JOINERS, folded, tokens

_PRESENTED = re.compile("[\ufb1d-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_EMBEDDING = {"\u202a": "\u2066", "\u202b": "\u2067", "\u202c": "\u2069"}
_OVERRIDES = "\u202d\u202e"
_ISOLATES, _END = "\u2066\u2067\u2068", "\u2069"
_MARKS = "\u200e\u200f\u061c"
_JOINING = frozenset(("Arab", "Deva", "Beng", "Taml", "Telu", "Knda", "Mlym", "Gujr", "Guru", "Orya", "Sinh", "Khmr", "Mymr"))
_SPACELESS = frozenset(("Thai", "Khmr", "Mymr", "Laoo"))
_FINAL_HEBREW, _OTHER_HEBREW = "ךםןףץ", "כמנפצ"
_SPACES = "\u00a0\u202f\u3000\n"


def composed(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Letters are composed (NFC).

    A letter with its accent can be written as one character or as two. They look alike, but a search does not find one by the other, and
    fonts place a loose accent badly.
    Mend: let `clinickit locale fix` write it; nothing changes for the eye.
    """
    whole = unicodedata.normalize("NFC", unit.target)
    if whole != unit.target:
        at = parts_at(unit.target, whole)
        shown = unit.target[max(0, at - 8) : at + 8].strip()
        yield Finding(f"Letters are not composed (NFC), near “{shown}”.", "Write each letter with its accent as one character.", whole)


def presentation_forms(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No letters shaped by hand (presentation forms).

    Old programs and PDFs store Arabic and Hebrew letters in the shape that they have at the beginning, middle or end of a word, and Latin
    ﬁ as one sign. Such words cannot be searched, spoken or shaped again.
    Mend: type the ordinary letters, or let `clinickit locale fix` put them back.
    """
    found = [*_PRESENTED.findall(unit.target), *_LIGATURES.findall(unit.target)]
    if found:
        mended = "".join(
            unicodedata.normalize("NFKC", one) if _PRESENTED.match(one) or _LIGATURES.match(one) else one for one in unit.target
        )
        yield Finding(f"“{''.join(found[:8])}” are letters in a fixed shape.", "Write the ordinary letters.", mended)


def visual_order(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Right-to-left words stand in the order they are spoken.

    Text copied from an old PDF often holds each line backwards. It looks right in a program that does not know right-to-left text, and is
    nonsense everywhere else.
    Mend: copy the words from another source or type them; nothing safe can be done by machine.
    """
    if not ground.row.rtl:
        return
    words = [one for one in tokens(unit.target) if len(one) > 1]
    wrong = [one for one in words if _backwards(one)]
    if wrong:
        yield Finding(f"“{wrong[0]}” seems to be written backwards.", "Write the letters in the order in which they are spoken.")
    elif re.match(r"\s*[.،؟؛!,]\s*[\u0590-\u08ff]", unit.target):
        yield Finding("The string begins with a mark that ends sentences.", "Put the words in the order in which they are spoken.")


def _backwards(word: str) -> bool:
    """A word that begins with a letter or mark that only ends words: final Hebrew letters, ة and ى; or whose article stands at the end."""
    word = folded(word)
    if len(word) < 2:
        return False
    if word[0] in _FINAL_HEBREW + "ةى":
        return True
    if word[-1] in _OTHER_HEBREW and any(one in _FINAL_HEBREW for one in word[:-1]):
        return True
    return "ة" in word[:-1] and "\u200c" not in word


def direction_overrides(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No characters that force a direction (LRE, RLE, LRO, RLO, PDF).

    They reach over the end of a string and turn what follows, PDF/UA readers ignore them, and overrides can hide what a text says.
    Mend: take them away; where a Latin name needs it, use isolates (LRI … PDI). `clinickit locale fix` does both.
    """
    found = [one for one in unit.target if one in _EMBEDDING or one in _OVERRIDES]
    if not found:
        return
    whole = "".join(_EMBEDDING.get(one, one) for one in unit.target if one not in _OVERRIDES)
    names = ", ".join(dict.fromkeys(unicodedata.name(one).title() for one in found))
    hint = "Take them away, or use isolates (LRI … PDI)."
    yield Finding(f"The string holds {names}.", hint, whole if _balanced(whole) else _stripped(whole))


def isolates(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Isolates are closed.

    An isolate (LRI, RLI, FSI) that is not closed by PDI turns everything to the end of the line; a PDI that closes nothing is a rest of
    something that was cut.
    Mend: close each one, or take them all away.
    """
    if any(one in unit.target for one in (*_EMBEDDING, *_OVERRIDES)) or _balanced(unit.target):
        return
    yield Finding(
        "An isolate is not closed, or closes nothing.", "Write PDI (U+2069) after the words, or take it away.", _stripped(unit.target)
    )


def _balanced(string: str) -> bool:
    depth = 0
    for one in string:
        depth += (one in _ISOLATES) - (one == _END)
        if depth < 0:
            return False
    return depth == 0


def _stripped(string: str) -> str:
    return "".join(one for one in string if one not in _ISOLATES + _END)


def hidden(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No hidden characters.

    Soft hyphens, zero-width spaces, byte-order marks and control characters come in by copying. They break searches and words.
    Zero-width joiners stay where the script needs them, zero-width spaces in Thai and Khmer.
    Mend: let `clinickit locale fix` take them away.
    """
    script = ground.row.script

    def wrong(one: str) -> bool:
        if one in JOINERS:
            return script not in _JOINING
        if one in _MARKS:
            return not ground.row.rtl
        if one in _EMBEDDING or one in _OVERRIDES or one in _ISOLATES + _END or one in _SPACES:
            return False
        if one == "\u200b":
            return script not in _SPACELESS
        return unicodedata.category(one) in ("Cc", "Cf", "Co", "Cn", "Cs")

    found = [one for one in unit.target if wrong(one) and one not in unit.source]
    if found:
        named = ", ".join(dict.fromkeys(f"U+{ord(one):04X} {unicodedata.name(one, '').lower()}".rstrip() for one in found))
        whole = "".join(" " if one in "\t\v\f" else one for one in unit.target if one in "\t\v\f" or one not in found)
        yield Finding(f"The string holds {named}, which nobody sees.", "Take it away.", whole)
