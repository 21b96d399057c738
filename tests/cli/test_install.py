"""`clinickit serve --install` and `--uninstall`, in a home of the test's own, for each system."""

from __future__ import annotations

import io
import plistlib
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from PIL import Image

from clinickit.cli import icon
from clinickit.cli.install import Machine, install, uninstall
from clinickit.errors import FileProblem
from tests.cli.test_commands import run

PYTHON = Path(sys.executable)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def desktop(home: Path) -> str:
    return (home / ".local/share/applications/clinickit.desktop").read_text(encoding="utf-8")


def started(text: str) -> list[str]:
    """The arguments that a desktop starts: Exec as its specification reads it, which is how a shell does, once a string is a string."""
    value = re.search("^Exec=(.*)$", text, re.MULTILINE)
    assert value is not None
    line = value[1].replace("\\\\", "\\").replace("%%", "%")
    said = subprocess.run(["sh", "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True, env={})
    return said.stdout.decode().split("\0")[:-1]


def test_an_entry_comes_once_and_goes_alone(tmp_path: Path) -> None:
    others = tmp_path / ".local/share/applications/other.desktop"
    others.parent.mkdir(parents=True)
    others.write_text("theirs", encoding="utf-8")
    machine = Machine("linux", tmp_path, {}, PYTHON)
    first = install(machine)
    assert [path.name for path in first.written] == ["clinickit.svg", "clinickit.desktop"] and first.there == ()
    made = snapshot(tmp_path)
    again = install(machine)
    assert again.written == () and again.there == first.written and snapshot(tmp_path) == made
    assert uninstall(machine).removed == first.written
    assert snapshot(tmp_path) == {".local/share/applications/other.desktop": b"theirs"}
    assert uninstall(machine).removed == ()


def test_the_desktop_file_is_one(tmp_path: Path) -> None:
    if not shutil.which("desktop-file-validate"):
        pytest.skip("desktop-file-validate is not installed: apt-get install desktop-file-utils")
    install(Machine("linux", tmp_path, {}, PYTHON), ("--content", "/a b/c"))
    path = tmp_path / ".local/share/applications/clinickit.desktop"
    assert subprocess.run(["desktop-file-validate", path], capture_output=True, check=True).stdout == b""


@pytest.mark.parametrize("name", ["plain", "two words", 'a"b', "a$HOME`id`", "a\\b", "100%U", "a'b;c&d", "ä"])
def test_what_starts_is_what_was_asked_whatever_the_paths(name: str, tmp_path: Path) -> None:
    python = tmp_path / name / "python"
    install(Machine("linux", tmp_path, {}, python), ("--content", name))
    text = desktop(tmp_path)
    assert started(text) == [str(python), "-m", "clinickit", "serve", "--content", name]
    assert "Terminal=true" in text and text.splitlines()[0] == "[Desktop Entry]"


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_path_that_would_begin_a_line_of_its_own_is_refused(system: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="control character"):
        install(Machine(system, tmp_path, {}, tmp_path / "x\nExec=evil"))
    assert snapshot(tmp_path) == {}


def test_it_starts_clinickit(tmp_path: Path) -> None:
    install(Machine("linux", tmp_path, {}, PYTHON), ("--help",))
    said = subprocess.run(started(desktop(tmp_path)), capture_output=True, check=True, cwd=tmp_path, text=True)
    assert "Usage: clinickit serve" in said.stdout


def test_the_data_home_is_that_of_xdg_where_it_is_absolute(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    install(Machine("linux", home, {"XDG_DATA_HOME": str(data)}, PYTHON))
    assert (data / "applications/clinickit.desktop").is_file() and not home.exists()
    install(Machine("linux", home, {"XDG_DATA_HOME": "data"}, PYTHON))
    assert (home / ".local/share/applications/clinickit.desktop").is_file()


@pytest.mark.parametrize(
    ("system", "place"),
    [("linux", ".local/share/applications/clinickit.desktop"), ("darwin", "Applications/clinickit.app/Contents/Info.plist")],
)
def test_what_somebody_else_wrote_is_left_alone(system: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    machine = Machine(system, tmp_path, {}, PYTHON)
    with pytest.raises(FileProblem, match="did not write it"):
        install(machine)
    assert snapshot(tmp_path) == {place: b"mine"}
    uninstall(machine)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_mac_gets_an_application_that_opens_a_window(tmp_path: Path) -> None:
    machine = Machine("darwin", tmp_path, {}, tmp_path / "it's here" / "python")
    install(machine, ("--port", "9000"))
    assert install(machine, ("--port", "9000")).written == ()
    contents = tmp_path / "Applications/clinickit.app/Contents"
    facts = plistlib.loads((contents / "Info.plist").read_bytes())
    program = contents / "MacOS" / facts["CFBundleExecutable"]
    start = contents / "Resources" / "clinickit.command"
    assert all(path.stat().st_mode & stat.S_IXUSR for path in (program, start))
    for path in (program, start):
        subprocess.run(["sh", "-n", path], check=True)
    line = start.read_text(encoding="utf-8").splitlines()[-1].replace("exec ", "printf '%s\\n' ", 1)
    said = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == [str(machine.python), "-m", "clinickit", "serve", "--port", "9000"]
    assert Image.open(contents / "Resources" / f"{facts['CFBundleIconFile']}.icns").size[0] >= 512
    assert len(uninstall(machine).removed) == 4 and list((tmp_path / "Applications").iterdir()) == []


class Shell:
    """PowerShell, as far as we ask for it."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[tuple[Sequence[str], Mapping[str, str]]] = []
        self.error = error

    def __call__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.asked.append((command, environment))
        if self.error:
            raise self.error
        Path(environment["CLINICKIT_LINK"]).write_bytes(b"link")


def test_windows_makes_its_own_shortcut_from_values_that_are_never_commands(tmp_path: Path) -> None:
    shell = Shell()
    evil = tmp_path / "a'; Remove-Item x #" / "python.exe"
    machine = Machine("win32", tmp_path, {"APPDATA": str(tmp_path / "r"), "LOCALAPPDATA": str(tmp_path / "l")}, evil, shell)
    done = install(machine, ("--content", "C:\\two words"))
    ((command, values),) = shell.asked
    assert not [word for word in command if "Remove-Item" in word] and values["CLINICKIT_TARGET"] == str(evil)
    assert values["CLINICKIT_WORDS"] == '-m clinickit serve --content "C:\\two words"'
    link = tmp_path / "r/Microsoft/Windows/Start Menu/Programs/clinickit.lnk"
    picture = tmp_path / "l/clinickit/clinickit.ico"
    assert done.written == (picture, link) and values["CLINICKIT_ICON"] == f"{picture},0"
    assert set(re.findall(r"\$env:(\w+)", command[-1])) <= {*values, "USERPROFILE"}
    assert uninstall(machine).removed == (picture, link) and not picture.parent.exists() and link.parent.is_dir()


def test_where_powershell_is_locked_it_says_what_to_do(tmp_path: Path) -> None:
    for problem in (OSError("no such file"), subprocess.CalledProcessError(1, "powershell"), subprocess.TimeoutExpired("powershell", 60)):
        with pytest.raises(FileProblem, match=r"by hand.* -m clinickit serve"):
            install(Machine("win32", tmp_path, {}, PYTHON, Shell(problem)))


def test_the_command_line_says_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    result = run("serve", "--install", "--port", "9000", "--content", "ours", "--no-browser")
    assert result.exit_code == 0 and "clinickit.desktop  written" in result.output and "--uninstall" in result.output
    words = started((tmp_path / "data/applications/clinickit.desktop").read_text(encoding="utf-8"))
    assert words[1:] == ["-m", "clinickit", "serve", "--port", "9000", "--no-browser", "--content", str(tmp_path / "ours")]
    assert "is there already" in run("serve", "--install", "--port", "9000", "--content", "ours", "--no-browser").output
    assert "taken away" in run("serve", "--uninstall").output and "no entry" in run("serve", "--uninstall").output
    assert run("serve", "--install", "--uninstall").exit_code == 2


def test_the_icon_is_one_drawing() -> None:
    """The pixels stand where the SVG says: teal at its edge, white along the tick, nothing in the corners."""
    drawn = icon.drawn(320)
    assert b'viewBox="0 0 32 32"' in icon.svg() and b"#1f5a5e" in icon.svg()
    assert drawn.getpixel((160, 40)) == (0x1F, 0x5A, 0x5E, 255) and drawn.getpixel((142, 205)) == (255, 255, 255, 255)
    assert [drawn.getpixel(place)[3] for place in ((0, 0), (319, 0), (20, 160), (319, 319))] == [0, 0, 0, 0]
    assert Image.open(io.BytesIO(icon.ico())).format == "ICO" and icon.ico() == icon.ico()
