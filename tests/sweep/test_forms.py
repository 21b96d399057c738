"""Every worksheet as a form, in every language and print size: filled by PDFium, saved, opened again; judged before and after.

What a worksheet is: a handout of ours with a place to write. Letters that the face covers are typed in turn, so that each of the code
page is typed somewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pymupdf
import pytest

from clinickit import Library, PrintOptions, PrintSize
from clinickit.languages import CP1252 as CP1252_LANGUAGES
from tests.helpers import filling, outloud, verapdf
from tests.helpers.filling import CP1252, Met
from tests.readback import sheets

pytestmark = [pytest.mark.sweep, pytest.mark.xdist_group("forms")]
"""One worker prints them, once."""


def worksheets() -> list[str]:
    """Ids of handouts that have a field."""
    return [one for one in sheets.handouts() if '"type": "field"' in (sheets.expected.HANDOUTS / f"{one}.json").read_text(encoding="utf-8")]


def test_the_worksheets_are_there() -> None:
    series = {one: json.loads((sheets.expected.HANDOUTS / f"{one}.json").read_text(encoding="utf-8"))["series"] for one in worksheets()}
    assert len(series) >= 9 and {"worksheets", "safety"} <= set(series.values())


class Filled(NamedTuple):
    """A worksheet, empty and filled, its fields, and what was typed in them by name."""

    empty: Path
    filled: Path
    met: list[Met]
    said: dict[str, str]


SHEETS = [
    (handout, language, size)
    for number, handout in enumerate(worksheets())
    for language in sheets.languages(handout)
    for size in ([PrintSize.STANDARD, PrintSize.GIANT] if language in CP1252_LANGUAGES else [list(PrintSize)[number % len(PrintSize)]])
]
"""Two sizes where letters can be typed; else one of the four by turns. (`tests/pdf/test_forms.py` has all sizes of one sheet.)"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Filled]:
    folder = tmp_path_factory.mktemp("worksheets")
    library = Library()
    letters = cycle([CP1252[at : at + 6] for at in range(0, len(CP1252), 6)])
    found = []
    for handout, language, size in SHEETS:
        empty, filled = (folder / f"{handout}.{language}.{size}.{name}.pdf" for name in ("empty", "filled"))
        options = PrintOptions(size=size, fillable=True, draft=True)
        empty.write_bytes(library.render(handout, language=language, clinic=sheets.CLINIC, options=options, on=sheets.ON).pdf)
        said: dict[str, str] = {}

        def answer(met: Met, said: dict[str, str] = said) -> str | bool:
            if met.typed:
                said[met.name] = next(letters)
            return said[met.name] if met.typed else True

        found.append(Filled(empty, filled, filling.fill(empty, filled, answer), said))
    return found


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_every_worksheet_before_and_after(everything: list[Filled], flavour: str, require: Callable[..., None]) -> None:
    require("java", "verapdf")
    files = [path for one in everything for path in (one.empty, one.filled)]
    assert {path.name: failed for path, failed in verapdf.judge(files, flavour).items() if failed} == {}


def test_the_second_judge_finds_nothing_before_or_after(everything: list[Filled]) -> None:
    judged = {one.empty.name: (outloud.judge(one.empty), outloud.judge(one.filled, one.met)) for one in everything}
    assert {name: found for name, found in judged.items() if found != ([], [])} == {}


def test_what_was_typed_and_chosen_is_read_back(everything: list[Filled]) -> None:
    for one in everything:
        with pikepdf.open(one.filled) as pdf:
            values = dict(_values(pdf))
        assert {name: values[name] for name in one.said} == one.said, one.filled.name
        chosen = {met.name for met in one.met} - set(one.said)
        assert all(values[name] not in ("/Off", "") for name in chosen), one.filled.name


def test_what_was_typed_and_chosen_shows(everything: list[Filled]) -> None:
    for one in everything:
        before, after = filling.pixels(one.empty, 1.5), filling.pixels(one.filled, 1.5)
        last = {met.name: met for met in one.met}
        with pymupdf.open(one.filled) as document:
            for name, met in last.items():
                page = document[met.page]
                assert filling.changed(before[met.page], after[met.page], met, page.rect.height, 1.5) > 8, (one.filled.name, met)
                if met.typed:
                    x0, y0, x1, y1 = met.box
                    shown = page.get_text(clip=pymupdf.Rect(x0 - 1, page.rect.height - y1 - 2, x1 + 1, page.rect.height - y0 + 2))
                    assert "".join(shown.split()) == one.said[name], (one.filled.name, met)


def _values(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for page in pdf.pages:
        for widget in page.get("/Annots", []):
            if widget.Subtype == "/Widget":
                field: Any = widget if "/T" in widget else widget.Parent
                yield str(field.T), str(field.get("/V", ""))
