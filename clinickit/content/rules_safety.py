"""Rules that keep a reader safe: the parts every client handout has, the safety check before advice, the safety boxes. Called by
`rules`. They look at what a client gets: sections for clinicians do not count."""

from __future__ import annotations

from collections.abc import Iterator

from clinickit.content.findings import Finding, error, shown, warning
from clinickit.content.nodes import Json, Sheet, blocks
from clinickit.content.word_list import ABUSE, NOT_OKAY

_ABOUT_TWO = frozenset(("couples", "conflict", "boundaries", "jealousy", "asking", "relationships", "partner"))
"""Topics that bring up two people: the safety check stands before their first advice."""
_ADVICE = frozenset(("do", "avoid", "say"))
_PARENT_KINDS = ("child-helpline", "child-protection")


def parts(sheet: Sheet) -> Iterator[Finding]:
    """A client handout has a summary and one action for today."""
    if sheet.kind != "handout" or not sheet.for_clients:
        return
    roles = {section.get("role") for _, section in sheet.sections()}
    if "summary" not in roles:
        yield error("rule.no-summary", ("sections",), "The handout has no summary.", "Give the section that sums up “role”: “summary”.")
    if "action" not in roles:
        message = "The handout has no action that the reader can take today."
        yield error("rule.no-action", ("sections",), message, "Give the section with one small step “role”: “action”.")


def discusses_two(sheet: Sheet) -> bool:
    """Whether a handout talks about people in a relationship with each other."""
    value = sheet.value
    return value["series"] == "attachment" or value["audience"] == "partner" or bool(_ABOUT_TWO & set(value["topics"]))


def check_first(sheet: Sheet) -> Iterator[Finding]:
    """Where a handout discusses a relationship, the safety check stands before its first advice: someone who is afraid must not act on
    it."""
    if sheet.kind != "handout" or not sheet.for_clients or not discusses_two(sheet):
        return
    checked = False
    for path, section in sheet.sections():
        role = section.get("role")
        checked = checked or role == "safety-check"
        if not checked and role not in ("summary", "safety") and _advises(section, sheet.value["audience"]):
            message = "Advice stands here before the safety check: someone who is afraid of the other person must not act on it."
            yield error("rule.safety-check-late", path, message, "Put the safety check (include safety/check) before this section.")
            break
    if not any(section.get("role") == "safety-check" for _, section in sheet.sections()):
        message = "The handout talks about a relationship and has no safety check."
        yield error("rule.no-safety-check", ("sections",), message, "Include safety/check before the first advice.")


def _advises(section: Json, audience: str) -> bool:
    kinds = {block["type"] for block in blocks(section)}
    return bool(kinds & _ADVICE) or (audience == "partner" and ("steps" in kinds or section.get("role") == "action"))


def safety_box(sheet: Sheet) -> Iterator[Finding]:
    """Where a handout discusses a relationship, a safety section names lines for people who are harmed."""
    if sheet.kind != "handout" or not sheet.for_clients or not discusses_two(sheet):
        return
    if "partner-violence" not in _safety_kinds(sheet):
        message = "The handout talks about a relationship and has no safety box with lines for people who are harmed."
        yield error("rule.no-safety-box", ("sections",), message, "Include safety/partner.")


def parents_box(sheet: Sheet) -> Iterator[Finding]:
    """A sheet for parents has their own box: never hit or shake, what to do at the limit, and lines for the child."""
    if sheet.kind != "handout" or sheet.value["audience"] != "parent":
        return
    missing = [kind for kind in _PARENT_KINDS if kind not in _safety_kinds(sheet)]
    if missing:
        message = f"A sheet for parents has a safety box with {' and '.join(missing)} lines; this one has none."
        yield error("rule.no-parents-box", ("sections",), message, "Include safety/parent.")


def teens_line(sheet: Sheet) -> Iterator[Finding]:
    """A sheet for teens names a line for children and teens."""
    if sheet.kind == "handout" and sheet.value["audience"] == "teen" and "child-helpline" not in _safety_kinds(sheet):
        message = "A sheet for teens names a child helpline in its safety section; this one does not."
        yield error("rule.no-teens-line", ("sections",), message, "Add a contacts block with the kind child-helpline.")


def _safety_kinds(sheet: Sheet) -> set[str]:
    safety = [section for _, section in sheet.sections() if section.get("role") == "safety"]
    return {kind for section in safety for block in blocks(section) for kind in block.get("kinds", ())}


def emergency(sheet: Sheet) -> Iterator[Finding]:
    """A section with a crisis or violence line also has the emergency number."""
    whole = [("sections", index) for index in range(len(sheet.value.get("sections", ())))] if sheet.kind == "handout" else [()]
    for path in whole:
        section = sheet.value["sections"][path[1]] if path else sheet.value
        if "include" in section:
            continue
        kinds = {kind for block in blocks(section) for kind in block.get("kinds", ())}
        if kinds & {"crisis", "partner-violence", "child-protection"} and not any(kind.startswith("emergency") for kind in kinds):
            message = "This section has a line for danger and no emergency number."
            yield error("rule.no-emergency", path, message, "Add emergency-police (violence) or emergency-ambulance (suicide) before it.")


def abuse_apart(sheet: Sheet) -> Iterator[Finding]:
    """Watching, threats and the like stand in the safety parts; anywhere else the same words must say that it is not okay (abuse is no
    sign of an attachment pattern)."""
    if not sheet.value["language"].startswith("en") or not sheet.for_clients:
        return
    apart = {path for path, section in sheet.sections() if section.get("role") in ("safety", "safety-check")}
    for node in sheet.nodes:
        if node.kind == sheet.kind or node.clinician or node.risk or node.path[:2] in apart or () in apart:
            continue
        for path, words in node.strings():
            match = ABUSE.search(words)
            if match and not NOT_OKAY.search(words):
                message = f"“{shown(match.group().strip())}” stands outside the safety parts, as if it were a sign of a pattern."
                yield warning(
                    "rule.abuse-as-sign", path, message, "Move it to the safety box, or say in the same words that it is not okay."
                )


RULES = (parts, check_first, safety_box, parents_box, teens_line, emergency, abuse_apart)
