"""A translator's preview: numbers beside the strings and in the catalog, unfinished ones marked, again after each save."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pymupdf
import pytest

from clinickit.cli.locale import watch
from clinickit.delivery.preview import Preview, numbers, with_numbers
from clinickit.localize import po
from clinickit.workspace import Workspace
from tests.cli.test_commands import run

ON = date(2026, 11, 24)


def begun(folder: Path) -> Path:
    """A folder with a new language in it, one string translated, one fuzzy."""
    assert run("locale", "add", "sw", "--content", str(folder)).exit_code == 0
    catalog = folder / "locales" / "sw" / "LC_MESSAGES" / "anxious-attachment.po"
    text = catalog.read_text("utf-8")
    text = text.replace('msgid "Anxious attachment"\nmsgstr ""', 'msgid "Anxious attachment"\nmsgstr "Wasiwasi wa kuachwa"')
    text = text.replace(
        'msgid "When closeness feels uncertain"\nmsgstr ""', 'msgid "When closeness feels uncertain"\nmsgstr "Ukaribu una shaka"'
    )
    catalog.write_text(text, encoding="utf-8")
    return catalog


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_text() for page in pymupdf.open(stream=pdf, filetype="pdf")).split())


def test_numbers_stand_on_the_page_and_in_the_catalog(tmp_path: Path) -> None:
    catalog = begun(tmp_path)
    before = catalog.read_bytes()
    out = tmp_path / "preview"
    done = run("locale", "watch", "sw", "anxious-attachment", "--once", "--content", str(tmp_path), "-o", str(out), "--on", "2026-11-24")
    assert done.exit_code == 0, done.output
    said = words((out / "preview.pdf").read_bytes())
    assert "1 Ukaribu una shaka" in said and "1 When closeness feels uncertain" in said
    assert "3! What this pattern is" in said
    entries = {one.context: one for one in po.read(catalog.read_bytes()).entries}
    assert entries["anxious-attachment.title"].notes[0] == "№ 1" and entries["anxious-attachment.title"].target == "Ukaribu una shaka"
    page = (out / "preview.html").read_text("utf-8")
    assert 'src="page-1.png"' in page and "unfinished: 3" in page and (out / "page-1.png").read_bytes().startswith(b"\x89PNG")
    assert run("locale", "sync", "sw", "anxious-attachment", "--content", str(tmp_path)).exit_code == 0
    assert catalog.read_bytes() == before, "sync takes the numbers away"


def test_every_string_of_a_sheet_has_a_number() -> None:
    named = numbers(Workspace.bundled(), "cbt")
    assert named["cbt.title"] == "1" and named["safety/crisis.heading"].startswith("s")
    assert len(set(named.values())) == len(named) > 100
    data = Workspace.bundled().catalog("es", "cbt")
    assert data is not None
    once = with_numbers(data, named)
    assert with_numbers(once, named) == once and once.count("#. № ".encode()) == len(po.read(data).entries)
    assert with_numbers(once, {}) == with_numbers(data, {})


def test_a_save_shows(tmp_path: Path) -> None:
    catalog = begun(tmp_path)
    preview = Preview(tmp_path, "anxious-attachment", "sw", ON)
    first = preview.build()
    assert "3" in first.unfinished and "1" not in first.unfinished
    text = catalog.read_text("utf-8")
    source = 'msgid "What this pattern is, where it can come from and what can help."\nmsgstr '
    catalog.write_text(text.replace(f'{source}""', f'{source}"Hali hii ni nini."'), encoding="utf-8")
    second = preview.build()
    assert "3" not in second.unfinished and "3 Hali hii ni nini." in words(second.pdf)
    assert preview.build().pdf == second.pdf


def test_it_follows_the_folder_and_survives_a_broken_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = begun(tmp_path)
    whole = catalog.read_bytes()
    rounds: list[int] = []

    def pause(_seconds: float) -> None:
        """In place of waiting: somebody saves a broken file, then a good one, then stops."""
        rounds.append(1)
        if len(rounds) == 1:
            catalog.write_bytes(b'msgid "broken\n')
        elif len(rounds) == 2:
            catalog.write_bytes(whole + b"\n")
        elif len(rounds) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(watch.time, "sleep", pause)
    out = tmp_path / "out"
    done = run("locale", "watch", "sw", "anxious-attachment", "--no-numbers", "--content", str(tmp_path), "-o", str(out))
    assert done.exit_code == 0 and "Stopped." in done.output and done.output.count("preview.pdf") >= 2
    assert catalog.read_bytes() == whole + b"\n"
