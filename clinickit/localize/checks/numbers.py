"""Checks of numbers: the same amounts, with the same units, in digits that the language writes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from clinickit.localize.checks.model import Cues, Finding, Ground, Unit
from clinickit.localize.checks.places import phones_of
from clinickit.localize.checks.words import MARKUP, PLACE, compiled, find, folded, spoken

_NUMBER = re.compile(r"(?<![\d.])\.\d+|\d+(?:[.,\u00a0\u202f\u2009٬٫'’ ]\d{3}(?!\d))*(?:[.,٫]\d+)?")
_BIG = {"万": 10_000, "萬": 10_000, "만": 10_000, "億": 100_000_000, "亿": 100_000_000, "千": 1000, "천": 1000}
_CLOCK = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)
_HAN = {one: str(value) for value, one in enumerate("零一二三四五六七八九")}


def numbers(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Numbers are those of the source.

    20 minutes are not 30, and a dose or an age with a digit wrong can hurt. Digits of any script count alike, as do 1,000 and 1.000, and a
    number that the other language writes as a word.
    Mend: write the number of the source; your language's own digits and separators are fine, except in numbers to call.
    """
    wanted, found = Counter(amounts(unit.source)), Counter(amounts(unit.target))
    lost, more = wanted - found, found - wanted
    if lost:
        lost = Counter({one: many for one, many in lost.items() if not _as_word(one, unit.target, ground.words)})
    if more:
        more = Counter({one: many for one, many in more.items() if not _as_word(one, unit.source, ground.english)})
    if lost and more and _CLOCK.search(unit.source):
        for one in list(lost):
            later = str(int(one) + 12) if one.isdigit() else ""
            if later in more:
                del lost[one], more[later]
    if not (lost or more):
        return
    said = [*(f"lacks {one}" for one in lost), *(f"has {one}, which the source has not" for one in more)]
    yield Finding(f"The translation {' and '.join(said)}.", "Write the numbers of the source.")


def _as_word(number: str, string: str, cues: Cues) -> bool:
    words = cues.numbers.get(number, ())
    return bool(words) and bool(find(string, words, cues))


@cache
def amounts(string: str) -> tuple[str, ...]:
    """The numbers of a string, in ASCII digits, without group separators, the decimal one a point."""
    plain = MARKUP.sub(" ", PLACE.sub(" ", string))
    found = []
    for match in _NUMBER.finditer(plain):
        value = _normal(match.group())
        following = plain[match.end() : match.end() + 1]
        found.append(str(int(float(value) * _BIG[following])) if following in _BIG and following else value)
    return tuple(found)


def _normal(number: str) -> str:
    ascii_digits = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in number)
    if ascii_digits.startswith("."):
        return f"0{ascii_digits.rstrip('0')}"
    whole, decimals = ascii_digits, ""
    last = re.search(r"[.,٫](\d+)$", ascii_digits)
    if last and (len(last.group(1)) != 3 or "٫" in last.group()):
        whole, decimals = ascii_digits[: last.start()], last.group(1).rstrip("0")
    digits = re.sub(r"\D", "", whole)
    return f"{digits.lstrip('0') or '0'}.{decimals}" if decimals else (digits.lstrip("0") or "0")


def units(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """A number has the unit of the source.

    20 minutes are not 20 hours. Seconds to years, milligrams, millilitres and per cent are compared.
    Mend: write the unit that the source has beside the number.
    """
    if not ground.words.units:
        return
    wanted = dict(_pairs(unit.source, ground.english))
    if not wanted:
        return
    have = _near(unit.target, ground)
    everywhere = set().union(*have.values()) if have else set()
    for number, what in wanted.items():
        near = have.get(number)
        if near and what not in near and not (what in everywhere and len(near) > 1):
            yield Finding(
                f"{number} has the unit {what} in the source, and {' or '.join(sorted(near))} here.", "Write the unit that the source has."
            )
        elif near is None and everywhere and what not in everywhere and _as_word(number, unit.target, ground.words):
            yield Finding(f"{number} has the unit {what} in the source, not here.", "Write the unit that the source has.")


def _pairs(source: str, english: Cues) -> Iterator[tuple[str, str]]:
    """Numbers of the source, each with the unit that follows it."""
    said = spoken(source.replace("%", " percent "))
    for match in re.finditer(r" (\d+)(?: to (\d+))?(?= (\S+) )", said):
        for what, words in english.units.items():
            if compiled(words, False).search(f" {match.group(3)} "):
                for number in match.groups()[:2]:
                    if number:
                        yield number.lstrip("0") or "0", what


def _near(target: str, ground: Ground) -> dict[str, set[str]]:
    """Units that stand right beside each number of the target, before or after it."""
    text = folded(MARKUP.sub("", PLACE.sub(" ", target)))
    found: dict[str, set[str]] = {}
    for match in _NUMBER.finditer(text):
        after, before = text[match.end() : match.end() + 18], text[max(0, match.start() - 18) : match.start()]
        near = _first_unit(after, ground) or _last_unit(before, ground)
        if near:
            found.setdefault(_normal(match.group()), set()).update(near)
    return found


def _first_unit(after: str, ground: Ground) -> set[str]:
    """The unit that a stretch after a number begins with, numbers and a joining word apart."""
    rest = after.lstrip(" \u00a0\u202f-‑")
    best: dict[int, set[str]] = {}
    for what, words in ground.words.units.items():
        for match in compiled(words, True).finditer(rest):
            if match.start() > 3 and not rest[: match.start()].strip(" -–个個"):
                continue
            if match.start() <= 3 and _starts(rest, match.start(), ground):
                best.setdefault(match.start() * 100 - len(match.group()), set()).add(what)
    return best[min(best)] if best else set()


def _last_unit(before: str, ground: Ground) -> set[str]:
    return {
        what
        for what, words in ground.words.units.items()
        for match in compiled(words, True).finditer(before)
        if before[match.end() :].strip() == "" and _starts(before, match.start(), ground)
    }


def _starts(text: str, at: int, ground: Ground) -> bool:
    """Whether a word begins there (anywhere in a script whose words hang together)."""
    return ground.words.unspaced or ground.words.loose or at == 0 or not text[at - 1].isalpha()


def digits(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Digits are 0–9, or those of the language.

    A page has one set of digits: 0–9, or the language's own where CLDR says that it writes them (Persian ۰–۹, Bangla ০–৯).
    Mend: write 0–9; `clinickit locale fix` does so.
    """
    allowed = set(ground.row.digits) | set("0123456789")
    wrong = [one for one in unit.target if one.isdecimal() and one not in allowed]
    if wrong and not _in_phone(unit):
        whole = "".join(str(unicodedata.digit(one)) if one in wrong else one for one in unit.target)
        yield Finding(f"“{''.join(wrong[:6])}” are digits of another script.", "Write 0–9.", whole)


def _in_phone(unit: Unit) -> bool:
    """Whether the string holds a number to call, which `phone-digits` tells of."""
    return bool(phones_of(unit.source))
