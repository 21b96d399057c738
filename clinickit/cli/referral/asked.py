"""Options that say what a family needs, and how they become an `Ask`. Used by the commands that match."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import click

from clinickit import languages
from clinickit.cli import options
from clinickit.referral import places
from clinickit.referral.asking import COSTS, Ask, Distance, Point, Safety, Setting, distance, point
from clinickit.workspace import read_file

_CSV_LIMIT = 32 << 20


class Asked(TypedDict):
    """The values of the options, as Click gives them."""

    near: str | None
    within: str | None
    places_file: Path | None
    area: str
    language: str
    age: int | None
    cost: str
    insurance: str
    access: tuple[str, ...]
    setting: str
    method: str
    modalities: tuple[str, ...]
    safety: str
    full: bool
    unchecked: bool
    on: str | None


_PLACE = (
    click.option("--near", metavar="CODE|LAT,LON", help="A postal code, or degrees of latitude and longitude."),
    click.option("--within", metavar="10mi|15km", help="How far is near enough."),
    click.option(
        "--places",
        "places_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A CSV of postal codes: postal_code,latitude,longitude.",
    ),
)
_OPTIONS = (
    *_PLACE,
    click.option("--area", default="", help="A city, county or region that must be served."),
    click.option("-l", "--language", default="", metavar="TAG", help="The language to be helped in."),
    click.option("--age", type=click.IntRange(0, 120), help="The age of the person, in years."),
    click.option("--cost", type=click.Choice(["", *COSTS]), default="", metavar="|".join(COSTS), help="What the family can use."),
    click.option("--insurance", default="", metavar="NAME", help="The insurance, as on the card."),
    click.option("--access", multiple=True, metavar="NEED", help="step-free, hearing, sight, parking, transit, childcare, or a word."),
    click.option(
        "--setting", type=click.Choice([str(one) for one in Setting]), default=str(Setting.ANY), help="By phone or video, or in a room."
    ),
    click.option("--method", default="", metavar="self|professional|WORD", help="From whom, or how, the referral comes."),
    click.option("--modality", "modalities", multiple=True, metavar="WORD", help="A kind of help, such as cbt; of several, any."),
    click.option(
        "--safety",
        type=click.Choice([str(one) for one in Safety]),
        default=str(Safety.NOT_ASKED),
        help="Was each person asked alone about fear and violence? Sessions together only after that.",
    ),
    click.option("--full", is_flag=True, help="Also services that take nobody new now."),
    click.option("--unchecked", is_flag=True, help="Let services that nobody ever checked on paper."),
    options.on,
)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """All the options of an `Ask` on a command."""
    return _with(_OPTIONS, command)


def place(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where, on a command."""
    return _with(_PLACE, command)


def _with(several: tuple[Callable[..., Any], ...], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(several):
        command = option(command)
    return command


def where(near: str | None, table: Path | None) -> Point | None:
    """The place that was asked for, by its degrees or its postal code. Raises Unknown, FileProblem."""
    own = (places.listed(read_file(table, _CSV_LIMIT), table.as_posix()),) if table else ()
    return point(near, (*own, *places.installed())) if near else None


def ask(given: Asked) -> Ask:
    """What was asked. Raises Unknown, FileProblem."""
    return Ask(
        on=options.day(given["on"]),
        near=where(given["near"], given["places_file"]),
        within=_within(given),
        area=given["area"].strip(),
        language=languages.canonical(given["language"]) if given["language"] else "",
        age=given["age"],
        cost=given["cost"],
        insurance=given["insurance"].strip(),
        access=given["access"],
        setting=Setting(given["setting"]),
        method=given["method"].strip(),
        modalities=given["modalities"],
        safety=Safety(given["safety"]),
        full=given["full"],
        unchecked=given["unchecked"],
    )


def _within(given: Asked) -> Distance | None:
    if given["within"] and not given["near"]:
        raise click.UsageError("--within says how far from a place: say which with --near.")
    return distance(given["within"]) if given["within"] else None
