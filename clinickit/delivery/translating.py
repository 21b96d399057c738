"""A sheet's strings, for whoever translates it in a form. In: a translator's folder, a language and a catalog's name; then what was typed.
Out: the strings in content order, each with its number on the previewed page, its state and what the checks say; and the catalogs written.
Called by the page in the browser.

Nothing is written but what was asked for, and nothing over what somebody else wrote in between: a file that changed since it was opened
is not touched. The installed package is never written into."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clinickit import languages
from clinickit.content.walk import texts
from clinickit.delivery.preview import numbered
from clinickit.delivery.strings import Has, Page, Remark, Row, State, living, row, state_of
from clinickit.errors import FileProblem, Unknown
from clinickit.library import Library
from clinickit.localize import po, reviews
from clinickit.localize.checks import language as of_language
from clinickit.localize.checks import run
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level
from clinickit.localize.merges import CHANGED, GUESSED
from clinickit.localize.po import PoEntry
from clinickit.localize.status import Progress
from clinickit.localize.sync import sync
from clinickit.localize.templates import SOURCE_LANGUAGE, Templates
from clinickit.text.fonts import FontSet
from clinickit.workspace import CATALOG_LIMIT, Workspace, read_file, write_file

SHARED = "safety"
"""The catalog of the sections that many sheets share; a sheet shows those that it includes."""
_STATED = frozenset(("fuzzy", "stale", "missing"))
"""Checks that say what a string's state says already."""
_KEPT = 200
"""Files of which the reading is kept."""


@dataclass(frozen=True, slots=True)
class Saved:
    """`files` were written, each with how many strings; `moved` are catalogs that changed since they were opened: then none was."""

    files: tuple[tuple[Path, int], ...] = ()
    moved: tuple[str, ...] = ()


