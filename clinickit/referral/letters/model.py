"""A referral letter as its sender means it: the minimum data set. `reading` makes it from checked JSON or answers, `rules` says what is
missing, `copies` makes handouts of it, `fhir` resources. Frozen; an empty string or None means: nobody said, which is not the same as no.

Nothing here is stored or logged. The minimum data set: urgency; reason; question asked; risk now and plan; safe contact; language and
interpreter; access needs; guardian, and who may get copies; scope and date of consent; sender; reply by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Urgency(StrEnum):
    """How soon the person should be seen: within weeks, within days, today. IMMEDIATE danger is no letter's business: it is refused.
    NOT_SAID stands in a letter that is not complete yet; `rules` asks for it."""

    NOT_SAID = ""
    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    IMMEDIATE = "immediate"


class Receiver(StrEnum):
    """Who gets a copy."""

    RECIPIENT = "recipient"
    FILE = "file"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Party:
    """Sender or recipient. `lines` of the postal address, country last where abroad; `identifier` such as an NPI."""

    name: str
    role: str = ""
    organization: str = ""
    lines: tuple[str, ...] = ()
    phone: str = ""
    fax: str = ""
    email: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How to reach the person without harm: `voicemail` and `text` say whether a message may be left; `hours` in words; `name` is how to
    ask for them, or what to say who calls."""

    number: str
    voicemail: bool | None = None
    text: bool | None = None
    hours: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Guardian:
    name: str
    relation: str = ""
    phone: str = ""
    consents: bool | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """The person referred. `language` BCP 47; `interpreter` None: nobody asked; `access_needs` in words, "none" where asked and none."""

    name: str
    born: date | None = None
    language: str = ""
    interpreter: bool | None = None
    access_needs: str = ""
    guardian: Guardian | None = None
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """`now` what is known of danger today, "none known" where asked and none; `plan` what was agreed. `immediate`: danger right now.
    `safety_in_doubt`: someone may be hurting the person: it decides labels and what a client's copy leaves out. None: nobody asked,
    which counts as in doubt wherever something could be told to the wrong person."""

    now: str
    plan: str = ""
    immediate: bool | None = None
    safety_in_doubt: bool | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """`scope` what may be told, in words; `given_by` who gave it; `until` its end. `substance_use`: the records are of a program under
    42 CFR part 2, so the notice of 2.32 and a copy of the consent go along."""

    scope: str
    on: date | None = None
    given_by: str = ""
    until: date | None = None
    substance_use: bool | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """`on` is the day it is written; `copies` who may get one, None where nobody said (there is no default for a minor); `also_to` others
    who get one, in words; `language` that of the words written here (BCP 47); `services` directory ids ("source/id") that it is about;
    `handouts` ids of what was given along. Texts of several paragraphs have line feeds between them."""

    on: date
    urgency: Urgency
    reason: str
    question: str
    risk: Risk
    client: Client
    contact: SafeContact
    consent: Consent
    sender: Party
    recipient: Party
    reply_by: date | None = None
    copies: tuple[Receiver, ...] | None = None
    background: str = ""
    treatment: str = ""
    medicines: str = ""
    language: str = "en"
    services: tuple[str, ...] = ()
    handouts: tuple[str, ...] = ()
    also_to: tuple[str, ...] = ()

    def minor(self, age_of_majority: int = 18) -> bool | None:
        """Whether the client is a minor on the letter's day; None where the birthday is not known."""
        if self.client.born is None:
            return None
        born = self.client.born
        years = self.on.year - born.year - ((self.on.month, self.on.day) < (born.month, born.day))
        return years < age_of_majority
