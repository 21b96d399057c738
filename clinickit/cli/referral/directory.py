"""What the commands of the directory share: which file it is, and how a service is written on a screen.
Only what may be shown is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from clinickit.errors import Unknown
from clinickit.referral.model import Address, Service, Status
from clinickit.referral.protect import Override
from clinickit.referral.round_words import ages
from clinickit.referral.store import Kept, Store

where = click.option(
    "--in",
    "directory",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CLINICKIT_DIRECTORY",
    required=True,
    help="The directory, made by `clinickit referral import`. Also from CLINICKIT_DIRECTORY.",
)
maybe = click.option(
    "--in",
    "directory",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CLINICKIT_DIRECTORY",
    help="The directory with the services that the letter names. Also from CLINICKIT_DIRECTORY.",
)
source = click.option("--source", default="", metavar="NAME", help="Only of this source.")


def current(directory: Path, ids: Iterable[str], source: str = "") -> list[Kept]:
    """The services of ids, of one source or as `source/id`, in their order. Raises Unknown for one that is not there, or vanished."""
    with Store.open(directory) as store:
        found = [store.entry(one, source) for one in ids]
    for kept in found:
        if kept.vanished_on:
            shown = kept.shown()
            gone = f"“{shown.name}” ({shown.id}) vanished from “{shown.source}” on {kept.vanished_on}, so it may be gone."
            raise Unknown(f"{gone} Choose another; to see what changed: clinickit referral history {shown.id}")
    return found


def override(by: str | None, why: str | None, on: date) -> Override | None:
    """Who decides to show what is protected, where either is said. Raises Unknown where one of them is missing."""
    return Override(by or "", on, why or "") if by is not None or why is not None else None


def facts(one: Service) -> Iterator[tuple[str, str]]:
    """What a service says, as pairs of a name and words; nothing that nobody said, and nothing twice."""
    rows: list[tuple[str, str]] = [
        ("organization", one.organization),
        ("also called", one.also_called),
        ("status", "" if one.status is Status.UNKNOWN else one.status),
        ("alert", one.alert),
        ("about", one.description),
        ("ages", ages(one)),
        ("languages", ", ".join(one.languages)),
        ("interpreters", _yes(one.interpreters)),
        ("kinds of help", ", ".join(one.modalities)),
        ("for", one.eligibility),
        ("cost", ", ".join(" ".join(filter(None, (cost.kind, cost.option, cost.note))) for cost in one.costs)),
        ("insurance", ", ".join(one.insurance)),
        ("takes people now", _yes(one.accepting)),
        ("wait", one.wait),
        ("from afar", _yes(one.remote)),
        ("how to apply", one.how_to_apply),
        ("ask for", one.ask_for),
        ("documents", ", ".join(one.documents)),
        ("area", ", ".join(one.areas)),
        *(("phone", " ".join(filter(None, (phone.number, phone.extension, phone.note)))) for phone in one.phones),
        ("email", one.email),
        ("web", one.url),
        *(("hours", f"{' '.join(hours.days)} {hours.opens}–{hours.closes} {hours.note}".strip()) for hours in one.openings),
        *(("place", _address(address)) for place in one.places for address in place.addresses),
        *(("phone there", phone.number) for place in one.places for phone in place.phones),
        ("access", ", ".join((*one.access, *(access for place in one.places for access in place.access)))),
        ("checked on", checked(one.assured_on)),
    ]
    return ((name, words) for name, words in dict.fromkeys(rows) if words)


def checked(day: date | None) -> str:
    """The day that somebody checked the facts."""
    return day.isoformat() if day else "never, as far as we know"


def _yes(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def _address(one: Address) -> str:
    return ", ".join(filter(None, (*one.lines, one.city, one.region, one.postal_code, one.country)))
