"""Where content lies: the only module that knows folder names. In: the wheel's own folders, read through `importlib.resources`, and
maybe a clinic's folder laid over them. Out: bytes by kind and id. Called by `content.check`, `localize` and `library`.

A clinic's folder is shaped like ours: `handouts/*.json`, `handouts/fragments/**/*.json`, `locales/<language>/LC_MESSAGES/*.po`,
`locales/<language>/reviews/*.json`, `locales/<language>/glossary.csv` and `style.json`.
It is read once, when the workspace is made (one snapshot: a file changed later changes nothing). Handouts and fragments replace ours
whole, by id; `lines.json`, `references.json` and `claims.json` come as layers, ours first, so that single records can be replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from clinickit.errors import FileProblem, Unknown

JSON_LIMIT = 1 << 20
"""Bytes of one JSON file. One byte more is read, so that `content.load` can say that a file is too large."""
CATALOG_LIMIT = 4 << 20
_TOTAL_LIMIT = 64 << 20
_COUNT_LIMIT = 5000

SHARED = ("claims", "lines", "options", "references", "ui", "web")
"""Files that stand beside the handouts and are none; no handout may take such a name."""

_ID = re.compile(r"(?=.{1,120}\Z)[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_FRAGMENT_ID = re.compile(r"[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)+\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Bytes and the name that diagnostics give them; `own` when they come from the clinic's folder."""

    name: str
    data: bytes
    own: bool = False


