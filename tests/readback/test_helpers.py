"""The judges judge: each finds what it is there to find, in a small file made here with pikepdf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import outloud, readback, readers, structure
from tests.helpers.expected import Expected

TEXT = "A worry wakes. It passes."


def tagged(path: Path, shown: list[str], order: list[int], alt: str = "") -> Path:
    """A page of Helvetica whose lines are `shown`, each a mark; the tree names the marks in `order`."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=32, Widths=Array([500] * 95))
        )
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        rows = [f"/P <</MCID {at}>> BDC BT /F1 12 Tf 72 {700 - 20 * at} Td ({text}) Tj ET EMC" for at, text in enumerate(shown)]
        page.Contents = pdf.make_stream("\n".join(rows).encode())
        kids = [Dictionary(Type=Name.StructElem, S=Name.P, Pg=page.obj, K=at) for at in order]
        if alt:
            kids.append(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=alt, K=Array()))
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array(kids))
        pdf.save(path)
    return path


def wanted(*texts: str) -> list[Expected]:
    return [Expected(f"x/{at}", text, False, False, f"x/{at}") for at, text in enumerate(texts)]


def test_bare_drops_white_space_marks_and_composes() -> None:
    assert readers.bare("e\u0301 \u202a98\u200f8\u202c\u00a0\u200d\n") == "é988"
    assert readers.bare("well\ufffe\r\nknown") == "well-known"


def test_the_tree_is_read_in_its_own_order(tmp_path: Path) -> None:
    found = structure.read(tagged(tmp_path / "a.pdf", ["One.", "Two."], [1, 0]))
    assert found.tree.text == "Two.One."
    assert [leaf.mcid for leaf in found.tree.leaves()] == [1, 0]
    assert found.tree.dump().splitlines() == ["StructTreeRoot", "  P", "    1: “Two.”", "  P", "    1: “One.”"]


def test_a_box_holds_its_line_and_no_other(tmp_path: Path, require: Callable[..., None]) -> None:
    require("poppler")
    path = tagged(tmp_path / "a.pdf", ["One line.", "Two lines."], [0, 1])
    texts = [
        readers.poppler_box(path, readback.around([piece.box for piece in leaf.pieces])) for leaf in structure.read(path).tree.leaves()
    ]
    assert [readers.bare(text) for text in texts] == ["Oneline.", "Twolines."]


def test_a_lost_string_is_found(tmp_path: Path) -> None:
    found = structure.read(tagged(tmp_path / "a.pdf", [TEXT], [0]))
    assert readback.in_tree(found, wanted("A <strong>worry</strong> wakes.", "It passes.")) == []
    assert readback.in_tree(found, wanted("It stays.")) == ["x/0: not in the tag tree: “It stays.”"]


def test_a_string_in_the_wrong_place_is_found(tmp_path: Path) -> None:
    found = structure.read(tagged(tmp_path / "a.pdf", [TEXT], [0]))
    [said] = readback.in_tree(found, wanted("It passes.", "A worry wakes."))
    assert said.startswith("x/1: stands before x/1, which is printed earlier")


def test_a_placeholder_stands_for_any_value_but_not_for_none(tmp_path: Path) -> None:
    found = structure.read(tagged(tmp_path / "a.pdf", ["Call Harbor Clinic now."], [0]))
    assert readback.in_tree(found, wanted("Call {clinic_name} now.")) == []
    assert len(readback.in_tree(found, wanted("Call {clinic_name} Harbor Clinic now."))) == 1


def test_an_alternative_text_is_looked_for_in_the_tags(tmp_path: Path) -> None:
    found = structure.read(tagged(tmp_path / "a.pdf", [TEXT], [0], alt="A circle."))
    assert readback.in_tree(found, [Expected("x.alt", "A circle.", True, False, "x")]) == []
    assert len(readback.in_tree(found, [Expected("x.alt", "A square.", True, False, "x")])) == 1


@pytest.mark.parametrize("reader", ["pdfium", "mupdf"])
def test_a_tree_in_another_order_than_the_page_is_found(tmp_path: Path, reader: str) -> None:
    good = tagged(tmp_path / "good.pdf", ["One.", "Two."], [0, 1])
    bad = tagged(tmp_path / "bad.pdf", ["One.", "Two."], [1, 0])
    assert readback.in_order(structure.read(good), reader, readers.read_all(good, [reader])[reader]) == []
    [said] = readback.in_order(structure.read(bad), reader, readers.read_all(bad, [reader])[reader])
    assert said == f"{reader}, page 1: after “Two.” should come “One.”, came “”"


def test_letters_that_poppler_does_not_give_are_found(tmp_path: Path, require: Callable[..., None]) -> None:

    require("poppler")
    path = tagged(tmp_path / "a.pdf", ["One.", "Two."], [0, 1])
    found = structure.read(path)
    assert readback.block_by_block(path, found) == []
    first = next(found.tree.leaves())
    first.pieces.append(structure.Piece("Three.", first.pieces[0].box))
    assert readback.block_by_block(path, found) == ["poppler, page 1: after “One.” should come “Three.”, came “”"]


@pytest.mark.parametrize(
    "text",
    ["A circle with four steps.", "चार कदमों वाला एक चक्र। पहले कोई चिंता, …", "一个有四步的圆圈。先是一个担心，", "دائرة من أربع خطوات"],
)
def test_words_of_any_script_read_as_language(text: str) -> None:
    assert outloud.reads(text)


@pytest.mark.parametrize("text", ["", "...", "img_2041.png", "2026-11-24"])
def test_file_names_and_signs_do_not(text: str) -> None:
    assert not outloud.reads(text)
