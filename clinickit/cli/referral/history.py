"""`clinickit referral history`: what became of a service, import by import and call by call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from clinickit.cli import options
from clinickit.cli.referral import directory as shared
from clinickit.referral import protect
from clinickit.referral.calls import laid
from clinickit.referral.model import Service
from clinickit.referral.records import service_to_json
from clinickit.referral.store import Change, Kept, Store


@click.command("history")
@click.argument("service_id", metavar="ID")
@shared.where
@shared.source
@options.as_json
def command(service_id: str, directory: Path, source: str, as_json: bool) -> None:
    """Say what changed of a service, and when: oldest first, without what is confidential."""
    with Store.open(directory) as store:
        kept = store.entry(service_id, source)
        changes = store.history(kept.number)
    rows = sorted((*_rows(changes, kept.source_says), *_calls(kept)), key=lambda row: str(row["on"]))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    click.echo(f"{click.style(kept.shown().name, bold=True)}  {kept.entry.service.source}/{kept.entry.service.id}")
    for row in rows:
        by = f", by {row['by']}" if "by" in row else ""
        click.echo(f"  {row['on']}  {row['what']}{by}")
        for field, values in row["fields"].items():
            click.echo(f"      {field}: {' → '.join(map(_said, values)) or 'withheld'}")


def _rows(changes: tuple[Change, ...], now: Service) -> list[dict[str, Any]]:
    """Each change with the fields that differ: what was before it, against what was before the next one, or is now. What is protected in
    one version is told by no other: then fields are named without what they said."""
    versions = (now, *(one.before.service for one in changes if one.before))
    guarded = any(protect.withheld(one) for one in versions)
    rows: list[dict[str, Any]] = []
    after = now
    for one in reversed(changes):
        fields: dict[str, list[Any]] = {}
        if one.before is not None:
            fields = _differ(one.before.service, after, guarded)
            after = one.before.service
        rows.append({"on": one.on.isoformat(), "what": one.what, "fields": fields})
    return rows[::-1]


def _calls(kept: Kept) -> list[dict[str, Any]]:
    """What the clinic was told, call by call. Of a service of which anything is withheld, fields are named without what was said."""
    rows: list[dict[str, Any]] = []
    guarded = bool(protect.withheld(kept.entry.service) or protect.withheld(kept.source_says))
    for at, one in enumerate(kept.calls):
        before, after = laid(kept.source_says, kept.calls[:at]), laid(kept.source_says, kept.calls[: at + 1])
        rows.append({"on": one.on.isoformat(), "what": f"called: {one.answer}", "by": one.by, "fields": _differ(before, after, guarded)})
    return rows


def _differ(before: Service, after: Service, guarded: bool) -> dict[str, list[Any]]:
    old, new = (service_to_json(protect.shown(one)) for one in (before, after))
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return {name: [] if guarded else [old.get(name), new.get(name)] for name in names}


def _said(value: Any) -> str:
    words = _words(value)
    return "nothing" if not words else words if len(words) <= 60 else f"{words[:57]}…"


def _words(value: Any) -> str:
    """What a field says, without the names and signs of JSON: parts of one fact in a row, facts with a semicolon between."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return " ".join(filter(None, (_words(one) for one in value.values())))
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
