"""What a therapist should know of a sheet before it goes out, in plain words. In: diagnostics and provenance. Out: lines for the page.
Called by the view of a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from clinickit.diagnostics import Diagnostic, Severity
from clinickit.web.words import Words

if TYPE_CHECKING:
    from clinickit.localize.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know; `warm` where a wrong sheet could hurt someone."""

    words: Markup
    warm: bool = False


def of(found: Iterable[Diagnostic], words: Words) -> tuple[Notice, ...]:
    """The warnings and errors, each kind once where we have words for it, else as it says itself (in English)."""
    made: dict[Markup, Notice] = {}
    for one in found:
        if one.severity is Severity.INFO:
            continue
        name = f"web/notice/{one.code.replace('.', '-')}"
        said = words.t(name) if words.has(name) else words.foreign(one.message, "en")
        made.setdefault(said, Notice(said, one.code.startswith(("lines.", "gate."))))
    return tuple(made.values())


def state(provenance: Provenance, words: Words) -> Markup:
    """How far the translation is checked; empty for a sheet in its source language."""
    if not provenance.translated:
        return words.t("web/state/source")
    level = str(provenance.level)
    machine = provenance.origin is not None and str(provenance.origin) in ("mt", "tm")
    name = "mt" if machine and level in ("none", "draft") else "draft" if level == "none" else level
    said = words.t(f"web/state/{name}")
    if provenance.missing:
        said += " " + words.t("web/state/missing", count=provenance.missing)
    return said
