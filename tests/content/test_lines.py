"""Which contacts a sheet gets: by kind, territory, region, reader, language and day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from clinickit import languages
from clinickit.content import line_records, lines
from clinickit.content.check import Checker
from clinickit.content.clinic import Clinic
from clinickit.content.line_records import Channel, Confirmation, Emergency, Line, Lines, Print, Territory
from clinickit.content.model import Box, BoxKind, Contact, Contacts, Handout, WayKind
from clinickit.content.ways import name, ways
from clinickit.diagnostics import Severity
from clinickit.errors import Unknown
from clinickit.workspace import Workspace

ON = date(2026, 11, 24)
CLINIC = Clinic(names=(("en", "Harbor Clinic"), ("ar", "عيادة الميناء")), phone="+1 555 010 0199", web="harbor.example")


@pytest.fixture(scope="module")
def handout() -> Handout:
    made, _ = Checker(Workspace.bundled()).handout("anxious-attachment", None, thorough=False)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def shipped() -> Lines:
    checker = Checker(Workspace.bundled())
    records, problems = line_records.read(checker.workspace, checker.schemas)
    assert problems == ()
    return records


def call(number: str = "+15550100123", display: str = "555-010-0123", **fields: Any) -> Channel:
    given: dict[str, Any] = {"kind": "call", "keyword": None, "language": None, "free": False, "press": None, **fields}
    return Channel(value=number, display=display, **given)


def line(name: str, **fields: Any) -> Line:
    given: dict[str, Any] = {
        "territory": "US",
        "region": None,
        "kinds": ("crisis",),
        "name": name,
        "name_en": None,
        "audience": ("anyone",),
        "languages": ("en",),
        "interpreters": None,
        "channels": (call(),),
        "hours": None,
        "statutory": False,
        "checked_on": ON,
        "due_on": ON + timedelta(days=365),
        "print": Print.YES,
        **fields,
    }
    return Line(id=name, **given)


US = Territory("US", "", (Emergency("911", "all", True),))


def records(*given: Line, **territories: Territory) -> Lines:
    return Lines(given, {"US": US, **territories})


def filled(
    handout: Handout,
    kinds: tuple[str, ...],
    given: Lines,
    territory: str = "US",
    at_most: int = 2,
    clinic: Clinic | None = CLINIC,
    language: str = "en",
    region: str = "",
    on: date = ON,
) -> tuple[tuple[Contact, ...], list[str]]:
    block = Contacts("c", kinds, at_most)
    section = replace(handout.sections[0], blocks=(Box("box", BoxKind.NOTE, None, (block,)),))
    made, told = lines.resolve(replace(handout, sections=(section,)), given, clinic, territory, region, language, on)
    box = made.sections[0].blocks[0]
    assert isinstance(box, Box) and isinstance(box.blocks[0], Contacts)
    assert not [one for one in told if one.severity is Severity.ERROR]
    return box.blocks[0].entries, [one.code for one in told]


def ids(found: tuple[Contact, ...]) -> list[str | None]:
    return [one.line_id for one in found]


def test_kinds_print_in_the_order_given(handout: Handout) -> None:
    found, told = filled(handout, ("clinic", "crisis", "emergency-all"), records(line("a")))
    assert [one.kind for one in found] == ["clinic", "crisis", "emergency-all"]
    assert told == []


@pytest.mark.parametrize(
    ("fields", "expected", "code"),
    [
        ({}, ["x"], None),
        ({"print": Print.WITH_WARNING}, ["x"], "lines.unconfirmed"),
        ({"print": Print.CONFIRM_FIRST}, [None], "lines.gap"),
        ({"due_on": ON - timedelta(days=1)}, [None], "lines.overdue"),
        ({"due_on": ON}, ["x"], None),
        ({"due_on": None, "checked_on": None}, [None], "lines.gap"),
        ({"territory": "CA"}, [None], "lines.gap"),
        ({"kinds": ("partner-violence",)}, [None], "lines.gap"),
        ({"region": "US-MA"}, [None], "lines.region"),
        ({"audience": ("children",)}, [None], "lines.gap"),
        ({"audience": ("teens", "children")}, [None], "lines.gap"),
        ({"audience": ("parents",)}, [None], "lines.gap"),
        ({"audience": ("women",)}, ["x"], None),
        ({"audience": ("anyone", "children")}, ["x"], None),
    ],
)
def test_what_may_print(handout: Handout, fields: dict[str, Any], expected: list[str | None], code: str | None) -> None:
    found, told = filled(handout, ("crisis",), records(line("x", **fields)))
    assert ids(found) == expected
    assert code in told if code else told == []


@pytest.mark.parametrize(("region", "expected"), [("US-MA", ["ma", "all"]), ("US-NY", ["all"]), ("", ["all"])])
def test_lines_of_a_region_print_for_it_alone(handout: Handout, region: str, expected: list[str]) -> None:
    found, _ = filled(handout, ("crisis",), records(line("ma", region="US-MA"), line("all")), region=region)
    assert ids(found) == expected


def test_children_and_parents_get_their_lines(handout: Handout) -> None:
    given = records(
        line("kids", audience=("children", "teens")), line("folks", audience=("parents",)), line("teen", audience=("teens", "anyone"))
    )
    assert ids(filled(replace(handout, audience="parent"), ("crisis",), given, at_most=3)[0]) == ["teen", "kids", "folks"]
    assert ids(filled(replace(handout, audience="teen"), ("crisis",), given, at_most=3)[0]) == ["kids", "teen"]
    assert ids(filled(handout, ("crisis",), given, at_most=3)[0]) == ["teen"]


def test_for_anyone_first_then_who_speaks_the_language(handout: Handout) -> None:
    given = records(
        line("men", audience=("men",)),
        line("women", audience=("women",)),
        line("english", languages=("en",)),
        line("spanish", languages=("en", "es")),
        line("any", languages=("en",), interpreters=True),
    )
    assert ids(filled(handout, ("crisis",), given, at_most=5, language="es")[0]) == ["spanish", "any", "english", "women", "men"]
    assert ids(filled(handout, ("crisis",), given, at_most=5)[0]) == ["english", "spanish", "any", "women", "men"]
    assert ids(filled(handout, ("crisis",), given, at_most=1)[0]) == ["english"]


def test_a_line_of_two_kinds_prints_once_with_both(handout: Handout) -> None:
    both = line("both", kinds=("partner-violence", "own-behavior"))
    found, told = filled(handout, ("partner-violence", "own-behavior", "crisis"), records(both, line("a")))
    assert [(one.line_id, one.kind, one.also) for one in found] == [("both", "partner-violence", ("own-behavior",)), ("a", "crisis", ())]
    assert told == []


def test_only_what_prints_is_warned_about(handout: Handout) -> None:
    given = records(line("a"), line("b", print=Print.WITH_WARNING))
    assert filled(handout, ("crisis",), given, at_most=1)[1] == []
    assert filled(handout, ("crisis", "crisis"), given, at_most=2)[1] == ["lines.unconfirmed"]


def test_a_territory_may_use_anothers(handout: Handout) -> None:
    given = records(line("us"), line("pr", territory="PR"), PR=Territory("PR", "US", ()))
    found, told = filled(handout, ("emergency-all", "crisis"), given, territory="PR")
    assert [one.ways[0].display for one in found[:1]] == ["911"]
    assert ids(found) == [None, "us", "pr"]
    assert told == []


@pytest.mark.parametrize(
    ("kind", "numbers", "expected"),
    [
        ("emergency-police", [("17", "police", True), ("112", "all", True)], [("emergency-all", "112")]),
        ("emergency-police", [("17", "police", True), ("15", "ambulance", True)], [("emergency-police", "17")]),
        ("emergency-ambulance", [("17", "police", True), ("15", "ambulance", True)], [("emergency-ambulance", "15")]),
        (
            "emergency-all",
            [("119", "ambulance", True), ("110", "police", True)],
            [("emergency-police", "110"), ("emergency-ambulance", "119")],
        ),
        ("emergency-all", [("112", "all", False)], [("emergency-all", "")]),
        ("emergency-police", [("112", None, True)], [("emergency-police", "")]),
        ("emergency-police", [("18", "fire", True)], [("emergency-police", "")]),
        ("emergency-all", [], [("emergency-all", "")]),
    ],
)
def test_emergency_numbers_by_role(handout: Handout, kind: str, numbers: list[Any], expected: list[tuple[str, str]]) -> None:
    given = Lines((), {"FR": Territory("FR", "", tuple(Emergency(*one) for one in numbers))})
    found, told = filled(handout, (kind,), given, territory="FR")
    assert [(one.kind, one.ways[0].display) for one in found] == expected
    blank = expected[0][1] == ""
    assert (found[0].ways[0].kind is WayKind.BLANK) == blank
    assert told == (["lines.no-emergency"] if blank else [])


def test_without_a_territory_there_are_blanks_and_one_warning(handout: Handout) -> None:
    kinds = ("emergency-police", "partner-violence", "own-behavior")
    found, told = filled(handout, kinds, records(line("a")), territory="", clinic=None)
    assert [(one.kind, one.ways[0].kind) for one in found] == [("emergency-police", WayKind.BLANK), ("partner-violence", WayKind.BLANK)]
    assert told == ["lines.no-territory"]


def test_the_clinics_territory_stands_in(handout: Handout) -> None:
    clinic = replace(CLINIC, territory="US", region="US-MA")
    given = records(line("ma", region="US-MA"), line("fr", territory="FR"))
    assert ids(filled(handout, ("crisis",), given, territory="", clinic=clinic)[0]) == ["ma"]
    assert ids(filled(handout, ("crisis",), given, territory="FR", clinic=clinic)[0]) == ["fr"]


def test_a_line_for_some_alone_never_stands_for_all_where_the_region_is_unknown(handout: Handout) -> None:
    given = records(line("men", territory="GB", audience=("men",)), line("eng", territory="GB", region="GB-ENG", audience=("women",)))
    found, told = filled(handout, ("crisis",), given, territory="GB", clinic=None)
    assert [one.kind for one in found] == ["clinic"] and "lines.region" in told
    assert ids(filled(handout, ("crisis",), given, territory="GB", region="GB-ENG", clinic=None)[0]) == ["eng", "men"]
    everyone = records(line("all", territory="GB"), *given.lines)
    assert ids(filled(handout, ("crisis",), everyone, territory="GB", clinic=None)[0]) == ["all", "men"]


@pytest.mark.parametrize(("territory", "region"), [("usa", ""), ("us", ""), ("U1", ""), ("US", "CA-ON"), ("", "US-MA")])
def test_what_is_no_territory_is_refused(handout: Handout, territory: str, region: str) -> None:
    with pytest.raises(Unknown):
        lines.resolve(handout, records(), None, territory, region, "en", ON)


def test_the_clinic_stands_in_once_for_all_that_is_missing(handout: Handout) -> None:
    found, told = filled(handout, ("crisis", "elder", "lgbtq"), records(line("a")))
    assert [one.kind for one in found] == ["crisis", "clinic"]
    assert (found[1].name, [way.display for way in found[1].ways]) == ("Harbor Clinic", ["+1 555 010 0199", "harbor.example"])
    assert found[1].ways[0].link == "tel:+15550100199"
    assert told == ["lines.gap", "lines.gap"]
    assert [one.kind for one in filled(handout, ("elder", "clinic"), records())[0]] == ["clinic"]


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", ("عيادة الميناء", "ar")), ("en-XA", ("Harbor Clinic", "en")), ("fr", ("Harbor Clinic", "en"))]
)
def test_the_clinics_name_in_the_readers_language(handout: Handout, language: str, expected: tuple[str, str]) -> None:
    found, _ = filled(handout, ("clinic",), records(), language=language)
    assert (found[0].name, found[0].name_language) == expected


def test_a_clinic_without_a_phone_leaves_a_blank(handout: Handout) -> None:
    assert filled(handout, ("clinic",), records(), clinic=None)[0][0].ways[0].kind is WayKind.BLANK


def test_call_and_text_of_one_number_are_one_way() -> None:
    made, free = ways((call(), replace(call(), kind="text")), "en")
    assert [(way.display, way.channels, way.link) for way in made] == [("555-010-0123", ("call", "text"), "tel:+15550100123")]
    assert not free


def test_a_keyword_or_a_key_keeps_a_way_apart() -> None:
    made, _ = ways((call(), replace(call(), kind="text", keyword="HOME")), "en")
    assert [(way.channels, way.keyword) for way in made] == [(("call",), None), (("text",), "HOME")]
    made, _ = ways((call(press="2"), replace(call(), kind="text")), "en")
    assert [(way.channels, way.press) for way in made] == [(("call",), "2"), (("text",), None)]


def test_the_readers_language_first_and_no_other() -> None:
    text = replace(call(), kind="text")
    channels = (call(), text, replace(text, keyword="AYUDA", language="es"), replace(text, keyword="AIDE", language="fr"))
    assert [way.keyword for way in ways(channels, "es")[0]] == [None, "AYUDA"]
    assert [way.keyword for way in ways(channels, "ar")[0]] == [None]
    only = (replace(text, language="fr"),)
    assert len(ways(only, "ar")[0]) == 1


def test_three_ways_one_of_each_kind_before_second_numbers() -> None:
    chat = Channel("chat", "https://chat.example", "chat.example", None, None, False, None)
    tty = replace(call("711", "711"), kind="tty")
    made, _ = ways((tty, call("1", "1"), call("2", "2"), chat, replace(call("3", "3"), kind="text")), "en")
    assert [way.display for way in made] == ["1", "3", "chat.example"]
    assert made[2].kind is WayKind.ADDRESS and made[2].link == "https://chat.example"
    assert [way.display for way in ways((tty, call("1", "1"), call("2", "2")), "en")[0]] == ["1", "2", "711"]


@pytest.mark.parametrize(
    ("channel", "link"),
    [
        (call("#8008", "#8008"), "tel:%238008"),
        (replace(call("741741", "741741"), kind="text", keyword="HOME"), "sms:741741"),
        (replace(call("+447900000000", "07900 000000"), kind="whatsapp"), "https://wa.me/447900000000"),
        (replace(call("18111", "18111"), kind="whatsapp"), ""),
    ],
)
def test_links(channel: Channel, link: str) -> None:
    assert ways((channel,), "en")[0][0].link == link


def test_free_only_where_every_number_is() -> None:
    assert ways((call(free=True),), "en")[1]
    assert not ways((call(free=True), call("2", "2")), "en")[1]
    assert not ways((Channel("web", "https://x.example", "x.example", None, None, True, None),), "en")[1]


@pytest.mark.parametrize(
    ("fields", "language", "expected"),
    [
        ({"name_en": "Hope line", "languages": ("es",)}, "es", ("Esperanza", "es")),
        ({"name_en": "Hope line", "languages": ("es",)}, "es-419", ("Esperanza", "es")),
        ({"name_en": "Hope line", "languages": ("es", "en")}, "en", ("Hope line", "en")),
        ({"name_en": "Hope line", "languages": ("es",)}, "ar", ("Hope line", "en")),
        ({"languages": ("es",)}, "ar", ("Esperanza", "es")),
        ({"languages": None}, "en", ("Esperanza", "en")),
        ({"name_en": "Hope", "languages": ("cmn",), "territory": "CN"}, "zh-Hans", ("Esperanza", "zh-Hans")),
        ({"name_en": "Hope", "languages": None, "territory": "CN"}, "zh-Hans", ("Esperanza", "zh-Hans")),
        ({"name_en": "Hope", "languages": ("yue",), "territory": "HK"}, "en", ("Hope", "en")),
        ({"name_en": "Hope", "languages": ("th",)}, "en", ("Hope", "en")),
    ],
)
def test_names(fields: dict[str, Any], language: str, expected: tuple[str, str]) -> None:
    assert name(line("Esperanza", **fields), language) == expected


def test_a_confirmation_makes_a_line_print_for_its_time(handout: Handout) -> None:
    waiting = line("x", print=Print.CONFIRM_FIRST, checked_on=None, due_on=None)
    given = replace(records(waiting), confirmations=(Confirmation("x", date(2026, 3, 1), "Front desk"),))
    found, told = filled(handout, ("crisis",), given)
    assert (ids(found), found[0].checked_on, told) == (["x"], date(2026, 3, 1), [])
    assert filled(handout, ("crisis",), given, on=date(2027, 3, 1))[1] == []
    assert "lines.overdue" in filled(handout, ("crisis",), given, on=date(2027, 3, 2))[1]
    assert ids(filled(handout, ("crisis",), given, on=date(2026, 2, 28))[0]) == [None]


def test_a_confirmation_holds_longer_for_a_number_fixed_by_law() -> None:
    leap = Confirmation("x", date(2028, 2, 29), "Front desk")
    (fixed,) = replace(records(line("x", statutory=True)), confirmations=(leap,)).on(date(2028, 3, 1))
    (other,) = replace(records(line("x")), confirmations=(leap,)).on(date(2028, 3, 1))
    assert (fixed.due_on, other.due_on) == (date(2030, 2, 28), date(2029, 2, 28))


def test_an_old_confirmation_does_not_make_a_line_older() -> None:
    old = Confirmation("x", ON - timedelta(days=400), "Front desk")
    (kept,) = replace(records(line("x")), confirmations=(old,)).on(ON)
    assert kept.checked_on == ON


def test_a_clinics_lines_are_laid_over_ours(tmp_path: Path) -> None:
    base = json.loads((Path(__file__).parent.parent / "examples" / "valid" / "lines.json").read_text(encoding="utf-8"))
    changed = {**base["lines"][0], "id": "us-988", "name": "Ours"}
    (tmp_path / "handouts").mkdir()
    path = tmp_path / "handouts" / "lines.json"
    path.write_text(json.dumps({**base, "lines": [*base["lines"], changed]}), encoding="utf-8")
    checker = Checker(Workspace.overlaid(tmp_path))
    merged, problems = line_records.read(checker.workspace, checker.schemas)
    assert problems == ()
    assert merged.lines[0].id == "us-town"
    assert [one.name for one in merged.lines if one.id == "us-988"] == ["Ours"]
    assert len(merged.lines) == 157
    assert [one.print for one in merged.on(ON) if one.id == "us-childhelp"] == [Print.YES]
    path.write_text('{"$schema": "lines.schema.json", "format": 1}', encoding="utf-8")
    checker = Checker(Workspace.overlaid(tmp_path))
    merged, problems = line_records.read(checker.workspace, checker.schemas)
    assert len(merged.lines) == 156 and [one.code for one in problems] == ["schema.required"]


def test_every_shipped_territory_resolves(handout: Handout, shipped: Lines) -> None:
    kinds = (
        "emergency-all",
        "emergency-police",
        "emergency-ambulance",
        "crisis",
        "partner-violence",
        "own-behavior",
        "child-protection",
        "clinic",
    )
    for territory in shipped.territories:
        for language in ("en", "ar", "zh-Hans"):
            found, _ = filled(handout, kinds, shipped, territory=territory, language=language)
            for one in found:
                assert 1 <= len(one.ways) <= 3
                assert all(way.display.isascii() for way in one.ways)
                assert all(way.display for way in one.ways if way.kind is not WayKind.BLANK)
                assert languages.language(one.name_language)
                assert one.name or one.kind.startswith("emergency")


def test_counts_are_those_of_the_survey(shipped: Lines) -> None:
    assert len(shipped.territories) == 52
    assert [sum(one.print is kind for one in shipped.lines) for kind in Print] == [58, 37, 61]
