"""`clinickit locale watch`: a preview that follows what is saved."""

from __future__ import annotations

import time
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.cli.locale import project
from clinickit.cli.locale.project import Project
from clinickit.delivery.preview import Built, Preview, catalogs, numbers, page, with_numbers
from clinickit.errors import ClinickitError
from clinickit.languages import gettext_name
from clinickit.workspace import CATALOG_LIMIT, read_file

PAUSE = 0.2
"""Seconds between two looks at the folder."""
REFRESH = 2


@click.command("watch")
@project.language
@click.argument("handout_id", metavar="ID")
@project.content
@click.option("--with", "beside", default="en", show_default=True, metavar="TAG", help="The language that stands beside yours.")
@click.option("--territory", default="US", show_default=True, metavar="CC", help="Country whose lines the preview shows.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("preview"), show_default=True, help="The folder."
)
@click.option("--once", is_flag=True, help="Build it once, and end.")
@click.option("--no-numbers", is_flag=True, help="Leave the comments of your catalogs as they are.")
@options.on
def command(
    language: str, handout_id: str, content: Path, beside: str, territory: str, output: Path, once: bool, no_numbers: bool, on: str | None
) -> None:
    """Preview ID in LANG beside the English, and again whenever you save: a PDF, a picture of each page, and preview.html that shows them.

    Each string carries its number, on the page and in the comments of your catalog (sync takes those away again); one that is not
    finished is marked with “!”. Stop with Ctrl-C.
    """
    here = Project.open(content)
    tag = project.known_tag(language)
    if not no_numbers:
        _number(here, tag, handout_id)
    preview = Preview(here.root, handout_id, tag, options.day(on), beside, territory)
    seen = _state(here, tag, handout_id)
    if once:
        _make(preview, output)
        return
    _build(preview, output)
    click.echo(f"Open {output / 'preview.html'} in a browser. Waiting for you to save; stop with Ctrl-C.")
    try:
        while True:
            time.sleep(PAUSE)
            now = _state(here, tag, handout_id)
            if now != seen:
                seen = now
                _build(preview, output)
    except KeyboardInterrupt:
        click.echo("Stopped.")


def _number(here: Project, tag: str, handout_id: str) -> None:
    """Write the numbers into the comments of the folder's own catalogs."""
    named = numbers(here.workspace, handout_id)
    for name in catalogs(handout_id):
        path = here.catalog(tag, name)
        if path.is_file():
            project.write(path, with_numbers(read_file(path, CATALOG_LIMIT), named))


def _state(here: Project, tag: str, handout_id: str) -> tuple[tuple[str, int, int], ...]:
    """What tells that something was saved: time and size of each file that the preview is made of."""
    folder = here.root / "locales" / gettext_name(tag)
    own = [here.root / "handouts" / f"{handout_id}.json", *sorted(folder.glob("LC_MESSAGES/*.po"))]
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in own if path.is_file())


def _build(preview: Preview, output: Path) -> None:
    try:
        _make(preview, output)
    except ClinickitError as problem:
        click.echo(f"Not rebuilt: {problem}", err=True)


def _make(preview: Preview, output: Path) -> None:
    began = time.perf_counter()
    built = preview.build()
    _write(preview, built, output)
    left = f"{len(built.unfinished)} of {built.total} strings unfinished"
    click.echo(f"{output / 'preview.pdf'}  {len(built.pages) or 'no'} pictures, {left}, {time.perf_counter() - began:.2f} s")


def _write(preview: Preview, built: Built, output: Path) -> None:
    """Pictures first, the page that shows them last; pictures of pages that are gone are taken away."""
    save(output / "preview.pdf", built.pdf)
    names = tuple(f"page-{at}.png" for at in range(1, len(built.pages) + 1))
    for name, data in zip(names, built.pages, strict=True):
        save(output / name, data)
    for old in output.glob("page-*.png"):
        if old.name not in names:
            old.unlink()
    save(output / "preview.html", page(built, f"{preview.handout} · {preview.language}", names, REFRESH).encode())
