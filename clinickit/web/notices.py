"""What a therapist should know of a sheet before it goes out, in plain words. In: diagnostics and provenance. Out: lines for the page.
Called by the views of a sheet and of the packet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from clinickit.diagnostics import Diagnostic, Severity
from clinickit.pipeline import Rendered
from clinickit.web.words import Words

_TOLD = ("layout.form-untyped",)
"""Information that is told like a warning."""
_SHARED = ("ui", "safety")
"""Catalogs whose words stand on every sheet."""
_QUOTED = re.compile("“(.+?)”")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know; `warm` where a wrong sheet could hurt someone."""

    words: Markup
    warm: bool = False


def of(found: Iterable[Diagnostic], words: Words, sheets: Iterable[str] = ()) -> tuple[Notice, ...]:
    """The warnings and errors, each once: in words of the page where it has some, else as it says itself (in English). `sheets` are the
    ids of what is printed: that another sheet, of which only the title is named, has no translation is no news of these."""
    own = {*sheets, *_SHARED}
    made: dict[Markup, Notice] = {}
    for one in found:
        if one.severity is Severity.INFO and one.code not in _TOLD:
            continue
        if one.code == "translation.no-catalog" and len(own) > len(_SHARED) and PurePosixPath(one.location.file).stem not in own:
            continue
        name = f"web/notice/{one.code.replace('.', '-')}"
        quoted = _QUOTED.search(one.message)
        said = words.t(name, name=quoted[1] if quoted else "") if words.has(name) else words.foreign(one.message, "en")
        made.setdefault(said, Notice(said, one.code.startswith(("lines.", "gate.", "packet.")) or one.code == "layout.form-private"))
    return tuple(made.values())


def state(sheet: Rendered, words: Words) -> Markup:
    """How far the sheet's translation is checked, in plain words."""
    provenance = sheet.provenance
    if not provenance.translated:
        return words.t("web/state/source")
    level = str(provenance.level)
    machine = provenance.origin is not None and str(provenance.origin) in ("mt", "tm")
    name = "mt" if machine and level in ("none", "draft") else "draft" if level == "none" else level
    said = words.t(f"web/state/{name}")
    return said + " " + words.t("web/state/missing", count=provenance.missing) if provenance.missing else said
