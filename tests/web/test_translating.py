"""The translators' tab as a browser meets it: what is typed is saved where it says, or comes back; nothing is lost or overwritten."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from clinickit.cli import cli
from clinickit.delivery.preview import Built, Preview
from clinickit.delivery.translating import Bench
from clinickit.errors import Unknown
from clinickit.localize import po
from clinickit.workspace import Workspace
from tests.web.tabs import csrf, opened, said

NAME = "mindful-breathing"
PAGE = f"/translate/es/{NAME}"


class Form(HTMLParser):
    """The boxes of a page by name, its hidden fields, and what is wrong with its labels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.boxes: dict[str, str] = {}
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.hidden: list[tuple[str, str]] = []
        self.labels: set[str | None] = set()
        self.ids: list[str] = []
        self._box = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "textarea":
            self._box = str(found["name"])
            self.boxes[self._box], self.attributes[self._box] = "", found
        elif tag == "input" and found.get("type") == "hidden" and found.get("name") in ("csrf", "seen"):
            self.hidden.append((str(found["name"]), str(found["value"])))
        elif tag == "label":
            self.labels.add(found.get("for"))

    def handle_data(self, data: str) -> None:
        if self._box:
            self.boxes[self._box] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the first line break of a box.
            self.boxes[self._box] = self.boxes[self._box].removeprefix("\n")
            self._box = ""

    def name(self, context: str) -> str:
        """The name of the box of a context."""
        return next(one for one in self.boxes if one.partition("|")[2] == context)

    def sent(self, which: str = "all", **typed: str) -> dict[str, str | list[str]]:
        """What a browser sends; `typed` by the last part of a context."""
        data: dict[str, str | list[str]] = {name: value.replace("\n", "\r\n") for name, value in self.boxes.items()}
        data |= {"csrf": next(value for name, value in self.hidden if name == "csrf"), "save": which}
        data["seen"] = [value for name, value in self.hidden if name == "seen"]
        return data | {self.name(f"{NAME}.{end}"): value for end, value in typed.items()}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "mine"


