"""`clinickit list`: the handouts, with their languages."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clinickit.cli import options
from clinickit.content.model import Handout
from clinickit.errors import Unknown
from clinickit.library import Library

_SHORT = {
    "icd10": "http://hl7.org/fhir/sid/icd-10-cm",
    "icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
    "snomed": "http://snomed.info/sct",
    "sct": "http://snomed.info/sct",
}


@click.command("list")
@click.option("--series", help="attachment, therapy, families, worksheets or safety.")
@click.option("--topic", "topics", multiple=True, help="Such as boundaries; several must all fit.")
@click.option("--audience", help="adult, teen, parent, partner or clinician.")
@click.option("--code", help="An ICD-10-CM or SNOMED CT code, such as Z63 or snomed|76168009: handouts to find by it, never a diagnosis.")
@click.option("-l", "--language", metavar="TAG", help="Only handouts that have this language.")
@options.content
@options.as_json
def command(
    series: str | None,
    topics: tuple[str, ...],
    audience: str | None,
    code: str | None,
    language: str | None,
    content: Path | None,
    as_json: bool,
) -> None:
    """List the handouts, with their languages, by series, topic, audience or code.

    \b
    clinickit list --audience parent
    clinickit list --topic boundaries -l es
    """
    library = options.library(content)
    every = library.handouts()
    _known("series", series, {one.series for one in every})
    _known("audience", audience, {one.audience for one in every})
    for topic in topics:
        _known("topic", topic, {name for one in every for name in one.topics})
    found = [
        one
        for one in every
        if series in (None, one.series)
        and audience in (None, one.audience)
        and set(topics) <= set(one.topics)
        and (code is None or _coded(one, code))
        and (language is None or language in library.languages(one.id))
    ]
    if as_json:
        click.echo(json.dumps([_facts(library, one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("No handout fits. Leave a filter out, or try: clinickit find WORDS", err=True)
    wide = max((len(one.id) for one in found), default=0)
    for one in found:
        click.echo(f"{click.style(one.id.ljust(wide), bold=True)}  {one.title.plain()}")
        about = [library.phrase(f"ui/series/{one.series}"), library.phrase(f"ui/audience/{one.audience}")]
        click.echo(f"{' ' * wide}  {' · '.join(about)} · {', '.join(library.languages(one.id))}")


def _known(what: str, asked: str | None, there: set[str]) -> None:
    if asked is not None and asked not in there:
        raise Unknown(f"No handout has the {what} “{asked[:60]}”. There are: {', '.join(sorted(there))}.")


def _coded(one: Handout, asked: str) -> bool:
    """Whether a code begins as asked; “system|code” asks for one system, by its URI or a short name."""
    system, bar, code = asked.rpartition("|")
    wanted = _SHORT.get(system.lower(), system)
    return any(has.upper().startswith(code.upper()) for at, has in one.codes if not bar or at == wanted)


def _facts(library: Library, one: Handout) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title.plain(),
        "series": one.series,
        "audience": one.audience,
        "topics": list(one.topics),
        "codes": [{"system": system, "code": code} for system, code in one.codes],
        "version": one.version,
        "languages": list(library.languages(one.id)),
    }
