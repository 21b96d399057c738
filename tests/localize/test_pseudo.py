"""Pseudo-locales are longer or mirrored, and keep what must stay."""

from __future__ import annotations

import unicodedata

import pytest

from clinickit.content import inlines
from clinickit.content.model import LineBreak, Placeholder
from clinickit.localize.pseudo import ACCENTED, MIRRORED, pseudo
from tests.localize.samples import leaf

STRING = "Ask <strong>{clinic_name}</strong> (now), or not? Wait;<br/>say “yes” [or] «no» 988 {handout:a}."


@pytest.mark.parametrize("tag", [ACCENTED, MIRRORED])
def test_placeholders_breaks_and_digits_stay(tag: str) -> None:
    source = leaf("one/a", STRING, risk=True)
    done = pseudo(source, tag)
    assert (done.language, done.context, done.risk, done.source) == (tag, "one/a", True, None)
    kept = [one for one in done.inlines if isinstance(one, (Placeholder, LineBreak))]
    assert kept == [one for one in source.inlines if isinstance(one, (Placeholder, LineBreak))]
    assert "988" in done.plain()
    assert unicodedata.is_normalized("NFC", done.plain())


@pytest.mark.parametrize("string", ["Stop.", "Ask your clinic today.", "One idea a sentence, and then one more, since text is long."])
def test_accented_is_a_third_longer_and_keeps_its_end(string: str) -> None:
    done = pseudo(leaf("one/a", string), ACCENTED).plain()
    assert 4 / 3 * len(string) <= len(done) <= 4 / 3 * len(string) + 14
    assert done.endswith(".")
    assert any(ord(one) > 127 for one in done)


def test_mirrored_has_no_latin_letter_no_bracket_and_no_override() -> None:
    done = "".join(one.text for one in pseudo(leaf("one/a", STRING), MIRRORED).inlines if hasattr(one, "text"))
    assert not [one for one in done if one.isascii() and one.isalpha()]
    assert not set(done) & set("()[]«»‪‫‬‭‮⁦⁧⁨⁩؜")
    assert "؟" in done
    assert "؛" in done
    assert any(unicodedata.bidirectional(one) == "AL" for one in done)


def test_every_letter_of_the_alphabet_is_mirrored_to_one_that_is_in_the_face() -> None:
    done = pseudo(leaf("one/a", "abcdefghijklmnopqrstuvwxyz"), MIRRORED).plain()
    assert len(done) == 26
    assert all("\u0621" <= one <= "\u064a" for one in done)


def test_a_text_of_nothing_but_a_placeholder_stays() -> None:
    assert inlines.write(pseudo(leaf("one/a", "{clinic_name}"), ACCENTED).inlines) == "{clinic_name}"
