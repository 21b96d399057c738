"""Rules about words: those that shame, literals that must come from records, and the reading level. Called by `rules`."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content import inlines, readability
from clinickit.content.findings import Finding, error, shown, warning
from clinickit.content.model import LineBreak, Plain
from clinickit.content.nodes import Json, Sheet, blocks
from clinickit.content.word_list import ANY_FAMILY, AVOIDED, LITERALS, ONE_FAMILY
from clinickit.diagnostics import Severity

WARN_GRADE, REFUSE_GRADE = 6.0, 8.0
"""Flesch–Kincaid grades above which a client handout is warned about, and refused."""


def shaming(sheet: Sheet) -> Iterator[Finding]:
    """Words that shame or promise too much, with what to say in place of them. In clinicians' sections they are warned about: there
    they may be named."""
    if not sheet.value["language"].startswith("en") or not sheet.setting.thorough:
        return
    for node in sheet.nodes:
        severity = Severity.WARNING if node.clinician else Severity.ERROR
        for path, words in node.strings():
            for avoided in AVOIDED:
                match = avoided.pattern.search(words)
                if match:
                    message = f"“{shown(match.group())}” {avoided.why}."
                    yield Finding("rule.words", severity, path, message, f"Say: {avoided.better}.")
            match = ONE_FAMILY.search(words)
            if match and not ANY_FAMILY.search(words):
                message = f"“{shown(match.group())}” leaves out other families."
                yield warning("rule.words-inclusive", path, message, "Say partner or partners, parent, carer or family member.")


def literals(sheet: Sheet) -> Iterator[Finding]:
    """No phone number, address, price or date stands in a string: they come from records and fields. Years of studies may stand in
    clinicians' sections."""
    for node in sheet.nodes:
        for path, words in node.strings():
            for literal in LITERALS:
                match = literal.pattern.search(words)
                if match and not (literal.name == "date" and node.clinician):
                    message = f"{literal.said} stands in the text: “{shown(match.group().strip(), 40)}”."
                    yield error(f"rule.literal-{literal.name}", path, message, literal.hint)
                    break


def reading_level(sheet: Sheet) -> Iterator[Finding]:
    """The Flesch–Kincaid grade of what a client reads: 6 or lower. English only; no formula is validated for the rest here."""
    if not sheet.value["language"].startswith("en") or not sheet.setting.thorough or not sheet.for_clients or "for" in sheet.value:
        return
    measured = readability.measure(_running_words(sheet))
    if measured is None or measured.grade <= WARN_GRADE:
        return
    where = ("sections",) if sheet.kind == "handout" else ("blocks",)
    long = f" Longest: “{shown(measured.longest, 50)}”." if measured.longest else ""
    hard = f" Hard words: {', '.join(measured.hardest)}." if measured.hardest else ""
    message = f"The text reads at grade {measured.grade:.1f}; grade {WARN_GRADE:.0f} or lower is what most people can read under stress."
    make = error if measured.grade > REFUSE_GRADE else warning
    yield make("rule.reading-level", where, message, f"Shorten sentences, use everyday words.{long}{hard}")


def _running_words(sheet: Sheet) -> Iterator[str]:
    """Strings that are read as sentences: paragraphs, items, words to say, meanings; no headings, tables, figures or contacts."""
    if sheet.kind == "handout":
        yield sheet.value["lede"]
    for _, section in sheet.sections():
        for block in blocks(section):
            for node in _spoken(block):
                lead = [node["lead"]] if "lead" in node else []
                yield from (_plain(words) for words in (*lead, node["text"]))


def _spoken(block: Json) -> Iterator[Json]:
    if block["type"] == "paragraph":
        yield block
    elif block["type"] not in ("table", "figure"):
        yield from block.get("items", ())
        yield from block.get("lines", ())


def _plain(words: str) -> str:
    """The words without markup; a break ends a sentence, a placeholder is a name and left out."""
    parsed, _ = inlines.parse(words)
    return "".join(one.text if isinstance(one, Plain) else ". " if isinstance(one, LineBreak) else "" for one in parsed)


RULES = (shaming, literals, reading_level)
