"""The command line: thin commands that parse, call the library, report and exit. One file a command, imported when it is asked for,
so that `--help` stays quick. Here alone errors become exit codes:

    0 done   1 content errors   2 usage   3 a font or extra is missing   4 the PDF would break its standard   5 input or output
"""

from __future__ import annotations

import importlib
import io
import sys

import click

from clinickit.cli.lazy import LazyGroup
from clinickit.errors import ClinickitError

_COMMANDS = {
    "list": ("list_", "List the handouts, by series, topic, audience or code."),
    "find": ("find", "Find handouts by what people say, in any language."),
    "show": ("show", "Show what a handout says, for whom, and whom it could harm."),
    "print": ("print_", "Print handouts as accessible PDFs."),
    "packet": ("packet", "Put several handouts into one PDF, with a cover and contents."),
    "serve": ("serve", "Open a page on this computer: find, look at, print, without commands."),
    "validate": ("validate", "Check content files; say what is wrong, where, and what to do."),
    "quality": ("quality", "Reading level, PEMAT-P, CDC index and sources of handouts."),
    "locale": ("locale", "Translate handouts: catalogs, templates, reviews."),
    "referral": ("referral", "Refer people on: a directory of services, matching, a sheet for the family."),
    "given": ("given", "Record that a handout was given, and whether it was understood, as FHIR R4."),
    "openemr": ("openemr", "Print handouts as the education files that OpenEMR reads."),
    "lines": ("lines", "Crisis and safety lines: which print, which are due, where there are none."),
    "new": ("new", "Start a handout of your own."),
    "clinic": ("clinic", "Make a clinic's profile (name, phone, territory)."),
    "doctor": ("doctor", "Check fonts and versions on this computer."),
}


class _Root(LazyGroup):
    """Here errors become exit codes."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ClinickitError as problem:
            click.echo(f"clinickit: {problem}", err=True)
            ctx.exit(problem.exit_code)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"clinickit {importlib.import_module('importlib.metadata').version('clinickit')}")
        ctx.exit()


@click.group(cls=_Root, package=__name__, listed=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit.")
def cli() -> None:
    """Therapy handouts that people can read: checked, in their language, printed as accessible PDFs.

    \b
    Print one:        clinickit print anxious-attachment -l es -o out.pdf
    See all of them:  clinickit list
    """


def main() -> None:
    """Entry point. Standard output is UTF-8 everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "strict")
    cli(prog_name="clinickit")
