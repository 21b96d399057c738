"""PO files there and back: nothing that a translator wrote is lost, and what polib or gettext make of them is the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.localize import po
from clinickit.localize.po import PoEntry, PoFile, PoProblem

STRINGS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"], include_characters="\n\t\x85\x0b\x0c\\"), max_size=20)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Co"]), min_size=1, max_size=12).map(str.strip).filter(bool)
COMMENTS = st.lists(LINES.filter(lambda line: line[0].isalpha()), max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> PoEntry:
    """An entry as a file can hold it: contexts and sources are not empty."""
    fuzzy = draw(st.booleans())
    return PoEntry(
        draw(STRINGS.filter(bool)),
        draw(STRINGS.filter(bool)),
        draw(STRINGS),
        fuzzy,
        draw(st.none() | STRINGS.filter(bool)) if fuzzy else None,
        draw(st.none() | STRINGS.filter(bool)) if fuzzy else None,
        draw(COMMENTS),
        draw(COMMENTS),
        draw(st.sampled_from([(), ("no-wrap",), ("python-brace-format", "no-wrap")])),
        draw(st.booleans()),
    )


@given(st.lists(entries(), max_size=5))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(found: list[PoEntry]) -> None:
    file = PoFile((("Language", "es"), ("X-Clinickit-Origin", "mt")), tuple(found), ("By hand.",))
    assert po.read(po.write(file)) == file
    assert po.write(po.read(po.write(file))) == po.write(file)


def test_files_are_quiet() -> None:
    file = PoFile((("Language", "es"), ("Plural-Forms", "")), (PoEntry("a", "x" * 300, 'y "z"\n'), PoEntry("b", "B", "C", obsolete=True)))
    assert po.write(file).decode() == (
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms:\\n"\n\n'
        f'msgctxt "a"\nmsgid "{"x" * 300}"\nmsgstr "y \\"z\\"\\n"\n\n'
        '#~ msgctxt "b"\n#~ msgid "B"\n#~ msgstr "C"\n'
    )


def test_plural_forms_of_another_tool_are_kept_as_remarks() -> None:
    data = b'msgid ""\nmsgstr "Language: es\\n"\n\nmsgctxt "a"\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "uno"\nmsgstr[1] "varios"\n'
    assert po.read(data).entries == (PoEntry("a", "one", "uno", remarks=("plural: varios",)),)


@pytest.mark.parametrize(("data", "code"), [(b"\xff\xfe", "encoding"), (b'msgid "a', "syntax"), (b"what is this", "syntax")])
def test_what_is_no_po_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PoProblem) as refused:
        po.read(data)
    assert refused.value.code == code
