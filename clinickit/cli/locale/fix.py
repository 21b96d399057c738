"""`clinickit locale fix`: the checks' safe suggestions, applied."""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from pathlib import Path

import click

from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.localize.checks import language as of_language
from clinickit.localize.checks import run
from clinickit.text.fonts import FontSet


@click.command("fix")
@project.language
@project.catalogs
@project.content
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing.")
def command(language: str, names: tuple[str, ...], content: Path, dry_run: bool) -> None:
    """Apply what the checks can correct safely to the catalogs of LANG: spaces, marks of the script, look-alike letters, hidden characters.

    Shows every change. Nothing that changes a meaning is touched; `clinickit locale check` tells what is left.
    """
    here = Project.open(content)
    tag = here.begun(language)
    folder = here.folder(tag).name
    own = [name for name in here.templates.chosen(names) if here.workspace.own_catalog(folder, name) is not None]
    ground = of_language.ground_of(here.workspace, tag, FontSet())
    counts: Counter[str] = Counter()
    for file in of_language.catalog_files(here.templates, tag, own, lambda path: (here.root / path).as_posix()):
        data, mended = run.fixed(file, ground)
        if not mended:
            continue
        counts.update(code for _, code in mended)
        before, after = (one.decode("utf-8-sig").splitlines(keepends=True) for one in (file.data, data))
        click.echo("".join(unified_diff(before, after, file.shown, file.shown, n=1)), nl=False)
        if not dry_run:
            project.write(here.catalog(tag, file.name), data)
    said = ", ".join(f"{code} {many}" for code, many in sorted(counts.items()))
    number = sum(counts.values())
    verb = "can be corrected" if dry_run else "corrected"
    click.echo(f"{number} findings {verb}: {said}." if number else "There is nothing that can be corrected safely.")
