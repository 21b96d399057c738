"""`clinickit referral show`: one service."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.cli.referral import directory as shared
from clinickit.referral import protect
from clinickit.referral.records import service_to_json
from clinickit.referral.store import Store

_WIDE, _NAME = 110, 20


@click.command("show")
@click.argument("service_id", metavar="ID")
@shared.where
@shared.source
@options.as_json
def command(service_id: str, directory: Path, source: str, as_json: bool) -> None:
    """Show what the directory says of a service, without what is confidential, and what was withheld."""
    with Store.open(directory) as store:
        kept = store.entry(service_id, source)
    seen, held = kept.shown(), protect.withheld(kept.entry.service)
    dates = {"first": kept.first_on, "changed": kept.changed_on, "vanished": kept.vanished_on}
    if as_json:
        days = {name: day.isoformat() for name, day in dates.items() if day}
        click.echo(json.dumps({"service": service_to_json(seen), "days": days, "withheld": list(held)}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{click.style(seen.name, bold=True)}  {seen.source}/{seen.id}")
    for name, words in shared.facts(seen):
        lines = textwrap.wrap(" ".join(words.split()), _WIDE - _NAME) or [""]
        click.echo(f"  {name:<{_NAME - 2}}{lines[0]}")
        for line in lines[1:]:
            click.echo(f"{'':<{_NAME}}{line}")
    gone = f"; vanished on {kept.vanished_on}" if kept.vanished_on else ""
    click.echo(f"  {'in the directory':<{_NAME - 2}}since {kept.first_on}, as it is since {kept.changed_on}{gone}")
    for call in kept.calls:
        changed = f"; changed: {', '.join(sorted(call.said))}" if call.said else ""
        click.echo(f"  {'called':<{_NAME - 2}}{call.on} by {call.by}: {call.answer}{changed}")
    for why in held:
        click.echo(f"  {'withheld':<{_NAME - 2}}{why}")
