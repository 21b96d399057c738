"""Places to write on paper: lines far enough apart, a scale that fits and is read from 0 up, a table with a head on each page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from clinickit import Library, PrintOptions, PrintSize
from clinickit.layout.pages import Page, PagedDocument, PlacedPath, PlacedRun
from clinickit.layout.tags import Decoration, Kind, Leaf, Scope, Tag
from clinickit.layout.theme import PALETTES, Ink, Paper, theme
from tests.helpers import readback, readers, structure
from tests.layout.test_figure import find
from tests.layout.test_theme import WHITE, contrast

EXAMPLE = Path(__file__).parent.parent / "examples" / "valid" / "all-fields.json"
ON = date(2026, 11, 24)
SCALE = {"type": "field", "id": "how", "kind": "scale", "label": "How strong?", "low": "Calm", "high": "Too much to bear"}


def grid(rows: int, *columns: str) -> dict[str, Any]:
    named = [{"id": f"c{at}", "text": text} for at, text in enumerate(columns)]
    return {"type": "field", "id": "days", "kind": "grid", "label": "My days", "rows": rows, "columns": named}


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., PagedDocument]:
    """A sheet whose second section holds some blocks, laid out."""

    def made(*blocks: dict[str, Any], size: PrintSize = PrintSize.STANDARD, language: str = "en") -> PagedDocument:
        value = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        value["sections"] = [value["sections"][0], {"id": "mine", "heading": "Mine", "blocks": list(blocks)}, value["sections"][-1]]
        folder = tmp_path / f"{size}.{language}"
        (folder / "handouts").mkdir(parents=True, exist_ok=True)
        (folder / "handouts" / "all-fields.json").write_text(json.dumps(value), encoding="utf-8")
        options = PrintOptions(size=size)
        assert Library.open(folder).render("all-fields", language, options=options, on=ON).pdf
        return Library.open(folder).pages("all-fields", language, options=options, on=ON)[0]

    return made


def said(runs: list[PlacedRun]) -> str:
    return "".join(code.says for one in runs for word in one.run.words for code in word.codes).strip("\u200e\u200f")


def runs_of(document: PagedDocument) -> dict[int, list[PlacedRun]]:
    found: dict[int, list[PlacedRun]] = {}
    for page in document.pages:
        for mark in page.marks:
            if isinstance(mark.owner, Leaf):
                found.setdefault(mark.owner.number, []).extend(item for item in mark.items if isinstance(item, PlacedRun))
    return found


def rules(page: Page, line: object) -> list[float]:
    """y of the lines to write on, from above."""
    paths = [item for mark in page.marks if mark.owner is Decoration.LAYOUT for item in mark.items if isinstance(item, PlacedPath)]
    return sorted((float(one.path[0][2]) for one in paths if one.stroke == line and len(one.path) == 2), reverse=True)


def numbers(document: PagedDocument) -> list[tuple[str, list[PlacedRun]]]:
    """What stands in the bodies of the scale's list, in reading order."""
    runs = runs_of(document)
    (scale,) = [tag for tag in find(document.tree, Kind.L) if len(tag.kids) == 11]
    found = []
    for body in find(scale, Kind.LBODY):
        (leaf,) = body.kids
        assert isinstance(leaf, Leaf)
        found.append((said(runs[leaf.number]), runs[leaf.number]))
    return found


@pytest.mark.parametrize("size", list(PrintSize))
def test_lines_are_far_enough_apart_for_a_hand(lay: Callable[..., PagedDocument], size: PrintSize) -> None:
    document = lay({"type": "field", "id": "what", "kind": "lines", "label": "What happened?", "rows": 5}, size=size)
    look = theme(Paper.LETTER, size, Ink.COLOR)
    lines = next(found for page in document.pages if len(found := rules(page, look.palette.line)) >= 5)[:5]
    assert {round(high - low, 2) for high, low in pairwise(lines)} == {30.0 if look.stacked else 24.0}
    assert find(document.tree, Kind.FORM) == []


@pytest.mark.parametrize("ink", list(Ink))
def test_what_one_writes_on_is_seen_on_every_ground(ink: Ink) -> None:
    palette = PALETTES[ink]
    for ground in (WHITE, palette.tint or WHITE, palette.warm_tint or WHITE):
        assert contrast(palette.line, ground) >= 3.0


@pytest.mark.parametrize("size", list(PrintSize))
@pytest.mark.parametrize("language", ["en", "ar-XB"])
def test_a_scale_fits_and_is_mirrored(lay: Callable[..., PagedDocument], size: PrintSize, language: str) -> None:
    found = numbers(lay(SCALE, size=size, language=language))
    assert [text for text, _ in found] == [str(value) for value in range(11)]
    look = theme(Paper.LETTER, size, Ink.COLOR)
    places = [(runs[0].x, runs[0].x + runs[0].run.width) for _, runs in found]
    assert min(x for x, _ in places) >= look.margin - 1 and max(x for _, x in places) <= look.width - look.margin + 1
    ordered = places if language == "en" else places[::-1]
    assert all(one[1] + 3 < other[0] for one, other in pairwise(ordered))
    assert len({runs[0].y for _, runs in found}) == 1


