"""The help page: what is kept, how to stop, what to do when someone is in danger. In: a request. Out: a page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from clinickit.web import answers
from clinickit.web.desk import desk
from clinickit.web.routes import get


async def show(request: Request) -> Response:
    """The page."""
    store = desk(request).store
    return answers.page(request, "help.html", tab="help", folder=str(store.path), trouble=store.trouble)


routes = (get("/help", show),)