@dataclass(frozen=True, slots=True)
class Workspace:
    """Content by kind and id. Frozen and free of caches: safe to share among threads. `root` is the clinic's folder as it was
    typed, or empty; `own` its files by path inside it, with forward slashes."""

    root: str = ""
    own: dict[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def bundled(cls) -> Workspace:
        """What ships with clinickit."""
        return cls()

    @classmethod
    def overlaid(cls, path: Path) -> Workspace:
        """A clinic's folder laid over what ships. Raises FileProblem for a folder that is missing, empty of content, too large,
        or that holds links."""
        return cls(str(path), _snapshot(path))

    def handout_ids(self) -> tuple[str, ...]:
        """Ids of all handouts, ours and the clinic's, sorted."""
        ours = (entry.name for entry in _package("handouts").iterdir())
        names = {name.removesuffix(".json") for name in ours if name.endswith(".json")}
        names |= {key[9:-5] for key in self.own if key.startswith("handouts/") and key.count("/") == 1}
        return tuple(sorted(name for name in names if name not in SHARED and _ID.match(name)))

    def fragment_ids(self) -> tuple[str, ...]:
        """Names of all shared fragments ("safety/partner"), sorted."""
        names = set(_fragment_names(_package("handouts").joinpath("fragments"), ""))
        names |= {key[19:-5] for key in self.own if key.startswith("handouts/fragments/")}
        return tuple(sorted(name for name in names if _FRAGMENT_ID.match(name)))

    def handout(self, handout_id: str) -> SourceFile:
        """A handout's file. Raises Unknown, with names that come near."""
        found = self._find(f"handouts/{handout_id}.json") if _ID.match(handout_id) and handout_id not in SHARED else None
        if found is None:
            raise Unknown(f"There is no handout “{handout_id[:80]}”. {_near(handout_id, self.handout_ids())}")
        return found

    def fragment(self, name: str) -> SourceFile:
        """A shared fragment's file. Raises Unknown, with names that come near."""
        found = self._find(f"handouts/fragments/{name}.json") if _FRAGMENT_ID.match(name) else None
        if found is None:
            raise Unknown(f"There is no shared fragment “{name[:80]}”. {_near(name, self.fragment_ids())}")
        return found

    def rating(self, handout_id: str) -> SourceFile | None:
        """The file of signed ratings of a handout, or None."""
        return self._find(f"handouts/ratings/{handout_id}.json") if _ID.match(handout_id) else None

    def shared(self, name: str) -> tuple[SourceFile, ...]:
        """The layers of claims, lines, options, references, ui or web: ours first, then the clinic's, as far as they exist."""
        if name not in SHARED:
            raise Unknown(f"There is no shared file “{name[:80]}”. Known: {', '.join(SHARED)}.")
        key = f"handouts/{name}.json"
        ours = _read(_package("handouts").joinpath(f"{name}.json"), JSON_LIMIT)
        layers = [SourceFile(key, ours)] if ours is not None else []
        if key in self.own:
            layers.append(SourceFile(f"{self.root}/{key}", self.own[key], own=True))
        return tuple(layers)

    def catalog(self, language: str, name: str) -> bytes | None:
        """Our gettext catalog of a handout, a fragment family, `lines`, `ui` or `web`; `language` is a gettext name such as zh_Hans."""
        if not (_LANGUAGE.match(language) and _ID.match(name)):
            return None
        return _read(_package("locales").joinpath(language, "LC_MESSAGES", f"{name}.po"), CATALOG_LIMIT)

    def has_catalog(self, language: str, name: str) -> bool:
        """Whether there is a catalog of that name, ours or the clinic's; `language` is one of `catalog_languages`."""
        if f"locales/{language}/LC_MESSAGES/{name}.po" in self.own:
            return True
        return bool(_ID.match(name)) and _package("locales").joinpath(language, "LC_MESSAGES", f"{name}.po").is_file()

    def own_catalog(self, language: str, name: str) -> bytes | None:
        """The clinic's catalog of that name, to be laid over ours message by message."""
        return self.own.get(f"locales/{language}/LC_MESSAGES/{name}.po")

    def language_file(self, language: str, name: str) -> bytes | None:
        """What stands beside the catalogs of a language (`glossary.csv`, `style.json`), the clinic's or else ours; `language` is a gettext
        name."""
        if not (_LANGUAGE.match(language) and re.fullmatch(r"[a-z]+\.(csv|json)", name)):
            return None
        own = self.own.get(f"locales/{language}/{name}")
        return own if own is not None else _read(_package("locales").joinpath(language, name), JSON_LIMIT)

    def reviews(self, language: str) -> tuple[SourceFile, ...]:
        """Review records of a language, ours first, then the clinic's; `language` is a gettext name."""
        if not _LANGUAGE.match(language):
            return ()
        inside = f"locales/{language}/reviews/"
        folder = _package("locales").joinpath(language, "reviews")
        names = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
        ours = ((name, _read(folder.joinpath(name), JSON_LIMIT)) for name in names if name.endswith(".json"))
        own = sorted((key, data) for key, data in self.own.items() if key.startswith(inside) and key.endswith(".json"))
        return (
            *(SourceFile(inside + name, data) for name, data in ours if data is not None),
            *(SourceFile(f"{self.root}/{key}", data, own=True) for key, data in own),
        )

    def beside(self, language: str, name: str) -> tuple[SourceFile, ...]:
        """The layers of a language's glossary.csv or style.json: ours first, then the clinic's, as far as they exist."""
        if not _LANGUAGE.match(language) or name not in ("glossary.csv", "style.json"):
            return ()
        key = f"locales/{language}/{name}"
        ours = _read(_package("locales").joinpath(language, name), JSON_LIMIT)
        layers = [SourceFile(key, ours)] if ours is not None else []
        if key in self.own:
            layers.append(SourceFile(f"{self.root}/{key}", self.own[key], own=True))
        return tuple(layers)

    def catalog_languages(self) -> tuple[str, ...]:
        """Gettext names of the languages that have any catalog, sorted."""
        ours = {entry.name for entry in _package("locales").iterdir() if entry.joinpath("LC_MESSAGES").is_dir()}
        own = {key.split("/")[1] for key in self.own if key.startswith("locales/") and key.endswith(".po") and key.count("/") > 2}
        return tuple(sorted(name for name in ours | own if _LANGUAGE.match(name)))

    def schema(self, name: str) -> bytes:
        """The JSON Schema of a kind of file ("handout"). Raises Unknown, naming those that exist."""
        data = _read(_package("schemas").joinpath(f"{name}.schema.json"), JSON_LIMIT) if _ID.match(name) else None
        if data is None:
            raise Unknown(f"There is no schema “{name[:80]}”. Known: {', '.join(self.schema_names())}.")
        return data

    def schema_names(self) -> tuple[str, ...]:
        """Names of all schemas, sorted."""
        names = (entry.name for entry in _package("schemas").iterdir())
        return tuple(sorted(name.removesuffix(".schema.json") for name in names if name.endswith(".schema.json")))

    def _find(self, key: str) -> SourceFile | None:
        """The clinic's file of that path, or ours, or None."""
        if key in self.own:
            return SourceFile(f"{self.root}/{key}", self.own[key], own=True)
        ours = _read(_package("handouts").joinpath(*key.split("/")[1:]), JSON_LIMIT)
        return None if ours is None else SourceFile(key, ours)


def read_file(path: Path, limit: int = JSON_LIMIT) -> bytes:
    """A file named by the user, at most `limit` + 1 bytes of it (the reader of the bytes refuses what is over the limit). Raises
    FileProblem."""
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror or problem}. Check the name and that you may open it.") from None


