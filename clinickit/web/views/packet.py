"""Several sheets as one packet. In: sheets that were taken, in an order. Out: a page to arrange them, and the packet as one PDF. A title
that is typed stands on the cover alone: in no address, and it is not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from clinickit.delivery import packets
from clinickit.errors import ClinickitError, Unknown
from clinickit.layout.theme import Paper
from clinickit.web import answers, notices
from clinickit.web.choices import Choices, read
from clinickit.web.desk import Desk, desk, spoken
from clinickit.web.previews import Bundle
from clinickit.web.routes import get, post, text
from clinickit.web.tray import MOST, Item

_WIDTH = 700


async def show(request: Request) -> Response:
    """The packet as it stands, with its cover."""
    return await _answer(request)


async def take(request: Request, form: FormData) -> Response:
    """One sheet more."""
    at = desk(request)
    handout = at.library.handout(text(form, "handout", 120))
    query = dict(parse_qsl(text(form, "query", 1000), max_num_fields=40))
    choices = read(query, handout, at.library.languages(handout.id), at.store.settings)
    if not at.tray.put(Item(handout.id, choices.query)):
        return await _answer(request, spoken(request).plain("web/packet/full", most=MOST))
    if request.headers.get("x-part"):
        return PlainTextResponse(str(len(at.tray.items)))
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


async def write(request: Request, form: FormData) -> Response:
    """The packet as one PDF, to print or to save."""
    at, title = desk(request), text(form, "title", 200)
    bundle = _bundle(at)
    try:
        if title:
            pdf = (await at.previews.work(partial(bundle.render, at.library, title))).pdf
        else:
            pdf = (await at.previews.sheet(bundle)).rendered.pdf
    except ClinickitError as fault:
        return await _answer(request, str(fault))
    kind = "attachment" if text(form, "save", 3) == "yes" else "inline"
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": f'{kind}; filename="packet.pdf"'})


async def cover(request: Request) -> Response:
    """A page of the packet, small."""
    at = desk(request)
    picture = await at.previews.picture(_bundle(at), request.path_params["number"] - 1, _WIDTH)
    if picture is None:
        raise Unknown("The packet has no such page.")
    return Response(picture, media_type="image/png")


def _rows(at: Desk) -> list[tuple[Item, Choices]]:
    """The sheets of the packet with their options."""
    found = []
    for item in at.tray.items:
        handout = at.library.handout(item.handout)
        found.append((item, read(dict(parse_qsl(item.query)), handout, at.library.languages(handout.id), at.store.settings)))
    return found


def _bundle(at: Desk) -> Bundle:
    """The packet to print: on the paper and for the place that its first sheet names, with the clinic unless every sheet leaves it off."""
    rows = _rows(at)
    paper = next((Paper(choices.paper) for _, choices in rows if choices.paper), None)
    items = tuple(packets.Item(item.handout, choices.language, replace(choices.options(), paper=paper)) for item, choices in rows)
    clinic = at.clinic if any(choices.clinic == "yes" for _, choices in rows) else None
    place = next((choices.territory for _, choices in rows if choices.territory), "")
    if not place and clinic is None and at.clinic is not None:
        place = at.clinic.region or at.clinic.territory
    return Bundle(items, clinic, at.on(), place)


async def _answer(request: Request, fault: str = "") -> Response:
    """The page; with what keeps the packet from being printed, if anything does."""
    at, words = desk(request), spoken(request)
    values: dict[str, Any] = {"sheet": None, "notices": (), "starts": (), "discreet": False}
    rows = _rows(at)
    if rows:
        bundle = _bundle(at)
        values["discreet"] = bundle.items[0].options.discreet
        if len({one.options.copy for one in bundle.items}) > 1:
            fault = fault or words.plain("web/packet/kinds")
        else:
            try:
                made = await at.previews.sheet(bundle)
                values |= _facts(made.rendered)
                values["notices"] = notices.of(made.rendered.diagnostics, words, {item.handout_id for item in bundle.items})
                values["paper"] = (round(made.width), round(made.height))
            except ClinickitError as refused:
                fault = fault or str(refused)
    named = [(item.handout, at.shelf.said(item.handout, words.language), choices) for item, choices in rows]
    return answers.page(request, "packet.html", 422 if fault else 200, tab="packet", rows=named, most=MOST, fault=fault, **values)


def _facts(sheet: object) -> Mapping[str, Any]:
    assert isinstance(sheet, packets.Packet)
    return {"sheet": sheet, "starts": [part.starts for part in sheet.parts]}


routes = (
    get("/packet", show),
    get("/packet/page/{number:int}.png", cover),
    post("/packet", take),
    post("/packet/arrange", arrange),
    post("/packet/file.pdf", write),
)
