"""Faces by name in, font objects out. Read by `items` (which face has a character), `shape`, `program`, and `doctor`.

A face is a file in a package of its own, found without importing it. A `Font` is one face at one weight: built once, under a lock,
and never changed afterwards, so threads share it. Lengths are 1/1000 em unless said otherwise."""

from __future__ import annotations

import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from math import floor
from pathlib import Path
from types import MappingProxyType

import uharfbuzz as hb

from clinickit.errors import FontMissing
from clinickit.text.runs import Code, FaceKey, Weight

EM = 1000
"""Units of all lengths inside a word."""


@dataclass(frozen=True, slots=True)
class Face:
    """Where a face is: `package` is the importable name, `regular` and `bold` files in it (the same one where the face is variable),
    `postscript` the name without the weight, `install` the one command that brings it."""

    name: str
    package: str
    regular: str
    bold: str
    postscript: str
    install: str = "pip install clinickit"


def _rows() -> tuple[Face, ...]:
    static = "files/{0}-Regular.ttf", "files/{0}-Bold.ttf"
    atkinson, plex = "AtkinsonHyperlegible", "IBMPlexSansArabic"
    source, heebo = "files/SourceSans3[wght].ttf", "files/Heebo[wght].ttf"
    noto, devanagari = "files/NotoSans[wdth,wght].ttf", "files/NotoSansDevanagari[wdth,wght].ttf"
    cjk, asia, africa = ('pip install "clinickit[' + extra + ']"' for extra in ("cjk", "asia", "africa"))

    def variable(name: str, package: str, script: str, install: str) -> Face:
        """A Noto Sans of its own package."""
        return Face(name, package, (file := f"files/NotoSans{script}[wdth,wght].ttf"), file, f"NotoSans{script}", install)

    def bundled(name: str, package: str, script: str, axes: str, install: str) -> Face:
        """A Noto Sans of a package that holds several."""
        file = f"fonts/ofl/notosans{script.lower()}/NotoSans{script}[{axes}].ttf"
        return Face(name, package, file, file, f"NotoSans{script}", install)

    siliguri = static[0].format("HindSiliguri"), static[1].format("HindSiliguri")
    return (
        Face("atkinson", "fontpkg_atkinson_hyperlegible", static[0].format(atkinson), static[1].format(atkinson), atkinson),
        Face("source-sans-3", "fontpkg_source_sans_3", source, source, "SourceSans3"),
        Face("noto-sans", "fontpkg_noto_sans", noto, noto, "NotoSans"),
        Face("plex-arabic", "fontpkg_ibm_plex_sans_arabic", static[0].format(plex), static[1].format(plex), plex),
        Face("heebo", "fontpkg_heebo", heebo, heebo, "Heebo"),
        Face("noto-devanagari", "fontpkg_noto_sans_devanagari", devanagari, devanagari, "NotoSansDevanagari"),
        *(bundled(f"noto-{one.lower()}", "justmytype_intl_cjk", one, "wght", cjk) for one in ("SC", "TC", "JP", "KR")),
        variable("noto-thai", "fontpkg_noto_sans_thai", "Thai", asia),
        Face("hind-siliguri", "fontpkg_hind_siliguri", *siliguri, "HindSiliguri", asia),
        variable("noto-tamil", "fontpkg_noto_sans_tamil", "Tamil", asia),
        variable("noto-telugu", "fontpkg_noto_sans_telugu", "Telugu", asia),
        variable("noto-khmer", "fontpkg_noto_sans_khmer", "Khmer", asia),
        bundled("noto-lao", "justmytype_intl_sea", "Lao", "wdth,wght", asia),
        bundled("noto-myanmar", "justmytype_intl_sea", "Myanmar", "wdth,wght", asia),
        bundled("noto-ethiopic", "justmytype_intl_africa", "Ethiopic", "wdth,wght", africa),
    )


FACES: Mapping[str, Face] = MappingProxyType({face.name: face for face in _rows()})

WEIGHTS: Mapping[Weight, int] = MappingProxyType({Weight.REGULAR: 400, Weight.BOLD: 700})
WIDTH = 100
"""The `wdth` axis, per cent; it and `wght` are pinned always, whatever the file's defaults are."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Facts of a face for line heights and for the font descriptor (ISO 32000-1 table 122). `descent` is negative, `italic` degrees."""

    postscript: str
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    italic: float
    stem: int


