"""Measures: formulas against worked examples, items of the score sheets one by one, signed ratings, the shipped handouts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinickit import Library
from clinickit.content.model import Handout, Plain, Role, Text
from clinickit.content.quality import formulas, index, pemat, ratings
from clinickit.content.quality.formulas import levels
from clinickit.content.quality.items import Answer, Item, score
from clinickit.content.quality.running import running, sentences
from clinickit.content.quality.signs import look
from clinickit.content.schemas import Schemas
from clinickit.errors import ContentInvalid
from clinickit.workspace import SourceFile, Workspace
from tests.cli.test_commands import run


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def test_flesch_kincaid_by_hand() -> None:
    """Two sentences, 8 words, 9 syllables: 0.39 · 4 + 11.8 · 9/8 − 15.59."""
    assert levels(["The cat sat. It was a happy cat"], "en")[0].value == pytest.approx(0.39 * 4 + 11.8 * 9 / 8 - 15.59, abs=0.01)


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("es", "cuando", 2), ("es", "país", 2), ("es", "queso", 2), ("es", "ansiedad", 3), ("es", "tiempo", 2), ("es", "seguridad", 4),
        ("pt", "pão", 1), ("pt", "quando", 2), ("pt", "saúde", 3), ("pt", "coração", 3),
        ("fr", "beaucoup", 2), ("fr", "personne", 2), ("fr", "sécurité", 4),
        ("de", "Freund", 1), ("de", "Beziehung", 3), ("de", "Sicherheit", 3),
        ("ru", "безопасность", 4), ("ru", "мама", 2), ("tr", "güvenli", 3), ("tr", "ilişki", 3),
    ],
)  # fmt: skip
def test_syllables(language: str, word: str, parts: int) -> None:
    counted = formulas.count([word], language)
    assert counted is not None and counted.syllables == parts


@pytest.mark.parametrize("language", [one for one in formulas.languages() if one != "en"])
def test_a_formula_knows_easy_from_hard(language: str) -> None:
    easy = {"es": "El sol sale. Yo voy.", "pt": "O sol sai. Eu vou.", "fr": "Il va. Je lis.", "de": "Er geht. Ich bin da.",
            "it": "Il sole va. Io sto.", "ru": "Он тут. Я дома.", "tr": "O geldi. Ben su."}[language]  # fmt: skip
    hard = {"es": "La responsabilidad institucional", "pt": "A responsabilidade institucional", "fr": "La responsabilité institutionnelle",
            "de": "Die Verantwortungsübernahme der Institutionen", "it": "La responsabilità istituzionale internazionale",
            "ru": "Институциональная ответственность организаций", "tr": "Sorumluluklarımızın değerlendirilmesi"}[language]  # fmt: skip
    first, second = levels([easy], language)[0], levels([hard], language)[0]
    assert first.good and not second.good


@pytest.mark.parametrize("language", ["ar", "hi", "zh-Hans", "vi", "ko"])
def test_no_formula_is_said_rather_than_guessed(library: Library, language: str) -> None:
    assert levels(["Some words."], language) == ()
    if language in library.languages("anxious-attachment"):
        assert "no formula" in run("quality", "anxious-attachment", "-l", language).output


def test_running_words_leave_out_what_is_not_read_as_sentences(library: Library) -> None:
    one = library.handout("anxious-attachment")
    said = list(running(one))
    assert one.lede.plain() in said
    assert not any(section.heading.plain() in said for section in one.sections)
    assert list(sentences(iter(["One. Two? Three", "•", "你好。再见。"]))) == ["One", "Two", "Three", "你好", "再见"]


def without(one: Handout, role: Role) -> Handout:
    return replace(one, sections=tuple(section for section in one.sections if section.role is not role))


def answer(items: tuple[Item, ...], number: int) -> Answer:
    return next(item.answer for item in items if item.number == number)


def judged(one: Handout) -> tuple[Item, ...]:
    return pemat.items(look(one), levels(running(one), "en")[0].value)


def test_pemat_has_its_24_items_in_order(library: Library) -> None:
    numbers = [item.number for item in judged(library.handout("anxious-attachment"))]
    assert numbers == sorted((*pemat.UNDERSTANDABILITY, *pemat.ACTIONABILITY)) and len(numbers) == 24
    assert [item.number for item in index.items(look(library.handout("cbt")), 3.0)] == list(range(1, 21))


def test_what_is_missing_is_seen(library: Library) -> None:
    one = library.handout("anxious-attachment")
    assert score(tuple(item for item in judged(one) if item.by == "machine")) == 100
    assert answer(judged(without(one, Role.SUMMARY)), 11) is Answer.NO
    assert answer(judged(without(one, Role.ACTION)), 20) is Answer.NO
    assert answer(index.items(look(without(one, Role.SUMMARY)), 3.0), 2) is Answer.NO
    passive = replace(one, lede=Text((Plain("It was written. It is known. You were told. It was seen. " * 40),), "en"))
    assert answer(judged(passive), 5) is Answer.NO
    long = replace(one, lede=Text((Plain("Mentalization matters here."),), "en"))
    assert answer(judged(long), 4) is Answer.NO
    assert answer(pemat.items(look(one), 6.1), 3) is Answer.NO


def rated(hashed: str, **more: str) -> SourceFile:
    items = {"2": "yes", "10": "no", "3": "no", **more}
    value = {
        "$schema": "../../schemas/rating.schema.json", "format": 1, "handout": "x",
        "ratings": [{"tool": "pemat-p", "by": "health educator", "on": "2026-12-01", "source_hash": hashed, "items": items}],
    }  # fmt: skip
    return SourceFile("handouts/ratings/x.json", json.dumps(value).encode(), own=True)


def test_people_sign_what_a_machine_cannot_judge(library: Library) -> None:
    schemas, items = Schemas(Workspace.bundled()), judged(library.handout("anxious-attachment"))
    signed = ratings.read(rated("a" * 64), schemas, "a" * 64).over("pemat-p", items)
    assert (answer(signed, 2), answer(signed, 10)) == (Answer.YES, Answer.NO)
    assert answer(signed, 3) is answer(items, 3), "a machine's answer is its own"
    assert next(item.by for item in signed if item.number == 2) == "health educator, 2026-12-01"
    other = ratings.read(rated("a" * 64), schemas, "b" * 64)
    assert other.stale == 1 and other.over("pemat-p", items) == items
    with pytest.raises(ContentInvalid):
        ratings.read(rated("a" * 64, **{"99": "yes"}), schemas, "a" * 64)


def test_a_form_to_sign_is_read_back(tmp_path: Path) -> None:
    made = run("quality", "cbt", "--rating-form", "--on", "2026-12-01").output
    folder = tmp_path / "handouts" / "ratings"
    folder.mkdir(parents=True)
    (folder / "cbt.json").write_text(made, encoding="utf-8")
    assert any(Library.open(tmp_path).quality("cbt").open.values()), "a form that nobody signed answers nothing"
    (folder / "cbt.json").write_text(made.replace("role, qualification", "health educator, CHES").replace("n/a", "yes"), encoding="utf-8")
    assert run("validate", str(folder / "cbt.json")).exit_code == 0
    card = Library.open(tmp_path).quality("cbt")
    assert not any(card.open.values()) and "health educator, CHES, 2026-12-01" in {item.by for item in card.pemat}
    assert any(Library().quality("cbt").open.values())


@pytest.mark.parametrize("handout_id", Workspace.bundled().handout_ids())
def test_every_handout_is_as_good_as_a_machine_can_ask(library: Library, handout_id: str) -> None:
    card = library.quality(handout_id)
    assert not card.unsourced and card.evidence.references > 0
    if card.audience == "clinician":
        return
    assert card.levels[0].value <= 6.0 and card.machine == 100
    assert [item.number for item in card.pemat if item.answer is Answer.NO] == []


def test_the_scorecard_is_one_page(library: Library) -> None:
    assert library.scorecard("anxious-attachment", on=date(2026, 11, 24)).pages == 1


def test_json_and_text(tmp_path: Path) -> None:
    row = json.loads(run("quality", "anxious-attachment", "--format", "json").output)[0]
    assert row["good"] and row["pemat_p"]["machine"] == 100 and row["levels"][0]["formula"] == "Flesch–Kincaid grade"
    assert row["evidence"]["unsupported"] == 0 and sum(row["evidence"]["strengths"].values()) >= row["evidence"]["claims"]
    assert run("quality", "anxious-attachment", "cbt", "--format", "pdf", "-o", str(tmp_path)).exit_code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["quality.anxious-attachment.en.pdf", "quality.cbt.en.pdf"]
