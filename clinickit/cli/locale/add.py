"""`clinickit locale add`: begin a language."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit import languages
from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.errors import Unknown
from clinickit.localize import skeletons
from clinickit.localize.coverage import coverage
from clinickit.localize.pseudo import ACCENTED, MIRRORED
from clinickit.localize.sync import sync
from clinickit.localize.templates import SOURCE_LANGUAGE
from clinickit.text.fonts import FontSet


@click.command("add")
@project.language
@project.catalogs
@project.content
@click.option(
    "--origin",
    type=click.Choice(["human", "mt", "mt+pe", "tm"]),
    default="human",
    show_default=True,
    help="Who makes the words: a person, a machine, a machine and then a person, a translation memory.",
)
def command(language: str, names: tuple[str, ...], content: Path, origin: str) -> None:
    """Begin LANG, a BCP 47 tag such as sw or pt-AO: catalogs, glossary.csv, style.json; say whether the fonts have its letters.

    With ID, only the catalogs of those handouts, and of what every sheet shares (ui and safety). Where the language ships already, or
    one that its readers are sent to (es for es-MX), you start from what ships. What is there already stays as it is.
    """
    here = Project.open(content)
    tag = project.known_tag(language)
    row = languages.language(tag)
    if row.pseudo or tag == SOURCE_LANGUAGE:
        raise Unknown(f"Nothing is translated into {row.english_name} ({tag}): it is what the handouts are written in, or made from it.")
    shared = here.templates.shared()
    wanted = here.templates.chosen((*shared, *names) if names else ())
    click.echo(f"{row.english_name}, {row.own_name} ({tag}): written {'from right to left' if row.rtl else 'from left to right'}.")
    found = coverage(row, FontSet())
    click.echo(str(found), err=bool(found.install or found.missing))
    made = _begin(here, tag, wanted, origin)
    strings = sum(len(here.templates.messages(name)) for name in wanted)
    folder = here.folder(tag).as_posix()
    click.echo(f"{folder}: {len(wanted)} catalogs with {strings} strings; {made or 'no'} file{'' if made == 1 else 's'} written.")
    first = next((name for name in wanted if name not in shared), here.workspace.handout_ids()[0])
    where = "." if content == Path() else content.as_posix()
    click.echo("\nNext:")
    click.echo(f"  fill in {folder}/style.json and glossary.csv, then translate ui.po and safety.po: every sheet needs them")
    click.echo(f"  clinickit print {first} -l {tag} --content {where} -o preview.pdf")
    click.echo(f"  clinickit print {first} -l {MIRRORED if row.rtl else ACCENTED} -o pseudo.pdf    (what the page does before you begin)")


def _begin(here: Project, tag: str, wanted: tuple[str, ...], origin: str) -> int:
    """Write what is not there yet, begun with the words that ship in the language or in the nearest that its readers are sent to (es-MX:
    es); how many files."""
    nearest = [languages.gettext_name(one) for one in languages.chain(tag)]
    made = 0
    for name in wanted:
        if not here.catalog(tag, name).exists():
            shipped = next((data for one in nearest if (data := here.workspace.catalog(one, name)) is not None), None)
            made += project.write(here.catalog(tag, name), sync(shipped, here.templates.messages(name), name, tag, origin=origin).data)
    for file, skeleton in (("glossary.csv", skeletons.glossary()), ("style.json", skeletons.style(languages.language(tag)))):
        if not (here.folder(tag) / file).exists():
            ours = next((layers[0].data for one in nearest if (layers := here.workspace.beside(one, file))), skeleton)
            made += project.write(here.folder(tag) / file, ours)
    return made
