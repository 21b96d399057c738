"""A PDF with a password: the bytes of a sheet or a letter go in, those of a locked copy come out. Called by commands and by programs that
send a letter by e-mail or on a stick. Needs the extra `locked` (pikepdf); nothing touches the disk.

What is locked is all that the file says, its title and metadata too; it gets a new identifier, which tells nothing of the open file. What
stays open is its size, how many objects it has, and what a password is checked against: so the password is what the copy is worth."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from io import BytesIO

from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import FileProblem, Unknown

SHORTEST, LONGEST = 8, 127
"""Letters that a password has at least; bytes of UTF-8 that it has at most (ISO 32000-2 7.6.4.3.4: what follows is not read)."""
_CLAIMS = ("pdfaid:part", "pdfaid:conformance")


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked copy, and what whoever asked for it must be told."""

    pdf: bytes
    told: tuple[Diagnostic, ...]


def lock(pdf: bytes, password: str) -> Locked:
    """The same PDF under AES-256 (ISO 32000-2 7.6, revision 6), to be opened with the password alone.

    That copy has random keys, so it is never the same bytes twice; and it is no PDF/A, which forbids encryption (ISO 19005-2 6.1.3), so it
    no longer says that it is. It stays PDF/UA: whoever may open it may have it read aloud (ISO 14289-1 7.16), copy and print it; only
    changing it asks for a key that nobody has. `told` says this for a command to print.

    Raises Unknown for a password that protects nothing, or where pikepdf is not installed; FileProblem for bytes that are no PDF."""
    checked = _checked(password)
    try:
        import pikepdf
    except ImportError:
        raise Unknown("A password needs pikepdf, which is not installed. To install it: pip install 'clinickit[locked]'.") from None
    allow = pikepdf.Permissions(accessibility=True, extract=True, modify_form=True, modify_other=False, modify_assembly=False)
    asked = pikepdf.Encryption(user=checked, owner=secrets.token_urlsafe(32), R=6, allow=allow, aes=True, metadata=True)
    made = BytesIO()
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as facts:
                for claim in _CLAIMS:
                    if claim in facts:
                        del facts[claim]
            if "/ID" in document.trailer:
                del document.trailer.ID
            document.save(made, encryption=asked, fix_metadata_version=False)
    except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
        raise FileProblem(
            f"This cannot be locked, for it is no PDF that can be opened ({type(problem).__name__}). Print it again."
        ) from None
    return Locked(made.getvalue(), (_TOLD,))


_TOLD = Diagnostic(
    "lock.copy",
    Severity.INFO,
    Location(),
    "This copy is locked with keys made at random, so it is never the same bytes twice, and it is no PDF/A, which forbids a password. It "
    "can be read aloud, copied and printed by whoever has the password. Without the password nobody can open it, nor can we.",
    "Keep an open copy in your records, and tell the password by another way than the file.",
)


def _checked(password: str) -> str:
    """The password as readers compare it (NFKC, as SASLprep of RFC 4013 has it). Raises Unknown, which never quotes it."""
    done = unicodedata.normalize("NFKC", password)
    if any(unicodedata.category(one) in ("Cc", "Cs", "Co", "Cn") for one in done):
        raise Unknown("The password holds a sign that no keyboard types, such as the end of a line. Use letters, digits, signs and spaces.")
    if len(done) < SHORTEST or len(set(done)) < 3:
        raise Unknown(f"The password is too easy to guess: who has the file can try as long as they like. Use {SHORTEST} letters or more.")
    if len(done.encode()) > LONGEST:
        raise Unknown(f"The password is longer than the {LONGEST} bytes that a PDF reads. Use a shorter one.")
    return done
