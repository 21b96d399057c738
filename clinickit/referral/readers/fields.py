"""Values of other formats, brought to ours. In: what stands in a field, of any type. Out: plain text, dates, ages, tags of languages;
nothing where a value says nothing. Called by every reader. Nothing here refuses a record: what cannot be read stays in its `raw`."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from clinickit.languages import canonical, known
from clinickit.referral.model import Cost, Status
from clinickit.referral.vocabulary import cost_kind

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_BREAK = re.compile(r"<(?:br\s*/?|/p|/li|/div|/h\d)\s*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NOTHING = frozenset(("", "null", "none", "n/a", "na", "unknown", "nan", "-"))


def text(value: object) -> str:
    """Plain text of a value: markup and its escapes (also escaped twice) become what they stand for, blanks are gathered."""
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    found = str(value)
    for _ in range(3):
        if "&" not in found:
            break
        found = html.unescape(found)
    if "<" in found:
        found = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", found)))
    found = _CONTROL.sub("", found.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r" ?\n[ \n]*", "\n", re.sub(r"[ \t\u00a0]+", " ", found)).strip()


def first(record: Mapping[str, Any], *names: str) -> str:
    """The first of the named fields that says something."""
    return next((found for name in names if (found := text(record.get(name)))), "")


def items(record: Mapping[str, Any], *names: str) -> list[dict[str, Any]]:
    """The objects in the first of the named lists that is there; a single object counts as a list."""
    for name in names:
        value = record.get(name)
        value = [value] if isinstance(value, dict) else value
        if isinstance(value, list) and value:
            return [one for one in value if isinstance(one, dict)]
    return []


def once(values: Iterable[str]) -> tuple[str, ...]:
    """The values that say something, each once, in their order."""
    return tuple(dict.fromkeys(one for one in values if one))


def day(value: object) -> date | None:
    """The day of a date or date and time in ISO 8601."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def number(value: object) -> float | None:
    """A finite number, also one in words (`35.00`)."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(text(value).replace("$", "").replace("£", "").replace("€", "").strip())
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def age(value: object) -> int | None:
    """Whole years from 0 to 130."""
    found = number(value)
    return int(found) if found is not None and 0 <= found <= 130 else None


def between(value: object, most: float) -> float | None:
    """A coordinate no farther from zero than `most` degrees."""
    found = number(value)
    return found if found is not None and abs(found) <= most else None


def point(latitude: object, longitude: object) -> tuple[float | None, float | None]:
    """A point on earth, or none: half a point, one off the globe, and the empty 0, 0 are none."""
    pair = between(latitude, 90), between(longitude, 180)
    return (None, None) if None in pair or pair == (0, 0) else pair


def status(value: object) -> Status:
    """A HSDS status."""
    try:
        return Status(text(value).lower())
    except ValueError:
        return Status.UNKNOWN


def yes(value: object) -> bool | None:
    """True, false, or None for anything else."""
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(text(value).lower())


def languages(values: Iterable[object]) -> tuple[str, ...]:
    """BCP 47 tags of codes and names, several in one text too (`English, Spanish; eng`). What is no language is left out."""
    parts = (part for value in values for part in re.split(r"[,;/|\n]|\band\b|&", text(value)))
    return once(language(part) for part in parts)


@cache
def language(name: str) -> str:
    """The BCP 47 tag of a code (ISO 639-1, -2, -3, BCP 47) or a name in English or in the language itself; empty where unknown."""
    word = re.sub(r"\(.*?\)|\b(?:language|speaking|spoken)\b", "", name, flags=re.IGNORECASE).strip(" .:-").casefold()
    if word in _NOTHING:
        return ""
    if name.strip().casefold() in _names():
        return _names()[name.strip().casefold()]
    if word in _names():
        return _names()[word]
    if re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,4}){0,2}", word):
        head, _, tail = word.replace("_", "-").partition("-")
        head = _ALSO.get(head) or get_global("language_aliases").get(head, head)
        if head in _english():
            return canonical(f"{head}-{tail}" if tail else head)
    return ""


_ALSO = {"cmn": "zh", "fre": "fr", "ger": "de", "chi": "zh", "per": "fa", "prs": "fa", "tgl": "fil", "kmr": "ku", "arb": "ar", "pes": "fa"}
_MORE = {
    "mandarin": "zh",
    "cantonese": "yue",
    "chinese": "zh",
    "farsi": "fa",
    "dari": "fa",
    "tagalog": "fil",
    "pilipino": "fil",
    "punjabi": "pa",
    "panjabi": "pa",
    "gujerati": "gu",
    "bengali": "bn",
    "castilian": "es",
    "asl": "ase",
    "american sign": "ase",
    "american sign language": "ase",
    "british sign language": "bfi",
    "bsl": "bfi",
    "creole": "ht",
    "haitian": "ht",
    "burmese": "my",
    "flemish": "nl",
    "moldovan": "ro",
    "kurmanji": "ku",
    "sorani": "ckb",
    "oromo": "om",
    "twi": "ak",
    "serbo-croatian": "sr",
    "bosnian": "bs",
}


@cache
def _english() -> Mapping[str, str]:
    return dict(Locale("en").languages)


@cache
def _names() -> Mapping[str, str]:
    """Names, in small letters, to tags: CLDR's English names, each of our languages by its own name, and what directories say."""
    found = {name.casefold(): canonical(tag.replace("_", "-")) for tag, name in sorted(_english().items(), reverse=True) if tag != "und"}
    found |= {row.own_name.casefold(): row.tag for row in known() if not row.pseudo}
    found |= {row.english_name.casefold(): row.tag for row in known() if not row.pseudo}
    return found | {name: canonical(tag) for name, tag in _MORE.items()}


def cost(record: Mapping[str, Any]) -> Cost | None:
    """A HSDS cost option, or UK one; None where it says nothing."""
    option, note = first(record, "option"), first(record, "amount_description", "description", "note")
    amount, currency = number(record.get("amount")), first(record, "currency").upper()
    if not (option or note or amount is not None):
        return None
    return Cost(cost_kind(f"{option} {note}", amount), option, amount, currency if re.fullmatch("[A-Z]{3}", currency) else "", note)


def country(value: object) -> str:
    """ISO 3166-1 alpha-2, from alpha-2, alpha-3 or an English name; empty where unknown."""
    word = text(value)
    if re.fullmatch("[A-Za-z]{2}", word):
        return word.upper()
    if word.upper() in get_global("territory_aliases"):
        return str(get_global("territory_aliases")[word.upper()][0])
    return _countries().get(word.casefold(), "")


@cache
def _countries() -> Mapping[str, str]:
    names = {name.casefold(): code for code, name in Locale("en").territories.items() if len(code) == 2}
    return names | {"usa": "US", "united states of america": "US", "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB"}
