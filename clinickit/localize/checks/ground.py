"""What checks may know of a language: a tag, the bytes of its glossary and style, and maybe fonts go in; a Ground comes out. Called by
`run` and by tests.

The cues of words stand in words.json, one row a language; a language without a row has none, and the checks that need them are silent."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from clinickit import cldr, languages
from clinickit.errors import FontMissing
from clinickit.languages import Language
from clinickit.localize.checks.model import Cues, Ground, Status, Style, Term
from clinickit.localize.checks.words import tokens
from clinickit.text.fonts import FontSet
from clinickit.text.runs import FaceKey, Weight

_GROUPS = ("neutral", "negation", "before", "after", "at-least", "at-most", "more", "less", "always", "never", "function")


@cache
def cues(tag: str) -> Cues:
    """The cues of a BCP 47 tag, else of its language; empty ones where there is no row."""
    table = _table()
    row = next((table[name] for name in (tag, *languages.chain(tag), tag.partition("-")[0]) if name in table), None)
    if row is None:
        return Cues()
    return Cues(
        MappingProxyType({name: tuple(row[name]) for name in _GROUPS if name in row}),
        numbers=_lists(row, "numbers"),
        units=_lists(row, "units"),
        forms=_lists(row, "forms"),
        gendered=tuple(row.get("gendered", ())),
        unspaced=row.get("unspaced", False),
        loose=row.get("loose", False),
        reduplicates=row.get("reduplicates", False),
        mixes=row.get("mixes", False),
        usual=row.get("usual", 0.0),
    )


def _lists(row: Mapping[str, Any], key: str) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(words) for name, words in row.get(key, {}).items()})


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads(files(__package__).joinpath("words.json").read_bytes())
    return table


def known() -> tuple[str, ...]:
    """Tags that have cues, English left out."""
    return tuple(name for name in _table() if name != "en")


def ground(tag: str, glossary: bytes | None = None, style: bytes | None = None, fonts: FontSet | None = None) -> Ground:
    """The ground of a language. Raises Unknown for a language that cannot be set; ValueError, with what is wrong, for a glossary or a style
    that cannot be read."""
    row = languages.language(tag)
    about = cues(tag)
    return Ground(
        row,
        cldr.facts(tag),
        about,
        cues("en"),
        _glossary(glossary) if glossary else (),
        _style(style, about) if style else Style(),
        _glyphs(row, fonts) if fonts else None,
    )


def _glossary(data: bytes) -> tuple[Term, ...]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    missing = {"source", "translation"} - set(rows.fieldnames or ())
    if missing:
        raise ValueError(f"glossary.csv has no column {' or '.join(sorted(missing))}")
    found = []
    for row in rows:
        status = (row.get("status") or "").strip().lower()
        if status not in tuple(Status):
            raise ValueError(f"glossary.csv, line {rows.line_num}: the status is “{status}”; it may be required, forbidden or empty")
        source, translation = (row["source"] or "").strip(), (row["translation"] or "").strip()
        found.append(Term(source, translation, (row.get("note") or "").strip(), Status(status)))
    return tuple(one for one in found if one.translation)


def _style(data: bytes, about: Cues) -> Style:
    value = json.loads(data.decode("utf-8-sig"))
    if not isinstance(value, dict):
        raise ValueError("style.json is not an object")
    register = str(value.get("register", ""))
    form = str(value.get("form", "")) or _form(register, about)
    if form and about.forms and form not in about.forms:
        raise ValueError(f"style.json: the form is “{form}”; known here: {', '.join(about.forms)}")
    words = value.get("forbidden", [])
    if not isinstance(words, list):
        raise ValueError("style.json: “forbidden” is not a list")
    forbidden = tuple((one, "") if isinstance(one, str) else (str(one.get("word", "")), str(one.get("why", ""))) for one in words)
    return Style(register, str(value.get("address", "")), form, tuple(one for one in forbidden if one[0]))


def _form(register: str, about: Cues) -> str:
    """The form of address that the description of the register names first."""
    said = f" {' '.join(tokens(register.lower()))} "
    places = {}
    for form in about.forms:
        name = form.lower() if about.unspaced else f" {' '.join(tokens(form.lower()))} "
        if name in said:
            places[form] = said.index(name)
    return min(places, key=lambda form: places[form]) if places else ""


def _glyphs(row: Language, fonts: FontSet) -> Any:
    """Asks every face of the stack that is installed; None where the language's own face is not."""
    try:
        faces = [fonts.font(FaceKey(row.faces[0], Weight.REGULAR))]
    except FontMissing:
        return None
    faces += [fonts.font(FaceKey(face, Weight.REGULAR)) for face in row.faces[1:] if fonts.installed(face)]
    return lambda character: any(face.has(character) for face in faces)
