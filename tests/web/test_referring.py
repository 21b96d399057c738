"""The referral tab as a browser meets it: the same services, reasons and bytes as the command line gives, nothing kept, and no
whereabouts of a shelter anywhere."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from clinickit.cli import cli
from clinickit.referral.asking import COSTS, Ask, Safety, Setting
from clinickit.referral.matching import match
from clinickit.referral.model import Address, Place, Status, Term
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from clinickit.web import wanted
from tests.helpers.services import entry
from tests.web.tabs import ON, csrf, opened, said

HOUSE = Place("p", "Quiet House", (Address(("77 Quince Street",), "Oakland", "CA", "94699", "US"),), 37.7, -122.1)
SERVICES = (
    {"id": "grief", "name": "Grief Group", "languages": ("en", "es"), "minimum_age": 18, "modalities": ("group",)},
    {"id": "teen/line", "name": "Teen <b>Line</b> & Co", "languages": ("en",), "minimum_age": 13, "maximum_age": 17, "modalities": ()},
    {"id": "unchecked", "name": "Unchecked Clinic", "assured_on": None},
    {"id": "closed", "name": "Closed Clinic", "status": Status.DEFUNCT},
    {"id": "safe", "name": "Harbor House", "places": (HOUSE,), "terms": (Term("BH-1800.1500-100", "Shelters", "AIRS"),)},
)
USUAL = {"status": Status.ACTIVE, "assured_on": date(2026, 10, 1), "minimum_age": None, "maximum_age": None, "languages": (), "costs": ()}
SPANISH = {"language": "es", "age": "30"}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory of five services."""
    path = tmp_path / "directory.sqlite"
    with Store.make(path) as store:
        take(store, "made", (entry(number, **{**USUAL, **facts}) for number, facts in enumerate(SERVICES)), on=date(2026, 11, 1))
    return path


@pytest.fixture
def client(tmp_path: Path, directory: Path) -> TestClient:
    return opened(tmp_path / "settings", directory=directory)


def ask(client: TestClient, address: str = "/refer", **fields: str | list[str]) -> str:
    """The page that answers a form."""
    answer = client.post(address, data={"csrf": csrf(client.get("/refer").text), **fields})
    assert answer.status_code in (200, 422), answer.text
    return answer.text


def services(page: str) -> list[str]:
    """Names in the order of the page."""
    return [said(one).strip() for one in re.findall(r"<h3>(.*?)</h3>", page)]


def boxes(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'name="service" value="([^"]*)"', page)]


def test_without_a_directory_it_says_how_to_make_one(tmp_path: Path) -> None:
    client = opened(tmp_path / "settings")
    page = client.get("/refer").text
    assert "clinickit referral import" in page and "clinickit serve --directory" in page and "<form" not in page.partition("<main")[2]
    token = csrf(client.get("/clinic").text)
    assert client.post("/refer", data={"csrf": token, "age": "30"}).status_code == 200
    assert client.post("/refer/sheet", data={"csrf": token, "service": wanted.value("made", "grief")}).status_code == 422


def test_services_come_in_the_order_and_with_the_reasons_of_matching(client: TestClient, directory: Path) -> None:
    page = ask(client, **SPANISH)
    with Store.open(directory) as store:
        outcome = match(Ask(ON, language="es", age=30), store.services())
    assert services(page) == [one.service.name for one in (*outcome.found, *outcome.left_out)]
    words = said(page)
    for one in outcome.found:
        assert all(reason.said in words for reason in one.reasons)
    for one in outcome.left_out:
        assert all(reason.said in words for reason in one.reasons if reason.answer == "no")
    assert [json.loads(one)[1] for one in boxes(page)] == [one.service.id for one in outcome.found if one.paper]
    assert "<b>Line</b>" not in page.partition("<main")[2]


