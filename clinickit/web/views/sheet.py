"""A sheet as it will print. In: a handout's id and options in the query. Out: a page with options and pages, the part of it that changes,
the pages as pictures, the text, and the PDF, whose bytes are those of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from clinickit.content.model import Handout
from clinickit.errors import ContentInvalid, Unknown
from clinickit.web import answers, notices
from clinickit.web.choices import Choices, file_name, read
from clinickit.web.desk import Desk, desk, spoken
from clinickit.web.places import places
from clinickit.web.previews import Asked, Sheet
from clinickit.web.routes import get

_WIDTH = 1400
"""Pixels of a page's picture unless told: 700 points on a screen of two pixels a point."""


async def show(request: Request) -> Response:
    """The page: options beside the sheet."""
    return await _answer(request, "sheet.html")


async def part(request: Request) -> Response:
    """What changes with the options, for the page's script."""
    return await _answer(request, "_sheet.html")


async def picture(request: Request) -> Response:
    """One page as PNG; `width` in pixels."""
    at = desk(request)
    asked, _, _ = _asked(request, at)
    number, width = request.path_params["number"], request.query_params.get("width", "")
    found = await at.previews.picture(asked, number - 1, int(width) if width.isascii() and width.isdigit() and len(width) < 5 else _WIDTH)
    if found is None:
        raise Unknown(f"There is no page {number} in this sheet.")
    return Response(found, media_type="image/png")


async def text(request: Request) -> Response:
    """What the sheet says, page by page, as letters."""
    at = desk(request)
    asked, handout, choices = _asked(request, at)
    pages = await at.previews.text(asked)
    return answers.page(request, "text.html", tab="find", handout=handout, choices=choices, pages=pages)


async def pdf(request: Request) -> Response:
    """The sheet itself: shown by the browser's viewer, or saved."""
    at = desk(request)
    asked, handout, choices = _asked(request, at)
    sheet = await at.previews.sheet(asked)
    kind = "attachment" if request.query_params.get("save") == "yes" else "inline"
    name = file_name(handout.id, choices)
    return Response(
        sheet.rendered.pdf, media_type="application/pdf", headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name)}"}
    )


def _asked(request: Request, at: Desk) -> tuple[Asked, Handout, Choices]:
    """What the address asks for, and the handout and options behind it. Raises Unknown."""
    handout = at.library.handout(request.path_params["handout"])
    choices = read(request.query_params, handout, at.library.languages(handout.id), at.store.settings)
    return asked_for(at, handout, choices), handout, choices


def asked_for(at: Desk, handout: Handout, choices: Choices) -> Asked:
    """A sheet by its options."""
    clinic = choices.shown(at.clinic)
    territory = choices.territory or (at.clinic.region or at.clinic.territory if at.clinic and clinic is None else "")
    return Asked(handout.id, choices.language, clinic, choices.options(), at.on(), territory)


async def _answer(request: Request, template: str) -> Response:
    at, words = desk(request), spoken(request)
    asked, handout, choices = _asked(request, at)
    sheet: Sheet | None = None
    refused: ContentInvalid | None = None
    try:
        sheet = await at.previews.sheet(asked)
    except ContentInvalid as fault:
        refused = fault
    tag = words.language if words.language in at.library.languages(handout.id) else handout.language
    values: Mapping[str, Any] = {
        "handout": handout,
        "said": at.library.in_language(handout.id, tag),
        "tongue": tag,
        "choices": choices,
        "languages": at.library.languages(handout.id),
        "places": places(words),
        "clinic": at.clinic,
        "starred": handout.id in at.store.settings.favorites,
        "sheet": sheet.rendered if sheet else None,
        "paper": (round(sheet.width), round(sheet.height)) if sheet else (),
        "state": notices.state(sheet.rendered.provenance, words) if sheet else "",
        "notices": notices.of(sheet.rendered.diagnostics if sheet else refused.diagnostics if refused else (), words),
        "gated": refused is not None and any(one.code == "gate.safety" for one in refused.diagnostics),
        "has_html": False,
    }
    return answers.page(request, template, tab="find", **values)


routes = (
    get("/sheet/{handout}", show),
    get("/sheet/{handout}/part", part),
    get("/sheet/{handout}/page/{number:int}.png", picture),
    get("/sheet/{handout}/text", text),
    get("/sheet/{handout}/file.pdf", pdf),
)
