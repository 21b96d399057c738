"""The papers of a letter: what each holds and leaves out, in its reader's language, sound, and without a name where none belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pikepdf
import pytest

from clinickit import Library, PrintOptions
from clinickit.content import readability, walk
from clinickit.content.clinic import Clinic
from clinickit.content.model import Field, Handout
from clinickit.delivery.letters import Ask, Paper, papers
from clinickit.errors import ContentInvalid, Unknown
from clinickit.layout.windows import LetterPaper, Window
from clinickit.referral.letters import copies, reading, tongues
from clinickit.referral.letters.copies import Kind
from clinickit.referral.letters.model import Letter, Receiver
from clinickit.referral.letters.recipients import addressed, party
from clinickit.referral.model import Address, Phone, Place, Service, Status
from clinickit.referral.protect import Override
from tests.helpers import outloud, readback, readers, structure, verapdf

ON = date(2026, 11, 24)
WHOLE = reading.letter(json.loads(resources.files("clinickit.referral.letters").joinpath("example.json").read_bytes()), ON)
DOUBT = replace(WHOLE, risk=replace(WHOLE.risk, safety_in_doubt=True))
ADDICTION = replace(WHOLE, consent=replace(WHOLE.consent, substance_use=True))
SHELTER = Service(
    "c3",
    "sample",
    "Haven House",
    status=Status.ACTIVE,
    description="A shelter for women who flee violence, at 12 Secret Lane.",
    phones=(Phone("1-800-555-0100", kind="hotline"), Phone("510-555-0199", confidential=True)),
    places=(Place("p", addresses=(Address(("12 Secret Lane",), "Oakland", "CA", "94601", "US"),)),),
)
BAY = Service(
    "b2",
    "sample",
    "Bay Counseling",
    "Bay Health",
    status=Status.ACTIVE,
    phones=(Phone("415 555 0199", kind="fax"), Phone("+1 415 555 0177", extension="12")),
    places=(Place("p", addresses=(Address(("5 Pier Road",), "San Francisco", "CA", "94110", "US"),)),),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def made(library: Library, kind: Kind, letter: Letter = WHOLE, *services: Service) -> Handout:
    return copies.handout(library.handout(copies.TEMPLATE), letter, kind, services)


def said(handout: Handout) -> str:
    """All leaves with the values in their places."""
    values = {name: str(getattr(value, "text", value)) for name, value in handout.values}
    text = "\n".join(one.plain() for one in walk.texts(handout))
    return re.sub(r"\{value:([a-z-]+)\}", lambda found: values.get(found[1], found[0]), text)


def sections(handout: Handout) -> list[str]:
    return [one.id for one in handout.sections]


def test_the_recipient_gets_all_of_it(library: Library) -> None:
    one = made(library, Kind.RECIPIENT)
    assert sections(one) == ["ask", "why", "safety", "person", "contact", "before", "consent", "holders", "sign"]
    text = said(one)
    for words in (WHOLE.question, WHOLE.reason.split("\n")[1], WHOLE.risk.now, WHOLE.risk.plan, WHOLE.background, WHOLE.treatment):
        assert words in text
    for words in ("2011-03-14", "Record 20418", "Ana Rivera (Mother)", "Needed", "Leave no message.", "A text may be sent.", "2026-12-08"):
        assert words in text
    assert "Safety at home is in doubt" not in text and "{value:" not in text


def test_the_file_s_copy_says_how_it_went_out(library: Library) -> None:
    one = made(library, Kind.FILE)
    assert sections(one) == [*sections(made(library, Kind.RECIPIENT)), "sending"]
    assert "Dr. Lee Park, family doctor" in said(one) and "The client, in plain words: Sam Rivera" in said(one)


def test_the_client_s_copy_tells_kinds_of_things_and_quotes_none(library: Library) -> None:
    one = made(library, Kind.CLIENT)
    text = said(one)
    assert "We wrote to Dr. Dana Okafor, Lakeside Counseling and asked them to help you." in text
    assert "They leave no message." in text and "They may send a text." in text
    for words in ("panic", "cognitive", "suicide in the last month", "safety plan", "breathing", "NPI", "Record 20418"):
        assert words not in text


def test_the_client_s_copy_reads_at_grade_6(library: Library) -> None:
    own = [one.plain() for one in walk.texts(made(library, Kind.CLIENT)) if one.context.startswith("referral-letter/")]
    measured = readability.measure(own)
    assert measured is not None and measured.words > 100 and measured.grade <= 6


@pytest.mark.parametrize("doubt", [True, None])
def test_where_safety_is_in_doubt_the_client_s_copy_tells_nothing_not_even_that(library: Library, doubt: bool | None) -> None:
    one = made(library, Kind.CLIENT, replace(WHOLE, risk=replace(WHOLE.risk, safety_in_doubt=doubt)))
    assert sections(one) == ["short", "try", "yes", "safety-crisis"]
    text = "\n".join(block.plain() for section in one.sections[:3] for block in walk.texts(replace(one, sections=(section,))))
    for words in ("Okafor", "Lakeside", "0142", "0170", "Ana", "school", "consent-on", "safe", "harm", "alone", "afraid"):
        assert words not in text.replace(one.not_for.plain(), "").replace(one.objective.plain(), "")
    assert one.title.plain() == one.short_title.plain() == "What we wrote for you"


def test_the_letter_says_that_safety_is_in_doubt(library: Library) -> None:
    assert "Safety at home is in doubt" in said(made(library, Kind.RECIPIENT, DOUBT))


def test_nobody_asked_means_that_nothing_is_left(library: Library) -> None:
    unknown = replace(WHOLE, contact=replace(WHOLE.contact, voicemail=None, text=None))
    text = said(made(library, Kind.RECIPIENT, unknown))
    assert "Leave no message." in text and "Send no text." in text


def test_the_slip_goes_back_and_names_the_person_by_number(library: Library) -> None:
    one = made(library, Kind.SLIP)
    text = said(one)
    assert one.letterhead is not None and [line.plain() for line in one.letterhead.to][:2] == [
        "Robin Hale, LCSW",
        "Riverside Family Clinic",
    ]
    assert "Record 20418" in text and "Sam" not in text
    fields = {block.id: block for block in one.sections[0].blocks if isinstance(block, Field)}
    assert {option.id for option in fields["answer"].options} == {"accept", "later", "decline"}
    assert "full" in {option.id for option in fields["why"].options} and "signed" in fields
    nameless = replace(WHOLE, client=replace(WHOLE.client, identifier=""))
    assert "reference: Sam Rivera" in said(made(library, Kind.SLIP, nameless))


def test_substance_use_records_have_their_notice_and_their_consent(library: Library) -> None:
    notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert notice not in said(made(library, Kind.RECIPIENT))
    assert notice in said(made(library, Kind.RECIPIENT, ADDICTION)) and notice in said(made(library, Kind.FILE, ADDICTION))
    text = said(made(library, Kind.CONSENT, ADDICTION))
    for words in (
        notice,
        "Sam Rivera",
        "Riverside Family Clinic",
        "Lakeside Counseling",
        "Dr. Lee Park",
        WHOLE.consent.scope,
        "2026-11-20",
    ):
        assert words in text


def test_a_template_without_a_part_says_which(library: Library) -> None:
    template = library.handout(copies.TEMPLATE)
    without = replace(template, sections=tuple(one for one in template.sections if one.id != "safety"))
    with pytest.raises(Unknown, match=r"safety"):
        copies.handout(without, WHOLE, Kind.RECIPIENT)


def test_what_nobody_said_takes_no_room(library: Library) -> None:
    bare = replace(WHOLE, background="", treatment="", medicines="", handouts=(), consent=replace(WHOLE.consent, until=None))
    one = made(library, Kind.RECIPIENT, bare)
    assert "before" not in sections(one) and "Ends on:" not in said(one)
    assert "{value:" not in said(made(library, Kind.CLIENT, bare))


@pytest.mark.parametrize(
    ("words", "language", "other", "wanted"),
    [
        ("Ask for Ana", "en", "ar", (("Ask for Ana", "en"),)),
        ("Dr. سام ريفيرا, called.", "en", "fa", (("Dr", "en"), (". ", ""), ("سام ريفيرا", "fa"), (", ", ""), ("called", "en"), (".", ""))),
        ("(سام)", "en", "es", (("(", ""), ("سام", "ar"), (")", ""))),
        ("Ask for Ana", "ar", "en", (("Ask for Ana", "ar"),)),
        ("山田さん", "ja", "", (("山田さん", "ja"),)),
        ("Маша and 王小明", "en", "zh-Hant", (("Маша and", "en"), (" ", ""), ("王小明", "zh-Hant"))),
        ("", "en", "", (("", "en"),)),
    ],
)
def test_words_in_another_script_are_of_another_language(words: str, language: str, other: str, wanted: object) -> None:
    assert tongues.pieces(words, language, other) == wanted


def test_a_name_in_another_script_is_drawn(library: Library, tmp_path: Path) -> None:
    letter = replace(WHOLE, client=replace(WHOLE.client, name="سام ريفيرا", language="ar"), copies=(Receiver.RECIPIENT, Receiver.FILE))
    made_, _ = papers(library, letter, Ask((Kind.FILE,), territory="US"))
    path = tmp_path / "a.pdf"
    path.write_bytes(made_[0].rendered.pdf)
    assert structure.read(path).tree.text.count("سام ريفيرا") >= 2


def all_of(library: Library, letter: Letter = WHOLE, **more: object) -> dict[Kind, Paper]:
    made_, _ = papers(library, letter, Ask(territory="US", **more))  # type: ignore[arg-type]
    return {one.kind: one for one in made_}


def test_what_goes_along(library: Library) -> None:
    assert list(all_of(library)) == [Kind.RECIPIENT, Kind.FILE, Kind.CLIENT, Kind.SLIP]
    assert list(all_of(library, ADDICTION)) == [Kind.RECIPIENT, Kind.FILE, Kind.CLIENT, Kind.SLIP, Kind.CONSENT]
    assert list(all_of(library, kinds=(Kind.FILE,))) == [Kind.FILE]
    assert list(all_of(library, replace(WHOLE, copies=(Receiver.RECIPIENT,)))) == [Kind.RECIPIENT, Kind.SLIP]


def test_a_copy_that_nobody_may_have_is_refused(library: Library) -> None:
    with pytest.raises(Unknown, match="client"):
        papers(library, replace(WHOLE, copies=(Receiver.RECIPIENT,)), Ask((Kind.CLIENT,)))


def test_who_has_a_copy_is_told_by_the_age_of_majority_there(library: Library) -> None:
    grown = replace(WHOLE, client=replace(WHOLE.client, born=date(2009, 11, 1)), copies=None)
    there, _ = papers(library, grown, Ask((Kind.FILE,), majority=16))
    said_so, _ = papers(library, replace(grown, copies=tuple(Receiver)), Ask((Kind.FILE,), majority=16))
    assert there[0].rendered.pdf == said_so[0].rendered.pdf


def test_a_letter_is_not_sent_once_its_consent_has_ended(library: Library) -> None:
    with pytest.raises(ContentInvalid) as refused:
        papers(library, WHOLE, Ask(today=date(2027, 5, 21)))
    assert [one.code for one in refused.value.diagnostics] == ["letter.consent-over"]


def test_a_letter_that_lacks_something_is_not_printed(library: Library) -> None:
    with pytest.raises(ContentInvalid, match=r"voicemail.*Ask: May a message be left"):
        papers(library, replace(WHOLE, contact=replace(WHOLE.contact, voicemail=None)))
    with pytest.raises(ContentInvalid, match=r"danger right now.*Call 911"):
        papers(library, replace(WHOLE, risk=replace(WHOLE.risk, immediate=True)), Ask(territory="US"))


def test_each_is_in_its_reader_s_language(library: Library) -> None:
    found = all_of(library)
    assert {kind: one.language for kind, one in found.items()} == {
        Kind.RECIPIENT: "en",
        Kind.FILE: "en",
        Kind.CLIENT: "es",
        Kind.SLIP: "en",
    }
    assert all_of(library, kinds=(Kind.CLIENT,), language="ar")[Kind.CLIENT].language == "ar"
    assert {one.language for one in all_of(library, replace(WHOLE, language="es")).values()} == {"es"}
    made_, told = papers(library, replace(WHOLE, client=replace(WHOLE.client, language="sw")), Ask((Kind.CLIENT,)))
    assert made_[0].language == "en" and "letter.language" in [one.code for one in told]


def test_unknown_handouts_are_refused(library: Library) -> None:
    with pytest.raises(Unknown, match="no-such"):
        papers(library, replace(WHOLE, handouts=("no-such",)))


def test_no_file_name_and_no_metadata_holds_a_name(library: Library, tmp_path: Path) -> None:
    for one in all_of(library, ADDICTION).values():
        path = tmp_path / one.file
        path.write_bytes(one.rendered.pdf)
        with pikepdf.open(path) as pdf:
            told = [one.file, str(pdf.docinfo), str(pdf.open_metadata()), str([entry.title for entry in _bookmarks(pdf)])]
        assert not [name for name in ("Sam", "Rivera", "Ana", "Okafor", "Hale") if name in "".join(told)], one.file
        assert re.fullmatch(r"referral-letter\.[a-z]+\.[a-z]+\.pdf", one.file)


def _bookmarks(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    with pdf.open_outline() as outline:
        return [*outline.root, *(child for one in outline.root for child in one.children)]


def test_same_letter_same_bytes_and_nothing_stays_in_the_library(library: Library) -> None:
    first, second = (all_of(one) for one in (library, Library()))
    assert {kind: one.rendered.pdf for kind, one in first.items()} == {kind: one.rendered.pdf for kind, one in second.items()}


def test_a_shelter_s_whereabouts_are_on_no_paper(library: Library, tmp_path: Path) -> None:
    open_letter = replace(WHOLE, recipient=replace(WHOLE.recipient, name="", organization="", role="", lines=(), phone="", fax=""))
    letter = replace(addressed(open_letter, SHELTER), background="She stayed at 12 Secret Lane before.")
    assert letter.recipient.name == "Haven House" and letter.services == ("sample/c3",)
    made_, told = papers(library, letter, Ask(territory="US", services=(SHELTER,)))
    for one in made_:
        path = tmp_path / one.file
        path.write_bytes(one.rendered.pdf)
        assert "Secret" not in structure.read(path).tree.text and "94601" not in structure.read(path).tree.text
    assert "letter.kept-back" in [one.code for one in told]
    assert "Secret" not in "".join(map(str, told))


def test_a_recorded_override_tells_them(library: Library, tmp_path: Path) -> None:
    override = Override("Dr. Lee", ON, "The shelter asked for it.")
    letter = addressed(replace(WHOLE, recipient=party(SHELTER, override)), SHELTER, override)
    made_, _ = papers(library, letter, Ask((Kind.FILE,), "", "US", services=(SHELTER,), override=override))
    path = tmp_path / "a.pdf"
    path.write_bytes(made_[0].rendered.pdf)
    assert "12 Secret Lane" in structure.read(path).tree.text


def test_a_service_of_the_directory_as_recipient() -> None:
    one = party(BAY)
    assert (one.name, one.organization, one.phone, one.fax) == ("Bay Counseling", "Bay Health", "+1 415 555 0177 ext. 12", "415 555 0199")
    assert one.lines == ("5 Pier Road", "San Francisco, CA 94110")
    assert party(SHELTER).lines == () and party(SHELTER).phone == "1-800-555-0100"
    assert addressed(WHOLE, BAY).recipient == WHOLE.recipient and addressed(WHOLE, BAY).services == ("sample/b2",)


def test_other_services_are_named(library: Library) -> None:
    text = said(made(library, Kind.RECIPIENT, WHOLE, BAY))
    assert "Other services named to the person\nBay Counseling" in text


ARABIC = replace(
    WHOLE,
    language="ar",
    reason="نوبات هلع ثلاث مرات في الأسبوع منذ أغسطس.",
    question="هل يمكنكم استقبال سام للعلاج المعرفي السلوكي؟",
    client=replace(WHOLE.client, name="سام ريفيرا", language="ar"),
    contact=replace(WHOLE.contact, hours="بعد الرابعة مساءً", name="السؤال عن آنا."),
    consent=replace(WHOLE.consent, substance_use=True),
)
LETTERS = {"en": replace(ADDICTION, client=replace(WHOLE.client, language="en")), "es": replace(ADDICTION, language="es"), "ar": ARABIC}


LANGUAGES = ("en", "es", "ar")


@pytest.fixture(scope="module")
def all_printed(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[Kind, Path]]:
    """Each paper of a letter in each language, for an envelope with a window."""
    clinic = Clinic(names=(("en", "Riverside Family Clinic"),), phone="+1 555 010 0110", territory="US")
    options = PrintOptions(letter=LetterPaper(Window.US))
    folder = tmp_path_factory.mktemp("letter")
    found: dict[str, dict[Kind, Path]] = {}
    for language in LANGUAGES:
        for one in papers(library, LETTERS[language], None, clinic, options)[0]:
            path = found.setdefault(language, {})[one.kind] = folder / one.file
            path.write_bytes(one.rendered.pdf)
    return found


@pytest.fixture(params=LANGUAGES)
def printed(request: pytest.FixtureRequest, all_printed: dict[str, dict[Kind, Path]]) -> tuple[str, dict[Kind, Path]]:
    return request.param, all_printed[request.param]


SAID = {
    "en": ("Copy for the recipient", "Please answer by December 8, 2026", "Born: March 14, 2011", "Language: English"),
    "es": ("Copia para quien recibe la carta", "a más tardar el 8 de diciembre de 2026", "14 de marzo de 2011", "Idioma: español"),
    "ar": ("نسخة المرسَل إليه", "8 ديسمبر 2026", "14 مارس 2011", "العربية"),
}


def _read(path: Path) -> str:
    return re.sub(r"[\u200e\u200f\u2066-\u2069\s]", "", structure.read(path).tree.text)


def test_the_letter_is_said_in_its_language(printed: tuple[str, dict[Kind, Path]]) -> None:
    language, found = printed
    text = _read(found[Kind.RECIPIENT])
    assert [words for words in SAID[language] if words.replace(" ", "") not in text] == []
    assert re.sub(r"\s", "", LETTERS[language].question) in text and "+15550100142" in text
    assert _read(found[Kind.CLIENT]) != text


def test_readers_give_each_back_in_the_order_of_its_tags(printed: tuple[str, dict[Kind, Path]]) -> None:
    for path in printed[1].values():
        for reader in ("pdfium", "mupdf"):
            assert readback.in_order(structure.read(path), reader, readers.read_all(path, [reader])[reader]) == [], path.name


def test_the_second_judge_finds_nothing(printed: tuple[str, dict[Kind, Path]]) -> None:
    assert [(path.name, found) for path in printed[1].values() if (found := outloud.judge(path))] == []


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_each_keeps_both_standards(all_printed: dict[str, dict[Kind, Path]], flavour: str, require: Callable[..., None]) -> None:
    require("verapdf")
    files = [path for found in all_printed.values() for path in found.values()]
    assert len(files) == 15 and verapdf.judge(files, flavour) == {path: [] for path in files}


def test_the_slip_can_be_filled_in(printed: tuple[str, dict[Kind, Path]]) -> None:
    """Choices in every language; words to type where the form's font has the letters."""
    with pikepdf.open(printed[1][Kind.SLIP]) as pdf:
        kinds = [str(one.FT) for one in pdf.Root.AcroForm.Fields]
        pages = len(pdf.pages)
    assert kinds.count("/Btn") == 2 and pages == 1
    assert kinds.count("/Tx") == (0 if printed[0] == "ar" else 2)
