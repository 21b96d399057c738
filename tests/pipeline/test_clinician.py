"""Clinician text reaches no client's copy, in any language or output; a clinician's copy has all of it, with evidence and sources."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from clinickit import Library, PrintOptions, PrintSize, Unknown
from clinickit.cli import cli
from clinickit.content import walk
from clinickit.content.model import Copy, Handout, Reader
from clinickit.layout.pages import PagedDocument, PlacedRun
from clinickit.layout.tags import Kind, Tag
from clinickit.pipeline import in_words, phrase
from clinickit.workspace import Workspace
from tests.layout.test_sheets import said as run_said
from tests.layout.test_sheets import texts

ON = date(2026, 11, 24)
LIBRARY = Library()
CLINICIAN = PrintOptions(audience=Reader.CLINICIAN, draft=True)
CLIENT = [one for one in LIBRARY.handouts() if one.audience != "clinician"]
GUIDES = [one for one in LIBRARY.handouts() if one.audience == "clinician"]
MARK = "For clinicians. Do not give to clients."


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def secrets(handout: Handout, language: str) -> set[str]:
    """What stands in the sections for clinicians and nowhere else, in a language and in English, without white space and signs. What the
    page says of a line to call ("Interpreters") is nobody's secret."""
    found: set[str] = set()
    rooms = LIBRARY._made()
    open_words = squeezed(handout.id + "".join(phrase(one, language, rooms) for one in rooms.catalogs.ui if one.startswith("ui/contact/")))
    for tag in {"en", language}:
        whole = in_words(handout, tag, rooms)
        shared = replace(whole, sections=tuple(one for one in whole.sections if one.reader is Reader.CLIENT))
        open_words += "".join(squeezed(text.plain()) for text in walk.texts(shared))
        found |= {squeezed(text.plain()) for text in walk.texts(whole)}
    return {text for text in found if len(text) > (12 if max(text) < "\u3000" else 7) and text not in open_words}


def said(tag: Tag) -> Iterator[str]:
    """Every word that the tag tree itself says."""
    yield tag.alt or ""
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from said(kid)


def whole_text(document: PagedDocument) -> str:
    drawn = "".join(texts(document).values()) + "".join(said(document.tree))
    facts = document.facts
    return squeezed(" ".join((drawn, facts.title, facts.subject, *facts.keywords, *(one.title for one in document.bookmarks))))


@pytest.mark.parametrize("handout", CLIENT, ids=lambda one: one.id)
def test_no_clinician_text_in_a_clients_copy(handout: Handout) -> None:
    for language in LIBRARY.languages(handout.id):
        hidden = secrets(handout, language)
        for options in (
            PrintOptions(),
            PrintOptions(discreet=True, draft=True),
            PrintOptions(fillable=True),
            PrintOptions(size=PrintSize.LARGE),
        ):
            document = LIBRARY.pages(handout.id, language, options=options, on=ON, territory="US")[0]
            text = whole_text(document)
            assert not [one for one in hidden if one in text], (language, options)
            assert squeezed(MARK) not in text
            assert "Evidence:" not in " ".join(texts(document).values())


@pytest.mark.parametrize("handout", CLIENT, ids=lambda one: one.id)
def test_nor_in_the_file(handout: Handout) -> None:
    """The strings of the file's structure, metadata, bookmarks and forms."""
    for language in LIBRARY.languages(handout.id):
        hidden = secrets(handout, language)
        pdf = pikepdf.open(io.BytesIO(LIBRARY.render(handout.id, language, options=PrintOptions(draft=True), on=ON, territory="US").pdf))
        found = [str(one) for item in pdf.objects for one in strings(item)]
        found.append(pdf.Root.Metadata.read_bytes().decode("utf-8"))
        text = squeezed(" ".join(found))
        assert len(text) > 100
        assert not [one for one in hidden if one in text], language


