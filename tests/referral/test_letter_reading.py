"""A letter from its file: whole and begun ones, what is wrong said without quoting it, answers as they are typed, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

import pytest

from clinickit.content.schemas import Schemas
from clinickit.errors import Unknown
from clinickit.referral.letters import reading, rules
from clinickit.referral.letters.model import Letter, Receiver, Urgency
from clinickit.referral.letters.questions import QUESTIONS, Answer, is_said, put, said, typed
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
EXAMPLE = resources.files("clinickit.referral.letters").joinpath("example.json").read_bytes()
BY_FIELD = {one.field: one for one in QUESTIONS}


def read(value: object) -> tuple[reading.Read | None, list[str]]:
    made, found = reading.read(json.dumps(value, ensure_ascii=False, indent=1).encode(), "l.json", ON)
    return made, [f"{one.location.line} {one.location.path} {one.code}" for one in found]


def begun(**more: object) -> dict[str, object]:
    return {"$schema": "letter.schema.json", "format": 1, **more}


def example() -> Letter:
    made, found = reading.read(EXAMPLE, "example.json", ON)
    assert made is not None and found == ()
    return made.letter


def test_the_example_is_read_and_written_back() -> None:
    letter = example()
    assert (letter.urgency, letter.copies) == (Urgency.SOON, tuple(Receiver))
    assert letter.reason.count("\n") == 1 and letter.client.guardian is not None
    again, found = read(reading.written(letter))
    assert again is not None and found == []
    assert again.letter == letter


def test_a_letter_may_be_begun_with_nothing() -> None:
    made, found = read(begun())
    assert made is not None and found == []
    letter = made.letter
    assert (letter.on, letter.urgency, letter.copies) == (ON, Urgency.NOT_SAID, None)
    assert letter.contact.voicemail is None and letter.risk.safety_in_doubt is None
    assert reading.written(letter) == begun(on="2026-11-24", language="en")


def test_null_and_left_out_are_the_same() -> None:
    made, _ = read(begun(contact={"voicemail": None}, risk={"immediate": None}))
    assert made is not None and made.letter == reading.letter({}, ON)


def test_no_is_an_answer() -> None:
    made, _ = read(begun(contact={"voicemail": False}))
    assert made is not None and made.letter.contact.voicemail is False
    assert reading.written(made.letter)["contact"] == {"voicemail": False}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (begun(urgency="Jane"), "4 $.urgency schema.enum"),
        (begun(client={"name": "Jane Doe "}), "5 $.client.name schema.pattern"),
        (begun(client={"born": "2011-02-30"}), "5 $.client.born schema.format"),
        (begun(contact={"number": "call Jane"}), "5 $.contact.number schema.pattern"),
        (begun(contact={"voicemail": "Jane"}), "5 $.contact.voicemail schema.type"),
        (begun(copies=[]), "4 $.copies schema.count"),
        (begun(services=["Jane"]), "5 $.services[0] schema.pattern"),
        (begun(Jane=1), "4 $.Jane schema.unknown-field"),
        ({"format": 1}, "1 $ schema.kind"),
    ],
)
def test_what_is_wrong_has_a_line(value: object, wanted: str) -> None:
    made, found = read(value)
    assert made is None and found == [wanted]


def test_no_diagnostic_quotes_a_value() -> None:
    value = begun(client={"name": " Jane Doe", "born": "Jane Doe"}, urgency="Jane Doe", contact={"number": "Jane Doe", "text": "Jane Doe"})
    _, found = reading.read(json.dumps(value).encode(), "l.json", ON)
    assert len(found) == 5
    assert "Jane" not in "".join(map(str, found)) and all(one.hint for one in found)


@pytest.mark.parametrize("number", ["6045550199", '["604 555 0199"]', '{"at": 6045550199}', "6045550199e999"])
def test_no_diagnostic_quotes_a_number_to_call(number: str) -> None:
    _, found = reading.read(json.dumps(begun(contact={"number": 0})).replace('"number": 0', f'"number": {number}').encode(), "l.json", ON)
    assert found
    assert "555" not in "".join(map(str, found))


def test_another_kind_of_file_is_no_letter() -> None:
    made, _ = read({"$schema": "clinic.schema.json", "format": 1, "name": {"en": "A"}})
    assert made is None


def test_each_question_is_a_field_of_the_schema() -> None:
    schema: dict[str, Any] = json.loads(Workspace.bundled().schema("letter"))
    for one in QUESTIONS:
        node = schema
        for step in one.path:
            node = node["properties"][step]
        assert node["description"], one.field


def test_each_question_is_asked_once_danger_first() -> None:
    assert len(BY_FIELD) == len(QUESTIONS)
    assert QUESTIONS[0].field == "risk.immediate"


def test_the_example_answers_nearly_all() -> None:
    assert [one.field for one in QUESTIONS if not is_said(said(example(), one))] == ["recipient.email"]


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("contact.voicemail", " Yes ", True),
        ("contact.voicemail", "n", False),
        ("contact.voicemail", "  ", None),
        ("reply_by", "2026-12-08", "2026-12-08"),
        ("urgency", "Soon", "soon"),
        ("copies", "file, recipient file", ["file", "recipient"]),
        ("sender.lines", "12 Mill Road; Springfield", ["12 Mill Road", "Springfield"]),
        ("reason", "One.\n\n Two. ", ["One.", "Two."]),
        ("reason", " One  line ", "One line"),
        ("client.name", "Sam\nRivera", "Sam Rivera"),
    ],
)
def test_answers_as_typed(field: str, text: str, wanted: object) -> None:
    assert typed(BY_FIELD[field], text) == wanted


@pytest.mark.parametrize(
    ("field", "text"), [("contact.voicemail", "maybe"), ("reply_by", "8.12."), ("urgency", "soon urgent"), ("copies", "all")]
)
def test_answers_that_cannot_be_meant(field: str, text: str) -> None:
    with pytest.raises(Unknown):
        typed(BY_FIELD[field], text)


def test_an_answer_is_put_in_its_place_and_taken_out() -> None:
    value: dict[str, Any] = {"client": {"name": "A"}}
    one = BY_FIELD["client.guardian.name"]
    made = put(value, one, "B")
    assert made == {"client": {"name": "A", "guardian": {"name": "B"}}} and value == {"client": {"name": "A"}}
    assert put(made, one, None) == {"client": {"name": "A"}}


def test_every_answer_reaches_the_letter() -> None:
    """All questions answered as a person would type them give a letter that lacks nothing of what was typed."""
    words = {Answer.YES_NO: "no", Answer.DAY: "2026-11-24", Answer.PHONE: "+1 555 010 0199", Answer.LANGUAGE: "es", Answer.LIST: "A; B"}
    value: dict[str, Any] = begun()
    for one in QUESTIONS:
        text = one.choices[0] if one.choices else "a@b.example" if one.field.endswith(".email") else words.get(one.answer, "Words")
        value = put(value, one, typed(one, text))
    made, found = read(value)
    assert found == [] and made is not None
    assert [one.field for one in QUESTIONS if not is_said(said(made.letter, one))] == []


JUNK: tuple[Any, ...] = (None, True, 0, "", "x" * 5000, "<b>{value:client}</b>", "2026-13-01", [], {"name": {}}, "a\u202eb")


def test_no_junk_in_any_place_breaks_it() -> None:
    """Each value of the example, one after the other, becomes junk: it is refused with a place, or read, judged and written back."""
    whole, schemas, taken = json.loads(EXAMPLE), Schemas(Workspace.bundled()), 0
    for path in list(_paths(whole)):
        for junk in JUNK:
            value = json.loads(EXAMPLE)
            node = value
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = junk
            made, found = reading.read(json.dumps(value).encode(), "l.json", ON, schemas)
            if made is None:
                assert found and all(one.location.line for one in found)
                continue
            taken += 1
            rules.check(made.letter, made.document)
            assert reading.letter(reading.written(made.letter), ON) == made.letter
    assert taken > 50


def _paths(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _paths(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _paths(one, (*path, at))
