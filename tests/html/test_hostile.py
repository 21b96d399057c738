"""Content that means harm: whatever a string says, it is text on the page, and no address leads where a page may not lead."""

from __future__ import annotations

import html.parser
from dataclasses import replace
from typing import Any

import pytest

from clinickit import Clinic, PrintOptions
from clinickit.content import walk
from clinickit.content.model import Contact, Contacts, Handout, Plain, Text, Way, WayKind
from clinickit.html.tree import Raw, el, escaped, link, markup
from clinickit.html.write import HtmlWriter, Look, Said
from clinickit.pipeline import Job, Words
from clinickit.text.typesetter import Typesetter
from tests.html import judge
from tests.html.sheets import LIBRARY
from tests.html.strings import name, of_html, parsed
from tests.readback.sheets import ON

SETTER = Typesetter()
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}",
    "</title></textarea></svg></main><h1>x",
    "&lt;b&gt; &amp; &#x41; &nbsp;",
    "<!-- --><![CDATA[ ]]><?php ?>",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} <%= 7 %>",
    "' onmouseover='x",
)


def handout(said: str) -> tuple[Handout, Words]:
    """A worksheet of which each string ends in what is said."""
    job: Any = LIBRARY._job("trigger-journal", "en", None, PrintOptions(draft=True), ON, "US")
    assert isinstance(job, Job)
    words = _words(job)
    return walk.map_texts(words.handout, lambda text: replace(text, inlines=(*text.inlines, Plain(f" {said}")))), words


def _words(job: Job) -> Words:
    from clinickit import pipeline

    return pipeline._words(job, LIBRARY._made(), "en")


def page(said: str) -> bytes:
    made, words = handout(said)
    clinic = Clinic(names=(("en", said),), taglines=(("en", said),), phone=said, web=said, logo_alt=said)
    return HtmlWriter(SETTER).write(Said(made, words.wording), clinic, Look())


def shape(made: bytes) -> list[str]:
    """The elements of a page, but for links (an address may lead nowhere) and lines of pictures (longer words take more)."""
    return [kind for one in parsed(made).iter() if (kind := name(one)) not in ("a", "bdi", "text", "tspan", "path")]


@pytest.mark.parametrize("said", NASTY)
def test_what_a_string_says_is_never_markup(said: str) -> None:
    made = page(said)
    assert judge.faults(made, "en") == []
    assert shape(made) == shape(page("plain"))
    letters = "".join(said.split())
    assert sum(letters in one for one in of_html(made)) > 50


@pytest.mark.parametrize("said", NASTY)
def test_a_browsers_own_parser_sees_the_same_elements(said: str) -> None:
    class Reader(html.parser.HTMLParser):
        """Counts what a lenient parser takes for elements."""

        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append(tag)

        handle_startendtag = handle_starttag

    reader = Reader()
    reader.feed(page(said).decode())
    assert reader.seen == [name(one).lower() for one in parsed(page(said)).iter()]


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " https://a.example",
        "https://a.example/ onclick=x",
        'https://a.example/"x',
        "https://a.example\nx",
        "https://user@a.example",
        "https://",
        "http://a.example",
        "//a.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:<b>",
        "tel:",
        "mailto:a@b.example",
        "https://a.exämple",
        "",
    ],
)
def test_no_other_address_is_a_link(uri: str) -> None:
    assert link(uri) is None
    way = Way(WayKind.ADDRESS, "a.example", uri, ("web",))
    made, words = handout("")
    blocks = [replace(one, entries=(Contact("x", None, "A", "en", (way,)),)) for one in walk.blocks(made) if isinstance(one, Contacts)]
    changed = replace(made, sections=(replace(made.sections[0], blocks=(blocks[0],)),))
    root = parsed(HtmlWriter(SETTER).write(Said(changed, words.wording), None, Look()))
    assert [one.get("href") for one in root.iter() if one.get("href")] == ["#text"]


@pytest.mark.parametrize("uri", ["tel:+15550100", "tel:988", "sms:88788?body=START", "https://a.example", "https://a.example:8443/b?c=d#e"])
def test_what_may_be_a_link(uri: str) -> None:
    assert link(uri) == uri


def test_letters_that_no_page_may_hold_are_replaced() -> None:
    assert escaped("a\x00b\x1bc\x85d\ud800e\ufffef") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert escaped("a\tb\nc 👪 é") == "a\tb\nc 👪 é"


def test_languages_and_directions_are_said_where_they_change() -> None:
    said = markup(el("p", "a ", el("span", "ب", language="ar"), el("span", "c", language="en"), el("b", "d", dir="rtl"), language="en"))
    assert said == ('<!DOCTYPE html>\n<p lang="en" dir="ltr">a <span lang="ar" dir="rtl">ب</span><span>c</span><b dir="rtl">d</b>\n</p>\n')


def test_a_style_sheet_holds_no_markup() -> None:
    with pytest.raises(AssertionError):
        Raw("</style>")


def test_a_source_beneath_keeps_its_own_language() -> None:
    text = Text((Plain("خطر"),), "ar", source=Text((Plain("Danger"),), "en"))
    made, words = handout("")
    title = replace(made, title=text)
    root = parsed(HtmlWriter(SETTER).write(Said(title, words.wording), None, Look()))
    heading = next(one for one in root.iter() if name(one) == "h1")
    assert (heading.get("lang"), heading.get("dir"), heading[0].get("lang"), heading[0].get("dir")) == ("ar", "rtl", "en", "ltr")
