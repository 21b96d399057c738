"""The second judge: `outloud` sees what a validator cannot (reading order, wrong Unicode). A path in, findings by rule out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import outloud

from tests.helpers import structure
from tests.helpers.filling import Met
from tests.helpers.readers import bare

_NO_LANGUAGE = "FIG-012"
METHOD = frozenset({"TXT-004", "TBL-012", "TBL-010"})
"""Many codes for one character: every cluster has a code of its own, which is how the text comes back exactly. Empty cells: a table to
write in is empty. More heads than cells: so it is where a table has row headings and one column besides."""
_SKIPPED = "TAG-002"
"""Prose that is an artifact: the heads of a table's columns, repeated where it goes on overleaf, read like it once they are long."""
_SILENT = "TAG-003"
"""Words that no structure element announces: the judge does not count the value of a form field, which is what a reader announces."""


class Finding(NamedTuple):
    rule: str
    severity: str
    message: str


def judge(path: Path, fields: Sequence[Met] = ()) -> list[Finding]:
    """Errors and warnings, without those that our method itself causes; `fields` are where something was typed. Raises RuntimeError
    where it cannot judge."""
    result = outloud.check(str(path))
    crashed = [run.rule for run in result.runs if run.status == "crashed"]
    if result.error or crashed:
        raise RuntimeError(f"outloud could not judge {path.name}: {result.error or crashed}")
    return [
        Finding(one.rule, one.severity, f"{one.message} (page {one.page}, {one.evidence})")
        for one in result.findings
        if one.severity in ("error", "warning")
        and one.rule not in METHOD
        and not (one.rule == _NO_LANGUAGE and reads(one.evidence))
        and not (one.rule == _SILENT and one.boxes and all(_typed(box, fields) for box in one.boxes))
        and not (one.rule == _SILENT and _announced(path, one.page, one.evidence, one.count))
        and not (one.rule == _SKIPPED and _repeats_heads(path, one.page, one.evidence, one.count))
    ]


def _announced(path: Path, page: int, words: str, count: int) -> bool:
    """Whether the tag tree says every one of the words on that page: the judge compares what it sees by place, and misses a short
    right-to-left word now and then. Where it names fewer words than it counts, nothing is proved."""
    named = [bare(word) for word in words.split(";")]
    if len(named) < count:
        return False
    said = bare(structure.read(path).tagged_text(page - 1))
    return all(word in said for word in named)


def _repeats_heads(path: Path, page: int, lines: str, count: int) -> bool:
    """Whether each line is words of a table's column heads, or the foot, that the tag tree says on an earlier page: repeated for the eye,
    they are artifacts, for a reader announces heads with each cell. Where fewer lines are shown than counted, nothing is proved."""
    shown = [words for line in lines.split("; ") if (words := line.removesuffix("…").split())]
    if len(shown) < count:
        return False
    heads = [
        row.text
        for table in structure.read(path).tree.elements()
        if table.kind == "THead"
        for row in table.elements()
        if row.kind == "TR" and all(leaf.page < page - 1 for leaf in row.leaves())
    ]
    said = [
        bare(one.text) for one in structure.read(path).tree.elements() if one.kind == "P" and all(x.page < page - 1 for x in one.leaves())
    ]
    return all(any(all(bare(word) in bare(head) for word in line) for head in heads) or _is_foot(line, said) for line in shown)


def _is_foot(line: list[str], said: list[str]) -> bool:
    """Whether a line is the foot again, that the tag tree says on an earlier page, and after it nothing but the number of the page."""
    for count in range(len(line), len(line) // 2, -1):
        if any(bare("".join(line[:count])) in one for one in said):
            rest = line[count:]
            return len(rest) <= 5 and any(word.isdigit() for word in rest)
    return False


def _typed(box: dict[str, Any], fields: Sequence[Met]) -> bool:
    """Whether a word stands in a field, but for a point or two that a line box reaches beyond it."""
    x, y = (box["x0"] + box["x1"]) / 2, (box["y0"] + box["y1"]) / 2
    return any(met.page == box["page"] - 1 and met.box[0] <= x <= met.box[2] and met.box[1] - 2 <= y <= met.box[3] + 2 for met in fields)


def reads(alternative: str) -> bool:
    """Whether an alternative text is words of some script. FIG-012 asks for many letters and spaces, and takes a vowel sign of Hindi
    for no letter, and Chinese for one long word; a letter or a mark in four of five places that are not space is writing."""
    shown = [character for character in alternative if not character.isspace()]
    return sum(unicodedata.category(character)[0] in "LM" for character in shown) >= 0.8 * len(shown) > 0


def by_rule(found: list[Finding]) -> Counter[str]:
    return Counter(one.rule for one in found)
