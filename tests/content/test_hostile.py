"""Files that mean harm: each is refused with a clear error, in bounded time and memory."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from clinickit.content import clinics
from clinickit.content.check import Checker
from clinickit.errors import ClinickitError, ContentInvalid
from clinickit.workspace import JSON_LIMIT, Workspace, read_file

SECONDS = 10.0
"""Generous, for machines that are busy; the slowest case takes about one."""
MEMORY = 200 << 20


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Workspace.bundled())


def filled(before: str, piece: str, after: str, size: int = JSON_LIMIT) -> bytes:
    """A file of at most `size` bytes made of repeated pieces."""
    count = (size - len((before + after).encode())) // len(piece.encode())
    return (before + piece * count + after).encode()


HEAD = '{"$schema": "handout.schema.json", '
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten megabytes": (lambda: filled('{"a": "', "x", '"}', 10 << 20), "load.too-large"),
    "one byte too many": (lambda: filled('{"a": "', "x", '"}', JSON_LIMIT + 1), "load.too-large"),
    "ten thousand deep": (lambda: b'{"a": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "load.too-deep"),
    "a megabyte of open brackets": (lambda: b"[" * JSON_LIMIT, "load.too-deep"),
    "a megabyte of open objects": (lambda: b'{"a":' * (JSON_LIMIT // 5), "load.too-deep"),
    "brackets that only close": (lambda: b"]" * JSON_LIMIT, "load.json"),
    "a string never closed, of escaped quotes": (lambda: filled('{"a": "', '\\"', ""), "load.json"),
    "quotes without end": (lambda: b'"' * (JSON_LIMIT - 1), "load.json"),
    "backslashes": (lambda: b'{"a": "' + b"\\" * (JSON_LIMIT - 9), "load.json"),
    "a megabyte of digits": (lambda: filled(HEAD + '"format": ', "9", "}"), "load.number"),
    "a megabyte of decimals": (lambda: filled(HEAD + '"format": 0.', "9", "}"), "load.number"),
    "many huge numbers": (lambda: filled(HEAD + '"topics": [1e999', ",1e999", "]}"), "load.number"),
    "many duplicate keys": (lambda: filled(HEAD + '"a": 0', ', "a": 0', "}"), "load.duplicate-key"),
    "many surrogates": (lambda: filled(HEAD + '"topics": ["\\ud800"', ',"\\ud800"', "]}"), "load.surrogate"),
    "many control characters": (lambda: filled(HEAD + '"title": "', "\\u0000", '"}'), "load.control"),
    "not UTF-8 at the end": (lambda: filled('{"a": "', "x", "", JSON_LIMIT - 3) + b'\xff"}', "load.encoding"),
    "overlong UTF-8": (lambda: b'{"a": "\xc0\xaf"}', "load.encoding"),
    "nothing": (lambda: b"", "load.json"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "load.json"),
    "no object but a string": (lambda: b'"handout"', "load.not-an-object"),
    "topics that are all different things": (lambda: filled(HEAD + '"topics": [0', ",{},[],0", "]}"), "schema.count"),
    "hundred thousand sections": (lambda: filled(HEAD + '"sections": [0', ",0", "]}"), "schema.count"),
    "unknown fields without end": (
        lambda: (HEAD + ", ".join(f'"k{number}": 0' for number in range(60_000)) + "}").encode(),
        "schema.unknown-field",
    ),
    "a megabyte for an id": (lambda: filled(HEAD + '"id": "', "a-", 'a"}'), "schema.length"),
    "a schema from the network": (lambda: b'{"$schema": "http://127.0.0.1:9/handout.schema.json", "format": 1}', "schema.required"),
    "a schema from outside": (lambda: b'{"$schema": "../../../etc/passwd"}', "schema.kind"),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_in_bounded_time(name: str, checker: Checker) -> None:
    make, code = CASES[name]
    data = make()
    started = time.perf_counter()
    _, found = checker.file(data, "hostile.json", None)
    assert time.perf_counter() - started < SECONDS
    assert code in {one.code for one in found}
    assert len(found) <= 101
    assert all(len(str(one)) < 2_000 for one in found)


@pytest.mark.parametrize("name", ["ten megabytes", "ten thousand deep", "many duplicate keys", "topics that are all different things"])
def test_refused_in_bounded_memory(name: str, checker: Checker) -> None:
    data = CASES[name][0]()
    tracemalloc.start()
    try:
        checker.file(data, "hostile.json", None)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY


def test_messages_hold_nothing_that_a_terminal_obeys(checker: Checker) -> None:
    hostile = {"$schema": "handout.schema.json", "titel\x1b[2J": "x", "series": "\x9b31m", "format": "\u202e"}
    data = json.dumps(hostile).replace("\\u001b", "\\u005c").encode()
    for one in (*checker.file(json.dumps(hostile).encode(), "x.json", None)[1], *checker.file(data, "x.json", None)[1]):
        assert str(one).isprintable()


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(b" " * (JSON_LIMIT * 3))
    assert len(read_file(path)) == JSON_LIMIT + 1


def test_a_byte_order_mark_is_accepted(checker: Checker) -> None:
    example = Path(__file__).parent.parent / "examples" / "valid" / "calm-evening.json"
    kind, found = checker.file(b"\xef\xbb\xbf" + example.read_bytes(), "calm-evening.json", None)
    assert (kind, found) == ("handout", ())


PROFILE = {"$schema": "clinic.schema.json", "format": 1, "name": {"en": "Harbor"}, "territory": "US", "logo_alt": "A boat"}


@pytest.mark.parametrize(
    "logo",
    [
        "../logo.png",
        "/etc/logo.png",
        "C:\\logo.png",
        "file:///etc/passwd.png",
        "http://127.0.0.1:9/logo.png",
        "data:image/png;base64,AAAA.png",
        "folder/logo.svg",
        "logo.png\u0000.svg",
        "logo.exe",
        "a" * 200 + ".png",
    ],
)
def test_a_logo_elsewhere_is_refused_and_never_asked_for(logo: str) -> None:
    def never(name: str) -> bytes:
        raise AssertionError(name)

    with pytest.raises(ContentInvalid):
        clinics.read(json.dumps({**PROFILE, "logo": logo}).encode(), "clinic.json", never)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">%s]>
<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><desc>&z;</desc></svg>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(25)
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">%s</svg>'


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><desc>&x;</desc></svg>',
        (SVG % '<image href="file:///etc/passwd" width="9" height="9"/>').encode(),
        (SVG % '<image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/>').encode(),
        (SVG % '<use href="http://127.0.0.1:9/x.svg#a"/>').encode(),
        (SVG % "<script>alert(1)</script>").encode(),
        (SVG % "<text>Harbor</text>").encode(),
        b"<svg",
        b"",
        b"\x00" * 1000,
    ],
    ids=["bomb", "entity", "file", "http", "use", "script", "text", "torn", "empty", "zeros"],
)
def test_a_hostile_drawing_is_refused(data: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(ClinickitError):
        clinics.read(json.dumps({**PROFILE, "logo": "logo.svg"}).encode(), "clinic.json", lambda _: data)
    assert time.perf_counter() - started < SECONDS


def test_markup_in_text_stays_text(checker: Checker) -> None:
    example = Path(__file__).parent.parent / "examples" / "valid" / "calm-evening.json"
    value = json.loads(example.read_text(encoding="utf-8"))
    value["sections"][0]["blocks"][0]["text"] = '<script src="http://127.0.0.1:9/x"></script> <!ENTITY x "y"> &x;'
    _, found = checker.file(json.dumps(value).encode(), "calm-evening.json", None)
    assert {one.code for one in found} == {"rule.looks-like-markup", "rule.literal-address"}
