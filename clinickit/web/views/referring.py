"""The referral tab."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from clinickit.web import answers
from clinickit.web.routes import get


async def show(request: Request) -> Response:
    """The form."""
    return answers.problem(request, 404)


routes = (get("/refer", show),)
