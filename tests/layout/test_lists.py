"""An item whose lead and text are not both translated: each keeps its language, and so its face."""

from __future__ import annotations

from clinickit.content.model import Item, Plain, Text, Value
from clinickit.layout.blocks.lists import led


def test_a_lead_in_another_language_keeps_it() -> None:
    made = led(Item("one", Text((Plain("Ask for time."),), "en"), Text((Plain("في العمل."),), "ar")))
    assert made.language == "en"
    assert made.inlines[0] == Value("في العمل.", "ar", strong=True)
    assert made.plain() == "في العمل. Ask for time."


def test_a_lead_in_the_same_language_is_letters() -> None:
    made = led(Item("one", Text((Plain("Ask for time."),), "en"), Text((Plain("At work."),), "en")))
    assert made.inlines[0] == Plain("At work.", strong=True)
