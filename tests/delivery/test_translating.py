"""A translator's form: the strings of a sheet with their numbers and states, and catalogs written, without anything lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from clinickit.delivery.preview import numbers
from clinickit.delivery.strings import Page, Row, State, cleaned, mark
from clinickit.delivery.translating import Bench
from clinickit.errors import FileProblem, Unknown
from clinickit.localize import po
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

NAME = "mindful-breathing"
WORKSPACE = Workspace.bundled()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def first(page: Page, *, risk: bool = False) -> Row:
    """The first string of the sheet's own that is of this risk, without markup."""
    return next(row for row in page.rows if row.risk is risk and row.catalog == NAME and not set("<{") & set(row.source))


def own(path: Path) -> po.PoFile:
    return po.read(path.read_bytes())


def test_each_string_has_the_number_that_its_page_shows(bench: Bench) -> None:
    page = bench.page(NAME, "es")
    named = numbers(WORKSPACE, NAME)
    assert page.preview and {row.context: row.number for row in page.rows}.items() <= named.items()
    assert [row.number for row in page.rows if row.catalog == NAME] == [
        str(at) for at in range(1, len(Templates(WORKSPACE).messages(NAME)) + 1)
    ]
    shared = [row for row in page.rows if row.catalog == "safety"]
    assert 0 < len(shared) < len(Templates(WORKSPACE).messages("safety")), "only the sections that the sheet includes"
    assert all(row.number.startswith("s") for row in shared)
    assert {row.state for row in page.rows} == {State.DRAFT} and page.seen == {NAME: "", "safety": ""}


def test_saving_begins_the_folders_own_catalog_from_ours(bench: Bench, tmp_path: Path) -> None:
    page = bench.page(NAME, "es")
    row = first(page)
    saved = bench.save("es", {row.context: "Palabras nuevas"}, page.seen)
    path = tmp_path / "locales" / "es" / "LC_MESSAGES" / f"{NAME}.po"
    assert saved.files == ((path, 1),) and not saved.moved
    ours = WORKSPACE.catalog("es", NAME)
    assert ours is not None
    before = {one.context: one.target for one in po.read(ours).entries}
    after = {one.context: one.target for one in own(path).entries}
    assert after == before | {row.context: "Palabras nuevas"}
    assert not (path.parent / "safety.po").exists(), "only what was changed is written"
    assert bench.page(NAME, "es").seen[NAME] and first(bench.page(NAME, "es")).target == "Palabras nuevas"


def test_a_second_save_changes_one_line_of_the_file(bench: Bench) -> None:
    row = first(bench.page(NAME, "es"))
    bench.save("es", {row.context: "Uno"}, bench.page(NAME, "es").seen)
    path = bench.file("es", NAME)
    file = own(path)
    path.write_bytes(po.write(replace(file, entries=tuple(replace(one, remarks=("mine",)) for one in file.entries))))
    before = path.read_bytes().splitlines()
    bench.save("es", {row.context: "Dos"}, bench.page(NAME, "es").seen)
    after = path.read_bytes().splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [(b'msgstr "Uno"', b'msgstr "Dos"')]


def test_a_file_that_changed_meanwhile_is_not_touched(bench: Bench) -> None:
    page = bench.page(NAME, "es")
    row, other = page.rows[0], page.rows[1]
    bench.save("es", {row.context: "Somebody else"}, page.seen)
    path = bench.file("es", NAME)
    before = path.read_bytes()
    saved = bench.save("es", {other.context: "Mine", row.context: "Mine too"}, page.seen)
    assert saved.moved == (NAME,) and not saved.files and path.read_bytes() == before
    again = bench.save("es", {row.context: "Somebody else"}, page.seen)
    assert not again.moved and not again.files, "the file says so already: nothing to do, and no conflict"


