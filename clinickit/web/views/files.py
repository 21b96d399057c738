"""Styles, scripts, pictures and faces that ship with clinickit. In: a name. Out: its bytes; nothing is listed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from clinickit.web import answers, faces
from clinickit.web.routes import get

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_KEPT = "private, max-age=86400"


async def show(request: Request) -> Response:
    """A file by its name."""
    name = request.path_params["name"]
    found = faces.style().encode() if name == "faces.css" else answers.bundled("static", name)
    if found is None:
        return answers.problem(request, 404)
    return Response(found, media_type=_KINDS[name.rpartition(".")[2]], headers={"Cache-Control": _KEPT})


async def face(request: Request) -> Response:
    """A face by its name and weight."""
    found = faces.data(request.path_params["name"], request.path_params["weight"])
    if found is None:
        return answers.problem(request, 404)
    return Response(found, media_type="font/ttf", headers={"Cache-Control": _KEPT})


async def icon(request: Request) -> Response:
    """The mark that browsers ask for by themselves."""
    return Response(answers.bundled("static", "mark.svg"), media_type=_KINDS["svg"], headers={"Cache-Control": _KEPT})


routes = (
    get("/static/{name}", show),
    get("/static/faces/{name}/{weight}", face),
    get("/favicon.ico", icon),
)
