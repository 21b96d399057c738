"""What the blocks of one language of a page share. Made by `write`, once a language."""

from __future__ import annotations

from dataclasses import dataclass, field

from clinickit.content.wording import Wording
from clinickit.layout.setter import Setter


@dataclass(slots=True)
class Ids:
    """Gives out ids, unique in a page; they tell nothing of what it is about."""

    used: int = field(default=0)

    def next(self) -> str:
        self.used += 1
        return f"n{self.used}"


@dataclass(frozen=True, slots=True)
class Maker:
    """`setter` measures words and draws pictures in points of the look; `rtl` is the direction of this language."""

    wording: Wording
    setter: Setter
    ids: Ids

    @property
    def rtl(self) -> bool:
        return self.setter.rtl
