"""Two languages of one handout: level block by block, each through in order, each in its own direction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from clinickit import Library, PrintOptions, PrintSize
from clinickit.errors import Unknown
from clinickit.layout.bilingual import _level
from clinickit.layout.flow import Keep, Slab
from clinickit.layout.pages import PagedDocument, PlacedRun
from clinickit.layout.tags import Kind, Leaf, Tag
from tests.cli.test_commands import run

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def laid(library: Library, language: str, beside: str, handout: str = "anxious-attachment", **asked: object) -> PagedDocument:
    options = PrintOptions(beside=beside, **asked)  # type: ignore[arg-type]
    return library.pages(handout, language=language, options=options, on=ON, territory="US")[0]


def leaves(tag: Tag) -> Iterator[Leaf]:
    for kid in tag.kids:
        if isinstance(kid, Leaf):
            yield kid
        else:
            yield from leaves(kid)


def tags(tag: Tag, kind: Kind) -> Iterator[Tag]:
    for kid in tag.kids:
        if isinstance(kid, Tag):
            if kid.kind is kind:
                yield kid
            yield from tags(kid, kind)


def places(document: PagedDocument) -> dict[int, tuple[int, float, float, float]]:
    """Page, left, right and baseline of the first run of each leaf."""
    found: dict[int, tuple[int, float, float, float]] = {}
    for number, page in enumerate(document.pages):
        for mark in page.marks:
            if isinstance(mark.owner, Leaf):
                for item in mark.items:
                    if isinstance(item, PlacedRun):
                        found.setdefault(mark.owner.number, (number, item.x, item.x + item.run.width, item.y))
    return found


def second(document: PagedDocument) -> Tag:
    """The part in the other language."""
    last = document.tree.kids[-1]
    assert isinstance(last, Tag) and last.kind is Kind.SECT
    return last


def first(document: PagedDocument) -> Tag:
    return Tag(Kind.DOCUMENT, document.tree.kids[:-1], document.tree.language, document.tree.rtl)


@pytest.mark.parametrize(("language", "beside"), [("ar", "en"), ("en", "ar"), ("es", "en"), ("zh-Hans", "hi")])
def test_headings_of_both_stand_level_and_on_their_own_sides(library: Library, language: str, beside: str) -> None:
    document = laid(library, language, beside)
    where = places(document)
    middle = document.pages[0].width / 2
    pairs = list(zip(tags(first(document), Kind.H2), tags(second(document), Kind.H2), strict=True))
    assert len(pairs) > 8
    for one, other in pairs:
        a, b = where[next(leaves(one)).number], where[next(leaves(other)).number]
        assert a[0] == b[0] and abs(a[3] - b[3]) < 12
        start, end = (b, a) if document.rtl else (a, b)
        assert start[2] <= middle <= end[1]


def test_items_of_one_id_begin_level(library: Library) -> None:
    document = laid(library, "ar", "en")
    where = places(document)
    steps = [list(tags(side, Kind.LI)) for side in (first(document), second(document))]
    assert len(steps[0]) == len(steps[1]) > 30
    for one, other in zip(*steps, strict=True):
        a, b = (next(where[leaf.number] for leaf in leaves(item) if leaf.number in where) for item in (one, other))
        assert a[0] == b[0] and abs(a[3] - b[3]) < 14


@pytest.mark.parametrize("asked", [{}, {"facing": True}, {"size": PrintSize.LARGE}])
def test_each_language_reads_through_in_order(library: Library, asked: dict[str, object]) -> None:
    """On every page the marks stand in the order of the tree, all of the first language before all of the second."""
    document = laid(library, "ar", "en", **asked)
    order = {leaf.number: at for at, leaf in enumerate(leaves(document.tree))}
    for page in document.pages:
        said = [order[mark.owner.number] for mark in page.marks if isinstance(mark.owner, Leaf)]
        assert said == sorted(said)
    own = second(document)
    assert (own.language, own.rtl, document.tree.language, document.tree.rtl) == ("en", False, "ar", True)
    assert all(tag.language == "en" for tag in tags(own, Kind.P))


def test_facing_pages_take_turns(library: Library) -> None:
    document = laid(library, "es", "ar", facing=True)
    assert len(document.pages) % 2 == 0
    where = places(document)
    assert {where[leaf.number][0] % 2 for leaf in leaves(second(document)) if leaf.number in where} == {1}
    assert {where[leaf.number][0] % 2 for leaf in leaves(first(document)) if leaf.number in where} == {0}
    for one, other in zip(tags(first(document), Kind.H2), tags(second(document), Kind.H2), strict=True):
        a, b = where[next(leaves(one)).number], where[next(leaves(other)).number]
        assert a[0] + 1 == b[0] and abs(a[3] - b[3]) < 12


def test_large_print_stacks_block_under_block(library: Library) -> None:
    document = laid(library, "es", "en", size=PrintSize.LARGE)
    where = places(document)
    for one, other in zip(tags(first(document), Kind.H2), tags(second(document), Kind.H2), strict=True):
        a, b = where[next(leaves(one)).number], where[next(leaves(other)).number]
        assert (a[0], -a[3]) < (b[0], -b[3]) and abs(a[1] - b[1]) < 30


def test_beside_its_source_no_string_carries_it_beneath(library: Library) -> None:
    """High-risk strings stand in English once: beside, not beneath too. Beside another language they keep it."""
    alone = laid(library, "es", "en")
    assert not [tag for tag in tags(first(alone), Kind.SPAN) if tag.language == "en" and "afraid" in str(tag)]
    spans = [tag for tag in tags(first(alone), Kind.SPAN) if tag.language == "en"]
    others = [tag for tag in tags(first(laid(library, "es", "ar")), Kind.SPAN) if tag.language == "en"]
    assert len(others) > len(spans)


def test_same_input_same_bytes(library: Library) -> None:
    options = PrintOptions(beside="en")
    once = library.render("anxious-attachment", language="ar", options=options, on=ON)
    assert Library().render("anxious-attachment", language="ar", options=options, on=ON).pdf == once.pdf
    alone = library.render("anxious-attachment", language="ar", on=ON)
    assert alone.pdf != once.pdf and Library().render("anxious-attachment", language="ar", on=ON).pdf == alone.pdf


@pytest.mark.parametrize(
    ("language", "beside", "asked"),
    [("ar", "ar", {}), ("en", "en", {}), ("en", "xx", {}), ("en", "ar", {"fillable": True})],
)
def test_what_cannot_be_is_refused(library: Library, language: str, beside: str, asked: dict[str, object]) -> None:
    with pytest.raises(Unknown):
        laid(library, language, beside, "anxious-attachment", **asked)


def test_by_command(tmp_path: Path) -> None:
    done = run("print", "anxious-attachment", "-l", "ar", "--with", "en", "--territory", "US", "--yes", "-o", str(tmp_path))
    assert done.exit_code == 0 and [one.name for one in tmp_path.iterdir()] == ["anxious-attachment.ar+en.pdf"]
    assert run("print", "anxious-attachment", "--facing").exit_code == 2


@pytest.mark.parametrize("handout", ["therapy-options", "child-feels-secure", "supporting-a-partner"])
def test_nothing_is_lost_and_nothing_runs_over(library: Library, handout: str) -> None:
    for asked in ({}, {"facing": True}, {"size": PrintSize.GIANT}):
        document = laid(library, "en", "ar", handout, **asked)
        for page in document.pages:
            runs = [item for mark in page.marks for item in mark.items if isinstance(item, PlacedRun)]
            assert all(run.x > 0 and run.x + run.run.width < page.width and 8 < run.y < page.height for run in runs)
        said = {leaf.number for leaf in leaves(document.tree)}
        drawn = {mark.owner.number for page in document.pages for mark in page.marks if isinstance(mark.owner, Leaf)}
        assert said == drawn


def test_strips_are_paired_by_what_begins() -> None:
    def strip(height: float, begins: str = "") -> Slab:
        return Slab(height, (), begins=begins, keep=Keep.FREE)

    one = (strip(10, "a"), strip(10), strip(10, "b"))
    other = (strip(15, "a"), strip(5, "b"), strip(5))
    left, right = _level(one, other, 100)
    assert [slab.height for slab in left] == [slab.height for slab in right] == [20, 10]
    tall, _ = _level(one, other, 12)
    assert [slab.height for slab in tall] == [15, 10, 10]
    left, right = _level(one, (strip(30, "x"),), 100)
    assert [slab.height for slab in left] == [slab.height for slab in right] == [30]
    assert all(a.keep is b.keep for a, b in pairwise(left))
