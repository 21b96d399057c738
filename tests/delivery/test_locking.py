"""A locked copy: opened with the password alone, read aloud by whoever has it, saying of itself only what is true."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from clinickit import Library, PrintOptions
from clinickit.delivery.locking import SHORTEST, lock
from clinickit.errors import FileProblem, Unknown
from tests.helpers import readers, structure, verapdf
from tests.helpers.letters import letter

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def open_pdf() -> bytes:
    return Library().render_made(letter(), options=PrintOptions(), on=date(2026, 11, 24), private=True).pdf


def test_the_password_and_nothing_else_opens_it(open_pdf: bytes) -> None:
    locked = lock(open_pdf, PASSWORD).pdf
    for wrong in ("", PASSWORD.upper(), PASSWORD + " "):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(locked), password=wrong)
    with pikepdf.open(BytesIO(locked), password=PASSWORD) as document:
        found = document.encryption
        assert (found.R, found.V, found.bits) == (6, 5, 256)
        assert {str(found.stream_method), str(found.string_method)} == {"EncryptionMethod.aesv3"}
        assert document.user_password_matched and not document.owner_password_matched


def test_it_may_be_read_aloud_copied_printed_and_not_changed(open_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(lock(open_pdf, PASSWORD).pdf), password=PASSWORD) as document:
        allowed = document.allow
        assert allowed.accessibility and allowed.extract and allowed.print_highres and allowed.modify_form
        assert not allowed.modify_other and not allowed.modify_assembly
        assert int(document.trailer.Encrypt.P) & (1 << 9), "bit 10 is what ISO 14289-1 7.16 asks for"


def test_it_claims_what_is_true(open_pdf: bytes) -> None:
    """PDF/UA still, PDF/A no more; nobody's mark but ours, and no clock."""
    assert b"pdfaid:part" in open_pdf
    with pikepdf.open(BytesIO(open_pdf)) as before, pikepdf.open(BytesIO(lock(open_pdf, PASSWORD).pdf), password=PASSWORD) as after:
        told = after.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in told
        assert "<pdfaid:" not in told and "pikepdf" not in told
        assert {key: str(value) for key, value in before.docinfo.items()} == {key: str(value) for key, value in after.docinfo.items()}
        assert re.findall(r"<xmp:ModifyDate>(.*?)<", told) == ["2026-11-01T00:00:00Z"]
        assert bytes(before.trailer.ID[0]) not in (bytes(after.trailer.ID[0]), bytes(after.trailer.ID[1]))


def test_nothing_is_legible_without_the_password(open_pdf: bytes) -> None:
    """The metadata of the open file is not even compressed; in the locked one no title, name or date stands."""
    locked = lock(open_pdf, PASSWORD).pdf
    assert b"Referral letter" in open_pdf
    for word in (b"Referral", b"clinickit", b"rdf:", b"2026", b"riverside", b"tel:", b"mailto"):
        assert word not in locked
    assert PASSWORD.encode() not in locked


def test_the_same_words_in_the_same_order(open_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "open.pdf").write_bytes(open_pdf)
    with pikepdf.open(BytesIO(lock(open_pdf, PASSWORD).pdf), password=PASSWORD) as document:
        document.save(tmp_path / "unlocked.pdf")
    before, after = (structure.read(tmp_path / name) for name in ("open.pdf", "unlocked.pdf"))
    assert before.tree.dump() == after.tree.dump() != ""
    assert readers.pdfium(tmp_path / "open.pdf") == readers.pdfium(tmp_path / "unlocked.pdf")


def test_never_the_same_bytes_and_it_says_so(open_pdf: bytes) -> None:
    first, second = lock(open_pdf, PASSWORD), lock(open_pdf, PASSWORD)
    assert first.pdf != second.pdf
    (told,) = first.told
    assert "never the same bytes" in told.message and "no PDF/A" in told.message and PASSWORD not in str(told)


def test_words_of_any_language_are_a_password(open_pdf: bytes) -> None:
    """Composed or not, as keyboards differ."""
    locked = lock(open_pdf, "contrasen\u0303a \u0645\u0641\u062a\u0627\u062d").pdf
    assert pikepdf.open(BytesIO(locked), password="contrase\u00f1a \u0645\u0641\u062a\u0627\u062d").pages


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "too easy"),
        ("x" * (SHORTEST - 1), "too easy"),
        ("aaaaaaaaaaaa", "too easy"),
        ("passwort\n", "no keyboard"),
        ("ab€" * 43, "127 bytes"),
    ],
)
def test_what_protects_nothing_is_refused_and_not_quoted(open_pdf: bytes, password: str, said: str) -> None:
    with pytest.raises(Unknown, match=said) as caught:
        lock(open_pdf, password)
    assert not password or password not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(FileProblem, match="cannot be locked"):
        lock(data, PASSWORD)


def test_a_locked_file_is_not_locked_again(open_pdf: bytes) -> None:
    with pytest.raises(FileProblem, match="cannot be locked"):
        lock(lock(open_pdf, PASSWORD).pdf, PASSWORD)


def test_without_pikepdf_it_says_what_brings_it(open_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "pikepdf":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "pikepdf")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unknown, match=r"pip install 'clinickit\[locked\]'"):
        lock(open_pdf, PASSWORD)


def test_the_judge_of_accessibility_agrees(open_pdf: bytes, tmp_path: Path, require: Callable[..., None]) -> None:
    """veraPDF opens with an empty password alone, so it judges a copy with the same dictionary of rights and none to type."""
    require("verapdf")
    path = tmp_path / "locked.pdf"
    with pikepdf.open(BytesIO(lock(open_pdf, PASSWORD).pdf), password=PASSWORD) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="x" * 20, R=6, allow=document.allow), fix_metadata_version=False)
    assert verapdf.judge([path], "ua1")[path] == []
