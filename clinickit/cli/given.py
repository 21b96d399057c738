"""`clinickit given`: the record that handouts were given, as FHIR R4."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.delivery.education import Giving, Medium, Understood, Whom, records
from clinickit.errors import Unknown
from clinickit.referral.letters.fhir_document import Pdf
from clinickit.referral.letters.fhir_terms import as_bytes
from clinickit.workspace import read_file

_LIMIT = 32 << 20


@click.command("given")
@click.argument("handout_ids", metavar="ID...", nargs=-1, required=True)
@click.option("-l", "--language", default="en", show_default=True, metavar="TAG", help="The language that it was given in.")
@click.option("--to", "to", required=True, type=click.Choice([str(one) for one in Whom]), help="Who got it.")
@click.option(
    "--understood",
    required=True,
    type=click.Choice([str(one) for one in Understood]),
    help="Did the reader say it back in their own words (teach-back)?",
)
@click.option("--words", default="", metavar="WORDS", help="What the reader said, or what to go through again.")
@click.option("--how", type=click.Choice([str(one) for one in Medium]), default="paper", show_default=True, help="How it was given.")
@click.option("--subject", default="", metavar="Patient/ID", help="Whom it is about, as your record knows them. Never a name.")
@click.option("--guardian", default="", metavar="RelatedPerson/ID", help="The guardian, as your record knows them.")
@click.option(
    "--file", "given_file", type=click.Path(path_type=Path, dir_okay=False), help="The PDF that was given. Default: as `print` makes it."
)
@click.option("--attach", is_flag=True, help="Put the PDF inside; else its size and hashes alone.")
@click.option("--part-2", "substances", is_flag=True, help="The record is of a substance use program (42 CFR part 2).")
@click.option("--transaction", is_flag=True, help="For a server that takes one: each record is created. Default: a collection.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="FILE.json; its owner alone can read it."
)
@options.content
@options.clinic
@click.option("--territory", metavar="CC", help="Country whose crisis lines the sheet has, where no clinic profile says so.")
@options.on
def command(
    handout_ids: tuple[str, ...],
    language: str,
    to: str,
    understood: str,
    words: str,
    how: str,
    subject: str,
    guardian: str,
    given_file: Path | None,
    attach: bool,
    substances: bool,
    transaction: bool,
    output: Path,
    content: Path | None,
    clinic_file: Path | None,
    territory: str | None,
    on: str | None,
) -> None:
    """Record that handouts were given: which, in which language, to whom, how, and whether it was understood.

    \b
    clinickit given staying-safe -l es --to patient --understood yes --subject Patient/123 -o given.json
    """
    library, day = options.library(content), options.day(on)
    giving = Giving(day, Whom(to), Understood(understood), Medium(how), words, subject, guardian, substances)
    ids = tuple(dict.fromkeys(handout_ids))
    if given_file is not None:
        if len(ids) > 1:
            raise Unknown("--file is one sheet. Record one handout at a time with it, or leave it out.")
        pdfs = [Pdf(_given(given_file), language, attach)]
    else:
        clinic = options.profile(clinic_file)
        sheets = [library.render(one, language, clinic, on=day, territory=territory) for one in ids]
        pdfs = [Pdf(one.pdf, one.provenance.language, attach) for one in sheets]
    made = records([(library.handout(one), pdf) for one, pdf in zip(ids, pdfs, strict=True)], giving, transaction=transaction)
    save(output, as_bytes(made), private=True)
    click.echo(f"{output}: {len(made['entry'])} records; only its owner can read it.")


def _given(path: Path) -> bytes:
    data = read_file(path, _LIMIT)
    if not data.startswith(b"%PDF-"):
        raise Unknown(f"{path.name} is no PDF. Give the sheet that was handed out, or leave --file out.")
    return data
