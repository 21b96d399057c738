"""Codes to scan on the family's sheet: a camera reads exactly the link that stands beside, where there is room, and never a whereabouts."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from clinickit import Library, PrintOptions
from clinickit.content.model import Plain, Text, Way, WayKind
from clinickit.delivery.referrals import sheet
from clinickit.layout.blocks import scan
from clinickit.layout.theme import Ink, PrintSize
from clinickit.referral.model import Phone, Service
from tests.helpers import outloud, verapdf
from tests.referral.test_sheets import ALL, BARE, MISSION, ON, SHELTER

LINKS = ["tel:4155550132", "tel:+14155550177", "tel:18005550100"]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def printed(library: Library, language: str = "en", *services: Service, codes: bool = True, **options: object) -> bytes:
    asked = PrintOptions(**options)  # type: ignore[arg-type]
    return sheet(library, services or ALL, language, options=asked, on=ON, territory="US", codes=codes).pdf


def scanned(pdf: bytes, dpi: int = 100) -> list[str]:
    """What a camera reads, page by page, from top to bottom."""
    found = []
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for page in document:
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
        found += [one.text for one in sorted(codes, key=lambda one: one.position.top_left.y)]
    document.close()
    return found


def figures(pdf: bytes) -> list[tuple[str, list[float]]]:
    """Alternative text and rectangle of each figure that is a code."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        every = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        told = [(str(one.Alt), [float(number) for number in one.A.BBox]) for one in every if "/Alt" in one]
    return [(alt, box) for alt, box in told if alt.isascii() is False or "scan" in alt]


@pytest.mark.parametrize(
    ("language", "options"),
    [
        ("en", {}),
        ("es", {}),
        ("ar", {}),
        ("en", {"size": PrintSize.LARGE}),
        ("en", {"ink": Ink.GRAY}),
        ("en", {"size": PrintSize.CLEAR, "fillable": True}),
    ],
)
def test_a_camera_reads_the_link_of_each_service(library: Library, language: str, options: dict[str, object]) -> None:
    pdf = printed(library, language, **options)
    assert scanned(pdf) == LINKS


def test_it_says_what_it_does_and_is_twenty_millimetres_wide_without_its_quiet_zone(library: Library) -> None:
    found = figures(printed(library))
    assert [alt for alt, _ in found] == [
        f"Code to scan with a phone: calls {way}" for way in ("(415) 555-0132", "+1 415 555 0177", "1-800-555-0100")
    ]
    for (_, (x0, y0, x1, y1)), link in zip(found, LINKS, strict=True):
        count = len(scan.modules(link))
        module = (x1 - x0) / (count + 2 * scan.QUIET)
        assert count * module >= 20 * MM and y1 - y0 == pytest.approx(x1 - x0, abs=0.05)


def test_nothing_else_stands_in_the_quiet_zone(library: Library) -> None:
    pdf = printed(library)
    boxes = [box for _, box in figures(pdf)]
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        page = document[0]
        image = page.render(scale=3).to_pil().convert("L")
        x0, y0, x1, y1 = boxes[0]
        zone = image.crop(
            (round(x0 * 3) + 2, round((page.get_height() - y1) * 3) + 2, round(x1 * 3) - 2, round((page.get_height() - y0) * 3) - 2)
        )
        quiet = round(scan.QUIET * (x1 - x0) * 3 / (len(scan.modules(LINKS[0])) + 2 * scan.QUIET)) - 4
        inner = zone.crop((quiet + 4, quiet + 4, zone.width - quiet - 4, zone.height - quiet - 4))
        zone.paste(255, (quiet, quiet, zone.width - quiet, zone.height - quiet))
        assert zone.getextrema() == (255, 255) and inner.getextrema()[0] == 0


def test_a_page_on_the_web_where_there_is_no_number(library: Library) -> None:
    assert scanned(printed(library, "en", replace(MISSION, phones=()))) == ["https://www.missiontalk.example/start"]
    assert scanned(printed(library, "en", replace(MISSION, phones=(Phone("415-555-0140", kind="text"),)))) == [
        "https://www.missiontalk.example/start"
    ]


@pytest.mark.parametrize(
    "service", [replace(BARE, phones=(Phone("1-800-HELP-NOW"),)), replace(BARE, phones=(Phone("415 555 0199", kind="fax"),))]
)
def test_no_code_where_nothing_can_be_dialled_or_opened(library: Library, service: Service) -> None:
    assert figures(printed(library, "en", service)) == []


def test_none_in_a_discreet_copy_none_unasked_and_none_without_room(library: Library) -> None:
    for pdf in (printed(library, discreet=True), printed(library, codes=False), printed(library, "es", beside="en")):
        assert scanned(pdf) == [] and figures(pdf) == []


def test_a_shelter_has_its_public_number_and_no_page_that_could_tell_where_it_is(library: Library) -> None:
    told = replace(
        SHELTER, url="https://maps.example/?q=12+Secret+Lane", phones=(Phone("510-555-0199", confidential=True), Phone("1-800-555-0100"))
    )
    assert scanned(printed(library, "en", told)) == ["tel:18005550100"]
    assert scanned(printed(library, "en", replace(told, phones=()))) == []


@pytest.mark.parametrize("link", ["", "https://x.example/" + "a" * 200])
def test_nothing_too_long_or_empty_is_drawn(library: Library, link: str) -> None:
    way = Way(WayKind.ADDRESS, "x", link, ("web",), label=Text((Plain("x"),), "en"))
    assert scan.beside(None, way, None) == (None, None)  # type: ignore[arg-type]


def test_the_same_link_gives_the_same_code_of_error_correction_m() -> None:
    rows = scan.modules("tel:4155550132")
    assert rows == scan.modules("tel:4155550132") and len(rows) == 21 and {len(row) for row in rows} == {21}
    (code,) = zxingcpp.read_barcodes(_picture(rows))
    assert code.text == "tel:4155550132" and code.ec_level == "M"


def _picture(rows: tuple[bytes, ...]) -> Image.Image:
    wide = len(rows) + 8
    image = Image.new("L", (wide, wide), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if dark else 255)
    return image.resize((wide * 6, wide * 6), Image.Resampling.NEAREST)


def test_judges_find_nothing(library: Library, tmp_path: Path, require: Callable[..., None]) -> None:
    looks: list[tuple[str, dict[str, object]]] = [("color", {}), ("large", {"size": PrintSize.LARGE}), ("gray", {"ink": Ink.GRAY})]
    paths = [tmp_path / f"{name}.pdf" for name, _ in looks]
    for path, (_, options) in zip(paths, looks, strict=True):
        path.write_bytes(printed(library, **options))
        assert outloud.judge(path) == []
    require("verapdf")
    for flavour in ("ua1", "2a"):
        assert verapdf.judge(paths, flavour) == {path: [] for path in paths}
