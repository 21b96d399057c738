"""The server of the page. In: what to serve and where. Out: it runs until it is stopped. Called by the command line."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import uvicorn

from clinickit.content.clinic import Clinic
from clinickit.content.model import Reader
from clinickit.errors import ClinickitError, FileProblem
from clinickit.library import Library
from clinickit.pipeline import PrintOptions
from clinickit.web.app import make
from clinickit.web.desk import Desk
from clinickit.web.previews import Previews
from clinickit.web.security import MOST_HEADERS, Keys
from clinickit.web.settings import Store
from clinickit.web.shelf import Shelf
from clinickit.web.tray import Tray

USUAL_PORT = 8437
LOOPBACK = "127.0.0.1"
_LAST_WORDS = 2
"""Seconds that answers get to end once the page is stopped."""


def listening(port: int | None) -> socket.socket:
    """A socket at this computer's own address. None takes the usual port, or any free one where that is taken. Raises FileProblem."""
    tried = (USUAL_PORT, 0) if port is None else (port,)
    for one in tried:
        # Where the protocol is named asyncio sets TCP_NODELAY: without it each answer waits 40 ms for the last part's receipt.
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            made.bind((LOOPBACK, one))
            made.listen(128)
            return made
        except OSError:
            made.close()
    raise FileProblem(f"Port {tried[-1]} is taken. Stop what uses it, or let any free one be found: --port 0.")


def desk(library: Library, settings: Path, given: Clinic | None, on: Callable[[], date], keys: Keys) -> Desk:
    """A desk with nothing on it yet."""
    return Desk(library, Shelf(library), Store(settings), Previews(library), Tray(), on, keys.csrf, given)


def server(at: Desk, keys: Keys, ready: Callable[[], None]) -> uvicorn.Server:
    """The server, not yet begun; `ready` is called once it answers. No address is ever logged."""
    config = uvicorn.Config(
        make(at, keys),
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=2 * MOST_HEADERS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_LAST_WORDS,
    )
    return _Server(config, ready, partial(_warm, at))


def serve(at: Desk, keys: Keys, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        server(at, keys, ready).run(sockets=[listener])


def _warm(at: Desk) -> None:
    """Handouts are read and a first sheet is set, so that the first preview is as quick as the next. What is wrong is said when asked."""
    with contextlib.suppress(ClinickitError):
        first = at.library.handouts()[0]
        at.library.render(first.id, first.language, options=PrintOptions(audience=Reader.CLINICIAN), on=at.on())


class _Server(uvicorn.Server):
    """Tells once it answers; meanwhile it reads what the first visitor will ask for."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], warm: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready, self._warm = ready, warm

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
        asyncio.get_running_loop().run_in_executor(None, self._warm)
