"""The foot and the draft notice: on each page, in both languages, never smaller than the text; in large print whole on page 1, and short
enough on the others that a page is for its text."""

from __future__ import annotations

from datetime import date

import pytest

from clinickit import Library, PrintOptions, PrintSize
from clinickit.layout.pages import Page, PagedDocument, PlacedPath, PlacedRun
from clinickit.layout.tags import Decoration, Leaf
from clinickit.layout.theme import Ink, Paper, theme
from tests.layout.test_sheets import said

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def laid(library: Library, language: str, size: PrintSize, **more: object) -> PagedDocument:
    return library.pages("anxious-attachment", language, None, PrintOptions(size=size, **more), on=ON, territory="US")[0]  # type: ignore[arg-type]


def foot_runs(page: Page, *, first: bool) -> list[PlacedRun]:
    """What is written below the text: decoration, or on page 1 below the notice's sign."""
    top = foot_top(page)
    wanted = [mark for mark in page.marks if isinstance(mark.owner, Leaf) or mark.owner is Decoration.FOOT]
    found = [item for mark in wanted for item in mark.items if isinstance(item, PlacedRun) and item.y < top]
    assert first or all(mark.owner is Decoration.FOOT for mark in wanted if any(item in found for item in mark.items))
    return found


def foot_top(page: Page) -> float:
    """The y of the highest thing drawn in the foot."""
    paths = [item for mark in page.marks if mark.owner is Decoration.FOOT for item in mark.items if isinstance(item, PlacedPath)]
    return max(float(step[at]) for path in paths for step in path.path for at in range(2, len(step), 2)) + 2


def words(found: list[PlacedRun]) -> str:
    return " ".join(said(one.run) for one in found)


@pytest.mark.parametrize("language", ["es", "ar", "hi"])
@pytest.mark.parametrize("size", [PrintSize.LARGE, PrintSize.GIANT])
def test_large_print_says_it_whole_once_and_short_on_each_page(library: Library, language: str, size: PrintSize) -> None:
    document = laid(library, language, size)
    look = theme(Paper.LETTER, size, Ink.COLOR)
    for at, page in enumerate(document.pages):
        found = foot_runs(page, first=at == 0)
        told = words(found)
        assert "Machine translation, not checked" in told.replace("  ", " "), at
        assert ("Ask your clinic" in told.replace("  ", " ")) is (at == 0), at
        assert language != "es" or ("Pregunta en tu clínica" in told.replace("  ", " ")) is (at == 0)
        assert "1.0.0" in told and any(run.run.language == language and run.run.size >= look.text.size for run in found)
        if at:
            assert foot_top(page) < 0.3 * look.height
    for page in document.pages[1:]:
        notice = [run for run in foot_runs(page, first=False) if run.y > foot_rule(page)]
        assert notice and all(run.run.size >= look.text.size - 0.01 for run in notice)


def foot_rule(page: Page) -> float:
    """The y of the line above the foot."""
    rules = [item for mark in page.marks if mark.owner is Decoration.FOOT for item in mark.items if isinstance(item, PlacedPath)]
    return min(float(path.path[0][2]) for path in rules if len(path.path) == 2)


@pytest.mark.parametrize("size", [PrintSize.STANDARD, PrintSize.CLEAR])
def test_standard_print_says_it_whole_on_each_page(library: Library, size: PrintSize) -> None:
    document = laid(library, "es", size)
    assert len(document.pages) >= 3
    assert all("Ask your clinic" in words(foot_runs(page, first=at == 0)).replace("  ", " ") for at, page in enumerate(document.pages))


@pytest.mark.parametrize("size", list(PrintSize))
@pytest.mark.parametrize("more", [{}, {"beside": "en"}, {"beside": "en", "facing": True}], ids=["one", "columns", "facing"])
def test_the_page_number_never_moves(library: Library, size: PrintSize, more: dict[str, object]) -> None:
    document = laid(library, "es", size, **more)
    places = set()
    for page in document.pages:
        low = [item for mark in page.marks for item in mark.items if isinstance(item, PlacedRun) and item.y < foot_rule(page)]
        number = max(low, key=lambda run: run.x + run.run.width)
        places.add((round(number.y, 2), round(number.x + number.run.width)))
    assert len(places) == 1


@pytest.mark.parametrize("more", [{"beside": "en"}, {"beside": "en", "facing": True}], ids=["columns", "facing"])
def test_no_text_stands_in_the_foot(library: Library, more: dict[str, object]) -> None:
    """Text of later pages reaches down to their own foot, and no further."""
    for size in (PrintSize.LARGE, PrintSize.GIANT):
        document = laid(library, "es", size, **more)
        for at, page in enumerate(document.pages[2:], 2):
            body = [item for mark in page.marks if isinstance(mark.owner, Leaf) for item in mark.items if isinstance(item, PlacedRun)]
            assert all(item.y > foot_top(page) - 2 for item in body), at
