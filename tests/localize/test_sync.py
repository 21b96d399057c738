"""Catalogs brought up to the content: by id alone, with nothing lost, whatever an editor did to the file in between."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.errors import ContentInvalid
from clinickit.languages import gettext_name
from clinickit.localize import po
from clinickit.localize.catalogs import read, write_catalog, write_template
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin
from clinickit.localize.merges import CHANGED, GUESSED, word_diff
from clinickit.localize.po import PoEntry, PoFile
from clinickit.localize.sync import sync
from clinickit.localize.templates import Templates
from clinickit.workspace import Workspace

WORKSPACE = Workspace.bundled()
TEMPLATES = Templates(WORKSPACE)

BEFORE = (
    Message("one/a", "Do not stop your medicine.", ("item of a list.",), True),
    Message("one/b", "Call 911 now."),
    Message("one/c", "Breathe."),
    Message("one/d", "Sit down."),
)
DONE = {"one/a": "No deje su medicina.", "one/b": "Llame al 911 ahora.", "one/c": "Respire.", "one/d": "Siéntese."}
CATALOG = write_catalog(BEFORE, DONE, "es", Origin.HUMAN, Level.DRAFT)


def synced(data: bytes | None, messages: tuple[Message, ...], **changes: bool):  # type: ignore[no-untyped-def]
    return sync(data, messages, "one", "es", **changes)


def by_context(data: bytes) -> dict[str, PoEntry]:
    return {one.context: one for one in po.read(data).entries}


def test_a_synced_catalog_stays_byte_for_byte() -> None:
    done = synced(CATALOG, BEFORE)
    assert done.data == CATALOG
    assert (done.kept, done.new, done.changed, done.gone, done.back, done.merges) == (4, 0, 0, 0, 0, ())
    new = synced(None, BEFORE).data
    assert synced(new, BEFORE).data == new == write_catalog(BEFORE, {}, "es", Origin.HUMAN, Level.DRAFT)


def test_what_looks_alike_is_never_taken() -> None:
    after = (Message("one/x", "Stop your medicine."), Message("one/y", "Call 988 now."), *BEFORE)
    entries = by_context(synced(CATALOG, after).data)
    assert entries["one/x"].target == entries["one/y"].target == ""
    assert entries["one/a"].target == DONE["one/a"]


def test_a_changed_source_makes_the_translation_fuzzy_and_shows_the_words() -> None:
    after = (replace(BEFORE[0], source="Do not stop taking your medicine."), *BEFORE[1:])
    done = synced(CATALOG, after)
    one = by_context(done.data)["one/a"]
    assert (one.target, one.fuzzy, one.previous) == (DONE["one/a"], True, "Do not stop your medicine.")
    assert one.notes == ("item of a list.", CHANGED + "Do not stop {+taking +}your medicine.")
    assert done.changed == 1
    again = synced(done.data, after)
    assert again.data == done.data and not again.merges
    catalog, _ = read(done.data, "one", "es")
    assert catalog is not None and catalog.entries["one/a"].target is None
    third = by_context(synced(done.data, (replace(BEFORE[0], source="Take it."), *BEFORE[1:])).data)["one/a"]
    assert third.previous == "Do not stop your medicine."


def test_a_changed_string_without_a_translation_is_just_new() -> None:
    one = by_context(synced(synced(None, BEFORE).data, (replace(BEFORE[0], source="Other."), *BEFORE[1:])).data)["one/a"]
    assert one == PoEntry("one/a", "Other.", notes=("item of a list.",))


def test_what_is_gone_is_kept_and_comes_back() -> None:
    gone = synced(CATALOG, BEFORE[1:])
    assert gone.gone == 1
    one = po.read(gone.data).entries[-1]
    assert (one.context, one.target, one.obsolete, one.fuzzy) == ("one/a", DONE["one/a"], True, False)
    back = synced(gone.data, BEFORE)
    assert back.data == CATALOG and back.back == 1
    changed = by_context(synced(gone.data, (replace(BEFORE[0], source="Take it."), *BEFORE[1:])).data)["one/a"]
    assert changed.fuzzy and changed.previous == BEFORE[0].source


def test_an_editors_rewrite_is_undone() -> None:
    """Headers, dates, wrapping at 79 columns, references, order: what Poedit and Weblate write."""
    long = (*BEFORE, Message("one/e", "word " * 40 + "end"))
    clean = write_catalog(long, DONE | {"one/e": "palabra " * 40 + "fin"}, "es", Origin.MT, Level.DRAFT)
    file = po.read(clean)
    lines = (
        "Project-Id-Version: x",
        "PO-Revision-Date: 2026-11-24 10:00+0100",
        "Last-Translator: A <a@example.org>",
        "X-Generator: Poedit 3.4",
    )
    head = "".join(f'"{line}\\n"\n' for line in lines).encode()
    noisy = po.write(replace(file, entries=tuple(reversed(file.entries)))).replace(b'"Language: es', head + b'"Language: es_MX')
    noisy = noisy.replace(b"palabra palabra ", b'palabra "\n"palabra ').replace(
        b'msgctxt "one/b"', b'#: handouts/one.json:12\n#, python-brace-format\nmsgctxt "one/b"'
    )
    assert noisy != clean
    assert synced(noisy, long).data == clean


REWRITES = {
    "polib": lambda path: polib.pofile(str(path), wrapwidth=78).save(),
    "msgcat": lambda path: subprocess.run(["msgcat", "-o", path, "--width=79", path], check=True),
    "msgmerge": lambda path: subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "-o", path, path, path], check=True),
    "sorted": lambda path: subprocess.run(["msgcat", "-o", path, "--sort-output", "--no-wrap", path], check=True),
}


@pytest.mark.parametrize("tool", REWRITES)
@pytest.mark.parametrize("name", ["anxious-attachment", "safety", "ui"])
@pytest.mark.parametrize("language", ["ar", "zh-Hans"])
def test_a_shipped_catalog_survives_other_tools(tool: str, name: str, language: str, tmp_path: Path) -> None:
    """What they make of it, synced, is byte for byte what was synced before."""
    if tool != "polib" and shutil.which("msgcat") is None:
        pytest.skip("gettext is not installed")
    data = WORKSPACE.catalog(gettext_name(language), name)
    clean = sync(data, TEMPLATES.messages(name), name, language).data
    path = tmp_path / "x.po"
    path.write_bytes(clean)
    REWRITES[tool](path)
    assert sync(path.read_bytes(), TEMPLATES.messages(name), name, language).data == clean


def test_what_a_translator_wrote_beside_the_words_stays() -> None:
    file = po.read(CATALOG)
    mine = replace(file.entries[1], remarks=("asked the clinic", "waiver: number"), flags=("max-length:40",))
    data = po.write(replace(file, entries=(file.entries[0], mine, *file.entries[2:]), headers=(*file.headers, ("X-Team", "River"))))
    assert synced(data, BEFORE).data == data


@pytest.mark.parametrize(
    ("language", "stated", "kept"),
    [
        ("es", "es_MX", False),
        ("es", "", False),
        ("fil", "tl", False),
        ("zh-Hans", "zh_CN", False),
        ("zh-Hant", "zh_TW", False),
        ("es", "fr", True),
        ("zh-Hans", "zh_TW", True),
        ("pt-BR", "pt_PT", True),
    ],
)
def test_a_header_of_another_language_is_left_for_the_check_to_tell(language: str, stated: str, kept: bool) -> None:
    """What an editor calls the same language is put right."""
    data = CATALOG.replace(b"Language: es", f"Language: {stated}".encode())
    made = sync(data, BEFORE, "one", language).data
    assert f"Language: {stated if kept else gettext_name(language)}\\n".encode() in made


def test_two_entries_of_one_context_lose_nothing() -> None:
    twice = CATALOG + b'\nmsgctxt "one/c"\nmsgid "Breathe."\nmsgstr "Respira."\n'
    one = by_context(synced(twice, BEFORE).data)["one/c"]
    assert one.target == "Respire." and one.remarks == ("also: “Respira.” for “Breathe.”",)


@pytest.mark.parametrize("data", [b"\xff", b'msgid "a', b"x" * (5 << 20)])
def test_what_cannot_be_read_is_not_touched(data: bytes) -> None:
    with pytest.raises(ContentInvalid, match="left as it is"):
        synced(data, BEFORE)


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")
@pytest.mark.parametrize("more", [["--previous"], []], ids=["with previous text", "without"])
def test_a_merge_by_similarity_is_noticed_and_undone(tmp_path: Path, more: list[str]) -> None:
    """What "Update from POT" does: GNU msgmerge fills new strings with what looks alike."""
    after = (
        *BEFORE[:2],
        Message("one/x", "Do stop your medicine."),
        Message("one/y", "Call 988 now."),
        replace(BEFORE[3], source="Sit down here."),
    )
    (tmp_path / "es.po").write_bytes(CATALOG)
    (tmp_path / "one.pot").write_bytes(write_template(after))
    subprocess.run(["msgmerge", "--quiet", "--update", "--backup=off", *more, "es.po", "one.pot"], cwd=tmp_path, check=True)
    merged = (tmp_path / "es.po").read_bytes()
    assert DONE["one/a"] == by_context(merged)["one/x"].target
    done = synced(merged, after)
    assert [(one.entry.context, one.donor) for one in done.merges] == [("one/x", "one/a"), ("one/y", "one/b")]
    assert "--drop-merges" in done.merges[0].told.hint
    entries = by_context(done.data)
    assert entries["one/x"].fuzzy and entries["one/x"].notes[-1] == GUESSED + "one/a"
    assert entries["one/d"].fuzzy and entries["one/d"].target == DONE["one/d"]
    again = synced(done.data, after)
    assert again.data == done.data and len(again.merges) == 2
    undone = by_context(synced(done.data, after, drop_merges=True).data)
    assert (undone["one/x"].target, undone["one/x"].fuzzy) == ("", False)
    assert DONE["one/a"] in undone["one/x"].remarks[0]
    assert undone["one/a"].target == DONE["one/a"] and undone["one/d"].target == DONE["one/d"]


def test_what_sync_marked_is_no_merge_though_another_string_says_what_it_said() -> None:
    after = (replace(BEFORE[0], source="Wait."), replace(BEFORE[1], source=BEFORE[0].source), *BEFORE[2:])
    done = synced(CATALOG, after)
    assert done.changed == 2 and not done.merges
    assert not synced(done.data, after).merges


def test_the_words_that_changed() -> None:
    assert word_diff("Call 911 now.", "Call 988 now.") == "Call [-911-]{+988+} now."
    assert word_diff("a\nb", "a c") == "a[- b-]{+ c+}"


WORDS = st.sampled_from(["Stop.", "Do not stop.", "Call 911.", "Call 988.", "Sit.", "x\ny", "é “q”", "{a} b"])
CONTEXTS = st.sampled_from([f"one/{letter}" for letter in "abcdefgh"])
MESSAGES = st.dictionaries(CONTEXTS, WORDS, max_size=6).map(lambda found: tuple(Message(*pair) for pair in found.items()))
TARGETS = st.sampled_from(["", "Pare.", "No pare.", "Llame.", "Siéntese.", "x\ny"])


@st.composite
def files(draw: st.DrawFn) -> PoFile:
    """A catalog in any state that editors leave behind; each translation is unlike all others, so that it can be followed."""
    entries = []
    for at in range(draw(st.integers(0, 6))):
        fuzzy = draw(st.booleans())
        target = draw(TARGETS)
        entries.append(
            PoEntry(
                draw(CONTEXTS | st.just("")),
                draw(WORDS),
                target and f"{target} {at}",
                fuzzy,
                draw(st.none() | WORDS) if fuzzy else None,
                draw(st.none() | CONTEXTS) if fuzzy else None,
                obsolete=draw(st.booleans()),
                remarks=draw(st.sampled_from([(), (f"remark {at}",)])),
            )
        )
    return PoFile((("Language", "es"),), tuple(entries))


@given(files(), MESSAGES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_nothing_moves_and_twice_is_once(file: PoFile, messages: tuple[Message, ...], drop: bool) -> None:
    data = po.write(file)
    done = synced(data, messages, drop_merges=drop)
    after = po.read(done.data)
    living = [one for one in after.entries if not one.obsolete]
    assert [(one.context, one.source) for one in living] == [(one.context, one.source) for one in messages]
    there = "\n".join((one.target + "\n" + "\n".join(one.remarks)) for one in after.entries)
    flat = " ".join(there.split())
    for old in file.entries:
        assert " ".join(old.target.split()) in flat
        assert all(remark in there for remark in old.remarks)
    origins = {one.target: one.context for one in file.entries if one.target}
    for one in after.entries:
        assert not one.target or origins[one.target] == one.context
    for one in living:
        was = [old for old in file.entries if old.target == one.target and one.target]
        if was and not was[0].fuzzy and was[0].source == one.source:
            assert not one.fuzzy
        if was and was[0].source != one.source:
            assert one.fuzzy
    assert synced(done.data, messages).data == done.data


def test_three_thousand_strings_with_three_hundred_edits() -> None:
    """Correctness at that size; the bound of a second is measured in `make bench`, and loosely here."""
    before = tuple(Message(f"one/{at}", f"Sentence number {at} of a long text, which says some plain thing.") for at in range(3000))
    data = write_catalog(before, {one.context: f"es {one.source}" for one in before}, "es", Origin.HUMAN, Level.DRAFT)
    after = tuple(replace(one, source=one.source.replace("plain", "clear")) if at % 10 == 0 else one for at, one in enumerate(before))
    start = perf_counter()
    done = synced(data, after)
    assert perf_counter() - start < 10
    assert (done.kept, done.changed) == (2700, 300)
    for one, entry in zip(before, po.read(done.data).entries, strict=True):
        assert entry.target == f"es {one.source}"
        assert entry.fuzzy == (int(one.context[4:]) % 10 == 0) == (entry.previous == one.source)