def test_what_was_asked_is_in_the_form_again_and_in_no_address(client: TestClient) -> None:
    answer = client.post(
        "/refer",
        data={
            "csrf": csrf(client.get("/refer").text),
            "words": 'grief" onfocus=x',
            "access": ["parking", "nonsense"],
            "cost": "free",
            **SPANISH,
        },
    )
    page = answer.text
    assert str(answer.url).endswith("/refer") and 'value="grief&#34; onfocus=x"' in page
    assert 'value="parking" checked' in page and '<option value="es" selected' in page and "nonsense" not in page
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert addresses and not [one for one in addresses if "?" in one and "/static/" not in one]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_cannot_be_asked_by_an_address(client: TestClient) -> None:
    assert "Grief Group" not in client.get("/refer", params={"age": "30"}).text
    for address in ("/refer/sheet", "/refer/sheet.pdf"):
        assert client.get(address).status_code == 405


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"near": "nowhere at all"}, "This place is not known"),
        ({"near": "97.0, 200"}, "This place is not known"),
        ({"near": "37.8, -122.2", "within": "far"}, "Write how far as a number"),
        ({"age": "old"}, "Write the age in years"),
        ({"age": "121"}, "Write the age in years"),
        ({"age": "²"}, "Write the age in years"),
    ],
)
def test_what_cannot_be_understood_is_told_and_kept_in_the_form(client: TestClient, fields: dict[str, str], words: str) -> None:
    page = ask(client, **fields)
    assert words in said(page) and 'role="alert"' in page and 'aria-invalid="true"' in page and not boxes(page)
    assert all(f'value="{value}"' in page for value in fields.values())


def test_a_place_limits_and_tells_distances(client: TestClient, directory: Path) -> None:
    with Store.open(directory) as store:
        place = store.entry("grief").shown().places
    (here,) = place
    page = ask(client, near=f"{here.latitude},{here.longitude}", within="1,5", unit="km")
    assert services(page)[0] == "Grief Group" and "0 km" in said(page)
    assert "within 1.5 km" in said(page)


def test_the_sheet_is_the_one_of_the_command_line(client: TestClient, directory: Path, tmp_path: Path) -> None:
    picked = [wanted.value("made", "grief"), wanted.value("made", "teen/line")]
    fields = {"service": picked, "sheet": "es", "size": "large", "ink": "gray"}
    shown = ask(client, "/refer/sheet", **fields, **SPANISH)
    assert shown.count('src="data:image/png;base64,') >= 2
    answer = client.post("/refer/sheet.pdf", data={"csrf": csrf(shown), **fields})
    into = tmp_path / "sheet.pdf"
    words = ["referral", "sheet", "grief", "teen/line", "--in", str(directory), "-l", "es", "--size", "large", "--ink", "gray"]
    result = CliRunner().invoke(cli, [*words, "--on", ON.isoformat(), "-o", str(into)])
    assert result.exit_code == 0, result.output
    assert answer.headers["content-type"] == "application/pdf" and answer.content == into.read_bytes()
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''referral-sheet.es.pdf"
    saved = client.post("/refer/sheet.pdf", data={"csrf": csrf(shown), **fields, "do": "save", "discreet": "yes"})
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''sheet-1.es.pdf"


def test_the_sheet_page_leads_back_to_what_was_asked(client: TestClient) -> None:
    shown = ask(client, "/refer/sheet", service=wanted.value("made", "grief"), age="30", access=["parking"], near="37.8, -122.2")
    hidden = dict(re.findall(r'type="hidden" name="([a-z]+)" value="([^"]*)"', shown.partition("<form")[2]))
    assert (hidden["age"], hidden["access"], hidden["near"]) == ("30", "parking", "37.8, -122.2")
    assert 'formaction="/refer"' in shown


