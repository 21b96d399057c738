"""Whether a translated sheet may be printed: what it is made of, and what was asked, go in; the reasons against it come out. Called by
`pipeline`. A draft may be printed (it says so on every page), but a safety sheet below "revised" only when it is asked for as a draft, and
nothing as final that has not reached the level required, whole."""

from __future__ import annotations

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.languages import gettext_name, language
from clinickit.localize.levels import Level
from clinickit.localize.provenance import Provenance


def refusals(sheet: Provenance, series: str, final: bool, draft: bool) -> tuple[Diagnostic, ...]:
    """Errors, none where the sheet may be printed. `series` is the handout's; `draft` and `final` are what was asked."""
    row = language(sheet.language)
    if not sheet.translated or row.pseudo:
        return ()
    place = Location(f"locales/{gettext_name(sheet.language)}/LC_MESSAGES/{sheet.handout}.po", language=sheet.language)
    what = f"“{sheet.handout}” in {row.english_name}"
    found = []

    def refuse(code: str, message: str, hint: str) -> None:
        found.append(Diagnostic(f"gate.{code}", Severity.ERROR, place, message, hint))

    if series == "safety" and not draft and (sheet.missing_high_risk or not sheet.level.reaches(Level.REVISED)):
        message = f"{what} is a safety sheet at the level “{sheet.level}”: a wrong word could hurt someone, so it is not printed."
        refuse("safety", message, "Print the source language, have it revised, or add --draft for a copy to review, not to hand out.")
    if not final:
        return tuple(found)
    if not sheet.level.reaches(sheet.required):
        why = "a reviewer's issue is open" if sheet.blocked else "strings changed since their review" if sheet.stale else "it needs reviews"
        refuse("level", f"{what} has the level “{sheet.level}”, below “{sheet.required}”: {why}.", f"See: {_todo(sheet)}")
    if sheet.missing:
        high = f", {sheet.missing_high_risk} of them of high risk" if sheet.missing_high_risk else ""
        refuse(
            "missing", f"{what} lacks {sheet.missing} strings{high}, which would print in {sheet.source_language}.", f"See: {_todo(sheet)}"
        )
    return tuple(found)


def _todo(sheet: Provenance) -> str:
    return f"clinickit locale todo {sheet.language} {sheet.handout} --require {sheet.required}"
