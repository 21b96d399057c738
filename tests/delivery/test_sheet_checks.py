"""Checks that need a printed page, on a sheet as it ships and on pages that were spoiled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinickit.delivery import sheet_checks
from clinickit.delivery.sheet_checks import comes_back, fits, pages_of, printed, said
from clinickit.errors import FontProblem
from clinickit.layout.pages import Page, PagedDocument, PlacedRun
from clinickit.layout.tags import Leaf
from clinickit.library import Library
from clinickit.localize.checks import language, run
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
NAME = "therapy-options"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def translations(tag: str) -> dict[str, str]:
    templates = Templates(Workspace.bundled())
    files = language.catalog_files(templates, tag, (NAME, "safety"))
    return {unit.context: unit.target for file in files for unit in run.strings(file)}


@pytest.mark.parametrize("tag", ["es", "hi", "zh-Hans"])
def test_a_sheet_that_ships_fits_and_comes_back(tag: str, library: Library) -> None:
    assert sheet_checks.sheet_checks(library, NAME, tag, translations(tag), on=ON, territory="US") == ()


def test_only_what_a_client_reads_is_looked_for(library: Library) -> None:
    contexts = set(printed(library.handout(NAME)))
    assert f"{NAME}.title" in contexts
    assert f"{NAME}.objective" not in contexts
    assert not [one for one in contexts if one.endswith(".alt")]


def spoiled(document: PagedDocument, **changes: float) -> PagedDocument:
    """The document with the last run of its first page moved."""
    page = document.pages[0]
    place = max(number for number, mark in enumerate(page.marks) if isinstance(mark.owner, Leaf) and isinstance(mark.items[-1], PlacedRun))
    mark = page.marks[place]
    last = mark.items[-1]
    assert isinstance(last, PlacedRun)
    moved = replace(mark, items=(*mark.items[:-1], last._replace(**changes)))
    first: Page = replace(page, marks=(*page.marks[:place], moved, *page.marks[place + 1 :]))
    return replace(document, pages=(first, *document.pages[1:]))


def test_a_line_over_the_edge_or_over_another_is_told(library: Library) -> None:
    document, _, _ = library.pages(NAME, "es", on=ON, territory="US")
    assert not list(fits(document))
    assert "edge" in next(fits(spoiled(document, x=document.pages[0].width - 5)))[2]
    runs = [one for mark in document.pages[0].marks for one in mark.items if isinstance(one, PlacedRun)]
    assert "over each other" in next(fits(spoiled(document, x=runs[0].x, y=runs[0].y)))[2]


def test_a_letter_that_does_not_come_back_is_told(library: Library) -> None:
    document, _, _ = library.pages(NAME, "es", on=ON, territory="US")
    data = library.render(NAME, "es", on=ON, territory="US").pdf
    read = pages_of(data)
    assert not list(comes_back(document, read))
    code, _, message, hint = next(comes_back(document, (read[0].replace("ó", "o"), *read[1:])))
    assert (code, "Page 1" in message, bool(hint)) == ("check.comes-back", True, True)


def test_a_translation_that_is_not_printed_is_told(library: Library) -> None:
    document, _, _ = library.pages(NAME, "es", on=ON, territory="US")
    title = f"{NAME}.title"
    told = list(said(document, library.handout(NAME), {title: "Otra cosa que nadie ha dicho"}))
    assert [one[1] for one in told] == [title]


def test_without_the_reader_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(sheet_checks, "import_module", missing)
    with pytest.raises(FontProblem, match=r"clinickit\[check\]"):
        pages_of(b"")
