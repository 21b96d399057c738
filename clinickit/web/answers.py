"""Answers as HTML: a template and its values go in, a response comes out. Called by every view and by the guard. Every value is escaped by
Jinja; a template reads the page's words as `t("web/…")` (markup) and `plain("web/…")` (attributes)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from clinickit.web import faces
from clinickit.web.desk import desk, spoken

_TEMPLATE = re.compile(r"_?[a-z]+(-[a-z]+)*\.html\Z")
_STATIC = re.compile(r"[a-z]+(-[a-z]+)*\.(css|js|svg)\Z")

TABS = (("find", "/"), ("packet", "/packet"), ("refer", "/refer"), ("translate", "/translate"), ("clinic", "/clinic"), ("help", "/help"))
"""The tabs in the head, in order: the last part of the words `web/tab/…`, and where it leads."""

REASONS = {400: "wrong", 403: "closed", 404: "unknown", 405: "method", 413: "large", 422: "wrong", 503: "busy"}
"""The words for a status where no better reason was given: `web/problem/…`."""


def bundled(kind: str, name: str) -> bytes | None:
    """The bytes of a file of `templates` or `static`; None for a name that none can have."""
    if not (_TEMPLATE if kind == "templates" else _STATIC).match(name):
        return None
    entry = files("clinickit.web").joinpath(kind, name)
    return entry.read_bytes() if entry.is_file() else None


@cache
def static(name: str) -> str:
    """The address of a static file; it changes with what the file says, so that browsers may keep it."""
    found = faces.style().encode() if name == "faces.css" else bundled("static", name) or b""
    return f"/static/{name}?v={hashlib.sha256(found).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    def source(name: str) -> str | None:
        found = bundled("templates", name)
        return found.decode() if found is not None else None

    made = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = static
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template. Besides `values` it has: t, plain, words, csrf, tabs, tab (none unless given), tongues, packed, settings."""
    at, words = desk(request), spoken(request)
    known: dict[str, Any] = {
        "t": words.t,
        "plain": words.plain,
        "words": words,
        "csrf": at.csrf,
        "tabs": TABS,
        "tab": "",
        "tongues": at.library.interface_languages(),
        "packed": len(at.tray.items),
        "settings": at.store.settings,
        "here": request.url.path if request.method == "GET" else "/",
        "headless": False,
    }
    return HTMLResponse(_environment().get_template(template).render({**known, **values}), status)


def problem(request: Request, status: int, reason: str = "", detail: str = "") -> Response:
    """A page that says what went wrong and what to do. `reason` is the last part of `web/problem/…`; `detail` more words of ours, in
    English, such as the message of an error."""
    name = reason or REASONS.get(status, "broken")
    answer = page(request, "problem.html", status, reason=name, detail=detail, headless=status in (403, 421))
    if status == 503:
        answer.headers["Retry-After"] = "2"
    return answer
