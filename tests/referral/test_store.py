"""The directory's file: opening and refusing it, records as JSON, and what searches find and must not find."""

from __future__ import annotations

import random
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinickit.errors import FileProblem, Unknown
from clinickit.referral import records, tables
from clinickit.referral.asking import Point
from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Service, Status, Term
from clinickit.referral.protect import Override
from clinickit.referral.searching import Box, Query, around, search
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from tests.helpers.services import entries, entry

DAY = date(2026, 11, 1)
HERE = Point(37.77, -122.42)

SHELTER = entry(
    900,
    id="shelter",
    name="Harbor Safe House",
    organization="Harbor",
    description="A safe house for women leaving violence, on Quince Street near the mill.",
    status=Status.ACTIVE,
    phones=(Phone("555-0100"),),
    places=(Place("p", "Quince building", (Address(("77 Quince Street",), "Oakland", "CA", "94601"),), HERE.latitude, HERE.longitude),),
    terms=(Term("BH-1800.1500-100", "Domestic Violence Shelters", "AIRS"),),
    areas=("Oakland, CA",),
    languages=("en",),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "directory.sqlite"


def store_of(path: Path, *several: Entry) -> Store:
    store = Store.make(path)
    take(store, "made", several, DAY)
    return store


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four hundred made services and the shelter."""
    with store_of(tmp_path_factory.mktemp("many") / "d.sqlite", *entries(400), SHELTER) as store:
        yield store


FULL = Service(
    "id",
    "source",
    "name",
    *("organization", "also", "about", Status.CLOSED, "https://x.example", "x@example.org"),
    (Phone("1", "fax", "2", "note", ("es",), True),),
    (
        Place(
            "p",
            "place",
            (Address(("a", "b"), "c", "r", "1", "US", "postal", True),),
            1.5,
            -2.25,
            "left",
            ("step-free",),
            (Phone("3"),),
            True,
        ),
    ),
    (Opening(("mo",), "09:00", "24:00", "words"),),
    *(("area",), ("es",), False, 3, 17, "eligible", (Cost("fee", "o", 12.5, "USD", "n"),), ("plan",), ("card",), "call", ("self",)),
    *("two weeks", False, True, ("ramp",), ("cbt",), (Term("c", "n", "s"),), "closed on Monday", date(2026, 1, 2), date(2026, 1, 3)),
    *(True, "Ana"),
)


def test_every_field_of_a_service_comes_back() -> None:
    bare = Service("id", "source", "name")
    same = [one.name for one in fields(Service) if getattr(FULL, one.name) == getattr(bare, one.name)]
    assert same == ["id", "source", "name"], "the full service must have every field set to something else than its default"
    for service in (FULL, bare):
        before = Entry(service, "csv", {"a": [1, None, {"b": "ü"}]})
        assert records.entry_from_text(records.entry_to_text(before)) == before
    assert records.service_to_json(bare) == {"id": "id", "source": "source", "name": "name"}


def test_names_of_a_newer_version_are_passed_over() -> None:
    assert records.service_from_json({"id": "i", "source": "s", "name": "n", "of_the_future": 1}) == Service("i", "s", "n")


@given(st.text(max_size=20), st.lists(st.text(max_size=5)), st.one_of(st.none(), st.integers(0, 120)), st.booleans() | st.none())
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back(name: str, areas: list[str], age: int | None, remote: bool | None) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return
    one = Service("i", "s", name, areas=tuple(areas), minimum_age=age, remote=remote)
    assert records.service_from_json(records.service_to_json(one)) == one


def test_a_directory_is_for_its_owner_alone(path: Path) -> None:
    store_of(path, *entries(2)).close()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_no_directory_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"no directory.*referral import"):
        Store.open(path)
    (tmp_path / "words.sqlite").write_text("these are words and no database at all\n" * 40, encoding="utf-8")
    with pytest.raises(FileProblem, match="no directory, or it is damaged"):
        Store.open(tmp_path / "words.sqlite")
    with sqlite3.connect(tmp_path / "other.sqlite") as link:
        link.execute("CREATE TABLE x (y)")
    link.close()
    for open_it in (Store.open, Store.make):
        with pytest.raises(FileProblem, match="another program"):
            open_it(tmp_path / "other.sqlite")
    with pytest.raises(FileProblem, match="Choose another place"):
        Store.make(tmp_path / "no" / "folder" / "d.sqlite")


@pytest.mark.parametrize(("version", "hint"), [(tables.VERSION + 1, "newer clinickit"), (0, "Import its sources again")])
def test_tables_of_another_version_are_refused(path: Path, version: int, hint: str) -> None:
    with store_of(path, *entries(2)) as store:
        store.write(f"PRAGMA user_version = {version}")
    for open_it in (Store.open, Store.make):
        with pytest.raises(FileProblem, match=hint):
            open_it(path)


def test_a_directory_opened_to_read_cannot_be_written(path: Path) -> None:
    store_of(path, *entries(2)).close()
    with Store.open(path) as store, pytest.raises(FileProblem):
        store.write("DELETE FROM services")


def test_a_service_that_is_not_there_is_named(many: Store) -> None:
    with pytest.raises(Unknown, match=r"“nobody”.*referral list"):
        many.entry("nobody")
    with pytest.raises(Unknown, match="of “elsewhere”"):
        many.entry("s-0000001", "elsewhere")


@pytest.mark.parametrize("mark", ["/", "#"])
def test_a_service_is_found_as_lists_and_rounds_name_it(path: Path, mark: str) -> None:
    with store_of(path, entry(1), entry(2, id="Location/2")) as store:
        take(store, "other/one", [entry(1, source="other/one")], DAY)
        assert store.entry(f"other/one{mark}s-0000001").entry.service.source == "other/one"
        assert store.entry(f"made{mark}s-0000001").entry.service.source == "made"
        assert store.entry("Location/2") == store.entry(f"made{mark}Location/2")
        for wrong in ("s-0000001", f"third{mark}s-0000001", mark, f"made{mark}"):
            with pytest.raises(Unknown, match=r"s-0000001|no service"):
                store.entry(wrong)


def test_entries_come_by_source_and_id_across_pages(path: Path) -> None:
    with store_of(path, *entries(1205)) as store:
        found = [one.entry.service.id for one in store.entries()]
    assert found == sorted(found) and len(found) == 1205


def test_threads_may_search_at_once(many: Store) -> None:
    wanted = search(many, Query("grief", at_most=20))
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.extend(search(many, Query("grief", at_most=20)) == wanted for _ in range(5)))
        for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [True] * 20


def test_words_find_names_organizations_descriptions_terms_and_languages(path: Path) -> None:
    one = entry(1, name="Clínica Álamo", organization="Juniper House", description="For people who lost someone.", languages=("es",))
    one = replace(one, service=replace(one.service, terms=(Term("X", "Bereavement"),), areas=()))
    two = entry(2, name="心理咨询中心", organization="柳树", description="家庭和夫妻", languages=("zh-Hans",))
    with store_of(path, one, two, *entries(30, first=10)) as store:

        def first(words: str) -> str:
            found = search(store, Query(words))
            return found[0].service.id if found else ""

        for words in ("clinica alamo", "CLÍNICA", "juniper house álamo", "lost someone", "bereave", "español lost", "spanish someone"):
            assert first(words) == "s-0000001", words
        for words in ("心理", "咨询中心", "夫妻", "chinese 心理"):
            assert first(words) == "s-0000002", words
        assert first("xylophone") == "" and first('" OR (') == "" and first("NEAR * ^ :") == ""
        assert first("alamo xylophone") == "s-0000001", "some of the words, where no service has all"


def fits(one: Service, query: Query) -> bool:
    """The filters, said plainly: what the SQL must agree with."""

    def listed(has: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        return not wanted or bool(set(has) & set(wanted)) or (query.unsaid and not has)

    low, high = one.minimum_age, one.maximum_age
    said = query.unsaid or low is not None or high is not None
    aged = query.age is None or (said and (low or 0) <= query.age <= (999 if high is None else high))
    spoken = tuple(tag.partition("-")[0] for tag in one.languages)
    status = not query.statuses or one.status in query.statuses or (query.unsaid and one.status is Status.UNKNOWN)
    return (
        aged
        and status
        and listed(spoken, (query.language,) if query.language else ())
        and listed(one.modalities, query.modalities)
        and listed(tuple(cost.kind for cost in one.costs), (query.cost,) if query.cost else ())
        and listed(one.areas, (query.area,) if query.area else ())
    )


@pytest.mark.parametrize("unsaid", [False, True])
@pytest.mark.parametrize(
    "asked",
    [
        {"language": "es"},
        {"language": "zh"},
        {"age": 15},
        {"age": 4},
        {"modalities": ("cbt", "dbt")},
        {"cost": "sliding"},
        {"area": "Suva, FJ"},
        {"statuses": (Status.ACTIVE,)},
        {"statuses": (Status.CLOSED, Status.DEFUNCT)},
        {"language": "es", "age": 20, "cost": "free", "modalities": ("group",)},
    ],
)
def test_each_filter_keeps_what_fits_and_nothing_else(many: Store, asked: dict[str, object], unsaid: bool) -> None:
    query = Query(unsaid=unsaid, at_most=1000, **asked)  # type: ignore[arg-type]
    made = [one.entry.service for one in many.entries() if one.entry.service.id != "shelter"]
    wanted = {one.id for one in made if fits(one, query)}
    found = [one.service for one in search(many, query) if one.service.id != "shelter"]
    assert {one.id for one in found} == wanted and 0 < len(wanted) < len(made)
    assert [one.name.casefold() for one in found] == sorted(one.name.casefold() for one in found)


@pytest.mark.parametrize("few", [0, 10**9])
def test_the_way_of_asking_does_not_change_the_answer(many: Store, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query(language="es", cost="free", unsaid=False, at_most=30)
    wanted = search(many, query)
    monkeypatch.setattr("clinickit.referral.searching._FEW", few)
    assert search(many, query) == wanted and len(wanted) > 3


@pytest.mark.parametrize("kilometers", [3, 40, 400, 3_000, 21_000])
@pytest.mark.parametrize("point", [HERE, Point(-18.12, 179.9), Point(89.9, 10.0), Point(0.0, 180.0), Point(-90.0, 0.0)])
def test_distance_finds_what_is_within_nearest_first(many: Store, point: Point, kilometers: int) -> None:
    found = search(many, Query(near=point, within=kilometers * 1000.0, unsaid=False, at_most=1000))
    wanted = {}
    for one in many.entries():
        far = [point.meters(place.latitude or 0.0, place.longitude or 0.0) for place in one.entry.service.places]
        if one.entry.service.id != "shelter" and far and min(far) <= kilometers * 1000:
            wanted[one.entry.service.id] = min(far)
    assert {one.service.id: one.meters for one in found} == wanted
    assert [one.meters for one in found] == sorted(wanted.values())


def test_without_a_bound_the_nearest_come_first(many: Store) -> None:
    nearest = search(many, Query(near=HERE, at_most=7))
    assert nearest == search(many, Query(near=HERE, within=21e6, unsaid=False, at_most=1000))[:7]


def test_words_and_place_together(many: Store) -> None:
    found = search(many, Query("grief", near=HERE, within=60_000.0, unsaid=False, at_most=500))
    worded = {one.number for one in search(many, Query("grief", at_most=1000))}
    placed = [one for one in search(many, Query(near=HERE, within=60_000.0, unsaid=False, at_most=1000)) if one.number in worded]
    assert {one.number for one in found} == {one.number for one in placed} and 3 < len(found) < 60


def test_a_place_asked_for_keeps_services_without_one_after_the_others(many: Store) -> None:
    found = search(many, Query(near=HERE, within=30_000.0, at_most=1000))
    known = [one.meters is not None for one in found]
    assert known == sorted(known, reverse=True) and 0 < sum(known) < len(known)
    assert all(not one.service.places for one in found if one.meters is None)


def test_a_box_may_cross_the_line_of_dates(path: Path) -> None:
    east, west = (entry(number, places=(Place("p", latitude=-17.0, longitude=x),)) for number, x in ((1, 179.5), (2, -179.5)))
    with store_of(path, east, west, *entries(20, first=10)) as store:
        found = search(store, Query(box=Box(-17.5, 179.0, -16.5, -179.0), unsaid=False))
        assert {"s-0000001", "s-0000002"} <= {one.service.id for one in found}
        assert {one.service.id for one in search(store, Query(box=Box(-17.1, 179.4, -16.9, 179.6), unsaid=False))} == {"s-0000001"}
        near = search(store, Query(near=Point(-17.0, 179.9), within=70_000.0, unsaid=False))
        assert [one.service.id for one in near][:2] == ["s-0000001", "s-0000002"]


def test_a_box_around_a_circle_holds_it() -> None:
    dice = random.Random(6)
    for _ in range(300):
        point, meters = Point(dice.uniform(-90, 90), dice.uniform(-180, 180)), 10 ** dice.uniform(1, 7.3)
        box = around(point, meters)
        other = Point(dice.uniform(-90, 90), dice.uniform(-180, 180))
        inside = box.west <= other.longitude <= box.east if box.west <= box.east else not box.east < other.longitude < box.west
        if point.meters(other.latitude, other.longitude) <= meters:
            assert box.south <= other.latitude <= box.north and inside


def test_a_shelter_is_found_by_its_name_and_never_by_its_place(many: Store) -> None:
    found = search(many, Query("harbor safe house"))
    assert found[0].service.id == "shelter" and found[0].service.phones
    assert "Quince" not in repr(found[0]) and not found[0].service.places
    for words in ("quince", "77 quince street", "94601"):
        assert "shelter" not in {one.service.id for one in search(many, Query(words, at_most=1000))}, words
    assert "shelter" not in {one.service.id for one in search(many, Query(near=HERE, within=1_000_000.0, unsaid=False, at_most=1000))}
    assert next(one for one in search(many, Query(near=HERE, at_most=1000)) if one.service.id == "shelter").meters is None


def test_only_a_recorded_override_shows_it(many: Store) -> None:
    override = Override("Dr. Who", DAY, "the client is on the phone with them")
    assert search(many, Query("harbor safe house"), override)[0].service.places
    kept = many.entry("shelter")
    assert not kept.open and kept.entry.service.places and not kept.shown().places


@pytest.mark.parametrize(
    "hidden",
    [
        entry(7, confidential=True),
        entry(7, description="Call 555-7777.", phones=(Phone("555-7777", confidential=True),)),
        entry(7, places=(Place("p", "Zebra Hall", (Address(("1 Zebra Road",), "Oakland"),), 37.77, -122.42, confidential=True),)),
        entry(7, places=(Place("p", "Hall", (Address(("1 Zebra Road",), "Oakland", confidential=True),), 37.77, -122.42, "Zebra gate"),)),
    ],
)
def test_each_confidential_field_is_kept_and_neither_searched_nor_shown(path: Path, hidden: Entry) -> None:
    with store_of(path, hidden, *entries(5, first=10)) as store:
        assert store.entry("s-0000007").entry == hidden
        secrets = ("zebra", "7777") if not hidden.service.confidential else (hidden.service.organization, hidden.service.description[:20])
        for words in secrets:
            assert "s-0000007" not in {one.service.id for one in search(store, Query(words))}, words
        told = repr([one for one in search(store, Query(near=HERE, at_most=99)) if one.service.id == "s-0000007"]).casefold()
        assert told != "[]" and "zebra" not in told and "7777" not in told and "37.77" not in told.replace(repr(HERE).casefold(), "")
