"""Code tables: numbers in the order first seen, kerning as TJ takes it, personal text that needs no or some more codes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.pdf.codes import Codes, CodeTable
from clinickit.text.runs import Blank, Code, Drawn, FaceKey, Glyph, Weight, Word

FACE = FaceKey("atkinson", Weight.REGULAR)


def word(*codes: Code) -> Word:
    return Word(FACE, codes, 0)


def letters(text: str) -> Word:
    return word(*(Code(Glyph(ord(one)), one) for one in text))


WIDE = CodeTable(FACE, "F1")
"""Glyph n is code n + 1, up to 0x5D00: codes of every byte, brackets and backslashes and returns among them."""
WIDE.operand((word(*(Code(Glyph(number), "x") for number in range(0x5D00))),))


def shown(operand: str) -> list[int | str]:
    """A TJ array as a reader takes it: codes, and adjustments as text."""
    found: list[int | str] = []
    at, data = 1, operand.encode("latin-1")
    assert data.startswith(b"[") and data.endswith(b"]")
    while at < len(data) - 1:
        if data[at : at + 1] != b"(":
            number = re.compile(rb"-?\d+").match(data, at)
            assert number is not None, operand
            found.append(number[0].decode())
            at = number.end()
            continue
        at += 1
        inside = bytearray()
        while data[at : at + 1] != b")":
            if data[at : at + 1] == b"\\":
                at += 1
                inside += b"\r" if data[at : at + 1] == b"r" else data[at : at + 1]
            else:
                assert data[at : at + 1] not in (b"(", b"\r")
                inside += data[at : at + 1]
            at += 1
        at += 1
        assert len(inside) % 2 == 0
        found += [int.from_bytes(inside[place : place + 2], "big") for place in range(0, len(inside), 2)]
    return found


def test_first_seen_first_numbered() -> None:
    table = CodeTable(FACE, "F1")
    assert shown(table.operand((letters("abca"),))) == [1, 2, 3, 1]
    assert shown(table.operand((letters("da"),))) == [4, 1]
    assert [says for _, says in table.entries()] == ["a", "b", "c", "d"]


def test_what_is_drawn_and_what_is_said_both_count() -> None:
    table = CodeTable(FACE, "F1")
    same = word(Code(Glyph(101), "x"), Code(Blank(101), "x"), Code(Drawn(((101, 0, 0),), 101), "x"), Code(Glyph(101), "y"))
    assert shown(table.operand((same,))) == [1, 2, 3, 4]


def test_kerning_is_written_with_the_other_sign() -> None:
    table = CodeTable(FACE, "F1")
    kerned = word(Code(Glyph(1), "a", before=5), Code(Glyph(2), "b", after=-20), Code(Glyph(3), "c", after=7))
    assert shown(table.operand((kerned, letters("d")))) == ["-5", 1, 2, "20", 3, "-7", 4]
    assert table.operand((kerned,)).startswith("[-5(") and table.operand((kerned,)).endswith(")-7]")


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_every_code_comes_back(rows: list[tuple[int, int, int]]) -> None:
    written = shown(WIDE.operand((word(*(Code(Glyph(13 * number), "x", before, after) for number, before, after in rows)),)))
    assert [one for one in written if isinstance(one, int)] == [13 * number + 1 for number, _, _ in rows]
    expected = [str(-value) for _, before, after in rows for value in (before, after) if value]
    assert [one for one in written if isinstance(one, str)] == expected


def test_brackets_at_both_ends() -> None:
    """Code 0x2828 is two brackets, 0x2929 two more, 0x5C5C two backslashes."""
    for code in (0x2828, 0x2929, 0x5C5C, 0x5C28, 0x2829, 0x0D0D):
        assert shown(WIDE.operand((word(Code(Glyph(code - 1), "x")),))) == [code]
        assert shown(WIDE.operand((word(Code(Glyph(code - 1), "x", 1, 2)),))) == ["-1", code, "-2"]


def test_personal_text_uses_the_codes_that_are_there() -> None:
    codes = Codes()
    codes.operand(FACE, (letters("abc"),))
    added = Codes(codes)
    name, operand = added.operand(FACE, (letters("cab"),))
    assert (name, shown(operand)) == ("F1", [3, 1, 2])
    assert added.tables == {}


def test_personal_text_that_needs_more_gets_a_font_of_its_own() -> None:
    codes = Codes()
    codes.operand(FACE, (letters("abc"),))
    before = codes.tables[FACE].entries()
    added = Codes(codes)
    name, operand = added.operand(FACE, (letters("az"),))
    assert (name, shown(operand)) == ("P1", [1, 2])
    assert codes.tables[FACE].entries() == before
    assert [says for _, says in added.tables[FACE].entries()] == ["a", "z"]


def test_personal_text_in_a_face_that_nothing_else_uses() -> None:
    codes = Codes()
    bold = FaceKey("atkinson", Weight.BOLD)
    codes.operand(FACE, (letters("abc"),))
    assert Codes(codes).operand(bold, (letters("abc"),))[0] == "P1"
