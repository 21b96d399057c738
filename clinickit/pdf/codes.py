"""Which code stands for what, in one document. Shaped words go in, operands of TJ come out; called by `marks`, read by `fonts`.

A code is a number of two bytes that draws one thing and says one character (ISO 32000-1 9.7, 9.10.3). Each face of a document has a
table of its own, filled in the order in which things are first seen. Code 0 is `.notdef` and is never given out.

What is personal (a clinic's name) comes after all the rest and uses the codes that are there; a run that needs more gets all its codes
in a second, small font of the same face. So another name changes neither a code nor a font program of anything else."""

from __future__ import annotations

from clinickit.text.runs import Code, Draw, FaceKey, Word

Entries = tuple[tuple[Draw, str], ...]
"""What each code draws and says; the first is code 1."""


class CodeTable:
    """The codes of one face, and the operand of each word met so far. Belongs to one document; once filled it is only read.
    `name` is the font's name in the pages' resources."""

    __slots__ = ("_numbers", "_shown", "_words", "face", "name")

    def __init__(self, face: FaceKey, name: str) -> None:
        self.face, self.name = face, name
        self._numbers: dict[tuple[Draw, str], str] = {}
        self._shown: dict[Code, str] = {}
        self._words: dict[Word, str] = {}

    def entries(self) -> Entries:
        return tuple(self._numbers)

    def operand(self, words: tuple[Word, ...]) -> str:
        """The array that TJ takes; new codes are given to what has none. Adjustments are 1/1000 em, and positive ones move left (9.4.3)."""
        known, parts = self._words, []
        for word in words:
            found = known.get(word)
            if found is None:
                found = known[word] = self._word(word)
            parts.append(found)
        return _array("".join(parts))

    def known_operand(self, words: tuple[Word, ...]) -> str | None:
        """The same where every code is there already, else None. Changes nothing, so threads may share the table."""
        parts = []
        for word in words:
            for draw, says, before, after in word.codes:
                found = self._numbers.get((draw, says))
                if found is None:
                    return None
                parts.append(_adjusted(found, before, after))
        return _array("".join(parts))

    def _word(self, word: Word) -> str:
        shown = self._shown
        try:
            return "".join([shown[code] for code in word.codes])
        except KeyError:
            return "".join([shown.get(code) or self._add(code) for code in word.codes])

    def _add(self, code: Code) -> str:
        key = (code.draw, code.says)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = _bytes(len(self._numbers) + 1)
        shown = self._shown[code] = _adjusted(found, code.before, code.after)
        return shown


_ESCAPED = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\", ord("\r"): "\\r"}


def _bytes(code: int) -> str:
    """A code's two bytes inside a literal string (7.3.4.2), as characters U+0000 … U+00FF: half the size of hex."""
    return (chr(code >> 8) + chr(code & 0xFF)).translate(_ESCAPED)


def _adjusted(code: str, before: int, after: int) -> str:
    """A code inside an open string, with the kerning around it."""
    if before:
        code = f"){-before}({code}"
    return f"{code}){-after}(" if after else code


def _array(inside: str) -> str:
    """The operand of TJ, without an empty string at either end. A bare bracket at an end can only be one of kerning's."""
    head = "[" if inside.startswith(")") else "[("
    tail = "]" if inside.endswith("(") and not inside.endswith("\\(") else ")]"
    return f"{head}{inside[1 if head == '[' else 0 : -1 if tail == ']' else None]}{tail}"


class Codes:
    """The tables of a document in the order in which its faces are first seen; or, with `base`, those that personal text adds to it."""

    def __init__(self, base: Codes | None = None) -> None:
        self._base = base
        self.tables: dict[FaceKey, CodeTable] = {}

    def operand(self, face: FaceKey, words: tuple[Word, ...]) -> tuple[str, str]:
        """The font's resource name, and the operand of TJ."""
        if self._base is not None:
            table = self._base.tables.get(face)
            found = table.known_operand(words) if table else None
            if table is not None and found is not None:
                return table.name, found
        own = self.tables.get(face)
        if own is None:
            own = self.tables[face] = CodeTable(face, f"{'P' if self._base else 'F'}{len(self.tables) + 1}")
        return own.name, own.operand(words)
