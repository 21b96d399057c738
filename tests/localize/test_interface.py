"""The words of the page in the browser: in a language, each in English where it has none, and nothing of them on a printed sheet."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from clinickit import Library
from clinickit.cli import cli
from clinickit.errors import ContentInvalid, Unknown
from clinickit.localize.catalogs import write_catalog
from clinickit.localize.extract import Message, catalog_of
from clinickit.localize.levels import Level, Origin
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
WORDS = {"web/tab/refer": "Refer", "web/trial/count": "{count} services for {name}, {day}", "web/trial/only": "Only English"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic's folder with words of its own for the page."""
    (tmp_path / "handouts").mkdir()
    own = {"$schema": "ui.schema.json", "format": 1, "language": "en", "strings": WORDS}
    (tmp_path / "handouts" / "web.json").write_text(json.dumps(own), encoding="utf-8")
    return tmp_path


def translate(folder: Path, language: str, words: dict[str, str], sources: dict[str, str] = WORDS) -> Library:
    """The library of a folder whose page is translated so."""
    path = folder / "locales" / language / "LC_MESSAGES" / "web.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    messages = tuple(Message(context, source) for context, source in sources.items())
    path.write_bytes(write_catalog(messages, words, language.replace("_", "-"), Origin.HUMAN, Level.TRANSLATED))
    return Library.open(folder)


def test_each_word_alone_falls_back_to_english_and_says_so(folder: Path) -> None:
    library = translate(folder, "es", {"web/tab/refer": "Derivar"})
    page = library.interface("es")
    assert (page.language, page.direction) == ("es", "ltr")
    assert (page("web/tab/refer"), page.say("web/tab/refer").language) == ("Derivar", "es")
    only = page.say("web/trial/only")
    assert (only.text, only.language, only.direction) == ("Only English", "en", "ltr")
    assert page.missing() == ("web/trial/only",)


def test_all_strings_of_a_language_at_once(folder: Path) -> None:
    library = translate(folder, "es", {"web/trial/count": "{count} para {name}, {day}"})
    own = library.interface("es").strings()
    assert own["web/trial/count"] == "{count} para {name}, {day}"
    assert "web/trial/only" not in own and own["ui/page"] == "Página {page} de {pages}"
    assert set(WORDS) <= set(library.interface("en").strings())


def test_a_reader_is_sent_within_the_language_or_to_english(folder: Path) -> None:
    library = translate(folder, "es", {"web/tab/refer": "Derivar"})
    assert {"en", "es"} <= set(library.interface_languages()) and library.interface_languages()[0] == "en"
    assert library.interface("es_mx")("web/tab/refer") == "Derivar"
    for typed in ("gl", "", "../es", "x" * 9000, "es-"):
        assert library.interface(typed).language in ("en", "es")
    assert library.interface("gl") is library.interface("en")


def test_a_word_whose_english_changed_or_is_broken_is_not_used(folder: Path) -> None:
    old = WORDS | {"web/trial/only": "Older English"}
    library = translate(folder, "es", {"web/trial/only": "Sólo inglés", "web/trial/count": "{other} servicios"}, old)
    page = library.interface("es")
    assert page("web/trial/only") == "Only English"
    assert page.say("web/trial/count", count=2, name="Ana", day=ON).language == "en"


def test_what_fills_a_word_has_the_form_of_the_language_that_comes_out(folder: Path) -> None:
    library = translate(folder, "fa", {"web/trial/count": "{count} خدمت برای {name}، {day}"})
    said = library.interface("fa").say("web/trial/count", count=12, name="O'Hara <b>{day}</b>", day=ON)
    assert said.language == "fa" and said.direction == "rtl"
    assert "۱۲" in said.text and "\u2068O'Hara <b>{day}</b>\u2069" in said.text
    assert "۲۴" in said.text
    english = library.interface("en")("web/trial/count", count=12, name="مريم", day=ON)
    assert english == "12 services for \u2068مريم\u2069, November 24, 2026"


def test_words_that_a_sheet_says_too_are_not_translated_twice() -> None:
    page = Library().interface("ar-XB")
    assert page.language == "ar-XB" and page.say("ui/series/safety").language == "ar-XB"
    assert page.has("web/tab/refer") and not page.has("web/tab/absent")
    with pytest.raises(Unknown, match=r"web\.json"):
        page("web/tab/absent")
    with pytest.raises(Unknown, match=r"ui\.json"):
        page("ui/absent")


def test_words_of_a_clinic_are_checked(folder: Path) -> None:
    (folder / "handouts" / "web.json").write_text('{"$schema": "ui.schema.json", "format": 1, "language": "en"}', encoding="utf-8")
    with pytest.raises(ContentInvalid):
        Library.open(folder).interface("en")


def test_threads_share_it(folder: Path) -> None:
    library = translate(folder, "es", {"web/tab/refer": "Derivar"})
    heard: list[str] = []
    threads = [threading.Thread(target=lambda: heard.append(library.interface("es")("web/tab/refer"))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert heard == ["Derivar"] * 8


def test_no_sheet_asks_for_it(folder: Path) -> None:
    library, bare = translate(folder, "es", {}), Library()
    printed, plain = (one.render("mindful-breathing", "es", on=ON, territory="US") for one in (library, bare))
    assert printed.pdf == plain.pdf and printed.provenance == plain.provenance
    assert "web" not in Templates(Workspace.bundled()).shared()
    assert "web" not in Workspace.bundled().handout_ids()
    assert library.languages("mindful-breathing") == bare.languages("mindful-breathing")


def test_a_language_of_the_page_alone_is_none_of_a_sheet(folder: Path) -> None:
    library = translate(folder, "gl", {"web/tab/refer": "Derivar"})
    assert "gl" in library.interface_languages() and "gl" not in library.languages("mindful-breathing")


def test_the_commands_for_translators_know_it(tmp_path: Path) -> None:
    def done(*words: str) -> str:
        result = CliRunner().invoke(cli, ["locale", *words, "--content", str(tmp_path)])
        assert result.exit_code == 0, result.output
        return result.output

    done("extract", "web")
    template = (tmp_path / "locales" / "web.pot").read_text(encoding="utf-8")
    contexts = [one.context for one in Templates(Workspace.bundled()).messages("web")]
    assert template.count("msgctxt ") == len(contexts) > 1
    assert {catalog_of(one) for one in contexts} == {"web"}
    done("add", "gl", "mindful-breathing")
    assert not (tmp_path / "locales/gl/LC_MESSAGES/web.po").exists(), "no sheet needs it, so it is not begun unasked"
    done("sync", "gl", "web")
    assert f"{len(contexts)} new" not in done("sync", "gl", "web")
    path = tmp_path / "locales/gl/LC_MESSAGES/web.po"
    path.write_text(
        path.read_text(encoding="utf-8").replace('msgid "Refer"\nmsgstr ""', 'msgid "Refer"\nmsgstr "Derivar"'), encoding="utf-8"
    )
    assert Library.open(tmp_path).interface("gl")("web/tab/refer") == "Derivar"
    assert "web" in done("status", "gl", "--only", "web")
    done("check", "gl", "web", "--errors")
    done("export", "gl", "web", "--to", "csv", "-o", str(tmp_path / "out"))
    (sheet,) = (tmp_path / "out").iterdir()
    assert "Derivar" in sheet.read_text(encoding="utf-8")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("Derivar", "Remitir"), encoding="utf-8")
    done("import", "gl", str(sheet))
    assert Library.open(tmp_path).interface("gl")("web/tab/refer") == "Remitir"
