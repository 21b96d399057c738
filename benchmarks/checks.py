"""`make checks`: how well the checks of translations do. The corpus of tests/localize/corpus goes in (seeded defects, and good strings);
a table of what was caught and of false alarms is printed, and docs/checks.md is written from the checks' own words.

A defect counts as caught when the check that it was made for speaks up; a good string counts as a false alarm when any check does."""

from __future__ import annotations

import sys
from pathlib import Path

from clinickit.localize.checks.model import Check
from clinickit.localize.checks.registry import CHECKS
from tests.localize import mutations
from tests.localize.seeded import Rates, measured

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"

_HEAD = """# Checks of translations

```
clinickit locale check sw             every catalog of Swahili
clinickit locale check sw ui safety   two of them
clinickit locale check sw --pages     prints each handout too, and reads it back
clinickit locale fix sw --dry-run     what can be corrected safely
clinickit locale check --explain negation
```

`check` ends with 1 where there are errors, `--strict` also for warnings. `--format json`, `sarif` and `github` are for machines.

A finding that is right as it is can be waived, by a comment of yours in the entry:

```
# clinickit: ok negation because “stay away from” says it
msgctxt "safety/partner/steps/away"
```

A waiver needs its reason; without one it is an error, and one that waives nothing any more is told. What would keep a string from being
printed, or could hurt somebody, cannot be waived.

Beside the catalogs of a language, two files tell the checks what it has agreed on:

- `glossary.csv`: `source,translation,note,status`. The status `required` asks for the translation wherever the source stands,
  `forbidden` rules it out; without a status the row is for people.
- `style.json`: `form`, the form of address (`tú`, `vous`, `您` …; else the first that `register` names), `address` (`neutral`, `plural`,
  `paired`), and `forbidden`, words that never stand (`["loca", {"word": "víctima*", "why": "a label"}]`).

This page is made from the checks themselves (`make checks`).
"""


def page() -> str:
    """docs/checks.md."""
    parts = [_HEAD]
    for severity, title in (("error", "Errors"), ("warning", "Warnings"), ("info", "Information")):
        parts.append(f"## {title}\n")
        parts += [_section(one) for one in CHECKS if one.severity == severity]
    return "\n".join(parts)


def _section(one: Check) -> str:
    waive = "" if one.waivable else " Cannot be waived."
    return f"### `{one.code}`\n\n**{one.title}.** {one.explanation}\n\n*To mend:* {one.mend}{waive}\n"


def table(rates: Rates) -> str:
    """What was caught, check by check, and the false alarms."""
    rows = [f"{'check':22}caught/seeded  languages"]
    for one in CHECKS:
        if not rates.seeded[one.code]:
            continue
        seeded = rates.seeded[one.code]
        rows.append(f"{one.code:22}{rates.caught[one.code]:>6}/{seeded:<6}  {len(rates.tongues.get(one.code, ())):>9}")
    seeded, caught = rates.seeded.total(), rates.caught.total()
    rows.append(f"\ncaught {caught} of {seeded} seeded defects, {caught / seeded:.1%}")
    rows.append(f"false alarms on {rates.alarmed} of {rates.good} good strings, {rates.alarmed / rates.good:.2%}")
    rows += [f"  {code}: {many}" for code, many in sorted(rates.alarms.items())]
    if rates.missed:
        rows += ["\nmissed:", *(f"  {one}" for one in rates.missed)]
    return "\n".join(rows)


def on_real_strings() -> str:
    """Slips made by rule in the catalogs that ship."""
    rows = ["\nslips made by rule in the catalogs that ship, told/made:"]
    for tag in mutations.languages():
        made, told = mutations.caught(tag)
        rows.append(f"  {tag:8}" + "  ".join(f"{kind} {told[kind]}/{made[kind]}" for kind in made))
    return "\n".join(rows)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    rates = measured()
    sys.stdout.write(f"{table(rates)}\n{on_real_strings()}\n")
    if "-v" in sys.argv:
        sys.stdout.write("\n".join(("\nfalse alarms:", *rates.false, "")))


if __name__ == "__main__":
    main()
