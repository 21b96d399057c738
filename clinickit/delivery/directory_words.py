"""Words of a directory for who translates them: services go in, the catalog `directory` of a language comes out, to lie in a clinic's own
content folder, where referral sheets find it. Called by the command line and by programs."""

from __future__ import annotations

from collections.abc import Iterable

from clinickit.library import Library
from clinickit.localize import po
from clinickit.localize.extract import Message, messages
from clinickit.localize.sync import Synced, sync
from clinickit.referral import sheets
from clinickit.referral.model import Service

NAME = "directory"
"""The catalog: the context of each of its strings is directory/SOURCE/ID.FIELD."""


def catalog(library: Library, services: Iterable[Service], language: str, data: bytes | None, directory_language: str = "en") -> Synced:
    """The catalog with all that sheets say of these services in the directory's words: what is new has no translation, what changed is
    marked, and what it has of other services stays. `data` is the file as it is, None where there is none. Raises ContentInvalid for one
    that cannot be read."""
    handout = sheets.to_translate(library.handout(sheets.TEMPLATE), services, directory_language)
    found = {one.context: one for one in messages(handout, NAME)}
    asked = {context.rpartition(".")[0] for context in found}
    for entry in _entries(data):
        if not entry.obsolete and entry.context.rpartition(".")[0] not in asked:
            found.setdefault(entry.context, Message(entry.context, entry.source, entry.notes))
    return sync(data, [found[context] for context in sorted(found)], NAME, language)


def _entries(data: bytes | None) -> tuple[po.PoEntry, ...]:
    """Those of a catalog that can be read; of another, `sync` says what is wrong."""
    try:
        return po.read(data).entries if data else ()
    except po.PoProblem:
        return ()
