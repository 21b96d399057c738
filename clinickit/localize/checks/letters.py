"""Checks of letters: those of the language, of one script in a word, in an order that can be drawn, and there in the font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from clinickit.localize.checks.model import Finding, Ground, Unit
from clinickit.localize.checks.words import CLITICS, bare, tokens

_LATIN_TO = {
    "Cyrl": dict(zip("aceopxyiABCEHKMOPTXj", "асеорхуіАВСЕНКМОРТХј", strict=True)),
    "Grek": dict(zip("oviABEZHIKMNOPTYX", "ονιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True)),
}
_TO_LATIN = {
    one: latin
    for latin, one in [
        *zip("aceopxyisjhkmtABCEHKMOPTXIJS", "асеорхуіѕјһкмтАВСЕНКМОРТХІЈЅ", strict=True),
        *zip("ovABEZHIKMNOPTYX", "ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True),
    ]
}
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "HEBREW", "ARABIC", "DEVANAGARI", "BENGALI", "THAI", "ETHIOPIC", "HANGUL", "HIRAGANA",
            "KATAKANA", "CJK", "TAMIL", "TELUGU", "KHMER", "LAO", "MYANMAR", "GUJARATI", "GURMUKHI", "GEORGIAN")  # fmt: skip
_OWN = {
    "Latn": {"LATIN"}, "Cyrl": {"CYRILLIC"}, "Grek": {"GREEK"}, "Hebr": {"HEBREW"}, "Arab": {"ARABIC"}, "Deva": {"DEVANAGARI"},
    "Beng": {"BENGALI"}, "Thai": {"THAI"}, "Ethi": {"ETHIOPIC"}, "Kore": {"HANGUL", "CJK"}, "Hans": {"CJK"}, "Hant": {"CJK"},
    "Jpan": {"HIRAGANA", "KATAKANA", "CJK"}, "Taml": {"TAMIL"}, "Telu": {"TELUGU"}, "Khmr": {"KHMER"}, "Laoo": {"LAO"}, "Mymr": {"MYANMAR"},
}  # fmt: skip
_APART = frozenset(("Latn", "Cyrl", "Grek", "Hebr", "Arab", "Deva", "Beng"))
"""Scripts whose words never run into a Latin one without a space or hyphen."""


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The first word of a letter's Unicode name that is a script; empty for marks and letters of none."""
    if unicodedata.category(character)[0] != "L":
        return ""
    name = unicodedata.name(character, "")
    return next((one for one in _SCRIPTS if name.startswith(one) or f" {one} " in f" {name} "), "")


_STRAY = {"ar": frozenset("\u06a9\u06cc"), "fa": frozenset("\u0643\u0649\u064a"), "uk": frozenset("ыъэё")}
"""Letters that CLDR lists for foreign words and that are slips in running text:
Persian kaf and yeh in Arabic, Arabic ones in Persian, Russian ones in Ukrainian."""


