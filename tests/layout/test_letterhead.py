"""The paper of a letter: the address in the window of its envelope and nothing else there, which copy it is on every page, room for
pre-printed paper; read back in order, sound, and nobody's name in what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from clinickit import Library, PrintOptions
from clinickit.content.clinic import Clinic
from clinickit.content.letterhead import Band
from clinickit.content.model import Handout
from clinickit.errors import Unknown
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.layout.windows import OPENINGS, Box, LetterPaper, Window
from tests.helpers import outloud, readback, readers, structure, verapdf
from tests.helpers.letters import BACK, LABEL, SENDER, TO, letter
from tests.helpers.readers import bare

ON = date(2026, 11, 24)
CLINIC = Clinic(
    names=(("en", "Riverside Family Center"), ("ar", "مركز العائلة")),
    taglines=(("en", "Talk therapy for every age"),),
    phone="415 555 0133",
    web="riverside.example",
)
LONG = ("Mission Talk Therapy and Family Services of the Bay Area", "Dr. Ana María Ruiz-Quintanilla de la Torre", *TO[2:])
ALL = [(Window.US, Paper.LETTER), (Window.DL, Paper.A4), (Window.DL_RIGHT, Paper.A4)]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def printed(
    library: Library,
    path: Path,
    made: Handout,
    letter_paper: LetterPaper,
    paper: Paper,
    language: str = "en",
    size: PrintSize = PrintSize.STANDARD,
    clinic: Clinic | None = CLINIC,
    ink: Ink = Ink.COLOR,
) -> Path:
    options = PrintOptions(paper=paper, size=size, ink=ink, letter=letter_paper)
    path.write_bytes(library.render_made(made, language, clinic, options, on=ON, private=True).pdf)
    return path


def pieces(path: Path, page: int = 0) -> list[structure.Piece]:
    """Everything that is written on a page, said or not, with its place."""
    tagged = structure.read(path)
    leaves = [*(leaf for leaf in tagged.tree.leaves() if leaf.page == page), *tagged.untagged[page]]
    return [piece for leaf in leaves for piece in leaf.pieces if bare(piece.text)]


def inside(piece: structure.Piece, box: Box) -> bool:
    at = piece.box
    return at.x >= box.left - 0.1 and at.y >= box.top - 0.1 and at.x + at.width <= box.right + 0.1 and at.y + at.height <= box.bottom + 0.1


def touches(piece: structure.Piece, box: Box) -> bool:
    at = piece.box
    return at.x < box.right and at.x + at.width > box.left and at.y < box.bottom and at.y + at.height > box.top


def unclean(path: Path, area: Box, shown: list[readers.Box]) -> int:
    """How many pixels of the window's area have ink, but for the boxes of what belongs there (with two points around)."""
    with pymupdf.open(path) as document:
        picture = document[0].get_pixmap(matrix=pymupdf.Matrix(2, 2), colorspace=pymupdf.csGRAY)
    mine = [Box(one.x - 2, one.y - 2, one.x + one.width + 2, one.y + one.height + 2) for one in shown]
    found = 0
    for y in range(int(area.top * 2) + 1, int(area.bottom * 2)):
        row = picture.samples[y * picture.stride : y * picture.stride + picture.width]
        for x in range(max(0, int(area.left * 2) + 1), min(picture.width, int(area.right * 2))):
            if row[x] < 250 and not any(one.left <= x / 2 <= one.right and one.top <= y / 2 <= one.bottom for one in mine):
                found += 1
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("to", [TO[:1], TO, LONG], ids=["one line", "four lines", "long lines"])
@pytest.mark.parametrize(("window", "paper"), ALL)
def test_the_address_stands_in_the_window_and_nothing_else(
    library: Library, tmp_path: Path, window: Window, paper: Paper, to: tuple[str, ...], language: str
) -> None:
    opening = OPENINGS[window]
    path = printed(library, tmp_path / "letter.pdf", letter(to=to), LetterPaper(window), paper, language)
    there = [piece for piece in pieces(path) if touches(piece, opening.area)]
    address = [piece for piece in there if inside(piece, opening.field)]
    assert bare("".join(piece.text for piece in address)) == bare("".join(to))
    rest = [piece for piece in there if piece not in address]
    assert bare("".join(piece.text for piece in rest)) == (bare(BACK) if opening.back else "")
    line = Box(opening.field.left, opening.field.top - 4, opening.field.right, opening.field.top + 1)
    drawn = [readers.Box(0, line.left, line.top, line.right - line.left, 4)] if opening.back else []
    assert unclean(path, opening.area, [piece.box for piece in there] + drawn) == 0


