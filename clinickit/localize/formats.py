"""Dates, times, lists and names of languages as CLDR has them, through Babel: facts go in, words of one language come out. Called by `ui`
for every value that the page's own words are filled with.

Babel writes ASCII digits whatever the language; they are mapped here to the language's default digits (`languages`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list

from clinickit.languages import Language

_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_SPOKEN = {"cmn": "zh", "tl": "fil", "zh-CN": "zh_Hans", "zh-TW": "zh_Hant"}
"""Tags of spoken languages that CLDR names under another tag."""


@dataclass(frozen=True, slots=True)
class Formats:
    """How one language, in one territory (or its usual one), writes values."""

    row: Language
    locale: Locale

    @classmethod
    def of(cls, row: Language, territory: str = "") -> Formats:
        """The formats of a language; `territory` (ISO 3166-1) chooses among its countries where CLDR knows the pair."""
        names = (f"{row.format_as}_{territory}" if territory else "", row.format_as, row.format_as.partition("_")[0], "root")
        return cls(row, Locale.parse(next(name for name in names if name and localedata.exists(name))))

    @property
    def bare(self) -> bool:
        """Whether CLDR has no names of months for the language: then days are numbers (2026-11-24), which no language reads wrongly."""
        return self.locale.months["format"]["wide"][11] in ("M11", "11")

    def digits(self, string: str) -> str:
        """ASCII digits as the language's own."""
        return string if self.row.digits == "0123456789" else string.translate({ord("0") + n: one for n, one in enumerate(self.row.digits)})

    def day(self, on: date) -> str:
        """CLDR's long date: "November 24, 2026"."""
        if self.bare:
            return self.digits(on.isoformat())
        return self.digits(format_date(on, "long", locale=self.locale))

    def month(self, on: date) -> str:
        """CLDR's month and year: "November 2028"."""
        if self.bare:
            return self.digits(f"{on:%Y-%m}")
        return self.digits(format_skeleton("yMMMM", on, locale=self.locale))

    def clock(self, at: str) -> str:
        """A local time "HH:MM"; "24:00" is the next day's 00:00."""
        hour, minute = at.split(":")
        if self.bare:
            return self.digits(f"{int(hour) % 24:02}:{minute}")
        return self.digits(format_time(time(int(hour) % 24, int(minute)), "short", locale=self.locale))

    def weekday(self, day: str) -> str:
        """The name of "mo" … "su" inside a phrase."""
        return str(get_day_names("wide", "format", self.locale)[_DAYS.index(day)])

    def all_of(self, parts: Iterable[str]) -> str:
        """ "one, two and three"."""
        return str(format_list(list(parts), "standard", locale=self.locale))

    def language_name(self, tag: str) -> str:
        """The name of a language by its tag, in this language; by a shorter tag, or the tag itself, where CLDR has no name for it."""
        name = _SPOKEN.get(tag, tag.replace("-", "_"))
        while name:
            found = self.locale.languages.get(name)
            if found:
                return str(found)
            name = name.rpartition("_")[0]
        return tag
