"""The folder that a translator works in, and how the commands find and write it: a path from the command line goes in; a workspace laid
over what ships, and paths to write, come out.

    work/
      locales/
        anxious-attachment.pot …            templates (`extract`)
        sw/LC_MESSAGES/anxious-attachment.po …   catalogs
        sw/glossary.csv  sw/style.json      words to keep to, register and form of address
        sw/reviews/anxious-attachment.json  who read what
      handouts/                             only where a clinic has handouts of its own
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from clinickit import languages
from clinickit.cli.files import save
from clinickit.errors import FileProblem, Unknown
from clinickit.localize.levels import Level
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

content = click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="this folder",
    help="The folder you work in; its “locales” folder holds the catalogs.",
)
language = click.argument("language", metavar="LANG")
catalogs = click.argument("names", metavar="[ID]...", nargs=-1)
required = click.option(
    "--require",
    "required",
    type=click.Choice([one.value for one in Level if one is not Level.NONE]),
    default="revised",
    show_default=True,
    help="The level that counts as finished.",
)


@dataclass(frozen=True, slots=True)
class Project:
    """A translator's folder. `workspace` is what ships with the folder's own content laid over it."""

    root: Path
    workspace: Workspace
    templates: Templates

    @classmethod
    def open(cls, root: Path, *, to_read: bool = False) -> Project:
        """The folder as it is now; an empty or missing one will do, but for those who only read it. Raises FileProblem, also for the
        folder of an installed package."""
        if to_read and not root.is_dir():
            raise FileProblem(f"There is no folder {root}. Give the folder that holds your “locales” folder, or leave out --content.")
        if {"site-packages", "dist-packages"} & set(root.resolve().parts):
            raise FileProblem(
                f"{root} lies in the installed package, where the next update would overwrite your work. "
                "Make a folder of your own and give it with --content."
            )
        there = any((root / name).is_dir() for name in ("handouts", "locales"))
        workspace = Workspace.overlaid(root) if there else Workspace.bundled()
        return cls(root, workspace, Templates(workspace))

    def folder(self, tag: str) -> Path:
        """A language's folder."""
        return self.root / "locales" / languages.gettext_name(tag)

    def catalog(self, tag: str, name: str) -> Path:
        """A catalog's file."""
        return self.folder(tag) / "LC_MESSAGES" / f"{name}.po"

    def catalogs(self, tag: str) -> tuple[str, ...]:
        """Names of the catalogs of a language that the folder itself has and the content still asks for."""
        own = self.workspace.own
        there = (name for name in self.templates.names() if f"locales/{languages.gettext_name(tag)}/LC_MESSAGES/{name}.po" in own)
        return tuple(there)

    def languages(self) -> tuple[str, ...]:
        """Tags of the languages that the folder itself has catalogs of, sorted."""
        return tuple(tag for name in self.workspace.catalog_languages() if self.catalogs(tag := languages.tag_of(name)))

    def begun(self, tag: str) -> str:
        """The tag, in canonical form. Raises Unknown where the folder has no catalog of it."""
        tag = known_tag(tag)
        if not self.catalogs(tag):
            raise Unknown(f"{self.root / 'locales'} has no catalog in “{tag}”. To begin: clinickit locale add {tag}")
        return tag


def known_tag(typed: str) -> str:
    """A tag as we write it (`pt_BR`, `PT-br` → `pt-BR`; `tl` → `fil`). Raises Unknown for a language that cannot be set."""
    tag = languages.canonical(typed)
    languages.language(tag)
    return tag


def write(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, unless it holds these bytes already. Whether it was written."""
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror or problem}. Check that you may open it.") from None
    save(path, data)
    return True
