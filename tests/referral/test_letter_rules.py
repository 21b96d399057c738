"""The minimum data set: each item that is missing is a question, unknown is not no, danger gets steps in place of a letter, minors have no
default, and consent must hold on the letter's day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest

from clinickit import Library
from clinickit.diagnostics import Diagnostic, Severity
from clinickit.referral.letters import danger, reading, rules
from clinickit.referral.letters.model import Guardian, Letter, Receiver, Urgency
from clinickit.referral.letters.questions import QUESTIONS, Due, put

ON = date(2026, 11, 24)
EXAMPLE: dict[str, Any] = json.loads(resources.files("clinickit.referral.letters").joinpath("example.json").read_bytes())
WHOLE = reading.letter(EXAMPLE, ON)
NEEDED = [
    one for one in QUESTIONS if one.due in (Due.ALWAYS, Due.MINOR, Due.COPIES) and one.field not in ("sender.phone", "recipient.name")
]


def codes(letter: Letter, **more: Any) -> list[str]:
    return [one.code for one in rules.check(letter, **more)]


def risky(letter: Letter = WHOLE, **more: Any) -> Letter:
    return replace(letter, risk=replace(letter.risk, **more))


def grown(letter: Letter = WHOLE, **more: Any) -> Letter:
    return replace(letter, client=replace(letter.client, born=date(1990, 1, 1), guardian=None), **more)


def test_the_example_may_be_sent() -> None:
    assert rules.check(WHOLE) == ()


@pytest.mark.parametrize("one", NEEDED, ids=lambda one: one.field)
def test_each_missing_item_names_its_field_and_asks(one: Any) -> None:
    found = rules.check(reading.letter(put(EXAMPLE, one, None), ON))
    assert [item.code for item in found if item.severity is Severity.ERROR] == ["letter.missing"]
    assert found[0].location.path == f"$.{one.field}"
    assert f"“{one.field}”" in found[0].message and one.ask in found[0].hint


def test_nothing_said_asks_all_of_it_danger_first() -> None:
    asked = [one.field for one in rules.missing(reading.letter({}, ON))]
    assert asked[0] == "risk.immediate"
    assert set(asked) == {one.field for one in QUESTIONS if one.due in (Due.ALWAYS, Due.COPIES)}


def test_no_is_said_and_unknown_is_not() -> None:
    no = replace(WHOLE, contact=replace(WHOLE.contact, voicemail=False, text=False))
    unknown = replace(WHOLE, contact=replace(WHOLE.contact, voicemail=None))
    assert rules.check(no) == ()
    assert [one.location.path for one in rules.check(unknown)] == ["$.contact.voicemail"]


@pytest.mark.parametrize("field", ["fax", "email", "lines"])
def test_the_sender_can_be_reached_one_way_or_another(field: str) -> None:
    nobody = replace(WHOLE.sender, phone="", fax="", email="", lines=())
    assert [one.location.path for one in rules.check(replace(WHOLE, sender=nobody))] == ["$.sender.phone"]
    assert rules.check(replace(WHOLE, sender=replace(nobody, **{field: getattr(WHOLE.sender, field)}))) == ()


def test_a_letter_may_be_to_a_service_without_a_name() -> None:
    assert rules.check(replace(WHOLE, recipient=replace(WHOLE.recipient, name=""))) == ()


@pytest.mark.parametrize(
    "letter", [risky(immediate=True), replace(WHOLE, urgency=Urgency.IMMEDIATE), risky(reading.letter({}, ON), immediate=True)]
)
def test_danger_now_is_told_alone_and_what_to_do(letter: Letter) -> None:
    (one,) = rules.check(letter)
    assert one.code == "letter.danger" and one.severity is Severity.ERROR
    assert "Stay with the person." in one.hint and "emergency" in one.hint


def test_the_steps_in_danger_are_those_of_the_library_with_the_numbers_of_the_territory() -> None:
    checker = Library().checker()
    said = danger.steps(checker, "US")
    assert said[0] == "Call 911." and said[1].startswith("Stay with the person.")
    assert said[-1] == "Give: clinickit print when-i-think-of-dying."
    assert danger.steps(checker)[0].startswith("Stay with the person.")
    assert [one for one in danger.steps(checker, "GB-SCT") if "999" in one] == ["Call 999."]
    assert " ".join(said) in rules.check(risky(immediate=True), instead=said)[0].hint


def test_a_minor_has_no_default_of_copies_and_a_guardian() -> None:
    letter = replace(WHOLE, copies=None, client=replace(WHOLE.client, guardian=None))
    assert rules.copies(letter) == ()
    paths = [one.location.path for one in rules.check(letter)]
    assert paths == ["$.client.guardian.name", "$.client.guardian.relation", "$.client.guardian.consents", "$.copies"]


def test_of_unknown_age_copies_must_be_said() -> None:
    letter = replace(grown(), copies=None, client=replace(grown().client, born=None))
    assert [one.location.path for one in rules.check(letter) if one.code == "letter.missing"] == ["$.copies"]
    assert rules.copies(letter) == ()


def test_an_adult_has_a_default() -> None:
    letter = grown(copies=None)
    assert rules.check(letter) == () and rules.copies(letter) == tuple(Receiver)
    assert rules.copies(replace(letter, copies=(Receiver.FILE,))) == (Receiver.FILE,)


def test_the_day_before_the_eighteenth_birthday_is_a_minor_s() -> None:
    def born(day: date) -> Letter:
        return replace(grown(copies=None), client=replace(grown().client, born=day))

    assert codes(born(date(2008, 11, 24))) == []
    assert "letter.missing" in codes(born(date(2008, 11, 25)))
    assert "letter.missing" in codes(born(date(2008, 11, 24)), majority=19)


def test_a_guardian_of_an_adult_is_asked_about_whole() -> None:
    letter = replace(grown(), client=replace(grown().client, guardian=Guardian("Ana")))
    assert [one.location.path for one in rules.check(letter)] == ["$.client.guardian.relation", "$.client.guardian.consents"]


def consent(**more: Any) -> Letter:
    return replace(WHOLE, consent=replace(WHOLE.consent, **more))


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (consent(on=ON + timedelta(1)), "letter.consent-later"),
        (consent(until=ON - timedelta(1)), "letter.consent-over"),
        (consent(until=ON), "letter.consent-short"),
        (consent(substance_use=True, until=None), "letter.consent-end"),
        (replace(WHOLE, reply_by=ON - timedelta(1)), "letter.reply-past"),
        (replace(WHOLE, client=replace(WHOLE.client, born=ON + timedelta(1))), "letter.birthday"),
        (replace(WHOLE, copies=(Receiver.FILE,)), "letter.copies-recipient"),
        (risky(safety_in_doubt=True), "letter.copy-unsafe"),
        (risky(safety_in_doubt=True), "letter.message-unsafe"),
    ],
)
def test_what_contradicts_itself_is_told(letter: Letter, code: str) -> None:
    assert code in codes(letter)


@pytest.mark.parametrize("letter", [consent(on=ON), consent(until=None), replace(WHOLE, reply_by=ON), consent(substance_use=True)])
def test_the_edges_are_allowed(letter: Letter) -> None:
    assert rules.check(letter) == ()


def test_a_consent_may_end_after_the_letter_was_written() -> None:
    assert codes(WHOLE, today=date(2027, 5, 20)) == []
    assert codes(WHOLE, today=date(2027, 5, 21)) == ["letter.consent-over"]
    assert codes(consent(until=ON - timedelta(1)), today=ON) == ["letter.consent-over"]
    assert codes(consent(until=None), today=date(2030, 1, 1)) == []


def test_a_guardian_who_does_not_agree_is_no_safe_number() -> None:
    guardian = Guardian("Ana", "mother", WHOLE.contact.number.replace(" ", "-"), False)
    found = codes(replace(WHOLE, client=replace(WHOLE.client, guardian=guardian)))
    assert found == ["letter.guardian-no", "letter.contact-guardian"]


def test_where_the_client_gets_no_copy_none_is_warned_about() -> None:
    letter = replace(risky(safety_in_doubt=True), copies=(Receiver.RECIPIENT,), contact=replace(WHOLE.contact, text=False))
    assert rules.check(letter) == ()


def placed(value: dict[str, Any]) -> tuple[Diagnostic, ...]:
    made, _ = reading.read(json.dumps(value, indent=1).encode(), "l.json", ON)
    assert made is not None
    return rules.check(made.letter, made.document)


def test_a_missing_item_stands_where_its_part_begins() -> None:
    without = {key: one for key, one in EXAMPLE.items() if key != "contact"}
    found = placed({**without, "contact": {"number": "+1 555 010 0142", "text": False, "hours": "Any time", "name": "Sam"}})
    lines = json.dumps({**without, "contact": 0}, indent=1).split("\n")
    assert [(one.location.file, one.location.line) for one in found] == [("l.json", len(lines) - 1)]
    assert placed(without)[0].location.line == 1


def test_no_diagnostic_tells_anything_of_the_person() -> None:
    found = rules.check(
        replace(risky(reading.letter(EXAMPLE, ON), safety_in_doubt=True), reply_by=date(2020, 1, 1), copies=(Receiver.FILE,))
    )
    said = "".join(map(str, found))
    assert len(found) >= 3
    assert not [word for word in ("Sam", "Rivera", "panic", "555", "2011") if word in said]
