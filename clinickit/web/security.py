"""What keeps the page to the person at this computer: an ASGI middleware in front of everything. In: the keys of one run. Out: a request
goes on only when it was sent to a loopback name and port of ours (so no foreign name can be pointed here), comes from our own pages,
has the cookie of this run, and is of a decent size. Called by `app`.

The first address holds a token that works once. It is exchanged for a cookie that scripts cannot read and other sites cannot send."""

from __future__ import annotations

import hmac
import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_ADDRESS = 4096
"""Bytes of path and query."""
MOST_HEADERS = 32 << 10
"""Bytes of all headers together."""
MOST_BODY = 8 << 20
"""Bytes of any body; each form has a bound of its own below this."""
MOST_AT_ONCE = 96
"""Requests that are answered at the same time; more are asked to come back."""

OPENING = "/open/"
"""The path that a token follows."""
STATIC = "/static/"
"""What may be had without the cookie: styles and faces that ship with clinickit."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_DOCUMENT_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For a PDF: the browser's own viewer brings its styles."""
WEB_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""For a handout as a web page, which holds its styles and faces and names their digest itself; still no script."""
_ALWAYS = (
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("X-Robots-Tag", "noindex"),
)
_STRANGE = re.compile(r"[\x00-\x1f\x7f\\]")

Refuse = Callable[[Request, int, str], Response]
"""Makes the page that says why a request was refused: the request, the status, the name of the reason."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run, and the port that it listens at."""

    port: int
    token: str
    cookie: str
    csrf: str

    @classmethod
    def new(cls, port: int) -> Keys:
        """Fresh ones, 256 bits each."""
        return cls(port, secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32))

    @property
    def cookie_name(self) -> str:
        """Cookies do not know ports, so the name does: two pages at once do not take each other's."""
        return f"clinickit-{self.port}"

    @property
    def address(self) -> str:
        """The first address, which works once."""
        return f"http://127.0.0.1:{self.port}{OPENING}{self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """What `Host` may say."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))


class Guard:
    """The middleware. It keeps whether the token was used, and how many requests are being answered."""

    def __init__(self, app: ASGIApp, keys: Keys, refuse: Refuse) -> None:
        self._app, self._keys, self._refuse = app, keys, refuse
        self._lock = threading.Lock()
        self._spent = False
        self._busy = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        guarded = _protecting(send)
        fault = self._fault(request)
        if fault is not None:
            await self._refuse(request, *fault)(scope, receive, guarded)
            return
        if scope["path"].startswith(OPENING):
            await self._open(request)(scope, receive, guarded)
            return
        if not scope["path"].startswith(STATIC) and not self._known(request):
            await self._refuse(request, 403, "closed")(scope, receive, guarded)
            return
        if self._busy >= MOST_AT_ONCE:
            await self._refuse(request, 503, "busy")(scope, receive, guarded)
            return
        self._busy += 1
        try:
            await self._app(scope, bounded(receive, MOST_BODY), guarded)
        finally:
            self._busy -= 1

    def _fault(self, request: Request) -> tuple[int, str] | None:
        """The status and the reason for which a request goes no further; None for a good one."""
        scope, headers = request.scope, request.headers
        if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > MOST_HEADERS:
            return 431, "headers"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_ADDRESS:
            return 414, "address"
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self._keys.hosts:
            return 421, "host"
        if _strange(scope):
            return 400, "path"
        if not self._from_here(request.method, headers):
            return 403, "elsewhere"
        return None

    def _from_here(self, method: str, headers: Headers) -> bool:
        """Whether the request was made by one of our pages or by the person (an address typed or clicked). `Origin` is “null” on a form
        of ours, since our pages send no referrer; then `Sec-Fetch-Site` tells, and in a browser without it the form's own token."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        ours = origin is not None and origin.lower() in {f"http://{one}" for one in self._keys.hosts}
        if method in ("GET", "HEAD"):
            followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
            return (site in (None, "same-origin", "none") or followed) and (origin in (None, "null") or ours)
        if site not in (None, "same-origin", "none"):
            return False
        return ours or origin in (None, "null")

    def _known(self, request: Request) -> bool:
        """Whether the request has this run's cookie."""
        found = [cookie_parser(one).get(self._keys.cookie_name, "") for one in request.headers.getlist("cookie")]
        return any(hmac.compare_digest(one.encode(), self._keys.cookie.encode()) for one in found)

    def _open(self, request: Request) -> Response:
        """The token for the cookie, once. A browser that has the cookie already just goes on."""
        given = request.scope["path"].removeprefix(OPENING)
        right = hmac.compare_digest(given.encode(), self._keys.token.encode())
        home = RedirectResponse("/", status_code=303)
        if right and self._known(request):
            return home
        if request.method != "GET" or not right:
            return self._refuse(request, 403, "closed")
        with self._lock:
            spent, self._spent = self._spent, True
        if spent:
            return self._refuse(request, 403, "spent")
        home.set_cookie(self._keys.cookie_name, self._keys.cookie, path="/", httponly=True, samesite="strict")
        return home


def _strange(scope: Scope) -> bool:
    """Whether a path has what none of ours has: control characters, backslashes, dots as a step, a slash in disguise."""
    path, raw = scope["path"], (scope.get("raw_path") or quote(scope["path"]).encode()).lower()
    steps = path.split("/")
    return bool(_STRANGE.search(path)) or ".." in steps or "." in steps or b"%2f" in raw or b"%5c" in raw or "//" in path


def _protecting(send: Send) -> Send:
    """A `send` that adds to every answer what browsers must keep to."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            protect(MutableHeaders(scope=message))
        await send(message)

    return sending


def protect(headers: MutableHeaders) -> None:
    """Adds the headers that every answer has."""
    pdf = headers.get("content-type", "").startswith("application/pdf")
    headers.setdefault("Content-Security-Policy", _DOCUMENT_POLICY if pdf else _POLICY)
    headers.setdefault("Cache-Control", "no-store")
    for name, value in _ALWAYS:
        headers[name] = value


def bounded(receive: Receive, most: int) -> Receive:
    """A `receive` that gives up once a body has more than `most` bytes, however it is sent. Raises HTTPException 413."""
    had = 0

    async def receiving() -> Message:
        nonlocal had
        message = await receive()
        if message["type"] == "http.request":
            had += len(message.get("body", b""))
            if had > most:
                raise HTTPException(413)
        return message

    return receiving
