"""The top of a letter, and values that a program puts into its words: parts of `model.Handout`, made by `referral.letters`, worded by
`localize`, laid out by `layout.letterhead`. Everything is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinickit.content.leaves import Text, Value


class Band(StrEnum):
    """What is drawn over each page of a letter's copy, so that copies are told apart from afar and in gray: FULL, a solid band (the one
    that is sent); HATCHED (the one that is kept); DOTTED, as the dots of our lists (the client's own)."""

    FULL = "full"
    HATCHED = "hatched"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a letter; with it a handout has no kicker, lede and sources, and its title is the letter's subject.

    `name` is what the file calls itself (title of the window, bookmark): neutral, for values in it are left out. `label` says in words
    which copy it is, on every page. `to` are the lines of the postal address, and no others; `sender` who writes, one fact a line, the
    name first; `back` the sender's address as one line, which stands small in a window. `day`, if any, is worded by localize, as `dated`.

    Names and addresses are opened with `opaque`, so that nothing translates them."""

    name: Text
    label: Text
    day: date | None
    to: tuple[Text, ...]
    sender: tuple[Text, ...] = ()
    back: Text | None = None
    band: Band = Band.FULL
    dated: Text | None = None


def opaque(words: str, language: str) -> Text:
    """A text of a name, an address or a number as it is written: no catalog translates it, and none lacks it."""
    return Text((Value(words, language),), language)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language by its BCP 47 tag, to be named in the reader's own."""

    tag: str
