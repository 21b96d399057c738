"""A handout put into a language: the same handout, each string in the reader's language or openly in its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinickit.content import inlines
from clinickit.content.clinic import Clinic
from clinickit.content.model import Box, Contacts, Placeholder, See, Text, Value
from clinickit.content.walk import texts
from clinickit.errors import ContentInvalid, Unknown
from clinickit.languages import known
from clinickit.localize.apply import CatalogSource, localize
from clinickit.localize.catalogs import read
from clinickit.localize.extract import messages, ui_messages
from clinickit.localize.levels import Level, Origin
from clinickit.localize.reviews import Record
from clinickit.workspace import Workspace
from tests.localize.samples import ON, UI, catalog, contact, files, handout, record, source

CLINIC = Clinic(names=(("en", "River Clinic"), ("es", "Clínica del Río")), territory="US")


def said(tag: str, clinic: Clinic | None = CLINIC, **changed: tuple[bytes, ...]):  # type: ignore[no-untyped-def]
    """The sample in a language; `changed` replaces catalogs by name, empty ones are taken away."""
    found = files(tag) | {(name, tag): data for name, data in changed.items()}
    return localize(handout(), tag, clinic, ON, source(found))


def by_context(done) -> dict[str, Text]:  # type: ignore[no-untyped-def]
    return {one.context: one for one in texts(done) if one.context}


def test_a_whole_translation_leaves_nothing_in_the_source_language() -> None:
    done, _, provenance, told = said("ar")
    assert [one.plain() for one in texts(done) if one.language != "ar"] == ["nowhere"]
    assert told == ()
    assert (done.language, provenance.origin, provenance.level, provenance.missing) == ("ar", Origin.MT, Level.DRAFT, 0)
    assert by_context(done)["closeness.title"].plain() == "ar When closeness is hard"


def test_the_source_language_stays_as_it_is_but_for_what_is_filled() -> None:
    done, wording, provenance, told = localize(handout(), "en", CLINIC, ON, source({}))
    assert told == ()
    assert not provenance.translated
    assert wording.notice == ()
    before = {one.context: one for one in texts(handout())}
    changed = {context for context, text in by_context(done).items() if before.get(context, text) != text}
    assert changed == {"closeness/plain/first", "closeness/plain/note/inside"}


def test_placeholders_become_opaque_values_of_their_language() -> None:
    done = by_context(said("es")[0])
    assert Value("Clínica del Río", "es") in done["closeness/plain/first"].inlines
    assert Value("River Clinic", "en") in by_context(said("ar")[0])["closeness/plain/first"].inlines
    assert Value("es Kinds of help", "es") in done["closeness/plain/note/inside"].inlines
    assert Value("es your clinic", "es") in by_context(said("es", None)[0])["closeness/plain/first"].inlines
    assert not [one for text in done.values() for one in text.inlines if isinstance(one, Placeholder)]


def test_a_clinic_name_is_never_parsed() -> None:
    clinic = Clinic(names=(("en", "<strong>{page}</strong>"),))
    assert "<strong>{page}</strong>" in by_context(said("es", clinic)[0])["closeness/plain/first"].plain()


def test_titles_of_other_handouts_in_the_readers_language() -> None:
    see = next(one for one in said("es")[0].sections[0].blocks if isinstance(one, See))
    assert [(one.language, one.plain()) for one in see.titles] == [("es", "es Kinds of help"), ("en", "nowhere")]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("", "translation.missing"),
        ("Sin nombre.", "translation.placeholders"),
        ("<strong>Algunas</strong> se preocupan. Pregunte a {clinic_name}.", "translation.markup"),
    ],
)
def test_a_string_that_may_not_be_used_stays_in_its_own_language_and_is_told(target: str, code: str) -> None:
    broken = catalog(messages(handout()), "es", **{"Some <strong>people</strong> worry.<br/>Ask {clinic_name}.": target})
    done, wording, provenance, told = said("es", closeness=(broken,))
    assert by_context(done)["closeness/plain/first"].language == "en"
    assert [(one.code, one.location.path, one.location.language) for one in told] == [(code, "closeness/plain/first", "es")]
    assert provenance.missing == 1
    assert "Parts are missing" in wording.notice[0].plain()


def test_a_changed_source_is_stale_never_matched_by_likeness() -> None:
    old = tuple(replace(one, source="Stay." if one.source == "Do not stay." else one.source) for one in messages(handout(), "safety"))
    done, _, _, told = said("es", safety=(catalog(old, "es"),))
    assert by_context(done)["safety/box/leave"].plain() == "Do not stay."
    assert [one.code for one in told] == ["translation.stale"]


def test_a_missing_high_risk_string_has_a_code_of_its_own() -> None:
    only = catalog(messages(handout(), "safety")[:1], "es")
    assert [one.code for one in said("es", safety=(only,))[3]] == ["translation.missing-high-risk"]


def test_a_missing_catalog_is_told_once() -> None:
    done, _, provenance, told = said("es", safety=())
    assert [one.code for one in told] == ["translation.no-catalog"]
    assert by_context(done)["safety/box/leave"].language == "en"
    assert provenance.level is Level.NONE


def test_high_risk_strings_keep_their_source_until_revised() -> None:
    done = by_context(said("es")[0])
    assert done["safety/box/leave"].source == by_context(handout())["safety/box/leave"]
    assert done["closeness.title"].source is None
    data = files("es")[("safety", "es")][0]
    found, _ = source({("safety", "es"): (data,)}).catalogs.get("safety", "es")
    assert found is not None
    revised, back = record(found), record(found, "back-translation", "CD, translator")
    for records, beneath in (((revised,), True), ((revised, back), False), ((back,), True)):
        again, *_ = localize(handout(), "es", CLINIC, ON, source(files("es"), records))
        assert (by_context(again)["safety/box/leave"].source is not None) is beneath


def reviewed(found: dict[tuple[str, str], tuple[bytes, ...]]) -> tuple[Record, ...]:
    """Records that make every catalog of the sample revised, those of high risk translated back."""
    made: list[Record] = []
    for (name, language), (data,) in found.items():
        catalog, _ = read(data, name, language)
        assert catalog is not None
        made += [record(catalog), record(catalog, "back-translation", "CD, translator")]
    return tuple(made)


def sheet(found: dict[tuple[str, str], tuple[bytes, ...]], records: tuple[Record, ...]):  # type: ignore[no-untyped-def]
    """The wording and the provenance of the sample."""
    return localize(handout(), "es", CLINIC, ON, source(found, records))[1:3]


def test_the_sheet_is_worth_its_lowest_string() -> None:
    records = reviewed(files("es"))
    wording, provenance = sheet(files("es"), records)
    assert (provenance.level, provenance.reviewed_on, provenance.stale) == (Level.REVISED, date(2026, 10, 1), False)
    assert wording.notice == () and "es checked on 1 de octubre de 2026" in wording.foot.plain()
    for name, changed in (
        ("closeness", catalog(messages(handout()), "es", **{"Wait.": "Espere mucho."})),
        ("safety", catalog(messages(handout(), "safety"), "es", **{"Do not stay.": "Salga."})),
        ("ui", catalog(ui_messages(UI), "es", Sources="Fuentes")),
    ):
        wording, provenance = sheet(files("es") | {(name, "es"): (changed,)}, records)
        assert (provenance.level, provenance.reviewed_on, provenance.stale) == (Level.DRAFT, None, True), name
        assert len(wording.notice) == 2


def test_a_revised_sheet_that_lacks_a_string_says_so() -> None:
    own, page = catalog(messages(handout())[1:], "es"), [one for one in ui_messages(UI) if one.context != "ui/purpose/crisis"]
    for name, data, risky in (("closeness", own, 0), ("ui", catalog(tuple(page), "es"), 1)):
        found = files("es") | {(name, "es"): (data,)}
        wording, provenance = sheet(found, reviewed(found))
        assert (provenance.level, provenance.missing, provenance.missing_high_risk) == (Level.REVISED, 1, risky)
        assert [one.plain() for one in wording.notice] == ["es Parts are missing.", "Parts are missing."]


def test_bilingual_keeps_every_source_and_fills_it() -> None:
    done, *_ = localize(handout(), "es", CLINIC, ON, source(files("es")), bilingual=True)
    found = by_context(done)
    assert all(found[one.context].source is not None for one in texts(handout()))
    beneath = found["closeness/plain/note/inside"].source
    assert beneath is not None
    assert beneath.plain() == "See “Kinds of help”."
    first = found["closeness/plain/first"].source
    assert first is not None
    assert Value("River Clinic", "en") in first.inlines


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_pseudo_locales_need_no_catalog(tag: str) -> None:
    done, wording, provenance, told = localize(handout(), tag, None, ON, source({}))
    assert told == ()
    assert {one.language for one in texts(done) if one.plain() != "nowhere"} == {tag}
    assert len(wording.notice) == 2
    assert provenance.level is Level.DRAFT
    assert by_context(done)["safety/box/leave"].source is not None


@pytest.mark.parametrize("row", [row for row in known() if not row.pseudo and row.tag != "en"], ids=lambda row: row.tag)
def test_every_language_can_be_said(row) -> None:  # type: ignore[no-untyped-def]
    done, wording, _, told = said(row.tag)
    assert told == ()
    assert wording.number(2028) in wording.foot.plain() or row.tag in ("fa", "ps")
    assert [one.plain() for one in texts(done) if one.language != row.tag] == ["nowhere"]
    marks = set("()«»") if row.rtl else set()
    assert not [one.plain() for one in (*texts(done), wording.foot, *wording.notice) if set(one.plain()) & marks]


def test_a_clinic_may_require_less() -> None:
    assert said("es", replace(CLINIC, required_level="draft"))[1].notice == ()
    assert len(said("es")[1].notice) == 2


def test_lines_that_are_printed_are_named() -> None:
    provenance = said("es")[2]
    assert provenance.lines == (("us-988", ON),)
    assert provenance.source_hash == "0" * 64


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(Unknown):
        localize(handout(), "xx", None, ON, source({}))


def test_nothing_of_the_source_is_changed() -> None:
    whole = handout()
    kept = handout()
    localize(whole, "es", CLINIC, ON, source(files("es")))
    assert whole == kept


def test_contacts_in_a_box_are_worded() -> None:
    whole = handout()
    section = whole.sections[1]
    boxed = replace(section, blocks=(Box("b", "note", None, (Contacts("c", ("crisis",), 1, (contact(),)),)),))  # type: ignore[arg-type]
    done, *_ = localize(replace(whole, sections=(boxed,)), "es", CLINIC, ON, source(files("es")))
    box = done.sections[0].blocks[0]
    assert isinstance(box, Box)
    assert isinstance(box.blocks[0], Contacts)
    assert box.blocks[0].entries[0].purpose is not None


def test_the_bundled_words_can_all_be_said() -> None:
    found = CatalogSource.of(Workspace.bundled())
    assert set(UI) <= set(found.ui)
    assert found.title_of("no-such-handout") is None
    title = found.title_of("anxious-attachment")
    assert title is not None
    assert title.context == "anxious-attachment.title"


def test_a_clinics_own_words_lie_over_ours(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "handouts").mkdir()
    own = tmp_path / "handouts" / "ui.json"
    own.write_text('{"$schema": "ui.schema.json", "format": 1, "language": "en", "strings": {"ui/sources": "Read more"}}', "utf-8")
    found = CatalogSource.of(Workspace.overlaid(tmp_path)).ui
    assert inlines.write(found["ui/sources"].inlines) == "Read more"
    assert "ui/page" in found
    own.write_text('{"$schema": "ui.schema.json", "format": 1, "language": "en", "strings": ["x"]}', "utf-8")
    with pytest.raises(ContentInvalid):
        CatalogSource.of(Workspace.overlaid(tmp_path))


def test_two_days_differ_only_where_a_day_counts() -> None:
    early, late = (localize(handout(), "es", CLINIC, on, source(files("es"))) for on in (date(2026, 11, 24), date(2027, 1, 1)))
    assert early == late
