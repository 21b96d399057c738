"""`clinickit quality`: how good handouts are, as far as a machine can tell, with what people signed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.content.quality import ratings
from clinickit.content.quality.card import answers
from clinickit.content.quality.items import Answer
from clinickit.content.quality.scorecard import INDEX_AIM, PEMAT_AIM, Scorecard
from clinickit.errors import Unknown
from clinickit.library import Library


@click.command("quality")
@click.argument("handout_ids", metavar="[ID…]", nargs=-1)
@click.option("-l", "--language", default="en", show_default=True, metavar="TAG", help="The language whose reading level is measured.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "pdf"]), default="text", show_default=True, help="pdf: one page each."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="pdf: the folder. Default: this folder.")
@click.option("--rating-form", is_flag=True, help="Write the items that wait for a person as JSON to sign, for one handout.")
@options.content
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    handout_ids: tuple[str, ...],
    language: str,
    shape: str,
    output: Path | None,
    rating_form: bool,
    content: Path | None,
    on: str | None,
) -> None:
    """Measure handouts: reading level, PEMAT-P, CDC Clear Communication Index, sources.

    Without an ID, all that have the language. Ends with 1 where a machine finds something to mend.

    \b
    clinickit quality anxious-attachment
    clinickit quality --format pdf -o scorecards
    """
    if output is not None and (shape != "pdf" or rating_form):
        raise Unknown("--output is the folder of scorecards. Add --format pdf, or leave it out.")
    if rating_form and shape != "text":
        raise Unknown("A rating form is JSON to sign, whatever the format. Leave out --format.")
    library = options.library(content)
    day = options.day(on)
    ids = tuple(dict.fromkeys(handout_ids)) or tuple(one.id for one in library.handouts() if language in library.languages(one.id))
    cards = [library.quality(one, language) for one in ids]
    if rating_form:
        if len(cards) != 1:
            raise Unknown("A form to sign is for one handout. Name it: clinickit quality ID --rating-form.")
        click.echo(ratings.form(cards[0].handout, cards[0].source_hash, day.isoformat(), cards[0].open).decode(), nl=False)
        return
    if shape == "json":
        click.echo(json.dumps([_facts(card) for card in cards], ensure_ascii=False, indent=2))
    elif shape == "pdf":
        _pdf(library, cards, output or Path(), on, language)
    else:
        _text(cards)
    if not all(card.good for card in cards):
        ctx.exit(1)


def _pdf(library: Library, cards: list[Scorecard], folder: Path, on: str | None, language: str) -> None:
    for card in cards:
        path = folder / f"quality.{card.handout}.{card.language}.pdf"
        save(path, library.scorecard(card.handout, language, on=options.day(on)).pdf)
        click.echo(path)


def _text(cards: list[Scorecard]) -> None:
    wide = max((len(card.handout) for card in cards), default=0)
    click.echo(f"{'':{wide}}  words  level            PEMAT-P: machine, understand, act  CDC index  sources")
    for card in cards:
        level = card.levels[0] if card.levels else None
        read = f"{level.value:4.1f} {_short(level.formula)}" if level else "no formula"
        scores = f"{_per_cent(card.machine)}{_per_cent(card.understandability)}{_per_cent(card.actionability)}"
        line = (
            f"{card.handout:{wide}}  {card.words:5}  {read:15}  {scores}{'':15}{_per_cent(card.clarity)}{'':4}{card.evidence.references:3}"
        )
        click.echo(line if card.good else click.style(line, fg="yellow"))
        for told in _amiss(card):
            click.echo(f"{'':{wide}}    {told}")
    good = sum(card.good for card in cards)
    click.echo(f"{len(cards)} {'handout' if len(cards) == 1 else 'handouts'}, {good} with nothing to mend. ", nl=False)
    click.echo(f"Aims: reading level of its formula, PEMAT-P machine items 100 %, all {PEMAT_AIM} %; CDC index {INDEX_AIM}.")
    waiting = sum(len(numbers) for card in cards for numbers in card.open.values())
    if waiting:
        click.echo(f"{waiting} items wait for a person (--rating-form); scores are of those answered.")


def _short(formula: str) -> str:
    return formula.replace("Flesch–Kincaid grade", "FK").replace("Flesch–Kincaid for Russian", "FK ru")[:10]


def _per_cent(value: int | None) -> str:
    return "    –" if value is None else f"{value:5}"


def _amiss(card: Scorecard) -> list[str]:
    found = [f"PEMAT {item.number}: {item.question} {item.why}" for item in card.pemat if item.answer is Answer.NO]
    found += [f"CDC {item.number}: {item.question} {item.why}" for item in card.index if item.answer is Answer.NO]
    found += [f"{level.formula} is {level.value:.1f}; aim {level.bound:.0f}." for level in card.levels[:1] if not level.good]
    if card.evidence.unsupported:
        found.append(f"{card.evidence.unsupported} of {card.evidence.stated} claims have no source.")
    if card.evidence.unseen:
        found.append(f"Sources that nobody saw: {', '.join(card.evidence.unseen)}.")
    if card.stale:
        found.append(f"{card.stale} signed {'rating is' if card.stale == 1 else 'ratings are'} of an older text, and left out.")
    return found


def _facts(card: Scorecard) -> dict[str, object]:
    return {
        "id": card.handout,
        "title": card.title,
        "version": card.version,
        "language": card.language,
        "audience": card.audience,
        "words": card.words,
        "sentences": card.sentences,
        "levels": [
            {
                "formula": one.formula,
                "source": one.source,
                "value": round(one.value, 2),
                "bound": one.bound,
                "good": one.good,
                "note": one.note,
            }
            for one in card.levels
        ],
        "formula_known": bool(card.levels),
        "pemat_p": {
            "machine": card.machine,
            "understandability": card.understandability,
            "actionability": card.actionability,
            "items": answers(card.pemat),
        },
        "cdc_index": {"score": card.clarity, "items": answers(card.index)},
        "evidence": {
            "claims": card.evidence.stated,
            "unsupported": card.evidence.unsupported,
            "practice": card.evidence.practice,
            "references": card.evidence.references,
            "unseen": list(card.evidence.unseen),
            "strengths": dict(card.evidence.strengths),
        },
        "source_hash": card.source_hash,
        "stale_ratings": card.stale,
        "good": card.good,
    }