@pytest.mark.parametrize("size", [PrintSize.CLEAR, PrintSize.LARGE])
@pytest.mark.parametrize(("window", "paper"), ALL)
def test_a_window_is_as_large_in_any_print(library: Library, tmp_path: Path, window: Window, paper: Paper, size: PrintSize) -> None:
    opening = OPENINGS[window]
    path = printed(library, tmp_path / "letter.pdf", letter(), LetterPaper(window), paper, size=size)
    there = [piece for piece in pieces(path) if touches(piece, opening.area)]
    assert bare("".join(piece.text for piece in there if inside(piece, opening.field))) == bare("".join(TO))
    assert bare("".join(piece.text for piece in there)) == bare((BACK if opening.back else "") + "".join(TO))


@pytest.mark.parametrize(("window", "paper"), ALL)
def test_too_long_an_address_is_refused_and_not_quoted(library: Library, window: Window, paper: Paper) -> None:
    made = letter(to=(*TO, "Building 7", "Third floor", "Intake", "USA"))
    options = PrintOptions(paper=paper, letter=LetterPaper(window))
    with pytest.raises(Unknown, match=r"8 lines.*Shorten") as caught:
        library.render_made(made, "en", CLINIC, options, on=ON, private=True)
    assert "Ruiz" not in str(caught.value)
    assert library.render_made(made, "en", CLINIC, PrintOptions(paper=paper), on=ON, private=True).pages


@pytest.mark.parametrize(
    ("asked", "paper", "said"),
    [
        (LetterPaper(Window.US), Paper.A4, "US Letter.*“dl”, “dl-right” or “none”"),
        (LetterPaper(Window.DL), Paper.LETTER, "A4.*“us” or “none”"),
        (LetterPaper(Window.DL, head=200.0), Paper.A4, r"window begins at 45 mm \(128 points\)"),
        (LetterPaper(head=-1.0), Paper.A4, "Measure it again"),
        (LetterPaper(foot=float("nan")), Paper.A4, "Measure it again"),
        (LetterPaper(head_later=700.0), Paper.LETTER, r"from 0 to 112 mm \(317 points\)"),
    ],
)
def test_what_cannot_be_says_why(library: Library, asked: LetterPaper, paper: Paper, said: str) -> None:
    with pytest.raises(Unknown, match=said):
        library.render_made(letter(), "en", CLINIC, PrintOptions(paper=paper, letter=asked), on=ON)


def test_a_head_that_reaches_into_the_window_is_refused(library: Library) -> None:
    clinic = replace(CLINIC, names=(("en", "Riverside Center for Families, Couples and Children of Every Age in the East Bay"),))
    options = PrintOptions(paper=Paper.A4, size=PrintSize.GIANT, letter=LetterPaper(Window.DL))
    with pytest.raises(Unknown, match="reaches into the window"):
        library.render_made(letter(), "en", clinic, options, on=ON)
    long_line = replace(CLINIC, taglines=(("en", "Talk therapy for every age, every family and every day of the week, in nine languages"),))
    assert library.render_made(letter(), "en", long_line, options, on=ON).pages, "a line is left out before a letter is refused"


@pytest.mark.parametrize("size", [PrintSize.STANDARD, PrintSize.GIANT])
def test_pre_printed_paper_keeps_its_space(library: Library, tmp_path: Path, size: PrintSize) -> None:
    """Nothing is printed where the paper has its own, not the clinic's name either; all that a plain letter says is there."""
    paper = LetterPaper(head=150.0, head_later=90.0, foot=50.0)
    path = printed(library, tmp_path / "letter.pdf", letter(times=4), paper, Paper.A4, size=size)
    tagged = structure.read(path)
    assert len(tagged.untagged) >= 2
    for page in range(len(tagged.untagged)):
        upper = 150.0 if page == 0 else 90.0
        assert all(upper <= piece.box.y and piece.box.y + piece.box.height <= 842 - 50 for piece in pieces(path, page))
    said = bare(tagged.tree.text)
    assert bare(CLINIC.phone) not in said.replace(bare(SENDER[3]), "") and bare("Riverside Family Center") not in said
    assert all(bare(one) in said for one in (*TO, *SENDER, LABEL))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_says_which_copy_it_is(library: Library, tmp_path: Path, language: str) -> None:
    """Above and below the text: said once, repeated for the eye."""
    path = printed(library, tmp_path / "letter.pdf", letter(times=6), LetterPaper(Window.DL), Paper.A4, language)
    tagged = structure.read(path)
    assert len(tagged.untagged) >= 3
    for page in range(len(tagged.untagged)):
        rows = [piece.box.y for piece in pieces(path, page) if bare(piece.text)[:8] == bare(LABEL)[:8]]
        assert min(rows) < 100 and max(rows) > 700, f"page {page + 1}"
    assert bare(tagged.tree.text).count(bare(LABEL)) == 2
    assert all(tagged.untagged_text(page).count("Original") == 2 for page in range(1, len(tagged.untagged)))


