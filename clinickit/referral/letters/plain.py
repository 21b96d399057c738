"""The client's copy: what was sent to whom, in plain words. In: a `Frame`. Out: sections. Called by `copies`.

No clinical words: reason, risk and plan are named as kinds of things told, never quoted. Where safety is in doubt, or nobody asked, it also
leaves out whom the letter is to, what it tells, and every number and name, for the page may be found by whoever the person fears."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content.model import Block, Item, ListBlock, ListKind, Section
from clinickit.referral.letters.frame import Frame, called, contacts, facts
from clinickit.referral.letters.model import Receiver
from clinickit.referral.letters.rules import copies


def sections(frame: Frame) -> tuple[Section, ...]:
    """All that the client reads, and the box for a crisis."""
    doubt = frame.letter.risk.safety_in_doubt is not False
    return tuple(_unsafe(frame) if doubt else _safe(frame))


def _safe(frame: Frame) -> Iterator[Section]:
    yield frame.section("short", (_points(frame, "who", "when", "silence", "choose"),))
    yield frame.section("try", (_steps(frame, "read", "tell"),))
    yield frame.section("keep", (frame.paragraph("keep/leave"),))
    yield frame.section("reach", _reach(frame))
    yield frame.section("whom", _whom(frame))
    yield frame.section("told", facts("points", _told(frame)))
    yield frame.section("copies", facts("who", _copies(frame)))
    yield frame.section("yes", _yes(frame))
    yield frame.whole("safety-crisis")


def _unsafe(frame: Frame) -> Iterator[Section]:
    """Nothing here tells that anyone is afraid, for that too may be found."""
    yield frame.section("short", (_points(frame, "helped", "choose"),))
    yield frame.section("try", (_steps(frame, "ask"),))
    yield frame.section("yes", (frame.paragraph("yes/back"),))
    yield frame.whole("safety-crisis")


def _points(frame: Frame, *names: str) -> ListBlock:
    return ListBlock("points", ListKind.LIST, tuple(Item(one, frame.own(f"short/points/{one}")) for one in names))


def _steps(frame: Frame, *names: str) -> ListBlock:
    return ListBlock("check", ListKind.STEPS, tuple(Item(one, frame.own(f"try/check/{one}")) for one in names))


def _reach(frame: Frame) -> Iterator[Block]:
    one = frame.letter.contact
    yield from contacts("safe", (frame.number("reach/number", one.number),))
    yield from facts("say", (frame.fact("reach/name", frame.theirs(one.name)),))
    yield from facts(
        "how",
        (
            frame.fact("reach/hours", frame.theirs(one.hours)),
            Item("message", frame.own(f"reach/message/{'may' if one.voicemail else 'may-not'}")),
            Item("texts", frame.own(f"reach/texts/{'may' if one.text else 'may-not'}")),
        ),
    )


def _whom(frame: Frame) -> Iterator[Block]:
    """By name with the phone below; where there is none, with the address."""
    one = frame.letter.recipient
    if one.phone:
        yield from contacts("phone", (frame.number("whom/phone", one.phone, called(one)),))
        return
    place = frame.fact("whom/where", frame.theirs(", ".join(one.lines))) if one.lines else None
    yield from facts("facts", (frame.fact("whom/name", frame.theirs(called(one))), place))


def _told(frame: Frame) -> Iterator[Item]:
    for name in ("you", "why", "safe", "needs", "guardian", "reach"):
        if name != "guardian" or frame.letter.client.guardian:
            yield Item(name, frame.own(f"told/points/{name}"))


def _copies(frame: Frame) -> Iterator[Item]:
    for one in copies(frame.letter):
        if one is not Receiver.CLIENT:
            yield Item(str(one), frame.own(f"copies/who/{one}"))
    for at, words in enumerate(frame.letter.also_to, 1):
        yield Item(f"also-{at}", frame.theirs(words))


def _yes(frame: Frame) -> Iterator[Block]:
    yield frame.paragraph("yes/given-until" if frame.letter.consent.until else "yes/given")
    yield frame.paragraph("yes/back")
