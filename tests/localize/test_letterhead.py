"""Words of a letter: values reach their placeholders in the reader's format, names stay as they are written and count as no lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinickit.content import inlines
from clinickit.content.letterhead import Letterhead, opaque
from clinickit.content.model import Copy, Handout, Plain, Text, Value
from clinickit.content.wording import Wording
from clinickit.localize.apply import BLANK, CatalogSource, localize
from clinickit.localize.provenance import Provenance
from clinickit.workspace import Workspace
from tests.localize.samples import ON, handout, leaf, source


def letter(title: str = "Referral of {value:client}, born {value:born}") -> Handout:
    head = Letterhead(
        name=leaf("closeness.name", "A letter"),
        label=leaf("closeness.label", "Copy for the file"),
        day=date(2026, 3, 4),
        to=(opaque("Praxis Müller", "de"), opaque("12 Main St", "en")),
        sender=(opaque("Dr. Ruiz", "en"),),
    )
    values = (("client", "Maria <b>{López}</b>"), ("born", date(1990, 5, 6)), ("town", Value("القدس", "ar")))
    return replace(handout(), title=leaf("closeness.title", title), letterhead=head, values=values)


def said(made: Handout, language: str, draws: CatalogSource) -> tuple[Handout, Wording, Provenance]:
    return localize(made, language, None, ON, draws)[:3]


def test_values_are_filled_and_never_parsed() -> None:
    title = said(letter(), "en", source({}))[0].title
    assert title.inlines == (
        Plain("Referral of "),
        Value("Maria <b>{López}</b>", "en"),
        Plain(", born "),
        Plain("May 6, 1990"),
    )


def test_a_value_says_its_language_and_a_lack_is_a_line() -> None:
    title = said(letter("{value:town} {value:other}"), "en", source({}))[0].title
    assert title.inlines[0] == Value("القدس", "ar")
    assert title.inlines[-1] == Value(BLANK, "en")


def test_the_day_is_in_the_readers_words() -> None:
    head = said(letter(), "es", source({}))[0].letterhead
    assert head is not None and head.dated is not None
    assert (head.dated.plain(), head.dated.language) == ("4 de marzo de 2026", "es")


def test_a_date_stands_in_the_format_of_its_text() -> None:
    """An untranslated text keeps an English date in a Spanish sheet: never half and half."""
    title = said(letter(), "es", source({}))[0].title
    assert title.language == "en" and title.plain().endswith("born May 6, 1990")


def test_names_are_no_lack_of_a_translation() -> None:
    """What `opaque` opens is of the reader's page, keeps its own language, and no notice counts it."""
    made = letter()
    assert made.letterhead is not None
    done, _, with_names = said(made, "es", source({}))
    fewer = replace(made, letterhead=replace(made.letterhead, to=(), sender=()))
    assert with_names.missing == said(fewer, "es", source({}))[2].missing
    assert done.letterhead is not None
    assert done.letterhead.to[0] == Text((Value("Praxis Müller", "de"),), "es")


def test_a_letter_has_no_kicker_and_its_foot_says_which_copy() -> None:
    wording = said(letter("About a person"), "en", source({}))[1]
    assert wording.kicker is None
    assert wording.foot.plain().startswith("Copy for the file · ")
    assert "version" not in wording.foot.plain() and "review" not in wording.foot.plain()


def test_a_letter_to_a_clinician_is_not_marked_as_one_for_clinicians() -> None:
    """Its label says whose it is; the mark is for sheets that lie beside those for clients."""
    made, draws = letter("About a person"), CatalogSource.of(Workspace.bundled())
    assert not localize(made, "en", None, ON, draws, copy=Copy.CLINICIAN)[1].notice
    assert localize(replace(made, letterhead=None), "en", None, ON, draws, copy=Copy.CLINICIAN)[1].notice


def test_only_known_shapes_of_values_are_placeholders() -> None:
    assert inlines.placeholders(inlines.parse("{value:client-name}")[0]) == ("value:client-name",)
    assert inlines.parse("{value:Client}")[1] and inlines.parse("{value:}")[1] and inlines.parse("{client}")[1]
