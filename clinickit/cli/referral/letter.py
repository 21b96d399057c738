"""`clinickit referral letter`: a letter that refers a person on, as papers to print, from a file or from questions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import click

from clinickit.cli import options, reports
from clinickit.cli.files import save
from clinickit.cli.referral import directory as shared
from clinickit.cli.referral import letter_options
from clinickit.cli.referral.letter_prompts import asked
from clinickit.content.clinic import Clinic
from clinickit.content.findings import Document
from clinickit.delivery.letters import Ask, Paper, check, papers
from clinickit.delivery.locking import lock
from clinickit.diagnostics import Diagnostic, errors_of
from clinickit.errors import ContentInvalid, Unknown
from clinickit.library import Library
from clinickit.pipeline import PrintOptions
from clinickit.referral.letters import danger, reading, recipients, rules
from clinickit.referral.letters.copies import Kind
from clinickit.referral.letters.model import Letter
from clinickit.referral.model import Service
from clinickit.referral.protect import Override
from clinickit.workspace import read_file


@click.command("letter")
@click.argument("source", metavar="[LETTER.json]", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder for the papers. Default: letter")
@click.option(
    "--copy", "copies", multiple=True, type=click.Choice(["recipient", "file", "client"]), help="Only these. Default: all allowed."
)
@click.option("-l", "--language", default="", metavar="TAG", help="The language of the client's copy. Default: the client's own.")
@click.option("--service", "services", multiple=True, metavar="SOURCE/ID", help="A service of the directory that it is about, or to.")
@shared.maybe
@click.option("--override-by", metavar="NAME", help="Who decides that what is protected may be told.")
@click.option("--override-why", metavar="REASON", help="Why it may be told. Kept beside the papers.")
@letter_options.printing
@click.option("--territory", metavar="CODE", help="ISO 3166-1 or -2, for paper and crisis lines; the clinic's unless told.")
@click.option("--majority", type=click.IntRange(14, 25), default=rules.MAJORITY, show_default=True, help="The age of majority, in years.")
@click.option("--password-prompt", is_flag=True, help="Ask for a password that opens the papers.")
@click.option("--check", "only_check", is_flag=True, help="Only say what is missing.")
@click.option("--json", "as_json", is_flag=True, help="With --check: as JSON.")
@click.option(
    "--save", "kept", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Keep the answers, for their owner alone."
)
@click.option("--example", is_flag=True, help="Write an example LETTER.json to start from.")
@options.clinic
@options.content
@options.on
def command(
    source: Path | None,
    output: Path | None,
    copies: tuple[str, ...],
    language: str,
    services: tuple[str, ...],
    directory: Path | None,
    override_by: str | None,
    override_why: str | None,
    printing: PrintOptions,
    territory: str | None,
    majority: int,
    password_prompt: bool,
    only_check: bool,
    as_json: bool,
    kept: Path | None,
    example: bool,
    clinic_file: Path | None,
    content: Path | None,
    on: str | None,
) -> None:
    """Make a referral letter: a copy for the recipient with an answer slip, one for your file, and one for the client in plain words.

    \b
    clinickit referral letter letter.json -o letter
    clinickit referral letter --example > letter.json
    clinickit referral letter letter.json --check

    Without LETTER.json it asks. Nothing is kept but the papers, which their owner alone can read, and what --save names. Where someone is
    in danger now it makes no letter, and says what to do.
    """
    if example:
        click.echo(resources.files("clinickit.referral.letters").joinpath("example.json").read_text("utf-8"), nl=False)
        return
    day, library, clinic = options.day(on), options.library(content), options.profile(clinic_file)
    begun = _begun(day, clinic)
    letter, document = _read(source, day) if source else _typed(begun, day, majority, kept, "recipient." if services else "")
    ask = Ask(tuple(map(Kind, copies)) or None, language, territory, majority, document, today=day)
    if rules.in_danger(letter):
        _checked(library, letter, ask, clinic, as_json=as_json)
        return
    ask = replace(ask, override=shared.override(override_by, override_why, day))
    letter, ask = _with_services(letter, ask, services, directory)
    if only_check:
        _checked(library, letter, ask, clinic, as_json=as_json)
        return
    password = _password() if password_prompt else ""
    made, told = papers(library, letter, ask, clinic, printing)
    folder = output or Path("letter")
    _write(made, folder, password, letter)
    if ask.override:
        _record(ask.override, ask.services, folder)
    _tell(told)


def _read(source: Path, day: date) -> tuple[Letter, Document | None]:
    """The letter of a file. Raises ContentInvalid, FileProblem."""
    read, found = reading.read(read_file(source), source.as_posix(), day)
    if read is None:
        raise ContentInvalid(found)
    return read.letter, read.document


def _begun(day: date, clinic: Clinic | None) -> dict[str, Any]:
    """What is known before anything is asked: the day, and of the sender what the clinic's profile says."""
    if clinic is None:
        return {"on": day.isoformat()}
    names = dict(clinic.names)
    sender = {"organization": names.get("en") or next(iter(names.values()), ""), "phone": clinic.phone}
    return {"on": day.isoformat(), "sender": {name: one for name, one in sender.items() if one}}


