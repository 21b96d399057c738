"""What our helper does not take for a fault of a sheet, it takes so by proof: the second judge finds it, and the tag tree answers."""

from __future__ import annotations

from pathlib import Path

import outloud as judge
import pytest

from clinickit import Library, PrintOptions, PrintSize, Reader
from tests.helpers import outloud
from tests.readback.sheets import CLINIC, ON


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that goes on on the next page, under heads long enough to be taken for prose."""
    path = tmp_path_factory.mktemp("guide") / "guide.pdf"
    asked = PrintOptions(size=PrintSize.STANDARD, audience=Reader.CLINICIAN)
    path.write_bytes(Library().render("guide-families", "en-XA", CLINIC, asked, on=ON).pdf)
    return path


def test_heads_repeated_on_the_next_page_are_no_prose_that_is_skipped(guide: Path) -> None:
    found = [one for one in judge.check(str(guide)).findings if one.rule == "TAG-002"]
    assert [one.count for one in found] == [1]
    assert outloud.judge(guide) == []


def test_prose_that_is_no_head_stays_a_finding(guide: Path) -> None:
    page = next(one.page for one in judge.check(str(guide)).findings if one.rule == "TAG-002")
    assert not outloud._repeats_heads(guide, page, "and this is a sentence that nobody would hear", 1)
    assert not outloud._repeats_heads(guide, page, "", 1)


def test_heads_of_a_table_that_begins_on_that_page_prove_nothing(guide: Path) -> None:
    one = next(one for one in judge.check(str(guide)).findings if one.rule == "TAG-002")
    assert outloud._repeats_heads(guide, one.page, one.evidence, 1)
    assert not outloud._repeats_heads(guide, 1, one.evidence, 1)
    assert not outloud._repeats_heads(guide, one.page, one.evidence, 2), "more lines were counted than shown"
