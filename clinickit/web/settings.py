"""What the page keeps on this computer: the clinic's profile, favorites, choices. Nothing about a patient. In: a folder. Out: a `Store`
that reads once and writes in one step, for the owner alone. Called by the views through their `Desk`."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from clinickit.content.clinic import Clinic
from clinickit.errors import ClinickitError, FileProblem
from clinickit.library import read_clinic
from clinickit.workspace import read_file, write_file

SETTINGS, PROFILE = "settings.json", "clinic.json"
LOGOS = ("logo.png", "logo.svg")
_MOST_FAVORITES = 500
_MOST_LETTERS = 200


def folder() -> Path:
    """Where the settings lie unless told: the user's own place for such files, by the rules of the system."""
    return platformdirs.user_config_path("clinickit", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen. `language` is the page's, empty for the browser's; `favorites` ids of handouts, the newest last; the others begin
    the options of the next sheet."""

    language: str = ""
    favorites: tuple[str, ...] = ()
    family: str = ""
    size: str = "standard"
    ink: str = "color"
    paper: str = ""
    welcomed: bool = False


class Store:
    """The settings folder. Safe to share among threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self.trouble = ""
        """What could not be read, for the help page; empty where all is well."""
        self._settings = self._read()
        self._clinic = self._read_clinic()

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def clinic(self) -> Clinic | None:
        """The clinic's profile, or None before the first one."""
        return self._clinic

    def change(self, **values: Any) -> Settings:
        """Keep some values. Raises FileProblem."""
        return self._keep(lambda before: replace(before, **values))

    def _keep(self, changed: Callable[[Settings], Settings]) -> Settings:
        """What becomes of the settings as they are, one change after the other."""
        with self._lock:
            made = changed(self._settings)
            self._write(SETTINGS, _json({"format": 1, **asdict(made)}))
            self._settings = made
            return made

    def star(self, handout_id: str, on: bool) -> Settings:
        """Put a handout among the favorites, or take it away."""

        def starred(before: Settings) -> Settings:
            others = tuple(one for one in before.favorites if one != handout_id)
            return replace(before, favorites=(*others, handout_id)[-_MOST_FAVORITES:] if on else others)

        return self._keep(starred)

    def profile(self) -> Mapping[str, Any]:
        """The profile as its file says it; empty before the first one."""
        try:
            value = json.loads(read_file(self.path / PROFILE))
        except (ClinickitError, ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    def logo(self) -> tuple[str, bytes] | None:
        """The name and the bytes of the logo that the profile names."""
        name = self.profile().get("logo", "")
        if name not in LOGOS:
            return None
        try:
            return name, read_file(self.path / name, 16 << 20)
        except FileProblem:
            return None

    def keep_clinic(self, facts: Mapping[str, Any], clinic: Clinic, logo: tuple[str, bytes] | None) -> None:
        """Keep a profile that was checked; `logo` is a file to keep beside it. Raises FileProblem."""
        with self._lock:
            if logo is not None:
                self._write(*logo)
            self._write(PROFILE, _json(dict(facts)))
            self._clinic = clinic
            for name in LOGOS:
                if name != facts.get("logo"):
                    with contextlib.suppress(OSError):
                        (self.path / name).unlink(missing_ok=True)

    def _read(self) -> Settings:
        try:
            value = json.loads(read_file(self.path / SETTINGS))
        except FileProblem:
            return Settings()
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return _settings(value)
        self._put_aside(SETTINGS)
        return Settings()

    def _put_aside(self, name: str) -> None:
        """A broken file is kept under another name, so that nothing is lost."""
        self.trouble = name
        with contextlib.suppress(OSError):
            (self.path / name).replace(self.path / f"{name}.broken")

    def _read_clinic(self) -> Clinic | None:
        if not (self.path / PROFILE).is_file():
            return None
        try:
            return read_clinic(self.path / PROFILE)
        except ClinickitError:
            self._put_aside(PROFILE)
            return None

    def _write(self, name: str, data: bytes) -> None:
        """One file, whole or not at all, readable for its owner alone."""
        write_file(self.path / name, data, hint="Choose another folder: --settings.", private=True)


def _settings(value: Mapping[str, Any]) -> Settings:
    """Settings from a file that anybody may have edited: what does not fit is left as it is by default."""
    known: dict[str, Any] = {}
    for one in fields(Settings):
        given, usual = value.get(one.name), one.default
        if isinstance(usual, tuple) and isinstance(given, list):
            known[one.name] = tuple(dict.fromkeys(each for each in given if _short(each)))[-_MOST_FAVORITES:]
        elif (isinstance(usual, bool) and isinstance(given, bool)) or (isinstance(usual, str) and _short(given)):
            known[one.name] = given
    return Settings(**known)


def _short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _MOST_LETTERS


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
