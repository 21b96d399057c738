"""A scorecard as a handout of one page. In: a `Scorecard`. Out: a Handout for clinicians, to be printed like any other.
Called by `library`."""

from __future__ import annotations

from datetime import date

from clinickit.content.model import (
    Column,
    Handout,
    Item,
    ListBlock,
    ListKind,
    Paragraph,
    Plain,
    Review,
    Role,
    Row,
    Section,
    Table,
    Text,
)
from clinickit.content.quality.items import Answer
from clinickit.content.quality.items import Item as Judged
from clinickit.content.quality.scorecard import INDEX_AIM, PEMAT_AIM, Scorecard

_SIGNS = {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_APPLICABLE: "n/a", Answer.OPEN: "open"}


def handout(card: Scorecard, pages: int, on: date) -> Handout:
    """The page for the day `on`; `pages` is the length of the sheet that was judged."""
    level = card.levels[0] if card.levels else None
    short = (
        f"{card.words} words on {pages} {'page' if pages == 1 else 'pages'}, in {card.sentences} sentences.",
        f"{level.formula}: {level.value:.1f}, aim {level.bound:.0f}."
        if level
        else f"There is no validated reading formula for {card.language}.",
        _evidence(card),
    )
    sections = [Section("short", Role.SUMMARY, _text("In short"), (_list("points", short),))]
    if card.pemat:
        sections += [Section("measures", Role.PLAIN, _text("Measures"), (_measures(card),)), *_open(card)]
    return Handout(
        id="quality",
        version=card.version,
        version_date=on,
        language="en",
        series="quality",
        audience="clinician",
        topics=(),
        title=_text(f"Quality: {card.title}"),
        short_title=_text("Quality"),
        lede=_text(f"Version {card.version}, judged in {card.language} on {on}. A machine judged what it can; people sign the rest."),
        objective=_text("See how good a handout is."),
        not_for=_text("Not for clients."),
        review=Review(False, on),
        sections=tuple(sections),
    )


def _measures(card: Scorecard) -> Table:
    rows = [
        ("understandability", "PEMAT-P, understandability", card.understandability, PEMAT_AIM),
        ("actionability", "PEMAT-P, actionability", card.actionability, PEMAT_AIM),
        ("machine", "PEMAT-P, machine items", card.machine, 100),
        ("clarity", "CDC Clear Communication Index", card.clarity, INDEX_AIM),
    ]
    return Table(
        "scores",
        _text("Per cent of the items that are answered"),
        (Column("measure", _text("Measure")), Column("score", _text("Score")), Column("aim", _text("Aim"))),
        tuple(
            Row(name, _text(said), (_text("–" if value is None else f"{value} %"), _text(f"{aim} %"))) for name, said, value, aim in rows
        ),
    )


def _open(card: Scorecard) -> list[Section]:
    amiss = [item for item in (*card.pemat, *card.index) if item.answer is Answer.NO]
    found = (
        [Section("amiss", Role.PLAIN, _text("To mend"), (_list("items", tuple(f"{one.question} {one.why}" for one in amiss)),))]
        if amiss
        else []
    )
    numbers = [
        f"{name}: {', '.join(map(str, card.open[tool]))}."
        for tool, name in (("pemat-p", "PEMAT-P"), ("cdc-index", "CDC index"))
        if card.open[tool]
    ]
    if numbers:
        words = Paragraph("numbers", _text("Items that wait for a person, by their number. " + " ".join(numbers)))
        found.append(Section("open", Role.PLAIN, _text("For a person to judge"), (words,)))
    signed = dict.fromkeys(item.by for item in (*card.pemat, *card.index) if item.by not in ("", "machine"))
    if signed:
        found.append(Section("signed", Role.PLAIN, _text("Signed"), (_list("by", tuple(signed)),)))
    return found


def _evidence(card: Scorecard) -> str:
    one = card.evidence
    if card.unsourced:
        return f"{one.unsupported} of {one.stated} claims without a source; sources never seen: {', '.join(one.unseen) or 'none'}."
    return (
        f"{one.stated} statements with claims, each with its source; {one.references} sources; {one.practice} statements rest on practice."
    )


def _text(words: str) -> Text:
    return Text((Plain(words),), "en")


def _list(name: str, words: tuple[str, ...]) -> ListBlock:
    return ListBlock(name, ListKind.LIST, tuple(Item(f"i{at}", _text(one)) for at, one in enumerate(words)))


def answers(items: tuple[Judged, ...]) -> list[dict[str, object]]:
    """Items as JSON values."""
    return [{"number": one.number, "question": one.question, "answer": _SIGNS[one.answer], "why": one.why, "by": one.by} for one in items]
