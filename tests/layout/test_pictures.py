"""Scale, steps, balance and network: every label in its own room at every size, longer words too, mirrored, gray."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest

from clinickit import Ink, Library, PrintOptions, PrintSize
from clinickit.layout.pages import Page, PagedDocument, PlacedPath, PlacedRun
from clinickit.layout.tags import Decoration, Kind, Leaf, Tag
from clinickit.layout.theme import Paper, theme
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
NAME = "child-feels-secure"
SIZES = [size.value for size in PrintSize]
LANGUAGES = ("en", "en-XA", "ar-XB")


def figure(kind: str, *labels: tuple[str, str], places: tuple[str, ...] = ()) -> dict[str, object]:
    made = [{"id": f"l{at}", "text": text, **({"detail": detail} if detail else {})} for at, (text, detail) in enumerate(labels)]
    for label, place in zip(made, places, strict=False):
        label["place"] = place
    return {"type": "figure", "id": f"{kind}{len(labels)}", "kind": kind, "alt": "All that the picture says.", "labels": made}


PEOPLE = (
    "Me",
    "A friend who listens",
    "Family",
    "Neighbors",
    "Doctor or therapist",
    "Work",
    "School or daycare",
    "Faith or club",
    "Helpline",
)
PICTURES = [
    figure("scale", ("Calm", "slow breath"), ("Tense", ""), ("Alarmed", "I cannot think")),
    figure("scale", *((one, "") for one in ("Calm", "Aware", "Uneasy", "Worried", "Overwhelmed", "Alarmed"))),
    figure("steps", ("Going out", "the child explores"), ("Coming back", "the child needs comfort")),
    figure("steps", *((one, "a few words more") for one in ("Pause", "Name it", "Say sorry", "Listen", "Make a plan", "Reconnect"))),
    figure("balance", ("Warmth", "time, touch, talk"), ("Limits", ""), ("Respect and safety", ""), places=("left", "right", "bottom")),
    figure("balance", ("Extraordinarily close", ""), ("Yourself", "rest, friends, plans"), places=("left", "right")),
    *(figure("network", *((one, "any time" if one == "Family" else "") for one in PEOPLE[:count])) for count in range(3, 10)),
]


class Box(NamedTuple):
    left: float
    low: float
    right: float
    high: float


class Drawn(NamedTuple):
    """One picture as it stands on its page."""

    page: Page
    runs: list[PlacedRun]
    paths: list[PlacedPath]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Our handout with a section for each picture."""
    folder = tmp_path_factory.mktemp("pictures")
    value = json.loads(Workspace.bundled().handout(NAME).data)
    sections = [{"id": f"p{at}", "heading": f"Picture {at}", "blocks": [one]} for at, one in enumerate(PICTURES)]
    value["sections"][1:1] = sections
    path = folder / "handouts" / f"{NAME}.json"
    path.parent.mkdir()
    path.write_text(json.dumps(value), encoding="utf-8")
    return Library.open(folder)


def laid(library: Library, language: str, size: str, ink: Ink = Ink.COLOR) -> PagedDocument:
    return library.pages(NAME, language, options=PrintOptions(size=PrintSize(size), ink=ink), on=ON, territory="US")[0]


def figures(tag: Tag) -> Iterator[Tag]:
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from (kid,) if kid.kind is Kind.FIGURE else figures(kid)


def drawn(document: PagedDocument) -> list[Drawn]:
    """Our pictures, in order (those of the handout itself stand after them)."""
    found = []
    for tag in list(figures(document.tree))[: len(PICTURES)]:
        leaf = tag.kids[0]
        assert isinstance(leaf, Leaf) and tag.alt
        page, mark = next((page, mark) for page in document.pages for mark in page.marks if mark.owner is leaf)
        runs = [item for item in mark.items if isinstance(item, PlacedRun)]
        found.append(Drawn(page, runs, [item for item in mark.items if isinstance(item, PlacedPath)]))
    return found


