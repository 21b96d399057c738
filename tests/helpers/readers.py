"""The text of a PDF as four readers give it back, a page at a time, and how to compare it with what was written.

A path goes in, a list of strings (one a page) comes out. Poppler rebuilds columns by position, so it also reads a rectangle at
a time; pdf.js reads many files in one call, since Node takes longer to start than to read. `missing` says why one is not there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pypdfium2

from tests.helpers import browser, verapdf

ROOT = Path(__file__).resolve().parents[2]
PDFJS = ROOT / "node_modules" / "pdfjs-dist" / "legacy" / "build" / "pdf.mjs"
SCRIPT = Path(__file__).with_name("pdfjs_text.mjs")

_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_DROPPED = re.compile(rf"[\s{_IGNORABLE}]")
_HYPHEN_AT_END = re.compile("[\x02\ufffe]")


class Box(NamedTuple):
    """A rectangle of a page (0-based), in points from the page's upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


def missing(name: str) -> str:
    """Why a reader or judge cannot run here, and what brings it; empty where it can."""
    if name == "poppler":
        there = shutil.which("pdftotext") and shutil.which("pdfinfo")
        return "" if there else "poppler is not installed: apt-get install poppler-utils"
    if name == "node":
        if not shutil.which("node"):
            return "Node is not installed: pdf.js needs version 20.19 or newer"
        return "" if PDFJS.exists() else "pdf.js is not here: make pdfjs"
    if name == "java":
        return "" if shutil.which("java") else "Java is not installed: apt-get install default-jre-headless"
    if name == "verapdf":
        return verapdf.available()
    if name in ("chromium", "axe"):
        return browser.missing(name)
    raise ValueError(f"no reader “{name}”")


def bare(text: str) -> str:
    """What must come back: NFC, without white space and default-ignorable characters (UAX #44), so without the marks that
    poppler embeds opposite runs in, too; PDFium's sign for a hyphen at the end of a line is that hyphen."""
    return _DROPPED.sub("", unicodedata.normalize("NFC", _HYPHEN_AT_END.sub("-", text)))


def poppler(path: Path) -> list[str]:
    """Every page, in the order that poppler makes of positions."""
    return _run(["pdftotext", "-enc", "UTF-8", str(path), "-"]).split("\f")[:-1]


def poppler_box(path: Path, box: Box) -> str:
    """What stands in one rectangle."""
    sides = (box.x, box.y, box.width, box.height)
    cut = [part for name, side in zip("xyWH", sides, strict=True) for part in (f"-{name}", str(round(side * _FINE)))]
    page = str(box.page + 1)
    command = ["pdftotext", "-enc", "UTF-8", "-r", str(72 * _FINE), "-f", page, "-l", page, *cut, str(path), "-"]
    return _run(command).replace("\f", "")


_FINE = 4
"""pdftotext takes whole pixels: four to a point."""


def pdfium(path: Path) -> list[str]:
    """Every page, as Chrome's reader gives it."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def mupdf(path: Path) -> list[str]:
    """Every page, unsorted; ligatures and white space as they stand."""
    with pymupdf.open(path) as document:
        return [page.get_text("text", sort=False) for page in document]


def pdfjs(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """Every page of each file, as Firefox's reader gives it; one call of Node for all."""
    wanted = [str(path) for path in paths]
    if not wanted:
        return {}
    done = subprocess.run(
        ["node", str(SCRIPT), str(PDFJS)], input=json.dumps(wanted), capture_output=True, encoding="utf-8", check=False, timeout=900
    )
    if done.returncode:
        raise RuntimeError(f"pdf.js failed: {done.stderr[-2000:]}")
    found: dict[str, list[str]] = json.loads(done.stdout)
    return {Path(path): pages for path, pages in found.items()}


def struct_text(path: Path) -> str:
    """Poppler's reading by the tag tree. Right-to-left runs come as their codes stand, so reversed: a limit of poppler's."""
    return _run(["pdfinfo", "-struct-text", str(path)])


def read_all(path: Path, names: Sequence[str] = ("pdfium", "mupdf", "pdfjs")) -> dict[str, list[str]]:
    """The pages of one file by each reader that reads in the order of the file."""
    ways = {"poppler": poppler, "pdfium": pdfium, "mupdf": mupdf, "pdfjs": lambda one: pdfjs([one])[one]}
    return {name: ways[name](path) for name in names}


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed on {command[-2]}: {done.stderr.decode('utf-8', 'replace')[-500:]}")
    return done.stdout.decode("utf-8")
