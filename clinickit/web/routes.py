"""Routes as the views declare them: `get(path, view)` and `post(path, view)`. In: a view. Out: a Starlette route around it that turns
errors into pages, stops when the reader is gone, and lets no form through without its token. Called by the views.

    routes = (get("/packet", show), post("/packet/take", take))

    async def show(request: Request) -> Response: ...
    async def take(request: Request, form: FormData) -> Response: ..."""

from __future__ import annotations

import hmac
import logging
import traceback
from collections.abc import Awaitable, Callable
from pathlib import PurePath

import anyio
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clinickit.errors import ClinickitError, ContentInvalid, Unknown
from clinickit.web import answers
from clinickit.web.desk import desk
from clinickit.web.previews import Busy
from clinickit.web.security import bounded

View = Callable[[Request], Awaitable[Response]]
Taking = Callable[[Request, FormData], Awaitable[Response]]

MOST_FORM = 256 << 10
"""Bytes of a form, unless its route says otherwise."""
_MOST_FIELDS = 400
_log = logging.getLogger("clinickit.web")


def get(path: str, view: View) -> Route:
    """A page to look at. The work stops when the reader goes away."""

    async def answering(request: Request) -> Response:
        return await _safely(request, lambda: _while_there(request, view))

    return Route(path, answering, methods=["GET"])


def post(path: str, view: Taking, most: int = MOST_FORM, fields: int = _MOST_FIELDS) -> Route:
    """A form that was sent, of at most `most` bytes and so many `fields`; one without its token is refused."""

    async def answering(request: Request) -> Response:
        async def taken() -> Response:
            asked = Request(request.scope, bounded(request.receive, most))
            async with asked.form(max_files=1, max_fields=fields, max_part_size=most) as form:
                token = form.get("csrf")
                if not isinstance(token, str) or not hmac.compare_digest(token.encode(), desk(request).csrf.encode()):
                    return answers.problem(request, 403, "form")
                return await view(request, form)

        return await _safely(request, taken)

    return Route(path, answering, methods=["POST"])


def text(form: FormData, name: str, most: int = 2000) -> str:
    """A field of a form as letters, at most so many; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


async def _safely(request: Request, work: Callable[[], Awaitable[Response]]) -> Response:
    """An answer, whatever happens."""
    try:
        return await work()
    except HTTPException as fault:
        return answers.problem(request, fault.status_code)
    except Busy:
        return answers.problem(request, 503)
    except Unknown as fault:
        return answers.problem(request, 404, detail=str(fault))
    except ContentInvalid as fault:
        return answers.problem(request, 422, detail=" ".join(f"{one.message} {one.hint}" for one in fault.diagnostics[:5]))
    except ClinickitError as fault:
        return answers.problem(request, 422, detail=str(fault))
    except UnicodeError:
        return answers.problem(request, 422)
    except Exception as fault:
        _log.error("An answer failed: %s, at %s", type(fault).__name__, _places(fault))
        return answers.problem(request, 500)


def _places(fault: BaseException) -> str:
    """Where it came from, innermost last: files and lines alone, for the words of an error may quote what somebody typed."""
    return " > ".join(f"{PurePath(one.filename).name}:{one.lineno}" for one in traceback.extract_tb(fault.__traceback__))


async def _while_there(request: Request, view: View) -> Response:
    """The view's answer; its work is cancelled when the browser hangs up, or sends a body without end."""
    made: list[Response] = []
    failed: list[Exception] = []
    async with anyio.create_task_group() as group:

        async def watching() -> None:
            try:
                while (await request.receive())["type"] != "http.disconnect":
                    pass
            except HTTPException as fault:
                failed.append(fault)
            group.cancel_scope.cancel()

        group.start_soon(watching)
        try:
            made.append(await view(request))
        except Exception as fault:
            failed.append(fault)
        group.cancel_scope.cancel()
    if failed:
        raise failed[0]
    return made[0] if made else Response(status_code=204)
