"""Packets: what stands alone stands in a packet word for word, on an odd page, under one tag tree; the cover leads there; what may not be
printed alone may not be printed here."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from clinickit import Clinic, ContentInvalid, Library, PrintOptions, Unknown
from clinickit.content.model import Reader
from clinickit.delivery.packets import AT_MOST, Item, Packet, packet
from clinickit.layout.theme import Ink, Paper, PrintSize
from tests.helpers import outloud, readers, structure, verapdf

ON = date(2026, 11, 24)
CLINIC = Clinic((("en", "Harbor Street Clinic"),), (("en", "Counseling for families"),), "555-0100", "harbor.example", territory="US")
MIXED = [Item("therapy-options", "en"), Item("anxious-attachment", "ar"), Item("first-session", "zh-Hans"), Item("cbt", "es")]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def mixed(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Packet, Path]:
    made = packet(library, MIXED, CLINIC, title="For <b>you</b> & yours", on=ON)
    path = tmp_path_factory.mktemp("packets") / "mixed.pdf"
    path.write_bytes(made.pdf)
    return made, path


def bare(text: str) -> str:
    return readers.bare(text)


def test_each_handout_starts_on_an_odd_page_and_its_words_are_those_of_the_single_sheet(
    mixed: tuple[Packet, Path], library: Library, tmp_path: Path
) -> None:
    made, path = mixed
    packed = {name: readers.read_all(path, [name])[name] for name in ("pdfium", "mupdf")}
    for part in made.parts:
        alone = library.render(part.item.handout_id, part.item.language, CLINIC, on=ON)
        single = tmp_path / f"{part.item.handout_id}.pdf"
        single.write_bytes(alone.pdf)
        assert part.starts % 2 == 1 and part.pages == alone.pages
        for name, pages in packed.items():
            for at, page in enumerate(readers.read_all(single, [name])[name]):
                number = f"Packet page {part.starts + at} of {made.pages}"
                here = bare(pages[part.starts - 1 + at])
                assert here.count(bare(number)) == 1
                assert sorted(here.replace(bare(number), "", 1)) == sorted(bare(page))


def test_the_tags_of_each_part_say_what_those_of_the_single_sheet_say(mixed: tuple[Packet, Path], library: Library, tmp_path: Path) -> None:
    made, path = mixed
    root = structure.read(path).tree
    parts = [one for one in root.elements() if one.kind == "Part"]
    assert [one.kind for one in root.elements()].count("Document") == 1 and len(parts) == len(MIXED)
    for part, tag in zip(made.parts, parts, strict=True):
        single = tmp_path / "single.pdf"
        single.write_bytes(library.render(part.item.handout_id, part.item.language, None, on=ON, territory="US").pdf)
        whole = structure.read(single).tree
        assert tag.text == whole.text and (tag.lang or "en") == part.item.language
        assert [(one.kind, one.alt) for one in tag.elements()][1:] == [(one.kind, one.alt) for one in whole.elements()][2:]
        assert {leaf.page for leaf in tag.leaves()} <= set(range(part.starts - 1, part.starts - 1 + part.pages))


def test_the_clinic_is_said_once_and_shown_on_each_first_page(mixed: tuple[Packet, Path]) -> None:
    made, path = mixed
    tagged = structure.read(path)
    assert tagged.tree.text.count("Counseling for families") == 1
    assert all("Counseling for families" in tagged.untagged_text(part.starts - 1) for part in made.parts)


def test_the_cover_names_each_handout_in_its_language_with_its_page_and_leads_there(mixed: tuple[Packet, Path], library: Library) -> None:
    made, path = mixed
    cover = [one for one in structure.read(path).tree.elements() if one.kind == "TOCI"]
    names = {"ar": " · Arabic", "zh-Hans": " · Simplified Chinese", "es": " · Spanish", "en": ""}
    for part, entry in zip(made.parts, cover, strict=True):
        title = library.in_language(part.item.handout_id, part.item.language).title.plain()
        if part.item.language != "en":
            title += library.handout(part.item.handout_id).title.plain()
        assert entry.text == f"{title}Packet page {part.starts}{names[part.item.language]}"
        link = next(one for one in entry.elements() if one.kind == "Link")
        assert link.text == title
    with pikepdf.open(path) as file:
        numbers = {page.objgen: at for at, page in enumerate(file.pages, 1)}
        links = [one for one in file.pages[0].Annots if "/Dest" in one]
        assert [numbers[one.Dest[0].objgen] for one in links] == [part.starts for part in made.parts]
        assert all(str(one.Contents).strip() for one in links)
        with file.open_outline() as outline:
            top = [item.title for item in outline.root]
        assert top[0] == "Your handouts" and len(top) == 1 + len(MIXED) and outline.root[1].children


def test_the_second_title_is_that_of_the_second_column_and_none_where_there_is_none(library: Library, tmp_path: Path) -> None:
    items = [Item("cbt", "ar", PrintOptions(beside="es")), Item("cbt", "en")]
    path = tmp_path / "packet.pdf"
    path.write_bytes(packet(library, items, CLINIC, language="fr", on=ON).pdf)
    entries = [one for one in structure.read(path).tree.elements() if one.kind == "TOCI"]
    said = [[one.lang for one in entry.elements() if one.kind == "Span"] for entry in entries]
    assert said == [["es"], ["fr"]]
    title = library.in_language("cbt", "es").title.plain()
    assert title in entries[0].text and library.handout("cbt").title.plain() not in entries[0].text


def test_a_blank_page_says_so_and_nothing_else(mixed: tuple[Packet, Path]) -> None:
    made, path = mixed
    tagged = structure.read(path)
    taken = {1} | {part.starts + at for part in made.parts for at in range(part.pages)}
    blanks = set(range(1, made.pages + 1)) - taken
    assert 2 in blanks and made.pages not in blanks
    for number in blanks:
        assert tagged.tagged_text(number - 1) == "This page is left blank."
        assert tagged.untagged_text(number - 1) == f"Packet page {number} of {made.pages}"


def test_a_title_is_letters_and_never_markup(library: Library) -> None:
    for title in ("a\u202eb", "a\x00b", "a\ue000b"):
        with pytest.raises(Unknown, match="cannot be seen"):
            packet(library, MIXED[:1], title=title, on=ON, territory="US")
    with pytest.raises(Unknown, match="121 characters"):
        packet(library, MIXED[:1], title="x" * 121, on=ON, territory="US")


def test_a_title_that_was_typed_stands_on_the_cover_alone(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "packet.pdf"
    path.write_bytes(packet(library, MIXED[:1], title=" For the \n Rivera family ", on=ON, territory="US").pdf)
    tagged = structure.read(path)
    assert next(one.text for one in tagged.tree.elements() if one.kind == "H1") == "For the Rivera family"
    with pikepdf.open(path) as file, file.open_outline() as outline:
        assert "Rivera" not in str(dict(file.docinfo)) + file.Root.Metadata.read_bytes().decode()
        assert "Rivera" not in "".join(item.title for item in outline.root) and str(file.docinfo.Title) == "Your handouts"


def test_two_readers_of_the_standard_find_nothing(library: Library, tmp_path: Path, require: Callable[..., None]) -> None:
    require("verapdf")
    large = PrintOptions(size=PrintSize.LARGE, ink=Ink.GRAY, beside="en")
    forms, discreet = PrintOptions(fillable=True), PrintOptions(discreet=True)
    asked = {
        "mixed": [Item("mindful-breathing", "ar", large), Item("mindful-breathing", "zh-Hans")],
        "forms": [Item("thought-check", "en", forms), Item("thought-check", "es", forms)],
        "discreet": [Item("staying-safe", "en", discreet)],
    }
    paths = []
    for name, items in asked.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(packet(library, items, CLINIC, on=ON).pdf)
    for flavour in ("ua1", "2a"):
        assert {path.name: told for path, told in verapdf.judge(paths, flavour).items() if told} == {}


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_second_judge_finds_nothing(tag: str, library: Library, tmp_path: Path) -> None:
    """But lines that each handout says of itself at the foot of its first page, which look alike: they are no running foot."""
    path = tmp_path / "packet.pdf"
    path.write_bytes(packet(library, [Item("anxious-attachment", tag), Item("cbt", tag), Item("first-session", tag)], CLINIC, on=ON).pdf)
    told = outloud.judge(path)
    assert [one for one in told if one.rule != "PAG-001"] == []
    assert tag == "ar" or told == []


def test_fields_of_one_handout_in_two_languages_do_not_share_what_is_typed(library: Library, tmp_path: Path) -> None:
    items = [Item("trigger-journal", tag, PrintOptions(fillable=True)) for tag in ("en", "es")]
    path = tmp_path / "forms.pdf"
    path.write_bytes(packet(library, items, on=ON, territory="US").pdf)
    with pikepdf.open(path) as file:
        names = [str(field.T) for field in file.Root.AcroForm.Fields]
    single = library.pages("trigger-journal", "en", None, items[0].options, on=ON, territory="US")[0]
    count = len({field.name for page in single.pages for field in page.fields})
    assert count > 3 and len(names) == len(set(names)) == 2 * count
    assert {name.partition("-")[0] for name in names} == {"1", "2"}


def test_a_discreet_packet_tells_nothing_outside_its_sheets(library: Library, tmp_path: Path) -> None:
    items = [Item(name, "en", PrintOptions(discreet=True)) for name in ("staying-safe", "anxious-attachment")]
    made = packet(library, items, CLINIC, on=ON)
    path = tmp_path / "packet.pdf"
    path.write_bytes(made.pdf)
    tagged = structure.read(path)
    assert bare(tagged.tagged_text(0)) == bare("Harbor Street Clinic555-0100Your handouts")
    assert tagged.untagged_text(0) == f"Packet page 1 of {made.pages}"
    with pikepdf.open(path) as file:
        assert "/Outlines" not in file.Root and str(file.docinfo.Title) == "Your handouts"
        said = str(dict(file.docinfo)) + file.Root.Metadata.read_bytes().decode()
    assert not [word for word in ("safe", "attach", "abuse", "violence") if word in said.replace("attachment.example", "").lower()]
    assert not [one for one in made.diagnostics if one.code == "packet.cover-tells"]
    with pytest.raises(Unknown, match="neutral title"):
        packet(library, items, CLINIC, title="When home is not safe", on=ON)


def test_a_cover_that_names_a_safety_sheet_is_told(library: Library) -> None:
    made = packet(library, [Item("staying-safe"), Item("cbt")], CLINIC, on=ON)
    assert [one.location.file for one in made.diagnostics if one.code == "packet.cover-tells"] == ["staying-safe"]


def test_the_gate_is_that_of_single_sheets(library: Library) -> None:
    items = [Item("cbt", "ar"), Item("staying-safe", "am")]
    with pytest.raises(ContentInvalid) as refused:
        packet(library, items, CLINIC, on=ON)
    assert [one.code for one in refused.value.diagnostics] == ["gate.safety"]
    drafts = [Item(one.handout_id, one.language, PrintOptions(draft=True)) for one in items]
    assert packet(library, drafts, CLINIC, on=ON).provenance.level == "draft"
    with pytest.raises(ContentInvalid, match="below “revised”"):
        packet(library, [Item("cbt", "ar", PrintOptions(final=True))], CLINIC, on=ON)


def test_what_does_not_go_together_is_refused(library: Library) -> None:
    clinician = Item("cbt", "en", PrintOptions(audience=Reader.CLINICIAN))
    for items, why in (
        ([], "at least one"),
        ([Item("cbt")] * (AT_MOST + 1), f"holds {AT_MOST}"),
        ([Item("cbt"), clinician], "kind"),
        ([Item("cbt"), Item("cbt", "en", PrintOptions(discreet=True))], "kind"),
        ([Item("cbt", "en", PrintOptions(paper=Paper.A4)), Item("cbt", "es", PrintOptions(paper=Paper.LETTER))], "one paper"),
        ([Item("no-such-sheet")], "no-such-sheet"),
        ([Item("cbt", "xx")], "xx"),
    ):
        with pytest.raises(Unknown, match=why):
            packet(library, items, CLINIC, on=ON)
    one = packet(library, [Item("cbt"), Item("ipt", "en", PrintOptions(paper=Paper.A4))], CLINIC, on=ON)
    with pikepdf.open(io.BytesIO(one.pdf)) as file:
        assert {round(float(page.MediaBox[3])) for page in file.pages} == {842}


def test_a_long_cover_goes_on_overleaf_and_its_numbers_still_hold(library: Library, tmp_path: Path) -> None:
    giant = Item("mindful-breathing", "en", PrintOptions(size=PrintSize.GIANT))
    made = packet(library, [giant, *[Item("mindful-breathing")] * 25], CLINIC, on=ON)
    path = tmp_path / "long.pdf"
    path.write_bytes(made.pdf)
    assert made.parts[0].starts > 4
    tree = structure.read(path).tree
    entries = [one for one in tree.elements() if one.kind == "TOCI"]
    assert [one.text.rpartition(" ")[2] for one in entries] == [str(part.starts) for part in made.parts]
    headings = [one for one in tree.elements() if one.kind == "H1"][1:]
    assert [next(one.leaves()).page + 1 for one in headings] == [part.starts for part in made.parts]


def test_the_same_bytes_whatever_was_printed_before(library: Library, mixed: tuple[Packet, Path]) -> None:
    made, _ = mixed
    fresh = Library()
    fresh.render("cbt", "es", CLINIC, on=ON)
    again = packet(fresh, MIXED, CLINIC, title="For <b>you</b> & yours", on=ON)
    assert again.pdf == made.pdf
    assert made.provenance.pdf_sha256 == hashlib.sha256(made.pdf).hexdigest()