class Font:
    """One face at one weight. `hb` has a scale of 1000, its axes pinned; nothing changes it. The dictionaries only remember answers;
    `codes` is `shape`'s: the code of a glyph, its one character and its place in the cell (x and y offset, x and y advance)."""

    __slots__ = ("_advances", "_covered", "codes", "face", "hb", "key", "metrics", "upem")

    def __init__(self, key: FaceKey, path: Path, postscript: str) -> None:
        self.key = key
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.upem: int = self.face.upem
        self.hb = hb.Font(self.face)
        self.hb.scale = (EM, EM)
        if self.axes():
            self.hb.set_variations(self.axes())
        self.metrics = _metrics(self.face, self.upem, f"{postscript}-{key.weight.value.capitalize()}", WEIGHTS[key.weight])
        self.codes: dict[tuple[int, str, tuple[int, int, int, int]], Code] = {}
        self._advances: dict[int, int] = {}
        self._covered: dict[str, bool] = {}

    def axes(self) -> dict[str, float]:
        """The axes that the face has, with the values that they are pinned to."""
        wanted = {"wght": float(WEIGHTS[self.key.weight]), "wdth": float(WIDTH)}
        return {axis.tag: wanted.get(axis.tag, axis.default_value) for axis in self.face.axis_infos}

    def has(self, character: str) -> bool:
        """Whether the face's cmap has a character."""
        known = self._covered.get(character)
        if known is None:
            known = self._covered[character] = bool(self.hb.get_nominal_glyph(ord(character)))
        return known

    def advance(self, gid: int) -> int:
        """A glyph's own advance."""
        known = self._advances.get(gid)
        if known is None:
            known = self._advances[gid] = self.hb.get_glyph_h_advance(gid)
        return known


def _metrics(face: hb.Face, upem: int, postscript: str, weight: int) -> Metrics:
    """From `head`, `hhea`, `OS/2` and `post`; the stem's width, which no table tells, follows the weight."""

    def scaled(value: int) -> int:
        return floor(value * EM / upem + 0.5)

    head, hhea, os2, post = (face.reference_table(tag).data for tag in ("head", "hhea", "OS/2", "post"))
    ascent, descent = struct.unpack(">hh", hhea[4:8])
    x0, y0, x1, y1 = struct.unpack(">4h", head[36:44])
    has_cap = len(os2) >= 90 and struct.unpack(">H", os2[:2])[0] >= 2
    cap = struct.unpack(">h", os2[88:90])[0] if has_cap else round(ascent * 0.7)
    italic = struct.unpack(">i", post[4:8])[0] / 65536
    box = (scaled(x0), scaled(y0), scaled(x1), scaled(y1))
    return Metrics(postscript, scaled(ascent), scaled(descent), scaled(cap), box, italic, 50 + (weight * weight) // 4225)


class FontSet:
    """The fonts that are installed. One for a Library; safe to share between threads."""

    def __init__(self, faces: Mapping[str, Face] = FACES) -> None:
        self._faces = faces
        self._fonts: dict[FaceKey, Font] = {}
        self._paths: dict[str, Path | None] = {}
        self._lock = threading.Lock()

    def installed(self, face: str) -> bool:
        """Whether the face's package is there."""
        return self._folder(face) is not None

    def install_command(self, face: str) -> str:
        """The one command that brings a face."""
        return self._faces[face].install

    def names(self) -> tuple[str, ...]:
        """Every face that could be there, in the registry's order."""
        return tuple(self._faces)

    def font(self, key: FaceKey) -> Font:
        """The font of a face at a weight. Raises FontMissing, which says what to install."""
        known = self._fonts.get(key)
        if known is not None:
            return known
        row, folder = self._faces[key.face], self._folder(key.face)
        path = None if folder is None else folder / (row.bold if key.weight is Weight.BOLD else row.regular)
        if path is None or not path.is_file():
            raise FontMissing(key.face, row.install)
        with self._lock:
            if key not in self._fonts:
                self._fonts[key] = Font(key, path, row.postscript)
            return self._fonts[key]

    def _folder(self, face: str) -> Path | None:
        if face not in self._paths:
            spec = find_spec(self._faces[face].package)
            places = list(spec.submodule_search_locations or ()) if spec else []
            self._paths[face] = Path(places[0]) if places else None
        return self._paths[face]
