"""What a check of translations is: a pure function from a string, or from all strings of a language, and the facts of its language to what
is wrong. The types of this room; made by `ground` and `run`, read by every check.

The docstring of a check is its page in docs/checks.md: title, explanation, and after “Mend:” what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clinickit.cldr import Facts
from clinickit.diagnostics import Severity
from clinickit.languages import Language

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """One string. `catalog` is the file's name; `previous` the source that a fuzzy translation was made for; `line` the 1-based line of
    the file where its entry begins, 0 where unknown; `remarks` the translator's own comments, which waivers stand in."""

    context: str
    source: str
    target: str
    notes: tuple[str, ...] = ()
    risk: bool = False
    previous: str | None = None
    catalog: str = ""
    fuzzy: bool = False
    remarks: tuple[str, ...] = ()
    line: int = 0

    @property
    def search_words(self) -> bool:
        """Whether the string is a list of words that a search looks for: no running text."""
        return self.context.startswith("ui/find/")

    @property
    def to_others(self) -> bool:
        """Whether these are words to somebody else than the reader: words to say aloud, what a person says of himself, questions to a
        therapist, notes for clinicians."""
        if any("say aloud" in note for note in self.notes) or "/notes/" in self.context or "/questions/" in self.context:
            return True
        return bool(_FIRST_PERSON.search(self.source))


class Status(StrEnum):
    """What a glossary demands of a term: nothing but to be known, to be used, or never to be used."""

    KNOWN = ""
    REQUIRED = "required"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Term:
    """A row of glossary.csv. Of a forbidden one, `translation` is the word that must not stand (for `source`, where that is given)."""

    source: str
    translation: str
    note: str = ""
    status: Status = Status.KNOWN


@dataclass(frozen=True, slots=True)
class Style:
    """style.json. `form` is the chosen form of address among those that the language's table knows (tú, vous), empty where unknown;
    `forbidden` words that never stand, with why."""

    register: str = ""
    address: str = ""
    form: str = ""
    forbidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a check may know of a language: its row, CLDR's letters, cues of words, its glossary and style. `has_glyph` asks the fonts for a
    character; None where they are not installed."""

    row: Language
    facts: Facts | None
    words: Cues
    english: Cues
    glossary: tuple[Term, ...] = ()
    style: Style = Style()
    has_glyph: Callable[[str], bool] | None = None

    @property
    def tag(self) -> str:
        return self.row.tag

    @property
    def base(self) -> str:
        """The language without script and territory."""
        return self.row.tag.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words by which a meaning is told, in one language. `groups` are patterns by meaning (negation, before, more …; `neutral`
    are words that hold a cue and do not mean it); `unspaced` for a
    script without spaces between words, `loose` for one whose endings hang on words, so that a cue counts anywhere; `reduplicates` where
    a word said twice is good language; `mixes` where English words are everyday speech; `usual` the length of a translation,
    in characters for one of English, 0 where unknown."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gendered: tuple[str, ...] = ()
    unspaced: bool = False
    loose: bool = False
    reduplicates: bool = False
    mixes: bool = False
    usual: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a string: what is wrong (`message`), how to mend it (`hint`), and, where it is safe to do by machine, the
    string as it should be (`corrected`). `severity` where it differs from the check's own; `context` where a check of many strings
    means this one, `catalog` its file."""

    message: str
    hint: str
    corrected: str | None = None
    severity: Severity | None = None
    context: str = ""
    catalog: str = ""


OfString = Callable[[Unit, Ground], Iterator[Finding]]
OfAll = Callable[[tuple[Unit, ...], Ground], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check and how bad it is. `waivable` unless the string could not be printed or a person could be hurt. Exactly one of `string`
    (one string at a time) and `all` (a language's strings together) is given; neither where `run` itself tells the code, of a file."""

    code: str
    severity: Severity
    about: str
    string: OfString | None = None
    all: OfAll | None = None
    waivable: bool = True

    @property
    def title(self) -> str:
        """The first line, without its stop."""
        return self.about.strip().partition("\n")[0].rstrip(".")

    @property
    def explanation(self) -> str:
        """What it catches and why."""
        return _joined(self.about.strip().partition("\n")[2].partition("Mend:")[0])

    @property
    def mend(self) -> str:
        """What to do."""
        return _joined(self.about.partition("Mend:")[2])


def _joined(text: str) -> str:
    return " ".join(text.split())


def parts_at(text: str, other: str) -> int:
    """Where two strings part: the length of what both begin with."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(text), len(other)))
