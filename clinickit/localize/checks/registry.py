"""All checks of translations, in the order in which docs/checks.md lists them. Read by `run`, `--explain`, and the page of docs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clinickit.diagnostics import Severity
from clinickit.localize.checks import files, form, letters, meaning, numbers, places, punctuation, sequences, terms, wording
from clinickit.localize.checks.model import Check, OfAll, OfString

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _string(code: str, severity: Severity, check: OfString, *, waivable: bool = True) -> Check:
    return Check(code, severity, check.__doc__ or code, string=check, waivable=waivable)


def _all(code: str, severity: Severity, check: OfAll) -> Check:
    return Check(code, severity, check.__doc__ or code, all=check)


CHECKS: tuple[Check, ...] = (
    *(Check(code, severity, about, waivable=False) for code, severity, about in (*files.ABOUT, *files.OF_SHEETS)),
    _string("placeholders", _ERROR, places.placeholders, waivable=False),
    _string("markup", _ERROR, places.markup, waivable=False),
    _string("numbers", _ERROR, numbers.numbers),
    _string("units", _ERROR, numbers.units),
    _string("contacts", _ERROR, places.contacts, waivable=False),
    _string("phone-digits", _ERROR, places.called_in_ascii, waivable=False),
    _string("digits", _WARNING, numbers.digits),
    _string("letters", _ERROR, letters.letters),
    _string("mixed-script", _ERROR, letters.mixed_scripts),
    _string("look-alike", _ERROR, letters.look_alikes),
    _string("presentation-forms", _ERROR, form.presentation_forms, waivable=False),
    _string("visual-order", _ERROR, form.visual_order),
    _string("composed", _ERROR, form.composed, waivable=False),
    _string("isolates", _ERROR, form.isolates, waivable=False),
    _string("direction-override", _ERROR, form.direction_overrides, waivable=False),
    _string("hidden", _ERROR, form.hidden),
    _string("sequences", _ERROR, sequences.sequences),
    _string("glyphs", _ERROR, letters.glyphs, waivable=False),
    _string("untranslated", _ERROR, wording.untranslated),
    _string("forbidden-term", _ERROR, terms.forbidden),
    _string("address", _ERROR, terms.address),
    _all("one-translation", _ERROR, wording.one_translation),
    _string("negation", _WARNING, meaning.negation),
    _string("polarity", _WARNING, meaning.polarity),
    _string("source-words", _WARNING, wording.source_words),
    _string("end-punctuation", _WARNING, punctuation.end),
    _string("script-punctuation", _WARNING, punctuation.script),
    _string("french-spacing", _WARNING, punctuation.french),
    _string("spanish-openers", _WARNING, punctuation.spanish),
    _string("quotation-marks", _WARNING, punctuation.quotation),
    _string("brackets", _WARNING, punctuation.brackets),
    _string("spaces", _WARNING, punctuation.spaces),
    _string("doubled-word", _WARNING, wording.doubled),
    _all("two-translations", _WARNING, wording.two_translations),
    _string("required-term", _WARNING, terms.required),
    _string("register", _WARNING, terms.register),
    _string("length", _WARNING, wording.length),
    _all("reading-level", _WARNING, wording.reading_level),
)

BY_CODE: Mapping[str, Check] = MappingProxyType({one.code: one for one in CHECKS})
