"""The second judge: `outloud` sees what a validator cannot (reading order, wrong Unicode). A path in, findings by rule out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import outloud

METHOD = frozenset({"TXT-004"})
"""Many codes for one character: every cluster has a code of its own, which is how the text comes back exactly."""


class Finding(NamedTuple):
    rule: str
    severity: str
    message: str


def judge(path: Path) -> list[Finding]:
    """Errors and warnings, without the one that our method itself causes. Raises RuntimeError where it cannot judge."""
    result = outloud.check(str(path))
    crashed = [run.rule for run in result.runs if run.status == "crashed"]
    if result.error or crashed:
        raise RuntimeError(f"outloud could not judge {path.name}: {result.error or crashed}")
    return [
        Finding(one.rule, one.severity, f"{one.message} (page {one.page}, {one.evidence})")
        for one in result.findings
        if one.severity in ("error", "warning") and one.rule not in METHOD
    ]


def by_rule(found: list[Finding]) -> Counter[str]:
    return Counter(one.rule for one in found)
