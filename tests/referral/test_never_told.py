"""What is confidential, and where a shelter is, reaches nothing that a person can type, print or send: every command is asked, and what it
writes is searched. Only a recorded override tells it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from clinickit.referral import tables
from clinickit.referral.model import Address, Cost, Entry, Opening, Phone, Place, Service, Status, Term
from clinickit.referral.protect import Override
from clinickit.referral.searching import Query, search
from clinickit.referral.store import Store
from clinickit.referral.taking import take
from tests.cli.test_commands import run

ON = date(2026, 11, 24)
OLD = date(2026, 3, 1)
OPEN = Service(
    "open",
    "county",
    "Open Door",
    "Door Society",
    status=Status.ACTIVE,
    phones=(Phone("555-0101"),),
    url="https://opendoor.example",
    places=(Place("p", "Public Hall", (Address(("1 Main Street",), "Springfield", "CA", "90001", "US"),), 37.0, -122.0, "Bus 9."),),
    costs=(Cost("free"),),
    languages=("en",),
    assured_on=OLD,
)
PLACE = Place(
    "q",
    "Zanzibar Cottage",
    (Address(("417 Zanzibar Lane",), "Zedford", "CA", "99417", "US"),),
    41.987654,
    -121.987654,
    "Behind the zinc mill.",
    ("Zinc ramp",),
    (Phone("555-0917"),),
)
SECRET_ADDRESS = replace(PLACE, addresses=(replace(PLACE.addresses[0], confidential=True),), phones=(), access=(), name="")
HIDDEN: dict[str, Service] = {
    "shelter": replace(
        OPEN,
        name="Harbor Safe House",
        organization="Zedford Women's Society",
        description="Beds in Zedford, at 417 Zanzibar Lane.",
        places=(PLACE,),
        terms=(Term("BH-1800.1500-100", "", "AIRS"),),
        url="https://maps.example/?q=417+Zanzibar+Lane",
        email="zelda@zanzibar.example",
        areas=("Zedford",),
        how_to_apply="Ring at 417 Zanzibar Lane.",
        ask_for="Zelda",
        wait="Wait at the zinc mill.",
        documents=("A letter from Zedford",),
        alert="Moved to Zanzibar Lane.",
        openings=(Opening(("mo",), "09:00", "17:00", "Zinc door"),),
    ),
    "listing": replace(OPEN, name="Zanzibar Listing", organization="Zedford", phones=(Phone("555-0917"),), confidential=True),
    "phone": replace(OPEN, phones=(Phone("555-0101"), Phone("555-0917", confidential=True)), description="Call 555-0917 at night."),
    "place": replace(OPEN, places=(*OPEN.places, replace(PLACE, confidential=True)), description="Also at Zanzibar Cottage."),
    "address": replace(OPEN, places=(SECRET_ADDRESS,), how_to_apply="Come to 417 Zanzibar Lane.", ask_for="the desk at 417 Zanzibar Lane"),
    "place-phone": replace(OPEN, places=(replace(OPEN.places[0], phones=(Phone("555-0917", confidential=True),)),), wait="Ask 555-0917."),
}
SECRETS = ("Zanzibar", "zanzibar", "Zelda", "zinc", "Zinc", "0917", "99417", "41.98", "121.98")


def secrets_of(kind: str) -> tuple[str, ...]:
    return (*SECRETS, "Zedford") if kind in ("shelter", "listing") else SECRETS


@pytest.fixture(params=sorted(HIDDEN))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A directory with one service of which something is hidden, imported twice with a change, so that it has a history."""
    path = tmp_path / "d.sqlite"
    for number in range(2):
        hidden = replace(HIDDEN[request.param], id="hidden", interpreters=bool(number))
        with Store.make(path) as store:
            take(store, "county", [Entry(OPEN, "csv", {}), Entry(hidden, "csv", {"as": "it came"})], date(2026, 3, 2 + number))
    return request.param, path


def told(kind: str, *texts: str | bytes) -> list[str]:
    whole = "\n".join(text if isinstance(text, str) else text.decode("utf-8", "replace") for text in texts)
    return [secret for secret in secrets_of(kind) if secret in whole]


def of_pdf(data: bytes) -> str:
    """All that a PDF says: its letters, every string and stream of it, and what its codes say when they are scanned."""
    found = []
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    for page in document:
        found.append(page.get_textpage().get_text_range())
        found += [code.text for code in zxingcpp.read_barcodes(page.render(scale=1.4).to_pil().convert("L"))]
    document.close()
    with pikepdf.open(io.BytesIO(data)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_bytes().decode("latin-1"))
            found.append(repr(one))
    return "\n".join(found)


