"""What a letter asks of whoever writes it: one question a field. In: answers as they are typed. Out: the JSON of a letter, for `reading`.
The same questions drive the prompts of the command line, the form of the web page, and what `rules` says is missing.

A question that was not answered leaves its field out, which means "nobody said" and never "no"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clinickit.errors import Unknown
from clinickit.referral.letters.model import Letter, Receiver, Urgency

Json = dict[str, Any]


class Answer(StrEnum):
    """What an answer is: a line; paragraphs; a day; yes or no; a phone number; one of some choices; several of them; a list, one entry a
    line; the BCP 47 tag of a language."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    YES_NO = "yes-no"
    PHONE = "phone"
    ONE = "one"
    SOME = "some"
    LIST = "list"
    LANGUAGE = "language"


class Due(StrEnum):
    """When a letter must have an answer: always; for a minor; never. COPIES: where there is no default, see `rules`."""

    ALWAYS = "always"
    MINOR = "minor"
    COPIES = "copies"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Question:
    """`field` is the way to it in the file ("contact.voicemail"); `group` the heading it stands under; `hint` how to answer, or why it is
    asked; `choices` of ONE and SOME."""

    field: str
    group: str
    ask: str
    answer: Answer = Answer.LINE
    due: Due = Due.NEVER
    hint: str = ""
    choices: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The field as steps."""
        return tuple(self.field.split("."))


_URGENCY = tuple(str(one) for one in Urgency if one)
_COPIES = tuple(str(one) for one in Receiver)
_FROM, _TO, _WHO, _SAFE, _WHY = "Who writes", "Who is written to", "The person", "Safe contact", "Why"
_RISK, _CONSENT, _COPY = "Safety today", "Consent", "Copies"
_A, _M, _C = Due.ALWAYS, Due.MINOR, Due.COPIES

QUESTIONS = (
    Question("risk.immediate", _RISK, "Is someone in danger right now?", Answer.YES_NO, _A, "If so, no letter is right: help comes first."),
    Question(
        "risk.now",
        _RISK,
        "What do you know today of thoughts of suicide, self-harm, and harm to or by others?",
        Answer.WORDS,
        _A,
        "Say when you asked. “None known” where you asked and there is none.",
    ),
    Question("risk.plan", _RISK, "What was agreed to keep everyone safe?", Answer.WORDS, _A, "“None needed” where that is so."),
    Question(
        "risk.safety_in_doubt",
        _RISK,
        "May someone be hurting, threatening or controlling the person?",
        Answer.YES_NO,
        _A,
        "Ask each person alone. Yes keeps from the client's copy what could endanger them.",
    ),
    Question(
        "urgency", _WHY, "How soon should the person be seen?", Answer.ONE, _A, "routine: weeks. soon: days. urgent: today.", _URGENCY
    ),
    Question("reason", _WHY, "Why do you refer this person?", Answer.WORDS, _A),
    Question("question", _WHY, "What do you ask the recipient to do, or to answer?", Answer.WORDS, _A),
    Question("reply_by", _WHY, "By which day should they answer?", Answer.DAY, _A),
    Question("background", _WHY, "What came before?", Answer.WORDS),
    Question("treatment", _WHY, "What was tried, and how did it go?", Answer.WORDS),
    Question("medicines", _WHY, "Which medicines does the person take?", Answer.WORDS),
    Question("client.name", _WHO, "What is the person's name?", Answer.LINE, _A),
    Question(
        "client.born", _WHO, "When was the person born?", Answer.DAY, Due.NEVER, "Without it nobody knows whether a guardian decides."
    ),
    Question("client.language", _WHO, "Which language does the person want to speak?", Answer.LANGUAGE, _A, "A tag such as es or zh-Hant."),
    Question("client.interpreter", _WHO, "Is an interpreter needed?", Answer.YES_NO, _A),
    Question(
        "client.access_needs",
        _WHO,
        "What does the person need to take part?",
        Answer.WORDS,
        _A,
        "No stairs, large print, signs, a quiet room … “None” where you asked and there is nothing.",
    ),
    Question("client.identifier", _WHO, "Which number has the person in your records?"),
    Question("client.guardian.name", _WHO, "Who is the guardian?", Answer.LINE, _M),
    Question("client.guardian.relation", _WHO, "What is the guardian to the person?", Answer.LINE, _M, "Such as “mother”."),
    Question("client.guardian.phone", _WHO, "What is the guardian's phone number?", Answer.PHONE),
    Question("client.guardian.consents", _WHO, "Does the guardian agree to this letter?", Answer.YES_NO, _M),
    Question("contact.number", _SAFE, "Which number is safe to call?", Answer.PHONE, _A),
    Question("contact.voicemail", _SAFE, "May a message be left on it?", Answer.YES_NO, _A, "Who else hears it?"),
    Question("contact.text", _SAFE, "May a text be sent to it?", Answer.YES_NO, _A, "Who else reads it?"),
    Question("contact.hours", _SAFE, "When is it safe to call?", Answer.LINE, _A, "“Any time” where that is so."),
    Question("contact.name", _SAFE, "Whom does the caller ask for, and who may they say they are?", Answer.LINE, _A),
    Question("consent.scope", _CONSENT, "What may be told, to whom, and for what?", Answer.WORDS, _A),
    Question("consent.given_by", _CONSENT, "Who agreed?", Answer.LINE, _A),
    Question("consent.on", _CONSENT, "On which day did they agree?", Answer.DAY, _A),
    Question("consent.until", _CONSENT, "Until which day does it hold?", Answer.DAY),
    Question(
        "consent.substance_use",
        _CONSENT,
        "Do records of a substance use disorder program go along?",
        Answer.YES_NO,
        _A,
        "In the United States 42 CFR part 2 then asks for a notice, and for a copy of the consent.",
    ),
    Question(
        "copies",
        _COPY,
        "Who may get a copy: the recipient, your file, the client?",
        Answer.SOME,
        _C,
        "For a minor there is no default: a copy at home can be read by others.",
        _COPIES,
    ),
    Question("also_to", _COPY, "Who else gets one, by the consent?", Answer.LIST),
    Question("sender.name", _FROM, "What is your name?", Answer.LINE, _A),
    Question("sender.role", _FROM, "What is your profession?"),
    Question("sender.organization", _FROM, "What is your clinic called?"),
    Question("sender.lines", _FROM, "What is your postal address?", Answer.LIST),
    Question("sender.phone", _FROM, "On which phone number does the recipient reach you?", Answer.PHONE, _A),
    Question("sender.fax", _FROM, "What is your fax number?", Answer.PHONE),
    Question("sender.email", _FROM, "What is your e-mail address?"),
    Question("sender.identifier", _FROM, "What is your number in a register?", hint="Such as “NPI 1234567893”."),
    Question("language", _FROM, "In which language do you write this letter?", Answer.LANGUAGE, Due.NEVER, "A tag; en unless told."),
    Question("recipient.name", _TO, "Who is the letter to?", Answer.LINE, _A, "A person, or a service."),
    Question("recipient.role", _TO, "What is their profession?"),
    Question("recipient.organization", _TO, "Where do they work?"),
    Question("recipient.lines", _TO, "What is their postal address?", Answer.LIST),
    Question("recipient.phone", _TO, "What is their phone number?", Answer.PHONE),
    Question("recipient.fax", _TO, "What is their fax number?", Answer.PHONE),
    Question("recipient.email", _TO, "What is their e-mail address?"),
)
"""In the order in which they are asked: danger first, for it ends the letter."""


def said(letter: Letter, one: Question) -> object:
    """What the letter says there; None, "" or () where nobody said."""
    value: object = letter
    for step in one.path:
        value = None if value is None else getattr(value, step)
    return value


def is_said(value: object) -> bool:
    """Whether there is an answer; no is one."""
    return value is not None and value != "" and value != ()


_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def typed(one: Question, text: str) -> object:
    """The JSON value of an answer as it was typed; None for an empty one. Raises Unknown for what cannot be meant."""
    text = "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
    if not text:
        return None
    if one.answer is Answer.YES_NO:
        if text.casefold() not in _YES:
            raise Unknown("Answer yes or no. Leave it empty where nobody asked.")
        return _YES[text.casefold()]
    if one.answer is Answer.DAY:
        return _day(text)
    if one.answer in (Answer.ONE, Answer.SOME):
        words = [word for word in re.split(r"[\s,;]+", text.casefold()) if word]
        wrong = [word for word in words if word not in one.choices]
        if wrong or (one.answer is Answer.ONE and len(words) > 1):
            raise Unknown(f"Choose {'among' if one.answer is Answer.SOME else 'one of'}: {', '.join(one.choices)}.")
        return words[0] if one.answer is Answer.ONE else list(dict.fromkeys(words))
    lines = [line for line in text.split("\n") if line]
    if one.answer is Answer.LIST:
        return [part.strip() for part in re.split(r"[\n;]", text) if part.strip()]
    return lines if one.answer is Answer.WORDS and len(lines) > 1 else " ".join(lines)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unknown("Write a day as year-month-day, such as 2026-11-24.") from None


def put(value: Json, one: Question, answer: object) -> Json:
    """The JSON of a letter with an answer (JSON, as `typed` gives it) in its place, None taking it out. The one given is not changed."""
    return _put(value, one.path, answer)


def _put(value: Mapping[str, Any], path: tuple[str, ...], answer: object) -> Json:
    step, rest = path[0], path[1:]
    inner = _put(value.get(step) or {}, rest, answer) if rest else answer
    kept = {key: each for key, each in value.items() if key != step}
    return kept if inner is None or inner == {} else {**kept, step: inner}
