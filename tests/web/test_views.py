"""What a therapist sees and gets: each view, in order of a day's work; the bytes that are saved are those that the library gives."""

from __future__ import annotations

import io
import json
import re
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import anyio
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image
from starlette.testclient import TestClient

from clinickit.cli import cli
from clinickit.content.clinic import Clinic
from clinickit.content.model import Reader
from clinickit.delivery import packets
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.library import Library
from clinickit.pipeline import PrintOptions, Rendered
from clinickit.web import app, choices, notices
from clinickit.web.desk import Desk
from clinickit.web.places import REGIONS, places
from clinickit.web.previews import Asked, _Kept
from clinickit.web.seen import MOST
from clinickit.web.settings import Settings
from clinickit.web.shelf import Shelf
from clinickit.web.words import Words, choose
from clinickit.workspace import Workspace
from tests.web.desks import HERE, KEYS, ON, desk, known, library, page

FORM = {"csrf": KEYS.csrf, "name": "Riverside", "phone": "555-0142", "place": "US"}


@pytest.fixture
def at(tmp_path: Path) -> tuple[TestClient, Desk]:
    made, found = page(tmp_path / "kept")
    return known(made), found


def find(client: TestClient, **data: str) -> str:
    answer = client.post("/", data={"csrf": KEYS.csrf, **data})
    assert answer.status_code == 200
    return answer.text


def ids(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'<h3><a href="/sheet/([a-z-]+)', text)))


