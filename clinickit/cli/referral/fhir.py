"""`clinickit referral fhir`: a referral letter as FHIR R4 for another system, its answers, and the way back to a letter."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from clinickit.cli import options, reports
from clinickit.cli.files import save
from clinickit.cli.referral import directory as shared
from clinickit.content.clinic import Clinic
from clinickit.delivery.letters import Ask, check
from clinickit.diagnostics import Diagnostic, Severity, errors_of
from clinickit.errors import ContentInvalid, Unknown
from clinickit.library import Library
from clinickit.referral.letters import fhir_in, reading, rules
from clinickit.referral.letters.fhir import Bundled, bundle
from clinickit.referral.letters.fhir_document import Pdf
from clinickit.referral.letters.fhir_task import Answer, answered_in
from clinickit.referral.letters.fhir_terms import as_bytes
from clinickit.referral.letters.model import Letter
from clinickit.workspace import read_file

_LIMIT = 32 << 20
"""Bytes of a bundle or PDF that are read at most."""


@click.command("fhir")
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="FILE.json; its owner alone can read it."
)
@click.option("--answer", type=click.Choice([str(one) for one in Answer]), help="What came back: moves the status (Task) on.")
@click.option("--why", default="", metavar="WORDS", help="The reason, needed to decline or cancel; else a note.")
@click.option("--to-letter", is_flag=True, help="FROM is a bundle: write the letter that it holds.")
@click.option(
    "--attach", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pdf", help="The letter on paper, inside the bundle."
)
@click.option("--hash-only", is_flag=True, help="With --attach: its size and hashes alone.")
@click.option("--transaction", is_flag=True, help="For a server that takes one: each record is created. Default: a collection.")
@shared.maybe
@click.option("--override-by", metavar="NAME", help="Who decides that what is protected leaves.")
@click.option("--override-why", metavar="REASON", help="Why it may leave. Kept beside the bundle.")
@click.option("--territory", metavar="CODE", help="ISO 3166-1 or -2, for the numbers told in danger; the clinic's unless told.")
@click.option("--majority", type=click.IntRange(14, 25), default=rules.MAJORITY, show_default=True, help="Age of majority, in years.")
@options.clinic
@options.content
@options.on
def command(
    source: Path,
    output: Path,
    answer: str | None,
    why: str,
    to_letter: bool,
    attach: Path | None,
    hash_only: bool,
    transaction: bool,
    directory: Path | None,
    override_by: str | None,
    override_why: str | None,
    territory: str | None,
    majority: int,
    clinic_file: Path | None,
    content: Path | None,
    on: str | None,
) -> None:
    """Write a letter as FHIR R4 (a Bundle of ServiceRequest, Task, Consent and who is part of it), or move a bundle's status on.

    \b
    clinickit referral fhir letter.json -o bundle.json --attach letter.pdf
    clinickit referral fhir bundle.json -o bundle.json --answer declined --why "No place before May."
    clinickit referral fhir bundle.json -o letter.json --to-letter

    What is confidential and the whereabouts of shelters stay here, also inside sentences, and the command says so. A service that the
    letter names goes along only where --in says what it is.
    """
    day, data = options.day(on), read_file(source, _LIMIT)
    given = _bundle(data)
    if to_letter:
        letter = _write_letter(given, output)
        _warn_danger(letter, options.library(content), territory, options.profile(clinic_file))
        return
    if given is None:
        override = shared.override(override_by, override_why, day)
        ask = Ask(territory=territory, majority=majority, today=day)
        letter = _letter(data, source, day, options.library(content), ask, options.profile(clinic_file))
        made = bundle(
            letter,
            [one.entry.service for one in shared.current(directory, letter.services)] if directory else [],
            override,
            pdf=_pdf(attach, letter.language, hash_only) if attach else None,
            transaction=transaction,
        )
        _keep(made, output)
        given = made.bundle
    elif not answer:
        raise Unknown(f"{source.name} is a bundle already. Say what came back with --answer, or make it a letter with --to-letter.")
    if answer:
        given = answered_in(given, Answer(answer), day, why)
    save(output, as_bytes(given), private=True)
    click.echo(f"{output}: {len(given['entry'])} records; only its owner can read it.")


def _bundle(data: bytes) -> dict[str, Any] | None:
    """The bundle of a file; None where it is something else, such as a letter."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and value.get("resourceType") == "Bundle" else None


def _letter(data: bytes, source: Path, day: date, library: Library, ask: Ask, clinic: Clinic | None) -> Letter:
    """A letter that may be sent. Raises ContentInvalid with all that is missing; in danger, with what to do instead."""
    read, found = reading.read(data, source.as_posix(), day, library.checker().schemas)
    if read is None:
        raise ContentInvalid(found)
    told = check(library, read.letter, replace(ask, document=read.document), clinic)
    if errors_of(told):
        raise ContentInvalid(errors_of(told))
    _warn(told)
    return read.letter


def _warn(found: Iterable[Diagnostic]) -> None:
    told = [one for one in found if one.severity is Severity.WARNING]
    if told:
        click.echo(reports.report(told, "text"), err=True)


def _write_letter(given: dict[str, Any] | None, output: Path) -> Letter:
    if given is None:
        raise Unknown("--to-letter needs a Bundle of FHIR. Give the file that came from the other system.")
    letter = fhir_in.letter(given)
    text = json.dumps(reading.written(letter), ensure_ascii=False, indent=2)
    save(output, f"{text}\n".encode(), private=True)
    click.echo(f"{output}: only its owner can read it.")
    _warn_missing(letter)
    return letter


def _warn_danger(letter: Letter, library: Library, territory: str | None, clinic: Clinic | None) -> None:
    """What to do first where the bundle says that someone is in danger right now. Ends with 1 then, as `letter` does."""
    if rules.in_danger(letter):
        click.echo(reports.report(check(library, letter, Ask(territory=territory), clinic), "text"), err=True)
        click.get_current_context().exit(1)


def _warn_missing(letter: Letter) -> None:
    asked = [one.field for one in rules.missing(letter)]
    if asked:
        click.echo(f"The bundle does not say: {', '.join(asked)}.", err=True)


def _pdf(path: Path, language: str, hash_only: bool) -> Pdf:
    data = read_file(path, _LIMIT)
    if not data.startswith(b"%PDF-"):
        raise Unknown(f"{path.name} is no PDF. Give the letter that `clinickit referral letter` printed.")
    return Pdf(data, language, enclosed=not hash_only)


def _keep(made: Bundled, output: Path) -> None:
    """The record of an override beside the bundle; what stayed behind on the screen."""
    if made.record is not None:
        record = output.with_name(f"{output.name}.override.json")
        save(record, (json.dumps(made.record, ensure_ascii=False, indent=1) + "\n").encode(), private=True)
        click.echo(f"What is protected left too; {record} says by whom and why. Keep it.")
    for named, reasons in made.kept_back:
        click.echo(f"  {named}: kept back: {'; '.join(reasons)}", err=True)
