"""Every handout, in every territory and region that has lines and in one that has none, today and on a day after every due date: what
stands in its boxes is of that place, of that day, and for its readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from clinickit.content import walk
from clinickit.content.check import Checker
from clinickit.content.line_records import Lines, Print, read
from clinickit.content.lines import resolve
from clinickit.content.model import Contact, Contacts, Handout, WayKind
from clinickit.workspace import Workspace

TODAY = date(2026, 11, 24)
CHECKER = Checker(Workspace.bundled())
RECORDS: Lines = read(CHECKER.workspace, CHECKER.schemas)[0]
LAST = max(line.due_on for line in RECORDS.lines if line.due_on) + timedelta(days=1)
REGIONS = sorted({line.region for line in RECORDS.lines if line.region})
PLACES = ["", "AQ", *sorted({*RECORDS.territories, *(line.territory for line in RECORDS.lines)}), *REGIONS]
HANDOUTS = [one for name in CHECKER.workspace.handout_ids() if (one := CHECKER.handout(name, None, thorough=False)[0])]
ROLES = {
    "emergency-all": {"all", "police", "ambulance"},
    "emergency-police": {"all", "police"},
    "emergency-ambulance": {"all", "ambulance"},
}
BY_ID = {line.id: line for line in RECORDS.lines}


def blocks(place: str, on: date) -> Iterator[tuple[Handout, Contacts, Contacts]]:
    """Every contacts block as it is written, and as it is filled."""
    territory, dash, _ = place.partition("-")
    for one in HANDOUTS:
        done, _ = resolve(one, RECORDS, None, territory, place if dash else "", "en", on)
        for before, after in zip(walk.blocks(one), walk.blocks(done), strict=True):
            if isinstance(before, Contacts):
                assert isinstance(after, Contacts)
                yield one, before, after


def test_there_is_something_to_look_at() -> None:
    assert len(PLACES) > 50 and len(REGIONS) >= 3 and len(HANDOUTS) >= 40
    assert len({one.id for one, _, _ in blocks("US", TODAY)}) >= 35


@pytest.mark.parametrize("place", PLACES)
def test_every_entry_is_of_the_place_the_day_and_the_readers(place: str) -> None:
    code = RECORDS.territory(place.partition("-")[0]).code
    for one, _, filled in blocks(place, TODAY):
        for entry in filled.entries:
            if entry.line_id is None:
                continue
            line = BY_ID[entry.line_id]
            assert line.territory in (code, place.partition("-")[0])
            assert line.region in (None, place)
            assert line.due_on is not None and line.due_on >= TODAY and line.print is not Print.CONFIRM_FIRST
            assert entry.checked_on == line.checked_on
            if set(line.audience) <= {"children", "teens"}:
                assert one.audience in ("parent", "teen")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("on", [TODAY, LAST], ids=["today", "after every due day"])
def test_the_right_emergency_number_stands_in_each_box(place: str, on: date) -> None:
    known = {
        (f"emergency-{one.role}", one.number) for one in RECORDS.territory(place.partition("-")[0]).emergency if one.verified and one.role
    }
    for _, asked, filled in blocks(place, on):
        for kind in (kind for kind in asked.kinds if kind in ROLES):
            given = [entry for entry in filled.entries if entry.kind.startswith("emergency-")]
            assert given, "a number, or a blank to write on"
            for entry in given:
                way = entry.ways[0]
                if way.kind is WayKind.BLANK:
                    assert not any(role in ROLES[kind] for role in (name.removeprefix("emergency-") for name, _ in known))
                else:
                    assert (entry.kind, way.display) in known and entry.kind.removeprefix("emergency-") in ROLES[kind]


@pytest.mark.parametrize("place", PLACES)
def test_after_every_due_day_only_what_does_not_age_is_left(place: str) -> None:
    left: list[Contact] = [entry for _, _, filled in blocks(place, LAST) for entry in filled.entries]
    assert left and all(entry.line_id is None for entry in left)
    if place and any(kind not in ROLES and kind != "clinic" for _, asked, _ in blocks(place, LAST) for kind in asked.kinds):
        assert any(entry.kind == "clinic" for entry in left)