def strings(item: Any) -> Iterator[pikepdf.String]:
    """Every string of an object that is not an object of its own."""
    if isinstance(item, pikepdf.String):
        yield item
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for _, value in item.items():
            if not getattr(value, "is_indirect", False):
                yield from strings(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from strings(value)


def test_nor_in_what_print_tells(tmp_path: Path) -> None:
    everything = ["print", *(one.id for one in CLIENT), "--all-languages", "--draft", "--json", "--territory", "US", "--on", "2026-11-24"]
    done = CliRunner().invoke(cli, [*everything, "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    told = squeezed(done.stdout)
    for handout in CLIENT:
        assert not [one for one in secrets(handout, "en") if one in told], handout.id


def test_there_is_something_to_hide() -> None:
    """The test above looks for words that a clinician's copy holds."""
    notes = [one for one in CLIENT if any(section.reader is Reader.CLINICIAN for section in one.sections)]
    assert len(notes) > 20
    for handout in notes:
        hidden = secrets(handout, "en")
        assert len(hidden) > 1, handout.id
        text = whole_text(LIBRARY.pages(handout.id, options=CLINICIAN, on=ON, territory="US")[0])
        assert not [one for one in hidden if one not in text], handout.id


@pytest.mark.parametrize("handout", [*CLIENT[:4], *GUIDES], ids=lambda one: one.id)
def test_a_clinicians_copy(handout: Handout) -> None:
    document = LIBRARY.pages(handout.id, options=CLINICIAN, on=ON, territory="US")[0]
    drawn = texts(document)
    text = " ".join(drawn.values())
    assert squeezed(MARK) in squeezed(text)
    assert document.facts.identifier == f"{handout.id}.en.clinician"
    for page in document.pages:
        runs = [item.run for mark in page.marks for item in mark.items if isinstance(item, PlacedRun)]
        shown = squeezed("".join(map(run_said, runs)))
        assert squeezed(MARK) in shown
    for source in handout.sources:
        if source.link:
            assert squeezed(source.link) in squeezed(text)
    highest = max((int(one) for listed in re.findall(r"Sources: ([\d, ]+)\.", text) for one in listed.split(", ")), default=0)
    assert highest <= len(handout.sources)
    if handout.evidence:
        assert "Evidence: " in text


def test_lines_below_a_statement_name_its_evidence_and_sources() -> None:
    text = " ".join(texts(LIBRARY.pages("anxious-attachment", options=CLINICIAN, on=ON, territory="US")[0]).values())
    assert "Evidence: theory. Sources: 1, 2." in text
    assert "Evidence: advice from practice." in text
    arabic = " ".join(texts(LIBRARY.pages("anxious-attachment", "ar", options=CLINICIAN, on=ON, territory="US")[0]).values())
    assert "الأدلة" in arabic and "Evidence:" not in arabic


def test_what_is_written_for_clinicians_has_no_copy_for_clients() -> None:
    assert GUIDES
    for guide in GUIDES:
        for options in (None, PrintOptions(discreet=True, draft=True)):
            with pytest.raises(Unknown, match="--audience clinician"):
                LIBRARY.render(guide.id, options=options, on=ON)
        assert LIBRARY.render(guide.id, options=CLINICIAN, on=ON).pages >= 1


def test_a_form_is_for_clients() -> None:
    with pytest.raises(Unknown, match="fillable"):
        LIBRARY.render("anxious-attachment", options=PrintOptions(fillable=True, audience=Reader.CLINICIAN), on=ON)
    assert PrintOptions().copy is Copy.CLIENT


def test_the_command_names_the_file_and_refuses_a_guide(tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(cli, ["print", *words, "--yes", "--on", "2026-11-24", "-o", str(tmp_path)])

    assert run("anxious-attachment", GUIDES[0].id, "--audience", "clinician", "--territory", "US").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anxious-attachment.en.clinician.pdf", f"{GUIDES[0].id}.en.clinician.pdf"]
    refused = run(GUIDES[0].id)
    assert refused.exit_code == 2


def test_every_kind_of_evidence_has_its_words() -> None:
    claims = json.loads(Workspace.bundled().shared("claims")[0].data)["claims"]
    kinds = {claim["evidence"] for claim in claims}
    assert len(kinds) > 5
    for kind in kinds:
        assert LIBRARY.phrase(f"ui/evidence/{kind}")


def test_a_clinicians_copy_changes_no_other() -> None:
    library = Library()
    before = library.render("anxious-attachment", on=ON).pdf
    assert library.render("anxious-attachment", options=CLINICIAN, on=ON).pdf != before
    assert library.render("anxious-attachment", on=ON).pdf == before


def test_sources_are_one_list_with_numbers() -> None:
    tree = LIBRARY.pages("anxious-attachment", options=CLINICIAN, on=ON, territory="US")[0].tree
    notes = list(found(tree, Kind.NOTE))
    assert len(notes) == len(LIBRARY.handout("anxious-attachment").sources)
    for note in notes:
        kinds = [kid.kind for kid in note.kids if isinstance(kid, Tag)]
        assert kinds in ([Kind.LBL, Kind.P, Kind.P], [Kind.LBL, Kind.P])


def found(tag: Tag, kind: Kind) -> Iterator[Tag]:
    for kid in tag.kids:
        if isinstance(kid, Tag):
            if kid.kind is kind:
                yield kid
            yield from found(kid, kind)
