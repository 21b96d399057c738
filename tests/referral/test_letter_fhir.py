"""A letter as FHIR R4: valid for R4B's classes, read back field by field, labelled, and without what is protected."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.task import Task
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinickit.errors import Unknown
from clinickit.referral.letters.fhir import bundle, labels
from clinickit.referral.letters.fhir_document import Pdf
from clinickit.referral.letters.fhir_in import letter as letter_of
from clinickit.referral.letters.fhir_task import Answer, answered, answered_in
from clinickit.referral.letters.fhir_terms import as_bytes
from clinickit.referral.letters.model import Client, Consent, Guardian, Letter, Party, Receiver, Risk, SafeContact, Urgency
from clinickit.referral.model import Address, Phone, Place, Service, Term
from clinickit.referral.protect import Override

DAY = date(2026, 11, 24)
LETTER = Letter(
    on=DAY,
    urgency=Urgency.SOON,
    reason="Nightmares since the fire.\nCannot sleep.",
    question="Would trauma-focused CBT help?",
    risk=Risk("none known", "Calls the line at night", False, False),
    client=Client("Ana Ruiz", date(2011, 2, 3), "es-MX", True, "none", Guardian("Luz Ruiz", "mother", "+1 555 010 9", True), "MRN-7"),
    contact=SafeContact("+1 555 0100", False, None, "after six", "Ana"),
    consent=Consent("Reason and plan, no notes", date(2026, 11, 20), "Luz Ruiz", date(2027, 5, 20), False),
    sender=Party(
        "Dr. I. Chen", "Psychologist", "Cedar Clinic", ("1 Main St", "Oakland CA 94601"), "555 1", "555 2", "c@c.example", "1234567893"
    ),
    recipient=Party("Intake", organization="Bay Counseling", phone="555 3"),
    reply_by=date(2026, 12, 8),
    copies=(Receiver.RECIPIENT, Receiver.FILE),
    background="Two schools.",
    treatment="Six sessions.",
    medicines="None",
    language="en",
    services=("county/77",),
    handouts=("first-session",),
    also_to=("School nurse",),
)
COUNSELING = Service("77", "county", "Bay Counseling", phones=(Phone("555 3"),))
HOUSE = Service(
    "9",
    "county",
    "Rosewood House",
    phones=(Phone("555 7777"),),
    places=(Place("p", addresses=(Address(("418 Juniper Terrace",), "Fremont", "CA", "94536"),)),),
    terms=(Term("BH-1800.1500", "Domestic violence shelters"),),
)


def _all(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == kind]


def _one(made: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = _all(made, kind)
    return found


def test_it_comes_back_the_same() -> None:
    made = bundle(LETTER, [COUNSELING])
    assert letter_of(json.loads(as_bytes(made.bundle))) == LETTER
    assert made.kept_back == ()


_word = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12).filter(
    lambda one: one == one.strip() and one.strip() != ""
)
_maybe = st.just("") | _word
_flag = st.none() | st.booleans()
_day = st.dates(date(1000, 1, 1))
_party = st.builds(Party, _maybe, _maybe, _maybe, st.lists(_word, max_size=3).map(tuple), _maybe, _maybe, _maybe, _maybe)
_guardian = st.builds(Guardian, _word, _maybe, _maybe, _flag)
_client = st.builds(Client, _maybe, st.none() | _day, st.sampled_from(["", "es", "zh-Hans"]), _flag, _maybe, st.none() | _guardian, _maybe)
_any_letters = st.builds(
    Letter,
    on=_day,
    urgency=st.sampled_from([Urgency.ROUTINE, Urgency.SOON, Urgency.URGENT]),
    reason=_maybe,
    question=_maybe,
    risk=st.builds(Risk, _maybe, _maybe, st.sampled_from([None, False]), _flag),
    client=_client,
    contact=st.builds(SafeContact, _maybe, _flag, _flag, _maybe, _maybe),
    consent=st.builds(Consent, _maybe, st.none() | _day, _maybe, st.none() | _day, _flag),
    sender=_party,
    recipient=_party,
    reply_by=st.none() | _day,
    copies=st.none() | st.lists(st.sampled_from(list(Receiver)), unique=True).map(tuple),
    background=_maybe,
    treatment=_maybe,
    medicines=_maybe,
    language=st.sampled_from(["en", "ar"]),
    services=st.just(()),
    handouts=st.lists(st.sampled_from(["a", "b"]), unique=True).map(tuple),
    also_to=st.lists(_word, max_size=2).map(tuple),
)
_letters = _any_letters.map(
    lambda one: replace(one, consent=replace(one.consent, until=max(one.consent.until, one.on) if one.consent.until else None))
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_letters)
def test_every_letter_comes_back_and_is_valid(one: Letter) -> None:
    made = bundle(one, override=Override("A. Lead", DAY, "A test.")).bundle
    Bundle.model_validate(made)
    assert letter_of(json.loads(as_bytes(made))) == one


def test_each_resource_is_valid_and_refers_to_what_is_there() -> None:
    made = bundle(LETTER, [COUNSELING], pdf=Pdf(b"%PDF-1.7 x", "es")).bundle
    Bundle.model_validate(made)
    there = {one["fullUrl"]: one["resource"]["resourceType"] for one in made["entry"]}
    asked = _references(made)
    assert len(asked) > 15
    assert all(there[target] == kind for target, kind in asked)
    assert len(there) == len(made["entry"])
    assert all(one["fullUrl"] == f"urn:uuid:{one['resource']['id']}" for one in made["entry"])


def _references(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        own = [(value["reference"], value["type"])] if isinstance(value.get("reference"), str) else []
        return own + [found for one in value.values() for found in _references(one)]
    return [found for one in value for found in _references(one)] if isinstance(value, list) else []


def test_same_letter_same_bytes_and_another_seed_other_ids() -> None:
    first, again, seeded = bundle(LETTER).bundle, bundle(LETTER).bundle, bundle(LETTER, seed="x").bundle
    assert as_bytes(first) == as_bytes(again)
    ids = {one["fullUrl"] for one in first["entry"]}
    assert ids.isdisjoint(one["fullUrl"] for one in seeded["entry"])
    assert ids.isdisjoint(one["fullUrl"] for one in bundle(replace(LETTER, reason="Other")).bundle["entry"])


def test_a_collection_unless_a_transaction_is_asked_for() -> None:
    assert bundle(LETTER).bundle["type"] == "collection"
    assert all("request" not in one for one in bundle(LETTER).bundle["entry"])
    asked = bundle(LETTER, transaction=True).bundle
    assert asked["type"] == "transaction"
    assert {one["request"]["method"] for one in asked["entry"]} == {"POST"}
    assert all(one["request"]["url"] == one["resource"]["resourceType"] for one in asked["entry"])
    assert letter_of(asked) == letter_of(bundle(LETTER).bundle)


@pytest.mark.parametrize(("urgency", "code"), [(Urgency.ROUTINE, "routine"), (Urgency.SOON, "urgent"), (Urgency.URGENT, "asap")])
def test_priority_says_how_soon(urgency: Urgency, code: str) -> None:
    made = bundle(replace(LETTER, urgency=urgency)).bundle
    assert _one(made, "ServiceRequest")["priority"] == _one(made, "Task")["priority"] == code


@pytest.mark.parametrize("danger", [replace(LETTER, urgency=Urgency.IMMEDIATE), replace(LETTER, risk=Risk("now", immediate=True))])
def test_immediate_danger_is_refused(danger: Letter) -> None:
    with pytest.raises(Unknown, match="emergency"):
        bundle(danger)


def test_a_consent_that_was_over_is_refused_and_one_that_ends_that_day_is_not() -> None:
    over = replace(LETTER, consent=replace(LETTER.consent, until=date(2026, 11, 23)))
    with pytest.raises(Unknown, match="consent was over"):
        bundle(over)
    assert bundle(replace(LETTER, consent=replace(LETTER.consent, until=DAY))).bundle["entry"]


@pytest.mark.parametrize(
    ("doubt", "substances", "codes"),
    [
        (False, False, ["R", "PSY"]),
        (True, False, ["R", "PSY", "SDV"]),
        (None, None, ["R", "PSY", "SDV"]),
        (False, True, ["R", "PSY", "ETH", "42CFRPart2", "NORDSCLCD"]),
    ],
)
def test_every_record_is_labelled(doubt: bool | None, substances: bool | None, codes: list[str]) -> None:
    one = replace(LETTER, risk=replace(LETTER.risk, safety_in_doubt=doubt), consent=replace(LETTER.consent, substance_use=substances))
    assert [label["code"] for label in labels(one)] == codes
    made = bundle(one, [COUNSELING], pdf=Pdf(b"%PDF", "en")).bundle
    for record in (made, *(entry["resource"] for entry in made["entry"])):
        assert [label["code"] for label in record["meta"]["security"]] == codes
    assert ("policy" in _one(made, "Consent")) is bool(substances)
    notes = [note["text"] for note in _one(made, "ServiceRequest")["note"]]
    assert ("42 CFR part 2 prohibits unauthorized use or disclosure of these records." in notes) is bool(substances)


def test_nothing_becomes_a_diagnosis() -> None:
    made = bundle(LETTER, [COUNSELING]).bundle
    assert _all(made, "Condition") == []
    assert _one(made, "ServiceRequest")["reasonCode"] == [{"text": LETTER.reason}]


@pytest.mark.parametrize(
    ("contact", "doubt", "listed"),
    [
        (SafeContact("5", True, True), False, True),
        (SafeContact("5", True, True), True, False),
        (SafeContact("5", True, True), None, False),
        (SafeContact("5", False, True), False, False),
        (SafeContact("5", True, None), False, False),
    ],
)
def test_a_number_that_machines_call_only_where_it_is_safe(contact: SafeContact, doubt: bool | None, listed: bool) -> None:
    made = bundle(replace(LETTER, contact=contact, risk=replace(LETTER.risk, safety_in_doubt=doubt))).bundle
    assert ("telecom" in _one(made, "Patient")) is listed
    assert _one(made, "ServiceRequest")["note"][0]["text"].startswith("Safe contact: 5\n")
    assert letter_of(made).contact == contact


def test_the_note_says_no_in_capitals() -> None:
    note = _one(bundle(LETTER).bundle, "ServiceRequest")["note"][0]["text"]
    assert "Voicemail: NO\n" in note
    assert "Text message: not asked, so no\n" in note


def test_consent_language_interpreter_guardian_and_reply() -> None:
    made = bundle(LETTER).bundle
    consent, patient, task = _one(made, "Consent"), _one(made, "Patient"), _one(made, "Task")
    assert consent["status"] == "active"
    assert consent["scope"]["text"] == "Reason and plan, no notes"
    assert consent["provision"]["period"] == {"start": "2026-11-20", "end": "2027-05-20"}
    assert consent["verification"][0]["verified"] is True
    assert patient["extension"] == [{"url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", "valueBoolean": True}]
    assert patient["communication"][0]["language"]["coding"][0]["code"] == "es-MX"
    assert task["restriction"]["period"]["end"] == "2026-12-08"
    assert task["focus"]["reference"] == f"urn:uuid:{_one(made, 'ServiceRequest')['id']}"
    undated = bundle(replace(LETTER, consent=Consent(""))).bundle
    assert _one(undated, "Consent")["status"] == "proposed"


def test_a_number_is_called_an_npi_only_where_its_check_digit_is_right() -> None:
    def system(identifier: str) -> str | None:
        made = bundle(replace(LETTER, sender=replace(LETTER.sender, identifier=identifier))).bundle
        return _all(made, "Practitioner")[0]["identifier"][0].get("system")

    assert system("1234567893") == "http://hl7.org/fhir/sid/us-npi"
    assert system("1234567890") is None
    assert system("PSY-4") is None
    written = replace(LETTER, sender=replace(LETTER.sender, identifier="NPI 1234567893"))
    made = bundle(written, [COUNSELING]).bundle
    assert _all(made, "Practitioner")[0]["identifier"][0]["value"] == "1234567893"
    assert letter_of(made) == written


def test_the_pdf_goes_along_or_its_hashes_alone() -> None:
    data = b"%PDF-1.7 letter"
    inside = _one(bundle(LETTER, pdf=Pdf(data, "en")).bundle, "DocumentReference")
    attachment = inside["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == data
    assert attachment["size"] == len(data)
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(data).digest()
    assert attachment["title"] == "Letter"
    alone = _one(bundle(LETTER, pdf=Pdf(data, "en", enclosed=False)).bundle, "DocumentReference")
    assert "data" not in alone["content"][0]["attachment"]
    assert alone["content"][0]["attachment"]["hash"] == attachment["hash"]


def test_a_shelter_of_the_directory_leaves_without_whereabouts() -> None:
    one = replace(
        LETTER,
        services=("county/9", "county/1"),
        recipient=Party("Intake", organization="Rosewood", lines=("418 Juniper Terrace", "Fremont CA 94536"), phone="555 7777"),
        risk=Risk("He looks for her.", "She goes to 418 Juniper Terrace tonight. A friend drives."),
    )
    made = bundle(one, [HOUSE])
    text = as_bytes(made.bundle).decode()
    assert "Juniper" not in text
    assert "94536" not in text
    assert "A friend drives." in text
    assert _one(made.bundle, "HealthcareService")["telecom"] == [{"system": "phone", "value": "555 7777"}]
    told = dict(made.kept_back)
    assert "not looked up" in told["county/1"][0]
    assert "shelter" in told["county/9"][0]
    assert "words of the letter" in told
    assert "Juniper" not in str(made.kept_back)
    assert made.record is None
    override = bundle(one, [HOUSE], Override("A. Lead", DAY, "Asked by the house."))
    assert "Juniper" in as_bytes(override.bundle).decode()
    assert override.record == {"by": "A. Lead", "on": "2026-11-24", "why": "Asked by the house.", "services": ["county/9"]}


def test_a_shelter_that_only_the_letter_names_leaves_without_its_address() -> None:
    shelter = Party(
        "Intake",
        organization="Harbor Domestic Violence Shelter",
        lines=("77 Quarry Road",),
        phone="555 8",
        fax="555 9",
        email="a@b.example",
    )
    for one in (replace(LETTER, recipient=shelter), replace(LETTER, sender=shelter)):
        made = bundle(one)
        text = as_bytes(made.bundle).decode()
        assert "Quarry" not in text
        assert "555 9" not in text
        assert "a@b.example" not in text
        assert "555 8" in text
        assert any(name in ("recipient", "sender") for name, _ in made.kept_back)


def test_a_pdf_that_nobody_can_judge_stays_where_something_is_kept_back() -> None:
    one = replace(LETTER, services=("county/9",))
    made = bundle(one, [HOUSE], pdf=Pdf(b"%PDF 418 Juniper Terrace", "en"))
    attachment = _one(made.bundle, "DocumentReference")["content"][0]["attachment"]
    assert "data" not in attachment
    assert attachment["size"] == 24
    assert "the PDF" in dict(made.kept_back)
    signed = bundle(one, [HOUSE], Override("A. Lead", DAY, "Asked."), pdf=Pdf(b"%PDF", "en"))
    assert "data" in _one(signed.bundle, "DocumentReference")["content"][0]["attachment"]


_TELLING = ("418 Juniper Terrace", "Juniper Ter, 94536", "at 418 Juniper  Terrace.", "Meet at Juniper Terrace", "postcode 94536")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_letters, st.data())
def test_no_field_of_a_letter_takes_whereabouts_along(one: Letter, data: st.DataObject) -> None:
    told = data.draw(st.sampled_from(_TELLING))
    part = data.draw(st.sampled_from(["", "risk", "client", "contact", "consent", "sender", "recipient"]))
    target = getattr(one, part) if part else one
    texts = [name for name in target.__dataclass_fields__ if type(getattr(target, name)) is str and name not in ("language",)]
    changed = replace(target, **{data.draw(st.sampled_from(texts)): told})
    whole = replace(replace(one, **{part: changed}) if part else changed, services=("county/9",))
    made = bundle(whole, [HOUSE])
    text = json.dumps([made.bundle, made.kept_back], ensure_ascii=False)
    assert "Juniper" not in text
    assert "94536" not in text


def test_a_confidential_listing_is_not_even_named() -> None:
    secret = replace(COUNSELING, id="5", name="Quiet Place", confidential=True, phones=(Phone("555 4444"),))
    one = replace(LETTER, services=("county/5",), background="Call 555 4444 first. Then wait.")
    made = bundle(one, [secret])
    text = as_bytes(made.bundle).decode()
    assert _all(made.bundle, "HealthcareService") == []
    assert "county/5" not in text
    assert "4444" not in text
    assert dict(made.kept_back)["county/5"] == ("the whole listing: marked confidential",)


TASK = _one(bundle(LETTER).bundle, "Task")


def test_the_loop_goes_round() -> None:
    received = answered(TASK, Answer.RECEIVED, date(2026, 11, 25))
    accepted = answered(received, Answer.ACCEPTED, date(2026, 11, 26), "First visit on 3 December.")
    started = answered(accepted, Answer.STARTED, date(2026, 12, 3))
    done = answered(started, Answer.COMPLETED, date(2027, 2, 1))
    assert [one["status"] for one in (TASK, received, accepted, started, done)] == [
        "requested",
        "received",
        "accepted",
        "in-progress",
        "completed",
    ]
    assert done["executionPeriod"] == {"start": "2026-12-03", "end": "2027-02-01"}
    assert accepted["note"] == [{"time": "2026-11-26", "text": "First visit on 3 December."}]
    assert done["authoredOn"] == TASK["authoredOn"]
    assert TASK["status"] == "requested"
    for one in (received, accepted, started, done):
        Task.model_validate(one)


def test_a_refusal_keeps_its_reason() -> None:
    declined = answered(TASK, Answer.DECLINED, DAY, "No Spanish speaker.")
    Task.model_validate(declined)
    assert declined["status"] == "rejected"
    assert declined["statusReason"] == {"text": "No Spanish speaker."}
    with pytest.raises(Unknown, match="needs a reason"):
        answered(TASK, Answer.DECLINED, DAY, "  ")


@pytest.mark.parametrize("answer", [Answer.COMPLETED, Answer.STARTED])
def test_nobody_completes_what_was_not_accepted(answer: Answer) -> None:
    with pytest.raises(Unknown, match="What can follow: received, accepted, declined, cancelled"):
        answered(TASK, answer, DAY)


@pytest.mark.parametrize("answer", list(Answer))
def test_what_is_closed_stays_closed(answer: Answer) -> None:
    for end in (answered(TASK, Answer.DECLINED, DAY, "Full."), answered(TASK, Answer.CANCELLED, DAY, "Moved away.")):
        with pytest.raises(Unknown, match="Write a new letter"):
            answered(end, answer, DAY, "Again")


def test_no_answer_before_the_question() -> None:
    with pytest.raises(Unknown, match="--on"):
        answered(TASK, Answer.ACCEPTED, date(2026, 11, 23))
    with pytest.raises(Unknown, match="no Task"):
        answered({"resourceType": "Patient"}, Answer.ACCEPTED, DAY)


def test_a_bundle_is_answered_and_stays_a_letter() -> None:
    made = bundle(LETTER, [COUNSELING]).bundle
    after = answered_in(made, Answer.ACCEPTED, DAY)
    Bundle.model_validate(after)
    assert _one(after, "Task")["status"] == "accepted"
    assert letter_of(after) == LETTER
    assert _one(made, "Task")["status"] == "requested"
    with pytest.raises(Unknown, match="0 Tasks"):
        answered_in({"resourceType": "Bundle", "entry": []}, Answer.ACCEPTED, DAY)


def test_another_systems_bundle_is_read_as_far_as_it_goes() -> None:
    request = {
        "resourceType": "ServiceRequest",
        "id": "r",
        "subject": {"reference": "Patient/p"},
        "authoredOn": "2026-11-01T08:00:00+01:00",
        "priority": "asap",
        "requester": {"display": "Dr. Elsewhere"},
        "performer": [{"reference": "Organization/o"}],
        "reasonCode": [{"coding": [{"code": "F41.1"}]}, {"text": "Worry"}],
        "note": [{"text": "Lives alone."}, "not an object"],
    }
    patient = {"resourceType": "Patient", "id": "p", "name": [{"family": "Ruiz", "given": ["Ana", "M."]}], "birthDate": "2011"}
    house = {"resourceType": "Organization", "id": "o", "name": "Bay", "telecom": [{"system": "phone", "value": "5"}]}
    read = letter_of({"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in (request, patient, house)]})
    assert read.client == Client("Ana M. Ruiz")
    assert (read.on, read.urgency, read.reason, read.background) == (date(2026, 11, 1), Urgency.URGENT, "Worry", "Lives alone.")
    assert read.sender == Party("Dr. Elsewhere")
    assert read.recipient == Party("", organization="Bay", phone="5")
    assert read.copies is None


@pytest.mark.parametrize(
    ("order", "task", "urgency"),
    [
        ("", "", Urgency.ROUTINE),
        ("emergency", "", Urgency.NOT_SAID),
        ("STAT", "", Urgency.IMMEDIATE),
        ("routine", "stat", Urgency.IMMEDIATE),
        ("urgent", "asap", Urgency.SOON),
    ],
)
def test_how_soon_is_never_said_to_be_later(order: str, task: str, urgency: Urgency) -> None:
    asked = {"resourceType": "ServiceRequest", "id": "r", "authoredOn": "2026-11-01", "priority": order}
    loop = {"resourceType": "Task", "focus": {"reference": "ServiceRequest/r"}, "priority": task}
    assert letter_of({"resourceType": "Bundle", "entry": [{"resource": asked}, {"resource": loop}]}).urgency is urgency


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"resourceType": "Patient"},
        {"resourceType": "Bundle"},
        {"resourceType": "Bundle", "entry": "x"},
        {"resourceType": "Bundle", "entry": [None, {"resource": 3}]},
    ],
)
def test_what_is_no_referral_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(Unknown):
        letter_of(value)


def test_another_persons_records_are_left_aside() -> None:
    made = bundle(replace(LETTER, client=replace(LETTER.client, guardian=None))).bundle
    other = bundle(replace(LETTER, reason="Other", consent=Consent("All", DAY))).bundle
    kinds = ("Patient", "RelatedPerson", "Consent", "QuestionnaireResponse", "Task")
    mixed = [one for one in other["entry"] if one["resource"]["resourceType"] in kinds]
    read = letter_of({**made, "entry": [*mixed, *made["entry"]]})
    assert read == replace(letter_of(made))
    assert read.client.guardian is None
    assert read.consent == LETTER.consent


def test_without_a_patient_the_name_is_the_references() -> None:
    request = {"resourceType": "ServiceRequest", "authoredOn": "2026-11-01", "subject": {"display": "Jane Doe"}}
    stray = {"resourceType": "Consent", "patient": {"reference": "Patient/f001"}, "scope": {"text": "All"}}
    read = letter_of({"resourceType": "Bundle", "entry": [{"resource": stray}, {"resource": request}]})
    assert read.client == Client("Jane Doe")
    assert read.consent == Consent("")


def test_two_referrals_are_not_one_letter() -> None:
    made = bundle(LETTER).bundle
    with pytest.raises(Unknown, match="2 ServiceRequests"):
        letter_of({**made, "entry": [*made["entry"], *made["entry"]]})


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a JSON value, at any depth, as the object or list that it is in and its name there."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, name
        yield from _places(inner)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_mangled_bundle_is_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    made = json.loads(as_bytes(bundle(LETTER, [COUNSELING]).bundle))
    for _ in range(data.draw(st.integers(1, 4))):
        holder, name = data.draw(st.sampled_from(list(_places(made))))
        holder[name] = data.draw(_json)
    with contextlib.suppress(Unknown):
        assert isinstance(letter_of(made), Letter)
    with contextlib.suppress(Unknown):
        assert answered_in(made, data.draw(st.sampled_from(list(Answer))), DAY, "No place.")["resourceType"] == "Bundle"


@pytest.mark.parametrize("field", ["note", "executionPeriod"])
def test_a_step_follows_whatever_stands_where_another_system_put_nonsense(field: str) -> None:
    accepted = answered_in(bundle(LETTER).bundle, Answer.ACCEPTED, DAY)
    for entry in accepted["entry"]:
        if entry["resource"]["resourceType"] == "Task":
            entry["resource"][field] = 7
    after = answered_in(accepted, Answer.COMPLETED, DAY, "Seen six times.")
    task = next(one["resource"] for one in after["entry"] if one["resource"]["resourceType"] == "Task")
    assert task["status"] == "completed" and task["executionPeriod"] == {"end": DAY.isoformat()}
    assert task["note"] == [{"time": DAY.isoformat(), "text": "Seen six times."}]


def test_copies_of_another_shape_are_left_aside() -> None:
    made = json.loads(as_bytes(bundle(LETTER).bundle))
    form = next(one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "QuestionnaireResponse")
    next(one for one in form["item"] if one["linkId"] == "copies")["answer"].append({"valueString": ["file"]})
    assert letter_of(made).copies == LETTER.copies
