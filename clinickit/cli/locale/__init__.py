"""`clinickit locale`: the translators' commands, one file a command, imported when it is asked for. All work offline, in a folder of the
translator's own (`--content`, else the current folder); nothing is ever written into the installed package."""

from __future__ import annotations

import importlib

import click

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


class _Lazy(click.Group):
    """Commands by name; a command's module is imported when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"clinickit.cli.locale.{_COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])


@click.group("locale", cls=_Lazy)
def command() -> None:
    """Translate handouts: begin a language, keep its catalogs fresh, see what is left, keep reviews.

    \b
    Begin:   clinickit locale add sw
    Print:   clinickit print anxious-attachment -l sw --content . -o preview.pdf
    """
