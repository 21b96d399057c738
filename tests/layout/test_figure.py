"""Pictures: a caption belongs to its figure, and no picture is too tall for its page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from clinickit import Library, PrintOptions, PrintSize
from clinickit.layout.pages import PagedDocument
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.workspace import Workspace


def find(tag: Tag, kind: Kind) -> list[Tag]:
    found = [tag] if tag.kind is kind else []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            found += find(kid, kind)
    return found


def laid(folder: Path, detail: str, size: PrintSize) -> PagedDocument:
    """The anxious handout, each picture captioned and each label with a detail."""
    value = json.loads(Workspace.bundled().handout("anxious-attachment").data)
    for section in value["sections"]:
        for block in section.get("blocks", ()):
            if block["type"] == "figure":
                block["caption"] = "A caption of its own"
                for label in block["labels"]:
                    label["detail"] = detail
    path = folder / "handouts" / "anxious-attachment.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    library = Library.open(folder)
    document = library.pages("anxious-attachment", options=PrintOptions(size=size), on=date(2026, 11, 24), territory="US")[0]
    assert library.render("anxious-attachment", options=PrintOptions(size=size), on=date(2026, 11, 24), territory="US").pdf
    return document


@pytest.mark.parametrize("size", list(PrintSize))
def test_a_caption_stands_in_its_figure(tmp_path: Path, size: PrintSize) -> None:
    figures = find(laid(tmp_path, "a few words", size).tree, Kind.FIGURE)
    assert len(figures) == 2
    for figure in figures:
        assert isinstance(figure.kids[0], Leaf)
        assert isinstance(figure.kids[1], Tag) and figure.kids[1].kind is Kind.CAPTION


@pytest.mark.parametrize("size", list(PrintSize))
def test_no_picture_is_too_tall_for_its_page(tmp_path: Path, size: PrintSize) -> None:
    detail = "a detail of very many words that goes on and on and on, as only few would write"
    for figure in find(laid(tmp_path, detail, size).tree, Kind.FIGURE):
        assert figure.bounds is not None
        _, _, low, _, high = figure.bounds
        assert low > 80 and high < 792 - 30
