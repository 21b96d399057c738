"""A clinic's profile: what stands in the head of a sheet and where the clinic is. Loaded from a clinic.json (schema-checked)
by `load.clinic`, or made by an embedding program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path of a drawn picture: operators ("m", x, y), ("l", x, y), ("c", x1, y1, x2, y2, x3, y3), ("h",), in points,
    origin at the lower left of the picture. Colors are RGB in 0..1, None where not painted; `round` is for the ends and
    corners of a line."""

    path: tuple[tuple[str | float, ...], ...]
    fill: tuple[float, float, float] | None
    stroke: tuple[float, float, float] | None
    width: float = 1.0
    even_odd: bool = False
    round: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo, ready to place: paths, or RGB pixels (8 bits a channel, rows from the top, alpha already laid on white).
    `width` and `height` in points."""

    width: float
    height: float
    strokes: tuple[Stroke, ...] = ()
    pixels: bytes = b""
    pixel_size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Clinic:
    """`names` and `taglines` by BCP 47 tag; `territory` ISO 3166-1 alpha-2, `region` ISO 3166-2; `paper` by the territory unless
    given; `required_level` is the review level below which a sheet carries the draft notice."""

    names: tuple[tuple[str, str], ...] = ()
    taglines: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    web: str = ""
    logo: Picture | None = None
    logo_alt: str = ""
    territory: str = ""
    region: str = ""
    paper: Literal["", "a4", "letter"] = ""
    required_level: str = "revised"
    languages: tuple[str, ...] = ()
