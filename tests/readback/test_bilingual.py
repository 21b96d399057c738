"""Every string of both languages comes back from a bilingual sheet, in the order of each, from four readers; both judges pass it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinickit import Library, PrintOptions, PrintSize
from tests.helpers import expected, outloud, readback, readers, structure, verapdf

ON = date(2026, 11, 24)
SHEETS = [("ar", "en", {}), ("zh-Hans", "es", {}), ("en", "ar", {"facing": True}), ("hi", "ar", {"size": PrintSize.LARGE})]
IDS = [f"{language}+{beside}{''.join(asked)}" for language, beside, asked in SHEETS]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def printed(
    library: Library, folder: Path, language: str, beside: str, asked: dict[str, object], handout: str = "anxious-attachment"
) -> Path:
    options = PrintOptions(beside=beside, **asked)  # type: ignore[arg-type]
    path = folder / f"anxious-attachment.{language}+{beside}.pdf"
    path.write_bytes(library.render("anxious-attachment", language=language, options=options, on=ON, territory="US").pdf)
    return path


@pytest.mark.parametrize(("language", "beside", "asked"), SHEETS, ids=IDS)
def test_every_string_of_both_comes_back(
    library: Library, tmp_path: Path, require: Callable[..., None], language: str, beside: str, asked: dict[str, object]
) -> None:
    require("poppler", "node")
    path = printed(library, tmp_path, language, beside, asked)
    tagged = structure.read(path)
    both = [*expected.expected("anxious-attachment", language), *expected.expected("anxious-attachment", beside)]
    found = readback.in_tree(tagged, both)
    for reader, pages in readers.read_all(path).items():
        found += readback.in_order(tagged, reader, pages)
    found += readback.block_by_block(path, tagged)
    assert found == []


def test_both_judges_pass_them(library: Library, tmp_path: Path, require: Callable[..., None]) -> None:
    require("java", "verapdf")
    paths = [printed(library, tmp_path, *sheet) for sheet in SHEETS]
    for flavour in ("ua1", "2a"):
        assert {path.name: failed for path, failed in verapdf.judge(paths, flavour).items() if failed} == {}
    assert {path.name: told for path in paths if (told := outloud.judge(path))} == {}
