"""`python -m benchmarks.preview`: milliseconds from a changed option on the page until its part and the picture of its first page are
there, from a real server at the loopback address, asked as the browser asks, no option twice. Prints JSON: `language` of a language's first
sheet, `changed` of all others."""

from __future__ import annotations

import json
import re
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import httpx

from clinickit.library import Library
from clinickit.web import serving
from clinickit.web.security import Keys

HANDOUTS = ("anxious-attachment", "cbt", "first-session", "supporting-a-teen", "calming-skills")
LANGUAGES = ("en", "es", "ar", "ru")


def asked() -> Iterator[tuple[str, dict[str, str]]]:
    """Which kind of change, and the options after it."""
    for language in LANGUAGES:
        for at, handout in enumerate(HANDOUTS):
            yield "changed" if at else "language", {"handout": handout, "language": language}
            for size in ("clear", "large"):
                yield "changed", {"handout": handout, "language": language, "size": size}
            yield "changed", {"handout": handout, "language": language, "ink": "gray"}
            if language != "en":
                yield "changed", {"handout": handout, "language": language, "beside": "en"}


def measure(client: httpx.Client) -> dict[str, list[float]]:
    """Milliseconds by kind."""
    took: dict[str, list[float]] = {}
    for kind, options in asked():
        handout = options.pop("handout")
        begun = perf_counter()
        part = client.get(f"/sheet/{handout}/part", params=options)
        assert part.status_code == 200, part.status_code
        picture = re.search(r'src="([^"]+\.png[^"]*)"', part.text)
        assert picture, "the part names no picture"
        assert client.get(unescape(picture[1])).headers["content-type"] == "image/png"
        took.setdefault(kind, []).append((perf_counter() - begun) * 1000)
    return took


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        listener = serving.listening(0)
        keys = Keys.new(listener.getsockname()[1])
        ready = threading.Event()
        server = serving.server(serving.desk(Library(), Path(folder), None, lambda: date(2026, 11, 24), keys), keys, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        assert ready.wait(30)
        try:
            here = f"http://127.0.0.1:{keys.port}"
            with httpx.Client(base_url=here, cookies={keys.cookie_name: keys.cookie}, timeout=30) as client:
                client.get("/")
                took = measure(client)
        finally:
            server.should_exit = True
            thread.join()
    print(json.dumps({kind: {"median": median(all_of), "p90": quantiles(all_of, n=10)[8]} for kind, all_of in took.items()}))


if __name__ == "__main__":
    main()
