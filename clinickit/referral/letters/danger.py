"""What helps in place of a letter, where someone is in danger right now. In: a workspace's checker and a territory. Out: steps in English,
for whoever writes the letter. Their words are those of options.json, which rest on claims; numbers are those of the territory's records."""

from __future__ import annotations

from clinickit.content import line_records
from clinickit.content.check import Checker
from clinickit.referral import options
from clinickit.referral.asking import Safety


def steps(checker: Checker, territory: str = "") -> tuple[str, ...]:
    """The emergency numbers first, then the steps of a crisis, then the handout to give. Raises ContentInvalid."""
    advice = options.advise(options.Said(concerns=("suicide",), safety=Safety.CONCERN), options.read(checker), checker.facts)
    first = advice.crisis
    said = [one.text for one in first.steps] if first else []
    return (*_numbers(checker, territory), *said, *((f"Give: clinickit print {first.handout}.",) if first else ()))


def _numbers(checker: Checker, territory: str) -> tuple[str, ...]:
    """The verified numbers of the territory: one for all, else those of police and ambulance."""
    code = territory.partition("-")[0].upper()
    if not code:
        return ()
    records, _ = line_records.read(checker.workspace, checker.schemas)
    known = [one for one in records.territory(code).emergency if one.verified]
    every = next((f"Call {one.number}." for one in known if one.role == "all"), "")
    apart = tuple(f"Call {one.number} ({one.role})." for one in known if one.role in ("police", "ambulance"))
    return (every,) if every else apart
