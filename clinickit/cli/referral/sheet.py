"""`clinickit referral sheet`: up to three services on paper, for the family."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.cli.files import save
from clinickit.cli.printing import BESIDE, DISCREET, INK, PAPER, SIZE, gathered
from clinickit.cli.referral import directory as shared
from clinickit.delivery.referrals import sheet
from clinickit.pipeline import PrintOptions


@click.command("sheet")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@shared.where
@shared.source
@click.option("-l", "--language", default="en", show_default=True, metavar="TAG", help="The family's language.")
@click.option("--directory-language", default="en", show_default=True, metavar="TAG", help="The language that the directory is written in.")
@gathered(BESIDE, PAPER, SIZE, INK, DISCREET)
@click.option("--qr/--no-qr", "codes", default=True, help="A code to scan for each, to call it or open its page; never in a discreet copy.")
@click.option("--territory", metavar="CODE", help="ISO 3166-1 or -2, for crisis lines and paper; the clinic's unless told.")
@click.option("--unchecked", is_flag=True, help="Let services that nobody ever checked on paper.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The PDF. Default: referral-sheet.LANGUAGE.pdf")
@options.clinic
@options.content
@options.on
def command(
    ids: tuple[str, ...],
    directory: Path,
    source: str,
    language: str,
    directory_language: str,
    printing: PrintOptions,
    codes: bool,
    territory: str | None,
    unchecked: bool,
    output: Path | None,
    clinic_file: Path | None,
    content: Path | None,
    on: str | None,
) -> None:
    """Print one to three services for the family, in their language: how to reach each, when, what it costs, what to bring and what to
    say, with the crisis box. Stale, full and closed services are refused; whereabouts of shelters are never on it.

    \b
    clinickit referral sheet a1 b2 --in directory.sqlite -l es -o sheet.pdf
    """
    services = [one.shown() for one in shared.current(directory, ids, source)]
    done = sheet(
        options.library(content),
        services,
        language,
        options.profile(clinic_file),
        printing,
        on=options.day(on),
        territory=territory,
        directory_language=directory_language,
        unchecked=unchecked,
        codes=codes,
    )
    path = output or Path(f"referral-sheet.{language}.pdf")
    save(path, done.pdf)
    click.echo(f"{path}: {done.pages} page{'' if done.pages == 1 else 's'}")
    if done.diagnostics:
        click.echo(reports.report(done.diagnostics, "text"), err=True)
