"""Handouts found by words, topics, audiences and codes, as a person types them."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_commands import run


def test_words_of_danger_put_the_safety_sheet_first() -> None:
    hits = json.loads(run("find", "keeps", "checking", "my", "phone", "--json").output)
    assert hits[0]["handout"] == "staying-safe" and hits[0]["safety"]
    assert "jealousy-and-checking" in [hit["handout"] for hit in hits]
    assert "Safety first" in run("find", "keeps checking my phone").output


@pytest.mark.parametrize(
    ("language", "words", "first"),
    [
        ("en", "I want to die", "when-i-think-of-dying"),
        ("en", "He hits me", "staying-safe"),
        ("en", "my partner tracks me", "staying-safe"),
        ("en", "I'm afraid of her", "staying-safe"),
        ("es", "me revisa el teléfono", "staying-safe"),
        ("es", "Quiero morir", "when-i-think-of-dying"),
        ("ar", "يراقب هاتفي", "staying-safe"),
        ("hi", "वह मेरा फ़ोन देखता है", "staying-safe"),
        ("zh-Hans", "他总是查我的手机", "staying-safe"),
        ("zh-Hans", "我不想活了", "when-i-think-of-dying"),
    ],
)
def test_in_every_language_that_has_a_catalog(language: str, words: str, first: str) -> None:
    hits = json.loads(run("find", "-l", language, words, "--json").output)
    assert hits[0]["handout"] == first and hits[0]["safety"]


@pytest.mark.parametrize(
    "words", ["worry about being left", "hitherto I did not talk about my feelings", "slow breathing when I feel alone"]
)
def test_ordinary_words_do_not_ring_the_alarm(words: str) -> None:
    hits = json.loads(run("find", words, "--json").output)
    assert hits and not any(hit["safety"] for hit in hits)


def test_an_audience_keeps_the_safety_sheet() -> None:
    hits = json.loads(run("find", "--audience", "parent", "she threatens my child", "--json").output)
    assert hits[0]["safety"] and {hit["audience"] for hit in hits[1:]} <= {"parent"}


def test_what_is_typed_is_never_an_expression() -> None:
    for words in ('"', "a AND NOT b*", "NEAR(x y)", "title:love", "'; DROP TABLE sheets; --", "()*^-", "\u0000"):
        result = run("find", words, "--json")
        assert result.exit_code == 0 and isinstance(json.loads(result.output), list)


def test_list_by_topic_audience_code_and_language() -> None:
    def ids(*words: str) -> set[str]:
        return {row["id"] for row in json.loads(run("list", *words, "--json").output)}

    every = ids()
    parents = ids("--audience", "parent")
    assert "child-feels-secure" in parents < every
    assert ids("--topic", "attachment", "--topic", "partners") < ids("--topic", "attachment")
    assert ids("--series", "therapy") & parents == set()
    assert ids("-l", "es") <= every and "anxious-attachment" in ids("-l", "es")
    coded = ids("--code", "Z63")
    assert coded and coded == ids("--code", "icd10|z63") and ids("--code", "snomed|Z63") == set()


@pytest.mark.parametrize("option", ["--topic", "--audience", "--series"])
def test_a_filter_that_nothing_has_says_what_there_is(option: str) -> None:
    result = run("list", option, "bogus")
    assert result.exit_code == 2 and "There are: " in result.output
