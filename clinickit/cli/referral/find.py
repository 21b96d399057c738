"""`clinickit referral find`: services that fit a family, each with its reasons."""

from __future__ import annotations

import json
import shlex
import textwrap
from pathlib import Path
from typing import Unpack

import click

from clinickit.cli import options
from clinickit.cli.referral import asked, directory
from clinickit.referral.asking import Ask, Distance
from clinickit.referral.candidates import candidates
from clinickit.referral.matching import Match, Outcome, match
from clinickit.referral.reasons import Answer
from clinickit.referral.records import service_to_json
from clinickit.referral.store import Store

WIDE = 100
_SIGNS = {Answer.YES: "yes", Answer.NO: "no ", Answer.UNKNOWN: "?  "}
_COLORS = {Answer.YES: "green", Answer.NO: "red", Answer.UNKNOWN: "yellow"}


@click.command("find")
@click.argument("words", nargs=-1)
@directory.where
@directory.source
@asked.asking
@click.option("--explain", is_flag=True, help="Say the reason for every yes and every no, of those left out too.")
@click.option("--at-most", type=click.IntRange(1, 500), default=10, show_default=True, help="How many to show.")
@options.as_json
def command(
    words: tuple[str, ...], directory: Path, source: str, explain: bool, at_most: int, as_json: bool, **given: Unpack[asked.Asked]
) -> None:
    """Find services that fit, best first. What a record does not tell keeps a service, lower down; records that nobody checked for a
    year are marked, for they stay off paper. Nothing of what you ask is kept.

    \b
    clinickit referral find --in directory.sqlite --near 94110 --within 10mi \\
        --modality cbt --language es --age 15 --cost sliding --explain
    """
    wanted = asked.ask(given)
    with Store.open(directory) as store:
        among = candidates(store, wanted, " ".join(words), source)
    outcome = match(wanted, among.services, shown=True)
    if as_json:
        click.echo(json.dumps(_rows(outcome, at_most, explain), ensure_ascii=False, indent=2))
        return
    for at, one in enumerate(outcome.found[:at_most], 1):
        _show(one, wanted, f"{at:>3}. ", explain)
    if explain and outcome.left_out:
        click.echo(click.style("\nLeft out:", bold=True))
        for one in outcome.left_out[: at_most * 5]:
            _show(one, wanted, "     ", explain, only=(Answer.NO,))
    _end(outcome, at_most, among.whole)


def _show(one: Match, wanted: Ask, begin: str, explain: bool, only: tuple[Answer, ...] = tuple(Answer)) -> None:
    service, pad = one.service, " " * len(begin)
    far = f"  {(wanted.within or Distance(0)).said(one.meters)}" if one.meters is not None else ""
    off = "" if one.paper or not one.fits else click.style("  not for paper", fg="yellow")
    click.echo(f"{begin}{click.style(service.name, bold=True)}  {service.source}/{service.id}{far}{off}")
    phones = ", ".join(phone.number for phone in service.phones if "fax" not in phone.kind.casefold())
    about = " · ".join(part for part in (service.organization, phones) if part)
    if about:
        click.echo(f"{pad}{about}")
    for reason in one.reasons:
        if reason.answer in only and (explain or reason.answer is not Answer.YES):
            sign = click.style(_SIGNS[reason.answer], fg=_COLORS[reason.answer])
            lines = textwrap.wrap(reason.said, WIDE)
            click.echo(f"{pad}{sign} {lines[0]}")
            for line in lines[1:]:
                click.echo(f"{pad}    {line}")


def _end(outcome: Outcome, at_most: int, whole: bool) -> None:
    more = len(outcome.found) - at_most
    if not outcome.found:
        why = "To see why: --explain." if outcome.left_out else "None is in the directory for this place and these words."
        click.echo(f"Nothing fits; {len(outcome.left_out)} were left out. {why}", err=True)
    elif more > 0:
        click.echo(f"{more} more fit: --at-most {len(outcome.found)}", err=True)
    if not whole:
        click.echo("The directory has too many to judge each: those that plainly do not fit were left out without a reason.", err=True)
    chosen = outcome.for_paper()
    if chosen:
        ids = " ".join(shlex.quote(f"{one.service.source}/{one.service.id}") for one in chosen)
        click.echo(f"For paper: clinickit referral sheet {ids}", err=True)
    elif outcome.found:
        click.echo("None may stand on paper, for nobody checked them for a year. Whom to call: clinickit referral round", err=True)


def _rows(outcome: Outcome, at_most: int, explain: bool) -> dict[str, object]:
    left = outcome.left_out[: at_most * 5] if explain else ()
    return {"found": [_row(one) for one in outcome.found[:at_most]], "left_out": [_row(one) for one in left]}


def _row(one: Match) -> dict[str, object]:
    reasons = [{"rule": reason.rule, "answer": reason.answer, "said": reason.said, "lower": reason.lower} for reason in one.reasons]
    return {"service": service_to_json(one.service), "meters": one.meters, "paper": one.paper, "lower": one.lower, "reasons": reasons}