def write_file(
    path: Path, data: bytes, *, hint: str = "Choose another folder.", busy: str = "Close the file and try again.", private: bool = False
) -> None:
    """A file whole or not at all: written beside its place, making its folder, then renamed. `hint` says what to do where it cannot be,
    `busy` where somebody holds it. Raises FileProblem.

    `private`: nobody but its owner (and whoever may do all) can read it, nor a folder made for it, nor the file beside, at any moment: it
    is made with mode 0600 and keeps it, whatever the umask and whatever stood there. Windows knows no such modes: there the file has the
    rights of its folder, so a folder of one's own (under the user's profile) keeps it as private."""
    try:
        path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
        beside = path.parent / f".clinickit-{secrets.token_hex(8)}.part"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600 if private else 0o666)
    except OSError as problem:
        raise FileProblem(f"Cannot write into {path.parent}: {problem.strerror or problem}. {hint}") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise FileProblem(
            f"Cannot write {path}: {problem.strerror or problem}. {busy if isinstance(problem, PermissionError) else hint}"
        ) from None


def _package(name: str) -> Traversable:
    return files(f"clinickit.{name}")


def _read(entry: Traversable, limit: int) -> bytes | None:
    """At most `limit` + 1 bytes of a bundled file, or None where there is none."""
    try:
        with entry.open("rb") as stream:
            return stream.read(limit + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
        return None


def _fragment_names(folder: Traversable, prefix: str) -> Iterator[str]:
    if not folder.is_dir():
        return
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _fragment_names(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".json"):
            yield prefix + entry.name.removesuffix(".json")


def _near(wanted: str, known: tuple[str, ...]) -> str:
    """A hint: the nearest names, or the first few."""
    close = get_close_matches(wanted[:80], known, n=3, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    more = " …" if len(known) > 12 else "."
    return f"Known: {', '.join(known[:12])}{more}" if known else "There are none at all."


def _snapshot(root: Path) -> dict[str, bytes]:
    """All JSON files under handouts/, catalogs, records, glossaries under locales/ of a clinic's folder, by path inside it, sorted."""
    if not root.is_dir():
        raise FileProblem(f"{root} is not a folder. Give the folder that holds your “handouts” folder.")
    if not any((root / name).is_dir() for name in ("handouts", "locales")):
        raise FileProblem(f"{root} has neither a “handouts” nor a “locales” folder, so there is nothing to lay over ours.")
    found: dict[str, bytes] = {}
    total = 0
    for key in _content_files(root):
        data = read_file(root / key, CATALOG_LIMIT if key.endswith(".po") else JSON_LIMIT)
        total += len(data)
        if len(found) >= _COUNT_LIMIT or total > _TOTAL_LIMIT:
            raise FileProblem(
                f"{root} holds more than {_COUNT_LIMIT} files or {_TOTAL_LIMIT >> 20} MiB of content. Give a folder with content alone."
            )
        found[key] = data
    return found


def _content_files(root: Path) -> Iterator[str]:
    """Paths of the content files, sorted; a link among them is refused, for it may point anywhere."""
    for top, suffix in (("handouts", (".json",)), ("locales", (".po", ".json", ".csv"))):
        for folder, subfolders, names in os.walk(root / top, followlinks=False):
            subfolders.sort()
            for name in sorted([*subfolders, *(name for name in names if name.endswith(suffix))]):
                path = Path(folder, name)
                if path.is_symlink():
                    raise FileProblem(f"{path} is a link. Links are refused, since they may lead out of the folder: put a copy there.")
                if name not in subfolders:
                    yield path.relative_to(root).as_posix()
