"""`clinickit locale`: the translators' commands, one file a command, imported when it is asked for. All work offline, in a folder of the
translator's own (`--content`, else the current folder); nothing is ever written into the installed package."""

from __future__ import annotations

import click

from clinickit.cli.lazy import LazyGroup

_COMMANDS = {
    "add": ("add", "Begin a language: folder, catalogs, glossary, style; are its letters covered?"),
    "extract": ("extract", "Write the templates (.pot) of what there is to translate."),
    "sync": ("sync", "Bring a language's catalogs up to the content, by id."),
    "check": ("check", "Find what is wrong in a language's catalogs, and how to mend it."),
    "fix": ("fix", "Apply what the checks can correct safely."),
    "watch": ("watch", "Preview a sheet beside its English, rebuilt whenever you save."),
    "status": ("status", "How far each handout has come in each language."),
    "todo": ("todo", "What is left to do in a language, high risk first."),
    "export": ("export", "Write catalogs as XLIFF, TMX or CSV."),
    "import": ("import_", "Take translations back from XLIFF, TMX or CSV."),
    "review": ("review", "Keep a review: who read what, with which qualification."),
}


@click.group("locale", cls=LazyGroup, package=__name__, listed=_COMMANDS)
def command() -> None:
    """Translate handouts: begin a language, keep its catalogs fresh, see what is left, keep reviews.

    \b
    Begin:   clinickit locale add sw
    Print:   clinickit print anxious-attachment -l sw --content . -o preview.pdf
    """
