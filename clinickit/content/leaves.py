"""The leaves of the content model: what a string is once it is parsed. Every other type holds them; use them through `model`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """Letters, as written; `strong` where they stand in <strong>."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place for a value: `clinic_name`, `handout:secure-attachment`, `value:client`, or a field of a ui string such as `page`."""

    name: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A filled placeholder: an opaque run in its own language, isolated from the text around it, never parsed again."""

    text: str
    language: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """<br/>"""


Inline = Plain | Placeholder | Value | LineBreak


@dataclass(frozen=True, slots=True)
class Text:
    """A leaf. `language` is a BCP 47 tag; `context` the msgctxt; `source` the same leaf in the source language where both
    must print (high-risk text below its review level, bilingual sheets); `note` is a quiet line below it, in a clinician's copy alone."""

    inlines: tuple[Inline, ...]
    language: str
    context: str = ""
    risk: bool = False
    source: Text | None = None
    note: Text | None = None

    def plain(self) -> str:
        """What it says, without markup; a placeholder as {name}, a break as a space."""
        return "".join(
            one.text if isinstance(one, (Plain, Value)) else f"{{{one.name}}}" if isinstance(one, Placeholder) else " "
            for one in self.inlines
        )
