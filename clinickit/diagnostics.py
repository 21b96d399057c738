"""A `Diagnostic` is a fact about content: what is wrong, where, and what to do. Stages return them beside their result;
only the command line or a web page prints them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: an error stops the handout, a warning is told to whoever prints, information is kept."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """Where it is. `line` and `column` are 1-based (column in characters), None where unknown; `path` is a JSON path such as
    `$.sections[2].blocks[0].text`; `language` is set for a fact about a translation."""

    file: str = ""
    path: str = ""
    line: int | None = None
    column: int | None = None
    language: str | None = None

    def __str__(self) -> str:
        place = self.file or "-"
        if self.line is not None:
            place += f":{self.line}:{self.column or 1}"
        return f"{place}: {self.path}" if self.path else place


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """`code` is stable and short (`schema.required`, `rule.heading-order`); `message` says what is wrong and why it matters,
    `hint` what to do."""

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""

    def __str__(self) -> str:
        tail = f" {self.hint}" if self.hint else ""
        return f"{self.location}: {self.severity}: {self.message}{tail} [{self.code}]"


def errors_of(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Only those that stop a handout."""
    return tuple(one for one in found if one.severity is Severity.ERROR)
