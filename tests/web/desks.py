"""A page for tests: an app with keys that are known, and clients that have its cookie or not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from functools import cache
from pathlib import Path

import anyio
import httpx
from starlette.applications import Starlette
from starlette.testclient import TestClient

from clinickit.library import Library
from clinickit.web import app, serving
from clinickit.web.desk import Desk
from clinickit.web.security import Keys

ON = date(2026, 11, 24)
PORT = 8437
KEYS = Keys(PORT, "token-of-tests", "cookie-of-tests", "csrf-of-tests")
HERE = f"http://127.0.0.1:{PORT}"


@cache
def library() -> Library:
    """One for all tests: it has no state but its caches."""
    return Library()


def desk(settings: Path, keys: Keys = KEYS) -> Desk:
    """A desk whose settings lie in a folder of the test."""
    return serving.desk(library(), settings, None, lambda: ON, keys)


def page(settings: Path) -> tuple[Starlette, Desk]:
    """The app and its desk."""
    at = desk(settings)
    return app.make(at, KEYS), at


def stranger(made: Starlette, **headers: str) -> TestClient:
    """A client without the cookie."""
    return TestClient(made, base_url=HERE, headers=headers, follow_redirects=False, raise_server_exceptions=True)


def known(made: Starlette, **headers: str) -> TestClient:
    """A client with the cookie of this run."""
    client = stranger(made, **headers)
    client.cookies.set(KEYS.cookie_name, KEYS.cookie)
    return client


def at_once(made: Starlette, paths: list[str], **headers: str) -> list[int]:
    """The statuses of requests that are all sent at the same time."""
    found: dict[int, int] = {}

    async def all_of_them() -> None:
        transport = httpx.ASGITransport(app=made)
        cookies = {KEYS.cookie_name: KEYS.cookie}
        async with httpx.AsyncClient(transport=transport, base_url=HERE, cookies=cookies, headers=headers) as client:

            async def one(place: int, path: str) -> None:
                found[place] = (await client.get(path)).status_code

            async with anyio.create_task_group() as group:
                for place, path in enumerate(paths):
                    group.start_soon(one, place, path)

    anyio.run(all_of_them)
    return [found[place] for place in range(len(paths))]


def streamed(made: Starlette, path: str, kind: str, megabytes: int, head: bytes = b"", method: str = "POST") -> tuple[int, str, int]:
    """The status and text of the answer to a body that is sent bit by bit, and how many megabytes of it were taken."""
    sent = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        if head:
            yield head
        for _ in range(megabytes):
            sent += 1
            yield b"x" * (1 << 20)

    async def ask() -> httpx.Response:
        cookies = {KEYS.cookie_name: KEYS.cookie}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url=HERE, cookies=cookies) as client:
            return await client.request(method, path, content=body(), headers={"content-type": kind})

    answer = anyio.run(ask)
    return answer.status_code, answer.text, sent