def test_two_at_once_do_not_lose_a_word(bench: Bench) -> None:
    page = bench.page(NAME, "es")
    done: list[int] = []

    def work(at: int) -> None:
        done.append(len(bench.save("es", {page.rows[at].context: f"número {at}"}, page.seen).files))

    threads = [threading.Thread(target=work, args=(at,)) for at in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(done) == [0, 0, 0, 1], "one writes; the others are told that the file changed"


def test_an_unsure_string_shows_what_changed_and_is_made_sure_by_saving_it(bench: Bench) -> None:
    page = bench.page(NAME, "es")
    row = first(page)
    bench.save("es", {row.context: "Uno"}, page.seen)
    path = bench.file("es", NAME)
    entries = tuple(one if one.context != row.context else po.PoEntry(one.context, "Old English", "Uno") for one in own(path).entries)
    path.write_bytes(po.write(po.PoFile(own(path).headers, entries)))
    stale = first(bench.page(NAME, "es"))
    assert (stale.state, stale.before, stale.target) == (State.CHANGED, "Old English", "Uno") and stale.state.open
    assert bench.save("es", {row.context: "Dos"}, bench.page(NAME, "es").seen).files
    (entry,) = (one for one in own(path).entries if one.context == row.context)
    assert (entry.source, entry.target, entry.fuzzy, entry.previous) == (row.source, "Dos", False, None)
    path.write_bytes(path.read_bytes().replace(b'msgctxt "' + row.context.encode(), b'#, fuzzy\nmsgctxt "' + row.context.encode()))
    unsure = first(bench.page(NAME, "es"))
    assert unsure.state is State.UNSURE
    assert bench.save("es", {row.context: "Dos"}, bench.page(NAME, "es").seen).files, "said again, it is right"
    assert first(bench.page(NAME, "es")).state is not State.UNSURE


def test_what_is_wrong_is_saved_and_said(bench: Bench) -> None:
    page = bench.page("ui", "es")
    row = next(one for one in page.rows if one.context == "ui/page")
    bench.save("es", {row.context: "Página {pagina} de {pages}"}, page.seen)
    now = next(one for one in bench.page("ui", "es").rows if one.context == "ui/page")
    assert now.state is State.BROKEN and any(one.grave and one.hint for one in now.remarks)
    bench.save("es", {row.context: ""}, bench.page("ui", "es").seen)
    emptied = next(one for one in bench.page("ui", "es").rows if one.context == "ui/page")
    assert emptied.target == row.target and emptied.state is State.DRAFT, "what the folder says nothing of is as we have it"


def test_a_language_is_begun_by_the_first_words(bench: Bench) -> None:
    page = bench.page(NAME, "gl")
    assert {row.state for row in page.rows} == {State.MISSING}
    bench.save("gl", {page.rows[0].context: "Respirar"}, page.seen)
    assert "gl" in bench.languages() and bench.page(NAME, "gl").rows[0].state is State.DRAFT


@pytest.mark.parametrize(
    ("name", "language"),
    [("../x", "es"), ("nothing", "es"), (NAME, "en"), (NAME, "ar-XB"), (NAME, "../es"), (NAME, "xx"), (NAME, "es-MX/..")],
)
def test_what_does_not_exist_is_refused(bench: Bench, name: str, language: str) -> None:
    with pytest.raises(Unknown):
        bench.page(name, language)
    with pytest.raises(Unknown):
        bench.save(language, {f"{name}.title": "x"}, {name: ""})


def test_strings_of_other_pages_are_refused(bench: Bench, tmp_path: Path) -> None:
    page = bench.page(NAME, "es")
    for context in ("cbt.title", f"{NAME}.nothing", "../../x"):
        with pytest.raises(Unknown):
            bench.save("es", {context: "x"}, page.seen)
    assert not list(tmp_path.rglob("*.po"))


def test_a_broken_catalog_is_told_and_left(bench: Bench) -> None:
    path = bench.file("es", NAME)
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid "open\nmsgstr ""\n')
    with pytest.raises(FileProblem, match="cannot be read"):
        bench.page(NAME, "es")
    with pytest.raises(FileProblem):
        bench.save("es", {f"{NAME}.title": "x"}, {NAME: ""})
    assert path.read_bytes() == b'msgid "open\nmsgstr ""\n'


def test_the_installed_package_is_never_written_into(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="installed"):
        Bench(tmp_path / "site-packages" / "clinickit")


def test_a_form_is_cleaned_of_what_no_translation_has() -> None:
    assert cleaned("a\r\nb\x00\x1b[31m\tc\u2028") == "a\nb[31m\tc\u2028"
    assert cleaned("\ud800x") == "?x" and len(cleaned("x" * 10**5)) == 8000
    assert mark("a") != mark("b") and len(mark("")) == 16