class Bench:
    """A translator's folder. Safe to share among threads: one writes at a time."""

    def __init__(self, root: Path) -> None:
        """Raises FileProblem for the folder of an installed package."""
        if {"site-packages", "dist-packages"} & set(root.resolve().parts):
            raise FileProblem(
                f"{root} lies in the installed package, where the next update would overwrite your work. Give another folder."
            )
        self.root = root
        self._lock = threading.Lock()
        self._fonts = FontSet()
        self._templates = Templates(Workspace.bundled())
        self._read: OrderedDict[tuple[str, str, bytes], Mapping[str, Has]] = OrderedDict()

    def workspace(self) -> Workspace:
        """What ships, with the folder as it is now laid over it. Raises FileProblem."""
        there = any((self.root / name).is_dir() for name in ("handouts", "locales"))
        return Workspace.overlaid(self.root) if there else Workspace.bundled()

    def languages(self) -> tuple[str, ...]:
        """Tags of the languages that have a catalog, sorted."""
        return Progress(self.workspace(), Level.REVISED).languages()

    def names(self) -> tuple[str, ...]:
        """What there is to translate: sheets, then what they share."""
        workspace = self.workspace()
        return self._names(workspace, self._renewed(workspace))

    def _renewed(self, workspace: Workspace) -> Templates:
        self._templates = self._templates.renewed(workspace)
        return self._templates

    def _names(self, workspace: Workspace, templates: Templates) -> tuple[str, ...]:
        sheets = workspace.handout_ids()
        return (*sheets, *(one for one in templates.names() if one not in sheets))

    def left(self, language: str) -> Mapping[str, int]:
        """Each catalog with the number of its strings that wait for a translator, in the order of `names`."""
        workspace = self.workspace()
        templates, records = self._renewed(workspace), reviews.reader(workspace)(language)
        found: dict[str, int] = {}
        for name in self._names(workspace, templates):
            there, source = self._there(workspace, language, name), templates.source_language(name)
            states = (
                state_of(one, there[one.context], records, source)[0] if one.context in there else State.MISSING
                for one in templates.messages(name)
            )
            found[name] = sum(state.open for state in states)
        return found

    def file(self, language: str, name: str) -> Path:
        """Where a catalog is written."""
        return self.root / "locales" / languages.gettext_name(language) / "LC_MESSAGES" / f"{name}.po"

    def page(self, name: str, language: str, *, own: bool = True) -> Page:
        """The strings of a sheet, or of what sheets share; as they ship, without the folder's own, if `own` is off. Raises Unknown,
        ContentInvalid, FileProblem."""
        workspace = self.workspace() if own else Workspace.bundled()
        templates = self._renewed(workspace)
        self._known(templates, name, language)
        catalogs, numbers, wanted = _parts(templates, name)
        told = self._remarks(templates, catalogs, language)
        records = reviews.reader(workspace)(language)
        rows: list[Row] = []
        for catalog in catalogs:
            there = self._there(workspace, language, catalog)
            for one in templates.messages(catalog):
                if wanted is None or one.context in wanted or catalog == name:
                    has = there.get(one.context)
                    target = has.entry.target if has else ""
                    state, before = state_of(one, has, records, templates.source_language(catalog)) if has else (State.MISSING, "")
                    rows.append(row(one, catalog, numbers[one.context], target, state, before, told.get(one.context, ())))
        seen = {one: _digest(workspace.own_catalog(languages.gettext_name(language), one)) for one in catalogs}
        return Page(name, language, tuple(rows), seen, name in workspace.handout_ids(), _version(workspace))

    def save(self, language: str, edits: Mapping[str, str], seen: Mapping[str, str]) -> Saved:
        """Write translations by context. `seen` is that of the page that they were typed into. What the file says already is passed over.
        Raises Unknown for a string that nobody asks for, FileProblem, ContentInvalid for a catalog that cannot be read."""
        with self._lock:
            workspace = self.workspace()
            templates = self._renewed(workspace)
            made: list[tuple[Path, bytes, int, bytes | None]] = []
            moved: list[str] = []
            for catalog, words in _by_catalog(edits, seen).items():
                self._known(templates, catalog, language)
                own = workspace.own_catalog(languages.gettext_name(language), catalog)
                changes = _changes(self._there(workspace, language, catalog), words)
                if changes and _digest(own) != seen[catalog]:
                    moved.append(catalog)
                elif changes:
                    data = _written(_data(workspace, language, catalog), templates.messages(catalog), catalog, language, changes)
                    made.append((self.file(language, catalog), data, len(changes), own))
            if moved:
                return Saved(moved=tuple(moved))
            moved = [path.stem for path, _, _, before in made if _now(path) != before]
            if moved:
                return Saved(moved=tuple(moved))
            for path, data, _, _ in made:
                write_file(path, data)
            return Saved(tuple((path, count) for path, _, count, _ in made))

    def _there(self, workspace: Workspace, language: str, name: str) -> Mapping[str, Has]:
        """What stands in the boxes, by context: the folder's own words, and ours where it has none."""
        folder, path = languages.gettext_name(language), self.file(language, name)
        ours = self._living(workspace.catalog(folder, name), name, language, path)
        mine = self._living(workspace.own_catalog(folder, name), name, language, path)
        return {**mine, **ours, **{context: one for context, one in mine.items() if one.entry.target}}

    def _living(self, data: bytes | None, name: str, language: str, path: Path) -> Mapping[str, Has]:
        """Living entries of a file by context; kept by what the file says."""
        if data is None:
            return {}
        key = (name, language, hashlib.sha256(data).digest())
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = living(data, name, language, path)
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return found

    def _known(self, templates: Templates, name: str, language: str) -> None:
        templates.chosen((name,))
        row = languages.language(language)
        if row.pseudo or row.tag == SOURCE_LANGUAGE or row.tag != language:
            raise Unknown(f"Nothing is translated into “{language[:35]}” here.")

    def _remarks(self, templates: Templates, names: Iterable[str], language: str) -> Mapping[str, tuple[Remark, ...]]:
        """What the checks say, by context."""
        files = of_language.catalog_files(templates, language, names)
        found: dict[str, tuple[Remark, ...]] = {}
        for one in run.check(files, of_language.ground_of(templates.workspace, language, self._fonts)):
            if one.code in _STATED:
                continue
            remark = Remark(one.severity == "error", one.finding.message, one.finding.hint, one.finding.corrected or "")
            found[one.context] = (*found.get(one.context, ()), remark)
        return found