def letters(run: PlacedRun) -> Box:
    """Where the letters of a run stand: a space at its end shows nothing."""
    last = run.run.words[0 if run.run.rtl else -1]
    space = last.space * run.run.size / 1000
    left, right = run.x, run.x + run.run.width
    left, right = (left + space, right) if run.run.rtl else (left, right - space)
    return Box(left, run.y - run.run.size * 0.22, right, run.y + run.run.size * 0.7)


def box(path: PlacedPath) -> Box:
    numbers = [float(number) for step in path.path for number in step[1:]]
    return Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.low < other.high and other.low < one.high


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_labels_touch_no_edge_and_not_each_other(library: Library, language: str, size: str) -> None:
    look = theme(Paper.LETTER, PrintSize(size), Ink.COLOR)
    document = laid(library, language, size)
    for at, one in enumerate(drawn(document)):
        foot = max(mark_y for mark_y in foot_tops(one.page))
        words = [letters(run) for run in one.runs]
        for word in words:
            assert word.left >= look.margin - 0.5 and word.right <= look.width - look.margin + 0.5, (at, word)
            assert word.low > foot, (at, word)
        assert not any(meet(*pair) for pair in combinations(words, 2)), at
        for path in one.paths:
            frame = box(path)
            assert frame.left >= look.margin - 1.5 and frame.right <= look.width - look.margin + 1.5, at
            if path.path[-1][0] != "h" or path.fill is None:
                continue
            for word in words:
                inside = frame.left + 3 <= word.left and word.right <= frame.right - 3
                assert not meet(word, frame) or (inside and frame.low + 1.5 <= word.low and word.high <= frame.high - 1.5), (
                    at,
                    word,
                    frame,
                )


def foot_tops(page: Page) -> Iterator[float]:
    """Baselines of the foot's rule on a page, and of the notice above it."""
    for mark in page.marks:
        if mark.owner is Decoration.FOOT:
            for item in mark.items:
                if isinstance(item, PlacedPath):
                    yield box(item).high


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bar_is_higher_or_longer_than_the_one_before(library: Library, language: str) -> None:
    for size in SIZES:
        for one in drawn(laid(library, language, size))[:2]:
            bars = [box(path) for path in one.paths]
            assert len(bars) in (3, 6)
            grow = [(bar.high - bar.low) + (bar.right - bar.left) for bar in bars]
            assert all(after > before + 3 for before, after in pairwise(grow))


def test_right_to_left_pages_are_mirrored(library: Library) -> None:
    """First things stand at the right: the lowest bar, the first step, the left side of a balance."""
    for language, way in (("en", 1.0), ("ar-XB", -1.0)):
        scale, _, steps, _, balance, *_ = drawn(laid(library, language, "standard"))
        for one in (scale, steps, balance):
            first, second = one.runs[0], next(run for run in one.runs if abs(run.x - one.runs[0].x) > 60)
            assert (second.x - first.x) * way > 0, language


def test_gray_is_gray(library: Library) -> None:
    for one in drawn(laid(library, "en", "standard", Ink.GRAY)):
        colors = [color for path in one.paths for color in (path.fill, path.stroke) if color] + [run.color for run in one.runs]
        assert all(red == green == blue for red, green, blue in colors)
        assert len(one.runs) >= 2


def test_the_middle_of_a_network_is_joined_to_every_label(library: Library) -> None:
    for count, one in zip(range(3, 10), drawn(laid(library, "en", "standard"))[6:], strict=True):
        lines = [path for path in one.paths if len(path.path) == 2]
        frames = [box(path) for path in one.paths if path.path[-1][0] == "h"]
        assert (len(lines), len(frames)) == (count - 1, count)
        assert not any(meet(*pair) for pair in combinations(frames, 2))


def test_it_prints(library: Library) -> None:
    """The PDF room takes every picture: no violation."""
    for ink in Ink:
        assert library.render(NAME, "ar-XB", options=PrintOptions(ink=ink), on=ON, territory="US").pages > 4