def _typed(begun: dict[str, Any], day: date, majority: int, kept: Path | None, later: str) -> tuple[Letter, Document | None]:
    """The letter of answers, which are kept where --save names a file. Raises ContentInvalid, FileProblem."""
    value = asked(begun, day, majority, later)
    text = json.dumps({"$schema": reading.SCHEMA, "format": 1, **value}, ensure_ascii=False, indent=2) + "\n"
    if kept is not None:
        save(kept, text.encode(), private=True)
        click.echo(f"{kept}: your answers; only you can read them.")
    read, found = reading.read(text.encode(), kept.as_posix() if kept else "answers", day)
    if read is None:
        raise ContentInvalid(found)
    return read.letter, read.document if kept else None


def _with_services(letter: Letter, ask: Ask, named: tuple[str, ...], directory: Path | None) -> tuple[Letter, Ask]:
    """The letter about the services that were named beside those it names itself, and what the directory knows of all of them."""
    wanted = tuple(dict.fromkeys((*named, *letter.services)))
    if not wanted or (directory is None and not named):
        return letter, ask
    if directory is None:
        raise Unknown("--service needs the directory: add --in FILE, or set CLINICKIT_DIRECTORY.")
    found = [one.entry.service for one in shared.current(directory, wanted)]
    for about in found[: len(dict.fromkeys(named))]:
        letter = recipients.addressed(letter, about, ask.override)
    return letter, replace(ask, services=tuple(found))


def _checked(library: Library, letter: Letter, ask: Ask, clinic: Clinic | None, *, as_json: bool) -> None:
    """Say what is missing; end with 1 where something is."""
    found = check(library, letter, ask, clinic)
    if as_json:
        click.echo(reports.report(found, "json"))
    elif rules.in_danger(letter):
        click.secho("Someone is in danger right now. A letter comes too late, so none is made. Do this instead:", fg="red", err=True)
        where = ask.territory or (clinic.territory if clinic else "")
        for at, step in enumerate(danger.steps(library.checker(), where), 1):
            click.echo(f"  {at}. {step}", err=True)
        click.echo("Write the letter once everyone is safe.", err=True)
    else:
        click.echo(reports.report(found, "text") if found else "Nothing is missing.")
    if errors_of(found):
        click.get_current_context().exit(1)


def _password() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _write(made: Iterable[Paper], folder: Path, password: str, letter: Letter) -> None:
    """Each paper in the folder, for its owner alone. All of them are locked before the first is written."""
    ready = [(one, lock(one.rendered.pdf, password) if password else None) for one in made]
    for one, locked in ready:
        path = folder / one.file
        save(path, locked.pdf if locked else one.rendered.pdf, private=True)
        more = f"; {len(letter.also_to)} more for those who get one too" if one.kind is Kind.RECIPIENT and letter.also_to else ""
        click.echo(f"{path}: {one.rendered.pages} page{'' if one.rendered.pages == 1 else 's'}{more}")
    for locked in [locked for _, locked in ready if locked][:1]:
        _tell(locked.told)


def _record(override: Override, services: tuple[Service, ...], folder: Path) -> None:
    path = folder / "override.json"
    save(path, (json.dumps(override.record(services), ensure_ascii=False, indent=2) + "\n").encode(), private=True)
    click.echo(f"{path}: who decided that what is protected may be told, and why. Keep it.")


def _tell(found: tuple[Diagnostic, ...]) -> None:
    if found:
        click.echo(reports.report(found, "text"), err=True)
