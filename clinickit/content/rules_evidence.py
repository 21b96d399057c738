"""Rules about what stands behind a statement: references that exist, claims that may be said, and how firmly. Called by `rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from clinickit.content.facts import Claim, Print
from clinickit.content.findings import Finding, error, warning
from clinickit.content.nodes import Node, Sheet

PRACTICE = re.compile(
    r"\b(many|most|some|other)\s+(\w+\s+)?"
    r"(therapists?|clinicians?|counsell?ors|people|parents|carers|families|couples|partners|teens|doctors|services|advocates|teachers|groups)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(may|might|can|could|some|often|many|most|sometimes|tend|tends|likely|researchers|research|studies|study|surveys?|theory|"
    r"seem|seems|about|one of|early|hints?|linked?|link|on average|a little|small|first|for a short time|not|no one|in one)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'Write:\s*["“](.+?)["”]')


def references(sheet: Sheet) -> Iterator[Finding]:
    """Every reference id exists, and the work itself was seen."""
    known = sheet.setting.facts.sources
    for node in sheet.nodes:
        for index, name in enumerate(node.value.get("refs", ())):
            path = (*node.path, "refs", index)
            if name not in known:
                close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
                hint = f"Did you mean “{close[0]}”?" if close else "Add it to references.json once you have seen it."
                yield error("rule.reference-unknown", path, f"There is no reference “{name}”.", hint)
            elif name in sheet.setting.facts.unseen:
                message = f"Nobody saw the work “{name}” itself, nor a page that shows its title and year."
                yield error("rule.reference-unseen", path, message, "Name a reference that was seen.")


def claims(sheet: Sheet) -> Iterator[Finding]:
    """Every claim id exists and may be printed; one for clinicians stands in their sections alone."""
    known = sheet.setting.facts.claims
    for node in sheet.nodes:
        for index, name in enumerate(node.value.get("claims", ())):
            path = (*node.path, "claims", index)
            claim = known.get(name)
            if claim is None:
                yield error("rule.claim-unknown", path, f"There is no claim “{name}”.", "Look it up in claims.json.")
            elif claim.print is Print.NO:
                hint = claim.wording or "Leave it out."
                yield error("rule.claim-no", path, f"The claim {name} must not be printed: {claim.claim}", hint)
            elif claim.clinician and not node.clinician:
                yield error(
                    "rule.claim-clinician", path, f"The claim {name} is for clinicians alone.", "Put it into a section “for”: “clinician”."
                )


def support(sheet: Sheet) -> Iterator[Finding]:
    """What states a claim names a reference; advice that was not tested says `basis: practice` in place of it."""
    known = sheet.setting.facts.claims
    for node in sheet.nodes:
        named = [known[name] for name in node.value.get("claims", ()) if name in known]
        refs, basis = node.value.get("refs", ()), node.value.get("basis")
        tested = [claim for claim in named if claim.print in (Print.YES, Print.AS_WORDED) and claim.refs]
        if named and not refs and basis is None:
            message = f"This states {_ids(named)} and names neither a reference nor “basis”: “practice”."
            yield error(
                "rule.claim-unsupported", (*node.path, "claims"), message, f"Add “refs”: {_refs(named) or 'a reference that was seen'}."
            )
        elif tested and not refs:
            message = f"{_ids(tested)} was tested, so practice is no basis for it."
            yield error("rule.claim-unsupported", (*node.path, "basis"), message, f"Add “refs”: {_refs(tested)}.")
        for claim in tested:
            if refs and not set(refs) & set(claim.refs):
                message = f"None of these references supports {claim.id}."
                yield warning("rule.claim-other-reference", (*node.path, "refs"), message, f"It rests on {', '.join(claim.refs)}.")


def _ids(found: list[Claim]) -> str:
    return " and ".join(claim.id for claim in found)


def _refs(found: list[Claim]) -> str:
    return ", ".join(dict.fromkeys(ref for claim in found for ref in claim.refs[:2]))


def practice(sheet: Sheet) -> Iterator[Finding]:
    """Practice advice says that it is: "Many therapists suggest …", in its own words or in those that introduce it."""
    if not sheet.value["language"].startswith("en"):
        return
    known = sheet.setting.facts.claims
    for node in sheet.nodes:
        named = [known[name] for name in node.value.get("claims", ()) if name in known]
        advice = [claim for claim in named if claim.print is Print.PRACTICE]
        if not advice and "basis" not in node.value:
            continue
        if not PRACTICE.search(f"{node.before} {_words(node)}"):
            what = f"{_ids(advice)} is practice advice" if advice else "This rests on practice"
            path = (*node.path, "text") if "text" in node.value else node.path
            yield error("rule.practice-wording", path, f"{what}, and the text does not say so.", "Begin with “Many therapists suggest …”.")


def as_worded(sheet: Sheet) -> Iterator[Finding]:
    """A claim that prints only as worded keeps the caution of that wording: its "may", "some", "often"."""
    if not sheet.value["language"].startswith("en"):
        return
    known = sheet.setting.facts.claims
    for node in sheet.nodes:
        for name in node.value.get("claims", ()) if "text" in node.value or "cells" in node.value else ():
            claim = known.get(name)
            if claim is None or claim.print is not Print.AS_WORDED:
                continue
            quoted = " ".join(_QUOTED.findall(claim.wording))
            if _HEDGE.search(quoted) and not _HEDGE.search(f"{node.before} {_words(node)}"):
                path = (*node.path, "text") if "text" in node.value else node.path
                yield warning("rule.as-worded", path, f"This says {name} more firmly than it may be said.", f"Write, or weaker: “{quoted}”")


def _words(node: Node) -> str:
    """The words of a node, of its cells, and of a section's first block."""
    own = [words for _, words in node.strings()]
    own += [block["text"] for block in node.value.get("blocks", ())[:1] if "text" in block]
    return " ".join([*own, *(cell["text"] for cell in node.value.get("cells", ()))])


def risk(sheet: Sheet) -> Iterator[Finding]:
    """A claim where a wrong word could hurt makes its node high-risk for translators."""
    known = sheet.setting.facts.claims
    for node in sheet.nodes:
        for index, name in enumerate(node.value.get("claims", ())):
            if name in known and known[name].risk and not node.risk:
                message = f"A wrong translation of {name} could hurt someone, and this is not marked."
                yield warning("rule.claim-risk", (*node.path, "claims", index), message, "Add “risk”: “high”.")


RULES = (references, claims, support, practice, as_worded, risk)
