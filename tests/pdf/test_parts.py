"""The small parts: numbers and strings, the cache of compressed streams, metadata, outline, profile, pictures, fonts."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageCms

from clinickit.layout.pages import Bookmark, Facts, PlacedPath
from clinickit.pdf.codes import Codes
from clinickit.pdf.conformance import check_fonts
from clinickit.pdf.conformance_fonts import horizontal_metrics, says_one_character
from clinickit.pdf.conformance_tree import WELL_FORMED
from clinickit.pdf.fonts import FontMaker, to_unicode
from clinickit.pdf.icc import srgb
from clinickit.pdf.marks import MarkWriter, color_operator
from clinickit.pdf.outline import write_outline
from clinickit.pdf.pictures import PictureTable, gray
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import Deflater, number, shade, string
from clinickit.pdf.violations import Rule
from clinickit.pdf.write import PdfWriter
from clinickit.text.runs import Blank, Drawn, FaceKey, Glyph, Weight
from tests.pdf.sheets import FONTS, PHOTO, full, plain

FACE = FaceKey("atkinson", Weight.REGULAR)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (12, "12"),
        (12.0, "12"),
        (-0.001, "-0"),
        (1.005, "1"),
        (-3.456, "-3.46"),
        (612.5, "612.5"),
        (0.004, "0"),
        (14400.25, "14400.25"),
    ],
)
def test_numbers(value: float, written: str) -> None:
    assert number(value) == written and float(written) == pytest.approx(value, abs=0.00501)


def test_numbers_have_no_exponent() -> None:
    assert all("e" not in number(10.0**power) for power in range(-12, 7))


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (1.0, "1"), (0.5, ".5"), (1.2, "1"), (-0.1, "0"), (0.1234, ".123"), (0.0004, "0")]
)
def test_shades(value: float, written: str) -> None:
    assert shade(value) == written


def test_gray_is_one_number_and_color_three() -> None:
    assert color_operator((0.25, 0.25, 0.25), "g", "rg") == ".25 g "
    assert color_operator((1, 0, 0.5), "G", "RG") == "1 0 .5 RG "


def test_path_operators() -> None:
    path = MarkWriter(Codes(), PictureTable()).path
    line = (("m", 1.0, 2.0), ("l", 3.0, 4.5))
    assert path(PlacedPath(line, stroke=(0, 0, 0), width=2.0)) == "0 G 2 w 0 J 0 j 1.00 2.00 m 3.00 4.50 l S"
    assert path(PlacedPath(line, stroke=(0, 0, 0), round=True)).startswith("0 G 1 w 1 J 1 j")
    assert path(PlacedPath((("re", 0.0, 0, 5.0, 5),), fill=(0, 0, 0), even_odd=True)) == "0 g 0.00 0.00 5.00 5.00 re f*"
    assert path(PlacedPath((*line, ("c", 1, 2, 3, 4, 5, 1e-9), ("h",)), fill=(0, 0, 0), stroke=(1, 1, 1))).endswith(" 5.00 0.00 c h B")
    assert path(PlacedPath(line)) == ""


@pytest.mark.parametrize(
    ("text", "written"), [("a(b)\\", b"(a\\(b\\)\\\\)"), ("é", b"<FEFF00E9>"), ("\u0627", b"<FEFF0627>"), ("a\nb", b"<FEFF0061000A0062>")]
)
def test_strings(text: str, written: bytes) -> None:
    assert string(text) == written


def test_deflater_forgets_and_still_gives_the_same() -> None:
    deflater = Deflater(limit=4000)
    data = [bytes([at]) * 300 for at in range(40)]
    first = [deflater.deflate(one) for one in data]
    assert first == [deflater.deflate(one) for one in reversed(data)][::-1]
    assert [zlib.decompress(one) for one in first] == data
    assert deflater._held <= 4000
    assert zlib.decompress(deflater.deflate(b"x" * 9000)) == b"x" * 9000


FACTS = Facts("A <title> & “more”", "ar", "id-1", "2.0.1", date(2026, 3, 4), "What\tit is", "Ann Author", ("x & y", "z"))


def test_metadata_says_in_both_places_the_same() -> None:
    """ISO 19005-2 6.6.2.3: XMP and the information dictionary agree."""
    document = replace(plain(), facts=replace(FACTS, language="en"))
    with pikepdf.open(BytesIO(PdfWriter(FONTS).write(document))) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"] == str(pdf.docinfo["/Title"]) == FACTS.title
        assert list(meta["dc:creator"]) == [str(pdf.docinfo["/Author"])] == ["Ann Author"]
        assert meta["dc:description"] == str(pdf.docinfo["/Subject"]) == "What\tit is"
        assert meta["pdf:Keywords"] == str(pdf.docinfo["/Keywords"]) == "x & y, z"
        assert meta["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert meta["xmp:CreatorTool"] == str(pdf.docinfo["/Creator"]) == "clinickit"
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"] == "2026-03-04T00:00:00Z"
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20260304000000Z"
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        assert list(meta["dc:language"]) == ["en"] and meta["dc:identifier"] == "id-1 2.0.1"


def test_metadata_leaves_out_what_is_empty() -> None:
    document = replace(plain(), facts=Facts("T", "en", "i", "1", date(2026, 1, 1)))
    with pikepdf.open(BytesIO(PdfWriter(FONTS).write(document))) as pdf, pdf.open_metadata() as meta:
        assert not {"/Author", "/Subject", "/Keywords"} & set(pdf.docinfo.keys())
        assert "dc:creator" not in meta and "pdf:Keywords" not in meta


def test_profile_is_srgb_and_fixed() -> None:
    data = srgb()
    assert data == srgb() and struct.unpack(">I", data[:4])[0] == len(data)
    profile = ImageCms.ImageCmsProfile(BytesIO(data))
    swatch = Image.new("RGB", (1, 1), (200, 30, 90))
    to_lab = ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "RGB", "LAB")
    reference = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    mine, theirs = (ImageCms.applyTransform(swatch, one).getpixel((0, 0)) for one in (to_lab, reference))
    assert all(abs(a - b) <= 1 for a, b in zip(mine, theirs, strict=True))


def test_outline_counts_what_is_open() -> None:
    file = PdfFile()
    levels = (1, 2, 2, 3, 1, 2)
    root = write_outline(file, tuple(Bookmark(f"b{at}", level, 0, 700.0) for at, level in enumerate(levels)), (99,))
    assert root == 1
    objects = [body or b"" for body in file.objects]
    assert b"/First 2 0 R/Last 6 0 R/Count 6" in objects[0]
    assert b"/First 3 0 R/Last 4 0 R/Count 3" in objects[1] and b"/Next 6 0 R" in objects[1]
    assert b"/Prev 3 0 R" in objects[3] and b"/Count 1" in objects[3]
    assert b"/Dest[99 0 R/XYZ null 700 null]" in objects[5] and b"/Parent 1 0 R" in objects[5]
    assert write_outline(PdfFile(), (), ()) is None


def test_a_reserved_object_must_be_filled() -> None:
    file = PdfFile()
    root = file.add(b"<<>>")
    file.reserve()
    with pytest.raises(ValueError, match="object 2"):
        file.finish(root, root)


def test_an_image_stands_once_and_gray_apart() -> None:
    table = PictureTable()
    names = [table.name(PHOTO.pixels, PHOTO.pixel_size, in_gray) for in_gray in (False, True, False)]
    assert names == ["I1", "I2", "I1"]
    added = PictureTable(table)
    assert added.name(PHOTO.pixels, PHOTO.pixel_size, False) == "I1" and added.name(b"\0\0\0", (1, 1), False) == "I3"
    file = PdfFile()
    assert table.write(file, Deflater()) == {"I1": 1, "I2": 2} and added.write(file, Deflater()) == {"I3": 3}
    assert b"/DeviceRGB" in (file.objects[0] or b"") and b"/DeviceGray" in (file.objects[1] or b"")


def test_gray_is_as_light_as_the_color() -> None:
    assert gray((1.0, 1.0, 1.0)) == pytest.approx((1, 1, 1)) and gray(None) is None
    red, blue = gray((1.0, 0.0, 0.0)), gray((0.0, 0.0, 1.0))
    assert red is not None and blue is not None and red[0] > blue[0]


@pytest.mark.parametrize(
    "says", ["", "ab", "\0", "\t", "\x7f", "\ud800", "\ue000", "\U000f0000", "\ufeff", "\ufffe", "\U0001fffe", "\ufdd0"]
)
def test_not_one_character(says: str) -> None:
    assert not says_one_character(says)


@pytest.mark.parametrize("says", ["a", " ", "\u200f", "\u0301", "\U0001f600", "\ufffd", "\u00a0"])
def test_one_character(says: str) -> None:
    assert says_one_character(says)


@pytest.mark.parametrize(
    "tag", ["en", "zh-Hans", "zh-Hans-CN", "es-419", "sl-rozaj-biske", "de-CH-1996", "en-x-private", "ar-u-nu-latn", "en-XA"]
)
def test_well_formed_languages(tag: str) -> None:
    assert WELL_FORMED.fullmatch(tag)


@pytest.mark.parametrize("tag", ["", "e", "english1", "en_US", "en-", "-en", "en--US", "123"])
def test_not_well_formed_languages(tag: str) -> None:
    assert not WELL_FORMED.fullmatch(tag)


def test_to_unicode_in_blocks_of_a_hundred() -> None:
    cmap = to_unicode(tuple((Glyph(at), chr(0x1F600 + at)) for at in range(250))).decode()
    assert cmap.count("beginbfchar") == 3 and "50 beginbfchar" in cmap
    assert "<0001> <D83DDE00>" in cmap and f"<{250:04X}>" in cmap


def test_widths_are_those_of_the_program() -> None:
    """ISO 14289-1 7.21.5; a font whose widths lie is refused."""
    a = FONTS.font(FACE).hb.get_nominal_glyph(ord("a"))
    entries = ((Glyph(a), "a"), (Drawn(((a, 10, 20),), 700), "b"), (Blank(101), "\u200f"))
    font = FontMaker(FONTS, Deflater()).font(FACE, entries)
    assert check_fonts((font,)) == ()
    units, advances = horizontal_metrics(font.program.data)
    assert [round(advances[glyph] * 1000 / units) for glyph in font.glyphs] == list(font.advances)
    assert font.advances[2:] == (700, 101)
    lying = replace(font, advances=(*font.advances[:-1], 300))
    (found,) = check_fonts((lying,))
    assert found.rule is Rule.WIDTHS and "code 3" in found.place
    (missing,) = check_fonts((replace(font, glyphs=(*font.glyphs[:-1], 60_000)),))
    assert missing.rule is Rule.WIDTHS and "no glyph 60000" in missing.found


def test_too_many_codes() -> None:
    font = FontMaker(FONTS, Deflater()).font(FACE, ((Blank(1), "a"),))
    (found,) = check_fonts((replace(font, entries=((Blank(1), "a"),) * 65_536),))
    assert found.rule is Rule.CODES


def test_a_subset_name_follows_from_its_bytes() -> None:
    names = []
    for document in (plain(), plain(), full()):
        with pikepdf.open(BytesIO(PdfWriter(FONTS).write(document))) as pdf:
            names.append(str(pdf.pages[0].Resources.Font.F1.BaseFont))
    assert names[0] == names[1] != names[2]
    assert all(len(name.split("+")[0]) == 7 and name[1:7].isalpha() and name[1:7].isupper() for name in names)
