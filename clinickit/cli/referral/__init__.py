"""`clinickit referral`: where to send people. One file a command, imported when it is asked for. The directory is one file of the clinic's
own; nothing about a patient is kept."""

from __future__ import annotations

import click

from clinickit.cli.lazy import LazyGroup

_COMMANDS = {
    "validate": ("validate", "Check a directory's files: refused records, schemas, stale or closed services."),
    "import": ("import_", "Take services into a directory: HSDS, AIRS XML, FHIR R4, CSV."),
    "list": ("list_", "List what the directory has, and its sources."),
    "show": ("show", "Show a service, without what is confidential."),
    "history": ("history", "Say what changed of a service, and when."),
    "find": ("find", "Find services that fit, each with its reasons."),
    "options": ("options", "Kinds of help to talk about, with evidence and cautions."),
    "sheet": ("sheet", "Print up to three services for the family, in their language."),
    "words": ("words", "Write what the directory says into a catalog, for a translator."),
    "letter": ("letter", "Make a referral letter: copies for recipient, file and client, and a slip."),
    "round": ("round", "List whom to call, as a sheet and a table; take what they said."),
    "fhir": ("fhir", "Write a letter as FHIR R4 for another system; take its answer."),
    "export": ("export", "Write services as HSDS 3.0, without what is protected."),
}


@click.group("referral", cls=LazyGroup, package=__name__, listed=_COMMANDS)
def command() -> None:
    """Refer people on: find services that fit, talk about kinds of help, print a sheet for the family.

    \b
    Find:   clinickit referral find --near 94110 --within 10mi --language es --age 15 --explain
    Talk:   clinickit referral options --age 15 --concern worry
    """
