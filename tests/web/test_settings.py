"""What is kept is kept whole, for its owner alone, and read as a stranger's; a profile from a form is checked as a file is."""

from __future__ import annotations

import io
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from clinickit.content import pictures
from clinickit.errors import FileProblem
from clinickit.library import read_clinic
from clinickit.web import profile
from clinickit.web.settings import PROFILE, SETTINGS, Settings, Store, folder
from tests.web.desks import KEYS, known, page

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">
<!-- made by somebody --><path d="M10 40 C 40 10, 80 70, 110 30 Z" fill="#1f5a5e" fill-rule="evenodd"/>
<line x1="0" y1="60" x2="120" y2="60" stroke="#c60" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>"""
FORM = {
    "name": "Riverside Family Clinic",
    "phone": "555-0142",
    "web": "https://riverside.example/",
    "place": "GB-SCT",
    "paper": "",
    "logo_alt": "",
}


def png(width: int = 40, height: int = 20) -> bytes:
    """A picture with words hidden behind it."""
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (31, 90, 94, 128)).save(out, "PNG")
    return out.getvalue() + b"hidden words"


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "deep" / "folder")
    store.change(language="es", size="large")
    store.star("cbt", True)
    store.star("ipt", True)
    store.star("cbt", True)
    assert store.settings == Settings(language="es", size="large", favorites=("ipt", "cbt"))
    assert Store(store.path).settings == store.settings
    store.star("ipt", False)
    assert Store(store.path).settings.favorites == ("cbt",)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner's bits")
def test_the_owner_alone_can_read(tmp_path: Path) -> None:
    made, desk = page(tmp_path / "kept")
    known(made).post("/clinic", data={"csrf": KEYS.csrf, **FORM}, files={"logo": ("a.png", png())})
    assert stat.S_IMODE(desk.store.path.stat().st_mode) == 0o700
    names = {one.name for one in desk.store.path.iterdir()}
    assert names == {"clinic.json", "logo.png", "settings.json"}
    assert {stat.S_IMODE(one.stat().st_mode) for one in desk.store.path.iterdir()} == {0o600}


def test_stars_set_at_once_are_all_kept(tmp_path: Path) -> None:
    store, names = Store(tmp_path), [f"sheet-{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: store.star(name, True), names))
    assert set(Store(tmp_path).settings.favorites) == set(names)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[1]", b'{"favorites": "cbt"', b"[" * 100_000])
def test_a_broken_file_is_put_aside_and_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / SETTINGS).write_bytes(data)
    store = Store(tmp_path)
    assert store.settings == Settings()
    assert store.trouble == SETTINGS
    assert (tmp_path / f"{SETTINGS}.broken").read_bytes() == data
    store.change(size="large")
    assert Store(tmp_path).settings.size == "large"


@pytest.mark.parametrize(
    "data", [b"{", b'{"name": 5}', b'{"$schema": "clinic.schema.json", "format": 1, "name": {"en": "A"}, "logo": "../a.png"}']
)
def test_a_broken_profile_is_put_aside_and_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / PROFILE).write_bytes(data)
    made, at = page(tmp_path)
    assert at.clinic is None
    assert (tmp_path / f"{PROFILE}.broken").read_bytes() == data
    assert "clinic.json could not be read" in known(made).get("/clinic").text


def test_values_of_the_wrong_kind_are_left_out(tmp_path: Path) -> None:
    wrong = {
        "language": 7,
        "favorites": ["cbt", 5, None, "x" * 1000, "cbt"],
        "size": ["large"],
        "welcomed": "yes",
        "unknown": 1,
        "ink": "gray",
    }
    (tmp_path / SETTINGS).write_text(json.dumps(wrong), encoding="utf-8")
    assert Store(tmp_path).settings == Settings(favorites=("cbt",), ink="gray")


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileProblem, match="--settings"):
        Store(tmp_path / "file").change(size="large")


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.change(size="large")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileProblem, match="No space left"):
        store.change(size="giant")
    assert store.settings.size == "large"
    assert [one.name for one in tmp_path.iterdir()] == [SETTINGS]


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder().name == "clinickit"
    assert folder().is_absolute()


def test_the_form_makes_a_profile_that_the_command_line_reads(tmp_path: Path) -> None:
    made, desk = page(tmp_path / "kept")
    answer = known(made).post("/clinic", data={"csrf": KEYS.csrf, **FORM}, files={"logo": ("../../evil.svg", SVG)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?kept=yes")
    clinic = read_clinic(desk.store.path / PROFILE)
    assert clinic == desk.clinic
    assert (clinic.names, clinic.phone, clinic.web) == ((("en", "Riverside Family Clinic"),), "555-0142", "riverside.example")
    assert (clinic.territory, clinic.region) == ("GB", "GB-SCT")
    assert clinic.logo is not None and len(clinic.logo.strokes) == 2
    assert known(made).get("/clinic/logo").content == (desk.store.path / "logo.svg").read_bytes()


def test_a_profile_is_changed_without_losing_what_the_form_does_not_ask(tmp_path: Path) -> None:
    more = {"name": {"es": "Clínica", "en": "Clinic"}, "tagline": {"en": "Near the river"}, "required_level": "clinical", "territory": "US"}
    (tmp_path / PROFILE).write_text(json.dumps({"$schema": "clinic.schema.json", "format": 1, **more}), encoding="utf-8")
    made, desk = page(tmp_path)
    assert "Clínica" in known(made).get("/clinic").text
    known(made).post("/clinic", data={"csrf": KEYS.csrf, **FORM, "name": "Clínica Nueva"})
    clinic = desk.clinic
    assert clinic is not None
    assert dict(clinic.names) == {"es": "Clínica Nueva", "en": "Clinic"}
    assert (clinic.required_level, clinic.taglines, clinic.territory) == ("clinical", (("en", "Near the river"),), "GB")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Give a name"),
        ("name", "x" * 121, "Give a name"),
        ("phone", "call us", "Use digits"),
        ("phone", "1", "Use digits"),
        ("web", "javascript:alert(1)", "clinic.example"),
        ("web", "not a site", "clinic.example"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(tmp_path: Path, field: str, value: str, said: str) -> None:
    made, desk = page(tmp_path / "kept")
    answer = known(made).post("/clinic", data={"csrf": KEYS.csrf, **FORM, field: value})
    assert answer.status_code == 422
    fault = answer.text.split(f'id="{field}-fault"')[1].split("</p>")[0]
    assert said in fault
    assert desk.clinic is None and not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"<svg",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='http://evil.example/a.png'/></svg>",
        b"<html><body>",
    ],
)
def test_a_logo_that_is_none_is_refused_with_what_to_do(tmp_path: Path, data: bytes) -> None:
    made, desk = page(tmp_path / "kept")
    answer = known(made).post("/clinic", data={"csrf": KEYS.csrf, **FORM}, files={"logo": ("logo.png", data)})
    assert answer.status_code == 422
    assert 'value="Riverside Family Clinic"' in answer.text
    assert desk.clinic is None


def test_of_a_logo_only_the_picture_is_kept() -> None:
    for upload in (png(), SVG):
        checked = profile.check(FORM, upload, None, "en", {})
        assert checked.faults == {} and checked.logo is not None
        name, data = checked.logo
        assert b"hidden" not in data and b"somebody" not in data
        before, after = pictures.read_logo(upload, "logo"), pictures.read_logo(data, name)
        assert (after.width, after.height) == pytest.approx((before.width, before.height))
        assert before.pixels == after.pixels
        assert [_shade(one.fill) for one in before.strokes] == [_shade(one.fill) for one in after.strokes]
        assert [one.round for one in before.strokes] == [one.round for one in after.strokes]


def _shade(color: tuple[float, float, float] | None) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in color or ())


def test_a_logo_stays_until_it_is_taken_off(tmp_path: Path) -> None:
    made, desk = page(tmp_path / "kept")
    client = known(made)
    client.post("/clinic", data={"csrf": KEYS.csrf, **FORM}, files={"logo": ("a.svg", SVG)})
    client.post("/clinic", data={"csrf": KEYS.csrf, **FORM, "name": "Other"})
    assert desk.clinic is not None and desk.clinic.logo is not None
    client.post("/clinic", data={"csrf": KEYS.csrf, **FORM}, files={"logo": ("a.png", png())})
    assert {one.name for one in desk.store.path.iterdir()} == {"clinic.json", "logo.png", "settings.json"}
    client.post("/clinic", data={"csrf": KEYS.csrf, **FORM, "no_logo": "yes"})
    assert desk.clinic.logo is None
    assert client.get("/clinic/logo").status_code == 404
    assert not (desk.store.path / "logo.png").exists()
