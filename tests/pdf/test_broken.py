"""What breaks the standard is refused with its rule and place, and no bytes exist; what a validator can see of it, veraPDF fails too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from clinickit.errors import PdfRefused
from clinickit.pdf import violations
from clinickit.pdf.violations import Rule, Violation
from clinickit.pdf.write import PdfWriter
from tests.helpers import verapdf
from tests.pdf.broken import BROKEN, Broken
from tests.pdf.sheets import FONTS

SEEN = [one for one in BROKEN if one.clause]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.name)
def test_refused_with_rule_and_place(broken: Broken) -> None:
    with pytest.raises(PdfRefused) as refused:
        PdfWriter(FONTS).write(broken.make())
    found = refused.value.violations
    assert all(isinstance(one, Violation) for one in found)
    mine = [one for one in found if isinstance(one, Violation) and one.rule is broken.rule]
    assert mine, f"refused by {found}"
    assert all(one.place and one.found for one in mine)
    assert f"[{broken.rule.code}]" in str(refused.value)


def test_every_rule_has_a_broken_document() -> None:
    tested_by_program = {Rule.WIDTHS, Rule.CODES}
    assert {one.rule for one in BROKEN} | tested_by_program == set(Rule)


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory, require: Callable[..., None]) -> dict[str, list[str]]:
    """veraPDF's failures of each broken document, by name; two calls of Java for all."""
    require("java", "verapdf")
    folder = tmp_path_factory.mktemp("broken")
    found: dict[str, list[str]] = {}
    for flavour in ("ua1", "2a"):
        files: dict[Path, str] = {}
        for number, one in enumerate(SEEN):
            if one.flavour == flavour:
                path = folder / f"{number}.pdf"
                path.write_bytes(PdfWriter(FONTS)._write_unchecked(one.make()))
                files[path] = one.name
        for path, failed in verapdf.judge(list(files), flavour).items():
            found[files[path]] = failed
    return found


@pytest.mark.parametrize("broken", SEEN, ids=lambda one: one.name)
def test_verapdf_fails_it_too(broken: Broken, failures: dict[str, list[str]]) -> None:
    assert any(one.startswith(f"{broken.clause}:") for one in failures[broken.name]), failures[broken.name]


def test_every_rule_stands_in_the_list_of_clauses() -> None:
    """PDF_UA1.md names each rule by its code, and no rule that is not there."""
    listed = (Path(violations.__file__).parent / "PDF_UA1.md").read_text(encoding="utf-8")
    named = {code for row in re.findall(r"checked: ([^|;]+)", listed) for code in re.findall(r"`([a-z-]+)`", row)}
    assert named == {rule.code for rule in Rule}
