"""Slips made by rule in the catalogs that ship: a word of negation deleted, one of a pair put for the other, a number raised by one,
all but the first sentence lost. Nobody wrote these for the checks, so what is caught of them is nearer to life than the seeded corpus.
A language goes in, how many were made and caught comes out. Used by the test and by `make checks`.

What a rule breaks by accident (a “no” inside a word or a saying) counts as a slip too, so 100 % is out of reach."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from clinickit.localize.checks import ground, run
from clinickit.localize.checks import language as of_language
from clinickit.localize.checks.model import Unit
from clinickit.localize.checks.words import sentences
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

_NEGATION = {
    "es": ("no ", "sin ", "nunca ", "nadie "),
    "fr": ("pas ", "sans ", "jamais ", "rien "),
    "pt-BR": ("não ", "sem ", "nunca "),
    "vi": ("không ", "đừng ", "chưa "),
    "ar": ("لا ", "ليس ", "لم ", "دون ", "عدم ", "لن "),
    "hi": (" न ", " नहीं", " बिना"),
    "zh-Hans": ("不", "没有", "没"),
    "ru": ("не ", "нет ", "без "),
    "uk": ("не ", "без "),
    "pl": ("nie ", "bez "),
    "fil": ("hindi ", "huwag ", "walang "),
    "ht": ("pa ", "san "),
}
_PAIRS = {
    "es": (("before", "antes", "después"), ("after", "después", "antes"), ("more", "más", "menos"), ("always", "siempre", "nunca")),
    "fr": (("before", "avant", "après"), ("after", "après", "avant"), ("more", "plus", "moins"), ("always", "toujours", "jamais")),
    "pt-BR": (("before", "antes", "depois"), ("after", "depois", "antes"), ("more", "mais", "menos"), ("always", "sempre", "nunca")),
    "vi": (("before", "trước", "sau"), ("after", "sau", "trước"), ("more", "hơn", "ít hơn"), ("always", "luôn", "không bao giờ")),
    "ar": (("before", "قبل", "بعد"), ("after", "بعد", "قبل"), ("more", "أكثر", "أقل"), ("always", "دائمًا", "أبدًا")),
    "hi": (("before", "पहले", "बाद"), ("after", "बाद", "पहले"), ("more", "ज़्यादा", "कम"), ("always", "हमेशा", "कभी नहीं")),
    "zh-Hans": (("before", "之前", "之后"), ("after", "之后", "之前"), ("more", "更多", "更少"), ("always", "总是", "从不")),
}
_NOT = re.compile(r"\b(?:not|never|cannot|nobody|nothing|without)\b|n[’']t\b")
_DIGITS = re.compile(r"(?<![\d{])[0-9]+(?![\d}])")
AT_MOST = 150
"""Slips of a kind in a language, spread over the catalogs."""
_CHECKS = {"negation": "negation", "pair": "polarity", "number": "numbers", "lost": "length"}


def languages() -> tuple[str, ...]:
    """Languages that have rules and catalogs, in order of the rules."""
    there = Workspace.bundled().catalog_languages()
    return tuple(tag for tag in _NEGATION if tag.replace("-", "_") in there)


def slips(tag: str, unit: Unit) -> Iterator[tuple[str, str]]:
    """Slips in a string, each with its kind."""
    if _NOT.search(unit.source):
        found = next((match for one in _NEGATION[tag] if (match := re.search(_whole(one), unit.target))), None)
        if found is not None:
            kept = " " if found.group()[0] == " " else ""
            yield "negation", unit.target[: found.start()] + kept + unit.target[found.end() :]
    for cue, word, other in _PAIRS.get(tag, ()):
        if re.search(rf"\b{cue}\b", unit.source) and word in unit.target:
            yield "pair", unit.target.replace(word, other)
            break
    number = _DIGITS.search(unit.target)
    if number:
        yield "number", f"{unit.target[: number.start()]}{int(number.group()) + 1}{unit.target[number.end() :]}"
    parts = sentences(unit.target)
    if len(parts) > 1 and len(unit.source) > 100:
        yield "lost", parts[0]


def _whole(word: str) -> str:
    """A pattern for the word where it is one: Polish “nie ” also ends many a noun."""
    return rf"(?<!\w){re.escape(word)}" if word.endswith(" ") else re.escape(word)


def caught(tag: str) -> tuple[Counter[str], Counter[str]]:
    """How many slips of each kind were made in a language, and how many of them the checks told."""
    workspace = Workspace.bundled()
    templates = Templates(workspace)
    about = ground.ground(tag)
    files = of_language.catalog_files(templates, tag, templates.names())
    found = [(unit, *slip) for file in files for unit in run.strings(file) if not unit.search_words for slip in slips(tag, unit)]
    made: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for kind, check in _CHECKS.items():
        mine = [one for one in found if one[1] == kind]
        for unit, _, target in mine[:: max(1, len(mine) // AT_MOST)]:
            made[kind] += 1
            told[kind] += check in {one.code for one, _ in run.string_findings(replace(unit, target=target), about)}
    return made, told
