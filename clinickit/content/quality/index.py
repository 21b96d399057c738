"""The CDC Clear Communication Index (2014, user guide of 2019): 20 items in four parts. In: a Handout in English. Out: items;
those that only a person can judge are open. 90 of 100 is the aim. Called by `scorecard`."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content.quality.items import Answer, Item, told
from clinickit.content.quality.pemat import GRADE, PASSIVE
from clinickit.content.quality.signs import Found


def items(found: Found, grade: float | None) -> tuple[Item, ...]:
    """All 20 items, in order."""
    return tuple(sorted((*_message(found), *_words(found, grade), *_advice(found), *_numbers(found)), key=lambda item: item.number))


def _open(number: int, question: str) -> Item:
    return Item(number, question, Answer.OPEN, "A person judges this.", "")


def _item(number: int, question: str, answer: tuple[Answer, str]) -> Item:
    return Item(number, question, *answer)


def _message(found: Found) -> Iterator[Item]:
    yield _open(1, "There is one main message.")
    yield _item(2, "It stands at the top.", told(found.summary_first, "The summary is the first section.", "Put the summary first."))
    cued = told(found.summary_first and found.cues > 0, "The summary is tinted and has bullets.", "Make the summary a list.")
    yield _item(3, "Visual cues stress it.", cued)
    yield _item(4, "A picture supports it.", told(bool(found.figures), f"{len(found.figures)} of them.", "Add a figure."))
    yield _item(5, "There is a call to action.", told(found.action, "It has one for today.", "Add a section with “role”: “action”."))


def _words(found: Found, grade: float | None) -> Iterator[Item]:
    yield _item(
        6,
        "It speaks in the active voice.",
        told(found.passive <= PASSIVE, f"{found.passive:.0%} passive.", f"{found.passive:.0%} passive."),
    )
    plain = told(
        grade is not None and grade <= GRADE and not found.unexplained, f"Grade {grade or 0:.1f}, terms explained.", "See PEMAT 3 and 4."
    )
    yield _item(7, "It uses words that the readers use.", plain)
    yield _item(8, "It uses lists.", told(found.lists > 0, f"{found.lists} of them.", "Add a list."))
    yield _item(9, "It comes in parts with headings.", told(found.headings, "Each part has one.", "Give each section a heading."))
    yield _item(10, "What matters most is summed up first.", told(found.summary_first, "In the first section.", "Put the summary first."))
    yield _open(11, "It says what is known and what is not.")


def _advice(found: Found) -> Iterator[Item]:
    yield _item(12, "It says what to do.", told(found.action, "It has an action.", "Add a section with “role”: “action”."))
    yield _open(13, "It says why that matters.")
    yield _item(14, "It says how to do it.", told(found.steps, "As numbered steps.", "Tell an action as a block of steps."))


def _numbers(found: Found) -> Iterator[Item]:
    if found.numbers:
        yield from (
            _open(15, "Its numbers are ones that readers use."),
            _open(16, "It explains what numbers mean."),
            _open(17, "Nobody has to calculate."),
        )
        yield _open(20, "It says odds in words or pictures too.")
    else:
        for number, question in (
            (15, "Its numbers are ones that readers use."),
            (16, "It explains what numbers mean."),
            (20, "It says odds in words or pictures too."),
        ):
            yield Item(number, question, Answer.NOT_APPLICABLE, "It gives no percentages or odds.")
        yield Item(17, "Nobody has to calculate.", Answer.YES, "There is nothing to calculate.")
    yield _open(18, "It says what could go wrong.")
    yield _open(19, "It weighs risks and benefits of what it advises.")
