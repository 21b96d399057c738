"""`clinickit locale sync`: catalogs brought up to the content."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.errors import Unknown
from clinickit.languages import gettext_name
from clinickit.localize.sync import Synced, sync


@click.command("sync")
@click.argument("language", metavar="[LANG]", required=False)
@project.catalogs
@project.content
@click.option("--all", "everything", is_flag=True, help="Every language of the folder.")
@click.option("--drop-merges", is_flag=True, help="Take away what an editor filled in by similarity; its words stay as a remark.")
def command(language: str | None, names: tuple[str, ...], content: Path, everything: bool, drop_merges: bool) -> None:
    """Bring the catalogs of LANG up to the content: all that the folder has, or those named (begun where the folder lacks them).

    Strings are matched by their id alone, never by similarity. A translation whose English changed stays, marked as fuzzy, with the old
    English and the words that changed; one whose string is gone stays at the end. Headers, order and wrapping that an editor changed are
    put right. No string is lost.
    """
    here = Project.open(content)
    if everything == (language is not None):
        raise Unknown("Name one language, or say --all for every language of the folder.")
    for tag in here.languages() if language is None else (here.begun(language),):
        wanted = here.templates.chosen(names) if names else here.catalogs(tag)
        for name in wanted:
            _sync(here, tag, name, drop_merges)


def _sync(here: Project, tag: str, name: str, drop_merges: bool) -> None:
    path, folder = here.catalog(tag, name), gettext_name(tag)
    own = here.workspace.own_catalog(folder, name)
    data = own if own is not None else here.workspace.catalog(folder, name)
    done = sync(data, here.templates.messages(name), name, tag, drop_merges=drop_merges)
    new = project.write(path, done.data)
    click.echo(f"{path.as_posix()}  {_said(done)}{'' if new else ', unchanged'}")
    for one in done.merges:
        click.echo(f"    {'Taken away: ' if drop_merges else ''}{one.told}", err=True)


def _said(done: Synced) -> str:
    words = {
        "kept": "kept",
        "new": "new",
        "changed": "changed in the source, now fuzzy",
        "gone": "no longer asked for, kept at the end",
        "back": "asked for again",
    }
    parts = [f"{number} {said}" for name, said in words.items() if (number := getattr(done, name))]
    return ", ".join(parts) or "nothing to translate"
