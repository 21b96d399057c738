"""`clinickit print`: handouts as accessible PDFs, or as web pages."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.cli import printing as printing_
from clinickit.cli.files import save
from clinickit.content.clinic import Clinic
from clinickit.content.model import Copy
from clinickit.diagnostics import Diagnostic
from clinickit.errors import ClinickitError, ContentInvalid, Unknown
from clinickit.layout.theme import Ink, PrintSize
from clinickit.library import Library
from clinickit.pipeline import PrintOptions, Rendered, WebPage


@dataclass(frozen=True, slots=True)
class Job:
    """One sheet to print, and where."""

    handout_id: str
    language: str
    path: Path


@click.command("print")
@click.argument("handout_ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "-l", "--language", "languages", multiple=True, metavar="TAG", help="Language (BCP 47), such as es or zh-Hans. May be repeated."
)
@click.option("--all-languages", is_flag=True, help="Every language that each handout has.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file for one sheet (….pdf, ….html), else a folder. Default: this folder."
)
@click.option(
    "--to", type=click.Choice(["pdf", "html"]), help="A PDF, or one web page that holds all it needs. Default: as -o ends, else PDF."
)
@options.content
@options.clinic
@printing_.territory
@options.on
@printing_.handout
@printing_.unasked
@options.as_json
def command(
    handout_ids: tuple[str, ...],
    languages: tuple[str, ...],
    all_languages: bool,
    output: Path | None,
    to: str | None,
    content: Path | None,
    clinic_file: Path | None,
    territory: str | None,
    on: str | None,
    printing: PrintOptions,
    yes: bool,
    as_json: bool,
) -> None:
    """Print handouts as accessible PDFs, or save them as web pages.

    \b
    clinickit print anxious-attachment -l es -o out.pdf
    clinickit print anxious-attachment -l ar --with en
    clinickit print anxious-attachment -l ar --to html
    clinickit print anxious-attachment therapy-options --all-languages --clinic clinic.json -o sheets
    """
    library = options.library(content)
    clinic = options.profile(clinic_file)
    day = options.day(on)
    kind = to or ("html" if output is not None and output.suffix.lower() == ".html" else "pdf")
    jobs = _jobs(library, handout_ids, languages, all_languages, output, printing, kind)
    if not yes and not as_json and sys.stdin.isatty():
        printing_.confirm(library, (job.handout_id for job in jobs))
    done, refused = _print(library, jobs, clinic, territory, printing, day, kind)
    _say(done, as_json)
    if refused is not None:
        raise refused


def _say(done: list[tuple[Job, Rendered | WebPage]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_facts(job, sheet) for job, sheet in done], ensure_ascii=False, indent=2))
        return
    for job, sheet in done:
        for text in reports.warnings(sheet.diagnostics):
            click.echo(text, err=True)
        click.echo(f"{job.path}  {_length(sheet)}")


def _length(sheet: Rendered | WebPage) -> str:
    if isinstance(sheet, WebPage):
        return f"{-(-len(sheet.html) // 1000)} kB"
    return f"{sheet.pages} {'page' if sheet.pages == 1 else 'pages'}"


def _jobs(
    library: Library,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    everything: bool,
    output: Path | None,
    asked: PrintOptions,
    kind: str,
) -> list[Job]:
    if everything and languages:
        raise Unknown("--all-languages and --language do not go together. Leave one of them out.")
    copy = asked.copy
    pairs = [
        (number, handout_id, language)
        for number, handout_id in enumerate(dict.fromkeys(ids), 1)
        for language in (library.languages(handout_id) if everything else tuple(dict.fromkeys(languages)) or ("en",))
        if not (everything and language == asked.beside)
    ]
    single = output is not None and len(pairs) == 1 and output.suffix.lower() == f".{kind}" and not output.is_dir()
    if single and output is not None:
        return [Job(*pairs[0][1:], output)]
    if output is not None and output.is_file():
        raise Unknown(f"{output} is a file, but there are {len(pairs)} sheets to print. Give a folder with -o.")
    if output is not None and output.suffix.lower() in (".pdf", ".html") and output.suffix.lower() != f".{kind}":
        raise Unknown(f"--to {kind} and -o {output} do not go together. Leave out --to, or name a file that ends in .{kind}.")
    folder = output or Path()
    size = "" if asked.size is PrintSize.STANDARD else f".{asked.size}"
    ink = "" if asked.ink is Ink.COLOR else ".gray"
    form = ".fillable" if asked.fillable and kind == "pdf" else ""
    whose = ".clinician" if copy is Copy.CLINICIAN else ""
    both = f"+{asked.beside}" if asked.beside else ""
    tail = f"{both}{whose}{size}{ink}{form}.{kind}"
    return [
        Job(one, language, folder / f"{f'sheet-{number}' if copy is Copy.DISCREET else one}.{language}{tail}")
        for number, one, language in pairs
    ]


def _print(
    library: Library, jobs: list[Job], clinic: Clinic | None, territory: str | None, asked: PrintOptions, day: date, kind: str
) -> tuple[list[tuple[Job, Rendered | WebPage]], ClinickitError | None]:
    """Print what may be printed; each file is written whole or not at all. What was written, and what was refused, or why it stopped."""
    done: list[tuple[Job, Rendered | WebPage]] = []
    refused: list[Diagnostic] = []
    hidden = len(jobs) < 2 or not sys.stderr.isatty()
    with click.progressbar(jobs, label="Printing", file=sys.stderr, hidden=hidden) as bar:
        for job in bar:
            try:
                sheet: Rendered | WebPage
                if kind == "html":
                    sheet = library.page_html(job.handout_id, job.language, clinic, asked, on=day, territory=territory)
                    save(job.path, sheet.html)
                else:
                    sheet = library.render(job.handout_id, job.language, clinic, asked, on=day, territory=territory)
                    save(job.path, sheet.pdf)
            except ContentInvalid as problem:
                refused += problem.diagnostics
                continue
            except ClinickitError as problem:
                return done, problem
            done.append((job, sheet))
    return done, ContentInvalid(tuple(dict.fromkeys(refused))) if refused else None


def _facts(job: Job, sheet: Rendered | WebPage) -> dict[str, object]:
    return {
        "file": job.path.as_posix(),
        "id": job.handout_id,
        "language": job.language,
        **({"pages": sheet.pages} if isinstance(sheet, Rendered) else {"bytes": len(sheet.html)}),
        "provenance": _provenance(sheet),
        "diagnostics": reports.rows(sheet.diagnostics),
    }


def _provenance(sheet: Rendered | WebPage) -> dict[str, object]:
    """What the sheet was made from, as JSON values."""
    return {name: _plain(value) for name, value in asdict(sheet.provenance).items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
