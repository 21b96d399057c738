"""The language of the page. In: the form in its head. Out: the choice is kept, and the page that it was made on is shown again."""

from __future__ import annotations

import re

import anyio.to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clinickit.web.desk import desk
from clinickit.web.routes import post, text

_PATH = re.compile(r"/[a-z0-9/-]{0,200}\Z")


async def choose(request: Request, form: FormData) -> Response:
    """Keep a language that the page speaks."""
    at, tag, back = desk(request), text(form, "language", 35), text(form, "back", 300)
    if tag in at.library.interface_languages():
        await anyio.to_thread.run_sync(lambda: at.store.change(language=tag))
    return RedirectResponse(back if _PATH.match(back) and not back.startswith("//") else "/", 303)


routes = (post("/language", choose),)
