"""Copies in two languages, discreet ones and clinicians' ones: they say what the PDF says, and are built as they must be."""

from __future__ import annotations

import pytest

from clinickit import PrintOptions, Reader
from clinickit.content import walk
from clinickit.content.model import Section
from tests.html import judge
from tests.html.sheets import IDS, LIBRARY
from tests.html.strings import bare, of_html, of_pages, parsed
from tests.readback.sheets import CLINIC, ON


@pytest.mark.parametrize("handout_id", [one for one in IDS if LIBRARY.handout(one).audience != "clinician"][::4])
def test_copies_say_what_the_pdf_says(handout_id: str) -> None:
    other = next(one for one in (*LIBRARY.languages(handout_id)[1:], "ar-XB") if one in ("ar", "he", "fa", "ar-XB"))
    wanted = (
        PrintOptions(draft=True, beside="en", facing=True),
        PrintOptions(draft=True, discreet=True),
        PrintOptions(draft=True, audience=Reader.CLINICIAN),
    )
    for one in wanted:
        document, _, _ = LIBRARY.pages(handout_id, other, CLINIC, one, on=ON)
        page = LIBRARY.page_html(handout_id, other, CLINIC, one, on=ON).html
        assert judge.faults(page, other) == []
        assert sorted(of_pages(document)) == sorted(of_html(page)), one
    side = LIBRARY.page_html(handout_id, other, CLINIC, PrintOptions(draft=True, beside="en"), on=ON).html
    assert judge.faults(side, other) == []


def test_a_discreet_page_tells_nobody_what_it_is_about() -> None:
    one = PrintOptions(draft=True, discreet=True)
    page = LIBRARY.page_html("when-i-think-of-dying", "en", CLINIC, one, on=ON).html
    root = parsed(page)
    head = page[: page.index(b"<style")].lower()
    assert b"dying" not in head and b"suicid" not in head and b"description" not in head
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert all(each == "text" or (each[0] == "n" and each[1:].isdigit()) for each in ids)
    assert CLINIC.web.encode() not in page


def test_blocks_of_two_languages_stand_side_by_side() -> None:
    page = LIBRARY.page_html("anxious-attachment", "ar", CLINIC, PrintOptions(draft=True, beside="en"), on=ON).html
    pairs = [one for one in parsed(page).iter() if "pair" in one.get("class", "").split()]
    assert len(pairs) > 20
    for one in pairs:
        first, second = one
        assert (first.get("lang") or "ar", second.get("lang"), second.get("dir")) == ("ar", "en", "ltr")


def _notes(handout_id: str) -> list[str]:
    """What a handout says to clinicians alone; short labels may stand elsewhere too."""
    return [
        bare(text.plain())
        for owners, _, text in walk.owned_texts(LIBRARY.handout(handout_id))
        if any(isinstance(one, Section) and one.reader is Reader.CLINICIAN for one in owners) and len(text.plain()) > 30
    ]


NOTED = [one for one in IDS if LIBRARY.handout(one).audience != "clinician" and _notes(one)]


@pytest.mark.parametrize("handout_id", NOTED[::3])
def test_no_word_for_clinicians_stands_on_a_clients_page(handout_id: str) -> None:
    clinicians, clients = (
        list(of_html(LIBRARY.page_html(handout_id, "en", CLINIC, PrintOptions(audience=reader), on=ON).html))
        for reader in (Reader.CLINICIAN, Reader.CLIENT)
    )
    for note in _notes(handout_id):
        assert any(note in one for one in clinicians)
        assert not any(note in one for one in clients)