def _parts(templates: Templates, name: str) -> tuple[tuple[str, ...], Mapping[str, str], frozenset[str] | None]:
    """The catalogs of a page, the number of each string, and the contexts that a sheet shows (None: all)."""
    if name not in templates.workspace.handout_ids():
        return (name,), {one.context: str(at) for at, one in enumerate(templates.messages(name), 1)}, None
    shown = frozenset(one.context for one in texts(Library(templates.workspace).handout(name)))
    shared = any(one.startswith(f"{SHARED}/") for one in shown)
    return (name, SHARED) if shared else (name,), numbered(templates, name), shown


def _data(workspace: Workspace, language: str, name: str) -> bytes | None:
    """The folder's own catalog, or else ours."""
    folder = languages.gettext_name(language)
    own = workspace.own_catalog(folder, name)
    return own if own is not None else workspace.catalog(folder, name)


def _by_catalog(edits: Mapping[str, str], seen: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Edits by catalog. Raises Unknown for one of a catalog that the page did not show."""
    found: dict[str, dict[str, str]] = {}
    for context, words in edits.items():
        catalog = context.partition("/")[0].partition(".")[0]
        if catalog not in seen:
            raise Unknown(f"The string “{context[:80]}” is not on this page. Open the page again.")
        found.setdefault(catalog, {})[context] = words
    return found


def _changes(there: Mapping[str, Has], words: Mapping[str, str]) -> Mapping[str, str]:
    """What of the words differs from what the catalog says; an unsure one that is said again is right."""

    def same(context: str, typed: str) -> bool:
        has = there.get(context)
        return (has.entry.target == typed and not (has.entry.fuzzy and typed)) if has else not typed

    return {context: typed for context, typed in words.items() if not same(context, typed)}


def _written(data: bytes | None, messages: tuple[Message, ...], name: str, language: str, words: Mapping[str, str]) -> bytes:
    """The catalog with these translations. One that lacks a string, or has it of another English, is first brought up to the content."""
    wanted = {one.context: one for one in messages}
    for context in words:
        if context not in wanted:
            raise Unknown(f"The content has no string “{context[:80]}” any more. Open the page again.")
    if data is None or not _whole(data, wanted, words):
        data = sync(data, messages, name, language).data
    file = po.read(data)
    entries = tuple(
        _said(one, words[one.context]) if one.context in words and not one.obsolete and one.context in wanted else one
        for one in file.entries
    )
    return po.write(replace(file, entries=entries))


def _whole(data: bytes, wanted: Mapping[str, Message], contexts: Iterable[str]) -> bool:
    """Whether each context stands once, alive, for the English of now."""
    living = [one for one in po.read(data).entries if not one.obsolete]
    return all([one.source for one in living if one.context == context] == [wanted[context].source] for context in contexts)


def _said(entry: PoEntry, words: str) -> PoEntry:
    """An entry with a new translation: no longer unsure, and without what was said of the old one."""
    notes = tuple(one for one in entry.notes if not one.startswith((CHANGED, GUESSED)))
    return replace(entry, target=words, fuzzy=False, previous=None, previous_context=None, notes=notes)


def _now(path: Path) -> bytes | None:
    """What a file says at this moment; None where there is none."""
    return read_file(path, CATALOG_LIMIT) if path.exists() else None


def _version(workspace: Workspace) -> str:
    """What stands for the state of a folder."""
    whole = hashlib.sha256()
    for key, data in sorted(workspace.own.items()):
        whole.update(hashlib.sha256(key.encode()).digest() + hashlib.sha256(data).digest())
    return whole.hexdigest()[:16]


def _digest(data: bytes | None) -> str:
    """The state of a file, for a form; empty where there is none."""
    return "" if data is None else hashlib.sha256(data).hexdigest()[:32]
