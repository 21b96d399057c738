"""Checks of what must stand in a translation just as in the source: placeholders, markup, numbers to call, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from clinickit.content import inlines
from clinickit.localize.checks.model import Finding, Ground, Unit
from clinickit.localize.checks.words import LINK, MARKUP, PLACE

_NAME = re.compile(r"\{([^{}\s]*)\}")
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?\d[\d\u00a0 ().\-‑–]{5,}\d"
    r"|\*?\b(?:911|988|999|000|112|111|113|110|119|118|117|116[ ]?\d{3}|1-?800|741741|13 ?11 ?14)\b)"
)


def placeholders(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Placeholders are those of the source.

    {clinic_name} and its like are filled in by the page. A translation that lacks one, has one more, or spells one otherwise cannot be
    used,
    and the page stays in English there.
    Mend: copy the placeholder from the source, unchanged, to where your language needs it.
    """
    wanted, found = (Counter(_NAME.findall(one)) for one in (unit.source, unit.target))
    lost, more = wanted - found, found - wanted
    if lost or more:
        said = [f"lacks {{{name}}}" for name in lost] + [f"has {{{name}}}, which the source has not" for name in more]
        mended = None
        if len(lost) == len(more) == 1 and sum(lost.values()) == sum(more.values()) == 1:
            mended = unit.target.replace(f"{{{next(iter(more))}}}", f"{{{next(iter(lost))}}}")
        yield Finding(f"The translation {' and '.join(said)}.", "Use the placeholders of the source, unchanged.", mended)
    elif re.sub(r"[^{}]", "", PLACE.sub("", unit.target)) != re.sub(r"[^{}]", "", PLACE.sub("", unit.source)):
        yield Finding("A brace stands alone.", "Braces are for placeholders only: use those of the source, unchanged.")


def markup(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Markup is well formed and that of the source.

    Only <strong>…</strong> and <br/> are markup. A translation with other tags, unclosed ones, or another number of them cannot be used.
    Mend: put <strong> and </strong> around the same words as in the source, and <br/> where a new line begins.
    """
    names = tuple(_NAME.findall(unit.source))
    problems = [one for one in inlines.parse(unit.target, names)[1] if "placeholder" not in one.message and "brace" not in one.message]
    if problems:
        yield Finding(problems[0].message, problems[0].hint)
        return
    wanted, found = (Counter(MARKUP.findall(one)) for one in (unit.source, unit.target))
    if wanted != found:
        said = [f"lacks {tag}" for tag in wanted - found] + [f"has {tag}, which the source has not" for tag in found - wanted]
        yield Finding(f"The translation {' and '.join(said)}.", "Use the same markup as the source, around the same words.")
        return
    strange = [one for one in re.findall(r"</?[A-Za-z][^<>]*>|&[a-zA-Z]+;|&#\d+;", unit.target) if one not in MARKUP.findall(unit.target)]
    if strange and strange[0] not in unit.source:
        yield Finding(
            f"“{strange[0]}” is no markup here and would be printed as it stands.", "Only <strong>…</strong> and <br/> are markup."
        )


def contacts(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Phone numbers, web and e-mail addresses are unchanged.

    A number with one digit wrong sends a person in danger to nobody.
    Mend: copy the number or address from the source, letter for letter.
    """
    said = _plain(unit.target)
    for link in dict.fromkeys(one.rstrip(".") for one in LINK.findall(unit.source)):
        if link not in unit.target:
            yield Finding(f"The address {link} is not in the translation as it is.", "Copy it from the source, letter for letter.")
    for phone in dict.fromkeys(_PHONE.findall(unit.source)):
        if not re.search(rf"(?<!\d){re.escape(_plain(phone))}(?!\d)", _ascii(said)):
            yield Finding(f"The number {phone.strip()} is not in the translation as it is.", "Copy it from the source, digit for digit.")
    for link in dict.fromkeys(one.rstrip(".") for one in LINK.findall(unit.target)):
        if link not in unit.source and not any(link in one for one in LINK.findall(unit.source)):
            yield Finding(f"The address {link} is not in the source.", "Take it out, or copy that of the source.")


def called_in_ascii(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Numbers to call are written in the digits of telephones (0–9).

    A phone has 0 to 9 on its keys, whatever digits the language writes. A number to call or a short code in other digits cannot be dialled
    as it is read, and PDF readers do not link it.
    Mend: write it as in the source; `clinickit locale fix` does so.
    """
    said = _plain(unit.target)
    for phone in dict.fromkeys(_PHONE.findall(unit.source)):
        number = _plain(phone)
        if number not in said and number in _ascii(said):
            yield Finding(
                f"The number {phone.strip()} stands in other digits.", "Write numbers to call in 0–9.", _with_phone(unit.target, phone)
            )


def _with_phone(target: str, phone: str) -> str | None:
    """The target with the stretch of other digits that is this number put into ASCII."""
    wanted = _plain(phone)
    for found in re.finditer(r"[+]?\d[\d\u00a0\u202f ().\-‑–]*", target):
        if _ascii(_plain(found.group())) == wanted:
            return target[: found.start()] + _ascii(found.group()) + target[found.end() :]
    return None


def _plain(string: str) -> str:
    """Without the spaces and hyphens that a typesetter may change."""
    return re.sub(r"[\s\u00a0\u202f\u2066-\u2069\u200e\u200f()]|[-‑–](?=\d)", "", string)


def _ascii(string: str) -> str:
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in string)


def phones_of(string: str) -> tuple[str, ...]:
    """The numbers to call in a source string."""
    return tuple(dict.fromkeys(_PHONE.findall(string)))
