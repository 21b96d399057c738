"""What a clinician asks for in the referral tab. In: a form, from anybody. Out: `Wanted`, whose values are all known or short, and from it
the `Ask` that matching judges by. Nothing of it is kept, logged or put into an address. Called by `views.referring`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from starlette.datastructures import FormData

from clinickit import languages
from clinickit.errors import Unknown
from clinickit.referral.asking import COSTS, Ask, Gazetteer, Point, Safety, Setting, distance, point
from clinickit.web.routes import text

ACCESS = ("step-free", "hearing", "sight", "parking", "transit", "childcare")
"""Needs that can be ticked; each has its words at `web/refer/access/…`."""
UNITS = ("mi", "km")
_LONG = 120
_SHORT: Mapping[str, tuple[str, ...]] = {
    "unit": UNITS,
    "cost": ("", *COSTS),
    "setting": tuple(str(one) for one in Setting),
    "safety": tuple(str(one) for one in (Safety.NOT_ASKED, Safety.ASKED_SAFE, Safety.CONCERN)),
    "full": ("", "yes"),
    "unchecked": ("", "yes"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The form, field by field, as it is shown again. `kind` is the id of a handout about a kind of help, `within` a number."""

    words: str = ""
    near: str = ""
    within: str = ""
    unit: str = "mi"
    language: str = ""
    age: str = ""
    kind: str = ""
    cost: str = ""
    insurance: str = ""
    setting: str = str(Setting.ANY)
    access: tuple[str, ...] = ()
    safety: str = str(Safety.NOT_ASKED)
    full: str = ""
    unchecked: str = ""

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names and values of hidden fields that give the same again."""
        for one in fields(self):
            value = getattr(self, one.name)
            for each in value if isinstance(value, tuple) else (value,):
                if each:
                    yield one.name, each


def read(form: FormData, kinds: Mapping[str, tuple[str, ...]]) -> Wanted:
    """A form; what nobody can have chosen is as if it was not said. `kinds` has the modalities of each kind of help."""
    given = {one.name: text(form, one.name, _LONG) for one in fields(Wanted) if one.name != "access"}
    for name, known in _SHORT.items():
        given[name] = given[name] if given[name] in known else known[0]
    given["language"] = given["language"] if given["language"] in tags() else ""
    given["kind"] = given["kind"] if given["kind"] in kinds else ""
    needs = form.getlist("access")
    return Wanted(**given, access=tuple(one for one in ACCESS if one in needs))


def ask(wanted: Wanted, on: date, kinds: Mapping[str, tuple[str, ...]], gazetteers: tuple[Gazetteer, ...]) -> tuple[Ask, tuple[str, ...]]:
    """What is asked for, and the names of the fields that say nothing that can be understood: those were left out."""
    faults: list[str] = []
    near = _near(wanted.near, gazetteers, faults)
    within = None
    if wanted.within and near is not None:
        try:
            within = distance(f"{wanted.within.replace(',', '.')} {wanted.unit}")
        except Unknown:
            faults.append("within")
    age = int(wanted.age) if wanted.age.isascii() and wanted.age.isdigit() and int(wanted.age) <= 120 else None
    if wanted.age and age is None:
        faults.append("age")
    made = Ask(
        on=on,
        near=near,
        within=within,
        language=wanted.language,
        age=age,
        cost=wanted.cost,
        insurance=wanted.insurance,
        access=wanted.access,
        setting=Setting(wanted.setting),
        modalities=kinds.get(wanted.kind, ()),
        safety=Safety(wanted.safety),
        full=wanted.full == "yes",
        unchecked=wanted.unchecked == "yes",
    )
    return made, tuple(faults)


def _near(typed: str, gazetteers: tuple[Gazetteer, ...], faults: list[str]) -> Point | None:
    try:
        return point(typed, gazetteers) if typed else None
    except Unknown:
        faults.append("near")
        return None


def tags() -> tuple[str, ...]:
    """BCP 47 tags of the languages that can be chosen."""
    return tuple(row.tag for row in languages.known() if not row.pseudo)


def chosen(form: FormData) -> tuple[tuple[str, str], ...]:
    """Source and id of each service that was ticked, in the order of the page, each once."""
    found: list[tuple[str, str]] = []
    for one in form.getlist("service"):
        try:
            source, service = json.loads(one) if isinstance(one, str) and len(one) < 2000 else ("", "")
        except (ValueError, TypeError):
            continue
        if isinstance(source, str) and isinstance(service, str) and service:
            found.append((source, service))
    return tuple(dict.fromkeys(found))


def value(source: str, service: str) -> str:
    """What a box of a service sends."""
    return json.dumps([source, service], ensure_ascii=False)
