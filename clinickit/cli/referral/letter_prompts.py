"""The questions of a letter, asked one by one at a terminal. In: what is known already. Out: the JSON of a letter. Nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from clinickit.content.schemas import Schemas
from clinickit.errors import Unknown
from clinickit.referral.letters import reading, rules
from clinickit.referral.letters.model import Letter
from clinickit.referral.letters.questions import QUESTIONS, Answer, Question, is_said, put, said, typed
from clinickit.workspace import Workspace

Json = dict[str, Any]
_HOW = {
    Answer.YES_NO: "yes or no",
    Answer.DAY: "year-month-day",
    Answer.LIST: "put ; between",
    Answer.LANGUAGE: "a tag such as en",
}


def asked(known: Json, on: date, majority: int, known_later: str = "") -> Json:
    """A letter's answers, those in `known` not asked again. Stops at danger right now, for then there is no letter. A minor's guardian is
    asked for once the birthday is known; what stayed empty though it must be said is asked once more at the end. Fields that begin with
    `known_later` are not asked at all."""
    click.echo("Enter alone leaves a question open: it then counts as not asked, never as no.", err=True)
    value, group, schemas = known, "", Schemas(Workspace.bundled())
    for one in QUESTIONS:
        letter = reading.letter(value, on)
        if rules.in_danger(letter):
            return value
        later = bool(known_later) and one.field.startswith(known_later)
        if later or (is_said(said(letter, one)) and one.field != "language") or not _fits(one, letter, majority):
            continue
        if one.group != group:
            group = one.group
            click.secho(f"\n{group}", bold=True, err=True)
        value = _answer(value, one, schemas)
    left = [one for one in rules.missing(reading.letter(value, on), majority) if not known_later or not one.field.startswith(known_later)]
    if left:
        click.secho("\nStill open, and the letter needs them", bold=True, err=True)
    for one in left:
        if rules.in_danger(reading.letter(value, on)):
            break
        value = _answer(value, one, schemas)
    return value


def _fits(one: Question, letter: Letter, majority: int) -> bool:
    """A guardian is asked about where the person is a minor, or may be one."""
    if not one.field.startswith("client.guardian"):
        return True
    if one.field != "client.guardian.name" and letter.client.guardian is None:
        return letter.minor(majority) is True
    return letter.minor(majority) is not False


def _answer(value: Json, one: Question, schemas: Schemas) -> Json:
    """The letter with an answer, asked until it can be meant."""
    how = ", ".join(one.choices) or _HOW.get(one.answer, "")
    if one.hint:
        click.secho(f"  {one.hint}", dim=True, err=True)
    while True:
        text = click.prompt(f"{one.ask}{f' ({how})' if how else ''}", default="", show_default=False, prompt_suffix=" ", err=True)
        try:
            made = put(value, one, typed(one, text))
        except Unknown as problem:
            click.echo(f"  {problem}", err=True)
            continue
        wrong = schemas.check("letter", {"$schema": reading.SCHEMA, "format": 1, **made})
        if not wrong:
            return made
        click.echo(f"  {wrong[0].hint or wrong[0].message}", err=True)
