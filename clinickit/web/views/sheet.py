"""A sheet as it will print. In: a handout's id and options in the query. Out: a page with options and pages, the part of it that changes,
the pages as pictures, the text, and the PDF, whose bytes are those of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote

import anyio.to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clinickit.content.model import Handout
from clinickit.errors import ContentInvalid, Unknown
from clinickit.web import answers, notices
from clinickit.web.choices import Choices, file_name, read
from clinickit.web.desk import Desk, desk, spoken
from clinickit.web.places import places
from clinickit.web.previews import Asked, Sheet
from clinickit.web.routes import get, post, text
from clinickit.web.security import WEB_PAGE_POLICY

_WIDTH = 1000
_SIZES = (320, 440, 640, 880, 1320)
"""Pixels of a page's picture: unless told, and those that a browser chooses from by its screen."""


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


async def html(request: Request) -> Response:
    """The sheet as a web page of its own, for screens and screen readers: shown, or saved."""
    at = desk(request)
    asked, handout, choices = _asked(request, at)
    options = replace(asked.options, fillable=False)
    make = partial(at.library.page_html, asked.handout, asked.language, asked.clinic, options, on=asked.on)
    made = await at.previews.work(partial(make, territory=asked.territory or None))
    headers = {"Content-Security-Policy": WEB_PAGE_POLICY, "Content-Disposition": _named(request, file_name(handout.id, choices, "html"))}
    return Response(made.html, media_type="text/html; charset=utf-8", headers=headers)


async def pdf(request: Request) -> Response:
    """The sheet itself: shown by the browser's viewer, or saved."""
    at = desk(request)
    asked, handout, choices = _asked(request, at)
    sheet = await at.previews.sheet(asked)
    headers = {"Content-Disposition": _named(request, file_name(handout.id, choices))}
    return Response(sheet.rendered.pdf, media_type="application/pdf", headers=headers)


def _named(request: Request, name: str) -> str:
    """Whether the browser shows a file or saves it, and its name."""
    kind = "attachment" if request.query_params.get("save") == "yes" else "inline"
    return f"{kind}; filename*=UTF-8''{quote(name)}"


async def usual(request: Request, form: FormData) -> Response:
    """Keep some options, for the next sheet to begin with."""
    at = desk(request)
    handout = at.library.handout(text(form, "handout", 120))
    query = dict(parse_qsl(text(form, "query", 1000), max_num_fields=40))
    chosen = read(query, handout, at.library.languages(handout.id), at.store.settings)
    keep = partial(at.store.change, family=chosen.language, size=chosen.size, ink=chosen.ink, paper=chosen.paper)
    await anyio.to_thread.run_sync(keep)
    return RedirectResponse(f"/sheet/{handout.id}?{chosen.query}", 303)


def _asked(request: Request, at: Desk) -> tuple[Asked, Handout, Choices]:
    """What the address asks for, and the handout and options behind it. Raises Unknown."""
    handout = at.library.handout(request.path_params["handout"])
    choices = read(request.query_params, handout, at.library.languages(handout.id), at.store.settings, spoken(request).language)
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
    if refused is not None and "language" not in request.query_params:
        choices, refused = replace(choices, language=handout.language, beside=""), None
        sheet = await at.previews.sheet(asked_for(at, handout, choices))
    values: Mapping[str, Any] = {
        "handout": handout,
        "said": at.shelf.said(handout.id, words.language),
        "choices": choices,
        "languages": at.library.languages(handout.id),
        "places": places(words) if template == "sheet.html" else (),
        "clinic": at.clinic,
        "starred": handout.id in at.store.settings.favorites,
        "sheet": sheet.rendered if sheet else None,
        "sizes": _SIZES,
        "paper": (round(sheet.width), round(sheet.height)) if sheet else (),
        "left_out": choices.left_out,
        "state": notices.state(sheet.rendered, words) if sheet else "",
        "notices": notices.of(sheet.rendered.diagnostics if sheet else refused.diagnostics if refused else (), words, (handout.id,)),
        "gated": refused is not None and any(one.code == "gate.safety" for one in refused.diagnostics),
    }
    return answers.page(request, template, tab="find", **values)


routes = (
    get("/sheet/{handout}", show),
    get("/sheet/{handout}/part", part),
    get("/sheet/{handout}/page/{number:int}.png", picture),
    get("/sheet/{handout}/page.html", html),
    get("/sheet/{handout}/file.pdf", pdf),
    post("/usual", usual),
)
