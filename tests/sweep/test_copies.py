"""Discreet copies and clinicians' copies of every handout in every language, and the guides: judged by veraPDF and outloud."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from clinickit import Library, PrintOptions, PrintSize, Reader
from tests.helpers import outloud, verapdf
from tests.readback.sheets import CLINIC, ON, PSEUDO

NO_BOOKMARKS = "NAV-001"
"""A discreet copy has none on purpose."""

pytestmark = [pytest.mark.sweep, pytest.mark.xdist_group("copies")]
"""One worker prints them, once."""


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each copy with our clinic's head, at standard size or large by turns."""
    folder = tmp_path_factory.mktemp("copies")
    library = Library()
    made = []
    turns = cycle((PrintSize.STANDARD, PrintSize.LARGE, PrintSize.STANDARD))
    for handout in library.handouts():
        for language in (*library.languages(handout.id), *PSEUDO):
            for size in (next(turns),):
                wanted = {"clinician": PrintOptions(size=size, audience=Reader.CLINICIAN, draft=True)}
                if handout.audience != "clinician":
                    wanted["discreet"] = PrintOptions(size=size, discreet=True, draft=True)
                for name, options in wanted.items():
                    path = folder / f"{handout.id}.{language}.{name}.{size}.pdf"
                    path.write_bytes(library.render(handout.id, language, CLINIC, options, on=ON).pdf)
                    made.append(path)
    return made


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_every_copy(copies: list[Path], flavour: str, require: Callable[..., None]) -> None:
    require("java", "verapdf")
    assert len(copies) > 100
    assert {path.name: failed for path, failed in verapdf.judge(copies, flavour).items() if failed} == {}


def test_the_second_judge_finds_nothing(copies: list[Path]) -> None:
    judged = {
        path.name: [one for one in outloud.judge(path) if not (one.rule == NO_BOOKMARKS and "discreet" in path.name)]
        for path in copies[::2]
    }
    assert {name: found for name, found in judged.items() if found} == {}
