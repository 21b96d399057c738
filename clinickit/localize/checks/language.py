"""A workspace and a language in; what `run` needs of them out: the catalogs, and the ground with glossary, style and fonts. Called by the
commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from clinickit import languages
from clinickit.errors import FileProblem
from clinickit.localize.catalogs import file_name
from clinickit.localize.checks import ground
from clinickit.localize.checks.files import CatalogFile
from clinickit.localize.checks.model import Ground
from clinickit.localize.templates import Templates
from clinickit.text.fonts import FontSet
from clinickit.workspace import Workspace


def ground_of(workspace: Workspace, tag: str, fonts: FontSet | None = None) -> Ground:
    """The ground of a language. Raises FileProblem for a glossary or style that cannot be read."""
    folder = languages.gettext_name(tag)
    try:
        return ground.ground(tag, workspace.language_file(folder, "glossary.csv"), workspace.language_file(folder, "style.json"), fonts)
    except ValueError as problem:
        raise FileProblem(f"locales/{folder}: {problem}. Correct the file: the checks need it.") from None


def catalog_files(
    templates: Templates, tag: str, names: Iterable[str], shown: Callable[[str], str] = lambda path: path
) -> tuple[CatalogFile, ...]:
    """The catalogs of a language that exist, the workspace's own before ours; `shown` turns a path inside the folder into the one to
    tell."""
    folder = languages.gettext_name(tag)
    workspace = templates.workspace
    found = []
    for name in names:
        own = workspace.own_catalog(folder, name)
        data = own if own is not None else workspace.catalog(folder, name)
        if data is not None:
            path = file_name(name, tag)
            found.append(CatalogFile(name, shown(path) if own is not None else path, data, templates.messages(name)))
    return tuple(found)
