"""The judge of pages and the reader of strings find what is wrong: each broken page is caught."""

from __future__ import annotations

import pytest

from tests.html import judge
from tests.html.sheets import LIBRARY, options
from tests.html.strings import of_html
from tests.readback.sheets import CLINIC, ON

BROKEN = {
    "a script": (b"<main", b"<script>1</script><main"),
    "an inline style": (b"<h2>", b'<h2 style="color:red">'),
    "an event": (b"<h2>", b'<h2 onclick="x">'),
    "a link to a script": (b'href="tel:', b'href="javascript:'),
    "a page without TLS": (b'href="https://', b'href="http://'),
    "a second h1": (b"<h2>", b"<h1>x</h1><h2>"),
    "an h3 after the h1": (b"</h1>", b"</h1><h3>x</h3>"),
    "an empty heading": (b"<h2>", b"<h2></h2><h2>"),
    "another policy": (b"form-action", b"frame-src *; form-action"),
    "another style": (b"<style>", b"<style>a{}"),
    "a font from elsewhere": (b"url(data:font/woff2;base64,", b"url(https://fonts.example/"),
    "an id twice": (b"<h2>", b'<h2 id="text">'),
    "a label of nothing": (b'for="n', b'for="m'),
    "a form that is kept": (b'autocomplete="off"', b'autocomplete="on"'),
    "a cell without scope": (b' scope="col"', b""),
    "a picture without words": (b' aria-label="', b' id="'),
    "another language": (b'lang="en" dir="ltr"', b'lang="es" dir="ltr"'),
    "Arabic from left to right": (b"<h2>", "<h2>ساعة ".encode()),
    "a language said twice": (b"<main", b'<main lang="en"'),
    "no main part": (b"<main", b"<section"),
}


@pytest.fixture(scope="module")
def page() -> bytes:
    return LIBRARY.page_html("trigger-journal", "en", CLINIC, options("trigger-journal"), on=ON).html


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_caught(name: str, page: bytes) -> None:
    old, new = BROKEN[name]
    assert old in page and judge.faults(page, "en") == []
    broken = page.replace(old, new, 1)
    if name == "no main part":
        broken = broken.replace(b"</main>", b"</section>")
    assert judge.faults(broken, "en") != []


OTHER = ((b"<h2>What", b"<h2>Which"), (b"</tbody>", b"<tr><td>more</td></tr></tbody>"), (b'aria-label="', b'aria-label="X'))


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_another_word_is_another_string(old: bytes, new: bytes, page: bytes) -> None:
    assert old in page
    assert sorted(of_html(page.replace(old, new))) != sorted(of_html(page))
