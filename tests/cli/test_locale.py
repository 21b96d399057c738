"""The translators' commands as a person types them: what they write, what they refuse, how they end."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest
from click.testing import CliRunner, Result

from clinickit.cli import cli
from clinickit.library import Library
from clinickit.workspace import Workspace

ONE = "therapy-options"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["locale", *words], catch_exceptions=False)


def done(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(path: Path, **changes: str) -> None:
    """Put translations into a catalog, by context with / as __."""
    catalog = polib.pofile(str(path))
    for context, words in changes.items():
        catalog.find(context.replace("__", "/").replace("DOT", "."), by="msgctxt").msgstr = words
    catalog.save()


def test_add_begins_a_language_and_changes_nothing_the_second_time(folder: Path) -> None:
    said = done("add", "cy", ONE)
    assert "Welsh, Cymraeg (cy)" in said and "All 49 letters are covered by source-sans-3." in said
    assert sorted(state(folder)) == [
        "locales/cy/LC_MESSAGES/safety.po",
        f"locales/cy/LC_MESSAGES/{ONE}.po",
        "locales/cy/LC_MESSAGES/ui.po",
        "locales/cy/glossary.csv",
        "locales/cy/style.json",
    ]
    assert json.loads((folder / "locales/cy/style.json").read_bytes())["address"] == "neutral"
    edit(folder / f"locales/cy/LC_MESSAGES/{ONE}.po", **{f"{ONE}DOTtitle": "Mathau o gymorth"})
    before = state(folder)
    assert "no files written" in done("add", "cy", ONE)
    assert state(folder) == before
    assert "cy" in Library.open(folder).languages(ONE)


@pytest.mark.parametrize("tag", ["es", "es-MX"])
def test_a_language_that_ships_begins_with_what_ships(tag: str, folder: Path) -> None:
    done("add", tag, ONE)
    shipped, name = Workspace.bundled(), tag.replace("-", "_")
    assert (folder / f"locales/{name}/glossary.csv").read_bytes() == shipped.beside("es", "glossary.csv")[0].data
    catalog = polib.pofile(str(folder / f"locales/{name}/LC_MESSAGES/{ONE}.po"))
    assert (catalog.metadata["Language"], catalog.metadata["X-Clinickit-Origin"]) == (name, "mt")
    title = catalog.find(f"{ONE}.title", by="msgctxt")
    assert title.msgstr and title.msgstr != title.msgid


@pytest.mark.parametrize(("typed", "written"), [("pt_br", "pt_BR"), ("tl", "fil"), ("ZH-hant", "zh_Hant"), ("mam-latn", "mam_Latn")])
def test_a_tag_is_written_in_one_way(typed: str, written: str, folder: Path) -> None:
    done("add", typed, ONE)
    assert [path.name for path in (folder / "locales").iterdir()] == [written]
    assert f"Language: {written}\\n".encode() in (folder / "locales" / written / "LC_MESSAGES" / "ui.po").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add", "pa"), 2, "no font here has the script Guru"),
        (("add", "xx"), 2, "mam-Latn"),
        (("add", "en"), 2, "written in"),
        (("add", "ar-XB"), 2, "made from it"),
        (("add", "../../x"), 2, "There is no language"),
        (("add", "cy", "therapy-option"), 2, "Did you mean therapy-options"),
        (("sync", "cy"), 2, "clinickit locale add cy"),
        (("sync",), 2, "--all"),
        (("status", "cy"), 2, "clinickit locale add cy"),
        (("extract", "nothing-like-it"), 2, "There is no catalog"),
        (("review", "cy", "ui", "--step", "revised", "--by", "A", "--qualification", "x", "--read"), 2, "locale add cy"),
        (("review", "cy", "ui", "--step", "done", "--by", "A", "--qualification", "x"), 2, "done"),
    ],
)
def test_mistakes_say_what_to_do_and_write_nothing(words: tuple[str, ...], code: int, says: str, folder: Path) -> None:
    result = run(*words)
    assert result.exit_code == code and says in result.output
    assert state(folder) == {}


def test_the_installed_package_is_never_written_to(folder: Path) -> None:
    inside = folder / "site-packages" / "clinickit"
    inside.mkdir(parents=True)
    result = run("add", "cy", "--content", str(inside))
    assert result.exit_code == 5 and "folder of your own" in result.output
    assert state(folder) == {}


def test_templates_are_the_same_every_time(folder: Path) -> None:
    assert "unchanged" not in done("extract", ONE, "ui")
    before = state(folder)
    assert done("extract", ONE, "ui").count("unchanged") == 2
    assert state(folder) == before
    data = before[f"locales/{ONE}.pot"]
    assert b"POT-Creation-Date" not in data and b"\n#:" not in data


def test_sync_follows_a_clinics_own_change_of_a_handout(folder: Path) -> None:
    done("add", "cy", ONE)
    path = folder / f"locales/cy/LC_MESSAGES/{ONE}.po"
    edit(path, **{f"{ONE}DOTtitle": "Mathau o gymorth"})
    done("sync", "cy")
    clean = path.read_bytes()
    assert "unchanged" in done("sync", "cy", ONE) and b'\\n"\n"' not in clean.split(b"\n\n", 1)[1]
    value = json.loads(Workspace.bundled().handout(ONE).data)
    value["title"] = "Kinds of help for you"
    (folder / "handouts").mkdir()
    (folder / "handouts" / f"{ONE}.json").write_text(json.dumps(value), encoding="utf-8")
    assert "1 changed in the source, now fuzzy" in done("sync", "--all")
    assert b"#| msgid" in path.read_bytes() and "CHANGED: " in path.read_text(encoding="utf-8")
    assert "fuzzy: read it against the English" in done("todo", "cy", ONE)


def test_a_guess_of_an_editor_is_told_and_taken_away(folder: Path) -> None:
    done("add", "cy", ONE)
    path = folder / f"locales/cy/LC_MESSAGES/{ONE}.po"
    catalog = polib.pofile(str(path))
    one = catalog.find(f"{ONE}.title", by="msgctxt")
    one.msgstr, one.previous_msgid, one.previous_msgctxt = "Llai o gymorth", "Fewer kinds of help", f"{ONE}.lede"
    one.flags.append("fuzzy")
    catalog.save()
    result = run("sync", "cy", ONE)
    assert f"made for {ONE}.lede" in result.output and "--drop-merges" in result.output
    assert "Taken away" in run("sync", "cy", ONE, "--drop-merges").output
    assert polib.pofile(str(path)).find(f"{ONE}.title", by="msgctxt").msgstr == ""
    assert "Llai o gymorth" in path.read_text(encoding="utf-8")
    assert "similarity" not in run("sync", "cy", ONE).output


def test_status_for_people_and_machines() -> None:
    done("add", "cy", ONE)
    table = done("status", "cy", "es", "--only", ONE, "--only", "ui")
    assert [line.split() for line in table.splitlines()[:2]] == [["catalog", "cy", "es"], ["ui", "0%", "none", "100%", "draft"]]
    facts = json.loads(done("status", "--format", "json", "--only", ONE))
    cell = facts["catalogs"][0]["languages"]["cy"]
    assert (cell["percent"], cell["done"], cell["level"]) == (0, 0, "none") and cell["words_left"] > 300
    assert {"ar", "cy", "es", "hi", "zh-Hans"} <= {one["language"] for one in facts["languages"]}


def test_the_badge_and_the_page_say_it_in_words() -> None:
    badge = ElementTree.fromstring(done("status", "es", "ar", "--only", "ui", "--format", "svg"))
    assert badge.attrib["role"] == "img"
    title = next(one.text or "" for one in badge if one.tag.endswith("title"))
    assert title == "Translations: Spanish 100 % · draft; Arabic 100 % · draft"
    page = done("status", "es", "--format", "html")
    scopes: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "th":
                scopes.append(dict(attrs).get("scope") or "")

    Reader().feed(page)
    assert '<html lang="en">' in page and page.count("<caption>") == 2 and set(scopes) == {"col", "row"}


def test_todo_puts_high_risk_first() -> None:
    done("add", "cy", ONE)
    rows = json.loads(done("todo", "cy", ONE, "safety", "--json"))
    risks = [row["risk"] for row in rows]
    assert risks == sorted(risks, reverse=True) and {row["why"] for row in rows} == {"missing"} and any(risks) and not all(risks)
    assert done("todo", "cy", ONE, "safety").startswith("HIGH RISK, not translated")
    assert "Nothing: every string has reached draft." in done("todo", "es", "ui", "--require", "draft")


REVIEW = ("--by", "AB, reviser", "--qualification", "certified translator", "--on", "2026-11-24")


@pytest.fixture(autouse=True)
def after_the_reviews(monkeypatch: pytest.MonkeyPatch) -> None:
    """A review is never of a day to come."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")


