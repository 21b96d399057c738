"""`clinickit referral options`: kinds of help to talk about."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.referral.asking import Safety
from clinickit.referral.options import Advice, First, Option, Said, Statement, advise, read

WIDE = 100


@click.command("options")
@click.option("--age", type=click.IntRange(0, 120), help="The age of the person, in years.")
@click.option("--concern", "concerns", multiple=True, metavar="WORD", help="What it is about, such as worry, depression, grief, conflict.")
@click.option("--prefer", "wishes", multiple=True, metavar="WORD", help="What the person wishes, such as group, short, tasks, alone.")
@click.option(
    "--safety",
    type=click.Choice([str(one) for one in Safety]),
    default=str(Safety.NOT_ASKED),
    show_default=True,
    help="Was each person asked alone about fear and violence?",
)
@options.content
@options.as_json
def command(age: int | None, concerns: tuple[str, ...], wishes: tuple[str, ...], safety: str, content: Path | None, as_json: bool) -> None:
    """Kinds of help to talk about with a person, each with its reasons, evidence, cautions and the handout to give. For clinicians: the
    choice is the person's. Crisis and danger come first; no session together before each was asked alone. Nothing is kept.

    \b
    clinickit referral options --age 15 --concern worry --concern conflict --prefer short
    """
    checker = options.library(content).checker()
    advice = advise(Said(age, concerns, wishes, Safety(safety)), read(checker), checker.facts)
    click.echo(json.dumps(asdict(advice), ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(advice)))


def _lines(advice: Advice) -> Iterable[str]:
    for first, name in ((advice.crisis, "First: is there a risk of suicide?"), (advice.danger, "First: safety")):
        if first:
            yield from _first(first, name)
    if advice.ask_first:
        yield from (*_said(click.style("Ask first: ", fg="red"), advice.ask_first), "")
    yield click.style("To talk about", bold=True)
    for one in advice.offered:
        yield from _option(one)
    if not advice.offered:
        yield "  None: no reason is known for any with these concerns at this age."
    if advice.held:
        yield click.style("Not now", bold=True)
        yield from (f"  {one.name}: {one.held}" for one in advice.held)
    yield ""
    yield f"To compare: {', '.join(advice.compare)}"


def _first(first: First, name: str) -> Iterable[str]:
    yield click.style(name, fg="red", bold=True)
    for at, step in enumerate(first.steps, 1):
        yield from _said(f"  {at}. ", step)
    yield f"  Give: {first.handout}"
    yield ""


def _option(one: Option) -> Iterable[str]:
    wished = f"  (wished for: {', '.join(one.wishes)})" if one.wishes else ""
    yield f"  {click.style(one.name, bold=True)}{wished}"
    for reason in one.why:
        yield from _said("    + ", reason)
    for caution in one.cautions:
        yield from _said("    ! ", caution)
    yield f"    Give: {', '.join(one.handouts)}. In the directory: {' '.join(f'--modality {word}' for word in one.modalities)}"
    yield ""


def _said(begin: str, one: Statement) -> Iterable[str]:
    pad = " " * len(click.unstyle(begin))
    lines = textwrap.wrap(one.text, WIDE)
    yield begin + lines[0]
    yield from (pad + line for line in lines[1:])
    behind = f"{', '.join(one.evidence)}{': ' if one.sources else ''}{'; '.join(one.sources)}"
    yield from (click.style(pad + line, dim=True) for line in textwrap.wrap(f"[{behind}]", WIDE))
