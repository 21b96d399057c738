"""The labels of pictures come back in the order of the tag tree where they stand beside one another, in right-to-left pages too."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinickit import Ink, Library, PrintSize
from tests.helpers import readback, readers, structure
from tests.readback import sheets

PICTURES = [("ipt", "ar"), ("styles-and-disorders", "ar"), ("my-support-map", "ar"), ("thought-check", "ar-XB"), ("ipt", "en")]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.mark.parametrize("size", [PrintSize.STANDARD, PrintSize.LARGE])
@pytest.mark.parametrize(("handout", "language"), PICTURES)
def test_labels_come_back_in_order(handout: str, language: str, size: PrintSize, library: Library, tmp_path: Path) -> None:
    path = sheets.render(library, sheets.Wanted(handout, language, size, Ink.COLOR), tmp_path)
    tagged = structure.read(path)
    for reader, pages in readers.read_all(path, ("pdfium", "mupdf")).items():
        assert readback.in_order(tagged, reader, pages) == []
