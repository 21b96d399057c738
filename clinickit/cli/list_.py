"""`clinickit list`: the handouts, with their languages."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options


@click.command("list")
@options.content
@options.as_json
def command(content: Path | None, as_json: bool) -> None:
    """List the handouts, with their languages."""
    library = options.library(content)
    rows = [
        {
            "id": one.id,
            "title": one.title.plain(),
            "series": one.series,
            "audience": one.audience,
            "version": one.version,
            "languages": list(library.languages(one.id)),
        }
        for one in library.handouts()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    wide = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        click.echo(f"{click.style(str(row['id']).ljust(wide), bold=True)}  {row['title']}")
        about = [library.phrase(f"ui/series/{row['series']}"), library.phrase(f"ui/audience/{row['audience']}")]
        click.echo(f"{' ' * wide}  {' · '.join(about)} · {', '.join(library.languages(str(row['id'])))}")
