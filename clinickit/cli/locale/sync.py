"""`clinickit locale sync`: a language's catalogs brought up to the content."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.localize.sync import Synced, sync


@click.command("sync")
@project.language
@project.catalogs
@project.content
@click.option("--drop-merges", is_flag=True, help="Take away what an editor filled in by similarity; its words stay as a remark.")
def command(language: str, names: tuple[str, ...], content: Path, drop_merges: bool) -> None:
    """Bring the catalogs of LANG up to the content, all of them or those named.

    Strings are matched by their id alone, never by similarity. A translation whose English changed stays, marked as fuzzy, with the old
    English and the words that changed; one whose string is gone stays at the end. Headers, order and wrapping that an editor changed are
    put right. No string is lost.
    """
    here = Project.open(content)
    tag = here.begun(language)
    for name in here.templates.chosen(names):
        path = here.catalog(tag, name)
        folder, own = path.parent.parent.name, None
        own = here.workspace.own_catalog(folder, name)
        data = own if own is not None else here.workspace.catalog(folder, name)
        done = sync(data, here.templates.messages(name), name, tag, drop_merges=drop_merges)
        new = project.write(path, done.data)
        click.echo(f"{path.as_posix()}  {_said(done)}{'' if new else ', unchanged'}")
        for one in done.merges:
            verb = "Taken away: " if drop_merges else ""
            click.echo(f"    {verb}{one.told}", err=True)


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