def test_a_scale_that_does_not_fit_stands_in_two_rows(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "all-fields.json").write_bytes(EXAMPLE.read_bytes())
    options = PrintOptions(size=PrintSize.CLEAR, beside="ar-XB")
    document = Library.open(tmp_path).pages("all-fields", options=options, on=ON)[0]
    runs = runs_of(document)
    (scale, _) = [tag for tag in find(document.tree, Kind.L) if len(tag.kids) == 11 and tag.rtl]
    placed = [runs[kid.number][0] for body in find(scale, Kind.LBODY) for kid in body.kids if isinstance(kid, Leaf)]
    assert [said([one]) for one in placed] == [str(value) for value in range(11)]
    assert [[one.y for one in placed].count(y) for y in sorted({one.y for one in placed}, reverse=True)] == [6, 5]
    assert all(one.x > other.x for one, other in pairwise(placed[:6])) and placed[6].x > placed[5].x


def test_a_grid_is_a_table_with_numbered_rows(lay: Callable[..., PagedDocument]) -> None:
    document = lay(grid(4, "Day", "What helped"))
    (table,) = find(document.tree, Kind.TABLE)
    assert [kid.kind for kid in table.kids if isinstance(kid, Tag)] == [Kind.CAPTION, Kind.THEAD, Kind.TBODY]
    heads = find(table, Kind.TH)
    assert [one.scope for one in heads] == [Scope.COLUMN] * 2 + [Scope.ROW] * 4
    runs = runs_of(document)
    assert [said([run for kid in one.kids if isinstance(kid, Leaf) for run in runs[kid.number]]) for one in heads][2:] == list("1234")
    assert [len(find(row, Kind.TD)) for row in find(table, Kind.TR)] == [1, 2, 2, 2, 2]


def test_the_head_of_a_grid_is_drawn_again_on_its_next_page(lay: Callable[..., PagedDocument]) -> None:
    document = lay(grid(15, "Day", "What helped"), grid(15, "Night", "What helped") | {"id": "nights"})
    again = [
        (at, said([item for item in mark.items if isinstance(item, PlacedRun)]))
        for at, page in enumerate(document.pages)
        for mark in page.marks
        if mark.owner is Decoration.HEAD
    ]
    assert any(at > 0 and text.startswith(("Day", "Night")) for at, text in again)


def test_a_grid_whose_headings_do_not_fit_becomes_a_list(lay: Callable[..., PagedDocument]) -> None:
    document = lay(grid(2, "Conversations", "Accommodation", "Circumstances", "Understanding"), size=PrintSize.GIANT)
    assert find(document.tree, Kind.TABLE) == []
    (steps,) = [tag for tag in find(document.tree, Kind.L) if len(tag.kids) == 2 and find(tag, Kind.LBL) and len(find(tag, Kind.P)) == 8]
    assert len(find(steps, Kind.LBODY)) == 2


def test_short_answers_stand_in_a_row_and_long_ones_below_each_other(lay: Callable[..., PagedDocument]) -> None:
    def choice(*texts: str) -> dict[str, Any]:
        options = [{"id": f"o{at}", "text": text} for at, text in enumerate(texts)]
        return {"type": "field", "id": "who", "kind": "choice", "label": "Who?", "options": options}

    def heights(*texts: str, size: PrintSize = PrintSize.STANDARD) -> list[float]:
        document = lay(choice(*texts), size=size)
        runs = runs_of(document)
        by_text = {said(found): found[0].y for found in runs.values() if found}
        return [by_text[text] for text in texts]

    assert len(set(heights("A friend", "Family", "No one"))) == 1
    assert len(set(heights("A friend", "Family", "No one", size=PrintSize.LARGE))) == 3
    assert len(set(heights("I went out and walked for as long as I could stand it", "I sat down and did nothing at all for a while"))) == 2


@pytest.mark.parametrize("language", ["en", "ar-XB", "en-XA"])
def test_every_reader_gives_the_words_back_in_order(language: str, tmp_path: Path, require: Callable[..., None]) -> None:
    require("poppler", "node")
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "all-fields.json").write_bytes(EXAMPLE.read_bytes())
    library = Library.open(tmp_path)
    found = []
    for fillable in (False, True):
        path = tmp_path / f"{language}.{fillable}.pdf"
        path.write_bytes(library.render("all-fields", language, options=PrintOptions(fillable=fillable), on=ON).pdf)
        tagged = structure.read(path)
        for reader, pages in readers.read_all(path, ("pdfium", "mupdf", "pdfjs")).items():
            found += readback.in_order(tagged, reader, pages)
        found += readback.block_by_block(path, tagged)
    assert found == []
