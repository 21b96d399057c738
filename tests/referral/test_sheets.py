"""The family's sheet: three services at most, what is not known said so, nothing that is withheld, in the family's language, and sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinickit import Library, PrintOptions
from clinickit.content import walk
from clinickit.content.model import Contacts, Handout, Terms
from clinickit.delivery.referrals import sheet
from clinickit.errors import Unknown
from clinickit.pipeline import Rendered
from clinickit.referral import sheets
from clinickit.referral.model import Address, Cost, Opening, Phone, Place, Service, Status
from tests.helpers import outloud, readback, readers, structure, verapdf

ON = date(2026, 11, 24)
MISSION = Service(
    "a1",
    "sample",
    "Mission Talk Therapy",
    "Mission Health Center",
    description="Talk therapy for teens and adults.",
    status=Status.ACTIVE,
    url="https://www.missiontalk.example/start",
    phones=(Phone("(415) 555-0132"), Phone("415 555 0199", kind="fax"), Phone("415-555-0140", kind="text")),
    places=(Place("p", addresses=(Address(("2400 Mission St", "2nd floor"), "San Francisco", "CA", "94110", "US"),)),),
    openings=(Opening(("mo", "tu", "we", "th", "fr"), "09:00", "17:30"), Opening(("sa",), "10:00", "13:00")),
    languages=("en", "es"),
    costs=(Cost("sliding"),),
    documents=("Photo ID", "Proof of income"),
    how_to_apply="Call or walk in.",
    assured_on=date(2026, 10, 1),
)
BARE = Service("b2", "sample", "Bay Counseling", status=Status.ACTIVE, phones=(Phone("+1 415 555 0177", extension="12"),), assured_on=ON)
SHELTER = Service(
    "c3",
    "sample",
    "Haven House",
    status=Status.ACTIVE,
    description="A shelter for women who flee violence, at 12 Secret Lane.",
    phones=(Phone("1-800-555-0100", kind="hotline"), Phone("510-555-0199", confidential=True)),
    places=(Place("p", addresses=(Address(("12 Secret Lane",), "Oakland", "CA", "94601", "US"),), directions="Behind the mill."),),
    costs=(Cost("free"),),
    languages=("en",),
    assured_on=date(2026, 9, 1),
)
ALL = (MISSION, BARE, SHELTER)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def made(library: Library, *services: Service, on: date = ON, unchecked: bool = False) -> Handout:
    return sheets.handout(library.handout(sheets.TEMPLATE), services, on, unchecked=unchecked)


def words(handout: Handout, place: str) -> dict[str, str]:
    (section,) = [one for one in handout.sections if one.id == place]
    (terms,) = [block for block in section.blocks if isinstance(block, Terms)]
    return {item.id: item.text.plain() for item in terms.items}


def test_a_service_is_a_section_in_place_of_the_blank(library: Library) -> None:
    handout = made(library, *ALL)
    assert [section.id for section in handout.sections] == [
        "short",
        "try",
        "place-1",
        "place-2",
        "place-3",
        "bring",
        "say",
        "safety-crisis",
    ]
    assert words(handout, "place-1") == {
        "where": "2400 Mission St, 2nd floor, San Francisco, CA 94110.",
        "cost": "Less if you earn less",
        "begin": "Call or walk in.",
        "bring": "Photo ID; Proof of income",
    }
    (contacts,) = [block for block in handout.sections[2].blocks if isinstance(block, Contacts)]
    assert [way.display for way in contacts.entries[0].ways] == ["(415) 555-0132", "415-555-0140", "missiontalk.example/start"]
    assert [way.link for way in contacts.entries[0].ways] == ["tel:4155550132", "sms:4155550140", "https://www.missiontalk.example/start"]


def test_what_nobody_said_is_to_be_asked(library: Library) -> None:
    assert words(made(library, BARE), "place-1") == {"cost": "Ask when you call.", "languages": "Ask when you call."}


@pytest.mark.parametrize(
    ("number", "kind", "display", "link", "press"),
    [
        ("604-985-5355 Local 336", "Business", "604-985-5355", "tel:6049855355", "336"),
        ("(02) 9999 1234 ext. 5", "voice", "(02) 9999 1234", "tel:0299991234", "5"),
        ("1-800-HELP-NOW", "hotline", "1-800-HELP-NOW", "", None),
        ("555\u20130100", "TTY", "555-0100", "tel:5550100", None),
    ],
)
def test_numbers_as_directories_write_them(library: Library, number: str, kind: str, display: str, link: str, press: str | None) -> None:
    handout = made(library, replace(BARE, phones=(Phone(number, kind=kind), Phone(number, kind="Fax"))))
    (contacts,) = [block for block in handout.sections[2].blocks if isinstance(block, Contacts)]
    (way,) = contacts.entries[0].ways
    assert (way.display, way.link, way.press) == (display, link, press)


def test_whom_to_ask_for_stands_first(library: Library) -> None:
    assert next(iter(words(made(library, replace(BARE, ask_for="Ana,  intake")), "place-1").items())) == ("ask", "Ana, intake")


def test_an_amount_stands_as_the_directory_has_it(library: Library) -> None:
    costly = replace(BARE, costs=(Cost("fee", amount=40, currency="USD", note="per session"),))
    assert words(made(library, costly), "place-1")["cost"] == "40 USD · per session"


def test_nothing_that_is_withheld_stands_on_it(library: Library) -> None:
    said = " ".join(text.plain() for text in walk.texts(made(library, SHELTER))) + repr(made(library, SHELTER))
    assert "1-800-555-0100" in said
    assert not [secret for secret in ("Secret", "Oakland", "94601", "mill", "0199") if secret in said]


@pytest.mark.parametrize(
    ("service", "why"),
    [
        (replace(BARE, status=Status.DEFUNCT), "closed for good"),
        (replace(BARE, status=Status.CLOSED), "closed for now"),
        (replace(BARE, accepting=False), "takes nobody new"),
        (replace(BARE, assured_on=None), "Nobody ever checked"),
        (replace(BARE, assured_on=date(2025, 11, 1)), "more than 12 months ago"),
        (replace(BARE, confidential=True), "confidential"),
    ],
)
def test_stale_closed_and_confidential_services_stay_off_paper(library: Library, service: Service, why: str) -> None:
    with pytest.raises(Unknown, match=why):
        made(library, MISSION, service)


def test_never_checked_prints_when_asked_for(library: Library) -> None:
    assert made(library, replace(BARE, assured_on=None), unchecked=True).sections[2].heading.plain() == "Bay Counseling"


def test_three_at_most_and_one_at_least(library: Library) -> None:
    for services in ((), (MISSION,) * 4):
        with pytest.raises(Unknown, match="one to 3"):
            made(library, *services)


def test_long_words_end_at_a_sentence(library: Library) -> None:
    long = replace(BARE, description="We help. " * 40 + "And " + "on " * 200)
    text = next(text.plain() for text in walk.texts(made(library, long)) if text.context.endswith(".description"))
    assert text == ("We help. " * 40).strip()


@pytest.fixture(scope="module", params=["en", "es", "ar"])
def printed(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Rendered, Path]:
    done = sheet(library, ALL, request.param, on=ON, territory="US")
    path = tmp_path_factory.mktemp("referral") / f"sheet.{request.param}.pdf"
    path.write_bytes(done.pdf)
    return request.param, done, path


SAID = {
    "en": ("Monday to Friday, 9:00", "What it costs", "Ask when you call.", "Sources checked on October 1, 2026", "Call, then press 12"),
    "es": ("de lunes a viernes, de 9:00", "Cuánto cuesta", "Pregunta cuando llames.", "1 de octubre de 2026", "luego presiona 12"),
    "ar": ("من الاثنين إلى الجمعة", "التكلفة", "السؤال عند الاتصال.", "1 أكتوبر 2026"),
}


def _said(path: Path) -> str:
    """What the tags say, in their order; marks of direction and narrow spaces aside."""
    text = structure.read(path).tree.text
    return re.sub(r"[\u200e\u200f\u2066-\u2069]", "", text).replace("\u202f", " ").replace("\u00a0", " ")


def test_it_speaks_the_family_s_language_and_the_directory_its_own(printed: tuple[str, Rendered, Path]) -> None:
    language, done, path = printed
    text = _said(path)
    assert [words for words in SAID[language] if words.replace(" ", "") not in text.replace(" ", "")] == []
    assert "Mission Talk Therapy" in text and "1-800-555-0100" in text and "Secret" not in text
    assert [one.code for one in done.diagnostics] == ([] if language == "en" else ["translation.no-catalog"])


def test_readers_give_it_back_in_the_order_of_its_tags(printed: tuple[str, Rendered, Path]) -> None:
    path = printed[2]
    for reader in ("pdfium", "mupdf"):
        assert readback.in_order(structure.read(path), reader, readers.read_all(path, [reader])[reader]) == []


def test_the_second_judge_finds_nothing(printed: tuple[str, Rendered, Path]) -> None:
    assert outloud.judge(printed[2]) == []


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_it_keeps_both_standards(printed: tuple[str, Rendered, Path], flavour: str, require: Callable[..., None]) -> None:
    require("verapdf")
    assert verapdf.judge([printed[2]], flavour) == {printed[2]: []}


def test_same_services_same_bytes(library: Library) -> None:
    first, second = (sheet(one, ALL, "es", on=ON, territory="US").pdf for one in (library, Library()))
    assert first == second


def test_a_discreet_copy_has_the_names_with_the_numbers_on_its_card(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet(library, ALL, "en", options=PrintOptions(discreet=True), on=ON, territory="US").pdf)
    said = _said(path)
    card = said[said.index("Numbers to keep") :]
    assert "Your information sheet" in said and "Places to call" not in said
    assert card.index("Mission Talk Therapy") < card.index("(415) 555-0132") < card.index("Bay Counseling") < card.index("+1 415 555 0177")


def test_a_second_language_stands_beside(library: Library) -> None:
    assert sheet(library, [MISSION], "es", options=PrintOptions(beside="en"), on=ON, territory="US").pages >= 2


def test_a_clinic_translates_its_directory(tmp_path: Path) -> None:
    catalog = tmp_path / "locales" / "es" / "LC_MESSAGES" / "directory.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: es\\n'
        'X-Clinickit-Origin: human\\nX-Clinickit-Level: draft\\n"\n\n'
        'msgctxt "directory/sample/a1.begin"\nmsgid "Call or walk in."\nmsgstr "Llame o venga sin cita."\n\n'
        'msgctxt "directory/sample/a1.description"\nmsgid "Other words."\nmsgstr "Otras palabras."\n',
        encoding="utf-8",
    )
    done = sheet(Library.open(tmp_path), [MISSION], "es", on=ON, territory="US")
    path = tmp_path / "sheet.pdf"
    path.write_bytes(done.pdf)
    text = _said(path)
    assert "Llame o venga sin cita." in text and "Call or walk in." not in text
    assert "translation.stale" in {one.code for one in done.diagnostics} and "Talk therapy for teens and adults." in text
