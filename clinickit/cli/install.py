"""An entry for the page where this system lists its programs: what to start goes in; files are written, or taken away again. Called by
`clinickit serve --install` and `--uninstall`.

    Linux     a desktop file and an icon in the user's XDG data home
    Windows   a shortcut in the user's Start menu, made by the system itself (WScript.Shell, through PowerShell, which every Windows has)
    macOS     an application in the user's own Applications folder, that opens a Terminal window with the page's address

Only the user's own folders are touched. The page runs in a window of its own, which stops it when it is closed. Doing it again changes
nothing; what somebody else wrote under the same name is left alone."""

from __future__ import annotations

import contextlib
import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import click
from click.core import ParameterSource

from clinickit.cli import icon
from clinickit.errors import FileProblem, Unknown
from clinickit.workspace import write_file

NAME = "clinickit"
COMMENT = "Find, look at, print and save therapy handouts"
OURS = "Written by clinickit serve --install"
"""Stands in each file that can say so: by it we know our own."""
BUNDLE = "org.clinickit.page"
_SECONDS = 60

Runner = Callable[[Sequence[str], Mapping[str, str]], None]
"""Runs a program with an environment. Raises OSError, or CalledProcessError where it fails."""


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, env=dict(environment), check=True, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)


@dataclass(frozen=True, slots=True)
class Machine:
    """Where to install: `system` as sys.platform says it, the user's home, the environment, the Python that has clinickit."""

    system: str
    home: Path
    environment: Mapping[str, str]
    python: Path
    run: Runner = field(default=_run)

    @classmethod
    def here(cls) -> Machine:
        """This computer and user."""
        return cls(sys.platform, Path.home(), os.environ, Path(sys.executable))


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done: files written anew, files that were as they should be, files taken away. The order is that of the work."""

    written: tuple[Path, ...] = ()
    there: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the entry. `mark` is in it where it is ours; empty where the file cannot say."""

    path: Path
    data: bytes
    mark: bytes = b""
    program: bool = False


def entry(context: click.Context, wanted: bool, unwanted: bool) -> None:
    """What `clinickit serve --install` and `--uninstall` do, and say on standard output. Raises Unknown, FileProblem."""
    if wanted and unwanted:
        raise Unknown("--install and --uninstall do not go together. Leave one of them out.")
    machine = Machine.here()
    done = install(machine, words_of(context)) if wanted else uninstall(machine)
    for verb, paths in (("written", done.written), ("is there already", done.there), ("taken away", done.removed)):
        for path in paths:
            click.echo(f"{path}  {verb}")
    if unwanted and not done.removed:
        click.echo("There was no entry.")
    elif wanted:
        click.echo(f"{NAME} now stands in your menu of programs. To take it away: clinickit serve --uninstall")


def words_of(context: click.Context) -> tuple[str, ...]:
    """The options that a command was given, to start it again with them: paths made absolute, `--install` itself left out."""
    found: list[str] = []
    for one in context.command.params:
        value = context.params.get(one.name or "")
        told = context.get_parameter_source(one.name or "") is ParameterSource.COMMANDLINE
        if not isinstance(one, click.Option) or not told or one.name in ("install", "uninstall") or value is None:
            continue
        found.append(one.opts[-1])
        if not one.is_flag:
            found.append(str(value.absolute() if isinstance(value, Path) else value))
    return tuple(found)


def install(machine: Machine, words: Sequence[str] = ()) -> Entry:
    """Make the entry; it starts `clinickit serve` with `words` after it. Raises FileProblem, which says what is in the way."""
    command = (str(machine.python), "-m", NAME, "serve", *words)
    for word in command:
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in word):
            raise FileProblem("A path holds a control character, which no entry can start. Move it to a folder with a plain name.")
    wanted = _files(machine, command)
    for one in wanted:
        _refuse_foreign(one)
    written = tuple(one.path for one in wanted if _put(one))
    there = tuple(one.path for one in wanted if one.path not in written)
    if machine.system == "win32":
        _shortcut(machine, command)
        written = (*written, _link(machine))
    return Entry(written, there)


def uninstall(machine: Machine) -> Entry:
    """Take the entry away: what `install` writes and nothing else. Raises FileProblem."""
    paths = []
    for one in _files(machine, (str(machine.python),)):
        if _is_ours(one):
            paths.append(one.path)
    if machine.system == "win32" and _link(machine).is_file():
        paths.append(_link(machine))
    for path in paths:
        try:
            path.unlink()
        except OSError as problem:
            raise FileProblem(f"Cannot take away {path}: {problem.strerror or problem}. Remove it yourself.") from None
    for folder in _own_folders(machine):
        with contextlib.suppress(OSError):
            folder.rmdir()
    return Entry(removed=tuple(paths))


def _files(machine: Machine, command: Sequence[str]) -> tuple[_File, ...]:
    if machine.system == "win32":
        return (_File(_local(machine) / NAME / f"{NAME}.ico", icon.ico()),)
    if machine.system == "darwin":
        return _bundle(machine, command)
    data = _data_home(machine)
    picture = data / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    entry = _desktop(command, picture)
    return (_File(picture, icon.svg()), _File(data / "applications" / f"{NAME}.desktop", entry, OURS.encode()))


def _own_folders(machine: Machine) -> tuple[Path, ...]:
    """Folders that hold nothing but the entry, inner ones first; they go when they are empty."""
    if machine.system == "win32":
        return (_local(machine) / NAME,)
    if machine.system == "darwin":
        contents = _app(machine) / "Contents"
        return (contents / "MacOS", contents / "Resources", contents, _app(machine))
    return ()


