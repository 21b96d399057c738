"""Whole sheets, laid out: their tags, their order, nothing over an edge, no heading alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clinickit import Clinic, Ink, Library, PrintOptions, PrintSize
from clinickit.layout.pages import Mark, PagedDocument, PlacedPath, PlacedRun
from clinickit.layout.tags import Decoration, Kind, Leaf, Tag, dump
from clinickit.layout.theme import Paper, theme
from clinickit.text.runs import LineRun

ON = date(2026, 11, 24)
GOLDEN = Path(__file__).parents[1] / "golden"
CLINIC = Clinic(
    (("en", "Harbor Street Clinic"),), (("en", "Talking therapies for adults and families"),), "555-0100", "harbor.example", territory="US"
)
HANDOUTS = ("anxious-attachment", "child-feels-secure", "supporting-a-partner", "therapy-options")
LANGUAGES = ("en", "es", "ar", "hi", "zh-Hans", "en-XA", "ar-XB")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def laid(library: Library, handout: str, language: str, size: str = "standard", clinic: Clinic | None = CLINIC) -> PagedDocument:
    return library.pages(handout, language, clinic, PrintOptions(size=PrintSize(size)), on=ON, territory="US")[0]


def said(run: LineRun) -> str:
    letters = [code.says for word in run.words for code in word.codes if code.says not in "\u200e\u200f"]
    return "".join(reversed(letters) if run.rtl else letters)


def texts(document: PagedDocument) -> dict[int, str]:
    found: dict[int, str] = {}
    for page in document.pages:
        for mark in page.marks:
            if isinstance(mark.owner, Leaf):
                here = " ".join(said(item.run).strip() for item in mark.items if isinstance(item, PlacedRun))
                found[mark.owner.number] = " ".join(filter(None, (found.get(mark.owner.number, ""), here)))
    return found


def leaves(tag: Tag) -> Iterator[int]:
    for kid in tag.kids:
        if isinstance(kid, Leaf):
            yield kid.number
        else:
            yield from leaves(kid)


def edges(placed: PlacedRun) -> tuple[float, float]:
    """Where a run's ink may begin and end: a space at the end of a line takes room (less than 0.4 em) but shows nothing."""
    begin, end = placed.x, placed.x + placed.run.width
    space = 0.4 * placed.run.size if said(placed.run).endswith((" ", "\u00a0")) else 0.0
    return (begin + space, end) if placed.run.rtl else (begin, end - space)


def runs(mark: Mark) -> list[PlacedRun]:
    return [item for item in mark.items if isinstance(item, PlacedRun)]


@pytest.mark.parametrize("handout", HANDOUTS)
@pytest.mark.parametrize("language", ["en", "ar-XB"])
def test_tags_of_a_sheet(library: Library, handout: str, language: str, bless: bool) -> None:
    document = laid(library, handout, language)
    made = dump(document.tree, texts(document)) + "\n"
    golden = GOLDEN / f"{handout}.{language}.tags.txt"
    if bless:
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("handout", HANDOUTS)
def test_an_english_sheet_takes_four_pages_at_most(library: Library, handout: str) -> None:
    assert len(laid(library, handout, "en").pages) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [size.value for size in PrintSize])
def test_nothing_reaches_over_an_edge(library: Library, language: str, size: str) -> None:
    look = theme(Paper.LETTER, PrintSize(size), Ink.COLOR)
    for handout in HANDOUTS:
        for number, page in enumerate(laid(library, handout, language, size).pages):
            for run in (run for mark in page.marks for run in runs(mark)):
                where = (handout, number + 1, said(run.run))
                begin, end = edges(run)
                assert begin >= look.margin - 0.5, where
                assert end <= look.width - look.margin + 0.5, where
                assert 10 < run.y < look.height - look.top, where


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_stand_in_the_order_of_the_tag_tree(library: Library, language: str) -> None:
    for handout in HANDOUTS:
        document = laid(library, handout, language)
        order = {number: at for at, number in enumerate(leaves(document.tree))}
        written: list[int] = []
        for page in document.pages:
            written += [order[mark.owner.number] for mark in page.marks if isinstance(mark.owner, Leaf)]
        assert written == sorted(written), handout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [size.value for size in PrintSize])