def test_a_review_of_a_day_to_come_is_refused(folder: Path) -> None:
    done("add", "es", ONE)
    result = run("review", "es", "ui", "--step", "translated", *REVIEW[:-1], "2999-01-01", "--read")
    assert result.exit_code == 2 and "has not come yet" in result.output and not list(folder.glob("locales/es/reviews/*"))


def test_reviews_lift_a_sheet_until_a_string_changes(folder: Path) -> None:
    done("add", "es", ONE)
    path = folder / "locales/es/reviews/ui.json"
    done("review", "es", "ui", "--step", "revised", *REVIEW, "--read")
    first = json.loads(path.read_bytes())["records"]
    done("review", "es", "ui", "--step", "translated", *REVIEW[:1], "CD", *REVIEW[2:], "--read")
    both = json.loads(path.read_bytes())["records"]
    assert both[:1] == first and [one["step"] for one in both] == ["revised", "translated"] and both[0]["by"] == "AB, reviser"
    cell = json.loads(done("status", "es", "--only", "ui", "--format", "json"))["catalogs"][0]["languages"]["es"]
    assert cell["stale"] == 0 and cell["back_needed"] > 5
    edit(folder / "locales/es/LC_MESSAGES/ui.po", ui__page="Hoja {page} de {pages}")
    cell = json.loads(done("status", "es", "--only", "ui", "--format", "json"))["catalogs"][0]["languages"]["es"]
    assert cell["stale"] == 1


