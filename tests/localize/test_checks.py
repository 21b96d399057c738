"""The checks of translations: what they catch and what they let stand, waivers, corrections, the page of docs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.checks import page
from clinickit.diagnostics import Severity
from clinickit.localize import po
from clinickit.localize.checks import files, ground, run
from clinickit.localize.checks.files import CatalogFile, plural_forms
from clinickit.localize.checks.model import Unit
from clinickit.localize.checks.numbers import amounts
from clinickit.localize.checks.registry import BY_CODE, CHECKS
from clinickit.localize.extract import Message
from tests.localize import mutations, seeded
from tests.localize.seeded import Rates

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"
ONE_LANGUAGE = {"french-spacing", "spanish-openers"}
OF_SHEETS = {code for code, _, _ in files.OF_SHEETS}
"""Tested in tests/delivery."""
FEW_LANGUAGES = {"reading-level", "visual-order"}
"""Checks that only few of our languages can fail."""


@pytest.fixture(scope="module")
def rates() -> Rates:
    return seeded.measured()


def test_95_in_100_seeded_defects_are_caught(rates: Rates) -> None:
    assert rates.caught.total() >= 0.95 * rates.seeded.total(), "\n".join(rates.missed)


@pytest.mark.parametrize("code", [one.code for one in CHECKS if one.code not in OF_SHEETS])
def test_each_check_has_its_defects_and_catches_them(code: str, rates: Rates) -> None:
    assert rates.seeded[code] >= 5
    assert rates.caught[code] >= 0.9 * rates.seeded[code], [one for one in rates.missed if f" {code}" in one]
    wanted = 1 if code in ONE_LANGUAGE else 3 if code in FEW_LANGUAGES else 8
    assert len(rates.tongues[code]) >= wanted


def test_fewer_than_1_in_100_good_strings_alarm(rates: Rates) -> None:
    assert rates.good >= 2 * rates.seeded.total()
    assert rates.alarmed < 0.01 * rates.good, "\n".join(rates.false)


def test_slips_made_by_rule_in_real_strings_are_told() -> None:
    bounds = {"negation": 0.7, "pair": 0.9, "number": 0.97, "lost": 0.7}
    for tag in mutations.languages():
        made, told = mutations.caught(tag)
        for kind, bound in bounds.items():
            assert made[kind] < 30 or told[kind] >= bound * made[kind], (tag, kind, told[kind], made[kind])


def test_no_catalog_that_ships_has_an_error(rates: Rates) -> None:
    assert not [one for one in rates.errors if "/LC_MESSAGES/" in one]


def test_the_page_of_docs_is_that_of_the_checks() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "make checks writes it"


def test_every_check_says_what_it_catches_and_how_to_mend() -> None:
    for one in CHECKS:
        assert one.title and one.explanation and one.mend, one.code
        assert (one.string is None) or (one.all is None)


def unit(source: str, target: str, *remarks: str) -> Unit:
    return Unit("x/a", source, target, catalog="x", remarks=remarks)


def catalog(source: str, target: str, remark: str = "") -> CatalogFile:
    file = po.PoFile((("Language", "es"),), (po.PoEntry("x/a", source, target, remarks=(remark,) if remark else ()),))
    return CatalogFile("x", "locales/es/LC_MESSAGES/x.po", po.write(file), (Message("x/a", source),))


def codes(file: CatalogFile) -> list[str]:
    return [one.code for one in run.check((file,), ground.ground("es"))]


NOT = "Do not stop your medicine.", "Deja tu medicina."


def test_a_waiver_with_a_reason_lets_a_finding_stand() -> None:
    assert codes(catalog(*NOT)) == ["negation"]
    assert codes(catalog(*NOT, "clinickit: ok negation because the verb says it")) == []


def test_a_waiver_without_a_reason_is_an_error_and_waives_nothing() -> None:
    for remark in ("clinickit: ok negation", "clinickit: ok negation because", "clinickit: ok negation because ."):
        assert codes(catalog(*NOT, remark)) == ["negation", "waiver"]


def test_what_keeps_a_string_from_print_cannot_be_waived() -> None:
    found = codes(catalog("Ask {clinic_name}.", "Pregunta.", "clinickit: ok placeholders because we never say it"))
    assert found == ["placeholders", "waiver"]


def test_a_finding_tells_the_line_of_its_entry() -> None:
    file = catalog(*NOT)
    (found,) = run.check((file,), ground.ground("es"))
    told = found.diagnostic("es")
    assert file.data.decode().splitlines()[(told.location.line or 0) - 1].startswith('msgctxt "x/a"')
    assert (told.severity, told.code) == (Severity.WARNING, "check.negation")


def test_fix_mends_what_is_safe_and_leaves_the_rest() -> None:
    file = catalog("Do you need  help?", "Necesitas  ayuda?")
    data, mended = run.fixed(file, ground.ground("es"))
    assert po.read(data).entries[0].target == "¿Necesitas ayuda?"
    assert {code for _, code in mended} == {"spaces", "spanish-openers"}
    kept = catalog(*NOT)
    assert run.fixed(kept, ground.ground("es")) == (kept.data, ())


def test_fix_leaves_what_is_waived() -> None:
    file = catalog("Are you safe?", "Estás a salvo?", "clinickit: ok spanish-openers because this is a test")
    assert run.fixed(file, ground.ground("es"))[1] == ()


@pytest.mark.parametrize("language", seeded.languages())
def test_a_correction_ends_and_brings_no_error(language: str) -> None:
    for line in seeded.lines(language):
        for one in line.units:
            done, by = run.corrected(one, line.ground)
            again, _ = run.corrected(replace(one, target=done), line.ground)
            assert again == done
            if by:
                said = {check.code for check, _ in run.string_findings(replace(one, target=done), line.ground)}
                assert not said & set(by), (line.number, done)


STRANGE = "aبé ①२٠。،؟”“«»「」{}<>/\u202e\u2066\u2069\u0301\u093e\u094d\u0e33\u0e40\ufdfa\u200b\U0001f642%.,;:!?1-()"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(seeded.languages()), st.text(alphabet=STRANGE, max_size=30), st.text(alphabet=STRANGE, max_size=30))
def test_no_string_stops_a_check_and_every_correction_ends(language: str, source: str, target: str) -> None:
    about = ground.ground(language, style=b'{"address": "neutral", "forbidden": ["a*"]}', fonts=seeded.FONTS)
    done, _ = run.corrected(unit(source, target), about)
    assert run.corrected(unit(source, done), about)[0] == done


@pytest.mark.parametrize("language", seeded.languages())
def test_a_sign_alone_stops_no_check(language: str) -> None:
    about = ground.ground(language, fonts=seeded.FONTS)
    for sign in STRANGE:
        for target in (sign, f"a{sign}", f"{sign}ب"):
            done, _ = run.corrected(unit("", target), about)
            assert run.corrected(unit("", done), about)[0] == done, target


def test_numbers_count_alike_in_every_way_of_writing() -> None:
    for written in ("1,000", "1.000", "1 000", "1\u202f000", "١٬٠٠٠", "१,०००", "1000"):
        assert amounts(written) == ("1000",), written
    assert amounts("2.5") == amounts("2,5") == amounts("٢٫٥") == ("2.5",)
    assert amounts("3万人") == ("30000",)
    assert amounts("{pages} <strong>007</strong>") == ("7",)


def test_plural_forms_are_those_of_cldr() -> None:
    assert plural_forms("ja") == (1,)
    assert 6 in plural_forms("ar")
    assert {2, 3} >= set(plural_forms("es"))
    assert 2 not in plural_forms("ru")


@pytest.mark.parametrize("code", ["negation", "reading-level"])
def test_a_language_without_cues_is_met_with_silence(code: str) -> None:
    about = ground.ground("sw")
    assert BY_CODE[code]
    assert [check.code for check, _ in run.string_findings(unit(*NOT), about)] == []


def test_a_style_with_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="known here: tú"):
        ground.ground("es", style=b'{"form": "thou"}')
    with pytest.raises(ValueError, match="line 2"):
        ground.ground("es", glossary=b"source,translation,status\na,b,sometimes\n")