@pytest.mark.parametrize(
    "picked",
    [
        [],
        [wanted.value("made", one) for one in ("grief", "teen/line", "safe", "unchecked")],
        ["not json", '["made"]', "[1, 2]", '["made", null]', "{}", "[" * 3000],
    ],
)
def test_one_to_three_services_are_to_be_chosen(client: TestClient, picked: list[str]) -> None:
    assert "Choose one to three services." in said(ask(client, "/refer/sheet", service=picked))


@pytest.mark.parametrize(
    ("name", "why"), [("unchecked", "may not stand on paper"), ("closed", "may not stand on paper"), ("none", "no service")]
)
def test_what_may_not_stand_on_paper_is_refused_with_the_reason(client: TestClient, name: str, why: str) -> None:
    page = ask(client, "/refer/sheet", service=wanted.value("made", name), **SPANISH)
    assert why in said(page) and "data:image" not in page
    answer = client.post("/refer/sheet.pdf", data={"csrf": csrf(page), "service": wanted.value("made", name)})
    assert answer.status_code in (404, 422) and not answer.content.startswith(b"%PDF")


def test_whereabouts_of_a_shelter_are_on_no_page(client: TestClient) -> None:
    pages = [ask(client, near="37.7, -122.1", within="1", words="Quince"), ask(client, near="37.7, -122.1"), ask(client)]
    assert any("Harbor House" in one for one in pages)
    assert not [one for one in pages if re.search("Quince|94699|Quiet House", one.replace('value="Quince"', ""))]
    answer = client.post("/refer/sheet.pdf", data={"csrf": csrf(pages[0]), "service": wanted.value("made", "safe")})
    with pypdfium2.PdfDocument(answer.content) as document:
        sheet = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Harbor House" in sheet and not re.search("Quince|94699|Quiet", sheet)


def test_nothing_is_kept(client: TestClient, tmp_path: Path) -> None:
    before, empty = sorted(path.name for path in tmp_path.rglob("*")), client.get("/refer").text
    ask(client, "/refer/sheet", service=wanted.value("made", "grief"), sheet="es", near="37.8, -122.2", age="30")
    ask(client, "/refer/talk", concern=["suicide"], age="15")
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert client.get("/refer").text == empty and " checked" not in client.get("/refer/talk").text.replace('value="not-asked" checked', "")


def test_a_broken_directory_is_a_page_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"not a database at all")
    client = opened(tmp_path / "settings", directory=path)
    answer = client.post("/refer", data={"csrf": csrf(client.get("/refer").text), "age": "30"})
    assert answer.status_code == 422 and "Something went wrong" not in said(answer.text)


def test_kinds_of_help_put_the_crisis_first(client: TestClient) -> None:
    page = said(ask(client, "/refer/talk", concern=["suicide", "grief"], age="15", safety="not-asked"))
    assert 0 < page.index("Stay with the person") < page.index("Nobody was asked alone yet") < page.index("To talk about")
    assert "no sessions together before that" in page.partition("Not now")[2]
    calm = said(ask(client, "/refer/talk", concern=["grief"], safety="alone-asked-safe"))
    assert "Stay with the person" not in calm and "IPT" in calm
    assert "Write the age in years" in said(ask(client, "/refer/talk", age="x"))
    assert "Stay with the person" not in said(ask(client, "/refer/talk", concern=["nonsense"], safety="nonsense"))


def test_a_kind_of_help_leads_to_its_services(client: TestClient) -> None:
    page = ask(client, "/refer/talk", concern=["loneliness"], age="30")
    assert re.search(r'<form method="post" action="/refer#found">.*?name="kind" value="group-therapy"', page)
    found = ask(client, kind="group-therapy", age="30")
    assert "Grief Group" in services(found) and '<option value="group-therapy" selected' in found


def test_each_choice_of_the_form_has_its_words(client: TestClient) -> None:
    page = client.get("/refer").text
    for name, values in (("cost", COSTS), ("setting", [str(one) for one in Setting]), ("safety", [str(one) for one in Safety])):
        assert all(f'value="{value}"' in page for value in values), name
    assert "web/" not in said(page)
