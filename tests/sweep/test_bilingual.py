"""Every handout in two languages, forms and sizes by turns: judged by veraPDF and outloud, and each page in the order of the tag tree."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from clinickit import Library, PrintOptions, PrintSize
from tests.helpers import outloud, readback, readers, structure, verapdf
from tests.readback import sheets

pytestmark = [pytest.mark.sweep, pytest.mark.xdist_group("bilingual")]
"""One worker prints them, once."""

FORMS = cycle([{}, {"facing": True}, {"size": PrintSize.LARGE}])


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each handout in each of its languages beside English, or by turns beside the language that comes before it."""
    folder = tmp_path_factory.mktemp("pairs")
    library = Library()
    made = []
    for handout in sheets.handouts():
        tags = library.languages(handout)
        for at, language in enumerate(tags[1:], 1):
            beside = tags[at - 1] if len(made) % 2 else "en"
            options = PrintOptions(beside=beside, draft=True, **next(FORMS))  # type: ignore[arg-type]
            path = folder / f"{handout}.{language}+{beside}.pdf"
            path.write_bytes(library.render(handout, language, sheets.CLINIC, options, on=sheets.ON).pdf)
            made.append(path)
    return made


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_every_pair(pairs: list[Path], flavour: str, require: Callable[..., None]) -> None:
    require("java", "verapdf")
    assert len(pairs) > 100
    assert {path.name: failed for path, failed in verapdf.judge(pairs, flavour).items() if failed} == {}


def test_the_second_judge_finds_nothing(pairs: list[Path]) -> None:
    judged = {path.name: outloud.judge(path) for path in pairs[::3]}
    assert {name: found for name, found in judged.items() if found} == {}


def test_each_language_reads_through(pairs: list[Path]) -> None:
    found = {}
    for path in pairs[1::3]:
        tagged = structure.read(path)
        told = [
            one for reader, pages in readers.read_all(path, ("pdfium", "mupdf")).items() for one in readback.in_order(tagged, reader, pages)
        ]
        if told:
            found[path.name] = told
    assert found == {}
