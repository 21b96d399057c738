"""Good documents: judged by veraPDF (ua1 and 2a) and outloud, read back by their tags, equal bytes whatever was written before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from clinickit.layout.pages import PagedDocument
from clinickit.layout.tags import Kind, Leaf
from clinickit.pdf.fonts import FontMaker
from clinickit.pdf.numbering import owners_of
from clinickit.pdf.skeleton import Skeletons, build
from clinickit.pdf.syntax import Deflater
from clinickit.pdf.write import PdfWriter
from clinickit.text.runs import Weight
from tests.helpers import outloud, structure, verapdf
from tests.helpers.readers import bare
from tests.pdf.sheets import FONTS, WORDS, Desk, change, full, plain

MAKES: tuple[Callable[..., PagedDocument], ...] = (plain, full)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each good document as a file, by name."""
    folder = tmp_path_factory.mktemp("good")
    found = {}
    writer = PdfWriter(FONTS)
    for tag in WORDS:
        for make in MAKES:
            name = f"{make.__name__}-{tag}"
            found[name] = folder / f"{name}.pdf"
            found[name].write_bytes(writer.write(make(tag)))
    return found


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_every_one(files: dict[str, Path], flavour: str, require: Callable[..., None]) -> None:
    require("java", "verapdf")
    failed = {path.name: found for path, found in verapdf.judge(list(files.values()), flavour).items() if found}
    assert failed == {}


def test_outloud_finds_nothing(files: dict[str, Path]) -> None:
    found = {name: outloud.judge(path) for name, path in files.items()}
    assert {name: one for name, one in found.items() if one} == {}


@pytest.mark.parametrize("tag", WORDS)
def test_the_tree_says_what_was_written(files: dict[str, Path], tag: str) -> None:
    document, read = full(tag), structure.read(files[f"full-{tag}"])
    written: dict[int, str] = {}
    for page in document.pages:
        for mark in page.marks:
            if isinstance(mark.owner, Leaf):
                written[mark.owner.number] = written.get(mark.owner.number, "") + mark.text
    assert bare(read.tree.text).startswith(bare(written[0]))
    for number, text in written.items():
        assert bare(text) in bare(read.tree.text), (number, text)
    assert bare(WORDS[tag][0]) not in bare(read.untagged_text(0))


def test_the_tree_of_a_file(files: dict[str, Path]) -> None:
    """Kinds, languages and alternative texts of the English sheet, in order."""
    tree = structure.read(files["full-en"]).tree
    kinds = [element.kind for element in tree.elements()]
    assert kinds[:6] == ["StructTreeRoot", "Document", "P", "Link", "Figure", "H1"]
    assert kinds.count("TH") == 7 and kinds.count("TD") == 8 and kinds.count("LI") == 3
    assert [element.alt for element in tree.elements() if element.alt] == ["Bright Harbor logo", WORDS["en"][9]]
    assert {element.lang for element in tree.elements()} == {None}


def test_language_and_direction_only_where_they_change(files: dict[str, Path]) -> None:
    with pikepdf.open(files["full-ar"]) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert "/Direction" not in pdf.Root.ViewerPreferences  # PDFium would reverse English lines
        document = pdf.Root.StructTreeRoot.K
        assert "/Lang" not in document and str(document.A.WritingMode) == "/RlTb"
        head, _, title = document.K[0], document.K[1], document.K[2]
        assert str(head.Lang) == "en" and str(head.A.WritingMode) == "/LrTb"
        link = next(kid for kid in head.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Link")
        assert "/Lang" not in link and "/A" not in link
        assert "/Lang" not in title and "/A" not in title


def test_catalog_pages_and_annotation(files: dict[str, Path]) -> None:
    with pikepdf.open(files["full-en"]) as pdf:
        assert pdf.pdf_version == "1.7"
        assert pdf.Root.MarkInfo.Marked is True and pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/Direction" not in pdf.Root.ViewerPreferences
        assert [int(page.obj.StructParents) for page in pdf.pages] == [0, 1]
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
        (note,) = pdf.pages[0].obj.Annots
        assert str(note.A.URI) == "https://www.example.org/" and str(note.Contents) == "www.example.org"
        assert int(note.F) == 4 and int(note.StructParent) == 2
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        link = nums[nums.index(2) + 1]
        assert str(link.S) == "/Link" and any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in link.K)


def test_a_leaf_on_two_pages(files: dict[str, Path]) -> None:
    """One P, with an MCID of each page."""
    tree = structure.read(files["full-en"]).tree
    across = [one for one in tree.elements() if one.kind == "P" and len({leaf.page for leaf in one.leaves()}) == 2]
    assert len(across) == 1
    assert across[0].text == WORDS["en"][1] * 2


