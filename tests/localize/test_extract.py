"""What translators get."""

from __future__ import annotations

import polib

from clinickit.localize.catalogs import write_template
from clinickit.localize.extract import catalog_of, merged, messages, ui_messages
from tests.localize.samples import UI, handout


def test_messages_keep_markup_and_go_to_their_own_catalog() -> None:
    own = messages(handout())
    assert {catalog_of(one.context) for one in own} == {"closeness"}
    assert {one.context: one.source for one in own}["closeness/plain/first"] == "Some <strong>people</strong> worry.<br/>Ask {clinic_name}."
    safety = messages(handout(), "safety")
    assert [one.context for one in safety] == ["safety/box.heading", "safety/box/leave"]
    assert all(one.risk for one in safety)


def test_notes_say_what_a_string_is() -> None:
    notes = {one.context: " ".join(one.notes) for one in messages(handout()) + messages(handout(), "safety")}
    assert "name of the clinic" in notes["closeness/plain/first"]
    assert "<strong>" in notes["closeness/plain/first"]
    assert "title of the handout “therapy”" in notes["closeness/plain/note/inside"]
    assert "something to do" in notes["closeness/plain/do/wait"]
    assert "row heading" in notes["closeness/plain/compare/secure.heading"]
    assert "people who do not see" in notes["closeness/plain/map.alt"]
    assert "HIGH RISK" in notes["safety/box/leave"]
    assert "safety box" in notes["safety/box/leave"]
    assert "HIGH RISK" not in notes["closeness.title"]


def test_a_fragment_of_two_handouts_is_one_message() -> None:
    twice = merged([messages(handout(), "safety"), messages(handout(), "safety")])
    assert twice == messages(handout(), "safety")


def test_a_template_is_a_po_file_in_content_order() -> None:
    found = messages(handout())
    parsed = polib.pofile(write_template(found).decode())
    assert [(one.msgctxt, one.msgid, one.msgstr) for one in parsed] == [(one.context, one.source, "") for one in found]
    assert [one.comment.split("\n") for one in parsed if one.comment] == [list(one.notes) for one in found if one.notes]


def test_page_words_carry_their_notes() -> None:
    found = {one.context: one for one in ui_messages(UI, {"ui/page": "In the foot."})}
    assert found["ui/page"].notes[0] == "In the foot."
    assert "{pages}" in " ".join(found["ui/page"].notes)
    assert found["ui/purpose/crisis"].risk
    assert not found["ui/page"].risk
