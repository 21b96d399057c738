"""The examples of docs/embedding.md, each driven by its framework's own test client."""

from __future__ import annotations

import configparser
import importlib.util
import json
import logging
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import click
import pytest

from clinickit import Library
from clinickit.cli import cli
from clinickit.web import serving

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = DOCS / "examples"
GOOD = "/handouts/anxious-attachment/es"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]


Ask = Callable[[str, dict[str, str]], Answer]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def lower(headers: object) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in dict(headers).items()}  # type: ignore[call-overload]


def flask_app() -> Ask:
    pytest.importorskip("flask")
    client = load("flask_app").app.test_client()

    def ask(path: str, headers: dict[str, str]) -> Answer:
        got = client.get(path, headers=headers)
        return Answer(got.status_code, got.data, lower(got.headers))

    return ask


def fastapi_app() -> Ask:
    pytest.importorskip("fastapi")
    testing = pytest.importorskip("fastapi.testclient")
    client = testing.TestClient(load("fastapi_app").app)

    def ask(path: str, headers: dict[str, str]) -> Answer:
        got = client.get(path, headers=headers)
        return Answer(got.status_code, got.content, lower(got.headers))

    return ask


def django_app() -> Ask:
    pytest.importorskip("django")
    load("django_app")
    client = importlib.import_module("django.test").Client(headers={"host": "localhost"})

    def ask(path: str, headers: dict[str, str]) -> Answer:
        got = client.get(path, headers=headers)
        return Answer(got.status_code, got.content, lower(got.headers))

    return ask


@pytest.fixture(scope="module", params=[flask_app, fastapi_app, django_app], ids=lambda made: made.__name__)
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    made: Ask = request.param()
    yield made


def test_a_sheet_comes_as_the_library_prints_it(ask: Ask) -> None:
    got = ask(GOOD, {})
    wanted = Library().render("anxious-attachment", "es", on=date.today(), territory="US")
    assert got.status == 200 and got.body == wanted.pdf
    assert got.headers["content-type"] == "application/pdf" and got.headers["content-language"] == "es"
    assert got.headers["etag"] == f'"{wanted.provenance.pdf_sha256}"'
    assert got.headers["content-disposition"] == 'inline; filename="sheet.pdf"'
    assert got.headers["x-content-type-options"] == "nosniff" and "no-cache" in got.headers["cache-control"]


def test_what_a_reader_has_already_is_not_sent_again(ask: Ask) -> None:
    etag = ask(GOOD, {}).headers["etag"]
    again = ask(GOOD, {"If-None-Match": f'"other", {etag}'})
    assert (again.status, again.body) == (304, b"")
    assert ask(GOOD, {"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/handouts/no-such-sheet/en",
        "/handouts/anxious-attachment/tlh",
        "/handouts/anxious-attachment/es%0d%0aSet-Cookie:x=1",
        "/handouts/..%2f..%2fsetup/en",
        "/handouts/lines/en",
        "/handouts/guide-attachment/en",
        "/handouts/anxious-attachment/" + "e" * 5000,
    ],
)
def test_what_is_not_there_is_404(ask: Ask, path: str) -> None:
    got = ask(path, {})
    assert got.status == 404 and not got.body.startswith(b"%PDF") and "set-cookie" not in got.headers
    assert b"Traceback" not in got.body


def test_an_unchecked_safety_sheet_is_not_handed_out(ask: Ask) -> None:
    got = ask("/handouts/staying-safe/am", {})
    assert got.status == 422 and b"%PDF" not in got.body


def test_nothing_is_written_down(ask: Ask, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        for path in (GOOD, "/handouts/no-such-sheet/en", "/handouts/staying-safe/am"):
            ask(path, {})
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "asyncio"))]
    assert [one.getMessage() for one in ours] == [] and capfd.readouterr() == ("", "")


def test_the_page_shows_each_example_as_it_is() -> None:
    text = (DOCS / "embedding.md").read_text(encoding="utf-8")
    for path in sorted(EXAMPLES.iterdir()):
        assert f"(examples/{path.name})" in text


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """The Containerfile as (instruction, the rest), lines that go on joined."""
    text = re.sub(r"\\\n\s*", " ", (EXAMPLES / "Containerfile").read_text(encoding="utf-8"))
    rows = [row.split(maxsplit=1) for row in text.splitlines() if row.strip() and not row.startswith("#")]
    return [(name.upper(), rest) for name, rest in rows]


def test_the_container_runs_what_is_there_as_nobody_in_particular(steps: list[tuple[str, str]]) -> None:
    names = [name for name, _ in steps]
    known = {"FROM", "ARG", "RUN", "ENV", "USER", "WORKDIR", "VOLUME", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT", "CMD"}
    assert names[0] == "FROM" and set(names) <= known and names.index("USER") < names.index("ENTRYPOINT")
    said = dict(steps)
    user, _, group = said["USER"].partition(":")
    assert int(user) > 0 and int(group) > 0 and f"--uid {user}" in said["RUN"] and f"-o {user} -g {group}" in said["RUN"]
    version = re.search(r":3\.(\d+)-slim$", said["FROM"])
    settings = configparser.ConfigParser()
    settings.read(DOCS.parent / "setup.cfg")
    assert version is not None and settings["options"]["python_requires"] == f">=3.{version[1]}"
    extras = said["ARG"].partition("=")[2].split(",")
    assert set(extras) <= set(settings["options.extras_require"]) and "web" in extras and '"clinickit[${EXTRAS}]"' in said["RUN"]


def test_the_container_s_command_is_one_that_the_command_line_takes(steps: list[tuple[str, str]]) -> None:
    said = dict(steps)
    program, name, *words = [*json.loads(said["ENTRYPOINT"]), *json.loads(said["CMD"])]
    assert program == "clinickit"
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    asked = command.make_context(name, words).params
    assert asked["no_browser"] and asked["settings"] == Path(said["VOLUME"]) == Path(said["WORKDIR"])
    assert asked["port"] == int(said["EXPOSE"]) == serving.USUAL_PORT
    assert not [one for one in command.params if one.name in ("host", "bind", "listen")]
    assert said["STOPSIGNAL"] == "SIGINT"


def test_the_page_writes_nowhere_but_its_settings(steps: list[tuple[str, str]], tmp_path: Path) -> None:
    """Run as the container runs it, but for the port: with a home that is not there, until it is asked to stop."""
    settings = tmp_path / "settings"
    settings.mkdir()
    words = [str(settings) if word == "/settings" else word for word in json.loads(dict(steps)["ENTRYPOINT"])[1:]]
    environment = {"HOME": "/nonexistent", "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": "/nonexistent"}
    command = [sys.executable, "-m", "clinickit", *words, "--port", "0"]
    running = subprocess.Popen(command, cwd=settings, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        address = next(found[0] for line in running.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line)))
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address, timeout=30) as page:
            assert page.status == 200 and b"<html" in page.read()
    finally:
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=30)
    assert running.returncode == 0 and said[1] == "" and said[0].endswith("Stopped.\n")
    assert {one.name for one in settings.iterdir()} <= {"settings.json"}


def test_it_says_how_to_run_it_with_the_ports_and_names_that_it_has(steps: list[tuple[str, str]]) -> None:
    for text in ((DOCS / "embedding.md").read_text(encoding="utf-8"), (EXAMPLES / "Containerfile").read_text(encoding="utf-8")):
        assert "--network host" in text and "--read-only" in text and f":{dict(steps)['VOLUME']}" in text
        assert "127.0.0.1" in text
