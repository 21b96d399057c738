"""Rules beyond the schemas: all of them in order. In: checked JSON and a `Setting`. Out: findings. Called by `check`.

A rule is one function; it stands in the file of its topic and in that file's RULES. To add one: the function, and an invalid example
with its text in tests/examples/invalid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinickit.content import rules_evidence, rules_files, rules_safety, rules_structure, rules_words
from clinickit.content.findings import Finding
from clinickit.content.nodes import Json, Setting, sheet

SHEET_RULES = (*rules_structure.RULES, *rules_evidence.RULES, *rules_safety.RULES, *rules_words.RULES)


def check_handout(value: Json, fragments: Mapping[str, Json], setting: Setting) -> Iterator[Finding]:
    """What is wrong with a handout; `fragments` holds those it includes, as far as they exist."""
    whole = sheet(value, "handout", fragments, setting)
    for rule in SHEET_RULES:
        yield from rule(whole)


def check_other(kind: str, value: Json, setting: Setting) -> Iterator[Finding]:
    """What is wrong with a file of another kind."""
    if kind == "fragment":
        whole = sheet(value, kind, {}, setting)
        for rule in SHEET_RULES:
            yield from rule(whole)
    elif kind in rules_files.RULES:
        yield from rules_files.RULES[kind](value, setting)
