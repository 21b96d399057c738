"""The sections for clinicians: the letter itself (sent and kept), the answer slip, the copy of the consent. In: a `Frame`. Out: sections.
Called by `copies`."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content.model import Block, Item, Paragraph, Section
from clinickit.referral import protect
from clinickit.referral.letters.frame import Frame, called, contacts, facts, lines, terms
from clinickit.referral.letters.model import Guardian
from clinickit.referral.letters.rules import copies
from clinickit.referral.model import Service
from clinickit.referral.protect import Override


def letter(frame: Frame, services: tuple[Service, ...], override: Override | None, *, kept: bool) -> tuple[Section, ...]:
    """The letter; `kept`: the copy for the file, which also says who got a copy, and has room to note how it went out."""
    said = frame.letter
    found = [
        frame.section("ask", _ask(frame)),
        frame.section("why", _prose(frame, "reason", said.reason)),
        frame.section("safety", _safety(frame)),
        frame.section("person", _person(frame)),
        frame.section("contact", _contact(frame)),
    ]
    before = tuple(_before(frame, services, override))
    found += [frame.section("before", before)] if before else []
    found.append(frame.section("consent", _consent(frame)))
    if said.consent.substance_use:
        found.append(frame.whole("part2"))
    found.append(frame.section("holders", facts("who", _holders(frame))))
    found.append(frame.section("sign", _sign(frame)))
    if kept:
        found.append(frame.whole("sending"))
    return tuple(found)


def _ask(frame: Frame) -> Iterator[Block]:
    said = frame.letter
    yield from _prose(frame, "question", said.question)
    yield from facts("when", (frame.fact("ask/urgency", frame.own(f"ask/urgency/{said.urgency}")),))
    yield frame.paragraph("ask/answer")


def _person(frame: Frame) -> Iterator[Block]:
    one = frame.letter.client
    yield from facts(
        "facts",
        (
            frame.fact("person/name", frame.theirs(one.name)),
            frame.fact("person/born", frame.value("born")) if one.born else None,
            frame.fact("person/number", frame.theirs(one.identifier)) if one.identifier else None,
            frame.fact("person/language", frame.value("language")),
            frame.fact("person/interpreter", frame.own(f"person/interpreter/{_yes(one.interpreter)}")),
        ),
    )
    yield from facts("needs", (frame.fact("person/access", frame.theirs(one.access_needs)), *_guardian(frame, one.guardian)))
    if one.guardian and one.guardian.phone not in ("", frame.letter.contact.number):
        yield from contacts("guardian", (frame.number("person/guardian-phone", one.guardian.phone),))


def _guardian(frame: Frame, one: Guardian | None) -> Iterator[Item]:
    if one is None:
        return
    named = f"{one.name} ({one.relation})" if one.relation else one.name
    yield frame.fact("person/guardian", frame.theirs(named))
    if one.consents is not None:
        yield frame.fact("person/agrees", frame.own(f"person/agrees/{_yes(one.consents)}"))


def _yes(said: bool | None) -> str:
    return "yes" if said else "no"


def _may(said: bool | None) -> str:
    """Where nobody asked, nothing is left."""
    return "may" if said else "may-not"


def _contact(frame: Frame) -> Iterator[Block]:
    one = frame.letter.contact
    yield from contacts("safe", (frame.number("contact/number", one.number),))
    yield from facts("ask", (frame.fact("contact/name", frame.theirs(one.name)),))
    yield from facts(
        "how",
        (
            frame.fact("contact/hours", frame.theirs(one.hours)),
            frame.fact("contact/message", frame.own(f"contact/message/{_may(one.voicemail)}")),
            frame.fact("contact/texts", frame.own(f"contact/texts/{_may(one.text)}")),
        ),
    )


def _safety(frame: Frame) -> Iterator[Block]:
    risk = frame.letter.risk
    if risk.safety_in_doubt is not False:
        yield frame.paragraph("safety/doubt")
    yield from terms("risk", (frame.term("safety/now", frame.theirs(risk.now)), frame.term("safety/plan", frame.theirs(risk.plan))))


def _before(frame: Frame, services: tuple[Service, ...], override: Override | None) -> Iterator[Block]:
    said = frame.letter
    texts = (("background", said.background), ("treatment", said.treatment), ("medicines", said.medicines))
    yield from terms("so-far", (frame.term(f"before/{name}", frame.theirs(text)) for name, text in texts if text))
    shown = [protect.shown(one, override) for one in services]
    names = [one.name for one in shown if one.name not in (called(said.recipient), said.recipient.name)]
    given = frame.term("before/handouts", frame.titles(said.handouts)) if said.handouts else None
    others = frame.term("before/services", frame.theirs("\n".join(names))) if names else None
    yield from terms("along", (given, others))


def _consent(frame: Frame) -> Iterator[Block]:
    one = frame.letter.consent
    yield from facts(
        "facts",
        (
            frame.fact("consent/by", frame.theirs(one.given_by)),
            frame.fact("consent/since", frame.value("consent-on")),
            frame.fact("consent/until", frame.value("consent-until")) if one.until else None,
            frame.fact("consent/scope", frame.theirs(one.scope)),
        ),
    )
    yield frame.paragraph("consent/bound")


def _holders(frame: Frame) -> Iterator[Item]:
    said = frame.letter
    for one in copies(said):
        yield Item(str(one), frame.own(f"holders/who/{one}"))
    for at, words in enumerate(said.also_to, 1):
        yield Item(f"also-{at}", frame.theirs(words))


def _sign(frame: Frame) -> Iterator[Block]:
    yield frame.paragraph("sign/read")
    yield frame.field("sign/signed")
    yield frame.field("sign/day")


def _prose(frame: Frame, name: str, words: str) -> Iterator[Block]:
    for at, line in enumerate(lines(words), 1):
        yield Paragraph(f"{name}-{at}", frame.theirs(line))


def slip(frame: Frame) -> tuple[Section, ...]:
    """The answer: what it is about, yes or no with a reason. It names the person by the sender's number where there is one, for slips go
    astray."""
    return (frame.whole("slip"),)


def consent_copy(frame: Frame) -> tuple[Section, ...]:
    """What 42 CFR 2.32 asks to go along: whose records, who tells whom what and why, by whose word, since and until when."""
    said = frame.letter
    rows = (
        ("whose", frame.theirs(said.client.name)),
        ("from", frame.theirs(called(said.sender))),
        ("to", frame.theirs("\n".join((called(said.recipient), *said.also_to)))),
        ("what", frame.theirs(said.consent.scope)),
        ("by", frame.theirs(said.consent.given_by)),
        ("since", frame.value("consent-on")),
        *((("until", frame.value("consent-until")),) if said.consent.until else ()),
    )
    made = terms("agreed", (frame.term(f"agreed/{name}", text) for name, text in rows))
    blocks: tuple[Block, ...] = (*made, frame.paragraph("agreed/revoke"), frame.paragraph("agreed/original"))
    notice = (frame.section("part2", (frame.paragraph("part2/notice"),)),) if said.consent.substance_use else ()
    return (frame.section("agreed", blocks), *notice)
