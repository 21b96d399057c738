"""Everything that is wrong with content. In: a workspace and an id, or a file. Out: a `Handout` and diagnostics. Called by `pipeline`,
`library` and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from clinickit.content import build, facts, load, rules
from clinickit.content.findings import Document, diagnostics
from clinickit.content.model import Handout
from clinickit.content.nodes import Setting
from clinickit.content.schemas import Schemas
from clinickit.diagnostics import Diagnostic, Location, Severity, errors_of
from clinickit.errors import Unknown
from clinickit.workspace import SHARED, Workspace


class Checker:
    """A workspace with its schemas and facts, made once and then only read: keep one for many handouts, share it among threads."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.schemas = Schemas(workspace)
        self.facts, self.problems = facts.read(workspace, self.schemas)
        self._known = frozenset(workspace.handout_ids())

    def handout(self, handout_id: str, on: date | None, thorough: bool = True) -> tuple[Handout | None, tuple[Diagnostic, ...]]:
        """The handout, or None where an error stops it, and all diagnostics. `on` is the day for overdue reviews (None: not asked).
        `thorough` also measures reading level and looks for words to avoid, which whoever prints need not wait for. Raises Unknown."""
        source = self.workspace.handout(handout_id)
        document, _, found = load.document(self.schemas, source.data, source.name, "handout")
        if document is None:
            return None, found
        return self._checked(document, on, thorough, handout_id)

    def file(self, data: bytes, name: str, on: date | None) -> tuple[str, tuple[Diagnostic, ...]]:
        """The kind of any content file ("" where unknown) and everything that is wrong with it."""
        document, kind, found = load.document(self.schemas, data, name)
        if document is None:
            return kind, found
        if kind == "handout":
            return kind, self._checked(document, on, True, PurePath(name).stem)[1]
        setting = Setting(self.facts, self._known, frozenset(self.workspace.fragment_ids()), on)
        return kind, diagnostics(document, rules.check_other(kind, document.value, setting))

    def everything(self, on: date | None) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
        """All that the workspace holds, one file after the other: its name and what is wrong with it. Handouts first, then fragments,
        then the files beside them."""
        for handout_id in self.workspace.handout_ids():
            yield self.workspace.handout(handout_id).name, self.handout(handout_id, on)[1]
        sources = [self.workspace.fragment(name) for name in self.workspace.fragment_ids()]
        sources += [layer for name in SHARED for layer in self.workspace.shared(name)]
        for source in sources:
            yield source.name, self.file(source.data, source.name, on)[1]

    def _checked(self, document: Document, on: date | None, thorough: bool, name: str) -> tuple[Handout | None, tuple[Diagnostic, ...]]:
        fragments, found = self._fragments(document.value)
        setting = Setting(self.facts, self._known, frozenset(self.workspace.fragment_ids()), on, thorough, name)
        values = {key: one.value for key, one in fragments.items()}
        found = (*self.problems, *diagnostics(document, rules.check_handout(document.value, values, setting)), *found)
        if errors_of(found):
            return None, found
        evidence = {claim.id: claim.evidence for claim in self.facts.claims.values() if claim.evidence}
        return build.handout(document.value, values, self.facts.sources, evidence), found

    def _fragments(self, value: Mapping[str, Any]) -> tuple[dict[str, Document], tuple[Diagnostic, ...]]:
        """The documents of the fragments that a handout includes; those that do not exist are left out (a rule tells them)."""
        documents: dict[str, Document] = {}
        found: list[Diagnostic] = []
        for name in build.included(value):
            try:
                source = self.workspace.fragment(name)
            except Unknown:
                continue
            document, _, problems = load.document(self.schemas, source.data, source.name, "fragment")
            found.extend(problems)
            if document is not None:
                documents[name] = document
                setting = Setting(self.facts, self._known, frozenset(self.workspace.fragment_ids()), None, False, name)
                found.extend(diagnostics(document, rules.check_other("fragment", document.value, setting)))
        return documents, tuple(found)


def check_handout(workspace: Workspace, handout_id: str, on: date | None) -> tuple[Handout | None, tuple[Diagnostic, ...]]:
    """One handout by id; see `Checker.handout`. Keep a `Checker` for many."""
    return Checker(workspace).handout(handout_id, on)


def check_file(data: bytes, name: str, workspace: Workspace, on: date | None) -> tuple[Diagnostic, ...]:
    """A file of any kind (handout, fragment, clinic, lines, references …), told by its `$schema`."""
    return Checker(workspace).file(data, name, on)[1]


def overdue(handout: Handout, on: date) -> tuple[Diagnostic, ...]:
    """A warning for whoever prints a handout whose review is overdue."""
    if on <= handout.review.due:
        return ()
    message = f"The review of “{handout.id}” was due on {handout.review.due}, which is past on {on}; the foot of the sheet says so."
    place = Location(f"handouts/{handout.id}.json", "$.review.due")
    return (Diagnostic("handout.overdue", Severity.WARNING, place, message, "Have it reviewed, or look for a newer version."),)
