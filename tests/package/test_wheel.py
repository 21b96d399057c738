"""A wheel holds all content; installed into an environment of its own and used from another folder, it prints."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from tests.helpers.expected import source
from tests.helpers.readers import bare
from tests.package.wheel import Environment, build, install, tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return install(wheel, tmp_path_factory.mktemp("empty") / "env")


def test_the_wheel_holds_the_tree_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    about = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    assert names - about == tree()
    assert "clinickit/py.typed" in names
    assert any(name.endswith(("/licenses/LICENSE", ".dist-info/LICENSE")) for name in about)


def test_it_prints_from_another_folder(installed: Environment, tmp_path: Path) -> None:
    where = installed.run("python", "-c", "import clinickit; print(clinickit.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed.folder)
    installed.run("clinickit", "print", "anxious-attachment", "-l", "en", "--yes", "-o", "sheet.pdf", cwd=tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as document:
        text = bare("".join(page.get_textpage().get_text_range() for page in document))
    assert bare(source("anxious-attachment")[0].text) in text


def test_it_knows_every_handout_and_language_of_the_tree(installed: Environment, tmp_path: Path) -> None:
    listed = installed.run("python", "-m", "clinickit", "list", cwd=tmp_path)
    handouts = {
        Path(name).stem for name in tree() if name.startswith("clinickit/handouts/") and name.count("/") == 2 and name.endswith(".json")
    }
    known = handouts & set(re.findall(r"[\w-]+", listed))
    assert handouts - known == {"claims", "lines", "options", "references", "ui", "web"}
