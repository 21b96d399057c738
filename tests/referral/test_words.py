"""What a directory says of services as a catalog for translators, and back on the family's sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinickit import Library
from clinickit.delivery import directory_words
from clinickit.errors import ContentInvalid
from clinickit.localize import po
from clinickit.referral.model import Entry
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from tests.cli.test_commands import run
from tests.helpers import structure
from tests.referral.test_sheets import BARE, MISSION, SHELTER

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def said(data: bytes) -> dict[str, str]:
    return {one.context: one.source for one in po.read(data).entries if not one.obsolete}


def filled(text: str, context: str, target: str) -> bytes:
    before, after = text.split(f'msgctxt "{context}"\n')
    return (before + f'msgctxt "{context}"\n' + after.replace('msgstr ""', f'msgstr "{target}"', 1)).encode()


def test_the_words_of_services_and_no_whereabouts(library: Library) -> None:
    made = directory_words.catalog(library, [MISSION, SHELTER, replace(BARE, confidential=True, name="Secret")], "es", None)
    assert said(made.data) == {
        "directory/sample/a1.begin": "Call or walk in.",
        "directory/sample/a1.description": "Talk therapy for teens and adults.",
        "directory/sample/a1.documents": "Photo ID; Proof of income",
        "directory/sample/a1.name": "Mission Talk Therapy",
        "directory/sample/a1.organization": "Mission Health Center",
        "directory/sample/a1.where": "2400 Mission St, 2nd floor, San Francisco, CA 94110.",
        "directory/sample/c3.name": "Haven House",
    }


def test_a_stale_service_can_be_translated_before_it_is_called(library: Library) -> None:
    assert "directory/sample/b2.name" in said(directory_words.catalog(library, [replace(BARE, assured_on=None)], "es", None).data)


def test_more_services_and_changes_lose_no_translation(library: Library) -> None:
    first = directory_words.catalog(library, [MISSION], "es", None).data
    done = filled(first.decode(), "directory/sample/a1.begin", "Llame.")
    more = directory_words.catalog(library, [BARE], "es", done)
    assert (more.kept, more.new, more.changed, more.gone) == (6, 1, 0, 0) and b"Llame." in more.data
    assert directory_words.catalog(library, [MISSION, BARE], "es", more.data).data == more.data
    changed = directory_words.catalog(library, [replace(MISSION, how_to_apply="Write.", documents=())], "es", more.data)
    assert (
        changed.changed == 1
        and "directory/sample/a1.documents" not in said(changed.data)
        and b"Llame." in changed.data
        and b"fuzzy" in changed.data
    )


def test_a_catalog_that_cannot_be_read_is_not_touched(library: Library) -> None:
    with pytest.raises(ContentInvalid, match="left as it is"):
        directory_words.catalog(library, [MISSION], "es", b'msgid "')


def test_from_the_command_line_to_the_sheet(tmp_path: Path) -> None:
    place, own = str(tmp_path / "d.sqlite"), tmp_path / "own"
    with Store.make(Path(place)) as store:
        take(store, "sample", [Entry(MISSION, "csv")], ON)
    done = run("referral", "words", "es", "sample/a1", "--in", place, "--content", str(own))
    path = own / "locales" / "es" / "LC_MESSAGES" / "directory.po"
    assert done.output == f"{path}: 6 to translate\n"
    path.write_bytes(filled(path.read_text(encoding="utf-8"), "directory/sample/a1.begin", "Llame o venga sin cita."))
    assert run("referral", "words", "es", "a1", "--in", place, "--content", str(own)).output == f"{path}: 6 as they were\n"
    sheet = tmp_path / "s.pdf"
    asked = ("--in", place, "--content", str(own), "--on", str(ON), "--territory", "US", "-o", str(sheet))
    assert run("referral", "sheet", "a1", "-l", "es", *asked).exit_code == 0
    assert "Llame o venga sin cita." in structure.read(sheet).tree.text
    for language, why in (("en", "already"), ("xx", "can set"), ("qps-ploc", "can set")):
        refused = run("referral", "words", language, "a1", "--in", place, "--content", str(own))
        assert refused.exit_code == 2 and why in refused.output