def test_copies_differ_in_gray(library: Library, tmp_path: Path) -> None:
    """A stack of copies is told apart by what is drawn, with the same words and no color: ink of the band from 100 to 40 in 100."""
    share = {}
    for band in Band:
        path = printed(library, tmp_path / f"{band}.pdf", letter(band=band), LetterPaper(), Paper.A4, ink=Ink.GRAY)
        with pymupdf.open(path) as document:
            strip = document[0].get_pixmap(clip=pymupdf.Rect(73, 20.5, 522, 25.5), matrix=pymupdf.Matrix(4, 4), colorspace=pymupdf.csGRAY)
        share[band] = sum(value < 128 for value in strip.samples) / len(strip.samples)
    assert share[Band.FULL] > 0.99
    assert 0.45 < share[Band.HATCHED] < 0.7
    assert 0.25 < share[Band.DOTTED] < share[Band.HATCHED] - 0.08


@pytest.mark.parametrize(
    ("window", "paper", "language"),
    [
        (Window.NONE, Paper.LETTER, "en"),
        (Window.NONE, Paper.A4, "ar"),
        (Window.US, Paper.LETTER, "es"),
        (Window.DL, Paper.A4, "ar"),
        (Window.DL_RIGHT, Paper.A4, "en"),
        (Window.DL_RIGHT, Paper.A4, "ar"),
    ],
)
def test_readers_give_it_back_in_order(
    library: Library, tmp_path: Path, require: Callable[..., None], window: Window, paper: Paper, language: str
) -> None:
    require("poppler")
    path = printed(library, tmp_path / "letter.pdf", letter(times=3), LetterPaper(window), paper, language)
    tagged = structure.read(path)
    told = [*readback.block_by_block(path, tagged)]
    for name, read in (("MuPDF", readers.mupdf), ("PDFium", readers.pdfium)):
        told += readback.in_order(tagged, name, read(path))
    assert not told, "\n".join(told)
    said = bare(tagged.tree.text)
    order = [said.index(bare(one)) for one in (LABEL, TO[0], TO[-1], SENDER[0], SENDER[-1], "Referral of", "Why we write")]
    assert order == sorted(order)
    assert "Never printed" not in tagged.tree.text


def test_judges_find_nothing(library: Library, tmp_path: Path, require: Callable[..., None]) -> None:
    require("verapdf")
    files = [
        printed(library, tmp_path / f"{window}-{language}.pdf", letter(times=3), LetterPaper(window, foot=20.0), paper, language)
        for window, paper, language in ((Window.NONE, Paper.LETTER, "es"), (Window.US, Paper.LETTER, "en"), (Window.DL, Paper.A4, "ar"))
    ]
    for flavour in ("ua1", "2a"):
        for path, failures in verapdf.judge(files, flavour).items():
            assert not failures, f"{path.name}: {failures}"
    assert not [found for path in files for found in outloud.judge(path)]


def test_the_file_says_nothing_of_anybody(library: Library, tmp_path: Path) -> None:
    """Title, subject, keywords, XMP and bookmarks: what a list of files, a search or a print queue shows."""
    path = printed(library, tmp_path / "letter.pdf", letter(client="Zephyrine Quackenbosch"), LetterPaper(Window.DL), Paper.A4)
    with pikepdf.open(path) as pdf:
        with pdf.open_outline() as outline:
            titles = [one.title for root in outline.root for one in (root, *root.children)]
        told = [*titles, *map(str, pdf.docinfo.values()), pdf.Root.Metadata.read_bytes().decode()]
        assert str(pdf.docinfo["/Title"]) == "Referral letter"
        assert "/Keywords" not in pdf.docinfo or not str(pdf.docinfo["/Keywords"])
    assert titles[0] == "Referral letter" and "How to reach" in titles
    assert not [one for one in told if "Zephyrine" in one or "Quackenbosch" in one or "Ruiz" in one or "Meyer" in one]
    assert "Zephyrine" in structure.read(path).tree.text


def test_the_same_letter_has_the_same_bytes(library: Library, tmp_path: Path) -> None:
    first, second = (printed(library, tmp_path / f"{at}.pdf", letter(), LetterPaper(Window.DL), Paper.A4) for at in "ab")
    assert first.read_bytes() == second.read_bytes()
