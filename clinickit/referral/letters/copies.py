"""A letter as handouts: the copy that is sent, the copy that is kept, the client's own in plain language, the answer slip, a copy of the
consent. In: the handout `referral-letter` (all words of them, with catalogs) and a complete `Letter`. Out: a Handout of each kind, to print
like any other, through `delivery.letters`. What each holds stands in `parts`, for clinicians, and `plain`, for the client.

Words of whoever wrote the letter stay as written, in the letter's language; the page's own are translated. No file name, title of a file or
bookmark holds a name: those are values, which `Letterhead.name` leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from clinickit.content.letterhead import Band, Letterhead, opaque
from clinickit.content.model import Handout, Section, Text
from clinickit.referral.letters import parts, plain
from clinickit.referral.letters.frame import Frame
from clinickit.referral.letters.model import Letter, Party
from clinickit.referral.model import Service
from clinickit.referral.protect import Override

TEMPLATE = "referral-letter"


class Kind(StrEnum):
    """What can be printed of a letter."""

    RECIPIENT = "recipient"
    FILE = "file"
    CLIENT = "client"
    SLIP = "slip"
    CONSENT = "consent"


_BANDS = {Kind.FILE: Band.HATCHED, Kind.CLIENT: Band.DOTTED}
_TITLES = {Kind.CLIENT: "client", Kind.SLIP: "slip", Kind.CONSENT: "consent"}


def handout(template: Handout, letter: Letter, kind: Kind, services: Iterable[Service] = (), override: Override | None = None) -> Handout:
    """One paper of a letter that `rules.check` found complete, once `leaving` took out what is protected. `services` are those of the
    directory that the letter names; what may not be told of them without an override is left out. Raises Unknown where a clinic's own
    template lacks a field."""
    frame = Frame(template, letter)
    sections = _sections(frame, kind, tuple(services), override)
    title = frame.own(f"form/titles/{_TITLES.get(kind, 'letter')}")
    return replace(
        template,
        title=title,
        short_title=title if kind is Kind.CLIENT else template.short_title,
        sections=tuple(replace(one, reader=template.sections[0].reader) for one in sections),
        sources=(),
        letterhead=_head(frame, kind, template.title if kind is not Kind.CLIENT else title),
        values=frame.values(),
    )


def _sections(frame: Frame, kind: Kind, services: tuple[Service, ...], override: Override | None) -> tuple[Section, ...]:
    if kind is Kind.CLIENT:
        return plain.sections(frame)
    if kind is Kind.SLIP:
        return parts.slip(frame)
    if kind is Kind.CONSENT:
        return parts.consent_copy(frame)
    return parts.letter(frame, services, override, kept=kind is Kind.FILE)


def _head(frame: Frame, kind: Kind, name: Text) -> Letterhead:
    """The slip goes back: there the sender is the addressee. The client's copy is handed over: it has the name alone."""
    letter = frame.letter
    to, sender = letter.recipient, letter.sender
    lines = _address(frame, letter.sender if kind is Kind.SLIP else to)
    if kind is Kind.CLIENT:
        lines = (frame.theirs(letter.client.name),)
    return Letterhead(
        name=name,
        label=frame.own(f"form/copy/{kind}"),
        day=None if kind is Kind.SLIP else letter.on,
        to=lines,
        sender=_sender(frame, kind),
        back=None if kind in (Kind.SLIP, Kind.CLIENT) or not sender.lines else opaque(_one_line(sender), letter.language),
        band=_BANDS.get(kind, Band.FULL),
    )


def _address(frame: Frame, party: Party) -> tuple[Text, ...]:
    said = (party.name, party.organization if party.organization != party.name else "", *party.lines)
    return tuple(frame.theirs(one) for one in said if one)


def _sender(frame: Frame, kind: Kind) -> tuple[Text, ...]:
    """Who writes, one fact a line; for the client name, clinic and phone alone. On the slip: where it can go but by post."""
    one = frame.letter.sender
    fax = f"{frame.own('return/fax.label').plain()} {one.fax}" if one.fax else ""
    facts = (one.name, one.role, one.organization, *one.lines, one.phone, fax, one.email, one.identifier)
    if kind is Kind.CLIENT:
        facts = (one.name, one.organization, one.phone)
    if kind is Kind.SLIP:
        facts = (fax, one.email, one.phone)
    return tuple(frame.theirs(fact) for fact in facts if fact)


def _one_line(party: Party) -> str:
    return ", ".join((party.organization or party.name, *party.lines))
