"""`clinickit referral words`: what a directory says of services, to be translated."""

from __future__ import annotations

from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.files import save
from clinickit.cli.referral import directory as shared
from clinickit.delivery import directory_words
from clinickit.errors import Unknown
from clinickit.languages import canonical, gettext_name, settable
from clinickit.referral.store import Store
from clinickit.workspace import CATALOG_LIMIT, read_file


@click.command("words")
@click.argument("language", metavar="LANG")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@shared.where
@shared.source
@click.option("--content", type=click.Path(path_type=Path, file_okay=False), required=True, help="Your own content folder.")
@click.option("--directory-language", default="en", show_default=True, metavar="TAG", help="The language that the directory is written in.")
def command(language: str, ids: tuple[str, ...], directory: Path, source: str, content: Path, directory_language: str) -> None:
    """Write what the directory says of services into a catalog (PO) of LANG, for a translator: referral sheets then say it in that
    language. Run it again for more services, or after an import: what changed is marked, and no translation is lost.

    \b
    clinickit referral words es county/a1 county/b2 --in directory.sqlite --content our-content
    clinickit referral sheet county/a1 -l es --in directory.sqlite --content our-content
    """
    tag = canonical(language)
    if not settable(tag):
        raise Unknown(f"Nothing here can set “{language[:20]}” on a page. Give the tag of a language, such as es or ar.")
    if tag == canonical(directory_language):
        raise Unknown(f"The directory is written in {tag} already. Name the language to translate into.")
    with Store.open(directory) as store:
        services = [store.entry(one, source).shown() for one in ids]
    path = content / "locales" / gettext_name(tag) / "LC_MESSAGES" / f"{directory_words.NAME}.po"
    before = read_file(path, CATALOG_LIMIT) if path.is_file() else None
    done = directory_words.catalog(options.library(None), services, tag, before, directory_language)
    if done.data != before:
        save(path, done.data)
    counts = ((done.new, "to translate"), (done.changed, "changed, now marked"), (done.kept, "as they were"), (done.gone, "no longer said"))
    click.echo(f"{path}: {', '.join(f'{count} {words}' for count, words in counts if count) or 'nothing to translate'}")
