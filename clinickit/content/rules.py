"""stub"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinickit.content.facts import Facts
from clinickit.content.findings import Finding


@dataclass(frozen=True, slots=True)
class Setting:
    """What rules may ask beside the file."""

    facts: Facts
    handouts: frozenset[str]
    fragments: frozenset[str]
    on: date | None
    thorough: bool = True
    name: str = ""


def check_handout(value: Mapping[str, Any], fragments: Mapping[str, Mapping[str, Any]], setting: Setting) -> Iterator[Finding]:
    yield from ()


def check_other(kind: str, value: Mapping[str, Any], setting: Setting) -> Iterator[Finding]:
    yield from ()