def test_no_heading_is_alone_at_the_foot_of_a_page(library: Library, language: str, size: str) -> None:
    for handout in HANDOUTS:
        document = laid(library, handout, language, size)
        for heading in document.bookmarks:
            below = [
                run.y
                for mark in document.pages[heading.page].marks
                if isinstance(mark.owner, Leaf)
                for run in runs(mark)
                if 80 < run.y < heading.top - 30
            ]
            assert below, (handout, heading.title)


def test_a_right_to_left_page_is_mirrored(library: Library) -> None:
    look = theme(Paper.LETTER, PrintSize.STANDARD, Ink.COLOR)
    title = [run for mark in laid(library, "anxious-attachment", "ar").pages[0].marks for run in runs(mark) if run.run.size > 20]
    assert abs(title[0].x + title[0].run.width - (look.width - look.margin)) < 1
    bars = [
        item
        for mark in laid(library, "anxious-attachment", "ar").pages[0].marks
        if mark.owner is Decoration.BACKGROUND
        for item in mark.items
        if isinstance(item, PlacedPath) and item.path[0][3] == look.bar
    ]
    assert bars and all(bar.path[0][1] == look.width - look.margin - look.bar for bar in bars)


def test_the_head_is_said_once_and_repeats_as_an_artifact(library: Library) -> None:
    document = laid(library, "anxious-attachment", "en")
    first, second = (
        [(type(mark.owner), said(run.run)) for mark in page.marks for run in runs(mark) if "Harbor" in said(run.run)]
        for page in document.pages[:2]
    )
    assert first == [(Leaf, "Harbor Street Clinic")]
    assert second == [(Decoration, "Harbor Street Clinic")]
    assert [link.uri for link in document.pages[0].links][:2] == ["tel:5550100", "https://harbor.example"]
    assert document.pages[1].links == () or all("harbor" not in link.uri for link in document.pages[1].links)


def test_without_a_clinic_there_is_no_head(library: Library) -> None:
    document = laid(library, "anxious-attachment", "en", clinic=None)
    assert not any(mark.personal for page in document.pages for mark in page.marks)
    first = document.tree.kids[0]
    assert isinstance(first, Tag) and first.kind is Kind.P
    assert texts(document)[next(leaves(first))].startswith("Attachment patterns")


def test_a_draft_says_so_on_every_page_in_both_languages(library: Library) -> None:
    for page in laid(library, "anxious-attachment", "es").pages:
        words = " ".join(said(run.run) for mark in page.marks for run in runs(mark))
        assert "Machine translation" in words and "Traducción automática" in words


def test_large_print_stacks_tables_into_lists(library: Library) -> None:
    def kinds(tag: Tag) -> Iterator[Kind]:
        yield tag.kind
        for kid in tag.kids:
            if isinstance(kid, Tag):
                yield from kinds(kid)

    assert Kind.TABLE in set(kinds(laid(library, "anxious-attachment", "en").tree))
    assert Kind.TABLE not in set(kinds(laid(library, "anxious-attachment", "en", "large").tree))


def test_another_name_changes_only_what_is_personal(library: Library) -> None:
    one = laid(library, "anxious-attachment", "en")
    other = laid(
        library,
        "anxious-attachment",
        "en",
        clinic=Clinic((("en", "Elm House"),), (("en", "Counseling"),), "555-0199", "elm.example", territory="US"),
    )
    for mine, theirs in zip(one.pages, other.pages, strict=True):
        kept = [mark for mark in mine.marks if not mark.personal]
        assert kept == [mark for mark in theirs.marks if not mark.personal]