def letters(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Letters are those of the language.

    CLDR lists the letters that a language is written with. Another one is a slip of the keyboard or of a machine (a Kurdish or Persian kaf
    in Arabic, a traditional character in simplified Chinese), and no search or voice reads it rightly. Latin words of the source, terms of
    your glossary and abbreviations in capitals may stand.
    Mend: write the letter of your language. A name that is foreign by right needs a waiver.
    """
    if ground.facts is None or not ground.facts.letters:
        return
    allowed = (ground.facts.letters | ground.facts.more) - _STRAY.get(ground.base, frozenset())
    latin = ground.row.script == "Latn"
    source = set(unit.source) | {one for term in ground.glossary for one in term.translation}
    kept = {one.lower() for one in tokens(unit.source)} | {one.lower() for term in ground.glossary for one in tokens(term.translation)}
    wrong: dict[str, str] = {}
    for word in tokens(bare(unit.target)):
        if word.lower() in kept:
            continue
        for part in _parts(word):
            if part.strip("0123456789").lower() in kept or _abbreviation(part, ground):
                continue
            for one in part:
                if one.isalpha() and not _fits(one, allowed, ground) and not (latin and (one in source or one.isascii())):
                    wrong.setdefault(one, word)
    if wrong:
        said = ", ".join(f"“{one}” (U+{ord(one):04X}, in “{word}”)" for one, word in list(wrong.items())[:4])
        mended = _mended(unit.target, wrong, ground)
        yield Finding(f"{said}: no letter of {ground.row.english_name}.", "Write the letter of the language.", mended)


def _parts(word: str) -> Iterator[str]:
    """A word in stretches of one script each."""
    part, script = "", ""
    for one in word:
        now = script_of(one) or script
        if part and now != script and script:
            yield part
            part = ""
        part, script = part + one, now
    yield part


def _abbreviation(word: str, ground: Ground) -> bool:
    """A Latin abbreviation in capitals; in a script that has letters that look like them, one of which a letter looks like none of them."""
    if not (len(word) > 1 and word.isascii() and word == word.upper()):
        return False
    twins = _LATIN_TO.get(ground.row.script, {})
    return any(one not in twins for one in word)


def _fits(one: str, allowed: frozenset[str], ground: Ground) -> bool:
    if one in allowed or any(part in allowed for part in (one.lower(), unicodedata.normalize("NFC", one.lower()))):
        return True
    script = script_of(one)
    if script == "CJK":
        return ground.row.script in ("Hans", "Hant", "Jpan", "Kore") and not _other_han(one, ground)
    if script == "LATIN" and ord(one) >= 0xFF00:
        return False
    if script in ("HIRAGANA", "KATAKANA"):
        return ground.row.script == "Jpan"
    decomposed = unicodedata.normalize("NFD", one.lower())
    return script in _OWN.get(ground.row.script, ()) and len(decomposed) > 1 and all(part in allowed for part in decomposed)


_OWN_SET = {"Hans": "gb2312", "Hant": "big5hkscs", "Jpan": "cp932"}
_OTHER_SET = {"Hans": "big5", "Hant": "gb2312", "Jpan": "gb2312"}
"""National character sets: CLDR's lists of letters hold the commonest alone (虐 is not among them)."""


def _other_han(one: str, ground: Ground) -> bool:
    """Whether a character is of another way of writing only: in no national set of the script's own, but in one of the other."""
    own, other = _OWN_SET.get(ground.row.script), _OTHER_SET.get(ground.row.script)
    return own is not None and other is not None and not _encodes(one, own) and _encodes(one, other)


def _encodes(one: str, charset: str) -> bool:
    try:
        one.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _mended(target: str, wrong: dict[str, str], ground: Ground) -> str | None:
    """The target with look-alikes in the language's own letters, where each wrong letter has one and every word comes out whole."""
    swap = {"\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc"} if ground.base == "fa" else {}
    if ground.base == "ar":
        swap = {"\u06a9": "\u0643", "\u06cc": "\u064a", "\u06c1": "\u0647"}
    if not all(one in swap for one in wrong):
        return None
    return "".join(swap.get(one, one) if one in wrong else one for one in target)


def mixed_scripts(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """A word is of one script.

    Cyrillic а and Latin a look the same. A word with both cannot be searched, and a voice spells it. In scripts that put no space before a
    Latin abbreviation (Chinese, Korean, Amharic …) both may meet.
    Mend: write all letters in the script of the language; `clinickit locale fix` does so where every strange letter has a twin.
    """
    for word in tokens(bare(unit.target)):
        scripts = [script_of(one) for one in word]
        there = dict.fromkeys(one for one in scripts if one)
        own = _OWN.get(ground.row.script, set())
        alphabets = set(there) & {"LATIN", "CYRILLIC", "GREEK"}
        if _hangs(word, ground) or len(there) < 2 or set(there) <= own or (ground.row.script not in _APART and len(alphabets) < 2):
            continue
        mended = _one_script(word, ground)
        yield Finding(
            f"“{word}” mixes letters of {' and '.join(one.title() for one in there)}.",
            "Write all letters of a word in one script.",
            unit.target.replace(word, mended) if mended else None,
        )


def _hangs(word: str, ground: Ground) -> bool:
    """Whether a word is a particle (و, ל …) and a Latin abbreviation written as one."""
    particles = CLITICS.get(ground.base, "")
    return bool(particles) and bool(re.fullmatch(rf"[{particles}][A-Z0-9]{{2,}}", word))


def _one_script(word: str, ground: Ground) -> str | None:
    """The word in the language's own alphabet, where every other letter has a twin there."""
    table = _TO_LATIN if ground.row.script == "Latn" else _LATIN_TO.get(ground.row.script, {})
    done = "".join(table.get(one, one) for one in word)
    own = _OWN.get(ground.row.script, set())
    return done if all(script_of(one) in own or not script_of(one) for one in done) and done != word else None


def look_alikes(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No word is written in letters of another script that look alike.

    “не” can be typed with Latin letters: it looks right, and no search or voice knows it for the word.
    Mend: write it in the letters of your language; `clinickit locale fix` does so.
    """
    script = ground.row.script
    if script not in ("Cyrl", "Grek", "Latn"):
        return
    kept = {one.lower() for one in tokens(unit.source)} | {one.lower() for term in ground.glossary for one in tokens(term.translation)}
    table = _TO_LATIN if script == "Latn" else _LATIN_TO[script]
    for word in dict.fromkeys(tokens(bare(unit.target))):
        if word.lower() in kept or not any(one.isalpha() for one in word) or any(script_of(one) in _OWN[script] for one in word):
            continue
        if all(one in table or not one.isalpha() for one in word):
            done = "".join(table.get(one, one) for one in word)
            whole = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", done, unit.target)
            yield Finding(f"“{word}” is written in letters of another script.", f"Write “{done}” in the letters of the language.", whole)


def glyphs(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """The fonts have every character.

    A character that no font of the language has would be an empty box, so the page is refused.
    Mend: write another character; where the language needs this one, a face must be added to clinickit.
    """
    if ground.has_glyph is None:
        return
    plain = unicodedata.normalize("NFC", bare(unit.target))
    missing = dict.fromkeys(
        one
        for one in plain
        if not one.isspace() and unicodedata.category(one) not in ("Cf", "Cc") and one not in "‑‐" and not ground.has_glyph(one)
    )
    if missing:
        said = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in list(missing)[:5])
        yield Finding(f"No font of {ground.row.english_name} has {said}.", "Write another character.")
