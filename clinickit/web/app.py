"""The page as an ASGI application. In: the desk and the keys of one run. Out: a Starlette app that answers only whoever holds the keys.
Called by `serving` and by tests."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from clinickit.web import answers
from clinickit.web.desk import Desk
from clinickit.web.security import Guard, Keys, protect
from clinickit.web.views import clinic, files, finding, help_, language, packet, referring, sheet, talking, translating

ROUTES: tuple[BaseRoute, ...] = (
    *files.routes,
    *finding.routes,
    *sheet.routes,
    *packet.routes,
    *referring.routes,
    *talking.routes,
    *translating.routes,
    *clinic.routes,
    *help_.routes,
    *language.routes,
)
"""All pages, in the order in which their paths are tried."""


def make(desk: Desk, keys: Keys) -> Starlette:
    """The app for a desk; `keys` are those of this run, at the port that it listens at."""
    app = Starlette(
        routes=list(ROUTES),
        middleware=[Middleware(Guard, keys=keys, refuse=_refuse)],
        exception_handlers={HTTPException: _http, Exception: _broken},
    )
    app.router.redirect_slashes = False
    app.state.desk = desk
    return app


def _refuse(request: Request, status: int, reason: str) -> Response:
    return answers.problem(request, status, reason)


async def _http(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    answer = answers.problem(request, status)
    if isinstance(fault, HTTPException) and fault.headers:
        answer.headers.update(fault.headers)
    return answer


async def _broken(request: Request, _: Exception) -> Response:
    answer = answers.problem(request, 500)
    protect(answer.headers)
    return answer
