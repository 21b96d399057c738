"""Catalogs through XLIFF, TMX and CSV and back: nothing lost, nothing opened, nothing taken that was made for another text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from clinickit.localize import exchange, po
from clinickit.localize.exchange.shape import Part, legal, original, pieces
from clinickit.localize.exchange.taking import take
from clinickit.localize.po import PoEntry, PoFile
from clinickit.workspace import Workspace

SHAPES = list(exchange.ENDINGS)

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters=[chr(0xF700 + at) for at in range(256)])
MARKUP = st.sampled_from(
    ["<strong>", "</strong>", "<br/>", "{clinic_name}", "{handout:cbt}", "<b>", "&amp;", "{", "]]>", "=SUM(A1)", " ", "\n"]
)
STRING = st.lists(st.one_of(st.text(LETTERS, min_size=1, max_size=6), MARKUP), min_size=1, max_size=5).map("".join)
LINE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters=[chr(0xF700 + at) for at in range(256)]), max_size=12
)
WORD = st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True)


@st.composite
def entries(draw: st.DrawFn) -> PoEntry:
    target = draw(st.one_of(st.just(""), STRING))
    return PoEntry(
        draw(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,6}){0,2}(\.[a-z]{1,5})?", fullmatch=True)),
        draw(STRING),
        target,
        fuzzy=draw(st.booleans()) if target else False,
        previous=draw(st.one_of(st.none(), STRING)),
        previous_context=draw(st.one_of(st.none(), WORD)),
        notes=tuple(line for line in draw(st.lists(LINE, max_size=2)) if line.strip()),
        remarks=tuple(line for line in draw(st.lists(LINE, max_size=2)) if line.strip()),
        flags=tuple(dict.fromkeys(flag for flag in draw(st.lists(WORD, max_size=2)) if flag not in ("fuzzy", "obsolete"))),
        obsolete=draw(st.booleans()),
    )


FILES = st.lists(entries(), max_size=4).map(
    lambda found: PoFile((("Language", "es"), ("X-Clinickit-Origin", "mt"), ("X-Empty", "")), tuple(found), ("A remark above.",))
)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=120, deadline=None)
@given(file=FILES)
def test_nothing_is_lost(shape: str, file: PoFile) -> None:
    sent = exchange.Exchange("cbt", "es", "en", file)
    came = exchange.read(shape, exchange.write(shape, sent))
    if shape == "csv":
        file = replace(file, entries=tuple(_as_lines(one) for one in file.entries))
        came = replace(came, file=replace(came.file, entries=tuple(_as_lines(one) for one in came.file.entries)))
    assert came == replace(sent, file=file)


def _as_lines(one: PoEntry) -> PoEntry:
    """CSV readers give any end of line as it stands; a lone carriage return is one to them."""
    return one


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("language", "name"), [("es", "anxious-attachment"), ("ar", "safety"), ("hi", "ui"), ("zh_Hans", "therapy-options")]
)
def test_shipped_catalogs_come_back_byte_for_byte(shape: str, language: str, name: str) -> None:
    data = Workspace.bundled().catalog(language, name)
    assert data is not None
    written = exchange.write(shape, exchange.Exchange(name, language.replace("_", "-"), "en", po.read(data)))
    assert po.write(exchange.read(shape, written).file) == po.write(po.read(data))
    assert exchange.write(shape, exchange.Exchange(name, language.replace("_", "-"), "en", po.read(data))) == written


def test_bold_and_placeholders_are_codes_that_tools_protect() -> None:
    found = [(one.part, one.text) for one in pieces("A <strong>b {clinic_name}</strong><br/> </strong> <strong>")]
    assert found == [
        (Part.TEXT, "A "), (Part.OPEN, "<strong>"), (Part.TEXT, "b "), (Part.CODE, "{clinic_name}"), (Part.CLOSE, "</strong>"),
        (Part.CODE, "<br/>"), (Part.TEXT, " "), (Part.CODE, "</strong>"), (Part.TEXT, " "), (Part.CODE, "<strong>"),
    ]  # fmt: skip
    file = PoFile((), (PoEntry("a", "<strong>x</strong> {clinic_name}", "<strong>y</strong> {clinic_name}"),))
    xml = etree.fromstring(exchange.write("xliff", exchange.Exchange("a", "es", "en", file)))
    names = {etree.QName(one).localname for one in xml.iter() if isinstance(one.tag, str)}
    assert {"pc", "ph", "data"} <= names
    assert legal("a\x0bb") != "a\x0bb" and original(legal("a\x0bb\ufffe")) == "a\x0bb\ufffe"


def test_a_tools_own_segments_highlights_and_states_are_understood() -> None:
    xml = b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es"><file id="f" original="cbt">
    <group id="g"><unit id="1" name="cbt.title"><segment state="final"><source>One. </source><target>Uno. </target></segment>
    <ignorable><source> </source></ignorable>
    <segment state="reviewed"><source>Two</source><target><mrk id="m" type="term">Dos</mrk></target></segment></unit>
    <unit id="2" name="cbt.lede"><segment state="initial"><source>x</source><target>y</target></segment></unit></group></file></xliff>"""
    entries = exchange.read("xliff", xml).file.entries
    assert [(one.context, one.source, one.target, one.fuzzy) for one in entries] == [
        ("cbt.title", "One. Two", "Uno. Dos", False),
        ("cbt.lede", "x", "y", True),
    ]


