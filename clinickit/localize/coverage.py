"""Whether the fonts that are installed have a language's letters: a Language and fonts go in, a Coverage comes out. Called by
`clinickit locale add` and by checks."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.cldr import facts
from clinickit.errors import FontMissing
from clinickit.languages import Language
from clinickit.text.fonts import FontSet
from clinickit.text.runs import FaceKey, Weight


@dataclass(frozen=True, slots=True)
class Coverage:
    """`face` the first of the language's faces, `letters` how many letters CLDR says that the language has (0: it does not say),
    `missing` those that no face of the stack has, `install` what to type where the face is not installed."""

    face: str
    letters: int
    missing: str = ""
    install: str = ""

    def __str__(self) -> str:
        if self.install:
            return f"The font {self.face} is not installed. To install it: {self.install}"
        if not self.letters:
            return f"CLDR does not list the letters of this language; it will be set in {self.face}, and a letter that is missing is told."
        if self.missing:
            return f"No font has {' '.join(self.missing)}; the other letters are covered by {self.face}."
        return f"All {self.letters} letters are covered by {self.face}."


def coverage(row: Language, fonts: FontSet) -> Coverage:
    """Ask the faces of a language for its letters, both cases, at both weights."""
    about = facts(row.tag)
    letters = about.letters if about else frozenset()
    cased = {part for letter in letters for part in (letter, *letter.upper())} | set(row.digits)
    try:
        first = [fonts.font(FaceKey(row.faces[0], weight)) for weight in Weight]
    except FontMissing as problem:
        return Coverage(row.faces[0], len(letters), install=problem.command)
    others = [fonts.font(FaceKey(face, Weight.REGULAR)) for face in row.faces[1:] if fonts.installed(face)]
    missing = {one for one in cased if not all(font.has(one) for font in first) and not any(font.has(one) for font in others)}
    return Coverage(row.faces[0], len(letters), "".join(sorted(missing)))
