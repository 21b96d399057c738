"""One handout in every language gives its words back, from the catalog to each reader. The sweep does it for all (make sweep)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clinickit import Ink, Library, PrintSize
from tests.helpers import outloud, readback, readers, structure
from tests.readback import sheets

HANDOUT = "anxious-attachment"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module", params=sheets.languages(HANDOUT))
def sheet(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A language, and the sheet in it."""
    wanted = sheets.Wanted(HANDOUT, request.param, PrintSize.STANDARD, Ink.COLOR)
    return request.param, sheets.render(library, wanted, tmp_path_factory.mktemp("sheets"))


def test_every_string_stands_in_the_tag_tree_in_printing_order(sheet: tuple[str, Path]) -> None:
    language, path = sheet
    strings = sheets.strings(HANDOUT, language)
    assert len(strings) > 80
    assert readback.in_tree(structure.read(path), strings) == []


@pytest.mark.parametrize("reader", ["pdfium", "mupdf", "pdfjs"])
def test_a_reader_gives_the_tag_tree_s_text_in_its_order(sheet: tuple[str, Path], reader: str, require: Callable[..., None]) -> None:
    if reader == "pdfjs":
        require("node")
    _, path = sheet
    assert readback.in_order(structure.read(path), reader, readers.read_all(path, [reader])[reader]) == []


def test_poppler_gives_each_block(sheet: tuple[str, Path], require: Callable[..., None]) -> None:
    require("poppler")
    _, path = sheet
    assert readback.block_by_block(path, structure.read(path)) == []


def test_the_second_judge_finds_nothing(sheet: tuple[str, Path]) -> None:
    _, path = sheet
    assert outloud.judge(path) == []
