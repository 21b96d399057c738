"""Several sheets as one packet. In: sheets that were taken, in an order. Out: a page to arrange them, and the packet as one PDF."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clinickit.errors import Unknown
from clinickit.web import answers
from clinickit.web.choices import read
from clinickit.web.desk import desk, spoken
from clinickit.web.routes import get, post, text
from clinickit.web.tray import MOST, Item


async def show(request: Request) -> Response:
    """The packet as it stands."""
    at, words = desk(request), spoken(request)
    rows = []
    for item in at.tray.items:
        handout = at.library.handout(item.handout)
        languages = at.library.languages(handout.id)
        choices = read(dict(parse_qsl(item.query)), handout, languages, at.store.settings)
        tag = words.language if words.language in languages else handout.language
        rows.append((handout, at.library.in_language(handout.id, tag), tag, choices))
    return answers.page(request, "packet.html", tab="packet", rows=rows, most=MOST)


async def take(request: Request, form: FormData) -> Response:
    """One sheet more."""
    at = desk(request)
    handout = at.library.handout(text(form, "handout", 120))
    query = dict(parse_qsl(text(form, "query", 1000), max_num_fields=40))
    choices = read(query, handout, at.library.languages(handout.id), at.store.settings)
    if not at.tray.put(Item(handout.id, choices.query)):
        raise Unknown(f"A packet holds {MOST} sheets. Print this one first.")
    return RedirectResponse("/packet", 303)


async def arrange(request: Request, form: FormData) -> Response:
    """Move a sheet, take one out, or all."""
    tray, place, what = desk(request).tray, text(form, "place", 3), text(form, "do", 10)
    at = int(place) if place.isascii() and place.isdigit() else -1
    if what in ("up", "down"):
        tray.move(at, -1 if what == "up" else 1)
    elif what == "remove":
        tray.take(at)
    elif what == "clear":
        tray.clear()
    return RedirectResponse("/packet", 303)


routes = (
    get("/packet", show),
    post("/packet", take),
    post("/packet/arrange", arrange),
)
