"""Which code stands for what, in one document. Shaped words go in, operands of TJ come out; called by `marks`, read by `fonts`.

A code is a number of two bytes that draws one thing and says one character (ISO 32000-1 9.7, 9.10.3). Each face of a document has a
table of its own, filled in the order in which things are first seen: ordinary marks of all pages first, personal marks after them, so
that another name leaves the numbers of everything else as they were. Code 0 is `.notdef` and is never given out."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.text.runs import Code, Draw, FaceKey, Word

LIMIT = 0xFFFF


class CodeTable:
    """The codes of one face, and the operand of each word met so far. Belongs to one document and one thread."""

    def __init__(self, face: FaceKey) -> None:
        self.face = face
        self._numbers: dict[tuple[Draw, str], str] = {}
        self._shown: dict[Code, str] = {}
        self._words: dict[Word, str] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def entries(self) -> tuple[tuple[Draw, str], ...]:
        """What each code draws and says; the first is code 1."""
        return tuple(self._numbers)

    def operand(self, words: tuple[Word, ...]) -> str:
        """The array that TJ takes, kerning included. Adjustments are 1/1000 em, and positive ones move left (9.4.3)."""
        known = self._words
        try:
            inside = "".join([known[word] for word in words])
        except KeyError:
            inside = "".join([self._word(word) for word in words])
        return f"[<{inside}>]".replace("<>", "")

    def _word(self, word: Word) -> str:
        found = self._words.get(word)
        if found is None:
            shown = self._shown
            try:
                found = "".join([shown[code] for code in word.codes])
            except KeyError:
                found = "".join(self._fresh(word))
            self._words[word] = found
        return found

    def _fresh(self, word: Word) -> Iterator[str]:
        for code in word.codes:
            found = self._shown.get(code)
            if found is None:
                key = (code.draw, code.says)
                hexadecimal = self._numbers.get(key)
                if hexadecimal is None:
                    hexadecimal = self._numbers[key] = f"{len(self._numbers) + 1:04X}"
                before = f">{-code.before}<" if code.before else ""
                after = f">{-code.after}<" if code.after else ""
                found = self._shown[code] = f"{before}{hexadecimal}{after}"
            yield found


class Codes:
    """The tables of a document, in the order in which its faces are first seen."""

    def __init__(self) -> None:
        self.tables: dict[FaceKey, CodeTable] = {}

    def table(self, face: FaceKey) -> CodeTable:
        """The table of a face, made when first asked for."""
        found = self.tables.get(face)
        if found is None:
            found = self.tables[face] = CodeTable(face)
        return found

    def resource(self, face: FaceKey) -> str:
        """The name of a face in the pages' resources."""
        return f"F{list(self.tables).index(face) + 1}"
