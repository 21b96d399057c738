"""`clinickit serve` as it is started: a real server on a real port, its command line, its end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from clinickit.cli import cli
from clinickit.errors import FileProblem
from clinickit.web import serving


@dataclass(frozen=True, slots=True)
class Running:
    """A page that was started; `address` is the first one, with the token."""

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return httpx.URL(self.address).port or 0

    def opened(self) -> httpx.Client:
        """A client that used the first address."""
        client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        assert client.get(self.address).status_code == 303
        return client


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    words = ["-m", "clinickit", "serve", "--no-browser", "--port", "0", "--settings", str(tmp_path / "kept"), "--on", "2026-11-24"]
    process = subprocess.Popen([sys.executable, "-u", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    said = ""
    while "http://" not in said and (line := process.stdout.readline()):
        said += line
    found = re.search(r"http://127\.0\.0\.1:\d+/open/\S+", said)
    if found is None:
        process.kill()
        pytest.fail(f"no address was told: {said} {process.communicate()[1]}")
    yield Running(process, found[0])
    if process.poll() is None:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_from_the_first_address_to_a_clean_end(running: Running) -> None:
    client = running.opened()
    form = client.get("/clinic").text
    assert client.get("/sheet/cbt/file.pdf?language=es").content[:5] == b"%PDF-"
    csrf = re.findall(r'name="csrf" value="([^"]+)"', form)[0]
    assert client.post("/", data={"csrf": csrf, "words": "secretive"}).status_code == 200
    client.close()
    assert httpx.get(running.address).status_code == 403
    assert httpx.get(f"http://127.0.0.1:{running.port}/").status_code == 403
    running.process.send_signal(signal.SIGINT)
    out, errors = running.process.communicate(timeout=15)
    assert running.process.returncode == 0
    assert "Stopped." in out
    assert errors == ""


def test_broken_requests_end_in_a_refusal_and_the_page_stays(running: Running) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in running.opened().cookies.items())
    here = f"Host: 127.0.0.1:{running.port}\r\nCookie: {cookies}\r\n"
    for request in (
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "nonsense\r\n\r\n",
        f"GET /help HTTP/1.1\r\nHost: a\r\n{here}\r\n",
        f"GET /help HTTP/1.1\r\n{here}X: {'x' * 200_000}\r\n\r\n",
        f"GET /{'x' * 200_000} HTTP/1.1\r\n{here}\r\n",
        f"GET http://evil.example/ HTTP/1.1\r\n{here}\r\n",
        f"POST /star HTTP/1.1\r\n{here}Content-Length: -5\r\n\r\n",
        f"POST /star HTTP/1.1\r\n{here}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        f"POST /star HTTP/1.1\r\n{here}Content-Type: text/plain\r\nContent-Length: 104857600\r\nConnection: close\r\n\r\n{'x' * 100_000}",
    ):
        answer = _raw(running.port, request)
        assert re.match(r"HTTP/1\.1 4\d\d ", answer) or answer == "", request[:80]
        assert "Traceback" not in answer
    assert running.process.poll() is None
    assert "HTTP/1.1 200" in _raw(running.port, f"GET /help HTTP/1.1\r\n{here}Connection: close\r\n\r\n")


def test_two_hundred_people_at_once(running: Running) -> None:
    jar = dict(running.opened().cookies)
    here = f"http://127.0.0.1:{running.port}"
    client = httpx.Client(cookies=jar, timeout=60, limits=httpx.Limits(max_connections=200, max_keepalive_connections=0))

    def ask(number: int) -> int:
        return client.get(here + (f"/sheet/cbt/page/1.png?width={200 + number % 50}" if number % 2 else "/help")).status_code

    with ThreadPoolExecutor(200) as pool:
        statuses = list(pool.map(ask, range(200)))
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) > 50
    assert client.get(f"{here}/help").status_code == 200


def test_only_this_computer_is_listened_to(running: Running) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others:
        if not address.startswith("127."):
            with pytest.raises(OSError):
                socket.create_connection((address, running.port), timeout=2)
    with serving.listening(0) as made:
        assert made.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_says_what_to_do() -> None:
    with serving.listening(0) as first, pytest.raises(FileProblem, match="--port 0"):
        serving.listening(first.getsockname()[1])


def test_the_usual_port_gives_way() -> None:
    with serving.listening(None) as first, serving.listening(None) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--on", "tomorrow"], 2, "is not a day"),
        (["--content", "nowhere"], 5, "is not a folder"),
        (["--clinic", "nowhere.json"], 5, "cannot be read"),
        (["--port", "70000"], 2, "70000"),
    ],
)
def test_what_cannot_be_served_is_said_before_anything_opens(words: list[str], code: int, said: str) -> None:
    result = CliRunner().invoke(cli, ["serve", "--no-browser", "--port", "0", *words])
    assert result.exit_code == code
    assert said in result.output


def test_without_the_extra_the_command_that_brings_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("clinickit.web") or name.split(".")[0] == "uvicorn"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(cli, ["serve", "--no-browser"])
    assert result.exit_code == 3
    assert "pip install 'clinickit[web]'" in result.output


def _raw(port: int, request: str) -> str:
    """What the server says to bytes as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as made:
        made.settimeout(3)
        found = b""
        try:
            made.sendall(request.encode("latin-1"))
            while part := made.recv(65536):
                found += part
                if found.startswith(b"HTTP/1.1 4") and b"\r\n\r\n" in found:
                    break
        except (TimeoutError, OSError):
            pass
        return found.decode("latin-1")
