"""Rules of the files that are no handouts: records of lines, references and claims, the clinic's profile, words of the page. Called by
`rules`. Each takes the checked JSON and gives findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.content import inlines
from clinickit.content.findings import Finding, error, warning
from clinickit.content.nodes import Json, Setting
from clinickit.content.rules_options import options

_DIALLED = frozenset(("call", "text", "whatsapp", "tty"))
_NAMES = re.compile(r"\{([a-z_]+)\}")


def lines(value: Json, setting: Setting) -> Iterator[Finding]:
    """Ids are unique; a number prints as the digits that are dialled; territories that are used exist; a check has its days."""
    yield from _unique(value["lines"], "lines")
    for index, line in enumerate(value["lines"]):
        path = ("lines", index)
        if line["region"] is not None and not line["region"].startswith(f"{line['territory']}-"):
            message = f"The region {line['region']} is not in {line['territory']}."
            yield error("rule.line-region", (*path, "region"), message, "Correct one of the two.")
        if line["checked_on"] is not None and line["due_on"] is not None and line["due_on"] <= line["checked_on"]:
            yield error(
                "rule.line-days", (*path, "due_on"), "The next check is due before the last one was done.", "Correct one of the days."
            )
        for at, channel in enumerate(line["channels"]):
            if channel["type"] in _DIALLED and not _same_number(channel["value"], channel["display"]):
                message = f"“{channel['display']}” prints, but “{channel['value']}” is dialled: the digits differ."
                yield error("rule.line-display", (*path, "channels", at, "display"), message, "Correct the one that is wrong.")
    territories = value.get("territories", {})
    for code, territory in territories.items():
        if "uses" in territory and "emergency" not in territories.get(territory["uses"], {"emergency": ()}):
            message = f"{code} uses {territory['uses']}, which has no data of its own."
            yield error("rule.territory-uses", ("territories", code, "uses"), message, "Name a territory that has emergency numbers.")


def _same_number(value: str, display: str) -> bool:
    """Whether both have the same digits, a country code and a trunk prefix (0, in some countries 8) aside."""
    dialled, printed = re.sub(r"\D", "", value), re.sub(r"\D", "", display)
    return dialled == printed or (value.startswith("+") and len(printed) > 4 and dialled.endswith(printed.removeprefix("8").lstrip("0")))


def references(value: Json, setting: Setting) -> Iterator[Finding]:
    """Ids are unique; an organization that no author names still has who published it."""
    yield from _unique(value["references"], "references")
    for index, reference in enumerate(value["references"]):
        if not reference["author"] and "container-title" not in reference and "publisher" not in reference:
            message = f"The reference “{reference['id']}” names neither an author nor who published it."
            yield warning("rule.reference-bare", ("references", index), message, "Add “publisher”.")


def claims(value: Json, setting: Setting) -> Iterator[Finding]:
    """Ids are unique and references exist."""
    yield from _unique(value["claims"], "claims")
    for index, claim in enumerate(value["claims"]):
        for at, name in enumerate(claim["refs"]):
            if name not in setting.facts.sources:
                hint = "Add it to references.json once you have seen it."
                yield error("rule.reference-unknown", ("claims", index, "refs", at), f"There is no reference “{name}”.", hint)


def clinic(value: Json, setting: Setting) -> Iterator[Finding]:
    """A region lies in the territory; a logo has alternative text; without a territory the sheets have blanks."""
    territory, region = value.get("territory", ""), value.get("region", "")
    if region and not region.startswith(f"{territory}-"):
        message = f"The region {region} is not in {territory or 'any territory that is given'}."
        yield error("rule.clinic-region", ("region",), message, "Correct “territory” or “region”.")
    if not territory:
        message = "Without “territory” the sheets leave ruled blanks for the emergency number and a crisis line."
        yield warning("rule.clinic-territory", (), message, "Add the ISO 3166-1 code of the country: “territory”: “US”.")
    if "logo" in value and "logo_alt" not in value:
        yield error("rule.clinic-logo-alt", ("logo",), "The logo has no alternative text.", "Add “logo_alt”: what the logo shows.")


def ui(value: Json, setting: Setting) -> Iterator[Finding]:
    """Markup is well formed. Any placeholder may stand: each string has its own."""
    for key, words in value["strings"].items():
        _, problems = inlines.parse(words, _NAMES.findall(words))
        for problem in problems:
            yield error("rule.markup", ("strings", key), problem.message, problem.hint)


def _unique(records: list[Json], field: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, record in enumerate(records):
        if record["id"] in seen:
            yield error("rule.unique-id", (field, index, "id"), f"“{record['id']}” stands twice among the {field}.", "Keep one.")
        seen.add(record["id"])


RULES = {"lines": lines, "references": references, "claims": claims, "clinic": clinic, "ui": ui, "options": options}
