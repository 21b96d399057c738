"""What there is to translate: a workspace goes in; the catalogs' names and, for each, its messages in content order come out. Called by the
commands for translators and by checks.

Catalogs are one a handout, one a family of shared fragments (`safety`), `ui` (what a printed page says) and `web` (what the page in the
browser says: no sheet needs it)."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from clinickit.content import build, load
from clinickit.content.check import Checker
from clinickit.content.model import Handout, Text
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid, Unknown
from clinickit.localize import ui
from clinickit.localize.catalogs import write_template
from clinickit.localize.extract import Message, messages, ui_messages
from clinickit.workspace import SourceFile, Workspace

SOURCE_LANGUAGE = "en"
WORDS = ("ui", "web")
"""Catalogs of words that no handout holds; each has its file beside the handouts."""


class Templates:
    """The messages of a workspace, each catalog's worked out when first asked for and kept."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._checker = Checker(workspace)
        self._kept: dict[str, tuple[Message, ...]] = {}
        self._languages: dict[str, str] = {}

    def renewed(self, workspace: Workspace) -> Templates:
        """The templates of a workspace as it is later: what is known already is taken over where its content is the same."""
        made = Templates(workspace)
        if _content(workspace) == _content(self.workspace):
            made._checker, made._kept, made._languages = self._checker, self._kept, self._languages
        return made

    def names(self) -> tuple[str, ...]:
        """Names of all catalogs: what every sheet needs first, then the handouts, sorted, then `web`."""
        return (*self.shared(), *self.workspace.handout_ids(), "web")

    def shared(self) -> tuple[str, ...]:
        """Names of the catalogs that every sheet needs: `ui`, then the families of fragments."""
        return ("ui", *sorted({name.partition("/")[0] for name in self.workspace.fragment_ids()}))

    def chosen(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The catalogs asked for, in our order, or all of them. Raises Unknown, with names that come near."""
        there = self.names()
        for name in names:
            if name not in there:
                near = get_close_matches(name[:80], there, n=3, cutoff=0.5)
                hint = f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(there[:20])}."
                raise Unknown(f"There is no catalog “{name[:80]}”. {hint}")
        return tuple(name for name in there if name in names) if names else there

    def messages(self, name: str) -> tuple[Message, ...]:
        """The messages of a catalog, in content order. Raises Unknown; ContentInvalid where the content has errors."""
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = self._made(name)
        return found

    def source_language(self, name: str) -> str:
        """The language that a catalog is translated from."""
        found = self._languages.get(name)
        if found is None:
            handout = name in self.workspace.handout_ids()
            found = self._languages[name] = self._handout(name).language if handout else SOURCE_LANGUAGE
        return found

    def template(self, name: str) -> bytes:
        """The catalog's POT file."""
        return write_template(self.messages(name))

    def _made(self, name: str) -> tuple[Message, ...]:
        if name in WORDS:
            return self._words(name)
        if name in self.workspace.handout_ids():
            return messages(self._handout(name))
        values = {one: self._value(self.workspace.fragment(one), "fragment") for one in self.workspace.fragment_ids()}
        return fragment_messages({one: value for one, value in values.items() if one.partition("/")[0] == name})

    def _handout(self, name: str) -> Handout:
        checked, told = self._checker.handout(name, None, thorough=False)
        if checked is None:
            raise ContentInvalid(errors_of(told))
        return checked

    def _words(self, name: str) -> tuple[Message, ...]:
        texts: dict[str, Text] = {}
        notes: dict[str, str] = {}
        for layer in self.workspace.shared(name):
            value = self._value(layer, "ui")
            texts |= ui.load(value)
            notes |= value.get("notes", {})
        return ui_messages(texts, notes)

    def _value(self, file: SourceFile, kind: str) -> Mapping[str, Any]:
        if file.own:
            document, _, told = load.document(self._checker.schemas, file.data, file.name, kind)
        else:
            document, told = load.unchecked(file.data, file.name)
        if document is None:
            raise ContentInvalid(told)
        value: Mapping[str, Any] = document.value
        return value


def _content(workspace: Workspace) -> dict[str, bytes]:
    """A clinic's own content without its catalogs."""
    return {key: data for key, data in workspace.own.items() if key.startswith("handouts/")}


_FRAME: Mapping[str, Any] = {
    "id": "frame",
    "version": "1.0.0",
    "version_date": "2026-01-01",
    "language": SOURCE_LANGUAGE,
    "series": "safety",
    "audience": "adult",
    "topics": [],
    "title": "",
    "short_title": "",
    "lede": "",
    "objective": "",
    "not_for": "",
    "review": {"status": "unreviewed", "due": "2026-01-01"},
}
"""A handout around fragments, which stand by themselves nowhere else."""


def fragment_messages(fragments: Mapping[str, Mapping[str, Any]]) -> tuple[Message, ...]:
    """The messages of shared fragments of one family, from their checked JSON by name ("safety/partner"), in the order given."""
    frame = {**_FRAME, "sections": [{"include": one} for one in fragments]}
    family = next(iter(fragments), "").partition("/")[0]
    return messages(build.handout(frame, fragments, {}), family)
