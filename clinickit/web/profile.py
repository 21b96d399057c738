"""A clinic's profile from a form. In: fields and the bytes of a logo, both from strangers. Out: the facts of a clinic.json, checked by its
schema and read back, the logo drawn anew; or which field is wrong. Called by the view of the clinic."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from clinickit.content import clinics, pictures
from clinickit.content.clinic import Clinic, Picture, Stroke
from clinickit.errors import ContentInvalid, FileProblem
from clinickit.web.places import PLACE

_WEB = re.compile("^https?://|/+$")
_LINES = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Checked:
    """A profile that may be kept, or `faults`: a field's name and the last part of `web/clinic/fault/…`, or the words of an error."""

    facts: Mapping[str, Any]
    clinic: Clinic
    logo: tuple[str, bytes] | None = None
    faults: dict[str, str] = field(default_factory=dict)


def fields(facts: Mapping[str, Any]) -> dict[str, str]:
    """A profile's facts as the form shows them."""
    names = facts.get("name")
    name = next(iter(names.values()), "") if isinstance(names, dict) else ""
    given = {key: facts.get(key, "") for key in ("phone", "web", "paper", "logo_alt")}
    place = facts.get("region") or facts.get("territory") or ""
    return {"name": str(name), "place": str(place), **{key: str(value) for key, value in given.items()}}


def check(given: Mapping[str, str], upload: bytes, kept: tuple[str, bytes] | None, tag: str, before: Mapping[str, Any]) -> Checked:
    """Check a form. `upload` is a new logo, or empty; `kept` the one that stays otherwise; `tag` the language of the name, where `before`
    (the profile so far, whose other facts stay) has none. Raises FileProblem for a logo that cannot be used."""
    clean = {name: _LINES.sub(" ", value).strip() for name, value in given.items()}
    logo = _logo(upload) if upload else kept
    facts = _facts(clean, logo, tag, before)
    files = {logo[0]: logo[1]} if logo else {}
    try:
        clinic = clinics.read(json.dumps(facts).encode(), "clinic.json", lambda name: files[name])
    except ContentInvalid as fault:
        return Checked(facts, Clinic(), None, _faults(fault))
    return Checked(facts, clinic, logo if upload else None)


def _facts(clean: Mapping[str, str], logo: tuple[str, bytes] | None, tag: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """The form as a clinic.json."""
    names = before.get("name")
    known = names if isinstance(names, dict) and names else {tag: ""}
    made: dict[str, Any] = {key: before[key] for key in ("tagline", "required_level", "languages") if key in before}
    made |= {"$schema": "clinic.schema.json", "format": 1, "name": {**known, next(iter(known)): clean["name"]}}
    made |= {key: clean[key] for key in ("phone", "paper", "logo_alt") if clean[key]}
    if clean["web"]:
        made["web"] = _WEB.sub("", clean["web"].lower() if "/" not in _WEB.sub("", clean["web"]) else clean["web"])
    place = clean["place"].upper()
    if PLACE.match(place):
        made["territory"] = place.partition("-")[0]
        if "-" in place:
            made["region"] = place
    if logo:
        made["logo"] = logo[0]
    else:
        made.pop("logo_alt", None)
    return made


def _faults(fault: ContentInvalid) -> dict[str, str]:
    """Which fields are wrong."""
    found: dict[str, str] = {}
    for one in fault.diagnostics:
        where = next((name for name in ("name", "phone", "web", "logo_alt", "paper") if f".{name}" in one.location.path), "")
        if where:
            found[where] = where
        else:
            found["form"] = f"{one.message} {one.hint}".strip()
    return found


def _logo(upload: bytes) -> tuple[str, bytes]:
    """A logo drawn anew: nothing of the file that came is kept. Raises FileProblem."""
    picture = pictures.read_logo(upload, "The file")
    name, data = ("logo.png", _png(picture)) if picture.pixels else ("logo.svg", _svg(picture))
    pictures.read_logo(data, name)
    return name, data


def _png(picture: Picture) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", picture.pixel_size, picture.pixels).save(out, "PNG", optimize=True)
    return out.getvalue()


def _svg(picture: Picture) -> bytes:
    paths = "".join(_path(one, picture.height) for one in picture.strokes)
    width, height = picture.width / pictures.POINTS_A_PIXEL, picture.height / pictures.POINTS_A_PIXEL
    size = f'width="{width:.6g}" height="{height:.6g}" viewBox="0 0 {picture.width:.6g} {picture.height:.6g}"'
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paths}</svg>'.encode()
    if len(data) > pictures.MOST_BYTES:
        raise FileProblem("The logo has too many lines to keep. Simplify its paths, or export it as PNG.")
    return data


def _path(one: Stroke, height: float) -> str:
    """A path, its y turned: SVG counts from the top."""
    steps = []
    for operator, *numbers in one.path:
        flipped = [height - float(number) if place % 2 else float(number) for place, number in enumerate(numbers)]
        letter = {"m": "M", "l": "L", "c": "C", "h": "Z"}[str(operator)]
        steps.append(letter + " ".join(f"{number:.3f}" for number in flipped))
    paint = f'fill="{_color(one.fill)}" stroke="{_color(one.stroke)}"'
    if one.fill and one.even_odd:
        paint += ' fill-rule="evenodd"'
    if one.stroke:
        paint += f' stroke-width="{one.width:.3f}"'
        paint += ' stroke-linecap="round" stroke-linejoin="round"' if one.round else ""
    return f'<path d="{"".join(steps)}" {paint}/>'


def _color(color: tuple[float, float, float] | None) -> str:
    return "none" if color is None else "#" + "".join(f"{round(part * 255):02x}" for part in color)
