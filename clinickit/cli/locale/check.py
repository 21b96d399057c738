"""`clinickit locale check`: everything that a machine can find wrong in a language's catalogs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from clinickit.cli import options, reports
from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.delivery.sheet_checks import sheet_checks
from clinickit.diagnostics import Diagnostic, Severity
from clinickit.errors import Unknown
from clinickit.library import Library
from clinickit.localize.checks import language as of_language
from clinickit.localize.checks import run
from clinickit.localize.checks.files import CatalogFile
from clinickit.localize.checks.registry import BY_CODE, CHECKS
from clinickit.text.fonts import FontSet


@click.command("check")
@click.argument("language", metavar="LANG", required=False)
@project.catalogs
@project.content
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="SARIF is for code hosts; github writes annotations of a pull request.",
)
@click.option("--errors", "only_errors", is_flag=True, help="Tell errors only.")
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.option("--pages", is_flag=True, help="Also print each handout and read it back: does all fit, does every word come back?")
@options.on
@click.option("--explain", metavar="CHECK", help="Say what a check catches, how to mend and how to waive it; “all” lists them.")
def command(
    language: str | None,
    names: tuple[str, ...],
    content: Path,
    shape: str,
    only_errors: bool,
    strict: bool,
    pages: bool,
    on: str | None,
    explain: str | None,
) -> None:
    """Check the catalogs of LANG, all of them or those named; what is wrong, with file and line, and how to mend it.

    Ends with 1 where there are errors. A finding that is right as it is can be waived by a comment in the entry, with a reason:

    \b
    # clinickit: ok negation because “stay away from” says it
    """
    if explain is not None:
        click.echo(explained(explain))
        return
    if language is None:
        raise click.UsageError("Give the language to check, such as: clinickit locale check sw")
    here = Project.open(content)
    tag = project.known_tag(language)
    files = of_language.catalog_files(here.templates, tag, here.templates.chosen(names), lambda path: (here.root / path).as_posix())
    if not files:
        raise Unknown(
            f"There is no catalog in “{tag}” to check{' among those named' if names else ''}. To begin: clinickit locale add {tag}"
        )
    found = run.check(files, of_language.ground_of(here.workspace, tag, FontSet()))
    told = [one.diagnostic(tag) for one in found]
    if pages:
        told += _sheets(here, tag, files, options.day(on))
    severities = {one.severity for one in told}
    told = [one for one in told if not only_errors or one.severity is Severity.ERROR]
    click.echo(reports.report(told, shape, [one.shown for one in files]))
    if Severity.ERROR in severities or (strict and Severity.WARNING in severities):
        raise SystemExit(1)


def _sheets(here: Project, tag: str, files: tuple[CatalogFile, ...], on: date) -> list[Diagnostic]:
    """What is wrong with the printed sheets of the catalogs that are handouts."""
    every = of_language.catalog_files(here.templates, tag, here.templates.names())
    translations = {unit.context: unit.target for file in every for unit in run.strings(file)}
    library = Library(here.workspace)
    handouts = [one.name for one in files if one.name in here.workspace.handout_ids()]
    return [told for name in handouts for told in sheet_checks(library, name, tag, translations, on=on)]


def explained(code: str) -> str:
    """What a check catches, and what to do. Raises Unknown, naming all checks."""
    if code == "all":
        width = max(len(one.code) for one in CHECKS)
        return "\n".join(f"{one.code:{width}}  {one.severity:7}  {one.title}" for one in CHECKS)
    one = BY_CODE.get(code.removeprefix("check."))
    if one is None:
        raise Unknown(f"There is no check “{code[:40]}”. Known: {', '.join(BY_CODE)}.")
    waive = f"To waive it, in the entry: # clinickit: ok {one.code} because …" if one.waivable else "It cannot be waived."
    return f"{one.code} ({one.severity})\n{one.title}.\n\n{one.explanation}\n\nTo mend: {one.mend}\n{waive}"
