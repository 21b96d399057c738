"""Catalogs count by context and whole source string, and are written so that two writings differ only where a string does."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.localize.catalogs import Catalogs, read, write_catalog
from clinickit.localize.extract import Message
from clinickit.localize.levels import Level, Origin

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"X-Clinickit-Origin: mt\\n"\n"X-Clinickit-Level: draft\\n"\n\n'


def po(source: str, target: str, context: str = "one/a", flags: str = "") -> bytes:
    """A catalog of one message."""
    return (
        HEAD + flags + "".join(f'{key} "{value}"\n' for key, value in (("msgctxt", context), ("msgid", source), ("msgstr", target)))
    ).encode()


def entry(source: str, target: str, flags: str = ""):  # type: ignore[no-untyped-def]
    """The one message, read."""
    found, told = read(po(source, target, flags=flags), "one", "es")
    assert found is not None
    assert not told
    return found.entries["one/a"]


def test_a_good_message_is_parsed_once() -> None:
    found = entry("Ask <strong>{clinic_name}</strong>.", "Pregunte a <strong>{clinic_name}</strong>.")
    assert [type(one).__name__ for one in found.target] == ["Plain", "Placeholder", "Plain"]
    assert not found.problem


@pytest.mark.parametrize(
    ("source", "target", "flags", "problem"),
    [
        ("Wait.", "", "", "missing"),
        ("Wait.", "  ", "", "missing"),
        ("Wait.", "Espere.", "#, fuzzy\n", "fuzzy"),
        ("Ask {clinic_name}.", "Pregunte.", "", "placeholders"),
        ("Ask.", "Pregunte a {clinic_name}.", "", "markup"),
        ("Ask {clinic_name}.", "Pregunte a {clinica}.", "", "markup"),
        ("See {handout:a}.", "Vea {handout:b}.", "", "placeholders"),
        ("{page} of {pages}", "{page} de {page}", "", "placeholders"),
        ("<strong>No</strong>.", "No.", "", "markup"),
        ("No.", "<strong>No.", "", "markup"),
        ("A<br/>b", "A b", "", "markup"),
    ],
)
def test_a_message_that_may_not_be_used_says_why(source: str, target: str, flags: str, problem: str) -> None:
    found = entry(source, target, flags)
    assert found.target is None
    assert found.problem == problem


def test_placeholders_may_change_places() -> None:
    assert entry("{page} of {pages}", "{pages} / {page}").target is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "catalog.encoding"),
        (b'msgid "a\nmsgstr', "catalog.syntax"),
        (b"not a catalog", "catalog.syntax"),
        (po("A", "B").replace(b"Language: es", b"Language: fr"), "catalog.language"),
        (po("A", "B").replace(b"Language: es", b"X: y"), "catalog.language"),
        (po("A", "B", context="other/a"), "catalog.context"),
        (po("A", "B") + b'\nmsgctxt "one/a"\nmsgid "A"\nmsgstr "C"\n', "catalog.duplicate"),
        (b"#" * ((4 << 20) + 1), "catalog.too-large"),
    ],
)
def test_a_broken_catalog_is_told(data: bytes, code: str) -> None:
    _, told = read(data, "one", "es")
    assert [one.code for one in told] == [code]
    assert told[0].location.file == "locales/es/LC_MESSAGES/one.po"
    assert told[0].hint


def test_obsolete_messages_do_not_count() -> None:
    found, told = read(po("A", "B") + b'\n#~ msgctxt "one/b"\n#~ msgid "Old"\n#~ msgstr "Viejo"\n', "one", "es")
    assert found is not None
    assert not told
    assert list(found.entries) == ["one/a"]


def test_an_unknown_header_counts_as_the_least() -> None:
    found, _ = read(po("A", "B").replace(b"mt\\n", b"angel\\n").replace(b"draft\\n", b"perfect\\n"), "one", "es")
    assert found is not None
    assert (found.origin, found.level) == (Origin.MT, Level.DRAFT)


def test_a_written_catalog_has_no_date_number_or_wrapping() -> None:
    long = Message("one/a", "word " * 100 + "end", ("A note.",))
    data = write_catalog((long,), {"one/a": "palabra " * 100}, "zh-Hans", Origin.MT, Level.DRAFT).decode()
    assert "Date" not in data
    assert "#:" not in data
    assert len([line for line in data.splitlines() if line.startswith("msgid")]) == 2
    assert max(map(len, data.splitlines())) > 500
    assert '"Language: zh_Hans\\n"' in data


STRINGS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='\\"{}<>'), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(STRINGS, STRINGS), min_size=1, max_size=5))
def test_what_is_written_is_read_back(pairs: list[tuple[str, str]]) -> None:
    found = tuple(Message(f"one/m{place}", source) for place, (source, _) in enumerate(pairs))
    data = write_catalog(found, {f"one/m{place}": target for place, (_, target) in enumerate(pairs)}, "es", Origin.MT, Level.DRAFT)
    assert [(one.msgctxt, one.msgid, one.msgstr) for one in polib.pofile(data.decode())] == [
        (f"one/m{place}", source, target) for place, (source, target) in enumerate(pairs)
    ]
    again, told = read(data, "one", "es")
    assert again is not None
    assert not told
    assert [one.source for one in again.entries.values()] == [source for source, _ in pairs]


def test_a_parse_is_kept_by_its_bytes() -> None:
    files = {"one": po("A", "B")}
    catalogs = Catalogs(lambda name, _: (files[name],) if name in files else ())
    first, _ = catalogs.get("one", "es")
    assert catalogs.get("one", "es")[0] is first
    files["one"] = po("A", "C")
    assert catalogs.get("one", "es")[0] is not first
    assert catalogs.get("two", "es") == (None, ())


def test_a_clinics_catalog_lies_over_ours_message_by_message() -> None:
    ours = write_catalog((Message("one/a", "A"), Message("one/b", "B")), {"one/a": "a", "one/b": "b"}, "es", Origin.MT, Level.DRAFT)
    own = write_catalog(
        (Message("one/a", "A"), Message("one/b", "Old B")), {"one/a": "alfa", "one/b": "beta"}, "es", Origin.HUMAN, Level.DRAFT
    )
    catalog, _ = Catalogs(lambda *_: (ours, own)).get("one", "es")
    assert catalog is not None
    over, stale, absent = (catalog.lookup(context, source) for context, source in (("one/a", "A"), ("one/b", "B"), ("one/c", "C")))
    assert over is not None and over.target is not None and over.target[0].text == "alfa"  # type: ignore[union-attr]
    assert stale is not None and stale.target is not None and stale.target[0].text == "b"  # type: ignore[union-attr]
    assert absent is None