@pytest.mark.parametrize(
    ("shape", "data", "says"),
    [
        ("xliff", b"<xliff", "not well-formed"),
        ("xliff", b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "no XLIFF 2"),
        ("xliff", b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"/>', "no <file>"),
        ("tmx", b"<html/>", "no TMX"),
        ("csv", b"a,b\n1,2\n", "lacks context, source, translation"),
        ("csv", b"context,source,translation\n\xff", "not UTF-8"),
    ],
)
def test_what_is_none_is_refused(shape: str, data: bytes, says: str) -> None:
    with pytest.raises(exchange.ExchangeProblem, match=says):
        exchange.read(shape, data)


@pytest.mark.parametrize("shape", ["xliff", "tmx"])
def test_no_entity_is_opened(shape: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("patient", encoding="utf-8")
    good = exchange.write(shape, exchange.Exchange("a", "es", "en", PoFile((), (PoEntry("a", "One", "HERE"),)))).decode()
    body = good.split("?>", 1)[1].replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "").replace("HERE", "&leak;")
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY leak SYSTEM "{secret.as_uri()}">]>{body}'.encode()
    try:
        came = exchange.read(shape, evil)
    except exchange.ExchangeProblem:
        return
    assert "patient" not in str(came)


def test_cells_are_no_formulas() -> None:
    file = PoFile((), (PoEntry("a", "=1+1", "@x"), PoEntry("b", "'=x", "-1")))
    data = exchange.write("csv", exchange.Exchange("a", "es", "en", file))
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert exchange.read("csv", data).file == file
    semicolons = data.decode("utf-8-sig").replace(",", ";").encode()
    assert exchange.read("csv", semicolons).file.entries[0].source == "=1+1"


def test_only_what_was_made_for_our_text_is_taken() -> None:
    ours = PoFile(
        (("Language", "es"),),
        (
            PoEntry("a", "One", "Uno", fuzzy=True, previous="Old one"),
            PoEntry("b", "Two"),
            PoEntry("c", "Three, now", "Tres"),
            PoEntry("d", "Four", "Cuatro"),
            PoEntry("x", "Gone", "Ido", obsolete=True),
        ),
    )
    came = PoFile(
        (("Language", "xx"),),
        (
            PoEntry("a", "One", "Uno nuevo", remarks=("checked",)),
            PoEntry("b", "Two", "Dos"),
            PoEntry("c", "Three, before", "Tres antes", line=7),
            PoEntry("d", "Four", ""),
            PoEntry("e", "Five", "Cinco", line=9),
            PoEntry("x", "Gone", "Vuelto"),
        ),
    )
    done = take(ours, came)
    assert done.file.headers == ours.headers and (done.changed, done.same) == (2, 0)
    by = {one.context: one for one in done.file.entries}
    assert by["a"] == PoEntry("a", "One", "Uno nuevo", remarks=("checked",)) and by["b"].target == "Dos"
    assert by["c"] == ours.entries[2] and by["d"] == ours.entries[3] and by["x"] == ours.entries[4]
    assert {(one.context, one.line) for one in done.refused} == {("c", 7), ("e", 9), ("x", 0)}
    assert take(ours, ours).changed == 0
