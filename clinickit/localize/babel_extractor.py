"""Handouts for tools that speak Babel's extractor interface: a JSON file of content goes in; its messages, with contexts and notes, come
out. Called by Babel (`pybabel extract`), and by whatever builds on it, through the entry point `babel.extractors`; see docs/weblate.md.

    [clinickit: handouts/**.json]

Each message is a `pgettext` with the context that our own templates have, at the line where its string stands. What is no content file
(claims, references, lines) gives nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from clinickit.content import build, load
from clinickit.content.positions import spots, unquote
from clinickit.content.schemas import Schemas
from clinickit.errors import ContentInvalid
from clinickit.localize import ui
from clinickit.localize.extract import Message, messages, ui_messages
from clinickit.localize.templates import fragment_messages
from clinickit.workspace import Workspace

Extracted = tuple[int, str, tuple[str, str], list[str]]


def extract(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Babel's interface: line (1-based), function name, context and string, comments. Keywords, tags and options are not used. Raises
    ContentInvalid for a file that is no valid content, so that no template is made of half a handout."""
    data = fileobj.read()
    name = str(getattr(fileobj, "name", "handout.json"))
    document, kind, told = load.document(Schemas(Workspace.bundled()), data, name)
    if document is None:
        raise ContentInvalid(told)
    lines = _lines(document.text)
    for one in _messages(kind, document.value):
        places = lines.get(one.source, [1])
        yield places.pop(0) if len(places) > 1 else places[0], "pgettext", (one.context, one.source), list(one.notes)


def _messages(kind: str, value: Mapping[str, Any]) -> tuple[Message, ...]:
    if kind == "handout":
        return messages(build.handout(value, {}, {}))
    if kind == "fragment":
        return fragment_messages({value["id"]: value})
    return ui_messages(ui.load(value), value.get("notes", {})) if kind == "ui" else ()


def _lines(text: str) -> dict[str, list[int]]:
    """Every string value of a JSON text with its lines, in order."""
    found: dict[str, list[int]] = {}
    line, at = 1, 0
    for spot in spots(text):
        if not spot.is_key and text[spot.start] == '"':
            line += text.count("\n", at, spot.start)
            at = spot.start
            found.setdefault(unquote(text[spot.start : spot.end]), []).append(line)
    return found
