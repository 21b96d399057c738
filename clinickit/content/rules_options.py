"""Rules of options.json: every statement rests on claims that may be printed, and every name exists. In: the checked JSON. Out: findings.
Called by `rules`, through the table of `rules_files`."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content.facts import Print
from clinickit.content.findings import Finding, error
from clinickit.content.nodes import Json, Setting
from clinickit.content.positions import JsonPath


def options(value: Json, setting: Setting) -> Iterator[Finding]:
    """Claims, handouts and concerns exist; no claim that may not be said; words for concerns stand once."""
    known: set[str] = set()
    for at, concern in enumerate(value["concerns"]):
        for word in (concern["id"], *concern["words"]):
            if word in known:
                yield error("rule.option-word", ("concerns", at), f"“{word}” stands for two concerns.", "Take one away.")
            known.add(word)
    concerns = {one["id"] for one in value["concerns"]}
    for path, name in _concerns(value):
        if name not in concerns:
            yield error("rule.option-concern", path, f"There is no concern “{name}”.", f"Known: {', '.join(sorted(concerns))}.")
    for path, name in _handouts(value):
        if name not in setting.handouts:
            yield error("rule.option-handout", path, f"There is no handout “{name}”.", "See `clinickit list`.")
    for path, node in _statements(value):
        for at, name in enumerate(node.get("claims", ())):
            claim = setting.facts.claims.get(name)
            if claim is None:
                yield error("rule.claim-unknown", (*path, "claims", at), f"There is no claim “{name}”.", "Look it up in claims.json.")
            elif claim.print is Print.NO:
                message = f"The claim “{name}” is never printed: {claim.claim}"
                yield error("rule.claim-not-printed", (*path, "claims", at), message, "Rest the statement on another claim, or drop it.")


def _concerns(value: Json) -> Iterator[tuple[JsonPath, str]]:
    for part in ("crisis", "danger"):
        yield from (((part, "concerns", at), name) for at, name in enumerate(value[part]["concerns"]))
    for at, option in enumerate(value["options"]):
        yield from ((("options", at, "reasons", place, "concern"), one["concern"]) for place, one in enumerate(option["reasons"]))


def _handouts(value: Json) -> Iterator[tuple[JsonPath, str]]:
    for part in ("crisis", "danger"):
        yield (part, "handout"), value[part]["handout"]
    yield from ((("compare", at), name) for at, name in enumerate(value["compare"]))
    for at, option in enumerate(value["options"]):
        yield from ((("options", at, "handouts", place, "id"), one["id"]) for place, one in enumerate(option["handouts"]))


def _statements(value: Json) -> Iterator[tuple[JsonPath, Json]]:
    for part in ("crisis", "danger"):
        yield from (((part, "steps", at), one) for at, one in enumerate(value[part]["steps"]))
    yield ("not_asked",), value["not_asked"]
    for at, option in enumerate(value["options"]):
        for field in ("reasons", "cautions"):
            yield from ((("options", at, field, place), one) for place, one in enumerate(option[field]))
