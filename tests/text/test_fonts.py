"""Faces: where they are, what they weigh, what they know."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clinickit.errors import FontMissing
from clinickit.languages import known
from clinickit.text.fonts import FACES, Face, FontSet
from clinickit.text.runs import FaceKey, Weight


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("weight", list(Weight))
def test_every_face_is_there_at_its_weight(face: str, weight: Weight, fonts: FontSet) -> None:
    if not fonts.installed(face):
        pytest.skip(f"{face} is not installed: {fonts.install_command(face)}")
    font = fonts.font(FaceKey(face, weight))
    metrics = font.metrics
    assert metrics.postscript.endswith("-Bold" if weight is Weight.BOLD else "-Regular") and " " not in metrics.postscript
    assert 700 <= metrics.ascent <= 1400 and -900 <= metrics.descent < 0
    assert 500 <= metrics.cap_height <= 800 and metrics.italic == 0
    assert metrics.box[0] < metrics.box[2] and metrics.box[1] < metrics.box[3]
    assert all(value in (400, 700, 100) for value in font.axes().values())
    assert font.has("a") or face == "heebo"


@pytest.mark.parametrize("face", FACES)
def test_bold_is_wider_than_regular(face: str, fonts: FontSet) -> None:
    if not fonts.installed(face):
        pytest.skip(f"{face} is not installed")
    regular, bold = (fonts.font(FaceKey(face, weight)) for weight in Weight)
    widths = [[font.advance(font.hb.get_nominal_glyph(ord(one))) for one in "naeo"] for font in (regular, bold)]
    assert sum(widths[1]) > sum(widths[0])
    assert bold.metrics.stem > regular.metrics.stem


def test_every_language_names_faces_that_exist() -> None:
    for row in known():
        assert set(row.faces) <= set(FACES), row.tag


def test_finding_a_face_imports_nothing() -> None:
    code = "import sys; from clinickit.text.fonts import FontSet; print(FontSet().installed('heebo'), 'fontpkg_heebo' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["True", "False"]


def test_a_missing_package_or_file_says_what_to_type(tmp_path: Path) -> None:
    faces = {
        "gone": Face("gone", "no_such_package", "a.ttf", "b.ttf", "Gone", 'pip install "clinickit[gone]"'),
        "torn": Face("torn", "fontpkg_heebo", "files/no.ttf", "files/no.ttf", "Torn"),
    }
    fonts = FontSet(faces)
    assert not fonts.installed("gone")
    for name, command in (("gone", "clinickit[gone]"), ("torn", "pip install clinickit")):
        with pytest.raises(FontMissing) as told:
            fonts.font(FaceKey(name, Weight.REGULAR))
        assert command in str(told.value) and name in str(told.value)


def test_threads_get_one_font() -> None:
    fonts = FontSet()
    key = FaceKey("source-sans-3", Weight.REGULAR)
    with ThreadPoolExecutor(8) as pool:
        assert len({id(font) for font in pool.map(lambda _: fonts.font(key), range(32))}) == 1