def test_the_first_visit_asks_for_the_clinic_and_may_be_put_off(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    assert client.get("/").headers["location"] == "/clinic"
    assert "Welcome" in client.get("/clinic").text
    assert client.post("/clinic/later", data={"csrf": KEYS.csrf}).headers["location"] == "/"
    assert client.get("/").status_code == 200
    assert "Welcome" not in client.get("/clinic").text


def test_the_shelf_holds_every_handout_by_series(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    text = client.get("/?all=yes").text
    assert sorted(ids(text)) == sorted(one.id for one in found.library.handouts())
    assert text.index("Attachment patterns</h2>") < text.index("Staying safe</h2>")


def test_words_of_danger_put_the_safety_sheet_first(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    for words, first in (("he hits me", "staying-safe"), ("want to die", "when-i-think-of-dying")):
        text = find(client, words=words)
        assert ids(text)[0] == first
        assert "see alone whether this person is in danger" in text
    assert ids(find(client, words="he hits me", series="worksheets", audience="clinician", language="ht"))[0] == "staying-safe"


def test_facts_narrow_the_shelf(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    assert set(ids(find(client, series="safety"))) == {one.id for one in found.library.handouts() if one.series == "safety"}
    haitian = ids(find(client, language="ht"))
    assert haitian and all("ht" in found.library.languages(one) for one in haitian)
    assert f'href="/sheet/{haitian[0]}?language=ht"' in find(client, language="ht")
    assert len(ids(find(client, series="nothing", audience="nobody"))) == len(found.library.handouts())


def test_nothing_found_says_what_to_do(at: tuple[TestClient, Desk]) -> None:
    text = find(at[0], words="qqqqzzzz")
    assert "No handout fits" in text and "Try other words" in text and ids(text) == []


def test_the_cards_alone_are_no_page(at: tuple[TestClient, Desk]) -> None:
    text = find(at[0], words="jealous", part="cards")
    assert "<html" not in text and ids(text)


def test_the_way_back_leads_to_what_was_found(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    first = client.post("/", data={"csrf": KEYS.csrf, "words": "jealous secretive", "part": "cards"})
    name = first.headers["x-seen"]
    assert "secretive" not in name
    again = client.post("/", data={"csrf": KEYS.csrf, "part": "cards", "again": name})
    assert ids(again.text) == ids(first.text)
    assert json.loads(unquote(again.headers["x-wish"]))["words"] == "jealous secretive"
    assert client.post("/", data={"csrf": KEYS.csrf, "part": "cards", "again": "unknown"}).status_code == 200
    for _ in range(MOST):
        client.post("/", data={"csrf": KEYS.csrf, "words": "x", "part": "cards"})
    forgotten = client.post("/", data={"csrf": KEYS.csrf, "part": "cards", "again": name})
    assert json.loads(unquote(forgotten.headers["x-wish"]))["words"] == ""


def test_what_cannot_be_together_is_said(at: tuple[TestClient, Desk]) -> None:
    for query, said in (("audience=clinician&discreet=yes", "not for clients"), ("beside=en&language=es&fillable=yes", "in one language")):
        assert said in at[0].get(f"/sheet/anxious-attachment?{query}").text
    assert "in one language" not in at[0].get("/sheet/anxious-attachment?language=es&fillable=yes").text


def test_favorites_stand_first_and_can_be_shown_alone(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    client.post("/star", data={"csrf": KEYS.csrf, "handout": "ipt", "on": "yes"})
    assert ids(client.get("/?all=yes").text)[0] == "ipt"
    assert ids(find(client, starred="yes")) == ["ipt"]
    assert client.post("/star", data={"csrf": KEYS.csrf, "handout": "none-such", "on": "yes"}).status_code == 404
    client.post("/star", data={"csrf": KEYS.csrf, "handout": "ipt", "on": "no"})
    assert found.store.settings.favorites == ()


_PRINTED = (
    ("language=en", "en", PrintOptions(), "anxious-attachment.en.pdf"),
    ("language=es&size=large&ink=gray", "es", PrintOptions(size=PrintSize.LARGE, ink=Ink.GRAY), "anxious-attachment.es.large.gray.pdf"),
    ("language=ar&beside=en&size=large", "ar", PrintOptions(size=PrintSize.LARGE, beside="en"), "anxious-attachment.ar+en.large.pdf"),
    ("language=ar&beside=en&form=facing", "ar", PrintOptions(beside="en", facing=True), "anxious-attachment.ar+en.pdf"),
    ("language=en&discreet=yes", "en", PrintOptions(discreet=True), "sheet-1.en.pdf"),
    ("language=en&audience=clinician", "en", PrintOptions(audience=Reader.CLINICIAN), "anxious-attachment.en.clinician.pdf"),
    ("language=en&fillable=yes&paper=a4", "en", PrintOptions(fillable=True, paper=Paper.A4), "anxious-attachment.en.fillable.pdf"),
)


@pytest.mark.parametrize(("query", "language", "options", "name"), _PRINTED)
def test_what_is_saved_is_what_the_library_prints(
    at: tuple[TestClient, Desk], query: str, language: str, options: PrintOptions, name: str
) -> None:
    client, found = at
    client.post("/clinic", data=FORM)
    clinic = Clinic((("en", "Riverside"),), phone="555-0142", territory="US")
    assert found.clinic == clinic
    expected = Library().render("anxious-attachment", language, clinic, options, on=ON)
    for save, kind in (("", "inline"), ("&save=yes", "attachment")):
        answer = client.get(f"/sheet/anxious-attachment/file.pdf?{query}{save}")
        assert answer.content == expected.pdf
        assert answer.headers["content-disposition"] == f"{kind}; filename*=UTF-8''{name.replace('+', '%2B')}"


def test_what_is_saved_is_what_the_command_line_prints(at: tuple[TestClient, Desk], tmp_path: Path) -> None:
    client, found = at
    client.post("/clinic", data=FORM)
    profile = str(found.store.path / "clinic.json")
    words = ["print", "anxious-attachment", "-l", "ar", "--with", "en", "--size", "large", "--clinic", profile, "--on", ON.isoformat()]
    result = CliRunner().invoke(cli, [*words, "--yes", "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    [printed] = (tmp_path / "out").iterdir()
    answer = client.get("/sheet/anxious-attachment/file.pdf?language=ar&beside=en&size=large&save=yes")
    assert answer.content == printed.read_bytes()
    assert printed.name.replace("+", "%2B") in answer.headers["content-disposition"]


def test_each_page_is_drawn_as_it_prints(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    text = client.get("/sheet/cbt?language=en").text
    pages = [one.replace("&amp;", "&") for one in re.findall(r'<img src="(/sheet/cbt/page/\d+\.png\?[^"]*)"', text)]
    with pypdfium2.PdfDocument(client.get("/sheet/cbt/file.pdf?language=en").content) as document:
        assert len(pages) == len(document)
        expected = document[0].render(scale=500 / document[0].get_width()).to_pil().convert("L")
    drawn = Image.open(io.BytesIO(client.get(f"{pages[0]}&width=500").content))
    assert drawn.size == expected.size
    assert drawn.convert("L").tobytes() == expected.tobytes()
    assert text.count('alt="Page ') == len(pages)


def test_a_width_is_bounded(at: tuple[TestClient, Desk]) -> None:
    for asked in ("9999", "1", "-5", "1e9", "", "٣"):
        picture = Image.open(io.BytesIO(at[0].get(f"/sheet/cbt/page/1.png?width={asked}").content))
        assert 40 <= picture.width <= 2600


def test_the_web_page_is_the_librarys(at: tuple[TestClient, Desk]) -> None:
    answer = at[0].get("/sheet/cbt/page.html?language=es&territory=US")
    assert answer.content == Library().page_html("cbt", "es", on=ON, territory="US").html
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_whom_it_could_harm_stands_before_the_button(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    for one in ("anxious-attachment", "staying-safe"):
        text = client.get(f"/sheet/{one}").text
        assert text.index(str(found.library.handout(one).not_for.plain())[:40].split("’")[0]) < text.index("file.pdf?")


def test_a_safety_sheet_that_is_not_checked_is_refused_with_the_reason(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    text = client.get("/sheet/staying-safe?language=es").text
    assert "A wrong word could hurt someone" in text
    assert '<img src="/sheet/' not in text and "file.pdf" not in text
    assert client.get("/sheet/staying-safe/file.pdf?language=es").status_code == 422
    assert client.get("/sheet/staying-safe/page.html?language=es").status_code == 422
    shown = client.get("/sheet/staying-safe?language=es&draft=yes").text
    assert '<img src="/sheet/' in shown and "machine translation that no person has checked" in shown


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("language=en", "No country is chosen"),
        ("language=en&territory=US", "The original, in its own language"),
        ("language=es&territory=US", "A machine translation that no person has checked"),
        ("language=en&territory=XK", "No checked emergency number"),
    ],
)
def test_what_to_know_is_said_in_plain_words(at: tuple[TestClient, Desk], query: str, said: str) -> None:
    text = at[0].get(f"/sheet/anxious-attachment?{query}").text
    assert said in text
    assert "--territory" not in text and "lines.json" not in text and "handouts/" not in text


def test_the_part_for_the_script_is_the_same_as_in_the_page(at: tuple[TestClient, Desk]) -> None:
    whole = at[0].get("/sheet/cbt?language=es").text
    part = at[0].get("/sheet/cbt/part?language=es").text
    assert part.strip() and part.strip() in whole


def test_the_options_of_the_last_sheet_begin_the_next(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    query = "language=es&size=large&ink=gray&discreet=yes&territory=US"
    client.post("/usual", data={"csrf": KEYS.csrf, "handout": "cbt", "query": query})
    assert found.store.settings == Settings(family="es", size="large", ink="gray")
    assert client.get("/sheet/ipt/file.pdf").content == client.get("/sheet/ipt/file.pdf?language=es&size=large&ink=gray").content
    assert b"discreet" not in (found.store.path / "settings.json").read_bytes()


def test_a_packet_is_put_together_arranged_and_printed(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    assert "The packet is empty" in client.get("/packet").text
    for one, query in (("cbt", "language=es"), ("ipt", "language=es&size=large"), ("group-therapy", "language=en")):
        client.post("/packet", data={"csrf": KEYS.csrf, "handout": one, "query": query})
    client.post("/packet/arrange", data={"csrf": KEYS.csrf, "place": "2", "do": "up"})
    client.post("/packet/arrange", data={"csrf": KEYS.csrf, "place": "0", "do": "down"})
    client.post("/packet/arrange", data={"csrf": KEYS.csrf, "place": "2", "do": "remove"})
    assert [item.handout for item in found.tray.items] == ["group-therapy", "cbt"]
    for nonsense in ({"place": "99", "do": "up"}, {"place": "-1", "do": "remove"}, {"place": "x", "do": "down"}, {"do": "burn"}):
        client.post("/packet/arrange", data={"csrf": KEYS.csrf, **nonsense})
    assert [item.handout for item in found.tray.items] == ["group-therapy", "cbt"]
    text = client.get("/packet").text
    assert "begins on page 3" in text
    items = (packets.Item("group-therapy", "en"), packets.Item("cbt", "es"))
    expected = packets.packet(library(), items, on=ON)
    assert client.post("/packet/file.pdf", data={"csrf": KEYS.csrf, "save": "yes"}).content == expected.pdf
    assert client.get("/packet/page/1.png").headers["content-type"] == "image/png"
    titled = client.post("/packet/file.pdf", data={"csrf": KEYS.csrf, "title": "For the first weeks"})
    assert titled.content == packets.packet(library(), items, title="For the first weeks", on=ON).pdf
    client.post("/packet/arrange", data={"csrf": KEYS.csrf, "do": "clear"})
    assert found.tray.items == ()
    assert client.post("/packet/file.pdf", data={"csrf": KEYS.csrf}).status_code == 422
    assert client.get("/packet/page/1.png").status_code == 404


def test_copies_of_two_kinds_do_not_go_into_one_packet(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    client.post("/packet", data={"csrf": KEYS.csrf, "handout": "cbt", "query": "language=en&discreet=yes"})
    client.post("/packet", data={"csrf": KEYS.csrf, "handout": "ipt", "query": "language=en"})
    answer = client.get("/packet")
    assert answer.status_code == 422
    assert "do not go into one packet" in answer.text and "file.pdf" not in answer.text


def test_a_packet_has_an_end(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    for _ in range(45):
        client.post("/packet", data={"csrf": KEYS.csrf, "handout": "cbt", "query": "language=en"}, headers={"x-part": "yes"})
    assert len(found.tray.items) == 40


def test_a_sheet_opens_in_the_language_of_the_page(at: tuple[TestClient, Desk]) -> None:
    client, found = at
    spanish = {"accept-language": "es"}
    assert "language=es" in client.get("/sheet/cbt", headers=spanish).text
    safety = client.get("/sheet/staying-safe", headers=spanish).text
    assert "staying-safe/file.pdf?language=en" in safety
    assert client.get("/thumb/staying-safe.png?language=es").content == client.get("/thumb/staying-safe.png?language=en").content
    found.store.change(family="ar")
    assert "language=ar" in client.get("/sheet/cbt", headers=spanish).text


def test_nothing_that_was_typed_is_kept(at: tuple[TestClient, Desk], caplog: pytest.LogCaptureFixture) -> None:
    client, found = at
    client.post("/clinic", data=FORM)
    find(client, words="Secretperson keeps checking")
    client.post("/packet", data={"csrf": KEYS.csrf, "handout": "cbt", "query": "language=en"})
    client.post("/packet/file.pdf", data={"csrf": KEYS.csrf, "title": "For Secretperson"})
    for path in found.store.path.iterdir():
        assert b"Secretperson" not in path.read_bytes()
    assert "Secretperson" not in caplog.text


def test_what_breaks_is_logged_by_its_place_alone(
    at: tuple[TestClient, Desk], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("near Secretperson")

    monkeypatch.setattr(Shelf, "cards", broken)
    assert at[0].post("/", data={"csrf": KEYS.csrf, "words": "Secretperson"}).status_code == 500
    assert "RuntimeError, at routes.py:" in caplog.text
    assert "Secretperson" not in caplog.text


def test_the_clinic_of_the_command_line_comes_first(tmp_path: Path) -> None:
    given = Clinic((("en", "Given"),), phone="555-0100", territory="CA")
    made = desk(tmp_path)
    made = Desk(made.library, made.shelf, made.store, made.previews, made.tray, made.on, made.csrf, given)
    client = known(app.make(made, KEYS))
    assert client.get("/").status_code == 200
    client.post("/clinic", data=FORM)
    assert client.get("/sheet/cbt/file.pdf?language=en").content == Library().render("cbt", "en", given, on=ON).pdf


def test_help_says_where_things_lie(at: tuple[TestClient, Desk]) -> None:
    text = at[0].get("/help").text
    assert str(at[1].store.path) in text
    assert "Someone is in danger now" in text


def test_every_word_that_a_page_says_exists() -> None:
    spoken = library().interface("en")
    [layer] = Workspace.bundled().shared("web")
    contexts = re.findall(r'"(web/[^"]+)":', layer.data.decode())
    folder = Path(app.__file__).parent
    sources = [path.read_text(encoding="utf-8") for kind in ("templates/*.html", "*.py", "views/*.py") for path in folder.glob(kind)]
    said = {name for text in sources for name in re.findall(r"""["'](web/[a-z0-9/_-]+[a-z0-9])["']""", text)}
    assert len(said) > 100
    assert [name for name in sorted(said) if not spoken.has(name) and not any(one.startswith(f"{name}/") for one in contexts)] == []


def test_an_interface_in_another_language_turns_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "locales" / "ur" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Language: ur\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "web.po").write_text(head + 'msgctxt "web/find/title"\nmsgid "Find a handout"\nmsgstr "پرچہ تلاش کریں"\n', encoding="utf-8")
    own = Library.open(tmp_path / "own")
    at = desk(tmp_path / "kept")
    at.store.change(welcomed=True)
    made = app.make(Desk(own, type(at.shelf)(own), at.store, type(at.previews)(own), at.tray, at.on, at.csrf), KEYS)
    text = known(made).get("/", headers={"accept-language": "ur-PK,en;q=0.5"}).text
    assert '<html lang="ur" dir="rtl">' in text
    assert "پرچہ تلاش کریں" in text
    assert '<span lang="en" dir="ltr">What do people say?</span>' in text
    assert '<html lang="en"' in known(made).get("/", headers={"accept-language": "sv"}).text
    known(made).post("/language", data={"csrf": KEYS.csrf, "language": "ur"})
    assert '<html lang="ur"' in known(made).get("/help", headers={"accept-language": "en"}).text
    assert known(made).post("/language", data={"csrf": KEYS.csrf, "language": "xx"}).status_code == 303
    assert at.store.settings.language == "ur"


def test_the_language_of_the_page_is_one_that_it_speaks() -> None:
    there = ("en", "es", "pt-BR", "zh-Hans")
    assert choose("", "es-MX,en;q=0.2", there) == "es"
    assert choose("pt-BR", "es", there) == "pt-BR"
    assert choose("xx", "zh-CN", there) == "zh-Hans"
    assert choose("", "tlh, xx;q=0.1", there) == "en"
    assert choose("", "", there) == "en"


def test_every_country_can_be_chosen_and_regions_stand_with_theirs() -> None:
    found = places(Words(library().interface("en")))
    codes = [one.code for one in found]
    assert len(codes) == len(set(codes)) > 240
    assert set(REGIONS) < set(codes)
    assert codes.index("GB-SCT") > codes.index("GB")
    assert next(one.name for one in found if one.code == "GB-SCT") == "United Kingdom: Scotland"


def test_regions_of_the_page_are_those_that_lines_have() -> None:
    said = library().checker().workspace.shared("lines")[0].data.decode()
    assert set(re.findall(r'"region": "([A-Z]{2}-[A-Z0-9]+)"', said)) == set(REGIONS)


def test_choices_go_into_an_address_and_back() -> None:
    handout = library().handout("cbt")
    have = library().languages("cbt")
    for asked in (
        {"language": "es", "beside": "en", "form": "facing"},
        {"language": "ar", "size": "giant", "ink": "gray", "territory": "ca-qc"},
    ):
        read = choices.read(asked, handout, have, Settings())
        again = choices.read(dict(re.findall(r"(\w+)=([^&]*)", read.query)), handout, have, Settings())
        assert read == again
    guide = library().handout("guide-attachment")
    assert choices.read({"audience": "client"}, guide, ("en",), Settings()).options().audience is Reader.CLINICIAN


def test_what_is_kept_has_a_bound() -> None:
    kept: _Kept[bytes] = _Kept(100)
    for number in range(50):
        kept.put(number, bytes(10), 10)
    assert [number for number in range(50) if kept.get(number) is not None] == list(range(40, 50))
    kept.put("large", bytes(1000), 1000)
    assert kept.get("large") is not None and kept.get(49) is None


def test_a_sheet_that_many_ask_for_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk(tmp_path)
    asked = Asked("cbt", "en", None, PrintOptions(size=PrintSize.CLEAR), ON, "US")
    made: list[str] = []
    render = Library.render

    def counting(self: Library, handout: str, *rest: Any, **named: Any) -> Rendered:
        made.append(handout)
        return render(self, handout, *rest, **named)

    monkeypatch.setattr(Library, "render", counting)

    async def many() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(at.previews.sheet, asked)

    anyio.run(many)
    assert made == ["cbt"]


def test_work_that_nobody_waits_for_is_not_begun(tmp_path: Path) -> None:
    previews = desk(tmp_path).previews
    begun: list[int] = []
    gate = threading.Event()

    def task(number: int) -> None:
        begun.append(number)
        gate.wait(5)

    async def hurry() -> None:
        async with anyio.create_task_group() as group:
            for number in range(20):
                group.start_soon(previews.work, lambda number=number: task(number))
            await anyio.sleep(0.1)
            group.cancel_scope.cancel()
            gate.set()

    anyio.run(hurry)
    assert len(begun) == 2


def test_a_reader_who_is_gone_stops_the_work(tmp_path: Path) -> None:
    made, at = page(tmp_path)
    gate = threading.Event()

    async def leave() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(at.previews.work, lambda: gate.wait(5))
            await anyio.sleep(0.05)
            with anyio.fail_after(3):
                await ask("/sheet/cbt/page/1.png?language=fr")
            gate.set()

    async def ask(path: str) -> None:
        place, _, query = path.partition("?")
        headers = [(b"host", HERE.removeprefix("http://").encode()), (b"cookie", f"{KEYS.cookie_name}={KEYS.cookie}".encode())]
        scope = {"type": "http", "method": "GET", "path": place, "raw_path": place.encode(), "query_string": query.encode()}
        scope |= {"headers": headers, "http_version": "1.1", "scheme": "http", "root_path": "", "server": None, "client": None}
        messages = [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]

        async def receive() -> dict[str, object]:
            return messages.pop(0)

        async def send(_: object) -> None:
            pass

        await made(scope, receive, send)

    anyio.run(leave)


def test_numbers_in_right_to_left_words_read_as_they_are_written() -> None:
    spoken = Words(library().interface("ar"))
    assert '<bdi dir="ltr">555-0142</bdi>' in spoken.t("web/clinic/phone/hint")
    assert "<bdi" not in Words(library().interface("en")).t("web/clinic/phone/hint")
    assert spoken.foreign("<b>37.75, -122.42</b>", "ar") == '&lt;b&gt;<bdi dir="ltr">37.75, -122.42</bdi>&lt;/b&gt;'


def test_the_title_of_another_sheet_without_a_translation_is_no_news_of_this_one(at: tuple[TestClient, Desk]) -> None:
    client, _ = at
    none_yet = "There is no translation into this language yet."
    assert none_yet not in client.get("/sheet/anxious-attachment?language=he").text
    said = library().render("anxious-attachment", "he", on=ON, options=PrintOptions(draft=True)).diagnostics
    words = Words(library().interface("en"))
    assert any(one.code == "translation.no-catalog" for one in said)
    assert none_yet in str([one.words for one in notices.of(said, words, ("therapy-options",))])
    assert notices.of(said, words, ("anxious-attachment",)) != notices.of(said, words)