def test_no_command_tells_it(kept: tuple[str, Path], tmp_path: Path) -> None:
    kind, path = kept
    place = ("--in", str(path))
    out = {name: tmp_path / name for name in ("sheet.pdf", "round.pdf", "round.csv", "e.json", "e.zip")}
    near = ("--near", "41.987654,-121.987654", "--within", "900km", "--on", str(ON))
    said = [
        run("referral", "list", *place, "--json").output,
        run("referral", "list", *place, "--unsaid").output,
        *(run("referral", "list", *place, words).output.replace(words, "") for words in ("Zanzibar", "Zelda", "zinc")),
        run("referral", "show", "hidden", *place).output,
        run("referral", "show", "hidden", *place, "--json").output,
        run("referral", "history", "hidden", *place).output,
        run("referral", "history", "hidden", *place, "--json").output,
        run("referral", "find", *place, *near, "--explain").output.replace("41.987654,-121.987654", ""),
        run("referral", "find", *place, *near, "--explain", "--json", "--full").output.replace("41.987654,-121.987654", ""),
        run("referral", "sheet", "hidden", *place, "--on", str(ON), "--territory", "US", "-o", str(out["sheet.pdf"])).output,
        run("referral", "round", *place, "--on", str(ON)).output,
        run("referral", "round", *place, "--on", str(ON), "-o", str(out["round.pdf"]), "--csv", str(out["round.csv"])).output,
        run("referral", "export", str(path), "-o", str(out["e.json"])).output,
        run("referral", "export", str(path), "-o", str(out["e.zip"])).output,
        run("referral", "validate", str(out["e.json"]), "--on", str(ON)).output,
    ]
    assert all(said) and told(kind, *said) == []
    there = {name: made.read_bytes() for name, made in out.items() if made.exists()}
    assert there.keys() == out.keys() - ({"sheet.pdf"} if kind == "listing" else set())
    with zipfile.ZipFile(io.BytesIO(there["e.zip"])) as archive:
        assert told(kind, *(archive.read(name) for name in archive.namelist())) == []
    assert told(kind, there["round.csv"], there["e.json"]) == []
    assert told(kind, *(of_pdf(there[name]) for name in ("sheet.pdf", "round.pdf") if name in there)) == []


def test_it_is_not_searched_and_its_place_is_not_told_by_a_distance(kept: tuple[str, Path]) -> None:
    kind, path = kept
    with Store.open(path) as store:
        for words in ("zanzibar", "zelda", "zinc", "0917", "99417"):
            assert "hidden" not in {one.service.id for one in search(store, Query(words))}, words
        columns = ", ".join(name for name in tables.NAMES if name != "digest")
        rows = store.rows(f"SELECT {columns} FROM services") + store.rows("SELECT * FROM facets") + store.rows("SELECT * FROM texts")
        assert told(kind, repr(rows).replace("zedford", "Zedford")) == []
        points = {(round(north), round(east)) for north, east in store.rows("SELECT latitude, longitude FROM places")}
        assert points == {(37, -122)}


def test_only_an_override_that_is_recorded_tells_it(kept: tuple[str, Path], tmp_path: Path) -> None:
    kind, path = kept
    for words in (("--override-by", "A. Lead"), ("--override-why", "Asked."), ("--override-by", " ", "--override-why", "Asked.")):
        refused = run("referral", "export", str(path), "-o", str(tmp_path / "no.json"), *words)
        assert refused.exit_code == 2 and not (tmp_path / "no.json").exists()
    words = ("--override-by", "A. Lead", "--override-why", "The house asked for it.", "--on", str(ON))
    assert run("referral", "export", str(path), "-o", str(tmp_path / "e.json"), *words).exit_code == 0
    assert told(kind, (tmp_path / "e.json").read_bytes()) != []
    record = json.loads((tmp_path / "e.json.override.json").read_text(encoding="utf-8"))
    assert record == {"by": "A. Lead", "on": str(ON), "why": "The house asked for it.", "services": ["county/hidden"]}
    with Store.open(path) as store:
        override = Override("A. Lead", ON, "The house asked for it.")
        (found,) = [one for one in search(store, Query(), override) if one.service.id == "hidden"]
        assert found.service == store.entry("hidden").entry.service and told(kind, repr(found)) != []
