"""What stops us. A `Diagnostic` (see diagnostics.py) is a fact about content; an error here means that we cannot go on.

    ClinickitError
    ├── ContentInvalid      content has errors: carries the diagnostics                  (exit 1)
    ├── Unknown             a handout, language, territory or option that does not exist (exit 2)
    ├── FontProblem         what is needed to draw the text is not there                 (exit 3)
    │   ├── FontMissing     a font package is not installed: says which command brings it
    │   └── GlyphMissing    no installed face has a character: never an empty box
    ├── PdfRefused          the PDF would break its standard: carries the violations     (exit 4)
    └── FileProblem         a file cannot be read or written                             (exit 5)

Each message says what is wrong, why it is refused, and what to type next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from clinickit.diagnostics import Diagnostic


class ClinickitError(Exception):
    """Base of all errors; `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 1


class ContentInvalid(ClinickitError):
    """Content has errors; `diagnostics` lists every one, in file order."""

    exit_code = 1

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(str(one) for one in diagnostics) or "content is not valid")


class Unknown(ClinickitError):
    """Asked for something that does not exist here; the message lists what does."""

    exit_code = 2


class FontProblem(ClinickitError):
    """Text cannot be drawn with the fonts installed."""

    exit_code = 3


class FontMissing(FontProblem):
    """A font package is not installed."""

    def __init__(self, face: str, command: str) -> None:
        self.face, self.command = face, command
        super().__init__(f"The font “{face}” is not installed. To install it: {command}")


class GlyphMissing(FontProblem):
    """No face of the language's stack has a character."""

    def __init__(self, character: str, language: str, text: str, faces: tuple[str, ...]) -> None:
        self.character, self.language, self.text, self.faces = character, language, text, faces
        super().__init__(
            f"No font for {language} has the character U+{ord(character):04X} “{character}” of “{text[:60]}” "
            f"(looked in {', '.join(faces) or 'no face'}). Correct the text, or add a face to the language."
        )


class PdfRefused(ClinickitError):
    """The PDF would break PDF/UA-1 or PDF/A-2a; `violations` lists every rule and place. No bytes exist."""

    exit_code = 4

    def __init__(self, violations: tuple[object, ...]) -> None:
        self.violations = violations
        super().__init__("\n".join(str(one) for one in violations) or "the PDF would break its standard")


class FileProblem(ClinickitError):
    """A file cannot be read or written; the message names it and says what to do."""

    exit_code = 5