@pytest.fixture
def client(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser for which no preview is made: that takes longest."""

    def none(_: Preview) -> Built:
        raise Unknown("no preview here")

    monkeypatch.setattr(Preview, "made", none)
    return opened(tmp_path / "settings", content=content)


def own(content: Path, name: str = NAME) -> dict[str, str]:
    """What the folder's catalog says, by context."""
    file = po.read((content / "locales" / "es" / "LC_MESSAGES" / f"{name}.po").read_bytes())
    return {one.context: one.target for one in file.entries}


def test_without_a_folder_it_says_how_to_make_one(tmp_path: Path) -> None:
    client = opened(tmp_path / "settings")
    page = client.get("/translate")
    assert page.status_code == 200 and "clinickit serve --content" in page.text
    for address in (PAGE, f"{PAGE}/page/1.png"):
        assert client.get(address).status_code == 404
    token = csrf(client.get("/translate").text) if "csrf" in page.text else csrf(client.get("/clinic").text)
    assert client.post(PAGE, data={"csrf": token, f"x|{NAME}.title": "y", "seen": f"{NAME}="}).status_code == 404


def test_the_commands_that_it_tells_are_good_ones(tmp_path: Path) -> None:
    page = unescape(opened(tmp_path / "settings").get("/translate").text)
    begun = re.search(r"clinickit (locale add es --content) translations", page)
    assert begun
    result = CliRunner().invoke(cli, [*begun[1].split(), str(tmp_path / "translations")])
    assert result.exit_code == 0 and Bench(tmp_path / "translations").page(NAME, "es").rows


def test_a_language_is_chosen_and_each_sheet_says_what_is_left(client: TestClient, content: Path) -> None:
    bench = Bench(content)
    bench.save("gl", {f"{NAME}.title": "Respirar"}, bench.page(NAME, "gl").seen)
    page = client.get("/translate", params={"into": "gl"})
    assert (
        f'href="/translate/gl/{NAME}"' in page.text
        and 'href="/translate/gl/safety"' in page.text
        and 'href="/translate/gl/web"' in page.text
    )
    left = len([row for row in bench.page(NAME, "gl").rows if row.catalog == NAME]) - 1
    assert f"Mindful breathing To do: {left}" in said(page.text)
    assert "Mindful breathing Nothing to do" in said(client.get("/translate", params={"into": "es"}).text)
    assert 'href="/translate/../' not in client.get("/translate", params={"into": "../x"}).text


def test_strings_stand_beside_the_sheet_with_their_numbers(content: Path, tmp_path: Path) -> None:
    client = opened(tmp_path / "settings", content=content)
    page = client.get(PAGE)
    form = Form(page.text)
    assert len(form.ids) == len(set(form.ids))
    for name, found in form.attributes.items():
        assert (found["lang"], found["dir"]) == ("es", "ltr"), name
        assert found["id"] in form.labels
    assert {name.partition("|")[2].partition("/")[0].partition(".")[0] for name in form.boxes} == {NAME, "safety"}
    pictures = re.findall(r'<img src="([^"]+/page/\d+\.png[^"]*)"', page.text)
    assert pictures
    assert client.get(unescape(pictures[0])).content.startswith(b"\x89PNG")
    assert client.get(f"{PAGE}/page/99.png").status_code == 404
    arabic = Form(client.get(f"/translate/ar/{NAME}").text)
    assert {found["dir"] for found in arabic.attributes.values()} == {"rtl"}


def test_a_preview_that_cannot_be_made_says_why_and_the_strings_are_there(client: TestClient) -> None:
    page = client.get(PAGE)
    assert "The sheet cannot be shown: no preview here" in said(page.text) and Form(page.text).boxes


def test_saving_all_writes_what_was_changed_and_says_where(client: TestClient, content: Path) -> None:
    form = Form(client.get(PAGE).text)
    answer = client.post(PAGE, data=form.sent(title="Respirar", lede="Línea\r\ncon <b>&quot;signos&quot;</b> & más"))
    path = content / "locales" / "es" / "LC_MESSAGES" / f"{NAME}.po"
    assert answer.status_code == 200 and "Saved 2 in:" in said(answer.text) and str(path) in answer.text
    now, ours = own(content), shipped()
    assert now[f"{NAME}.title"] == "Respirar" and now[f"{NAME}.lede"] == "Línea\ncon <b>&quot;signos&quot;</b> & más"
    assert {context for context in now if now[context] != ours.get(context)} == {f"{NAME}.title", f"{NAME}.lede"}
    assert not (path.parent / "safety.po").exists()
    again = Form(answer.text)
    assert again.boxes[again.name(f"{NAME}.lede")] == now[f"{NAME}.lede"], "a box gives back what was typed, letter by letter"
    assert "Nothing was changed" in said(client.post(PAGE, data=again.sent()).text)


def shipped() -> dict[str, str]:
    """What ships, by context."""
    data = Workspace.bundled().catalog("es", NAME)
    assert data is not None
    return {one.context: one.target for one in po.read(data).entries}


def test_one_string_is_saved_and_the_others_keep_what_was_typed(client: TestClient, content: Path) -> None:
    form = Form(client.get(PAGE).text)
    answer = client.post(PAGE, data=form.sent(f"{NAME}.title", title="Uno", lede="Dos"))
    assert own(content)[f"{NAME}.title"] == "Uno" and own(content)[f"{NAME}.lede"] == shipped()[f"{NAME}.lede"]
    again = Form(answer.text)
    assert again.boxes[again.name(f"{NAME}.lede")] == "Dos"
    assert client.post(PAGE, data=again.sent()).status_code == 200
    assert own(content)[f"{NAME}.lede"] == "Dos"


def test_a_file_that_changed_is_not_overwritten_and_both_are_shown(client: TestClient, content: Path) -> None:
    form = Form(client.get(PAGE).text)
    bench = Bench(content)
    bench.save("es", {f"{NAME}.title": "Hers"}, bench.page(NAME, "es").seen)
    answer = client.post(PAGE, data=form.sent(title="Mine", lede="Mine too"))
    assert answer.status_code == 409 and own(content)[f"{NAME}.title"] == "Hers" and own(content)[f"{NAME}.lede"] != "Mine too"
    words = said(answer.text)
    assert "Not saved: the file was changed" in words and "The file says now: Hers" in words
    again = Form(answer.text)
    assert again.boxes[again.name(f"{NAME}.title")] == "Mine" and again.boxes[again.name(f"{NAME}.lede")] == "Mine too"
    assert client.post(PAGE, data=again.sent()).status_code == 200
    assert own(content)[f"{NAME}.title"] == "Mine" and own(content)[f"{NAME}.lede"] == "Mine too"


def test_a_mistake_is_saved_and_told_in_words(client: TestClient) -> None:
    form = Form(client.get(PAGE).text)
    answer = client.post(PAGE, data=form.sent(title="Respirar 7 veces con {nombre}"))
    assert "Must be corrected:" in said(answer.text) and "Cannot be printed" in said(answer.text)


def test_a_catalog_that_cannot_be_read_keeps_the_words_in_the_boxes(client: TestClient, content: Path) -> None:
    form = Form(client.get(PAGE).text)
    path = content / "locales" / "es" / "LC_MESSAGES" / f"{NAME}.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid "open\n')
    answer = client.post(PAGE, data=form.sent(title="My words"))
    assert answer.status_code == 422 and "My words" in answer.text and "cannot be read" in said(answer.text)
    assert path.read_bytes() == b'msgid "open\n'


def test_a_folder_that_nobody_may_write_keeps_the_words_in_the_boxes(client: TestClient, content: Path) -> None:
    form = Form(client.get(PAGE).text)
    content.mkdir()
    (content / "locales").write_text("a file where a folder should be")
    answer = client.post(PAGE, data=form.sent(title="My words"))
    assert answer.status_code == 422 and "My words" in answer.text and "Not saved." in said(answer.text)


@pytest.mark.parametrize(
    "address", ["/translate/en/cbt", "/translate/ar-XB/cbt", "/translate/xx/cbt", "/translate/es/nothing", "/translate/es/..%2fx"]
)
def test_what_does_not_exist_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    assert client.get(address).status_code in (400, 404)


def test_a_form_without_its_token_or_from_elsewhere_writes_nothing(client: TestClient, content: Path) -> None:
    form = Form(client.get(PAGE).text)
    sent = form.sent(title="Theirs")
    assert client.post(PAGE, data=sent | {"csrf": "x"}).status_code == 403
    assert client.post(PAGE, data=sent, headers={"Origin": "https://evil.example"}).status_code == 403
    other = client.post(PAGE, data=form.sent() | {"seen": ["ui="], "x|ui/page": "y"})
    assert other.status_code == 422 and "is not on this page" in said(other.text)
    assert not list(content.rglob("*.po"))


def test_words_of_the_page_itself_can_be_translated(client: TestClient, content: Path) -> None:
    page = client.get("/translate/es/web")
    form = Form(page.text)
    data = form.sent() | {form.name("web/tab/refer"): "Remitir"}
    assert client.post("/translate/es/web", data=data).status_code == 200
    assert own(content, "web")["web/tab/refer"] == "Remitir" and "<img" not in page.text.partition("<main")[2]