def _is_ours(one: _File) -> bool:
    try:
        return one.mark in one.path.read_bytes()
    except OSError:
        return False


def _refuse_foreign(one: _File) -> None:
    if one.path.exists() and not _is_ours(one):
        raise FileProblem(f"{one.path} is there already, and clinickit did not write it. Move it away, or leave things as they are.")


def _put(one: _File) -> bool:
    """Whether the file had to be written."""
    mode = 0o755 if one.program else 0
    with contextlib.suppress(OSError):
        if one.path.read_bytes() == one.data and one.path.stat().st_mode & mode == mode:
            return False
    write_file(one.path, one.data, hint="See that the folder is yours to write in.")
    if mode:
        one.path.chmod(mode)
    return True


def _data_home(machine: Machine) -> Path:
    """XDG Base Directory Specification: a relative XDG_DATA_HOME counts for nothing."""
    told = Path(machine.environment.get("XDG_DATA_HOME", ""))
    return told if told.is_absolute() else machine.home / ".local" / "share"


def _desktop(command: Sequence[str], picture: Path) -> bytes:
    """Desktop Entry Specification. TryExec hides the entry once that Python is gone; Terminal: its window shows the address, and stops
    the page when it is closed."""
    rows = (
        "[Desktop Entry]",
        f"# {OURS}",
        "Type=Application",
        f"Name={NAME}",
        "GenericName=Therapy handouts",
        f"Comment={COMMENT}",
        f"TryExec={_string(command[0])}",
        f"Exec={_string(' '.join(_quoted(word) for word in command))}",
        f"Icon={_string(str(picture))}",
        "Terminal=true",
        "Categories=Office;",
        "Keywords=therapy;handout;attachment;print;translate;",
    )
    return ("\n".join(rows) + "\n").encode()


_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Of the section on the Exec key."""


def _quoted(word: str) -> str:
    """An argument of Exec, in quotation marks where it has a reserved character: with ", `, $ and \\ escaped, and % doubled."""
    if word and not _RESERVED & set(word):
        return word.replace("%", "%%")
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word)
    return f'"{escaped}"'.replace("%", "%%")


def _string(value: str) -> str:
    """A value of type string: its backslashes doubled, a leading space kept."""
    value = value.replace("\\", "\\\\")
    return f"\\s{value[1:]}" if value.startswith(" ") else value


def _app(machine: Machine) -> Path:
    return machine.home / "Applications" / f"{NAME}.app"


def _bundle(machine: Machine, command: Sequence[str]) -> tuple[_File, ...]:
    """An application: its program asks Terminal to run the command beside it."""
    contents = _app(machine) / "Contents"
    facts = {
        "CFBundleIdentifier": BUNDLE,
        "CFBundleName": NAME,
        "CFBundlePackageType": "APPL",
        "CFBundleExecutable": NAME,
        "CFBundleIconFile": NAME,
        "CFBundleShortVersionString": version(NAME),
        "CFBundleGetInfoString": OURS,
    }
    start = contents / "Resources" / f"{NAME}.command"
    opener = f'#!/bin/sh\n# {OURS}\nexec /usr/bin/open -a Terminal "${{0%/*}}/../Resources/{NAME}.command"\n'
    return (
        _File(contents / "Resources" / f"{NAME}.icns", icon.icns()),
        _File(start, f"#!/bin/sh\n# {OURS}\nexec {shlex.join(command)}\n".encode(), OURS.encode(), program=True),
        _File(contents / "MacOS" / NAME, opener.encode(), OURS.encode(), program=True),
        _File(contents / "Info.plist", plistlib.dumps(facts), BUNDLE.encode()),
    )


def _roaming(machine: Machine) -> Path:
    return Path(machine.environment.get("APPDATA") or machine.home / "AppData" / "Roaming")


def _local(machine: Machine) -> Path:
    return Path(machine.environment.get("LOCALAPPDATA") or machine.home / "AppData" / "Local")


def _link(machine: Machine) -> Path:
    return _roaming(machine) / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{NAME}.lnk"


_SCRIPT = (
    "$ErrorActionPreference = 'Stop'; "
    "$made = (New-Object -ComObject WScript.Shell).CreateShortcut($env:CLINICKIT_LINK); "
    "$made.TargetPath = $env:CLINICKIT_TARGET; $made.Arguments = $env:CLINICKIT_WORDS; "
    "$made.IconLocation = $env:CLINICKIT_ICON; $made.Description = $env:CLINICKIT_COMMENT; "
    "$made.WorkingDirectory = $env:USERPROFILE; $made.Save()"
)
"""The same for everybody: paths reach it as variables, so nothing in them is ever a command."""


def _shortcut(machine: Machine, command: Sequence[str]) -> None:
    link = _link(machine)
    values = {
        "CLINICKIT_LINK": str(link),
        "CLINICKIT_TARGET": command[0],
        "CLINICKIT_WORDS": subprocess.list2cmdline(command[1:]),
        "CLINICKIT_ICON": f"{_local(machine) / NAME / f'{NAME}.ico'},0",
        "CLINICKIT_COMMENT": COMMENT,
    }
    shell = Path(machine.environment.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    try:
        link.parent.mkdir(parents=True, exist_ok=True)
        machine.run((str(shell), "-NoProfile", "-NonInteractive", "-Command", _SCRIPT), {**machine.environment, **values})
    except (OSError, subprocess.SubprocessError):
        raise FileProblem(
            "Windows did not make the shortcut: PowerShell is missing or locked here. Make one by hand: right-click the desktop, New, "
            f"Shortcut, and paste: {subprocess.list2cmdline(command)}"
        ) from None
