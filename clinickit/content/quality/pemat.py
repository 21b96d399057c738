"""PEMAT-P, the Patient Education Materials Assessment Tool for printable materials (AHRQ 14-0002-EF, 2013): 17 items on
understandability and 7 on actionability, numbered as there (13 and 14 are for audio and video). In: a Handout in English and its reading
grade. Out: items; those that only a person can judge are open. Called by `scorecard`."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content.quality.items import Answer, Item, told
from clinickit.content.quality.signs import SHORT_ITEM, SHORT_PARAGRAPH, Found

UNDERSTANDABILITY = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19)
ACTIONABILITY = (20, 21, 22, 23, 24, 25, 26)
GRADE = 6.0
PASSIVE = 0.20
_WORDY_HEADER = 8


def items(found: Found, grade: float | None) -> tuple[Item, ...]:
    """All 24 items, in order."""
    return tuple(sorted((*_content(found, grade), *_organization(found), *_aids(found), *_action(found)), key=lambda item: item.number))


def _item(number: int, question: str, answer: tuple[Answer, str]) -> Item:
    return Item(number, question, *answer)


def _open(number: int, question: str) -> Item:
    return Item(number, question, Answer.OPEN, "A person judges this.", "")


def _content(found: Found, grade: float | None) -> Iterator[Item]:
    yield _item(
        1, "The purpose is clear at once.", told(found.purpose, "It stands under the title.", "Say under the title what this is for.")
    )
    yield _open(2, "Nothing distracts from the purpose.")
    plain = told(grade is not None and grade <= GRADE, f"Grade {grade or 0:.1f}.", f"Grade {grade or 0:.1f}; at most {GRADE:.1f}.")
    yield _item(3, "It uses common, everyday words.", plain)
    missing = ", ".join(found.unexplained)
    yield _item(4, "Terms of the field are explained.", told(not missing, "All that occur are.", f"Explain: {missing}."))
    share = f"{found.passive:.0%} of the sentences are passive"
    yield _item(5, "It uses the active voice.", told(found.passive <= PASSIVE, f"{share}.", f"{share}, such as “{found.passive_example}”."))
    if found.numbers:
        yield _open(6, "Numbers are clear.")
    else:
        yield Item(6, "Numbers are clear.", Answer.NOT_APPLICABLE, "It gives no percentages or odds.")
    yield _item(
        7,
        "Nobody has to calculate.",
        (Answer.YES, "It holds no percentages or odds.") if not found.numbers else (Answer.OPEN, "A person judges this."),
    )


def _organization(found: Found) -> Iterator[Item]:
    short = f"No paragraph above {SHORT_PARAGRAPH} words, no item above {SHORT_ITEM}."
    yield _item(8, "It comes in short parts.", told(not found.long, short, f"Split: “{found.long[0][:60]}…”" if found.long else ""))
    yield _item(
        9, "Every part has a heading that says something.", told(found.headings, "Each section has one.", "Give each section a heading.")
    )
    yield _open(10, "The order makes sense.")
    yield _item(11, "It has a summary.", told(found.summary_words > 0, "“In short” sums it up.", "Add a section with “role”: “summary”."))
    yield _item(
        12, "Boxes, bullets and bold words point to what matters.", told(found.cues > 0, f"{found.cues} of them.", "Add a list or a box.")
    )


def _aids(found: Found) -> Iterator[Item]:
    yield _open(15, "Pictures stand where they help.")
    if not found.figures:
        for number, question in (
            (16, "Pictures support the text."),
            (17, "Pictures have clear titles."),
            (18, "Pictures are clear and plain."),
        ):
            yield Item(number, question, Answer.NOT_APPLICABLE, "It has no picture.")
    else:
        yield _open(16, "Pictures support the text.")
        bare = ", ".join(found.untitled)
        yield _item(17, "Pictures have clear titles.", told(not bare, "Each has a heading or a caption.", f"Give a caption to: {bare}."))
        yield _open(18, "Pictures are clear and plain.")
    if not found.tables:
        yield Item(19, "Tables are simple, with short headings.", Answer.NOT_APPLICABLE, "It has no table.")
        return
    wordy = [
        text.plain()
        for table in found.tables
        for text in (*(column.text for column in table.columns), *(row.heading for row in table.rows))
        if len(text.plain().split()) > _WORDY_HEADER
    ]
    good = told(not wordy, "Each row and column has a short heading.", f"Shorten: “{wordy[0]}”." if wordy else "")
    yield _item(19, "Tables are simple, with short headings.", good)


def _action(found: Found) -> Iterator[Item]:
    yield _item(20, "It names an action.", told(found.action, "It has one for today.", "Add a section with “role”: “action”."))
    yield _item(21, "It speaks to the reader.", told(found.direct, "It says “you”, or what to do.", "Say “you”, or begin with a verb."))
    yield _item(22, "It breaks an action into steps.", told(found.steps, "As numbered steps.", "Tell an action as a block of steps."))
    tools = told(found.tools > 0, f"{found.tools} of them.", "Add words to say, boxes to tick, or a place to write.")
    yield _item(23, "It gives a tool to use.", tools)
    yield Item(24, "It explains calculations.", Answer.NOT_APPLICABLE, "There is nothing to calculate.")
    if found.tables or found.figures:
        yield _open(25, "It explains how to use tables and charts.")
    else:
        yield Item(25, "It explains how to use tables and charts.", Answer.NOT_APPLICABLE, "It has none.")
    yield _open(26, "Pictures help to act.")
