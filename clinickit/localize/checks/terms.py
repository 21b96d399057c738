"""Checks of words that a language has agreed on: its glossary, its register, its form of address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.localize.checks.model import Finding, Ground, Status, Term, Unit
from clinickit.localize.checks.wording import has_word
from clinickit.localize.checks.words import bare, folded, spoken, tokens, unquoted


def forbidden(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """No word that the glossary or the style rules out.

    Rows of glossary.csv with the status forbidden, and the list “forbidden” of style.json: words that hurt, that mean another thing, or
    that
    a reader does not know. `*` at the end of a word stands for any ending.
    Mend: use the word that the glossary gives instead.
    """
    if unit.search_words:
        return
    for term in ground.glossary:
        ruled_out = term.status is Status.FORBIDDEN and has_word(unit.target, term.translation, ground)
        if ruled_out and (not term.source or _in_source(unit, term, ground)):
            same = (one.translation for one in ground.glossary if one.source == term.source and one.status is not Status.FORBIDDEN)
            instead = next(same, "")
            why = f" ({term.note})" if term.note else ""
            hint = f"Write “{instead}”." if instead else "Write another word."
            yield Finding(f"“{term.translation}” is ruled out by the glossary{why}.", hint)
    for word, why in ground.style.forbidden:
        if has_word(unit.target, word, ground):
            yield Finding(f"“{word}” is ruled out by style.json{f' ({why})' if why else ''}.", "Write another word.")


def required(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """A term that the glossary requires is used.

    Rows of glossary.csv with the status required. Endings may differ: the beginnings of the term's words are looked for.
    Mend: use the term of the glossary, in the form that the sentence needs.
    """
    if unit.search_words:
        return
    wanted = [term for term in ground.glossary if term.status is Status.REQUIRED and _in_source(unit, term, ground)]
    longest = [term for term in wanted if not any(term is not one and term.source.lower() in one.source.lower() for one in wanted)]
    for term in longest:
        choices = [one for one in ground.glossary if one.source == term.source and one.status is not Status.FORBIDDEN]
        if not any(_used(unit.target, one.translation, ground) for one in choices):
            yield Finding(f"“{term.source}” should be “{term.translation}”.", "Use the term of the glossary.")


def _in_source(unit: Unit, term: Term, ground: Ground) -> bool:
    """Whether the source has the term, in singular or plural; what stands in brackets in the glossary tells meanings apart."""
    plain = re.sub(r"\(.*?\)", " ", term.source).strip()
    stem = plain[:-1] if plain.endswith("s") else plain
    return bool(plain) and bool(re.search(rf"\b{re.escape(folded(stem))}(?:s|es)?\b", folded(bare(unit.source))))


def _used(target: str, translation: str, ground: Ground) -> bool:
    plain = re.sub(r"[(（].*?[)）]", " ", translation)
    said = folded(bare(target))
    for choice in re.split(r"[/;]", plain):
        words = tokens(folded(choice))
        if words and all(word[: max(2, len(word) - max(2, len(word) // 3))] in said for word in words):
            return True
    return False


def register(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """One form of address throughout.

    A sheet that says tú here and usted there, or 你 and 您, sounds as if two people spoke. The form is the one that style.json names
    (“form”, or the first that “register” speaks of). Words to say aloud and quoted speech may have another.
    Mend: use the form of style.json.
    """
    form = ground.style.form
    if not form or unit.to_others or unit.search_words:
        return
    text = unquoted(unit.target)
    said = spoken(text)
    mine = {folded(one) for one in ground.words.forms.get(form, ())}
    for other, words in ground.words.forms.items():
        if other == form:
            continue
        for word in words:
            if folded(word) in mine:
                continue
            there = (
                folded(word) in folded(bare(text))
                if ground.words.unspaced or not tokens(word)
                else f" {folded(word)} " in said or _begins(word, said)
            )
            if there:
                yield Finding(
                    f"“{word.rstrip('*')}” belongs to the form “{other}”; style.json chose “{form}”.", f"Address the reader as “{form}”."
                )
                return


def _begins(word: str, said: str) -> bool:
    return word.endswith("*") and f" {folded(word[:-1])}" in said


def address(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """The reader and the partner have no gender that the source does not give them.

    Where style.json says “address”: “neutral” or “plural”, forms such as seguro/a, ami(e), (а), את/ה or 他/她 are ruled out: a voice
    stumbles over
    them, and some readers are in neither. With “paired”, both words are written out (niño o niña) and a slash or bracket is still no word.
    Mend: plural, passive, a noun that fits all, or both words written out where style.json says “paired”.
    """
    if not ground.style.address or unit.search_words:
        return
    text = folded(unit.target)
    for form in ground.words.gendered:
        paired = " " in form
        if paired and ground.style.address == "paired":
            continue
        at = text.find(folded(form))
        if at < 0 or (form == "@" and re.search(r"[\w.]+@[\w-]+\.", unit.target)) or form in unit.source:
            continue
        if form == "TA" and "TA" not in unit.target:
            continue
        if form[0] in "/(·." and not (at and text[at - 1].isalpha()):
            continue
        after = text[at + len(folded(form)) : at + len(folded(form)) + 1]
        if form[-1].isalpha() and after.isalpha() and not (ground.words.unspaced or ground.words.loose):
            continue
        yield Finding(f"“{form}” shows a gender; style.json says that the address is {ground.style.address}.", "Find words that fit all.")
        return
