"""The fillable copy: its fields, filled by PDFium as a person would, saved and opened again; and its judges, before and after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pymupdf
import pytest

from clinickit import Clinic, Ink, Library, PrintOptions, PrintSize
from clinickit.pdf.write import PdfWriter, write
from clinickit.text.runs import FaceKey, Weight
from clinickit.text.typed import FIRST, letters, missing, typed
from tests.helpers import filling, outloud, verapdf
from tests.helpers.filling import CP1252, Met
from tests.pdf.sheets import FONTS, form

ON = date(2026, 11, 24)
EXAMPLE = Path(__file__).parent.parent / "examples" / "valid" / "all-fields.json"
FILLABLE = PrintOptions(fillable=True)
SAID = "Olá, a “quiet” café – 5 €"
SHORT = "Olá, a “quiet” café"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("content")
    (folder / "handouts").mkdir()
    shutil.copy(EXAMPLE, folder / "handouts")
    return Library.open(folder)


class Filled(NamedTuple):
    """A sheet, empty and filled, and the fields that PDFium met."""

    empty: Path
    filled: Path
    met: list[Met]


@pytest.fixture(scope="module", params=[(size, ink) for size in PrintSize for ink in Ink], ids=lambda one: f"{one[0]}-{one[1]}")
def sheet(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    size, ink = request.param
    folder = tmp_path_factory.mktemp("forms")
    empty, filled = folder / f"empty.{size}.{ink}.pdf", folder / f"filled.{size}.{ink}.pdf"
    empty.write_bytes(library.render("all-fields", options=PrintOptions(size=size, ink=ink, fillable=True), on=ON).pdf)
    return Filled(empty, filled, filling.fill(empty, filled, _answer))


def _answer(met: Met) -> str | bool:
    return (SHORT if "days" in met.name else SAID) if met.typed else True


def _widgets(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if annotation.Subtype == "/Widget":
                yield annotation


def _forms(element: Any) -> Iterator[Any]:
    """Form elements of a structure tree, in its order."""
    if element.get("/S") == "/Form":
        yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _forms(kid)


def _own(widget: Any, key: str) -> Any:
    """An entry of a widget or of the field above it."""
    return widget[key] if key in widget else widget.Parent[key]


def _name(widget: Any) -> str:
    """A field's name without the handout's."""
    return str(_own(widget, "/T")).removeprefix("all-fields_")


def test_every_kind_of_field_is_there(sheet: Filled) -> None:
    names = [met.name.removeprefix("all-fields_") for met in sheet.met]
    assert set(names) == {
        *("moment_day", "moment_where", "moment_what", "moment_again", "moment_who", "moment_helped", "strong_start", "strong_end"),
        *(f"week_days_{row}_{column}" for row in (1, 2, 3) for column in ("day", "hard", "help")),
        *("week_ready_phone", "week_ready_lamp", "try_plan"),
    }
    assert (names.count("moment_who"), names.count("moment_helped"), names.count("strong_start")) == (4, 3, 11)


def test_each_widget_stands_in_a_form_of_its_own_in_the_order_of_tabs(sheet: Filled) -> None:
    with pikepdf.open(sheet.empty) as pdf:
        widgets = [widget.objgen for widget in _widgets(pdf)]
        objects = [element.K[0] for element in _forms(pdf.Root.StructTreeRoot.K)]
        assert [one.Obj.objgen for one in objects] == widgets
        assert {str(one.Type) for one in objects} == {"/OBJR"}
        assert {str(page.Tabs) for page in pdf.pages} == {"/S"}
        assert len(widgets) == len(set(widgets)) == len(sheet.met)


def test_each_widget_says_what_it_is_for_and_runs_nothing(sheet: Filled) -> None:
    with pikepdf.open(sheet.empty) as pdf:
        told = {}
        for widget in _widgets(pdf):
            assert widget.F == 4 and "/A" not in widget and "/AA" not in widget and "/N" in widget.AP
            told.setdefault(_name(widget), []).append(str(widget.TU))
        assert told["moment_where"] == ["Where were you? · One hard moment"]
        assert told["moment_who"][1] == "Who was with you? A friend · One hard moment"
        assert told["strong_end"][0].startswith("And one hour later? 0, Calm") and "3" in told["strong_end"][3]
        assert told["week_days_2_hard"] == ["What was hard, 2 · My week"]
        assert str(pdf.Root.AcroForm.Fields[4].TU) == "Who was with you? · One hard moment"
        assert "/NeedAppearances" not in pdf.Root.AcroForm and "/XFA" not in pdf.Root.AcroForm


def test_what_is_typed_and_chosen_is_there_when_the_file_is_opened_again(sheet: Filled) -> None:
    with pikepdf.open(sheet.filled) as pdf:
        values = {_name(widget): _own(widget, "/V") for widget in _widgets(pdf)}
    assert str(values["moment_where"]) == str(values["moment_what"]) == str(values["try_plan"]) == SAID
    assert [str(values[name]) for name in ("moment_again", "moment_who", "moment_helped", "strong_start")] == [
        "/On",
        "/other",
        "/walk",
        "/10",
    ]
    assert SAID.startswith(str(values["moment_day"])) and str(values["week_days_3_help"]) in SAID


def test_what_is_typed_shows_where_it_was_typed(sheet: Filled) -> None:
    before, after = filling.pixels(sheet.empty), filling.pixels(sheet.filled)
    last = {met.name: met for met in sheet.met}
    for met in sheet.met:
        height = before[met.page].height / 2
        dots = filling.changed(before[met.page], after[met.page], met, height)
        assert dots > 20 if met is last[met.name] else dots == 0, met
    with pymupdf.open(sheet.filled) as document:
        for met in last.values():
            if met.typed:
                page = document[met.page]
                x0, y0, x1, y1 = met.box
                text = page.get_text(clip=pymupdf.Rect(x0 - 1, page.rect.height - y1 - 2, x1 + 1, page.rect.height - y0 + 2))
                assert "".join(text.split()).startswith("Olá,a“quiet”"), met


def test_the_second_judge_finds_nothing_before_or_after(sheet: Filled) -> None:
    assert outloud.judge(sheet.empty) == []
    assert outloud.judge(sheet.filled, sheet.met) == []


@pytest.fixture(scope="module")
def judged(library: Library, tmp_path_factory: pytest.TempPathFactory, require: Callable[..., None]) -> dict[str, list[str]]:
    """veraPDF on sheets of all sizes, empty and filled with every letter of the code page, in both flavours; two calls of Java."""
    require("java", "verapdf")
    folder = tmp_path_factory.mktemp("judged")
    files = []
    for size in PrintSize:
        empty, filled = folder / f"empty.{size}.pdf", folder / f"filled.{size}.pdf"
        empty.write_bytes(library.render("all-fields", options=PrintOptions(size=size, fillable=True), on=ON).pdf)
        filling.fill(empty, filled, lambda met: (CP1252 if met.name.endswith("moment_what") else CP1252[-20:]) if met.typed else True)
        files += [empty, filled]
    for tag in ("ar-XB", "en-XA"):
        files.append(folder / f"{tag}.pdf")
        files[-1].write_bytes(library.render("all-fields", tag, options=FILLABLE, on=ON).pdf)
    return {f"{flavour} {path.name}": found for flavour in ("ua1", "2a") for path, found in verapdf.judge(files, flavour).items()}


def test_verapdf_passes_it_empty_and_filled(judged: dict[str, list[str]]) -> None:
    assert len(judged) == 20
    assert {name: found for name, found in judged.items() if found} == {}


def test_no_more_is_taken_than_prints(library: Library, tmp_path: Path) -> None:
    empty, filled = tmp_path / "empty.pdf", tmp_path / "filled.pdf"
    empty.write_bytes(library.render("all-fields", options=FILLABLE, on=ON).pdf)
    filling.fill(empty, filled, lambda met: "many words " * 60 if met.typed else False)
    with pikepdf.open(filled) as pdf:
        values = {_name(widget): str(_own(widget, "/V")) for widget in _widgets(pdf) if _own(widget, "/FT") == "/Tx"}
    assert 40 < len(values["moment_where"]) < 120 < len(values["moment_what"]) < 650
    assert all("many words"[:4] in value for value in values.values())


def test_a_language_of_other_letters_has_boxes_and_lines(library: Library) -> None:
    document, _, told = library.pages("all-fields", "ar-XB", options=FILLABLE, on=ON)
    kinds = {field.kind.value for page in document.pages for field in page.fields}
    assert kinds == {"check", "choice"}
    assert [one.code for one in told if one.code.startswith("layout.form")] == ["layout.form-untyped"]


def test_a_safety_plan_warns_of_shared_devices(library: Library) -> None:
    told = library.render("staying-safe", options=FILLABLE, on=ON, territory="US").diagnostics
    assert any(one.code == "layout.form-private" and "shared device" in str(one) for one in told)
    assert not any(one.code == "layout.form-private" for one in library.render("all-fields", options=FILLABLE, on=ON).diagnostics)


def test_a_sheet_without_a_place_to_write_says_so(library: Library) -> None:
    made = library.render("anxious-attachment", options=FILLABLE, on=ON, territory="US")
    assert "layout.form-empty" in [one.code for one in made.diagnostics]
    assert b"/AcroForm" not in made.pdf
    assert b"/AcroForm" not in library.render("all-fields", on=ON).pdf


def test_same_input_same_bytes_whatever_was_printed_before(library: Library) -> None:
    one, other = Clinic((("en", "Elm House"),)), Clinic((("en", "Oak House"),))

    def printed(where: Library, clinic: Clinic, fillable: bool) -> bytes:
        return where.render("all-fields", clinic=clinic, options=replace(FILLABLE, fillable=fillable), on=ON).pdf

    first = [printed(library, clinic, fillable) for clinic in (one, other) for fillable in (True, False)]
    again = [printed(library, clinic, fillable) for clinic in (other, one) for fillable in (False, True)]
    assert first == again[::-1]
    assert len(set(first)) == 4


def test_a_kept_skeleton_is_never_that_of_other_fields() -> None:
    writer = PdfWriter(FONTS)
    document = form(name="Elm House")
    (page,) = document.pages
    moved = replace(document, pages=(replace(page, fields=(replace(page.fields[0], tooltip="Who was there?"), *page.fields[1:])),))
    writer.write(document)
    assert writer.write(moved) == write(moved, FONTS) != writer.write(document)
    named = form(name="Oak House")
    assert writer.write(named) == write(named, FONTS)


@pytest.mark.parametrize("face", ["atkinson", "source-sans-3", "noto-sans"])
def test_a_face_to_type_with_has_every_letter_and_its_width(face: str) -> None:
    font = FONTS.font(FaceKey(face, Weight.REGULAR))
    made = typed(font)
    assert missing(font) == ()
    assert len(made.widths) == len(made.says) == len(letters()) == 224
    assert (
        made.says[ord("A") - FIRST] == "A" and made.says[0x80 - FIRST] == "€" and made.says[0x81 - FIRST] == made.says[0x7F - FIRST] == "•"
    )
    assert abs(made.widths[ord("A") - FIRST] - font.hb.get_glyph_h_advance(font.hb.get_nominal_glyph(ord("A")))) <= 1
    assert typed(font) == made
