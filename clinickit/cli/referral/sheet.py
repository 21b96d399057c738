"""`clinickit referral sheet`: up to three services on paper, for the family."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.cli.files import save
from clinickit.cli.referral import directory as shared
from clinickit.delivery.referrals import sheet
from clinickit.errors import Unknown
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.pipeline import PrintOptions
from clinickit.referral.model import Service
from clinickit.referral.store import Kept, Store


@click.command("sheet")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@shared.where
@shared.source
@click.option("-l", "--language", default="en", show_default=True, metavar="TAG", help="The family's language.")
@click.option("--with", "beside", default="", metavar="TAG", help="A second language beside the first.")
@click.option("--directory-language", default="en", show_default=True, metavar="TAG", help="The language that the directory is written in.")
@click.option("--paper", type=click.Choice([str(one) for one in Paper]), help="The paper; by the territory unless told.")
@click.option(
    "--size",
    type=click.Choice([str(one) for one in PrintSize]),
    default=str(PrintSize.STANDARD),
    show_default=True,
    help="The size of the letters.",
)
@click.option("--ink", type=click.Choice([str(one) for one in Ink]), default=str(Ink.COLOR), show_default=True, help="Color or gray.")
@click.option("--discreet", is_flag=True, help="A copy whose title tells nothing, with the numbers on a card to cut off.")
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
    beside: str,
    directory_language: str,
    paper: str | None,
    size: str,
    ink: str,
    discreet: bool,
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
    with Store.open(directory) as store:
        services = [_there(store.entry(one, source)) for one in ids]
    asked = PrintOptions(paper=Paper(paper) if paper else None, size=PrintSize(size), ink=Ink(ink), discreet=discreet, beside=beside)
    done = sheet(
        options.library(content),
        services,
        language,
        options.profile(clinic_file),
        asked,
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


def _there(kept: Kept) -> Service:
    """The service as it may be shown. Raises Unknown for one that its source no longer has."""
    service = kept.shown()
    if kept.vanished_on:
        gone = f"“{service.name}” ({service.id}) vanished from “{service.source}” on {kept.vanished_on}, so it may be gone."
        raise Unknown(f"{gone} Choose another; to see what changed: clinickit referral history {service.id}")
    return service