def test_a_review_needs_the_statement_and_the_ladder(folder: Path) -> None:
    done("add", "es", ONE)
    before = state(folder)
    for words, says in (
        (("--step", "revised"), "add --read"),
        (("--step", "clinical", "--read"), "“clinical” comes after “revised”"),
        (("--step", "back-translation", "--read"), "--back"),
        (("--step", "revised", "--read", "--issue", "ui/nothing", "accuracy", "major", "x"), "no string “ui/nothing”"),
        (("--step", "revised", "--read", "--issue", "ui/page", "ugly", "major", "x"), "no kind of MQM"),
    ):
        result = run("review", "es", "ui", *words, *REVIEW)
        assert result.exit_code in (2, 5) and says in result.output
    assert state(folder) == before
    done("review", "es", "ui", "--step", "translated", *REVIEW, "--read")
    assert "needs another person" in run("review", "es", "ui", "--step", "revised", *REVIEW, "--read").output


def test_an_issue_blocks_and_is_closed() -> None:
    done("add", "es", ONE)
    issue = ("--issue", "ui/page", "accuracy/omission", "critical", "the total is missing")
    assert "Blocked" in done("review", "es", "ui", "--step", "revised", *REVIEW, "--read", *issue)
    assert "an issue is open" in done("todo", "es", "ui").replace("a reviewer's issue", "an issue")
    assert "Blocked" not in done("review", "es", "ui", "--step", "revised", *REVIEW, "--read", "--close", "ui/page", "accuracy/omission")


def test_a_broken_file_of_records_is_told_and_not_touched(folder: Path) -> None:
    done("add", "es", ONE)
    path = folder / "locales/es/reviews/ui.json"
    path.parent.mkdir()
    path.write_text(
        '{"$schema": "review-record.schema.json", "format": 1, "id": "ui", "language": "es", "records": [{}]}', encoding="utf-8"
    )
    before = path.read_bytes()
    result = run("review", "es", "ui", "--step", "revised", *REVIEW, "--read")
    assert result.exit_code == 1 and "ui.json:1:" in result.output and path.read_bytes() == before
    path.write_bytes(before.replace(b"es", b"ar").replace(b"[{}]", b"[]"))
    assert run("status", "es").exit_code == 1


def test_print_final_waits_for_the_level(folder: Path) -> None:
    done("add", "es", ONE)
    words = ["print", ONE, "-l", "es", "--content", ".", "--territory", "US", "--on", "2026-11-24", "-o", "x.pdf"]
    refused = CliRunner().invoke(cli, [*words, "--final"], catch_exceptions=False)
    assert refused.exit_code == 1 and "gate.level" in refused.output and not (folder / "x.pdf").exists()
    printed = CliRunner().invoke(cli, [*words, "--final", "--require", "draft", "--json"], catch_exceptions=False)
    assert printed.exit_code == 0 and (folder / "x.pdf").exists()
    facts = json.loads(printed.stdout)[0]["provenance"]
    assert (facts["level"], facts["required"], facts["missing"], facts["stale"]) == ("draft", "draft", 0, False)


@pytest.mark.parametrize("words", [("status",), ("todo", "es")])
def test_a_folder_that_is_not_there_is_no_empty_one(words: tuple[str, ...], folder: Path) -> None:
    result = run(*words, "--content", "nowhere")
    assert result.exit_code == 5 and "There is no folder nowhere" in result.output and not (folder / "nowhere").exists()
