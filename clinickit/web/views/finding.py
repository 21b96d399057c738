"""Handouts found by words and facts. In: a form whose words never stand in an address. Out: a page of cards, or the cards alone for the
page's script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clinickit.errors import ContentInvalid, Unknown
from clinickit.web import answers
from clinickit.web.choices import read
from clinickit.web.desk import desk, spoken
from clinickit.web.previews import Asked
from clinickit.web.routes import get, post, text
from clinickit.web.settings import Settings
from clinickit.web.shelf import AUDIENCES, SERIES, Wish

_MOST_LETTERS = 300
THUMB = 240
"""Pixels of a small picture, for screens of two pixels a point."""


async def show(request: Request) -> Response:
    """The shelf, by facts alone; the first time, the welcome."""
    at = desk(request)
    if at.clinic is None and not at.store.settings.welcomed and not request.query_params:
        return RedirectResponse("/clinic", 303)
    return await _answer(request, _wish(request.query_params, ""))


async def find(request: Request, form: FormData) -> Response:
    """The cards for words; only the cards where the page's script asks."""
    seen, alone = desk(request).seen, text(form, "part", 10) == "cards"
    before = seen.get(text(form, "again", 40)) if alone else None
    facts = {name: text(form, name, 40) for name in ("series", "audience", "language", "starred")}
    wish = before or _wish(facts, text(form, "words", _MOST_LETTERS))
    answer = await _answer(request, wish, alone)
    if alone:
        answer.headers["X-Seen"] = seen.put(wish)
        answer.headers["X-Wish"] = quote(json.dumps(asdict(wish)))
    return answer


async def star(request: Request, form: FormData) -> Response:
    """A favorite more, or one less."""
    at, handout = desk(request), text(form, "handout", 120)
    on = text(form, "on", 3) == "yes"
    await anyio.to_thread.run_sync(lambda: at.store.star(at.library.handout(handout).id, on))
    if request.headers.get("x-part"):
        return Response(status_code=204)
    return RedirectResponse(f"/sheet/{handout}" if text(form, "back", 10) == "sheet" else "/", 303)


async def thumb(request: Request) -> Response:
    """The first page of a handout, small."""
    at = desk(request)
    handout = at.library.handout(request.path_params["handout"])
    choices = read({"language": request.query_params.get("language", "")}, handout, at.library.languages(handout.id), Settings())
    asked = Asked(handout.id, choices.language, None, choices.options(), at.on(), "")
    try:
        picture = await at.previews.picture(asked, 0, THUMB, behind=True)
    except ContentInvalid:
        picture = await at.previews.picture(replace(asked, language=handout.language), 0, THUMB, behind=True)
    if picture is None:
        raise Unknown("There is no such page.")
    return Response(picture, media_type="image/png")


def _wish(facts: Mapping[str, str], words: str) -> Wish:
    """What is looked for; facts that there are not are left out."""
    series, audience, language = (facts.get(name, "") for name in ("series", "audience", "language"))
    return Wish(
        words,
        series if series in SERIES else "",
        audience if audience in AUDIENCES else "",
        language[:35],
        facts.get("starred") == "yes",
    )


async def _answer(request: Request, wish: Wish, alone: bool = False) -> Response:
    at, words = desk(request), spoken(request)
    favorites = at.store.settings.favorites
    shelf = at.shelf
    cards = await at.previews.work(partial(shelf.cards, wish, words.language, favorites))
    values: dict[str, Any] = {"wish": wish, "cards": cards, "favorites": favorites, "series": SERIES, "audiences": AUDIENCES}
    values["groups"] = [(name, list(group)) for name, group in groupby(cards, key=attrgetter("series"))]
    values["kept"] = request.query_params.get("kept") == "yes"
    values["mine"] = [one for one in cards if one.id in favorites] if wish == Wish() else []
    if alone:
        return answers.page(request, "_cards.html", **values)
    return answers.page(request, "find.html", tab="find", languages=at.shelf.languages(), **values)


routes = (
    get("/", show),
    post("/", find),
    post("/star", star),
    get("/thumb/{handout}.png", thumb),
)
