"""`clinickit referral list`: what the directory has."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.referral import directory as shared
from clinickit.errors import Unknown
from clinickit.referral.model import Service, Status
from clinickit.referral.records import service_to_json
from clinickit.referral.searching import Found, Query, search
from clinickit.referral.store import Store


@click.command("list")
@click.argument("words", nargs=-1)
@shared.where
@shared.source
@click.option("-l", "--language", default="", metavar="TAG", help="Only services that state this language.")
@click.option("--age", type=click.IntRange(0, 120), help="Only services that state ages with this one among them.")
@click.option("--modality", "modalities", multiple=True, metavar="WORD", help="Only this kind of help, such as cbt; of several, any.")
@click.option("--cost", default="", metavar="KIND", help="free, sliding, insurance or fee.")
@click.option("--area", default="", help="Only services that state this area, as their source writes it.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([one.value for one in Status]),
    help="Of several, any. Default: all but defunct, which is closed for good.",
)
@click.option("--unsaid", is_flag=True, help="Also services that say nothing of what is asked.")
@click.option("--vanished", is_flag=True, help="Also services that their source no longer has.")
@click.option("--at-most", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many to show.")
@click.option("--sources", is_flag=True, help="Say which sources there are, and when each was last imported.")
@click.option("--refused", metavar="NAME", help="Say what the last import of a source did not take, and why.")
@options.as_json
def command(
    words: tuple[str, ...],
    directory: Path,
    source: str,
    language: str,
    age: int | None,
    modalities: tuple[str, ...],
    cost: str,
    area: str,
    statuses: tuple[str, ...],
    unsaid: bool,
    vanished: bool,
    at_most: int,
    sources: bool,
    refused: str | None,
    as_json: bool,
) -> None:
    """List what the directory has: by words, best first, or all by name. To choose for a family, with reasons: clinickit referral find.

    \b
    clinickit referral list grief support --in directory.sqlite --language es
    clinickit referral list --sources --in directory.sqlite
    """
    query = Query(
        words=" ".join(words),
        age=age,
        language=language,
        modalities=modalities,
        cost=cost,
        area=area,
        statuses=tuple(Status(one) for one in statuses) or tuple(one for one in Status if one is not Status.DEFUNCT),
        source=source,
        unsaid=unsaid,
        vanished=vanished,
        at_most=at_most,
    )
    with Store.open(directory) as store:
        if sources:
            _sources(store, as_json)
        elif refused is not None:
            _refused(store, refused, as_json)
        else:
            _services(search(store, query), as_json)


def _services(found: tuple[Found, ...], as_json: bool) -> None:
    if as_json:
        rows = [{**service_to_json(one.service), **_gone(one)} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("Nothing fits. Leave a filter out, or say --unsaid for services that say nothing of it.", err=True)
    for one in found:
        gone = f"  [vanished {one.vanished_on}]" if one.vanished_on else ""
        click.echo(f"{click.style(one.service.name, bold=True)}  {one.service.source}/{one.service.id}{gone}")
        click.echo(f"    {' · '.join(_line(one.service))}")


def _gone(one: Found) -> dict[str, str]:
    return {"vanished_on": one.vanished_on.isoformat()} if one.vanished_on else {}


def _line(one: Service) -> list[str]:
    status = "" if one.status in (Status.ACTIVE, Status.UNKNOWN) else one.status.upper()
    phone = next((phone.number for phone in one.phones), "")
    said = (
        status,
        one.organization,
        phone,
        ", ".join(one.languages),
        ", ".join(one.modalities),
        f"checked {shared.checked(one.assured_on)}",
    )
    return [words for words in said if words]


def _sources(store: Store, as_json: bool) -> None:
    every = store.sources()
    if as_json:
        names = ("name", "services", "vanished", "taken_on", "refused")
        rows = [{name: str(value) if name == "taken_on" else value for name in names for value in (getattr(one, name),)} for one in every]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in every:
        click.echo(
            f"{click.style(one.name, bold=True)}  {one.services} services, {one.vanished} vanished; "
            f"imported {one.taken_on}, {one.refused} refused"
        )


def _refused(store: Store, name: str, as_json: bool) -> None:
    known = [one.name for one in store.sources()]
    if name not in known:
        raise Unknown(f"There is no source “{name[:60]}”. There are: {', '.join(known) or 'none yet'}.")
    rows = store.refused(name)
    if as_json:
        click.echo(json.dumps([{"place": one.place, "id": one.id, "why": one.why} for one in rows], ensure_ascii=False, indent=2))
        return
    for one in rows:
        click.echo(f"{one.place}{f' ({one.id})' if one.id else ''}: {one.why}")
