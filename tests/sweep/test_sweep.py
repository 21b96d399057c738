"""Every handout × language × size × ink, judged by veraPDF; sizes and inks by turns, judged by outloud and read back by four readers.
Minutes, not seconds.

Our own conformance module is asked in each rendering: it gives no bytes where it finds anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clinickit import Ink, Library
from tests.helpers import outloud, readback, readers, structure, verapdf
from tests.readback import sheets

pytestmark = pytest.mark.sweep

PAIRS = [(handout, language) for handout in sheets.handouts() for language in sheets.languages(handout)]


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def everything(library: Library, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every sheet, in one folder."""
    folder = tmp_path_factory.mktemp("everything")
    return [sheets.render(library, one, folder) for pair in PAIRS for one in sheets.every(*pair)]


@pytest.mark.xdist_group("verapdf")
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_every_sheet(everything: list[Path], flavour: str, require: Callable[..., None]) -> None:
    require("java", "verapdf")
    assert len(everything) == 8 * len(PAIRS)
    assert {path.name: failed for path, failed in verapdf.judge(everything, flavour).items() if failed} == {}


@pytest.mark.parametrize(("handout", "language"), PAIRS)
def test_every_string_comes_back(handout: str, language: str, library: Library, tmp_path: Path, require: Callable[..., None]) -> None:
    require("poppler", "node")
    strings = sheets.strings(handout, language)
    wanted = {sheets.render(library, one, tmp_path): one for one in sheets.by_turns(handout, language)}
    by_pdfjs = readers.pdfjs(wanted)
    found = []
    for path, one in wanted.items():
        tagged = structure.read(path)
        problems = readback.in_tree(tagged, strings)
        texts = {**readers.read_all(path, ("pdfium", "mupdf")), "pdfjs": by_pdfjs[path]}
        for reader, pages in texts.items():
            problems += readback.in_order(tagged, reader, pages)
        if one.ink is Ink.COLOR:
            problems += readback.block_by_block(path, tagged)
        found += [f"{one.name}: {problem}" for problem in problems]
    assert found == []


@pytest.mark.parametrize(("handout", "language"), PAIRS)
def test_the_second_judge_finds_nothing(handout: str, language: str, library: Library, tmp_path: Path) -> None:
    judged = {one.name: outloud.judge(sheets.render(library, one, tmp_path)) for one in sheets.by_turns(handout, language)}
    assert {name: found for name, found in judged.items() if found} == {}
