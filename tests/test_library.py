"""The API that clinics embed: what it gives, what it refuses, a clinic's own content over ours."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from clinickit import (
    Clinic,
    ContentInvalid,
    FileProblem,
    GlyphMissing,
    Library,
    Paper,
    PrintOptions,
    Severity,
    Unknown,
    read_clinic,
)
from clinickit.content.model import Paragraph
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def ours(handout_id: str = "therapy-options") -> dict[str, object]:
    value: dict[str, object] = json.loads(Workspace.bundled().handout(handout_id).data)
    return value


def write(folder: Path, value: dict[str, object]) -> Path:
    path = folder / "handouts" / f"{value['id']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return folder


def test_handouts_and_languages(library: Library) -> None:
    assert [one.id for one in library.handouts()] == sorted(one.id for one in library.handouts())
    first, *others = library.languages("anxious-attachment")
    assert first == "en" and others == sorted(others) and {"ar", "es", "hi", "zh-Hans"} <= set(others)
    assert library.handout("anxious-attachment") is library.handout("anxious-attachment")


def test_words_of_the_page(library: Library) -> None:
    assert library.phrase("ui/series/attachment") == "Attachment patterns"
    with pytest.raises(Unknown, match="ui/nothing"):
        library.phrase("ui/nothing")


def test_a_region_falls_back_inside_its_language(library: Library) -> None:
    assert library.render("anxious-attachment", "es-MX", on=ON, territory="MX").provenance.language == "es"
    with pytest.raises(Unknown, match="Swahili"):
        library.render("anxious-attachment", "sw", on=ON)


def test_provenance_says_what_was_printed(library: Library) -> None:
    sheet = library.render("anxious-attachment", "es", on=ON, territory="US")
    told = sheet.provenance
    assert (told.handout, told.version, told.language, told.source_language) == ("anxious-attachment", "1.0.0", "es", "en")
    assert str(told.origin) == "mt" and str(told.level) == "draft" and told.missing == 0
    assert ("us-988", date(2026, 11, 24)) in told.lines
    assert sheet.pages == sheet.pdf.count(b"/Type/Page/")


def test_paper_by_territory_clinic_and_wish(library: Library) -> None:
    def height(clinic: Clinic | None, territory: str | None, paper: Paper | None = None) -> float:
        return library.pages("anxious-attachment", "en", clinic, PrintOptions(paper=paper), on=ON, territory=territory)[0].pages[0].height

    assert height(None, None) == height(None, "US") == height(None, "MX") == 792
    assert height(None, "GB") == pytest.approx(841.89)
    assert height(Clinic(territory="GB", paper="letter"), None) == 792
    assert height(Clinic(territory="US"), None, Paper.A4) == pytest.approx(841.89)


def test_a_territory_may_be_a_region(library: Library) -> None:
    kept = {name for name, _ in library.render("anxious-attachment", on=ON, territory="GB-ENG").provenance.lines}
    without = {name for name, _ in library.render("anxious-attachment", on=ON, territory="GB").provenance.lines}
    assert "gb-ndah" in kept and "gb-ndah" not in without


def test_an_overdue_review_is_told_and_said(library: Library) -> None:
    late = date(2029, 1, 1)
    sheet = library.render("anxious-attachment", on=late, territory="US")
    assert "handout.overdue" in {one.code for one in sheet.diagnostics if one.severity is Severity.WARNING}
    assert sheet.provenance.lines == ()


def test_a_clinics_handout_replaces_ours(tmp_path: Path) -> None:
    value = ours()
    value["title"] = "Ways to get help"
    library = Library.open(write(tmp_path, value))
    assert library.handout("therapy-options").title.plain() == "Ways to get help"
    assert library.handout("anxious-attachment").title.plain() == "When closeness feels uncertain"
    sheet = library.render("therapy-options", "es", on=ON, territory="US")
    assert sheet.provenance.missing == 1
    assert any(one.code.startswith("translation.stale") and "Ways to get help" in one.message for one in sheet.diagnostics)


def test_a_clinics_own_handout_is_listed_and_printed(tmp_path: Path) -> None:
    value = ours()
    value["id"] = "our-own"
    library = Library.open(write(tmp_path, value))
    assert "our-own" in [one.id for one in library.handouts()]
    assert library.languages("our-own") == ("en",)
    assert library.render("our-own", on=ON, territory="US").pages >= 3


def test_a_snapshot_does_not_change_with_the_folder(tmp_path: Path) -> None:
    value = ours()
    library = Library.open(write(tmp_path, value))
    value["title"] = "Changed later"
    write(tmp_path, value)
    assert library.handout("therapy-options").title.plain() == "Kinds of talk therapy"


def test_a_broken_handout_is_refused_with_its_places(tmp_path: Path) -> None:
    value = ours()
    del value["title"]
    library = Library.open(write(tmp_path, value))
    with pytest.raises(ContentInvalid) as caught:
        library.render("therapy-options", on=ON)
    assert caught.value.diagnostics[0].location.file.endswith("handouts/therapy-options.json")
    assert "title" in str(caught.value)


def test_text_that_looks_like_markup_is_printed_as_text(tmp_path: Path) -> None:
    value = json.dumps(ours()).replace("What each kind is like", "<img src='file:///etc/passwd'/> & <b>bold</b> like")
    library = Library.open(write(tmp_path, json.loads(value)))
    assert "<img src='file:///etc/passwd'/> & <b>bold</b> like" in library.handout("therapy-options").lede.plain()
    assert library.render("therapy-options", on=ON, territory="US").pages >= 3


def test_a_name_without_glyphs_is_an_error_never_an_empty_box(library: Library) -> None:
    with pytest.raises(GlyphMissing, match="U\\+1F98A"):
        library.render("anxious-attachment", on=ON, clinic=Clinic((("en", "Fox \U0001f98a Clinic"),), territory="US"))


def test_a_name_in_another_script_stands_in_its_own_face(library: Library) -> None:
    clinic = Clinic((("ar", "عيادة الأسرة"),), territory="US")
    document = library.pages("anxious-attachment", "en", clinic, on=ON)[0]
    faces = [item.run.face.face for mark in document.pages[0].marks for item in mark.items if hasattr(item, "run")]
    assert faces[0] == "plex-arabic" and "atkinson" in faces


def test_clinician_sections_reach_no_client_copy(tmp_path: Path) -> None:
    value = ours()
    secret = {
        "id": "notes",
        "for": "clinician",
        "heading": "For the clinician alone",
        "blocks": [{"type": "paragraph", "id": "one", "text": "Many therapists suggest words for colleagues alone."}],
    }
    value["sections"] = [*list(value["sections"]), secret]  # type: ignore[call-overload]
    library = Library.open(write(tmp_path, value))
    whole = library.handout("therapy-options")
    assert any(
        isinstance(block, Paragraph) and "colleagues" in block.text.plain() for section in whole.sections for block in section.blocks
    )
    document = library.pages("therapy-options", on=ON, territory="US")[0]
    words = "".join(
        code.says
        for page in document.pages
        for mark in page.marks
        for item in mark.items
        if hasattr(item, "run")
        for word in item.run.words
        for code in word.codes
    )
    assert "colleagues" not in words and "clinician alone" not in words


def test_a_profile_is_read_with_its_logo(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 20), (31, 90, 94)).save(tmp_path / "logo.png")
    path = tmp_path / "clinic.json"
    facts = {"$schema": "clinic.schema.json", "format": 1, "name": {"en": "Harbor Street Clinic"}, "territory": "US", "logo": "logo.png"}
    path.write_text(json.dumps(facts), encoding="utf-8")
    clinic = read_clinic(path)
    assert clinic.logo is not None and clinic.logo.pixel_size == (40, 20)
    sheet = Library().render("anxious-attachment", on=ON, clinic=clinic)
    assert b"/Subtype/Image" in sheet.pdf.replace(b" ", b"")
    for name in ("../logo.png", "/etc/passwd", "http://example.org/x.png"):
        path.write_text(json.dumps({**facts, "logo": name}), encoding="utf-8")
        with pytest.raises((ContentInvalid, FileProblem)):
            read_clinic(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no-such"):
        Library.open(tmp_path / "no-such")
