"""Whoever is not at this computer, or comes from another page, gets nothing but a page that says so; nothing crashes, and nothing grows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from clinickit.web import app, security
from clinickit.web.previews import WAITING, WORKERS
from clinickit.web.words import wanted
from tests.web.desks import HERE, KEYS, PORT, at_once, known, page, stranger, streamed


@pytest.fixture
def made(tmp_path: Path) -> Starlette:
    return page(tmp_path / "settings")[0]


@pytest.fixture
def client(made: Starlette) -> TestClient:
    return known(made)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8437", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8437", "[::2]:8437", ""]
)
def test_another_host_is_refused_even_with_the_cookie(client: TestClient, host: str) -> None:
    answer = client.get("/help", headers={"host": host})
    assert answer.status_code == 421
    assert KEYS.csrf not in answer.text


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_each_name_of_this_computer_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/help", headers={"host": host}).status_code == 200


def test_without_the_cookie_a_page_says_how_to_open_it(made: Starlette) -> None:
    for path in ("/", "/help", "/clinic", "/packet", "/sheet/cbt", "/sheet/cbt/file.pdf", "/thumb/cbt.png", "/nothing"):
        answer = stranger(made).get(path)
        assert answer.status_code == 403
        assert "clinickit serve" in answer.text
        assert KEYS.csrf not in answer.text and KEYS.cookie not in answer.text and KEYS.token not in answer.text


@pytest.mark.parametrize("cookie", ["", "x", KEYS.csrf, KEYS.cookie + "x", KEYS.cookie[:-1], "é"])
def test_another_cookie_is_none(made: Starlette, cookie: str) -> None:
    answer = stranger(made).get("/help", headers={"cookie": f"{KEYS.cookie_name}={cookie}".encode()})
    assert answer.status_code == 403


def test_the_token_opens_once(made: Starlette) -> None:
    first = stranger(made)
    opened = first.get(f"/open/{KEYS.token}")
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    said = opened.headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=strict" in said and "path=/" in said and "domain" not in said
    assert first.get("/help").status_code == 200
    assert first.get(f"/open/{KEYS.token}").status_code == 303
    again = stranger(made).get(f"/open/{KEYS.token}")
    assert again.status_code == 403 and "set-cookie" not in again.headers


def test_a_wrong_token_or_a_look_at_the_head_spends_nothing(made: Starlette) -> None:
    assert stranger(made).get("/open/wrong").status_code == 403
    assert stranger(made).head(f"/open/{KEYS.token}").status_code == 403
    assert stranger(made).post(f"/open/{KEYS.token}").status_code == 403
    assert stranger(made).get(f"/open/{KEYS.token}").status_code == 303


def test_every_form_needs_its_token(made: Starlette, client: TestClient) -> None:
    posts = [route for route in app.ROUTES if isinstance(route, Route) and route.methods and "POST" in route.methods]
    assert len(posts) >= 5
    for route in posts:
        path = re.sub(r"\{\w+(:\w+)?\}", "1", route.path)
        for data in ({}, {"csrf": "wrong"}, {"csrf": KEYS.cookie}):
            for headers in ({}, {"origin": "null"}, {"origin": HERE}):
                answer = client.post(path, data=data, headers=headers)
                assert answer.status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(tmp_path: Path, headers: dict[str, str]) -> None:
    made, desk = page(tmp_path / "settings")
    answer = known(made).post("/star", data={"csrf": KEYS.csrf, "handout": "cbt", "on": "yes"}, headers=headers)
    assert answer.status_code == 403
    assert desk.store.settings.favorites == ()


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": HERE}, {"origin": "null"}, {"origin": "null", "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "same-origin"}],
)
def test_a_form_of_ours_is_taken(tmp_path: Path, headers: dict[str, str]) -> None:
    made, desk = page(tmp_path / "settings")
    answer = known(made).post("/star", data={"csrf": KEYS.csrf, "handout": "cbt", "on": "yes"}, headers=headers)
    assert answer.status_code == 303
    assert desk.store.settings.favorites == ("cbt",)


def test_another_page_cannot_fetch_or_embed(client: TestClient) -> None:
    for site in ("cross-site", "same-site"):
        asked = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
        assert client.get("/sheet/cbt/page/1.png", headers=asked).status_code == 403
        framed = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
        assert client.get("/help", headers=framed).status_code == 403
    assert client.get("/help", headers={"origin": "https://evil.example"}).status_code == 403


_TRICKS = (
    "/static/../settings.json",
    "/static/%2e%2e/settings.json",
    "/static/..%2fsettings.json",
    "/static/%2E%2E%2Fapp.py",
    "/static/..%5capp.py",
    "/static/app.py",
    "/static/",
    "/static",
    "/static/page.css/",
    "/static/%00.css",
    "/static/page.css%00.js",
    "/static/faces/atkinson/../../x",
    "/static/faces/%2e%2e/regular",
    "/static/faces/atkinson/huge",
    "/static/con.css",
    "/sheet/../../etc/passwd",
    "/sheet/..%2f..%2fetc%2fpasswd",
    "/sheet/%2fetc%2fpasswd",
    "/sheet/claims",
    "/sheet/ui",
    "/sheet/cbt%0a",
    "/sheet/cbt/page/0.png",
    "/sheet/cbt/page/999.png",
    "/sheet/cbt/page/-1.png",
    "/sheet/cbt/page/99999999999999999999.png",
    "/sheet/cbt/page/1.png/",
    "/sheet/%F0%9F%98%80",
    "/sheet/%ff%fe",
    "/thumb/..%2f.png",
    "/thumb/nothing.png",
    "//evil.example/",
    "/help//",
    "/clinic/logo",
    "/open/",
    "/sheet/" + "a" * 3000,
)


@pytest.mark.parametrize("path", _TRICKS)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(HERE + path)
    assert answer.status_code in (400, 403, 404)
    assert "text/html" in answer.headers["content-type"]
    assert "Traceback" not in answer.text and "passwd" not in answer.text.replace("etc/passwd", "")


_WRONG_OPTIONS = (
    "language=xx",
    "language=../../x",
    "beside=en&language=en",
    "size=huge",
    "territory=%00",
    "territory=ZZZZ",
    "audience=everyone",
    "width=9e9",
    "paper=a0",
    "form=",
    "language=ar&language=es",
    "clinic=",
    "draft=1",
    "discreet=yes&audience=clinician",
    "fillable=yes&beside=es",
    "%ff=%fe",
)


@pytest.mark.parametrize("query", _WRONG_OPTIONS)
def test_options_that_there_are_not_are_the_usual_ones(client: TestClient, query: str) -> None:
    answer = client.get(f"/sheet/cbt?{query}")
    assert answer.status_code == 200
    assert client.get(f"/sheet/cbt/file.pdf?{query}").content[:5] == b"%PDF-"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "WRONG"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    for path in ("/", "/sheet/cbt", "/packet"):
        answer = client.request(method, path, headers={"origin": HERE})
        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers


def test_head_has_no_body(client: TestClient) -> None:
    answer = client.head("/help")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/star", "application/x-www-form-urlencoded"),
        ("/clinic", "multipart/form-data; boundary=x"),
        ("/clinic", "application/x-www-form-urlencoded"),
        ("/star", "application/octet-stream"),
    ],
)
def test_of_a_hundred_megabytes_a_few_are_read(made: Starlette, path: str, kind: str) -> None:
    status, text, sent = streamed(made, path, kind, 100)
    assert status in (400, 403, 413)
    assert "<h1>" in text
    assert sent <= (security.MOST_BODY >> 20) + 1


@pytest.mark.parametrize("path", ["/", "/sheet/cbt", "/sheet/cbt/page/1.png?language=vi"])
def test_a_question_with_a_body_that_never_ends_is_answered_or_refused(made: Starlette, path: str) -> None:
    status, _, sent = streamed(made, path, "application/octet-stream", 100, method="GET")
    assert status in (200, 303, 413)
    assert sent <= (security.MOST_BODY >> 20) + 1


def test_a_file_that_never_ends_is_left(made: Starlette) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="logo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    status, text, sent = streamed(made, "/clinic", "multipart/form-data; boundary=x", 100, head)
    assert status == 413
    assert "too large" in text
    assert sent <= 6


def test_a_form_of_too_many_fields_is_refused(client: TestClient) -> None:
    many = "&".join(f"a{number}=1" for number in range(5000))
    answer = client.post("/star", content=many, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=", ""])
def test_another_kind_of_body_is_no_form(client: TestClient, kind: str) -> None:
    answer = client.post("/star", content=b'{"csrf": "csrf-of-tests"}', headers={"content-type": kind})
    assert answer.status_code in (400, 403, 422)


def test_large_headers_and_addresses_are_refused(client: TestClient) -> None:
    assert client.get("/help", headers={"x-large": "x" * security.MOST_HEADERS}).status_code == 431
    assert client.get("/help?" + "x" * security.MOST_ADDRESS).status_code == 414


def test_every_answer_says_what_browsers_must_keep_to(made: Starlette, client: TestClient) -> None:
    answers = [client.get(path) for path in ("/help", "/nothing", "/sheet/cbt/page/1.png", "/static/page.css", "/sheet/cbt/file.pdf")]
    for answer in (*answers, stranger(made).get("/help"), client.get("/help", headers={"host": "evil.example"})):
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == answer.headers["cross-origin-resource-policy"] == "same-origin"
        if "/static/" not in str(answer.url):
            assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answers[0].headers["content-security-policy"]


def test_no_page_has_a_script_or_a_style_inside(client: TestClient) -> None:
    for path in ("/?all=yes", "/clinic", "/help", "/packet", "/sheet/cbt", "/nothing"):
        text = client.get(path).text
        assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text) == []
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//', text) == []


def test_what_is_searched_is_escaped_and_stays_out_of_addresses(client: TestClient) -> None:
    answer = client.post("/", data={"csrf": KEYS.csrf, "words": '"><script>alert(1)</script>'})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "location" not in answer.headers
    assert client.get("/?words=secretive").text.count("secretive") == 0


def test_two_hundred_at_once_are_served_or_asked_to_wait(made: Starlette) -> None:
    paths = [f"/sheet/cbt/page/1.png?width={100 + number}" for number in range(120)] + ["/help"] * 40 + ["/sheet/ipt"] * 40
    statuses = at_once(made, paths)
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= WORKERS + WAITING // 2
    assert at_once(made, ["/help"]) == [200]


def test_a_busy_answer_says_when_to_come_back(made: Starlette, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "MOST_AT_ONCE", 0)
    answer = client.get("/help")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_a_failure_shows_nothing_of_the_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secretive")

    monkeypatch.setattr("clinickit.web.views.help_.desk", broken)
    answer = client.get("/help")
    assert answer.status_code == 500
    assert "secretive" not in answer.text and "RuntimeError" not in answer.text


def test_back_after_a_choice_of_language_stays_here(client: TestClient) -> None:
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nset-cookie: a=b"):
        answer = client.post("/language", data={"csrf": KEYS.csrf, "language": "en", "back": back})
        assert answer.headers["location"] == "/"
    answer = client.post("/language", data={"csrf": KEYS.csrf, "language": "en", "back": "/help"})
    assert answer.headers["location"] == "/help"


def test_accept_language_is_read_as_it_is_meant() -> None:
    assert wanted("fr;q=0.4, es-MX , de;q=0, xx-;q=2, *;q=0.1") == ("es-MX", "fr")
    assert wanted("\x00" * 5000) == ()
