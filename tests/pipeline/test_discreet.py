"""A discreet copy tells nobody what it is about: over all handouts and languages, nothing outside the body, in the file's words about
itself, its bookmarks or its name says a word of title, series or topics; and no number stands anywhere but on the card."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import pikepdf
import pytest
from click.testing import CliRunner

from clinickit import Clinic, Library, PrintOptions, Unknown
from clinickit.cli import cli
from clinickit.content.model import Handout, Reader
from clinickit.languages import language as language_row
from clinickit.layout.pages import PagedDocument, PlacedPicture, PlacedRun
from clinickit.layout.tags import Kind, Leaf, Tag
from clinickit.localize.formats import Formats
from clinickit.pdf.metadata import PRODUCER
from clinickit.pipeline import in_words, phrase
from tests.layout.test_sheets import leaves, said, texts

ON = date(2026, 11, 24)
CLINIC = Clinic(
    (("en", "Harbor Street Clinic"),), (("en", "Attachment therapy for couples"),), "555-0100", "attachment.example", territory="US"
)
DISCREET = PrintOptions(discreet=True, draft=True)
LIBRARY = Library()
CLIENT = [one for one in LIBRARY.handouts() if one.audience != "clinician"]
EVERYWHERE = ("ui/foot/", "ui/translation/", "ui/notice/", "ui/discreet/title", "ui/page")
"""What any sheet says outside its body."""


def copies(handout: Handout) -> Iterator[tuple[str, PagedDocument]]:
    for language in LIBRARY.languages(handout.id):
        yield language, LIBRARY.pages(handout.id, language, CLINIC, DISCREET, on=ON, territory="US")[0]


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2}


def topical(handout: Handout, language: str) -> tuple[set[str], tuple[str, ...]]:
    """The words that nobody may see, but for those that every sheet has; and whole names, for languages without spaces."""
    rooms = LIBRARY._made()
    common, plain = words(CLINIC.names[0][1]), [*handout.topics]
    for tag in {"en", language}:
        common |= words(Formats.of(language_row(tag), "").month(handout.review.due))
        common |= {word for one in rooms.catalogs.ui if one.startswith(EVERYWHERE) for word in words(phrase(one, tag, rooms))}
        ordinary = LIBRARY.pages(handout.id, tag, on=ON, territory="US")[0]
        plain += [
            phrase(f"ui/series/{handout.series}", tag, rooms),
            ordinary.facts.title,
            in_words(handout, tag, rooms).short_title.plain(),
        ]
        plain += [one.title for one in ordinary.bookmarks]
    return {word for name in plain for word in words(name)} - common, tuple(plain)


def outside(document: PagedDocument) -> str:
    """All that is drawn or said outside the body: the clinic's head, what stands above the first section but the lede, the foot, and what
    later pages repeat."""
    kids = [kid for kid in document.tree.kids if isinstance(kid, Tag)]
    h1 = next(at for at, kid in enumerate(kids) if kid.kind is Kind.H1)
    body = [kids[h1 + 1], *(kid for kid in kids if kid.kind is Kind.SECT)]
    inside = {number for tag in body for number in leaves(tag)}
    found = [text for number, text in texts(document).items() if number not in inside]
    for page in document.pages:
        for mark in page.marks:
            if not isinstance(mark.owner, Leaf):
                found += [said(item.run) for item in mark.items if isinstance(item, PlacedRun)]
    return " ".join(found)


@pytest.mark.parametrize("handout", CLIENT, ids=lambda one: one.id)
def test_nothing_outside_the_body_tells_what_it_is_about(handout: Handout) -> None:
    for language, document in copies(handout):
        secret, names = topical(handout, language)
        facts = document.facts
        about = " ".join((outside(document), facts.title, facts.subject, facts.identifier, facts.author, *facts.keywords))
        assert not words(about) & secret, language
        assert not [name for name in names if name in about], language
        assert document.bookmarks == ()
        assert "attachment" not in about.casefold()
        pictures = [item for page in document.pages for mark in page.marks for item in mark.items if isinstance(item, PlacedPicture)]
        assert pictures == []


@pytest.mark.parametrize("handout", CLIENT, ids=lambda one: one.id)
def test_the_file_says_nothing_of_it_either(handout: Handout) -> None:
    for language in LIBRARY.languages(handout.id):
        secret, names = topical(handout, language)
        pdf = pikepdf.open(io.BytesIO(LIBRARY.render(handout.id, language, CLINIC, DISCREET, on=ON, territory="US").pdf))
        assert "/Outlines" not in pdf.Root
        info = " ".join(str(value) for value in pdf.docinfo.values()).replace(PRODUCER, "")
        own, _, _ = pdf.Root.Metadata.read_bytes().decode("utf-8").rpartition("<rdf:Description")
        xmp = re.sub(r"<[^>]*>", " ", own).replace(PRODUCER, "")
        for text in (info, xmp):
            assert handout.id not in text
            assert not words(text) & secret, language
            assert not [name for name in names if name in text], language


def test_numbers_stand_on_the_card_alone() -> None:
    for handout in CLIENT:
        document = LIBRARY.pages(handout.id, "en", CLINIC, DISCREET, on=ON, territory="US")[0]
        kids = [kid for kid in document.tree.kids if isinstance(kid, Tag)]
        drawn = texts(document)
        sections = [kid for kid in kids if kid.kind is Kind.SECT]
        spoken = [" ".join(drawn[number] for number in leaves(one)) for one in sections]
        with_numbers = [text for text in spoken if "911" in text or "988" in text.split()]
        assert len(with_numbers) <= 1
        if with_numbers:
            assert with_numbers[0] is spoken[-1]
            assert "The numbers are on the card at the end of this sheet." in " ".join(spoken[:-1])
            assert with_numbers[0].split().count("911") <= 1


def test_file_names_say_their_place_in_the_command(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("out")
    command = [
        "print",
        "child-feels-secure",
        "anxious-attachment",
        "-l",
        "es",
        "-l",
        "en",
        "--discreet",
        "--ink",
        "gray",
        "--territory",
        "US",
    ]
    done = CliRunner().invoke(cli, [*command, "--yes", "--on", "2026-11-24", "-o", str(folder)])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in folder.iterdir()) == [f"sheet-{at}.{tag}.gray.pdf" for at in (1, 2) for tag in ("en", "es")]


def test_a_discreet_copy_does_not_change_an_ordinary_one() -> None:
    library = Library()
    before = library.render("anxious-attachment", "en", CLINIC, on=ON).pdf
    discreet = library.render("anxious-attachment", "en", CLINIC, DISCREET, on=ON).pdf
    assert library.render("anxious-attachment", "en", CLINIC, on=ON).pdf == before != discreet
    assert Library().render("anxious-attachment", "en", CLINIC, DISCREET, on=ON).pdf == discreet


def test_there_is_no_discreet_copy_for_clinicians() -> None:
    with pytest.raises(Unknown, match="for clients"):
        LIBRARY.render("anxious-attachment", options=PrintOptions(discreet=True, audience=Reader.CLINICIAN), on=ON)


def test_an_ordinary_copy_would_be_found_out() -> None:
    """The words looked for are those that an ordinary copy says outside its body."""
    for handout in CLIENT[:6]:
        secret, _ = topical(handout, "en")
        ordinary = LIBRARY.pages(handout.id, "en", CLINIC, on=ON, territory="US")[0]
        assert words(outside(ordinary)) & secret
        assert any(isinstance(item, PlacedRun) for mark in ordinary.pages[0].marks for item in mark.items)


@pytest.mark.parametrize("facing", [False, True])
def test_nor_does_a_copy_in_two_languages(facing: bool) -> None:
    for handout in CLIENT[:5]:
        secret = topical(handout, "es")[0] | topical(handout, "en")[0]
        options = PrintOptions(discreet=True, draft=True, beside="en", facing=facing)
        document = LIBRARY.pages(handout.id, "es", CLINIC, options, on=ON, territory="US")[0]
        assert document.bookmarks == ()
        about = " ".join((outside(document), document.facts.title, document.facts.subject, document.facts.identifier))
        assert not words(about) & secret
