"""A private sheet leaves nothing behind: no object that the library holds, no cache of a module and no diagnostic has a word of it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import FunctionType, ModuleType

import pypdfium2
import pytest

from clinickit import Library
from clinickit.delivery.packets import Item, packet
from clinickit.errors import GlyphMissing, PdfRefused
from clinickit.pdf.violations import Rule, Violation
from clinickit.pdf.write import PdfWriter
from clinickit.pipeline import Rendered
from tests.helpers.letters import letter, said

ON = date(2026, 11, 24)
NAME = "Zephyrine Quackenbosch"
WORDS = ("Zephyrine", "Quackenbosch", "Velvetmoor")


@pytest.fixture(scope="module")
def library() -> Library:
    made = Library()
    made.render("anxious-attachment", on=ON)
    return made


def printed(library: Library, *, private: bool, language: str = "en", name: str = NAME) -> Rendered:
    made = letter(client=name, street="12 Velvetmoor Lane")
    return library.render_made(made, language, on=ON, private=private)


def held(root: object) -> Iterator[str]:
    """Every string that can be reached from an object, and from the modules of clinickit, without going through other modules' code."""
    modules = [vars(module) for name, module in sorted(sys.modules.items()) if name.split(".")[0] == "clinickit"]
    seen: set[int] = set()
    left: list[object] = [root, *modules]
    while left:
        here = left.pop()
        if id(here) in seen or isinstance(here, ModuleType):
            continue
        seen.add(id(here))
        if isinstance(here, str):
            yield here
        elif isinstance(here, bytes):
            yield here.decode("latin-1")
        elif isinstance(here, FunctionType):
            left += [here.__closure__, here.__defaults__]
        else:
            left += gc.get_referents(here)
            left += [
                getattr(here, name, None) for kind in type(here).__mro__ for name in getattr(kind, "__slots__", ()) if name[:2] != "__"
            ]


def kept(library: Library) -> set[str]:
    """Which of the letter's words are found."""
    return {word for one in held(library) for word in WORDS if word in one}


def test_the_search_finds_what_an_ordinary_sheet_leaves() -> None:
    """Else the next test could not fail."""
    library = Library()
    printed(library, private=False)
    assert kept(library) == set(WORDS)


def test_nothing_stays(library: Library) -> None:
    for language in ("en", "es", "ar"):
        assert printed(library, private=True, language=language).pages
    gc.collect()
    assert kept(library) == set()


def test_the_same_bytes_as_an_ordinary_sheet(library: Library) -> None:
    """Other rooms, same work; and twice the same."""
    private = printed(library, private=True)
    assert private.pdf == printed(library, private=True).pdf == printed(Library(), private=False).pdf


def test_diagnostics_quote_nothing() -> None:
    """A sentence that a catalog lacks is told of, and not said, quotation marks in it or not."""
    sentence = said(f"{NAME} said “no” and left”.", "anxious-attachment.elsewhere")
    made = replace(letter(), lede=sentence)
    library = Library()
    told = library.render_made(made, "es", on=ON, private=True).diagnostics
    open_ = library.render_made(made, "es", on=ON).diagnostics
    assert any(NAME in one.message for one in open_)
    assert {one.code for one in told} == {one.code for one in open_}
    assert not any(word in str(one) for one in told for word in ("Zephyrine", "Quackenbosch", "left"))


def test_a_letter_that_cannot_be_drawn_is_not_quoted(library: Library) -> None:
    with pytest.raises(GlyphMissing) as caught:
        printed(library, private=True, name=f"{NAME} \U000112b0")
    assert not any(word in str(caught.value) for word in WORDS)
    assert caught.value.text == "…"


def test_a_refused_file_is_not_quoted(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PdfRefused((Violation(Rule.TEXT_LANGUAGE, f"page 1, “{NAME}”", "text in “es” stands in P in “en”"),))

    monkeypatch.setattr(PdfWriter, "write", refuse)
    with pytest.raises(PdfRefused, match="page 1") as caught:
        printed(library, private=True)
    assert not any(word in str(caught.value) for word in WORDS)
    with pytest.raises(PdfRefused, match=NAME):
        printed(library, private=False)


def test_the_title_of_a_packet_stays_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    library, items, title = Library(), [Item("cbt"), Item("first-session", "es")], f"For {NAME}, Velvetmoor"
    made = packet(library, items, title=title, on=ON, territory="US")
    assert not kept(library)
    monkeypatch.setattr(Library, "apart", lambda self: self)
    packet(library, items, title=title, on=ON, territory="US")
    assert kept(library), "else this test could not fail"
    assert "Velvetmoor" in "".join(pypdfium2.PdfDocument(made.pdf)[0].get_textpage().get_text_range())
