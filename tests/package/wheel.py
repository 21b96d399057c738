"""The wheel, built from a copy of the tree, and an environment of its own that has nothing of this checkout.

The empty environment sees this one's packages by path alone: what an editable install adds (an import hook) does not follow there,
so `clinickit` can only come from the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"clinickit": "clinickit", "handouts": "clinickit/handouts", "locales": "clinickit/locales", "schemas": "clinickit/schemas"}
"""A folder of the tree, and where it lies in the wheel."""
_FILES = ("setup.cfg", "pyproject.toml", "LICENSE", "README.md")
_NOT_OURS = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*")


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python environment; `run` starts a command of it from another folder and gives its output. Fails on a bad exit code."""

    folder: Path

    def script(self, name: str) -> str:
        scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        return str(scripts / (f"{name}.exe" if os.name == "nt" else name))

    def run(self, name: str, *words: str, cwd: Path) -> str:
        done = subprocess.run([self.script(name), *words], cwd=cwd, capture_output=True, encoding="utf-8", check=False, env=clean())
        assert done.returncode == 0, f"{name} {' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout


def clean() -> dict[str, str]:
    """This process's environment without what could lead to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLINICKIT_", "SOURCE_DATE_EPOCH"))}


def tree() -> set[str]:
    """The files that a wheel must hold, by their names in it."""
    found = set()
    for folder, inside in FOLDERS.items():
        for path in (ROOT / folder).rglob("*"):
            below = path.relative_to(ROOT / folder)
            if path.is_file() and "__pycache__" not in below.parts and not any(part.startswith(".") for part in below.parts):
                found.add(f"{inside}/{below.as_posix()}")
    return found


def build(folder: Path) -> Path:
    """`pip wheel . --no-deps` on a copy, so that nothing left in the checkout by an earlier build can get in."""
    copy = folder / "copy"
    copy.mkdir()
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=_NOT_OURS)
    for name in _FILES:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy / name)
    out = folder / "wheels"
    _pip("wheel", ".", "--no-deps", "--wheel-dir", str(out), cwd=copy)
    [wheel] = out.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Environment:
    """A new environment with the wheel in it, and this one's other packages on its path."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, capture_output=True)
    made = Environment(folder)
    _pip("--python", made.script("python"), "install", "--no-deps", "--no-index", str(wheel), cwd=folder)
    packages = Path(made.run("python", "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", cwd=folder).strip())
    (packages / "others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return made


def _pip(*words: str, cwd: Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"pip {' '.join(words)}:\n{done.stdout}\n{done.stderr}"
