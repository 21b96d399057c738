"""The review ladder: how far a translation has come, and who made it. Only names and their order; what a level rests on is the business
of `provenance`. Read by every module of `localize`."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """Who made the words: a person, a machine, a machine and then a person, or a translation memory."""

    HUMAN = "human"
    MT = "mt"
    MT_EDITED = "mt+pe"
    MEMORY = "tm"


class Level(StrEnum):
    """Steps of review, lowest first. REVISED and above need a record (see `provenance`)."""

    NONE = "none"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVISED = "revised"
    CLINICAL = "clinical"
    PILOTED = "piloted"

    @property
    def rank(self) -> int:
        """Place on the ladder, 0 the lowest."""
        return _LADDER.index(self)

    def reaches(self, other: Level) -> bool:
        """Whether this step is `other` or above it."""
        return self.rank >= other.rank


_LADDER = tuple(Level)


def lowest(levels: tuple[Level, ...]) -> Level:
    """The lowest of some steps; NONE where there are none."""
    return min(levels, key=lambda one: one.rank, default=Level.NONE)
