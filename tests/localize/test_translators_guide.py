"""The commands of docs/translators.md, as they stand there, take a language that does not ship from nothing to a printed draft, and on to
reviewed safety text. Only what a person does between two commands is done here: translate, and fill in the back-translation."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import polib
import pypdfium2
import pytest
from click.testing import CliRunner

from clinickit.cldr import facts
from clinickit.cli import cli
from clinickit.languages import gettext_name, language
from clinickit.workspace import Workspace
from tests.helpers.readers import bare

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "translators.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
LANGUAGES = ("sw", "cy", "ug", "mam-Latn")
"""One that has a row; one that has none; one from right to left; one that CLDR does not know."""
KEPT = re.compile(r"(<[^>]+>|\{[^}]+\})")


def translated(source: str, letters: list[str]) -> str:
    """What a translator would write, in the letters of the language: markup, placeholders and numbers kept."""
    parts = KEPT.split(source)
    return "".join(
        part if at % 2 else "".join(letters[ord(one.lower()) % len(letters)] if one.isascii() and one.isalpha() else one for one in part)
        for at, part in enumerate(parts)
    ).translate(str.maketrans("()«»", "““““" if letters[0] > "\u0590" else "()«»"))


def translate(folder: Path, letters: list[str]) -> None:
    for path in folder.glob("LC_MESSAGES/*.po"):
        catalog = polib.pofile(str(path))
        for entry in catalog:
            assert not entry.msgstr
            entry.msgstr = translated(entry.msgid, letters)
        catalog.save()


def fill_in(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["context", "translation", "back_translation"] and all(not row[2] for row in rows[1:])
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([rows[0], *([*row[:2], f"What it says: {row[0]}"] for row in rows[1:])])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_guide_from_nothing_to_a_printed_draft(tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gettext_name(tag) not in Workspace.bundled().catalog_languages()
    monkeypatch.chdir(tmp_path)
    about = facts(tag)
    letters = sorted(one for one in (about.letters if about else ()) if one.isalpha()) or list("abcdefghijklmnopqrstuvwxyz")
    folder = tmp_path / "locales" / gettext_name(tag)
    said = {}
    for line in COMMANDS:
        words = shlex.split(re.sub(r"\bsw\b", tag, line))
        assert words[0] == "clinickit"
        result = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
        assert result.exit_code == 0, f"{line}: {result.output}"
        said[line] = result.output
        if "locale add" in line:
            translate(folder, letters)
        if line.endswith("--back back.csv"):
            fill_in(tmp_path / "back.csv")
    title = polib.pofile(str(folder / "LC_MESSAGES" / "anxious-attachment.po")).find("anxious-attachment.title", by="msgctxt").msgstr
    with pypdfium2.PdfDocument(tmp_path / "preview.pdf") as document:
        text = bare("".join(page.get_textpage().get_text_range() for page in document))
        assert document.get_metadata_dict()["Title"] == title
    if not language(tag).rtl:
        assert bare(title) in text
    todo = next(output for line, output in said.items() if "locale todo" in line)
    assert "not translated" not in todo and "below the level asked for" in todo
    assert "100% draft" in next(output for line, output in said.items() if "locale status" in line)
    last = [output for line, output in said.items() if "locale review" in line][-1]
    assert re.search(r"Strings now: \d+ revised\.\n\Z", last), last
    assert "0 taken" in next(output for line, output in said.items() if "locale import" in line)
    with pypdfium2.PdfDocument(tmp_path / "both.pdf") as document:
        assert bare("When closeness feels uncertain") in bare("".join(page.get_textpage().get_text_range() for page in document))


def call(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    return result.exit_code, result.output


def test_a_safety_sheet_from_draft_to_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused as it is, printed as a draft, refused as final; with every catalog that it draws from reviewed, printed without a notice
    and without the English beneath; a single string changed, refused again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")
    sheet = "staying-safe"
    call("locale", "add", "cy", sheet)
    translate(tmp_path / "locales" / "cy", list("abcdefghij"))
    words = ("print", sheet, "-l", "cy", "--content", ".", "--territory", "GB", "--on", "2026-11-24", "-o", "x.pdf", "--json")
    code, said = call(*words)
    assert code == 1 and "gate.safety" in said and "--draft" in said
    code, said = call(*words, "--draft")
    assert code == 0 and json.loads(said[said.index("[") :])[0]["provenance"]["level"] == "draft"
    assert "gate.level" in call(*words, "--draft", "--final")[1]
    english = bare("If someone can see your phone")
    for name in ("ui", "safety", sheet):
        review = ("locale", "review", "cy", name, "--qualification", "translator", "--on", "2026-11-24", "--step")
        call(*review, "back-translation", "--by", "CD", "--back", f"{name}.csv")
        fill_in(tmp_path / f"{name}.csv")
        assert call(*review, "back-translation", "--by", "CD", "--back", f"{name}.csv", "--read")[0] == 0
        assert call(*review, "revised", "--by", "EF, reviser", "--read")[0] == 0
    code, said = call(*words, "--final")
    facts_of = json.loads(said[said.index("[") :])[0]["provenance"]
    assert code == 0 and (facts_of["level"], facts_of["reviewed_on"], facts_of["missing"]) == ("revised", "2026-11-24", 0)
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
        text = bare("".join(page.get_textpage().get_text_range() for page in document))
    assert english not in text and bare("not yet checked") not in text
    catalog = polib.pofile(str(tmp_path / "locales" / "cy" / "LC_MESSAGES" / f"{sheet}.po"))
    catalog.find(f"{sheet}.lede", by="msgctxt").msgstr = "abc"
    catalog.save()
    code, said = call(*words, "--final")
    assert (code, "gate.level" in said) == (1, True), said


def test_the_guide_begins_with_one_command_and_names_every_command() -> None:
    assert COMMANDS[0].startswith("clinickit locale add")
    for name in ("add", "extract", "sync", "status", "todo", "review"):
        assert f"clinickit locale {name} " in GUIDE


def test_the_hooks_of_the_guide_exist_and_their_commands_too() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^- id: ([\w-]+)$.*?^  entry: (.+?)$", hooks, re.MULTILINE | re.DOTALL))
    assert set(re.findall(r"- id: ([\w-]+)", GUIDE)) <= set(entries)
    for entry in entries.values():
        words = entry.split()
        assert words[0] == "clinickit"
        assert CliRunner().invoke(cli, [*(words[1:3] if words[1] == "locale" else words[1:2]), "--help"]).exit_code == 0
