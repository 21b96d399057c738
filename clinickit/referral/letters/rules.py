"""What a letter must hold before it may be sent. In: a `Letter`, and the `Document` it was read from where there is one. Out:
diagnostics; an error stops the letter. Called by `delivery.letters`, which prints none with an error, and by whoever fills one in.

Each missing item names its field and the question to ask. Unknown is not no: a voicemail that nobody asked about is asked for, not
taken to be unsafe. Nobody in danger right now is referred on by letter. No diagnostic repeats what the letter says of a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinickit.content.findings import Document, Finding, error, warning
from clinickit.content.positions import JsonPath, line_column, locate, written
from clinickit.diagnostics import Diagnostic, Location
from clinickit.referral.letters.model import Letter, Receiver, Urgency
from clinickit.referral.letters.questions import QUESTIONS, Due, Question, is_said, said

MAJORITY = 18
"""Age of majority in years, where nobody says another."""
EVERYONE = (Receiver.RECIPIENT, Receiver.FILE, Receiver.CLIENT)


def check(
    letter: Letter,
    document: Document | None = None,
    *,
    majority: int = MAJORITY,
    instead: tuple[str, ...] = (),
    today: date | None = None,
) -> tuple[Diagnostic, ...]:
    """All that is wrong with a letter, danger first. `majority` is the age of majority where the person lives; `instead` are the steps
    that help in danger (`danger.steps`), told in place of a letter; `today` is the day that it goes out: a consent may have ended since."""
    if in_danger(letter):
        return _placed([_danger(letter, instead)], document)
    found = [_missing(one) for one in missing(letter, majority)]
    for rule in (_days, _consent, _copies, _guardian, _contact):
        found += rule(letter, majority)
    found += _ended(letter, today)
    return _placed(found, document)


def in_danger(letter: Letter) -> bool:
    """Whether someone is in danger right now."""
    return letter.urgency is Urgency.IMMEDIATE or letter.risk.immediate is True


def missing(letter: Letter, majority: int = MAJORITY) -> tuple[Question, ...]:
    """The questions that must still be asked, in their order."""
    return tuple(one for one in QUESTIONS if _due(one, letter, majority) and not is_said(said(letter, one)))


def copies(letter: Letter, majority: int = MAJORITY) -> tuple[Receiver, ...]:
    """Who gets a copy. An adult's letter that does not say gives one to each; a minor's has no default, nor one of unknown age."""
    if letter.copies is not None:
        return letter.copies
    return EVERYONE if letter.minor(majority) is False else ()


def _due(one: Question, letter: Letter, majority: int) -> bool:
    minor = letter.minor(majority)
    if one.field == "sender.phone":
        sender = letter.sender
        return not any((sender.fax, sender.email, sender.lines))
    if one.field == "recipient.name":
        return not letter.recipient.organization
    if one.due is Due.MINOR:
        return minor is True or letter.client.guardian is not None
    return one.due is Due.ALWAYS or (one.due is Due.COPIES and minor is not False)


def _missing(one: Question) -> Finding:
    return error("letter.missing", one.path, f"“{one.field}” is not said.", f"Ask: {one.ask} {one.hint}".strip())


def _danger(letter: Letter, instead: tuple[str, ...]) -> Finding:
    path: JsonPath = ("risk", "immediate") if letter.risk.immediate else ("urgency",)
    steps = instead or ("Stay with the person.", "Call the emergency number, or go to the nearest emergency room.")
    message = "Someone is in danger right now. A letter comes too late, so none is made."
    return error("letter.danger", path, message, f"Do this instead: {' '.join(steps)} Write the letter once everyone is safe.")


def _days(letter: Letter, _: int) -> Iterator[Finding]:
    if letter.client.born and letter.client.born > letter.on:
        yield error("letter.birthday", ("client", "born"), "The birthday is later than the letter.", "Correct the one or the other.")
    if letter.reply_by and letter.reply_by < letter.on:
        yield error("letter.reply-past", ("reply_by",), "The day to answer by is past on the letter's day.", "Set a later day.")


def _consent(letter: Letter, _: int) -> Iterator[Finding]:
    consent = letter.consent
    if consent.on and consent.on > letter.on:
        later = "The consent is dated later than the letter, so there is none yet."
        yield error("letter.consent-later", ("consent", "on"), later, "Correct the day, or wait for the consent.")
    if consent.until and consent.until < letter.on:
        yield error("letter.consent-over", ("consent", "until"), "The consent is over on the letter's day.", "Ask for a new one first.")
    elif consent.until and letter.reply_by and consent.until < letter.reply_by:
        ends = "The consent ends before the day to answer by, so the answer may come too late to be read."
        yield warning("letter.consent-short", ("consent", "until"), ends, "Ask for a longer one, or for an earlier answer.")
    if consent.substance_use and consent.until is None:
        ends = "A consent under 42 CFR part 2 says when it ends; this one says no day."
        yield warning("letter.consent-end", ("consent", "until"), ends, "Give the day, or say in “scope” which event ends it.")


def _ended(letter: Letter, today: date | None) -> Iterator[Finding]:
    until = letter.consent.until
    if today and until and letter.on <= until < today:
        over = "The consent has ended since the letter was written."
        yield error("letter.consent-over", ("consent", "until"), over, "Ask for a new one first, and write the letter anew.")


def _copies(letter: Letter, majority: int) -> Iterator[Finding]:
    if letter.copies is not None and Receiver.RECIPIENT not in letter.copies:
        yield error(
            "letter.copies-recipient",
            ("copies",),
            "The recipient may get no copy, so there is nobody to refer to.",
            "Add “recipient” once the consent covers it.",
        )
    if letter.also_to and letter.minor(majority) is None:
        yield warning("letter.also-to", ("also_to",), "Others get a copy, and the person may be a minor.", "Ask for the birthday.")
    if letter.risk.safety_in_doubt and Receiver.CLIENT in copies(letter, majority):
        yield warning(
            "letter.copy-unsafe",
            ("copies",) if letter.copies else ("risk", "safety_in_doubt"),
            "Safety is in doubt. The client's copy leaves out risk, reason and numbers, but it can still be found at home.",
            "Ask alone whether it is safe to take paper along; if not, give none.",
        )


def _guardian(letter: Letter, majority: int) -> Iterator[Finding]:
    guardian = letter.client.guardian
    if guardian is None or guardian.consents is not False:
        return
    no = "The guardian does not agree to this letter."
    yield warning(
        "letter.guardian-no", ("client", "guardian", "consents"), no, "Send it only where the law lets someone else decide; say who."
    )
    if guardian.phone and _digits(guardian.phone) == _digits(letter.contact.number):
        same = "The number that is said to be safe is that of the guardian, who does not agree."
        yield warning("letter.contact-guardian", ("contact", "number"), same, "Ask the person for another number.")


def _contact(letter: Letter, _: int) -> Iterator[Finding]:
    told = [name for name in ("voicemail", "text") if getattr(letter.contact, name)]
    if letter.risk.safety_in_doubt and told:
        heard = "Safety is in doubt, yet messages may be left: someone else may hear or read them."
        yield warning("letter.message-unsafe", ("contact", told[0]), heard, "Ask alone who else uses the phone.")


def _digits(number: str) -> str:
    return "".join(one for one in number if one.isdigit())


def _placed(found: list[Finding], document: Document | None) -> tuple[Diagnostic, ...]:
    """The findings with their places: what is missing stands where its nearest part begins."""
    near = {one.path: _nearest(one.path, document.value) for one in found} if document else {}
    offsets = locate(document.text, {(path, False) for path in near.values()}) if document else {}
    made = []
    for one in found:
        place = Location("", written(one.path))
        if document:
            place = Location(document.file, written(one.path), *line_column(document.text, offsets.get((near[one.path], False), 0)))
        made.append(Diagnostic(one.code, one.severity, place, one.message, one.hint))
    return tuple(made)


def _nearest(path: JsonPath, value: object) -> JsonPath:
    """The longest beginning of a path that is there."""
    for at, step in enumerate(path):
        if not isinstance(value, dict) or step not in value:
            return path[:at]
        value = value[step]
    return path