def test_a_leaf_after_a_tag_stands_in_a_span() -> None:
    """Kids keep their order for a reader who takes a tag's own content first; a leaf before all tags stays as it is."""
    desk = Desk("en")
    first = desk.leaf("one")
    strong = desk.make(Kind.STRONG, desk.leaf("two", weight=Weight.BOLD))
    paragraph = desk.make(Kind.P, first, strong, desk.leaf("three"), desk.leaf("four"))
    document = desk.document(desk.make(Kind.DOCUMENT, paragraph))
    with pikepdf.open(BytesIO(PdfWriter(FONTS).write(document))) as pdf:
        root = pdf.Root.StructTreeRoot
        tag = root.K.K if not isinstance(root.K.K, pikepdf.Array) else root.K.K[0]
        own, *below = list(tag.K)
        assert own == 0 and [str(kid.S) for kid in below] == ["/Strong", "/Span", "/Span"]
        assert [str(owner.S) for owner in root.ParentTree.Nums[1]] == ["/P", "/Strong", "/Span", "/Span"]


def test_bookmarks_follow_the_headings(files: dict[str, Path]) -> None:
    with pikepdf.open(files["full-en"]) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == WORDS["en"][0]
        assert [(kid.title, [below.title for below in kid.children]) for kid in top.children] == [(WORDS["en"][2], [WORDS["en"][4]])]
        assert int(pdf.Root.Outlines.Count) == 3


def test_a_stream_ends_in_an_end_of_line() -> None:
    """ISO 19005-2 6.1.7.1; ReportLab's own streams do not."""
    data = PdfWriter(FONTS).write(full())
    assert data.count(b"\nendstream") == data.count(b"endstream") > 5


def test_equal_bytes_after_other_documents_and_from_threads() -> None:
    fresh = {(make, tag): PdfWriter(FONTS).write(make(tag)) for tag in WORDS for make in MAKES}
    shared = PdfWriter(FONTS)
    shared.write(full("en", "Quiet Quay Practice"))
    jobs = [*fresh, *reversed(fresh)] * 3
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda job: shared.write(job[0](job[1])), jobs))
    assert all(done[at] == fresh[job] for at, job in enumerate(jobs))


def test_equal_bytes_in_another_process() -> None:
    """Another hash seed, locale and time zone."""
    script = """if True:
        import hashlib
        from clinickit.pdf.write import PdfWriter
        from tests.pdf.sheets import FONTS, full
        print(hashlib.sha256(PdfWriter(FONTS).write(full("ar"))).hexdigest())
    """
    root = Path(__file__).resolve().parents[2]
    said = set()
    for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        ran = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=True)
        said.add(ran.stdout.strip())
    assert len(said) == 1


def test_another_name_leaves_the_rest() -> None:
    """Codes, font programs and structure keep their bytes; what a new name needs stands in a font of its own."""
    writer = PdfWriter(FONTS)
    first, second = (structure_bytes(writer.write(full("en", name))) for name in ("Many may worry", "Žižkov Quay 77"))
    changed = [number for number in first if first[number] != second.get(number)]
    assert "font" not in {kind for number in changed for kind in first[number][:1]}
    assert len(changed) == 3, changed  # two content streams, and the resources, which name one font more
    assert writer.write(full("en", "Žižkov Quay 77")) == PdfWriter(FONTS).write(full("en", "Žižkov Quay 77"))


def structure_bytes(data: bytes) -> dict[int, tuple[str, bytes]]:
    """Each object's kind and bytes, by number."""
    found: dict[int, tuple[str, bytes]] = {}
    with pikepdf.open(BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                kind = "font" if "/Length1" in one else "stream"
                found[one.objgen[0]] = (kind, one.read_raw_bytes())
            elif isinstance(one, pikepdf.Object):
                found[one.objgen[0]] = ("object", one.unparse(resolved=True))
    return found


def test_a_changed_tag_is_no_repeat() -> None:
    """The skeleton of one document is not used for another whose tree differs."""
    writer = PdfWriter(FONTS)
    before = writer.write(full())
    changed = change(
        full(), lambda tag: replace(tag, alt="A round drawing") if tag.kind is Kind.FIGURE and tag.alt != "Bright Harbor logo" else tag
    )
    after = writer.write(changed)
    assert after != before and after == PdfWriter(FONTS).write(changed)
    assert writer.write(full()) == before


def test_skeletons_make_room() -> None:
    """Two pages are kept, the last used; a document longer than that is not kept at all."""
    writer, documents = PdfWriter(FONTS), {tag: plain(tag) for tag in WORDS}
    fresh = {tag: writer.write(document) for tag, document in documents.items()}
    small = Skeletons(limit=2)
    made = {tag: build(document, owners_of(document.tree), FontMaker(FONTS, Deflater()), Deflater()) for tag, document in documents.items()}
    for tag in ("en", "ar"):
        small.keep(made[tag])
    assert small.find(documents["en"]) is made["en"]
    small.keep(made["hi"])
    assert small.find(documents["ar"]) is None and small.find(documents["en"]) is made["en"]
    assert small.find(plain("en")) is made["en"] and small.find(full("en")) is None
    tiny = Skeletons(limit=1)
    tiny.keep(build(full(), owners_of(full().tree), FontMaker(FONTS, Deflater()), Deflater()))
    assert tiny.find(full()) is None
    assert all(writer.write(plain(tag)) == fresh[tag] for tag in WORDS)
